"""Obligations per quarter or year by route, and which of them are loaded in full."""

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

MOST_QUARTERS = 40
"""Quarters that can be read side by side; of a longer time, years are shown."""

IN_FULL = 0.75
"""Share of a column's days that must be loaded in full for it not to be hatched."""

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


def year_of(day: date) -> date:
    """Give the first day of a date's year."""
    return date(day.year, 1, 1)


def next_quarter(first_day: date) -> date:
    """Give the first day of the quarter after."""
    return quarter_of(first_day + timedelta(days=95))


def _timeline(
    currency: str, actions: list[tuple[Action, Tie]], facts: RunFacts
) -> Timeline:
    days = [a.day for a, _ in actions if a.day]
    unit = _unit(days)
    first_day = quarter_of if unit == "quarter" else year_of
    given: dict[date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    taken: dict[date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    largest: dict[date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    undated = Decimal(0)
    for action, tie in actions:
        value = action.obligated or Decimal(0)
        if action.day is None:
            undated += value
            continue
        quarter = first_day(action.day)
        (given if value > 0 else taken)[quarter][tie.route] += value
        if value > 0:
            largest[quarter][tie.supplier] += value
    spans = loaded_spans(facts, facts.buyer.abbreviation)
    columns = [
        Column(q, dict(given[q]), dict(taken[q]), is_loaded(q, end, spans), "")
        for q, end in _columns([*given, *taken], unit)
    ]
    used = {route for c in columns for route in (*c.given, *c.taken)}
    return Timeline(
        currency=currency,
        unit=unit,
        columns=tuple(_label(columns, largest)),
        routes=tuple(route for route in ROUTE_ORDER if route in used),
        undated=undated,
    )


def _unit(days: list[date]) -> str:
    """Choose quarters, or years where there would be too many quarters."""
    if not days:
        return "quarter"
    first, last = min(days), max(days)
    quarters = 4 * (last.year - first.year) + (last.month - first.month) // 3 + 1
    return "quarter" if quarters <= MOST_QUARTERS else "year"


def _columns(found: list[date], unit: str) -> list[tuple[date, date]]:
    """List the columns by their first day, and the first day after each."""
    made = []
    if found:
        day, last = min(found), max(found)
        while day <= last:
            after = next_quarter(day) if unit == "quarter" else _next_year(day)
            made.append((day, after))
            day = after
    return made


def _next_year(day: date) -> date:
    return date(day.year + 1, 1, 1)


def loaded_spans(facts: RunFacts, component: str) -> tuple[Span, ...] | None:
    """Give the times of which all awards are loaded; None where that is not known.

    Of a sample no time is loaded in full.
    """
    if facts.is_sample:
        return ()
    return tuple(s for s in facts.coverage if s.component in ("", component)) or None


def is_loaded(start: date, end: date, spans: Sequence[Span] | None) -> bool:
    """Tell whether most days of a time, its end not among them, are loaded in full."""
    if spans is None:
        return True
    last = end - timedelta(days=1)
    days = sum(
        max(0, (min(s.last_date, last) - max(s.first_date, start)).days + 1)
        for s in spans
    )
    return days >= IN_FULL * (end - start).days


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
