"""Rows read again from the publisher's own file."""

import csv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from crosstie.sources.original import Originals, remember
from crosstie.sources.reading.inputs import members, sha256
from crosstie.sources.registry import SOURCES
from crosstie.store.casefolder import find_case


def row_of(path: Path, **more: Any) -> dict[str, Any]:
    digest = sha256(path)
    return {
        "file_id": digest[:16],
        "name": path.name,
        "member": None,
        "sha256": digest,
        "bytes": path.stat().st_size,
        "source": "records",
        "layout": "none",
        **more,
    }


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "raw" / "records" / "v1" / "table.csv"
    path.parent.mkdir(parents=True)
    lines = ["name,what", *(f'"FIRM {n}, INC","two\nlines {n}"' for n in range(1, 6))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_row_is_read_with_every_column_as_written(table: Path) -> None:
    found = Originals([table.parents[2]]).row(row_of(table), 3)
    assert found is not None
    assert [(c.column, c.value) for c in found.cells] == [
        ("name", "FIRM 3, INC"),
        ("what", "two\nlines 3"),
    ]
    assert found.line == 6


def test_a_file_that_has_changed_is_not_the_file(table: Path) -> None:
    known = row_of(table)
    table.write_text(table.read_text().replace("FIRM", "FORM"))
    assert Originals([table.parents[2]]).row(known, 3) is None


def test_a_file_that_is_gone_gives_nothing(table: Path) -> None:
    known = row_of(table)
    table.unlink()
    assert Originals([table.parents[2]]).row(known, 3) is None


def test_where_a_person_brought_it_from_is_remembered(
    table: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    known = row_of(table)
    assert Originals([], home).row(known, 1) is None
    remember(home, [table, tmp_path / "no such file"])
    found = Originals([], home).row(known, 1)
    assert found is not None
    assert found.cells[0].value == "FIRM 1, INC"


def test_a_member_of_a_zip_is_read_in_place(table: Path) -> None:
    path = table.with_name("table.zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(table, "inner/table.csv")
    (member,) = members(path, (".csv",))
    known = row_of(path, member=member.member, file_id=member.file_id)
    known["bytes"] = member.size
    found = Originals([table.parents[2]]).row(known, 2)
    assert found is not None
    assert found.cells[0].value == "FIRM 2, INC"


def test_one_pass_reads_every_row_that_will_be_asked_for(table: Path) -> None:
    originals = Originals([table.parents[2]])
    known = row_of(table)
    assert originals.row(known, 1, frozenset({4, 5})) is not None
    table.unlink()
    assert originals.row(known, 5) is not None
    assert originals.row(known, 2) is None


def test_a_row_of_a_case_is_numbered_as_the_case_is_read(tmp_path: Path) -> None:
    folder = find_case("ca-ice", tmp_path, tmp_path)
    path = folder / "organisations.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = Originals([folder]).row(row_of(path, source="case"), 2)
    assert found is not None
    assert {c.column: c.value for c in found.cells} == rows[1]


def test_personal_columns_of_a_layout_are_withheld(tmp_path: Path) -> None:
    layout = next(
        one
        for source in SOURCES.values()
        for one in source.layouts
        if one.personal and one.table is not None
    )
    source = next(s.name for s in SOURCES.values() if layout in s.layouts)
    path = tmp_path / "personal.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(layout.columns)
        writer.writerow([f"value of {name}" for name in layout.columns])
    known = row_of(path, source=source, layout=layout.name)
    found = Originals([tmp_path]).row(known, 1)
    assert found is not None
    hidden = {c.column for c in found.cells if c.is_withheld}
    assert hidden >= set(layout.personal)
    assert all(not c.value for c in found.cells if c.is_withheld)


def test_a_row_of_a_private_person_is_withheld_where_the_layout_says_so(
    tmp_path: Path,
) -> None:
    source, layout, person = next(
        (s, one, p)
        for s in SOURCES.values()
        for one in s.layouts
        for p in one.persons
        if p.column and p.matches in ("P", "p")
    )
    told = next(name for name, to in layout.read.items() if to == person.column)
    path = tmp_path / "persons.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(layout.columns)
        for mark in (person.matches, "X"):
            writer.writerow([mark if n == told else f"of {n}" for n in layout.columns])
    known = row_of(path, source=source.name, layout=layout.name)
    first = Originals([tmp_path]).row(known, 1)
    second = Originals([tmp_path]).row(known, 2)
    assert first is not None
    assert second is not None
    hidden = {c.target for c in first.cells if c.is_withheld and c.target}
    assert hidden == set(person.withheld) & {c.target for c in first.cells}
    assert not {c.target for c in second.cells if c.is_withheld and c.target}


def test_a_real_file_gives_the_row_that_was_loaded(shared_data: Path) -> None:
    path = shared_data / "usaspending" / "transactions" / "cbp_ice_fy2024.csv"
    known = row_of(path, source="usaspending", layout="none")
    found = Originals([path.parent]).row(known, 6309)
    assert found is not None
    cells = {c.column: c.value for c in found.cells}
    assert cells["Award ID"] == "70CMSD21C00000002"
