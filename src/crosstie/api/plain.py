"""A table of a case as plain text, for a terminal and for `print`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from crosstie.pages.money import amount, probability
from crosstie.pages.words import visible
from crosstie.text.language import _, ngettext

if TYPE_CHECKING:
    from crosstie.api.result import Row, Table

ROWS = 10
"""Rows that are printed."""

WIDTH = 28
"""Characters of a cell that are printed."""


def table_text(table: Table) -> str:
    """Write the first rows of a table, and how many there are."""
    shown = table.shown or table.columns
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


def counted(table: Table, rows: int = ROWS) -> str:
    """Say how many rows and columns a table has, and how many of them are shown."""
    said = ngettext("{table}: {count} row", "{table}: {count} rows", len(table)).format(
        table=table.name, count=f"{len(table):,}"
    )
    parts = [said]
    if len(table) > rows:
        parts.append(_("the first {count} shown").format(count=rows))
    if table.shown and len(table.shown) < len(table.columns):
        parts.append(
            _("{shown} of {count} columns").format(
                shown=len(table.shown), count=len(table.columns)
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
