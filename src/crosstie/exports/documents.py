"""What ties.json and run.json hold: amounts as text, nothing that changes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.model.words import Kind
from crosstie.pages.contexts import (
    Action,
    Evidence,
    Hop,
    Miss,
    Tie,
    Total,
)
from crosstie.pages.facts import RunDatabase, raw_facts, run_facts
from crosstie.pages.money import exact_probability, plain
from crosstie.pages.near import near_misses
from crosstie.pages.run_contexts import Asked, LookedAt, RunFacts, SourceFacts
from crosstie.pages.ties import read_ties
from crosstie.pages.totals import add_up

FORMAT = 1
"""Number of the shape of both documents; raised when a key changes its meaning."""

Document = dict[str, Any]

_TIE_WRITTEN_APART = (
    *("hops", "actions_of", "doubts", "probability"),
    *("anchor", "parent_city"),
)

_FILE_COLUMNS = (
    *("file_id", "source", "layout", "dataset_id", "publisher", "title", "licence"),
    *("url", "name", "member", "sha256", "bytes", "version", "retrieved"),
    *("retrieved_basis", "first_date", "last_date", "rows_read", "rows_loaded"),
    *("rows_rejected", "rows_repeated"),
)


def ties_document(db: RunDatabase) -> Document:
    """Read a run as the document that ties.json holds, and that --json prints."""
    return ties_as_document(run_facts(db), read_ties(db), near_misses(db))


def ties_as_document(
    facts: RunFacts, ties: Sequence[Tie], misses: Sequence[Miss]
) -> Document:
    """Write ties as a document: findings, leads, what does not count, near misses."""
    findings = [t for t in ties if t.kind == Kind.FINDING]
    return {
        "format": FORMAT,
        "case": facts.case,
        "title": facts.title,
        "country": facts.country,
        "buyer": facts.buyer.abbreviation,
        "data": facts.data,
        "since": _value(facts.since),
        "until": _value(facts.until),
        "as_of": _value(facts.as_of),
        "publish_threshold": facts.threshold,
        "coverage": coverage(facts),
        "totals": {
            "buyer": _totals([t for t in findings if not t.is_sibling]),
            "siblings": _totals([t for t in findings if t.is_sibling]),
        },
        "ties": [_tie(t) for t in findings],
        "leads": [_tie(t) for t in ties if t.kind == Kind.LEAD],
        "not_counted": [_tie(t) for t in ties if t.kind == Kind.NOT_COUNTED],
        "near_misses": [_miss(miss) for miss in misses],
    }


def coverage(facts: RunFacts) -> Document:
    """Write what a result rests on: looked at, asked, loaded, known to be missing."""
    return {
        "looked_at": [_fields(one) for one in facts.looked_at],
        "not_loaded": list(facts.not_loaded),
        "known_gaps": [{"source": s, "says": says} for s, says in facts.known_gaps],
        "asked": [_fields(one) for one in facts.asked],
        "sources": [_fields(one) for one in facts.sources],
    }


def _fields(one: LookedAt | Asked | SourceFacts) -> Document:
    return {field.name: _value(getattr(one, field.name)) for field in fields(one)}


def run_document(db: RunDatabase) -> Document:
    """Read what a run rests on: every fact, every file with its whole hash."""
    files = db.rows(
        "files of the run",
        "select *\nfrom file\nwhere replaced_by is null\norder by source, load_number, "
        "name, member nulls first, file_id",
    )
    kinds = db.rows(
        "ties by kind",
        """select kind, scope, route, count(*) as ties,
    count(*) filter (where without_case) as without_case
from tie
group by all
order by all""",
    )
    return {
        "format": FORMAT,
        **raw_facts(db),
        "files": [{c: _value(row[c]) for c in _FILE_COLUMNS} for row in files],
        "ties": kinds,
    }


def _totals(ties: Sequence[Tie]) -> list[Document]:
    return [_total(total) for total in add_up(ties)]


def _total(total: Total) -> Document:
    return {field.name: _value(getattr(total, field.name)) for field in fields(total)}


def _tie(tie: Tie) -> Document:
    plain_fields = (f.name for f in fields(tie) if f.name not in _TIE_WRITTEN_APART)
    return {
        **{name: _value(getattr(tie, name)) for name in plain_fields},
        "probability": exact_probability(tie.probability),
        "doubts": list(tie.doubts),
        "hops": [_hop(hop) for hop in tie.hops],
        "transactions": [_action(action) for action in tie.actions_of],
    }


def _miss(miss: Miss) -> Document:
    named = {field.name: _value(getattr(miss, field.name)) for field in fields(miss)}
    return named | {"probability": exact_probability(miss.probability)}


def _hop(hop: Hop) -> Document:
    names = (f.name for f in fields(hop) if f.name not in ("evidence", "probability"))
    return {
        **{name: _value(getattr(hop, name)) for name in names},
        "probability": exact_probability(hop.probability),
        "evidence": [_evidence(evidence) for evidence in hop.evidence],
    }


def _evidence(evidence: Evidence) -> Document:
    skipped = ("number", "position", "ordinal")
    names = (f.name for f in fields(evidence) if f.name not in skipped)
    return {name: _value(getattr(evidence, name)) for name in names}


def _action(action: Action) -> Document:
    return {field.name: _value(getattr(action, field.name)) for field in fields(action)}


def _value(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value
