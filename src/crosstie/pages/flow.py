"""The flow of obligations: component, supplier as written, organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from crosstie.pages.contexts import Flow, Stream, Tie
from crosstie.pages.run_contexts import RunFacts
from crosstie.pages.subjects import subject
from crosstie.pages.totals import meaning

DRAWN = 10
"""Ribbons that are drawn; the rest is counted and stands in the table."""


def flows(ties: Sequence[Tie], facts: RunFacts) -> tuple[Flow, ...]:
    """Make one flow for each currency, buyer and siblings together but apart."""
    by_currency: dict[str, list[Stream]] = defaultdict(list)
    for tie in ties:
        if (
            tie.obligated is None
            or tie.obligated <= 0
            or meaning(tie.route) not in ("obligated", "reseller")
        ):
            continue
        who = subject(tie, facts.country)
        by_currency[tie.currency].append(
            Stream(
                component=tie.component,
                is_sibling=tie.is_sibling,
                supplier=tie.supplier,
                organisation=who.name,
                route=tie.route,
                value=tie.obligated,
                anchor=tie.anchor,
                is_as_written=who.is_as_written,
            )
        )
    return tuple(
        _flow(currency, by_currency[currency])
        for currency in sorted(by_currency, key=lambda c: (-len(by_currency[c]), c))
    )


def _flow(currency: str, streams: list[Stream]) -> Flow:
    own = sorted(streams, key=_order)
    kept = [s for s in own if not s.is_sibling][:DRAWN]
    kept += [s for s in own if s.is_sibling][: DRAWN // 2]
    return Flow(currency, tuple(kept), len(own) - len(kept))


def _order(stream: Stream) -> tuple[object, ...]:
    return (
        stream.is_sibling,
        stream.component,
        -stream.value,
        stream.supplier,
        stream.organisation,
    )
