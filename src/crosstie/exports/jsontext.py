"""JSON for other programs: exact amounts as numbers, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.errors import StoreError

__all__ = ["Document", "json_bytes", "lines_bytes", "moment", "number", "stable_id"]

Document = dict[str, Any]


def json_bytes(document: object) -> bytes:
    """Write one document, with indents, in UTF-8."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    return _bytes(text + "\n")


def lines_bytes(documents: Iterable[Mapping[str, Any]]) -> bytes:
    """Write documents as JSON lines."""
    lines = (
        json.dumps(one, ensure_ascii=False, allow_nan=False) + "\n" for one in documents
    )
    return _bytes("".join(lines))


def number(value: Decimal) -> int | float:
    """Give an amount as a JSON number of the same digits.

    Raises:
        StoreError: it has more digits than a JSON number keeps in other programs.

    """
    found = float(value)
    if Decimal(repr(found)) != value:
        raise StoreError(
            f"the amount {value} has more digits than a JSON number keeps",
            next_step="export csv or parquet, which hold it as it is",
        )
    return int(value) if value == value.to_integral_value() else found


def moment(day: date | None) -> str | None:
    """Write a day as the date and time that OCDS wants, at its start in UTC."""
    return None if day is None else f"{day.isoformat()}T00:00:00Z"


def stable_id(*parts: str) -> str:
    """Hash what makes a thing one thing: 40 digits, the same in every run."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:40]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
