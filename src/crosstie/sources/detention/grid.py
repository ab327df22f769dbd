"""Finds the tables of a sheet by their titles, wherever they stand.

A title is a text above which its column is empty, in a row that holds nothing but
texts, with a row of headings below it and numbers below those. Tables stand side by
side and below each other; one ends where its columns are empty for a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosstie.sources.reading.workbook import Cell

__all__ = ["Figure", "Grid", "table_key"]

_YEARS = re.compile(r"\s*:\s*(EO)?FY\s?\d{4}(\s*-\s*(EO)?FY\s?\d{4})?\s*(YTD)?\s*$")


@dataclass(frozen=True)
class Figure:
    """One number with what it stands under."""

    title: str
    row_label: str
    column_label: str
    cell: Cell


class Grid:
    """The cells of one sheet by place."""

    def __init__(self, rows: Sequence[Sequence[Cell]]) -> None:
        self.cells: dict[tuple[int, int], Cell] = {
            (cell.row, cell.column): cell for row in rows for cell in row
        }
        self._last_row = max((r for r, _ in self.cells), default=0)
        self._last_column = max((c for _, c in self.cells), default=0)
        self._by_row: dict[int, list[Cell]] = {}
        for (row, _), cell in sorted(self.cells.items()):
            self._by_row.setdefault(row, []).append(cell)

    def titles(self) -> list[Cell]:
        """List the cells that are titles of tables, from top to bottom."""
        return [
            cell
            for row in sorted(self._by_row)
            for cell in self._by_row[row]
            if self._is_title(cell)
        ]

    def figures(self) -> Iterator[Figure]:
        """Yield every number of every table."""
        titles = self.titles()
        for title in titles:
            beside = [
                t.column
                for t in titles
                if t.row == title.row and t.column > title.column
            ]
            right = min(beside, default=self._last_column + 1) - 1
            yield from self._table(title, right)

    def _is_title(self, cell: Cell) -> bool:
        row, column = cell.row, cell.column
        texts = all(c.text for c in self._by_row[row])
        below = self.cells.get((row + 1, column))
        return (
            bool(cell.text)
            and texts
            and (row - 1, column) not in self.cells
            and below is not None
            and all(c.text for c in self._by_row[row + 1])
            and any(
                c.number is not None and c.column >= column
                for c in self._by_row.get(row + 2, ())
            )
        )

    def _table(self, title: Cell, right: int) -> Iterator[Figure]:
        """Read a table: its headings stand below its title, its rows below them."""
        inside = range(title.column, right + 1)
        headings = {
            c.column: c.text
            for c in self._by_row.get(title.row + 1, ())
            if c.column in inside
        }
        rows = list(self._rows(title.row + 2, inside))
        labels = _labels([self._row_labels(row, inside) for row in rows])
        for row, label in zip(rows, labels, strict=True):
            for cell in self._by_row[row]:
                if cell.column in inside and cell.number is not None:
                    heading = _heading(headings, cell.column)
                    yield Figure(title.text, label, heading, cell)

    def _rows(self, first: int, inside: range) -> Iterator[int]:
        row = first
        while any((row, column) in self.cells for column in inside):
            yield row
            row += 1

    def _row_labels(self, row: int, inside: range) -> list[tuple[int, str]]:
        """List the texts that stand left of a row's first number."""
        found = []
        for cell in self._by_row[row]:
            if cell.column in inside:
                if cell.number is not None:
                    break
                found.append((cell.column - inside.start, cell.text))
        return found


def table_key(title: str) -> str:
    """Take the fiscal year off a title.

    >>> table_key("ICE Removals: EOFY2024"), table_key("Status: FY2024 - FY2026")
    ('ICE Removals', 'Status')
    """
    return " ".join(_YEARS.sub("", title).replace(" :", ":").split())


def _labels(found: Sequence[Sequence[tuple[int, str]]]) -> list[str]:
    """Write each row's label with the groups that it stands in.

    In a column left of another, a label holds for the rows below that have none. In a
    single column, a label that repeats belongs to the one above it that does not.
    """
    single = [row[0][1] for row in found if len(row) == 1 and row[0][0] == 0]
    repeats = {text for text in single if single.count(text) > 1}
    labels, group, outer = [], "", ""
    for row in found:
        texts = [text for _, text in row]
        if row and row[0][0] > 0 and outer:
            texts = [outer, *texts]
        elif len(row) > 1:
            outer = texts[0]
        elif texts and texts[0] in repeats and group:
            texts = [group, *texts]
        elif texts:
            group = texts[0]
        labels.append(" | ".join(texts))
    return labels


def _heading(headings: Mapping[int, str], column: int) -> str:
    """Find the heading of a column: its own, or that of merged cells to its left."""
    left = [c for c in headings if c <= column]
    return headings[max(left)] if left else ""
