"""Sums of the findings: each action once, never over kinds, currencies or siblings."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from crosstie.model.words import Route
from crosstie.pages.contexts import Action, Tie, Total
from crosstie.pages.words import OBLIGATING

MEANINGS = ("obligated", "reseller", "subaward", "stake", "none")
"""What a total is, in the order in which an action is given to one."""


def meaning(route: str) -> str:
    """Say what the money of a route is: none where it rests on no award."""
    if route in OBLIGATING:
        return "obligated"
    return {
        Route.PRODUCT.value: "reseller",
        Route.SUBAWARD.value: "subaward",
        Route.INVESTOR.value: "stake",
    }.get(route, "none")


def add_up(ties: Iterable[Tie]) -> tuple[Total, ...]:
    """Add up the actions of ties by meaning, component and currency, in that order.

    An action that two ties hold counts once; where it is both an obligation to a tied
    supplier and a reseller's, it is the former.
    """
    ties = list(ties)
    ordered = sorted(ties, key=lambda tie: MEANINGS.index(meaning(tie.route)))
    sums: dict[tuple[str, str, str], list[Decimal]] = {}
    seen: set[tuple[str, int]] = set()
    for tie in ordered:
        for action in tie.counted:
            if action.obligated is None or action.key in seen:
                continue
            seen.add(action.key)
            place = (tie.component, meaning(tie.route), action.currency or tie.currency)
            sums.setdefault(place, []).append(action.obligated)
    totals = [
        Total(
            currency=currency,
            meaning=what,
            value=sum(values, Decimal(0)),
            actions=len(values),
            component=component,
        )
        for (component, what, currency), values in sums.items()
    ]
    components = list(dict.fromkeys(tie.component for tie in ties))
    return tuple(
        sorted(
            totals,
            key=lambda total: (
                MEANINGS.index(total.meaning),
                components.index(total.component),
                -total.value,
                total.currency,
            ),
        )
    )


def distinct_actions(ties: Iterable[Tie]) -> list[tuple[Action, Tie]]:
    """List the counting actions of ties, each once, with the tie it is given to."""
    found: dict[tuple[str, int], tuple[Action, Tie]] = {}
    for tie in sorted(ties, key=lambda tie: MEANINGS.index(meaning(tie.route))):
        for action in tie.counted:
            found.setdefault(action.key, (action, tie))
    return list(found.values())
