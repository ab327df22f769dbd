"""Rates between currencies: averages of a year or month, each with its publisher.

`rates.csv` beside this module ships; a user may bring a file of the same columns.
`rate` units of `quote` were worth one unit of `base` on average over `period`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path

from crosstie.errors import Place, UnreadableFile
from crosstie.model.claims import Support

COLUMNS = (
    *("base", "quote", "period", "rate"),
    *("citation_publisher", "citation_title", "citation_url"),
)


@dataclass(frozen=True)
class Rate:
    """How many units of `quote` one unit of `base` was worth over `period`."""

    base: str
    quote: str
    period: str
    """An ISO year, month or day."""
    value: Decimal
    publisher: str
    title: str
    url: str

    @property
    def support(self) -> Support:
        """Give the publication that states it."""
        return Support(
            title=self.title,
            publisher=self.publisher,
            record_id=f"{self.base}/{self.quote} {self.period}",
            url=self.url,
            value=str(self.value),
        )

    def between(self, one: str, other: str) -> bool:
        """Tell whether it leads from one currency to the other, either way."""
        return {one, other} == {self.base, self.quote}


@dataclass(frozen=True)
class Converted:
    """An amount in another currency, and the rate that it was converted at."""

    amount: Decimal
    rate: Rate


def convert(
    amount: Decimal, source: str, target: str, day: date | None, rates: Iterable[Rate]
) -> Converted | None:
    """Convert at the rate of the day, else of its month, else of its year.

    None where no rate between both currencies covers that day.
    """
    if day is None:
        return None
    known = {one.period: one for one in rates if one.between(source, target)}
    iso = day.isoformat()
    found = next((known[p] for p in (iso, iso[:7], iso[:4]) if p in known), None)
    if found is None:
        found = _year_of_months(known, iso[:4])
    if found is None:
        return None
    forward = found.base == source
    value = amount * found.value if forward else amount / found.value
    return Converted(value.quantize(Decimal("0.01")), found)


def _year_of_months(known: dict[str, Rate], year: str) -> Rate | None:
    """Average a year's months, where all twelve are known."""
    months = [rate for period, rate in known.items() if period[:4] == year]
    if len(months) != 12:
        return None
    mean = sum((rate.value for rate in months), Decimal()) / 12
    last = months[-1]
    return Rate(
        *(last.base, last.quote, year, mean.quantize(Decimal("0.0001"))),
        *(last.publisher, last.title, last.url),
    )


@cache
def shipped_rates() -> tuple[Rate, ...]:
    """Read the rates that ship."""
    name = "rates.csv"
    text = files("crosstie.check").joinpath(name).read_text(encoding="utf-8")
    return parse_rates(text, name)


def read_rates(path: Path) -> tuple[Rate, ...]:
    """Read the rates that a user brings."""
    return parse_rates(path.read_text(encoding="utf-8-sig"), path.name)


def parse_rates(text: str, name: str) -> tuple[Rate, ...]:
    """Read a table of rates.

    Raises:
        UnreadableFile: a column is missing, or a rate is no positive number.

    """
    reader = csv.DictReader(StringIO(text))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise UnreadableFile(
            f"the table of rates has no column {missing[0]}",
            place=Place(name, 1),
            next_step=f"give it the columns {', '.join(COLUMNS)}",
        )
    return tuple(_rate(row, name, number) for number, row in enumerate(reader, start=2))


def _rate(row: dict[str, str], name: str, number: int) -> Rate:
    try:
        value = Decimal(row["rate"])
    except InvalidOperation:
        value = Decimal()
    if not value.is_finite() or value <= 0:
        raise UnreadableFile(
            f"{row['rate']!r} is no rate",
            place=Place(name, number, "rate"),
            next_step="write a positive number with a decimal point",
        )
    return Rate(
        base=row["base"].strip().upper(),
        quote=row["quote"].strip().upper(),
        period=row["period"].strip(),
        value=value,
        publisher=row["citation_publisher"],
        title=row["citation_title"],
        url=row["citation_url"],
    )
