"""The rows of ties.csv and hops.csv."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crosstie.exports.csvcells import Bare, Cell
from crosstie.pages.contexts import Hop, Tie
from crosstie.pages.money import exact_probability
from crosstie.pages.run_contexts import RunFacts

TIE_COLUMNS = (
    *("tie_id", "organisation", "organisation_country", "parent", "route"),
    *("supplier", "buyer", "component", "scope", "kind", "probability", "status"),
    *("status_date", "first_date", "last_date", "awards", "obligated", "ceiling"),
    *("currency", "matched_text", "reason", "evidence_record", "evidence_url"),
    # Above: the agreed order. Below: further columns, to be added to at the end only.
    *("outlaid", "current_value", "shared_ceiling", "actions", "actions_outside"),
    *("organisation_id", "organisation_city", "parent_id", "owner", "date_text"),
    *("weakest_hop", "doubt", "decision", "decided_by", "without_case"),
)
"""Columns of ties.csv."""

HOP_COLUMNS = (
    *("tie_id", "position", "from_kind", "from_id", "from_label", "predicate"),
    *("to_kind", "to_id", "to_label", "probability", "reason", "confirmed_by"),
    *("from_case", "records", "evidence", "evidence_records", "evidence_urls"),
    "evidence_files",
)
"""Columns of hops.csv."""

COVERAGE_COLUMNS = (
    *("kind", "source", "state", "says", "period", "first_date", "last_date"),
    *("retrieved", "rows_read", "rows_rejected", "files"),
)
"""Columns of coverage.csv."""

Row = dict[str, Cell]


def coverage_rows(facts: RunFacts) -> list[Row]:
    """Write what stands behind ties.csv: looked at, missing, asked, loaded."""
    empty: Row = dict.fromkeys(COVERAGE_COLUMNS)
    rows: list[Row] = [
        {**empty, "kind": "looked at", "source": one.what, "state": one.state}
        | {"says": one.says}
        for one in facts.looked_at
    ]
    rows += [
        {**empty, "kind": "not loaded", "says": sentence}
        for sentence in facts.not_loaded
    ]
    rows += [
        {**empty, "kind": "known to be missing", "source": title, "says": sentence}
        for title, sentence in facts.known_gaps
    ]
    rows += [
        {**empty, "kind": "asked", "source": one.source, "says": one.about}
        | {"period": one.period, "retrieved": one.retrieved}
        for one in facts.asked
    ]
    return rows + [
        {**empty, "kind": "loaded", "source": one.source, "says": one.title}
        | {"first_date": one.first_date, "last_date": one.last_date}
        | {"retrieved": one.last_retrieved, "rows_read": one.rows_read}
        | {"rows_rejected": one.rows_rejected, "files": one.files}
        for one in facts.sources
    ]


def tie_row(tie: Tie) -> Row:
    """Write one tie as a row of ties.csv."""
    return {
        **{
            name: getattr(tie, name)
            for name in TIE_COLUMNS
            if name not in ("probability", "doubt")
        },
        "probability": Bare(exact_probability(tie.probability)),
        "doubt": " ".join(tie.doubts),
    }


def hop_rows(ties: Sequence[Tie]) -> list[Row]:
    """Write the hops of all ties as rows of hops.csv."""
    return [_hop_row(tie, hop) for tie in ties for hop in tie.hops]


def _hop_row(tie: Tie, hop: Hop) -> Row:
    return {
        **{
            name: getattr(hop, name)
            for name in HOP_COLUMNS
            if name not in ("tie_id", "probability") and not name.startswith("evid")
        },
        "tie_id": tie.tie_id,
        "probability": Bare(exact_probability(hop.probability)),
        "evidence": " | ".join(
            f"{e.dataset}: {e.field} = {e.value}" if e.field else e.dataset
            for e in hop.evidence
        ),
        "evidence_records": _each(e.record_id for e in hop.evidence),
        "evidence_urls": _each(e.url for e in hop.evidence),
        "evidence_files": _each(
            f"{e.file_name}#{e.row_number}" if e.row_number is not None else e.file_name
            for e in hop.evidence
        ),
    }


def _each(values: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(value for value in values if value))
