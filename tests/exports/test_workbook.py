"""One workbook: typed cells, frozen headers, links, nothing that is run."""

from __future__ import annotations

import time
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from crosstie.exports.csvcells import Bare, Cell
from crosstie.exports.formats import Export
from crosstie.exports.schema import TABLES, Field, Table
from crosstie.exports.workbook import LONGEST, workbook_bytes

MADE = datetime(2026, 11, 22, 10)
TABLE = Table(
    "one",
    "One table.",
    (
        Field("text", "text", "a text"),
        Field("page", "url", "a page"),
        Field("amount", "amount", "an amount"),
        Field("share", "number", "a number"),
        Field("day", "date", "a day"),
        Field("flag", "boolean", "a flag"),
    ),
)


def written(*rows: dict[str, Cell]) -> Any:
    empty: dict[str, Cell] = dict.fromkeys(TABLE.columns)
    content = workbook_bytes(
        [TABLE], {"one": [{**empty, **row} for row in rows]}, title="T", made=MADE
    )
    return load_workbook(BytesIO(content))["one"]


def test_cells_keep_their_types() -> None:
    sheet = written(
        {
            "text": "ALPHA",
            "page": "https://example.org/1",
            "amount": Decimal("-1234.50"),
            "share": Bare("0.9654"),
            "day": date(2024, 1, 31),
            "flag": True,
        }
    )
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (cells["amount"].value, cells["amount"].number_format) == (
        -1234.5,
        "#,##0.00",
    )
    assert (cells["share"].value, cells["share"].data_type) == (0.9654, "n")
    assert cells["day"].value == datetime(2024, 1, 31)
    assert cells["day"].number_format == "yyyy-mm-dd"
    assert cells["flag"].value is True
    assert cells["page"].hyperlink.target == "https://example.org/1"
    assert sheet.freeze_panes == "B2"
    assert sheet["A1"].font.bold
    assert sheet["A1"].comment.text == "a text"


def test_a_text_is_a_text_whatever_it_starts_with() -> None:
    hostile = ["=1+1", "@SUM(A1)", "+1", "-1", "#N/A", " =1+1", "\t=1", "1E5", "007"]
    sheet = written(*({"text": text} for text in hostile))
    found = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in found] == ["s"] * len(hostile)
    assert found[0].value == "=1+1"
    assert found[0].quotePrefix


def test_what_no_cell_can_hold_is_cut_or_shown() -> None:
    sheet = written({"text": "x" * 40_000}, {"text": "a\x00b\u202ec\ud800"})
    assert len(sheet["A2"].value) == LONGEST
    assert sheet["A2"].value.endswith("…")
    assert sheet["A3"].value == "a\ufffdb\ufffdc\ufffd"


def test_nothing_is_nothing_and_not_nought() -> None:
    sheet = written({"text": "", "amount": None})
    assert [cell.value for cell in sheet[2]] == [None] * 6


def test_the_sample_has_a_sheet_a_table_and_settled_bytes(
    sample_export: Export,
) -> None:
    def content() -> bytes:
        return workbook_bytes(TABLES, sample_export.rows, title="T", made=MADE)

    first = content()
    time.sleep(1.1)
    assert content() == first
    book = load_workbook(BytesIO(first))
    assert book.sheetnames == [table.name for table in TABLES]
    for table in TABLES:
        sheet = book[table.name]
        assert sheet.max_row == len(sample_export.rows[table.name]) + 1
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
    linked = [c for r in book["ties"].iter_rows() for c in r if c.hyperlink]
    assert linked
    assert all(cell.hyperlink.target == cell.value for cell in linked)
