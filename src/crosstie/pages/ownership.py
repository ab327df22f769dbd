"""Who controlled whom over time, beside the actions that fall inside and outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from crosstie.pages.contexts import (
    Bar,
    Mark,
    OwnershipTime,
    Tie,
)
from crosstie.pages.facts import RunDatabase

Row = Mapping[str, Any]


class Ownership:
    """The dated chains of control of a run."""

    def __init__(self, db: RunDatabase) -> None:
        self._rows = db.rows(
            "dated control",
            """select c.child_id, c.parent_id, c.valid_from, c.valid_to, c.end_known,
    c.interest, child.name as child, parent.name as parent
from control as c
left join (
    select organisation_id, min(name) as name
    from organisation
    group by organisation_id
) as child on child.organisation_id = c.child_id
left join (
    select organisation_id, min(name) as name
    from organisation
    group by organisation_id
) as parent on parent.organisation_id = c.parent_id
where c.valid_from is not null
or c.valid_to is not null
order by c.valid_from nulls first, c.valid_to nulls last, c.control_id""",
        )

    def of(self, tie: Tie) -> OwnershipTime | None:
        """Show the control that the tie's chain rests on, where it has dates."""
        labels = _labels(tie)
        bars = tuple(
            Bar(
                child=labels.get(row["child_id"]) or row["child"] or row["child_id"],
                parent=labels.get(row["parent_id"])
                or row["parent"]
                or row["parent_id"],
                valid_from=row["valid_from"],
                valid_to=row["valid_to"],
                end_known=bool(row["end_known"]),
                interest=row["interest"],
            )
            for row in self._rows
            if row["child_id"] in labels and self._is_shown(row, labels, tie)
        )
        if not bars:
            return None
        return OwnershipTime(bars=bars, marks=_marks(tie))

    def _is_shown(self, row: Row, labels: Mapping[str, str], tie: Tie) -> bool:
        return row["parent_id"] in labels or row["parent_id"] == tie.parent_id


def _labels(tie: Tie) -> dict[str, str]:
    labels = {tie.organisation_id: tie.organisation}
    if tie.parent_id:
        labels[tie.parent_id] = tie.parent
    for hop in tie.hops:
        for kind, id_, label in (
            (hop.from_kind, hop.from_id, hop.from_label),
            (hop.to_kind, hop.to_id, hop.to_label),
        ):
            if kind == "organisation":
                labels[id_] = label
    return labels


def _marks(tie: Tie) -> tuple[Mark, ...]:
    days: Counter[tuple[Any, bool]] = Counter(
        (action.day, action.counts)
        for action in tie.actions_of
        if action.day is not None
    )
    return tuple(
        Mark(day=day, ties=ties, actions=number)
        for (day, ties), number in sorted(days.items())
    )


def dated(ties: Sequence[Tie], ownership: Ownership) -> dict[str, OwnershipTime]:
    """Gather what is dated, by tie id."""
    return {tie.tie_id: time for tie in ties if (time := ownership.of(tie))}
