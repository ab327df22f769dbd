"""What ties without an award share: they stand on a row of the case."""

from __future__ import annotations

from datetime import date

from crosstie.model.case import Citation
from crosstie.model.words import Kind, Scope, Status
from crosstie.store.engine import Row
from crosstie.text.language import _, later
from crosstie.ties import policy
from crosstie.ties.assemble import Tie
from crosstie.ties.chain import Hop, Record, product
from crosstie.ties.facts import Facts
from crosstie.ties.kinds import LEAD, decide, ruling, sentences

UNCONFIRMED = later("a row of the case is marked unconfirmed")


def citation_record(
    facts: Facts, file: str, row: int, value: str, citation: Citation
) -> Record:
    """Cite a row of the case by what the person who wrote it read."""
    return Record(
        record_id=f"{file} row {row}",
        field=citation.date_text or None,
        value=value,
        file_id=facts.case_files.get(file),
        row_number=row,
        url=citation.url,
        date=citation.date,
        from_case=True,
        dataset=citation.title,
        publisher=citation.publisher,
    )


def cited(citation: Citation) -> float:
    """Give the probability of what a citation states."""
    return policy.CITED if citation.confirmed else policy.UNCONFIRMED


def case_tie(
    facts: Facts,
    row: Row,
    hops: tuple[Hop, ...],
    *,
    confirmed: bool,
    outside: str | None = None,
) -> Tie:
    """Complete a tie that has no award: kind, probability, decision, no amount."""
    case = facts.case
    ruled = ruling(case, str(row["tie_id"]), None, None)
    kind, why = decide(
        ruled,
        probability=product(hops),
        threshold=case.publish_threshold,
        lead_only=None if confirmed else UNCONFIRMED,
        outside=outside
        and _("outside the dates of control: {why}").format(why=outside),
    )
    reason = str(row["reason"])
    full = {
        **row,
        "buyer": case.buyer.abbreviation,
        "scope": Scope.BUYER,
        "kind": kind,
        "probability": product(hops),
        "weakest_hop": min(hops, key=lambda hop: hop.probability).predicate,
        "reason": sentences(reason, LEAD.format(why=why) if kind is Kind.LEAD else ""),
        "not_counted_reason": why if kind is Kind.NOT_COUNTED else None,
        "decision": ruled.decision,
        "decided_by": ruled.by,
        "without_case": False,
    }
    return Tie(full, hops)


def status_day(
    status: Status, status_date: date | None, citation: Citation
) -> date | None:
    """Give the day of a status: as stated, else the day of what was read."""
    return status_date or (citation.date if status is not Status.UNKNOWN else None)
