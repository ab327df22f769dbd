"""How many countries' military expenditure is larger than the agency's funding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from crosstie.figures.ask import Ask, around
from crosstie.figures.evidence import files_of, plain, supported
from crosstie.figures.funding import evidence, money, read_funding
from crosstie.model.claims import (
    Drawing,
    FigureValue,
    Missing,
    NotLoaded,
    Point,
    Reading,
    Support,
)
from crosstie.store.engine import Row

SPENDING = """\
select
  file_id, row_number, country_name, country, amount, amount as value, currency, unit,
  prices, certainty, address, country_name as row_label, year
from military_spending
where year = $year
  and file_id = (
    select spending.file_id
    from military_spending as spending
    join file on file.file_id = spending.file_id
    where spending.year = $year
    order by file.load_number desc, file.file_id
    limit 1
  )
order by amount desc, country_name"""

LAST_YEAR = """\
select max(year) as year
from military_spending
where year <= $limit
having max(year) is not null"""

ANY = {"limit": 9999}
MILLION = Decimal(1_000_000)
SHOWN = 5


def above(amounts: Sequence[Decimal], base: Decimal) -> int:
    """Count the amounts that are larger: one that is equal is not.

    >>> above([Decimal(3), Decimal(2), Decimal(1)], Decimal(2))
    1
    """
    return sum(amount > base for amount in amounts)


def answer(ask: Ask) -> Iterator[FigureValue | NotLoaded]:
    """Give the number of countries that spend more, without the agency's own."""
    base, currency, cells = _base(ask)
    if base is None:
        yield ask.missing(need=ask.recipe.needs[1], why=Missing.NO_ROWS)
        return
    year = _year(ask)
    rows = ask.rows("military spending", SPENDING, {"year": year}) if year else []
    if not rows:
        is_loaded = bool(ask.rows("last year of military spending", LAST_YEAR, ANY))
        if is_loaded:
            what = ask.say("no_year", year=year or "")
            yield ask.missing(why=Missing.NO_ROWS, what=what)
        else:
            yield ask.missing()
        return
    if {(row["currency"], row["unit"]) for row in rows} != {(currency, "millions")}:
        what = ask.say("other_currency", currency=currency)
        yield ask.missing(why=Missing.NO_ROWS, what=what)
        return
    own = ask.case.buyer.country
    others = [row for row in rows if row["country"] != own or not own]
    count = above([_amount(row) for row in others], base)
    files = files_of(ask)
    near = others[max(0, count - SHOWN) : count + SHOWN]
    figure = ask.figure(
        Decimal(count),
        date(int(rows[0]["year"]), 12, 31),
        numerator=base,
        cells=(*cells, *(supported(_in_words(row), files) for row in near)),
        readings=tuple(_readings(ask, rows, others, base)),
        points=_points(ask, others, base, count),
        draws=Drawing.RANK,
        points_unit=currency,
        caveats=(ask.say("base", base=money(base, currency), year=year),),
    )
    yield ask.with_used(figure, base=f"{base:.0f}", year=year)


def _base(ask: Ask) -> tuple[Decimal | None, str, tuple[Support, ...]]:
    """Give the amount that is ranked: what was set, else a year's funding."""
    if ask.text("base"):
        return ask.number("base"), ask.text("currency"), ()
    funding = read_funding(ask)
    if funding is None:
        return None, "", ()
    rows = (funding.last, *funding.multi_year)
    base = funding.average(int(ask.number("years")))
    return base, funding.currency, evidence(ask, rows)


def _year(ask: Ask) -> int | None:
    """Give the year that was set, else the last one that had ended on the day."""
    if ask.text("year"):
        return int(ask.number("year"))
    limit = ask.as_of.year - 1 if ask.as_of else 9999
    found = ask.rows("last year of military spending", LAST_YEAR, {"limit": limit})
    return found[0]["year"] if found else None


def _in_words(row: Row) -> Row:
    """Write an amount as the file has it, with its unit."""
    told = f"{plain(row['amount'])} {row['unit']} {row['currency']}"
    return {**row, "value": told, "as_of": date(int(row["year"]), 12, 31)}


def _amount(row: Row) -> Decimal:
    return Decimal(row["amount"]) * MILLION


def _readings(
    ask: Ask, rows: Sequence[Row], others: Sequence[Row], base: Decimal
) -> Iterator[Reading]:
    every = above([_amount(row) for row in rows], base)
    own = [row["country_name"] for row in rows if row not in others]
    if own:
        yield ask.reading("with_own", Decimal(every), country=", ".join(own))
    count = above([_amount(row) for row in others], base)
    yield ask.reading("place", Decimal(count + 1))
    if ask.text("base"):
        return
    funding = read_funding(ask)
    if funding is None:
        return
    amounts = [_amount(row) for row in others]
    for name in ("low", "high"):
        years = int(getattr(ask.recipe.parameter("years"), name))
        other = funding.average(years)
        told = money(other, funding.currency)
        yield ask.reading(
            "spread", Decimal(above(amounts, other)), years=years, base=told
        )
    last = funding.last
    told = money(last.amount, funding.currency)
    found = Decimal(above(amounts, last.amount))
    yield ask.reading("annual", found, base=told, year=last.fiscal_year)
    if funding.multi_year:
        sums = funding.sums()
        told = money(sums, funding.currency)
        yield ask.reading("sum", Decimal(above(amounts, sums)), base=told)


def _points(
    ask: Ask, others: Sequence[Row], base: Decimal, count: int
) -> tuple[Point, ...]:
    """Put the agency among the countries around it."""
    points = [
        Point(
            row["country_name"],
            _amount(row),
            says="" if row["certainty"] == "stated" else str(row["certainty"] or ""),
            numerator=Decimal(place),
        )
        for place, row in enumerate(others, start=1)
    ]
    mine = Point(ask.case.buyer.abbreviation, base, is_figure=True)
    moved = [replace(one) for one in points]
    moved.insert(count, mine)
    return around(moved, count, SHOWN)
