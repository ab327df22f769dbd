"""What answers are made of: ties, hops, evidence, the run, and what is not loaded."""

from __future__ import annotations

from typing import Any

from crosstie.mcp.quoting import identifier, quoted, without_empty
from crosstie.pages.contexts import Evidence, Hop, Miss, Tie
from crosstie.pages.run_contexts import File, RunFacts
from crosstie.pages.search_contexts import Marked, SearchHit, SimilarName
from crosstie.pages.words import AMOUNT_OF_ROUTE

__all__ = [
    "about_run",
    "coverage",
    "evidence_row",
    "file_row",
    "hit_row",
    "hop_row",
    "miss_row",
    "similar_row",
    "tie_row",
]

GAPS = 15
"""Gaps that every answer lists; the tool `coverage` lists all."""

Answer = dict[str, Any]

KINDS = {
    "finding": "may be reported, with its evidence and doubts",
    "lead": "not proven: never report it as a tie",
    "not_counted": "rejected, or outside the dates of control: no tie",
}


def about_run(facts: RunFacts) -> Answer:
    """Say which run an answer is of, and what it is not about."""
    return without_empty(
        {
            "case": facts.case,
            "title": quoted(facts.title),
            "buyer": facts.buyer.abbreviation,
            "country": facts.country,
            "run_id": facts.run_id,
            "traced_at": facts.traced_at,
            "status_as_of": facts.as_of,
            "is_sample": facts.is_sample or None,
            "publish_threshold": facts.threshold,
        }
    )


def coverage(facts: RunFacts | None, notes: tuple[str, ...] = ()) -> Answer:
    """Say what was not looked at: absence from an answer is no proof of absence."""
    gaps = list(facts.not_loaded) if facts else []
    return without_empty(
        {
            "not_loaded": [quoted(gap) for gap in gaps[:GAPS]],
            "further_gaps": max(0, len(gaps) - GAPS) or None,
            "notes": list(notes),
            "says": "Nothing is claimed about what is not loaded.",
        }
    )


def tie_row(tie: Tie) -> Answer:
    """Shape one tie: kind, probability, amounts with their kind, doubts, records."""
    return without_empty(
        {
            "tie_id": tie.tie_id,
            "kind": tie.kind,
            "kind_means": KINDS.get(tie.kind),
            "organisation_id": identifier(tie.organisation_id),
            "organisation": quoted(tie.organisation),
            "organisation_country": tie.organisation_country,
            "parent_id": identifier(tie.parent_id),
            "parent": quoted(tie.parent),
            "owner": quoted(tie.owner),
            "route": tie.route,
            "supplier": quoted(tie.supplier),
            "agency": tie.component,
            "is_sibling_of_buyer": tie.is_sibling or None,
            "probability_of_all_hops": round(tie.probability, 4),
            "weakest_hop": tie.weakest_hop,
            "status": tie.status,
            "status_date": tie.status_date,
            "first_date": tie.first_date,
            "last_date": tie.last_date,
            "date_as_written": quoted(tie.date_text),
            "awards": tie.awards,
            "actions": tie.actions,
            "actions_outside_control": tie.actions_outside,
            "amounts": _amounts(tie),
            "matched_words": quoted(tie.matched_text),
            "reason": quoted(tie.reason),
            "doubts": [quoted(doubt) for doubt in tie.doubts],
            "decision": tie.decision,
            "decided_by": quoted(tie.decided_by),
            "why_not_counted": quoted(tie.not_counted_reason),
            "stands_without_the_case_s_own_rows": tie.without_case,
            "record_id": quoted(tie.evidence_record),
            "record_url": tie.evidence_url,
        }
    )


def _amounts(tie: Tie) -> Answer:
    """Give each amount under its kind, never added up."""
    kind = AMOUNT_OF_ROUTE.get(tie.route, "obligated")
    return without_empty(
        {
            "currency": tie.currency,
            "obligated": tie.obligated,
            "obligated_is": kind if tie.obligated is not None else None,
            "outlaid": tie.outlaid,
            "current_value": tie.current_value,
            "ceiling": tie.ceiling,
            "shared_ceiling": tie.shared_ceiling,
        }
    )


def hop_row(hop: Hop, most: int) -> Answer:
    """Shape one step of a chain with its first records."""
    return without_empty(
        {
            "position": hop.position,
            "from_kind": hop.from_kind,
            "from": quoted(hop.from_label),
            "predicate": hop.predicate if hop.is_sure else f"may be: {hop.predicate}",
            "to_kind": hop.to_kind,
            "to": quoted(hop.to_label),
            "probability": round(hop.probability, 4),
            "is_sure": hop.is_sure,
            "confirmed_by": quoted(hop.confirmed_by),
            "rests_on_a_row_of_the_case": hop.from_case or None,
            "reason": quoted(hop.reason),
            "records": hop.records,
            "evidence": [evidence_row(e) for e in hop.evidence[:most]],
        }
    )


def evidence_row(e: Evidence) -> Answer:
    """Shape one record: where it stands, so that anybody can open it."""
    return without_empty(
        {
            "record_id": quoted(e.record_id),
            "dataset": quoted(e.dataset),
            "publisher": quoted(e.publisher),
            "version": identifier(e.version),
            "field": e.field,
            "value": quoted(e.value),
            "record_date": e.record_date,
            "url": e.url,
            "retrieved": e.retrieved or "unknown",
            "file_name": quoted(e.file_name),
            "file_sha256": e.sha256,
            "row_number": e.row_number,
            "footnote": e.number,
            "is_a_row_of_the_case": e.from_case or None,
        }
    )


def miss_row(miss: Miss) -> Answer:
    """Shape what looked like a tie and is none."""
    return without_empty(
        {
            "kind": "near miss: no tie",
            "supplier": quoted(miss.supplier),
            "organisation": quoted(miss.organisation),
            "route": miss.route,
            "matched_words": quoted(miss.matched_text),
            "probability": round(miss.probability, 4),
            "why_it_is_none": quoted(miss.reason),
            "at_stake": miss.obligated,
            "currency": miss.currency,
        }
    )


def file_row(file: File) -> Answer:
    """Shape one loaded file."""
    return without_empty(
        {
            "source": file.source,
            "title": quoted(file.title),
            "publisher": quoted(file.publisher),
            "licence": quoted(file.licence),
            "file_name": quoted(file.member or file.name),
            "file_sha256": file.sha256,
            "url": file.url,
            "retrieved": file.retrieved or "unknown",
            "first_date": file.first_date,
            "last_date": file.last_date,
            "rows_read": file.rows_read,
            "rows_rejected": file.rows_rejected,
        }
    )


def hit_row(hit: SearchHit) -> Answer:
    """Shape one result of a search."""
    record = hit.record
    return without_empty(
        {
            "found_as": hit.kind,
            "id": identifier(hit.id),
            "title": quoted(_text(hit.title)),
            "kind": hit.state,
            "kind_means": KINDS.get(hit.state),
            "found_by": hit.how,
            "texts": [
                {"label": line.label, **(quoted(_text(line.text)) or {})}
                for line in hit.lines
            ],
            "facts": [quoted(fact) for fact in hit.facts],
            "amount": hit.amount,
            "currency": hit.currency if hit.amount is not None else None,
            "amount_is": hit.amount_kind if hit.amount is not None else None,
            "url": hit.url,
            "file_name": quoted(record.file_name) if record else None,
            "row_number": record.row_number if record else None,
            "file_sha256": record.sha256 if record else None,
            "retrieved": (record.retrieved or "unknown") if record else None,
        }
    )


def similar_row(one: SimilarName) -> Answer:
    """Shape a name of a register that is like the one asked for."""
    return without_empty(
        {
            "register": one.register,
            "id": identifier(one.id),
            "organisation": quoted(one.organisation),
            "name_met": quoted(one.name),
            "name_kind": one.name_kind,
            "since": one.since,
            "until": one.until,
            "country": one.country,
            "probability_of_being_meant": one.probability,
            "reason": quoted(one.reason),
            "source": one.source,
            "file_name": quoted(one.file_name),
            "row_number": one.row_number,
        }
    )


def _text(parts: Marked) -> str:
    return "".join(text for text, _is_met in parts)
