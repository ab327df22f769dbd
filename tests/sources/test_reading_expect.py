"""Expected counts and categories: what stops, what is noted, what is rejected."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from crosstie.errors import TooFewRecords
from crosstie.sources import registry
from crosstie.sources.reading.expect import Expect, check_count, read_expect
from crosstie.sources.reading.layout import Source
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary
from tests.sources.conftest import Write, line

Load = Callable[..., LoadSummary]


def test_the_section_is_read_by_layout() -> None:
    facts = {"a-1": {"min_rows": 5, "categories": {"kind": ["x", "y"]}}}
    assert read_expect(facts) == {
        "a-1": Expect(min_rows=5, categories={"kind": ("x", "y")})
    }


def test_a_whole_file_below_the_minimum_stops() -> None:
    with pytest.raises(TooFewRecords) as raised:
        check_count(Expect(min_rows=10), 9, file="f.csv", layout="a", is_whole=True)
    assert str(raised.value) == (
        "f.csv: 9 records of a, where at least 10 are expected of the publisher's"
        " whole file"
    )


def test_a_whole_is_told_by_its_dataset_id() -> None:
    expect = Expect(whole="publisher/all")
    assert expect.is_whole("publisher/all/2024")
    assert not expect.is_whole("publisher/delta")
    assert not expect.is_whole(None)
    assert not Expect().is_whole("publisher/all")


def test_a_part_may_be_small_and_a_large_file_is_noted() -> None:
    expect = Expect(min_rows=10, max_rows=100)
    told = {"file": "f.csv", "layout": "a"}
    assert check_count(expect, 9, is_whole=False, **told) is None
    assert check_count(expect, 100, is_whole=True, **told) is None
    assert check_count(expect, 101, is_whole=True, **told) == (
        "More records than expected: 101 of a, where 100 are the most."
    )


@pytest.fixture
def expecting(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that sets what USAspending's search export must hold."""

    def _set(expect: Expect, closed: tuple[str, ...] = ()) -> None:
        found = registry.SOURCES["usaspending"]
        layouts = tuple(
            replace(one, expect=expect, closed=closed)
            if one.name == "transactions-10"
            else one
            for one in found.layouts
        )
        changed = replace(found, layouts=layouts, expect={"transactions-10": expect})

        def source(name: str) -> Source:
            return changed

        monkeypatch.setattr(registry, "_source", source)

    return _set


def test_a_whole_file_that_is_too_small_leaves_no_trace(
    write: Write,
    load: Load,
    workspace_db: Database,
    expecting: Callable[..., None],
) -> None:
    expecting(Expect(whole="example/", min_rows=3))
    path = write([line("A"), line("B")])
    manifest = path.with_name(path.name + ".manifest.json")
    manifest.write_text(json.dumps({"dataset_id": "example/whole"}))
    with pytest.raises(TooFewRecords):
        load(path)
    assert workspace_db.value("files", "select count(*) from file") == 0
    manifest.unlink()
    assert load(path).rows_loaded == 2


def test_a_note_on_the_count_stays_with_the_file(
    write: Write, load: Load, workspace_db: Database, expecting: Callable[..., None]
) -> None:
    expecting(Expect(max_rows=1))
    summary = load(write([line("A"), line("B")]))
    kept = workspace_db.value("notes", "select notes from file")
    assert kept == summary.notes[-1]
    assert kept.startswith("More records than expected: 2 of transactions-10")


def test_a_value_of_a_closed_column_rejects_its_row(
    write: Write, load: Load, workspace_db: Database, expecting: Callable[..., None]
) -> None:
    expecting(Expect(categories={"Agency": ("ICE", "CBP")}), ("Agency",))
    summary = load(write([line("A"), line("B", agency="ICF")]))
    assert (summary.rows_loaded, summary.rows_rejected) == (1, 1)
    found = workspace_db.rows("why", "select column_name, reason from reject")
    assert found == [
        {"column_name": "Agency", "reason": "Agency is not one of ICE, CBP"}
    ]
