"""The money that hangs on a question: each action once, siblings and kinds apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from crosstie.model.words import Kind, MatchKind, Route
from crosstie.review.facts import Facts
from crosstie.review.items import Stake
from crosstie.store.engine import Row

BOTH = "both"
"""The buyer and its siblings together, where a run does not split them."""


def of_match(
    facts: Facts, match: Row, ties: Sequence[Row], near: Sequence[Row]
) -> tuple[Stake, ...]:
    """Add up what ties through a match hold; of a near miss what the run says.

    It moves where the other hops alone reach the threshold, where the ties themselves
    are decided (a family), or where it stands in a finding that would fall.
    """

    def moves(tie: Row) -> bool:
        if tie["kind"] == Kind.FINDING or match["kind"] == MatchKind.FAMILY:
            return True
        least = max(match["probability"], 1e-9)
        return bool(tie["probability"] / least >= facts.threshold)

    if ties:
        return _added(facts, ties, moves)
    return tuple(
        Stake(
            scope=BOTH,
            component="",
            route=row["route"],
            currency=row["currency"] or "",
            amount=row["obligated"],
            awards=1 if row["award_id"] else 0,
            actions=0,
            moves=True,
        )
        for row in near
        if row["route"] == Route.DIRECT
    )


def of_ties(facts: Facts, ties: Sequence[Row]) -> tuple[Stake, ...]:
    """Add up what ties hold that are decided themselves."""
    return _added(facts, ties, lambda tie: True)


def _added(
    facts: Facts, ties: Sequence[Row], moves: Callable[[Row], bool]
) -> tuple[Stake, ...]:
    """Add each action once, by scope, component, route and currency."""
    groups: dict[tuple[bool, str, str, str, str], list[Row]] = {}
    for tie in ties:
        key = (
            moves(tie),
            tie["scope"],
            tie["component"],
            tie["route"],
            tie["currency"] or "",
        )
        groups.setdefault(key, []).extend(facts.actions.get(tie["tie_id"], ()))
    return tuple(
        _stake(key, actions)
        for key, actions in sorted(groups.items(), key=lambda g: (not g[0][0], g[0]))
    )


def _stake(key: tuple[bool, str, str, str, str], actions: Sequence[Row]) -> Stake:
    moves, scope, component, route, currency = key
    distinct = {(a["file_id"], a["row_number"]): a for a in actions}.values()
    amounts = [a["obligated"] for a in distinct if a["obligated"] is not None]
    return Stake(
        scope=scope,
        component=component,
        route=route,
        currency=currency,
        amount=sum(amounts, Decimal(0)) if amounts else None,
        awards=len({a["award_id"] for a in distinct}),
        actions=len(distinct),
        moves=moves,
    )
