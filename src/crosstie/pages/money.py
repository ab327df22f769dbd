"""Amounts and probabilities as text: exact on pages, rounded only in drawings."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from crosstie.text.language import _, later, pgettext
from crosstie.text.numerals import fixed, localised

MINUS = "\u2212"
"""The sign of money taken back; a hyphen is too short to be seen."""

SIGNS = {
    "AUD": later("A$"),
    "BRL": later("R$"),
    "CAD": later("C$"),
    "EUR": later("€"),
    "GBP": later("£"),
    "HKD": later("HK$"),
    "ILS": later("₪"),
    "INR": later("₹"),
    "JPY": later("JP¥"),
    "MXN": later("MX$"),
    "NZD": later("NZ$"),
    "USD": later("US$"),
}
"""Signs that leave no doubt about the currency; others are written as their code."""


def sign(currency: str | None) -> str:
    """Give the sign of an ISO 4217 code, or the code where no sign is clear."""
    if not currency:
        return ""
    return _(SIGNS[currency]) if currency in SIGNS else currency


def around(currency: str | None) -> tuple[str, str]:
    """Give what stands before and after an amount: ("US$", "") or ("", " $ US")."""
    if not currency:
        return "", ""
    if currency in SIGNS:
        form = pgettext("money", "{sign}{amount}")
    else:
        form = pgettext("money", "{sign}\u00a0{amount}")
    before, _amount, after = form.format(sign=sign(currency), amount="\0").partition(
        "\0"
    )
    return before, after


def unit(currency: str | None) -> str:
    """Give the name of a currency for a column's head."""
    return sign(currency) or _("currency not stated")


def number(value: Decimal) -> str:
    """Write an amount with thousands and cents: 7,234,926.20."""
    return f"{MINUS if value < 0 else ''}{fixed(abs(value))}"


def amount(value: Decimal, currency: str | None) -> str:
    """Write an amount in full: US$7,234,926.20."""
    before, after = around(currency)
    return f"{MINUS if value < 0 else ''}{before}{fixed(abs(value))}{after}"


def short(value: Decimal) -> str:
    """Round an amount for a drawing: 41.5m, 409k."""
    minus = MINUS if value < 0 else ""
    size = abs(value)
    if size >= Decimal("999500000"):
        said = pgettext("rounded", "{amount}bn")
        return minus + said.format(amount=fixed(size / 10**9, 1))
    if size >= Decimal("999500"):
        said = pgettext("rounded", "{amount}m")
        return minus + said.format(amount=fixed(size / 10**6, 1))
    if size >= 1000:
        said = pgettext("rounded", "{amount}k")
        return minus + said.format(amount=fixed(size / 1000, 0))
    return minus + fixed(size, 0)


def plain(value: Decimal | None) -> str:
    """Write an amount for a program: 7234926.20; no amount is empty, never 0."""
    return "" if value is None else f"{value:.2f}"


def probability(value: float) -> str:
    """Write a probability with two decimals, cut and not rounded.

    Rounding would lift 0.9496 to a threshold of 0.95 that it does not reach.
    """
    return localised(plain_probability(value))


def plain_probability(value: float) -> str:
    """Write a probability as above for a program, whatever the language."""
    exact = Decimal(repr(round(value, 9)))
    return str(exact.quantize(Decimal("0.01"), rounding=ROUND_DOWN))


def exact_probability(value: float) -> str:
    """Write a probability for a program, with four decimals."""
    return f"{value:.4f}"
