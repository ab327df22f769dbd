"""The rows of the tables that `schema` declares, read off a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from crosstie.exports.csvcells import Bare, Cell
from crosstie.exports.schema import TABLES
from crosstie.exports.tables import (
    COVERAGE_COLUMNS,
    HOP_COLUMNS,
    Row,
    coverage_rows,
    hop_rows,
    tie_row,
)
from crosstie.model.words import AmountKind, Kind
from crosstie.pages.contexts import Tie
from crosstie.pages.exchange import CONTROL, first_evidence
from crosstie.pages.exchange_contexts import Exchange, Origin
from crosstie.pages.totals import meaning

__all__ = ["AMOUNT_COLUMNS", "Judged", "judged", "table_rows"]

AMOUNT_COLUMNS = {
    AmountKind.OBLIGATED.value: "obligated",
    AmountKind.OUTLAID.value: "outlaid",
    AmountKind.CURRENT.value: "current_value",
    AmountKind.CEILING.value: "ceiling",
    AmountKind.SHARED_CEILING.value: "shared_ceiling",
}
"""The column of each kind of amount."""

_KINDS = tuple(kind.value for kind in (Kind.FINDING, Kind.LEAD, Kind.NOT_COUNTED))


class Judged:
    """Which ties hold a thing, and what is decided of them."""

    def __init__(self) -> None:
        self._ties: dict[str, list[Tie]] = defaultdict(list)

    def add(self, key: str, tie: Tie) -> None:
        """Note that a tie holds a thing."""
        if tie not in self._ties[key]:
            self._ties[key].append(tie)

    def ties(self, key: str) -> tuple[Tie, ...]:
        """List the ties of a thing, in the order of reports."""
        return tuple(self._ties.get(key, ()))

    def row(self, key: str) -> Row:
        """Write their ids, the strongest kind, and every decision on them."""
        ties = self.ties(key)
        return {"ties": _each(tie.tie_id for tie in ties)} | judged(ties)


def judged(ties: Iterable[Tie]) -> Row:
    """Write the strongest kind of some ties, and every decision on them.

    >>> judged([])
    {'kind': '', 'decision': ''}
    """
    ties = tuple(ties)
    kinds = sorted({tie.kind for tie in ties}, key=_KINDS.index)
    return {
        "kind": kinds[0] if kinds else "",
        "decision": _each(tie.decision for tie in ties),
    }


def table_rows(exchange: Exchange) -> dict[str, list[Row]]:
    """Write every table of a run; each row has every column of its table."""
    made = {
        "ties": [_tie(tie) for tie in exchange.ties],
        "hops": _hops(exchange),
        "evidence": _evidence(exchange),
        "amounts": _amounts(exchange),
        "actions": _actions(exchange),
        "awards": _awards(exchange),
        "organisations": _organisations(exchange),
        "ownership": _ownership(exchange),
        "files": _files(exchange),
        "coverage": [_coverage(row) for row in coverage_rows(exchange.facts)],
    }
    return {
        table.name: [{c: row[c] for c in table.columns} for row in made[table.name]]
        for table in TABLES
    }


def _tie(tie: Tie) -> Row:
    first = first_evidence(tie)
    return {
        **tie_row(tie),
        "not_counted_reason": tie.not_counted_reason,
        "evidence_publisher": first.publisher if first else "",
        "evidence_dataset": first.dataset if first else "",
        "evidence_file": first.file_name if first else "",
        "evidence_row": first.row_number if first else None,
        **_first(tie),
    }


def _first(tie: Tie) -> Row:
    first = first_evidence(tie)
    return {
        "evidence_record": tie.evidence_record or (first.record_id if first else ""),
        "evidence_url": tie.evidence_url or (first.url if first else ""),
        "evidence_sha256": first.sha256 if first else "",
        "evidence_retrieved": first.retrieved if first else None,
    }


def _hops(exchange: Exchange) -> list[Row]:
    ties = [tie for tie in exchange.ties for _ in tie.hops]
    rows = hop_rows(exchange.ties)
    return [
        {c: row[c] for c in HOP_COLUMNS} | judged([tie])
        for tie, row in zip(ties, rows, strict=True)
    ]


def _evidence(exchange: Exchange) -> list[Row]:
    return [
        {
            "tie_id": tie.tie_id,
            "position": hop.position,
            "ordinal": one.ordinal,
            "field": one.field,
            "value": one.value,
            "record_date": one.record_date,
            "from_case": one.from_case,
            "record_id": one.record_id,
            "publisher": one.publisher,
            "dataset": one.dataset,
            "version": one.version,
            "url": one.url,
            "retrieved": one.retrieved,
            "file_name": one.file_name,
            "file_sha256": one.sha256,
            "row_number": one.row_number,
            **judged([tie]),
        }
        for tie in exchange.ties
        for hop in tie.hops
        for one in hop.evidence
    ]


def _amounts(exchange: Exchange) -> list[Row]:
    return [
        {
            "tie_id": tie.tie_id,
            "amount_kind": kind,
            "amount": getattr(tie, column),
            "currency": tie.currency,
            "meaning": meaning(tie.route),
            **judged([tie]),
            **_first(tie),
        }
        for tie in exchange.ties
        for kind, column in AMOUNT_COLUMNS.items()
        if getattr(tie, column) is not None
    ]


def _actions(exchange: Exchange) -> list[Row]:
    ties = {tie.tie_id: tie for tie in exchange.ties}
    return [
        {
            "tie_id": row.tie_id,
            "award_id": row.award_id,
            "record_type": row.record_type,
            "action_date": row.day,
            "obligated": row.amount,
            "currency": row.currency,
            "counts": row.counts,
            "reason": row.reason,
            "modification": row.modification,
            "description": row.description,
            **judged([ties[row.tie_id]]),
            **_origin(row.origin),
        }
        for row in exchange.actions
    ]


def _awards(exchange: Exchange) -> list[Row]:
    holding = awards_held(exchange)
    return [
        {
            "award_id": award.id,
            "supplier_id": award.party_id,
            **{
                name: getattr(award, name)
                for name in (
                    *("piid", "parent_piid", "component", "component_name"),
                    *("supplier", "description", "currency", "obligated", "outlaid"),
                    *("current_value", "ceiling", "ceiling_is_shared", "first_date"),
                    *("last_date", "period_start", "period_end"),
                    "period_end_potential",
                )
            },
            **holding.row(award.id),
            **_origin(award.origin),
        }
        for award in exchange.awards.values()
    ]


def awards_held(exchange: Exchange) -> Judged:
    """Tell which ties hold each award."""
    ties = {tie.tie_id: tie for tie in exchange.ties}
    held = Judged()
    for row in exchange.actions:
        held.add(row.award_id, ties[row.tie_id])
    return held


def organisations_held(exchange: Exchange) -> Judged:
    """Tell which ties name each organisation."""
    held = Judged()
    for tie in exchange.ties:
        ends = {tie.organisation_id, tie.parent_id}
        for hop in tie.hops:
            ends |= {hop.from_id} if hop.from_kind == "organisation" else set()
            ends |= {hop.to_id} if hop.to_kind == "organisation" else set()
        for id in ends:
            held.add(id, tie)
    return held


def links_held(exchange: Exchange) -> Judged:
    """Tell which ties rest on each link of control, by `child -> parent`."""
    held = Judged()
    for tie in exchange.ties:
        for hop in tie.hops:
            if hop.predicate in CONTROL:
                held.add(f"{hop.from_id} -> {hop.to_id}", tie)
    return held


def _organisations(exchange: Exchange) -> list[Row]:
    held = organisations_held(exchange)
    return [
        {
            "organisation_id": one.id,
            "other_names": _each(one.other_names),
            "type": one.kind,
            "identifiers": _each(f"{i.scheme}:{i.value}" for i in one.identifiers),
            **{
                name: getattr(one, name)
                for name in (
                    *("name", "country", "country_basis", "jurisdiction"),
                    *("legal_form", "city", "region", "valid_from", "valid_to"),
                )
            },
            **held.row(one.id),
            **_origin(one.origin),
        }
        for one in exchange.organisations.values()
        if not one.is_person
    ]


def _ownership(exchange: Exchange) -> list[Row]:
    held, known = links_held(exchange), exchange.organisations
    return [
        {
            "statement_id": one.id,
            "child_id": one.child_id,
            "child": known[one.child_id].name,
            "parent_id": one.parent_id,
            "parent": known[one.parent_id].name,
            "interest": one.interest,
            "percent_min": _number(one.percent_min),
            "percent_max": _number(one.percent_max),
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "stated_on": one.stated_on,
            "confirmed": one.confirmed,
            "from_case": one.from_case,
            **held.row(f"{one.child_id} -> {one.parent_id}"),
            **_origin(one.origin),
        }
        for one in exchange.statements
        if one.child_id in known and one.parent_id in known
    ]


def _files(exchange: Exchange) -> list[Row]:
    names = next(table.columns for table in TABLES if table.name == "files")
    return [{name: getattr(file, name) for name in names} for file in exchange.files]


def _coverage(row: Mapping[str, Cell]) -> Row:
    made = {c: row[c] for c in COVERAGE_COLUMNS}
    retrieved = made["retrieved"]
    if isinstance(retrieved, str):
        made["retrieved"] = date.fromisoformat(retrieved[:10]) if retrieved else None
    return made


def _origin(origin: Origin) -> Row:
    return {
        "record_id": origin.record_id,
        "publisher": origin.publisher,
        "dataset": origin.dataset,
        "version": origin.version,
        "url": origin.url,
        "retrieved": origin.retrieved,
        "file_name": origin.file_name,
        "file_sha256": origin.sha256,
        "row_number": origin.row_number,
    }


def _number(value: object) -> Bare | None:
    return None if value is None else Bare(str(value))


def _each(values: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(value for value in values if value))
