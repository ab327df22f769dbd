"""Obligations per quarter by route, and the quarters for which nothing is loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from crosstie.pages.contexts import (
    Action,
    Column,
    Tie,
    Timeline,
)
from crosstie.pages.money import short
from crosstie.pages.run_contexts import RunFacts, Span
from crosstie.pages.totals import distinct_actions, meaning
from crosstie.pages.words import ROUTE_ORDER

LABELLED = 3
"""Columns that carry a label; more would cover each other."""


def timelines(ties: Sequence[Tie], facts: RunFacts) -> tuple[Timeline, ...]:
    """Make one timeline for each currency of the buyer's findings."""
    by_currency: dict[str, list[tuple[Action, Tie]]] = defaultdict(list)
    for action, tie in distinct_actions(ties):
        if action.obligated and meaning(tie.route) in ("obligated", "reseller"):
            by_currency[action.currency or tie.currency].append((action, tie))
    made = [_timeline(c, actions, facts) for c, actions in by_currency.items()]
    return tuple(sorted(made, key=lambda t: (-len(t.columns), t.currency)))


def quarter_of(day: date) -> date:
    """Give the first day of a date's calendar quarter."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def next_quarter(first_day: date) -> date:
    """Give the first day of the quarter after."""
    return quarter_of(first_day + timedelta(days=95))


def _timeline(
    currency: str, actions: list[tuple[Action, Tie]], facts: RunFacts
) -> Timeline:
    given: dict[date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    taken: dict[date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    largest: dict[date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    undated = Decimal(0)
    for action, tie in actions:
        value = action.obligated or Decimal(0)
        if action.day is None:
            undated += value
            continue
        quarter = quarter_of(action.day)
        (given if value > 0 else taken)[quarter][tie.route] += value
        if value > 0:
            largest[quarter][tie.supplier] += value
    spans = [s for s in facts.coverage if s.component in ("", facts.buyer.abbreviation)]
    columns = [
        Column(q, dict(given[q]), dict(taken[q]), _is_loaded(q, spans), "")
        for q in _quarters([*given, *taken])
    ]
    used = {route for c in columns for route in (*c.given, *c.taken)}
    return Timeline(
        currency=currency,
        columns=tuple(_label(columns, largest)),
        routes=tuple(route for route in ROUTE_ORDER if route in used),
        undated=undated,
    )


def _quarters(found: list[date]) -> list[date]:
    quarters = []
    if found:
        day, last = min(found), max(found)
        while day <= last:
            quarters.append(day)
            day = next_quarter(day)
    return quarters


def _is_loaded(quarter: date, spans: list[Span]) -> bool:
    end = next_quarter(quarter)
    return not spans or any(
        s.first_date < end and s.last_date >= quarter for s in spans
    )


def _label(
    columns: list[Column], largest: dict[date, dict[str, Decimal]]
) -> list[Column]:
    """Label the highest columns that do not stand side by side."""
    heights = [sum(c.given.values(), Decimal(0)) for c in columns]
    apart = max(2, len(columns) // 5)
    chosen: list[int] = []
    for index in sorted(range(len(columns)), key=lambda i: (-heights[i], i)):
        near = any(abs(index - other) < apart for other in chosen)
        if heights[index] > 0 and not near and len(chosen) < LABELLED:
            chosen.append(index)
    labelled = list(columns)
    for index in chosen:
        suppliers = largest[columns[index].first_day]
        name = max(sorted(suppliers), key=lambda s: suppliers[s])
        text = f"{name}, {short(suppliers[name])}"
        labelled[index] = replace(columns[index], label=text)
    return labelled
