"""Workbooks: exact numbers, formats, and files made to break a reader."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.errors import UnreadableFile
from crosstie.sources.reading.inputs import members
from crosstie.sources.reading.workbook import address, workbook
from tests.sources.books import book, save


def test_numbers_are_what_was_typed(tmp_path: Path) -> None:
    path = save(
        tmp_path / "a.xlsx",
        {
            "One": {
                "A1": 0.1,
                "B1": (0.736, "0.0%"),
                "C3": "  two\n words ",
                "D3": date(2026, 2, 7),
                "E3": True,
                "F3": (5, None, "FF0000FF"),
            }
        },
    )
    (member,) = members(path, (".xlsx",))
    with workbook(member) as found:
        assert found.sheets == ("One",)
        first, second = found.rows("One")
    assert [c.value for c in first] == [Decimal("0.1"), Decimal("0.736")]
    assert [c.is_share for c in first] == [False, True]
    assert [c.address for c in second] == ["C3", "D3", "E3", "F3"]
    assert second[0].text == "two words"
    assert second[1].value == date(2026, 2, 7)
    assert second[2].number is None
    assert second[3].colour == "0000FF"


def test_a_workbook_is_no_zip_of_files_and_a_zip_may_hold_workbooks(
    tmp_path: Path,
) -> None:
    plain = save(tmp_path / "a.xlsx", {"S": {"A1": 1}})
    assert [m.member for m in members(plain, (".xlsx",))] == [None]
    packed = tmp_path / "b.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(plain, "in/a.xlsx")
    (member,) = members(packed, (".xlsx",))
    with workbook(member) as found:
        assert [c.value for row in found.rows("S") for c in row] == [Decimal(1)]


def test_no_workbook_a_torn_one_and_a_swollen_one(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    whole = book({"S": {"A1": 1}})
    for content in (b"no workbook", whole[: len(whole) // 2], _without_sheets(whole)):
        path.write_bytes(content)
        with pytest.raises(UnreadableFile), workbook(members(path, (".xlsx",))[0]):
            pass
    path.write_bytes(_with(whole, "xl/media/big.bin", bytes(12 * 2**20)))
    with (
        pytest.raises(UnreadableFile, match="cannot be read safely"),
        workbook(members(path, (".xlsx",))[0]),
    ):
        pass


def test_entities_of_xml_are_not_expanded(tmp_path: Path) -> None:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1" t="str"><v>&y;</v></c></row></sheetData>'
        b"</worksheet>"
    )
    whole = _with(book({"S": {"A1": 1}}), "xl/worksheets/sheet1.xml", bomb)
    path = tmp_path / "a.xlsx"
    path.write_bytes(whole)
    with (
        pytest.raises(UnreadableFile),
        workbook(members(path, (".xlsx",))[0]) as found,
    ):
        list(found.rows("S"))


def test_addresses() -> None:
    assert [address(1, n) for n in (1, 26, 27, 702, 703)] == [
        *("A1", "Z1", "AA1", "ZZ1", "AAA1")
    ]


def _with(content: bytes, name: str, member: bytes) -> bytes:
    """Put a member in the place of another, or beside them."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, member)
    return stream.getvalue()


def _without_sheets(content: bytes) -> bytes:
    return _with(content, "xl/workbook.xml", b"<nothing/>")


def test_names_and_styles_that_do_not_exist_are_damage(tmp_path: Path) -> None:
    sound = book({"A": {"A1": 1}})
    accented = io.BytesIO(sound)
    with zipfile.ZipFile(accented, "a") as archive:
        archive.writestr("é.xml", "<a/>")
    named = accented.getvalue().replace("é.xml".encode(), b"\x80\x80.xml")
    (tmp_path / "named.xlsx").write_bytes(named)
    with pytest.raises(UnreadableFile):
        members(tmp_path / "named.xlsx", (".xlsx",))
    styled = tmp_path / "styled.xlsx"
    with (
        zipfile.ZipFile(io.BytesIO(sound)) as old,
        zipfile.ZipFile(styled, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b'<c r="A1"', b'<c r="A1" s="999"')
            new.writestr(name, content)
    (member,) = members(styled, (".xlsx",))
    with workbook(member) as opened, pytest.raises(UnreadableFile):
        list(opened.rows("A"))
