"""Cells of a CSV file: bare numbers, and texts that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

RUNS = ("=", "+", "-", "@", "\t", "\r")
"""Starts of a text that a spreadsheet takes for a formula."""


@dataclass(frozen=True)
class Bare:
    """A number that is written already: no apostrophe, even after a minus."""

    text: str


Cell = str | int | Decimal | date | bool | Bare | None


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run.

    Blanks before the sign do not stop a spreadsheet, so they do not stop this either.

    >>> harmless("=1+1")
    "'=1+1"
    """
    text = text.replace("\x00", "\ufffd")  # readers of CSV end a file there
    start = text.lstrip(" \u00a0\u3000\n\v\f\ufeff")
    return f"'{text}" if start.startswith(RUNS) or text.startswith(RUNS) else text


def cell(value: Cell) -> str:
    """Write one value: none is empty, an amount has two decimals, a text is safe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Bare):
        return value.text
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value)


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> str:
    """Write a table: header, one line a row, quoted as RFC 4180 says, LF line ends."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[column]) for column in columns])
    return out.getvalue()
