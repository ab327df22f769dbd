"""The tables as one Excel workbook: a sheet each, typed cells, links, no formula."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from crosstie.exports.csvcells import RUNS, Cell
from crosstie.exports.parquet import typed
from crosstie.exports.schema import Field, Table
from crosstie.pages.words import visible

__all__ = ["LONGEST", "MOST_LINKS", "workbook_bytes"]

LONGEST = 32_767
"""Characters that a cell can hold; a longer text is cut, and ends with an ellipsis."""

MOST_LINKS = 65_000
"""Links of a sheet; Excel opens no sheet with more, so the rest stay plain texts."""

_FORMATS = {"amount": "#,##0.00", "number": "0.0000", "date": "yyyy-mm-dd"}
_WIDTHS = {"amount": 18, "number": 11, "date": 12, "integer": 10, "boolean": 9}
_WIDE = ("reason", "doubt", "says", "description", "evidence", "value", "url", "title")
_STAMP = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def workbook_bytes(
    tables: Sequence[Table],
    rows: Mapping[str, Sequence[Mapping[str, Cell]]],
    *,
    title: str,
    made: datetime,
) -> bytes:
    """Write a workbook. The same rows and the same `made` give the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    book.properties.title = visible(title)
    book.properties.creator = "Crosstie"
    book.properties.created = made
    for table in tables:
        _fill(book.create_sheet(table.name), table, rows[table.name])
    out = BytesIO()
    book.save(out)
    return _settled(out.getvalue(), made)


def _fill(sheet: Any, table: Table, rows: Sequence[Mapping[str, Cell]]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, field in enumerate(table.fields, 1):
        head = sheet.cell(1, number, field.name)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E8E4DA")
        head.alignment = Alignment(vertical="top")
        head.comment = Comment(field.about, "Crosstie", height=60, width=260)
        wide = 60 if field.name in _WIDE else 22
        width = _WIDTHS.get(field.type, wide)
        sheet.column_dimensions[get_column_letter(number)].width = width
    links = 0
    for index, row in enumerate(rows, 2):
        for number, field in enumerate(table.fields, 1):
            links += _set(sheet, index, number, field, row[field.name], links)
    sheet.freeze_panes = "B2"
    last = get_column_letter(len(table.fields))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"


def _set(
    sheet: Any, index: int, number: int, field: Field, value: Cell, links: int
) -> int:
    """Fill a cell; tell how many links it took."""
    made = typed(value)
    if made is None:
        return 0
    cell = sheet.cell(index, number)
    if not isinstance(made, str):
        cell.value = made
        if field.type in _FORMATS and isinstance(made, Decimal | date):
            cell.number_format = _FORMATS[field.type]
        return 0
    text = _fitting(visible(made).replace("\r", " "))
    # A text stays a text, whatever it starts with: Excel neither runs nor converts it.
    _write(cell, text)
    if text.lstrip().startswith(RUNS):
        cell.quotePrefix = True
    if field.type == "url" and links < MOST_LINKS and len(text) <= 2_000:
        cell.hyperlink = text
        cell.style = "Hyperlink"
        return 1
    return 0


def _write(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _settled(content: bytes, made: datetime) -> bytes:
    """Take the time of writing out of a workbook, so that its bytes are settled."""
    out = BytesIO()
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with (
        zipfile.ZipFile(BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            data = before.read(info)
            if info.filename == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
            member = zipfile.ZipInfo(info.filename, _STAMP)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = info.external_attr
            after.writestr(member, data)
    return out.getvalue()
