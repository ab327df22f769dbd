"""One CSV file: typed, rejected with its reason, nothing lost."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.errors import FilesFailed, UnknownLayout, UnreadableFile
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary, rejects
from tests.sources.conftest import HEADER, line

Write = Callable[..., Path]
Load = Callable[..., LoadSummary]


def test_a_file_with_five_per_cent_broken_rows_loses_nothing(
    write: Write, load: Load, workspace_db: Database
) -> None:
    broken = [
        line("B1", "12,5"),
        line("B2", day="2024-02-30"),
        "ICE,B3,SHORT",
        line("B4").replace("CHAIRS", '"CHAIRS'),
        line("B5", "1.005"),
    ]
    rows = [line(f"P{n}") for n in range(95)]
    for n, row in enumerate(broken):
        rows.insert(n * 19, row)
    summary = load(write(rows))
    assert (summary.rows_read, summary.rows_loaded, summary.rows_rejected) == (
        100,
        95,
        5,
    )
    found = rejects(workspace_db)
    assert [(r["row_number"], r["line"]) for r in found] == [
        (1, 2),
        (20, 21),
        (39, 40),
        (58, 59),
        (77, 78),
    ]
    assert found[0]["reason"] == "11 cells where the header has 10"
    assert found[1]["column_name"] == "Action Date"
    assert "not a date" in found[1]["reason"]
    assert found[2]["record"] == "ICE,B3,SHORT"
    assert "quote" in found[3]["reason"]
    assert "two decimals" in found[4]["reason"]


def test_amounts_are_exact(write: Write, load: Load, workspace_db: Database) -> None:
    load(
        write(
            [
                line("A", "98500000.0"),
                line("B", "1E7"),
                line("C", "1.5e+07"),
                line("D", "-250.50"),
            ]
        )
    )
    found = workspace_db.rows(
        "amounts", "select obligated from loaded_transaction order by piid"
    )
    assert [row["obligated"] for row in found] == [
        Decimal("98500000.00"),
        Decimal("10000000.00"),
        Decimal("15000000.00"),
        Decimal("-250.50"),
    ]


def test_a_wrong_header_names_each_difference(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(HEADER.replace("Action Date", "Date") + "\n", encoding="utf-8")
    with pytest.raises(UnknownLayout) as caught:
        load(path)
    assert "missing: Action Date" in str(caught.value)
    assert "not known: Date" in str(caught.value)
    assert "297-column" in str(caught.value.next_step)


def test_columns_are_read_by_name(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    names = HEADER.split(",")
    cells = line("P1", "5").split(",")
    path = tmp_path / "turned.csv"
    path.write_text(
        ",".join(reversed(names)) + "\n" + ",".join(reversed(cells)) + "\n",
        encoding="utf-8",
    )
    load(path)
    assert workspace_db.value("piid", "select piid from loaded_transaction") == "P1"


def test_latin_1_is_read_and_said(
    write: Write, load: Load, workspace_db: Database
) -> None:
    summary = load(write([line("P1", name="QUÉBEC INC.")], encoding="latin-1"))
    assert summary.notes == ("Not UTF-8 and read as Windows-1252: 1 bytes.",)
    name = workspace_db.value("name", "select supplier_name from loaded_transaction")
    assert name == "QUÉBEC INC."


def test_an_empty_file_and_a_header_alone(
    tmp_path: Path, write: Write, load: Load
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    with pytest.raises(UnreadableFile, match="empty"):
        load(empty)
    summary = load(write([]))
    assert summary.rows_read == 0
    assert summary.notes == ("The file holds no record.",)


def test_a_truncated_zip_leaves_no_trace_and_the_others_load(
    tmp_path: Path, write: Write, workspace_db: Database
) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        rows = [line(f"P{n}", str(n)) for n in range(500)]
        archive.writestr("../rows.csv", "\n".join([HEADER, *rows]))
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:-200])
    with pytest.raises(FilesFailed, match="damaged or cut short") as caught:
        load_files(workspace_db, "usaspending", [cut, whole])
    assert [s.rows_loaded for s in caught.value.loaded] == [500]  # type: ignore[attr-defined]
    assert workspace_db.value("files", "select count(*) from file") == 1
    assert not (tmp_path.parent / "rows.csv").exists()


def test_a_damaged_member_is_unreadable(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("rows.csv", "\n".join([HEADER, line("P1"), line("P2")]))
    data = bytearray(path.read_bytes())
    data[data.index(b"P2")] = ord("Q")
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableFile, match="damaged"):
        load(path)


def test_identical_rows_count_once_and_are_listed(
    write: Write, load: Load, workspace_db: Database
) -> None:
    summary = load(write([line("P1"), line("P2"), line("P1"), line("P1", mod="P1")]))
    assert (summary.rows_loaded, summary.rows_repeated) == (3, 1)
    assert workspace_db.rows(
        "repeats", "select row_number, same_as_row_number, reason from repeat"
    ) == [{"row_number": 3, "same_as_row_number": 1, "reason": "identical row"}]


def test_summary_tells_the_dates_of_its_records(write: Write, load: Load) -> None:
    summary = load(write([line("P1", day="2024-03-01"), line("P2", day="2021-01-05")]))
    assert (summary.first_date, summary.last_date) == (
        date(2021, 1, 5),
        date(2024, 3, 1),
    )
