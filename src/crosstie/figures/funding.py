"""What laws gave the buyer: for one fiscal year, and for several, spread evenly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from crosstie.figures.ask import Ask, cited
from crosstie.model.case import CaseAppropriation
from crosstie.model.claims import Support
from crosstie.text.numerals import grouped

__all__ = ["FILE", "Funding", "money", "read_funding"]

FILE = "appropriations.csv"
ANNUAL, MULTI_YEAR = "annual", "multi_year"


@dataclass(frozen=True)
class Funding:
    """The confirmed rows that were law on a day, and those nobody confirmed."""

    annual: tuple[CaseAppropriation, ...]
    """By fiscal year, one a year."""
    multi_year: tuple[CaseAppropriation, ...]
    unconfirmed: tuple[CaseAppropriation, ...]
    currency: str

    @property
    def last(self) -> CaseAppropriation:
        """Give the annual amount of the latest year."""
        return self.annual[-1]

    def of_year(self, year: int) -> CaseAppropriation | None:
        """Give the annual amount of one fiscal year."""
        return next((one for one in self.annual if one.fiscal_year == year), None)

    def before_sums(self) -> CaseAppropriation:
        """Give the annual amount of the last year before money for several years.

        Where there is none of that, it is the year before the latest.
        """
        last = self.last.fiscal_year
        start = min((one.fiscal_year for one in self.multi_year), default=last)
        before = [one for one in self.annual if one.fiscal_year < start]
        return before[-1] if before else self.annual[0]

    def sums(self) -> Decimal:
        """Add up what was given for several years."""
        return sum((one.amount for one in self.multi_year), Decimal(0))

    def spread(self, years: int) -> Decimal:
        """Spread what was given for several years evenly over some years."""
        return self.sums() / years

    def average(self, years: int) -> Decimal:
        """Give a year's funding: its annual amount and its share of the sums."""
        return self.last.amount + self.spread(years)


def read_funding(ask: Ask) -> Funding | None:
    """Read the case's rows that were law by the day asked for; None without any."""
    known = [row for row in ask.case.appropriations if ask.is_known(row.enacted)]
    sure = [row for row in known if row.citation.confirmed]
    annual = sorted(
        (row for row in sure if row.kind == ANNUAL), key=lambda row: row.fiscal_year
    )
    if not annual:
        return None
    currency = annual[-1].currency
    same = [row for row in sure if row.currency == currency]
    return Funding(
        annual=tuple(row for row in annual if row.currency == currency),
        multi_year=tuple(row for row in same if row.kind == MULTI_YEAR),
        unconfirmed=tuple(row for row in known if not row.citation.confirmed),
        currency=currency,
    )


def evidence(ask: Ask, rows: Sequence[CaseAppropriation]) -> tuple[Support, ...]:
    """Give the rows with their citations."""
    return tuple(
        Support(
            **{
                **vars(cited(row.citation, ask.file(FILE), row.row)),
                "title": f"{row.law}: {row.what}",
                "value": money(row.amount, row.currency),
            }
        )
        for row in rows
    )


def money(amount: Decimal, currency: str) -> str:
    """Write money whole, with its currency.

    >>> money(Decimal("45000000000"), "USD")
    'USD 45,000,000,000'
    """
    return f"{currency} {grouped(round(amount))}"
