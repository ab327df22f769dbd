"""Amounts and probabilities as text: exact on pages, rounded only in drawings."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

MINUS = "\u2212"
"""The sign of money taken back; a hyphen is too short to be seen."""

PREFIXES = {
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "C$",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "JP¥",
    "MXN": "MX$",
    "NZD": "NZ$",
    "USD": "US$",
}
"""Signs that leave no doubt about the currency; others are written as their code."""


def prefix(currency: str | None) -> str:
    """Give the sign that stands before an amount, from an ISO 4217 code."""
    if not currency:
        return ""
    return PREFIXES.get(currency, f"{currency}\u00a0")


def unit(currency: str | None) -> str:
    """Give the name of a currency for a column's head."""
    return prefix(currency).strip() or "currency not stated"


def number(value: Decimal) -> str:
    """Write an amount with thousands and cents: 7,234,926.20."""
    sign = MINUS if value < 0 else ""
    return f"{sign}{abs(value):,.2f}"


def amount(value: Decimal, currency: str | None) -> str:
    """Write an amount in full: US$7,234,926.20."""
    sign = MINUS if value < 0 else ""
    return f"{sign}{prefix(currency)}{abs(value):,.2f}"


def short(value: Decimal) -> str:
    """Round an amount for a drawing: 41.5m, 409k."""
    sign = MINUS if value < 0 else ""
    size = abs(value)
    for limit, unit_size, letter in (
        (Decimal("999500000"), Decimal(10**9), "bn"),
        (Decimal("999500"), Decimal(10**6), "m"),
    ):
        if size >= limit:
            return f"{sign}{size / unit_size:,.1f}{letter}"
    if size >= 1000:
        return f"{sign}{size / 1000:,.0f}k"
    return f"{sign}{size:,.0f}"


def plain(value: Decimal | None) -> str:
    """Write an amount for a program: 7234926.20; no amount is empty, never 0."""
    return "" if value is None else f"{value:.2f}"


def probability(value: float) -> str:
    """Write a probability with two decimals, cut and not rounded.

    Rounding would lift 0.9496 to a threshold of 0.95 that it does not reach.
    """
    exact = Decimal(repr(round(value, 9)))
    return str(exact.quantize(Decimal("0.01"), rounding=ROUND_DOWN))


def exact_probability(value: float) -> str:
    """Write a probability for a program, with four decimals."""
    return f"{value:.4f}"
