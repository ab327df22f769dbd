"""A year's funding over that of an earlier year; and a sum of years over one year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from crosstie.figures.ask import Ask
from crosstie.figures.funding import Funding, evidence, money, read_funding
from crosstie.model.claims import (
    Drawing,
    FigureValue,
    Missing,
    NotLoaded,
    Point,
    Reading,
)


def answer(ask: Ask) -> Iterator[FigureValue | NotLoaded]:
    """Give the ratio of two years, and the readings that sum several years."""
    funding = read_funding(ask)
    if funding is None:
        yield ask.missing(why=Missing.NO_ROWS)
        return
    years = int(ask.number("years"))
    given = ask.text("base_year")
    base = funding.of_year(int(given)) if given else funding.before_sums()
    if base is None or not base.amount:
        yield ask.missing(why=Missing.NO_ROWS, what=ask.say("no_base", year=given))
        return
    now = funding.average(years)
    rows = (base, funding.last, *funding.multi_year)
    figure = ask.figure(
        now / base.amount,
        max((row.enacted for row in rows if row.enacted), default=None),
        numerator=now,
        denominator=base.amount,
        cells=evidence(ask, tuple(dict.fromkeys(rows))),
        readings=tuple(_readings(ask, funding, base.amount, base.fiscal_year)),
        points=_points(funding, base.fiscal_year, years),
        draws=Drawing.BANDS,
        points_unit=funding.currency,
        caveats=tuple(
            ask.say(
                "unconfirmed",
                law=row.law,
                amount=money(row.amount, row.currency),
                publisher=row.citation.publisher,
            )
            for row in funding.unconfirmed
        ),
    )
    yield ask.with_used(figure, base_year=base.fiscal_year)


def _readings(
    ask: Ask, funding: Funding, base: Decimal, year: int
) -> Iterator[Reading]:
    currency = funding.currency
    fields: dict[str, Any] = {"base": money(base, currency), "year": year}
    if funding.multi_year:
        sums = funding.sums()
        first = min(row.fiscal_year for row in funding.multi_year)
        last = max(row.last_fiscal_year for row in funding.multi_year)
        span = {"sums": money(sums, currency), "first": first, "last": last, **fields}
        yield ask.reading("sum", sums / base, **span)
        both = sums + funding.last.amount
        yield ask.reading("sum_and_annual", both / base, **span)
        low = min(funding.annual, key=lambda row: row.amount)
        if low.amount and low.fiscal_year != year:
            over = {
                **span,
                "base": money(low.amount, currency),
                "year": low.fiscal_year,
            }
            yield ask.reading("sum_and_annual", both / low.amount, **over)
        for years in sorted({int(ask.recipe.parameter("years").low), last - first}):
            if years > 0 and years != int(ask.number("years")):
                ratio = funding.average(years) / base
                yield ask.reading("spread", ratio, years=years, **fields)
    yield ask.reading("annual", funding.last.amount / base, **fields)


def _points(funding: Funding, base_year: int, years: int) -> tuple[Point, ...]:
    points = [
        Point(str(row.fiscal_year), row.amount, is_figure=row.fiscal_year == base_year)
        for row in funding.annual
    ]
    if funding.multi_year:
        label = f"{funding.last.fiscal_year} + 1/{years}"
        points.append(Point(label, funding.average(years), is_figure=True))
    return tuple(points)
