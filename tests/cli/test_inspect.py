"""What is loaded, and what could not be: sums that add up, and no private person."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.cli.command import HEADER, Command


def _write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_person_is_masked_in_every_form_of_reject(
    crosstie: Command, tmp_path: Path
) -> None:
    """A bad amount, a cell too many, and a quote that is never closed."""
    path = _write(
        tmp_path / "a.csv",
        'ICE,P1,"DOE, JANE Q.",much,2024-01-31,0,CHAIRS,,CHAIRS,',
        "ICE,P2,ROE, RICHARD,1.00,2024-01-31,0,CHAIRS,,CHAIRS,",
        'ICE,P3,"POE, EDGAR A,1.00,2024-01-31,0,CHAIRS,,CHAIRS,',
        "ICE,P4,ALPHA INC.,much,2024-01-31,0,CHAIRS,,CHAIRS,",
    )
    loaded = crosstie("load", "usaspending", path)
    shown = crosstie("rejects")
    listed = crosstie("rejects", "--json")
    for output in (loaded.stdout, shown.stdout, listed.stdout):
        for name in ("DOE", "JANE", "ROE", "RICHARD", "POE", "EDGAR"):
            assert name not in output
    records = [row["record"] for row in json.loads(listed.stdout)]
    assert [record.split(",")[1] for record in records] == ["P1", "P2", "P3", "P4"]
    assert sum("a private person" in record for record in records) == 3
    assert "ALPHA INC.,much" in records[3]
    assert "a.csv, row 1, line 2, column Federal Action Obligation" in shown.stdout
    assert listed.stderr == ""


def test_a_row_that_a_later_file_stands_for_is_repeated(
    crosstie: Command, tmp_path: Path
) -> None:
    row = "ICE,{},ALPHA INC.,{},2024-01-31,0,FURNITURE,,CHAIRS,"
    one = _write(
        tmp_path / "one.csv",
        row.format("P1", "1.00"),
        row.format("P2", "2.00"),
        row.format("P2", "2.00"),
        row.format("P3", "much"),
    )
    two = _write(tmp_path / "two.csv", row.format("P1", "1.50"))
    crosstie("load", "usaspending", one)
    crosstie("load", "usaspending", two)
    listed = json.loads(crosstie("files", "--json").stdout)
    assert [
        (f["rows_read"], f["rows_loaded"], f["rows_rejected"], f["rows_repeated"])
        for f in listed
    ] == [(4, 1, 1, 2), (1, 1, 0, 0)]
    assert "1 of 4 rows loaded, 1 rejected, 2 repeated" in crosstie("files").stdout
    shown = crosstie("repeats").stdout
    assert "one.csv, row 3: identical row; one.csv, row 2 counts" in shown
    assert "one.csv, row 1: same modification in a newer file; two.csv, row 1" in shown
    assert crosstie("repeats", "--file", "two.csv").stdout == "No row stands twice.\n"
    crosstie("unload", "two.csv")
    again = json.loads(crosstie("files", "--json").stdout)
    assert [(f["rows_loaded"], f["rows_repeated"]) for f in again] == [(2, 1)]


def test_nothing_is_loaded_and_nothing_is_made(crosstie: Command) -> None:
    assert "Nothing is loaded" in crosstie("files").stdout
    assert crosstie("rejects").stdout.startswith("Nothing is loaded, so there is no")
    assert crosstie("files", "--json").stdout == "[]\n"
    assert not crosstie.home.exists()


def test_a_zip_of_many_files_is_summed_up(crosstie: Command, tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as made:
        for number in range(9):
            row = f"ICE,P{number},ALPHA INC.,1.00,2024-01-0{number + 1},0,C,,C,"
            made.writestr(f"{number}.csv", f"{HEADER}\n{row}\n")
    loaded = crosstie("load", "usaspending", path)
    assert loaded.stdout == (
        "many.zip: 9 files (transactions-10): 9 of 9 rows loaded, 0 rejected,"
        " 0 repeated, records 2024-01-01 to 2024-01-09.\n"
    )
    shown = crosstie("files").stdout
    assert "many.zip: 9 files\n  transactions-10; 9 of 9 rows loaded" in shown
    assert len(json.loads(crosstie("files", "--json").stdout)) == 9
    again = crosstie("load", "usaspending", path).stdout
    assert again == "many.zip: 9 files: loaded before, nothing changed.\n"
