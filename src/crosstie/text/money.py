"""Amounts as publishers write them -> exact decimals of two places."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

__all__ = ["exact_amount"]

_LARGEST = Decimal(10) ** 16


def exact_amount(written: object) -> Decimal | None:
    """Return an amount exact to the cent; None where it is no such amount.

    Scientific notation is exact and accepted; a fraction of a cent is not: rounding it
    would change a record. Noise below a billionth (0.1 + 0.2) is no fraction.

    >>> exact_amount("1.5e+07"), exact_amount("98500000.0"), exact_amount("1.005")
    (Decimal('15000000.00'), Decimal('98500000.00'), None)
    """
    if written is None or isinstance(written, bool):
        return None
    text = str(written).strip()
    if "_" in text:
        return None
    try:
        amount = Decimal(text)
        if not amount.is_finite() or abs(amount) >= _LARGEST:
            return None
        cents = amount.quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return cents if abs(amount - cents) < Decimal("1e-9") else None
