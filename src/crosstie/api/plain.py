"""A table of a case as plain text, for a terminal and for `print`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol

from crosstie.exports import schema
from crosstie.pages.money import amount, probability
from crosstie.pages.words import visible
from crosstie.text.language import _, ngettext

Row = dict[str, Any]


class Shown(Protocol):
    """A table as it is shown."""

    @property
    def shape(self) -> schema.Table:
        """Its name and its columns."""

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns that are shown; all where none is named."""

    @property
    def threshold(self) -> float | None:
        """Probability from which a tie is a finding."""

    def head(self, rows: int = 10) -> Iterable[Row]:
        """Give the first rows."""

    def __len__(self) -> int: ...


ROWS = 10
"""Rows that are printed."""

WIDTH = 28
"""Characters of a cell that are printed."""


def table_text(table: Shown) -> str:
    """Write the first rows of a table, and how many there are."""
    shown = table.shown or table.shape.columns
    rows = [[cell_text(name, row) for name in shown] for row in table.head(ROWS)]
    widths = [max([len(n), *(len(r[i]) for r in rows)]) for i, n in enumerate(shown)]
    kinds = {field.name: field.type for field in table.shape.fields}
    lines = [
        "  ".join(
            text.rjust(width)
            if kinds[name] in ("amount", "integer", "number")
            else text.ljust(width)
            for name, text, width in zip(shown, row, widths, strict=True)
        ).rstrip()
        for row in ([*shown], *rows)
    ]
    return "\n".join([counted(table), *(lines if rows else [])])


def counted(table: Shown, rows: int = ROWS) -> str:
    """Say how many rows and columns a table has, and how many of them are shown."""
    said = ngettext("{table}: {count} row", "{table}: {count} rows", len(table)).format(
        table=table.shape.name, count=f"{len(table):,}"
    )
    parts = [said]
    if len(table) > rows:
        parts.append(_("the first {count} shown").format(count=rows))
    if table.shown and len(table.shown) < len(table.shape.columns):
        parts.append(
            _("{shown} of {count} columns").format(
                shown=len(table.shown), count=len(table.shape.columns)
            )
        )
    return ", ".join(parts)


def cell_text(name: str, row: Row) -> str:
    """Write one value in full, or the beginning of a long text."""
    value = row[name]
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return visible(amount(value, row.get("currency")))
    if isinstance(value, float):
        return probability(value)
    text = " ".join(visible(str(value)).split())
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
