"""Writes tables of a document: fixed widths, a header row that is repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml import OxmlElement

from crosstie.report.blocks import Line, Table, said
from crosstie.report.docx_words import Words, below

WIDTH = 9638
"""Width of the text on a page of A4, 17 cm, in twentieths of a point."""

RULED = "Ruled"
"""The style of tables: horizontal hairlines only."""


def table(block: Table, words: Words) -> Iterator[Any]:
    """Write a table, its caption before it, and a line of air behind it."""
    if block.caption:
        yield words.paragraph(said(block.caption), "Caption")
    grid = OxmlElement("w:tbl")
    properties = below(grid, "w:tblPr")
    below(properties, "w:tblStyle", val=RULED)
    below(properties, "w:tblW", w=str(WIDTH), type="dxa")
    below(properties, "w:tblLayout", type="fixed")
    if block.caption:
        below(properties, "w:tblCaption", val=words.plain(block.caption)[:255])
    widths = _widths(block)
    columns = below(grid, "w:tblGrid")
    for width in widths:
        below(columns, "w:gridCol", w=str(width))
    head = tuple(said(one) for one in block.head)
    grid.append(_row(head, widths, block, words, is_head=True))
    for row in block.rows:
        grid.append(_row(row, widths, block, words, is_head=False))
    yield grid
    yield words.paragraph((), "Small")


def _widths(block: Table) -> list[int]:
    """Share the width of the page among the columns."""
    shares = block.widths or (1 / len(block.head),) * len(block.head)
    return [int(WIDTH * share) for share in shares]


def _row(
    lines: Sequence[Line],
    widths: Sequence[int],
    block: Table,
    words: Words,
    *,
    is_head: bool,
) -> Any:
    row = OxmlElement("w:tr")
    properties = below(row, "w:trPr")
    below(properties, "w:cantSplit")
    if is_head:
        below(properties, "w:tblHeader")
    name = "Head" if is_head else "Cell"
    for index, (line, width) in enumerate(zip(lines, widths, strict=True)):
        cell = below(row, "w:tc")
        below(below(cell, "w:tcPr"), "w:tcW", w=str(width), type="dxa")
        style = f"{name} number" if index in block.numbers else name
        cell.append(words.paragraph(line, style))
    return row
