"""The awards behind some ties: one row each, with its actions and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crosstie.pages.contexts import Action, Tie
from crosstie.pages.facts import RunDatabase


@dataclass(frozen=True)
class AwardRow:
    """One award of one tie, with the actions of it that count."""

    award_id: str
    number: str
    """The publisher's number; what people call the award."""
    tie_id: str
    organisation: str
    supplier: str
    party_id: str
    route: str
    kind: str
    component: str
    is_sibling: bool
    is_subaward: bool
    description: str
    """Empty for a private person's."""
    vehicle: str
    first_day: date | None
    last_day: date | None
    actions: tuple[Action, ...]
    """The actions that count."""
    outside: int
    """Actions that do not count."""
    obligated: Decimal | None
    """Sum of what counts; the subaward's amount on subawards."""
    currency: str


def award_rows(db: RunDatabase, ties: Sequence[Tie]) -> tuple[AwardRow, ...]:
    """List the awards of ties, by kind, component and amount, the largest first."""
    known = {
        row["award_id"]: row
        for row in db.rows(
            "awards of ties",
            """select a.award_id, a.piid, a.parent_piid,
    case when coalesce(p.is_person, false) then '' else a.description end as description
from award as a
left join party_spelling as s on s.spelling_id = a.spelling_id
left join party as p on p.party_id = s.party_id
where a.award_id in (select unnest($ids))""",
            {"ids": sorted({a.award_id for t in ties for a in t.actions_of})},
        )
    }
    rows = []
    for tie in ties:
        by_award: dict[str, list[Action]] = {}
        for action in tie.actions_of:
            by_award.setdefault(action.award_id, []).append(action)
        for award_id, actions in by_award.items():
            rows.append(_row(award_id, known.get(award_id, {}), tie, actions))
    return tuple(sorted(rows, key=_order))


def _row(
    award_id: str, known: dict[str, str], tie: Tie, actions: list[Action]
) -> AwardRow:
    counted = tuple(a for a in actions if a.counts)
    days = [a.day for a in (counted or actions) if a.day]
    values = [a.obligated for a in counted if a.obligated is not None]
    parts = award_id.split(":")
    inferred = parts[2] if parts[0] == "inferred" and len(parts) > 2 else award_id
    return AwardRow(
        award_id=award_id,
        number=known.get("piid") or inferred,
        tie_id=tie.tie_id,
        organisation=tie.organisation,
        supplier=tie.supplier,
        party_id=tie.party_id,
        route=tie.route,
        kind=tie.kind,
        component=tie.component,
        is_sibling=tie.is_sibling,
        is_subaward=any(a.record_type == "subaward" for a in actions),
        description=known.get("description") or "",
        vehicle=known.get("parent_piid") or "",
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        actions=counted,
        outside=len(actions) - len(counted),
        obligated=sum(values, Decimal(0)) if values else None,
        currency=next((a.currency for a in actions if a.currency), tie.currency),
    )


def _order(row: AwardRow) -> tuple[object, ...]:
    kinds = ("finding", "lead", "not_counted")
    return (
        kinds.index(row.kind) if row.kind in kinds else len(kinds),
        row.is_sibling,
        row.component,
        row.obligated is None,
        -(row.obligated or Decimal(0)),
        row.number,
        row.tie_id,
    )
