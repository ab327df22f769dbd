"""Synthetic files have the publishers' columns and load without a reject."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from benchmarks.synthetic import canada, corporations, gleif, usaspending
from benchmarks.synthetic.__main__ import GENERATORS
from benchmarks.synthetic.drawing import business_number, lei
from benchmarks.synthetic.tables import write_table
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from crosstie.text.identifiers import business_number as read_number
from crosstie.text.identifiers import is_lei
from tests.sources.canada import columns


@pytest.mark.parametrize("source", sorted(GENERATORS))
def test_a_file_loads_whole_and_is_the_same_each_time(
    source: str, tmp_path: Path, workspace_db: Database
) -> None:
    write, _, loaded_as = GENERATORS[source]
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    path = write(tmp_path / "a", 230, 5)
    assert path.read_bytes() == write(tmp_path / "b", 230, 5).read_bytes()
    name, _, role = loaded_as.partition(" --")
    roles = {role: [path]} if role else None
    summaries = load_files(workspace_db, name, [] if role else [path], roles=roles)
    assert sum(s.rows_loaded for s in summaries) == 230
    assert sum(s.rows_rejected + s.rows_repeated for s in summaries) == 0
    assert all(s.dataset_id is None for s in summaries)


def test_another_seed_writes_another_file(tmp_path: Path) -> None:
    first = canada.contracts(tmp_path, 50, 1).read_bytes()
    assert canada.contracts(tmp_path, 50, 2).read_bytes() != first


def test_headers_have_the_publishers_columns() -> None:
    assert len(gleif.header_of_records()) == 338
    assert len(gleif.header_of_relationships()) == 54
    assert len(gleif.header_of_exceptions()) == 12
    assert len(usaspending.header()) == 297
    assert sorted(canada.CONTRACTS) == sorted(columns("contracts", "contracts-43"))
    assert sorted(canada.GRANTS) == sorted(columns("grants", "grants-38"))


def test_headers_of_lei_data_are_those_that_are_known(shared_data: Path) -> None:
    known = (shared_data / "gleif" / "golden_copy_csv_headers.txt").read_text("utf-8")
    names = [line for line in known.splitlines() if line and line[0] != "#"]
    assert sorted(names) == sorted(
        gleif.header_of_records()
        + gleif.header_of_relationships()
        + gleif.header_of_exceptions()
    )


def test_the_archive_of_corporations_has_103_files_and_codes(tmp_path: Path) -> None:
    with zipfile.ZipFile(corporations.corporations(tmp_path, 10, 1)) as made:
        assert len(made.namelist()) == 104
        assert "codes.xml" in made.namelist()


def test_identifiers_have_the_right_check_digits() -> None:
    assert all(is_lei(lei(number)) for number in range(200))
    assert all(read_number(business_number(number))[1] for number in range(200))


def test_a_cell_is_quoted_as_a_reader_expects(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [{"b c": 'say "x", {now}\nand then'}]
    with path.open("wb") as stream:
        assert write_table(stream, ["a", "b c"], ["b c"], rows) == 1
    with path.open(newline="") as stream:
        assert list(csv.reader(stream)) == [["a", "b c"], ["", rows[0]["b c"]]]


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    with (
        (tmp_path / "t.csv").open("wb") as stream,
        pytest.raises(ValueError, match="z"),
    ):
        write_table(stream, ["a"], ["z"], [])
