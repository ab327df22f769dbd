"""Amounts of a tie, each kind apart; what one award does not state is not summed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crosstie.store.engine import Database, Row


@dataclass(frozen=True)
class Amounts:
    """Amounts by kind; None is not stated, never zero."""

    obligated: Decimal | None = None
    outlaid: Decimal | None = None
    current_value: Decimal | None = None
    ceiling: Decimal | None = None
    shared_ceiling: Decimal | None = None


def amounts(obligated: Iterable[Decimal | None], awards: Sequence[Row]) -> Amounts:
    """Sum the actions' obligations, and each other kind where every award states it.

    A shared ceiling belongs to all its holders: it stands apart, the largest one.
    """
    own = [row for row in awards if not row["ceiling_is_shared"]]
    shared = [
        row["ceiling"]
        for row in awards
        if row["ceiling_is_shared"] and row["ceiling"] is not None
    ]
    return Amounts(
        obligated=_sum_known(obligated),
        outlaid=_sum_all(row["outlaid"] for row in awards),
        current_value=_sum_all(row["current_value"] for row in awards),
        ceiling=_sum_all(row["ceiling"] for row in own),
        shared_ceiling=max(shared, default=None),
    )


def read_awards(db: Database, award_ids: Iterable[str]) -> Mapping[str, Row]:
    """Read the awards of ties by id."""
    found = db.answers(
        "awards of ties", sorted(set(award_ids)), lambda ids: _read_awards(db, ids)
    )
    return {award_id: row for award_id, row in found.items() if row is not None}


def _read_awards(db: Database, ids: list[str]) -> dict[str, Row | None]:
    rows = db.rows(
        "awards of ties",
        """
        select
            a.award_id,
            a.identity,
            a.award_unique_id,
            a.piid,
            a.component_name,
            a.is_vehicle,
            a.ceiling_is_shared,
            a.grain,
            a.outlaid,
            a.current_value,
            a.ceiling,
            a.period_end,
            a.record_status,
            a.permalink
        from w.award a
        semi join (select unnest($ids) as id) k on k.id = a.award_id
        order by a.award_id
        """,
        {"ids": ids},
    )
    return {**dict.fromkeys(ids), **{row["award_id"]: row for row in rows}}


def _sum_known(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _sum_all(values: Iterable[Decimal | None]) -> Decimal | None:
    known = list(values)
    if not known or any(value is None for value in known):
        return None
    return sum((value for value in known if value is not None), Decimal(0))
