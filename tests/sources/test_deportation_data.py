"""Detention stays: people are counted, nobody is named, small groups are withheld."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from crosstie.errors import TooFewRecords, UnknownLayout, UnreadableFile
from crosstie.sources.deportation_data.connector import FEW
from crosstie.store.engine import Database
from tests.sources.bench import Bench
from tests.sources.books import save
from tests.sources.conftest import Load
from tests.sources.more import serving

URL = (
    "https://github.com/deportationdata/ice/raw/refs/heads/main/data/"
    "detention-stays-latest.parquet"
)


def stay(person: str, country: str = "FRANCE", year: int = 1980, **more: Any) -> Any:
    return {
        "unique_identifier": person,
        "stay_ID": f"{person}_stay",
        "stay_book_in_date_time": datetime(2026, 1, 2, 3, 4),
        "stay_book_out_date_time": None,
        "birth_year": year,
        "citizenship_country": country,
        "gender": "Female",
        "book_in_criminality": "2 Pending Criminal Charges",
        "case_status": "ACTIVE",
        "stay_release_reason": None,
        "departure_country": None,
        "detention_facility_code_first": "SECRETFACILITY",
        **more,
    }


MANY = [stay(f"id{n}") for n in range(10)]
FEWER = [stay(f"few{n}", "MONACO") for n in range(9)]
ALONE = [stay("alone", "FRANCE", 1931)]


def parquet(rows: list[Any]) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), stream)
    return stream.getvalue()


def write(path: Path, rows: list[Any]) -> Path:
    path.write_bytes(parquet(rows))
    return path


def test_small_groups_are_withheld_and_people_are_distinct(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    again = stay("id0", stay_book_in_date_time=datetime(2026, 5, 1))
    rows = [*MANY, *FEWER, *ALONE, again, stay("x", stay_book_in_date_time=None)]
    summary = load(write(tmp_path / "a.parquet", rows), "deportation-data")
    assert (summary.rows_loaded, summary.rows_rejected) == (21, 1)
    assert summary.notes[1].endswith("fewer than 10 people share it: 9.")
    counted = workspace_db.rows(
        "counted",
        "select citizenship, citizenship_name, count(*) as stays,\n"
        "  count(distinct person) as people, count(birth_year) as years\n"
        "from detention_stay group by all order by 1",
    )
    assert [tuple(row.values()) for row in counted] == [
        ("FR", "FRANCE", 12, 11, 11),
        (None, FEW, 9, 9, 0),
    ]


def test_nothing_that_names_a_person_or_place_is_kept(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    rows = [*MANY, *FEWER, stay("id5", stay_book_in_date_time=None)]
    load(write(tmp_path / "a.parquet", rows), "deportation-data")
    load(write(tmp_path / "b.parquet", [*MANY, *FEWER]), "deportation-data")
    tables = ("detention_stay", "reject", "repeat")
    text = str([workspace_db.rows("all", f"from {table}") for table in tables])
    for secret in ("id5", "few3", "SECRETFACILITY", "MONACO", "Female", "_stay"):
        assert secret not in text
    same = workspace_db.value(
        "in both",
        "select count(*) from detention_stay a join detention_stay b\n"
        "on a.person = b.person and a.file_id <> b.file_id",
    )
    assert same == 0


def test_an_older_sheet_with_titles_in_words(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    """Rows are parts of stays there; those of one stay count once."""
    titles = ("Unique Identifier", "Stay Book In Date Time", "Citizenship Country")
    cells: dict[str, Any] = {"A1": "Released under a request"}
    cells |= dict(zip(("A7", "B7", "C7"), titles, strict=True))
    for row, person in enumerate(["p", "p", "q"], start=8):
        cells |= {f"A{row}": person, f"B{row}": datetime(2025, 1, 2, 3)}
        cells[f"C{row}"] = "FRANCE"
    path = save(tmp_path / "a.xlsx", {"Notes": {"A1": "x"}, "Detentions": cells})
    summary = load(path, "deportation-data")
    assert (summary.rows_read, summary.rows_loaded, summary.rows_repeated) == (3, 2, 1)
    people = "select count(distinct person) from detention_stay"
    assert workspace_db.value("people", people) == 2


def test_other_files_say_why_not(tmp_path: Path, load: Load) -> None:
    with pytest.raises(UnknownLayout, match="missing: unique_identifier or anonym"):
        load(write(tmp_path / "a.parquet", [{"shoe": 1}]), "deportation-data")
    with pytest.raises(UnknownLayout, match="missing: unique_identifier"):
        load(save(tmp_path / "a.xlsx", {"S": {"A1": "x"}}), "deportation-data")
    for content in (b"PAR1 and no more", parquet(MANY)[:-200] + b"PAR1"):
        path = tmp_path / "b.parquet"
        path.write_bytes(content)
        with pytest.raises(UnreadableFile, match="no parquet file"):
            load(path, "deportation-data")


def test_a_whole_that_is_too_small_stops(tmp_path: Path, load: Load) -> None:
    path = write(tmp_path / "detention-stays-latest.parquet", MANY)
    with pytest.raises(TooFewRecords, match="at least 700,000 are expected"):
        load(path, "deportation-data")


def test_a_newer_release_takes_the_older_ones_place(bench: Bench) -> None:
    serving(bench, "deportation-data").replay.file(URL, parquet(MANY))
    assert [s.rows_loaded for s in bench.fetch("deportation-data").loaded] == [10]
    asked = len(bench.replay.asked(URL))
    assert not bench.fetch("deportation-data").is_news
    assert len(bench.replay.asked(URL)) == asked
    bench.replay.file(URL, parquet([*MANY, *ALONE]))
    bench.clock.sleep(31 * 86_400)
    newer = bench.fetch("deportation-data")
    assert newer.loaded[0].replaced == "detention-stays-latest.parquet"
    assert bench.rows("select count(*) as n from detention_stay") == [{"n": 11}]


def test_a_pointer_in_place_of_the_file_is_refused(bench: Bench) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    serving(bench, "deportation-data").replay.file(URL, pointer)
    found = bench.fetch("deportation-data")
    assert "a parquet file is expected" in str(found.errors[0][1])
