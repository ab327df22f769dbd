"""How verdicts say amounts, days, names and lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from crosstie.check.records import Award, Records
from crosstie.text.countries import country_name
from crosstie.text.language import _, later, ngettext, pgettext
from crosstie.text.numerals import fixed, grouped, month
from crosstie.text.territories import named as territory

SIGNS = {
    "AUD": later("A$"),
    "BRL": later("R$"),
    "CAD": later("C$"),
    "EUR": later("€"),
    "GBP": later("£"),
    "MXN": later("MX$"),
    "NZD": later("NZ$"),
    "USD": later("US$"),
}
KINDS = {
    "obligated": later("obligated"),
    "outlaid": later("outlaid"),
    "current": later("base and exercised options"),
    "ceiling": later("ceiling"),
    "shared_ceiling": later("ceiling shared by several holders"),
}
"""What an amount of an award is, as it stands beside the amount."""


def money(value: Decimal, currency: str | None) -> str:
    """Write an amount in full: US$7,234,926.20; without cents where it has none."""
    size = abs(value)
    places = 0 if size == size.to_integral_value() and size >= 1000 else 2
    sign = _(SIGNS[currency]) if currency in SIGNS else (currency or "")
    form = pgettext("money", "{sign}{amount}")
    if currency not in SIGNS and currency:
        form = pgettext("money", "{sign}\u00a0{amount}")
    said = (
        form.format(sign=sign, amount=fixed(size, places))
        if sign
        else fixed(size, places)
    )
    return f"\u2212{said}" if value < 0 else said


def number(value: Decimal) -> str:
    """Write a count or a ratio without idle zeros."""
    plain = value.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return fixed(value, min(places, 4)) if places else grouped(int(value))


def kind(name: str) -> str:
    """Say what an amount is."""
    return _(KINDS[name])


def day(value: date) -> str:
    """Write a day as prose does: 28 November 2025."""
    return pgettext("date", "{day} {month} {year}").format(
        day=value.day, month=month(value.month), year=value.year
    )


def listed(items: Sequence[str], most: int = 6) -> str:
    """Join names: A, B and C; what goes beyond a number is counted."""
    shown = list(items[:most])
    more = len(items) - len(shown)
    if more:
        shown.append(
            ngettext("{count} more", "{count} more", more).format(count=grouped(more))
        )
    if len(shown) < 2:
        return "".join(shown)
    return _("{first} and {last}").format(first=", ".join(shown[:-1]), last=shown[-1])


def named(award: Award) -> str:
    """Name an award as an editor cites it: award 70CMSW26FR0000002."""
    return _("award {piid}").format(piid=award.piid)


def sentence(text: str) -> str:
    """Begin a sentence with a capital letter."""
    return text[:1].upper() + text[1:]


def unpointed(name: str) -> str:
    """Write a name without its last full stop, where a sentence ends after it."""
    return name.removesuffix(".")


def country(code: str) -> str:
    """Name a country in the language that is being spoken."""
    return territory(code, country_name(code) or code)


def whole_search(records: Records) -> str:
    """Say in one sentence how far the search went."""
    day_said = day(records.as_of) if records.as_of else ""
    if day_said:
        return _("Searched: the records loaded as of {day}.").format(day=day_said)
    return _("Searched: the records loaded.")
