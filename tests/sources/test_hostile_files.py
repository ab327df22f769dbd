"""Files made to break a reader: each gives its clear result, none a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.errors import UnknownLayout, UnreadableFile, UsageError
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from tests.sources.conftest import Load, Write, line

DEEP = 200_000


@pytest.mark.parametrize("source", ["ocds", "bods", "gleif"])
@pytest.mark.parametrize(
    "text",
    ["[" * DEEP, '{"releases":[' + '{"a":' * DEEP + "1" + "}" * DEEP + "]}"],
    ids=["array", "object"],
)
def test_json_that_is_nested_without_end(
    text: str, source: str, tmp_path: Path, load: Load
) -> None:
    path = tmp_path / "deep.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"deep\.json.*nested too deep"):
        load(path, source)


def test_a_header_of_very_many_columns(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{n}" for n in range(100_000)) + "\n", "utf-8")
    with pytest.raises(UnknownLayout, match=r"c0, c1, .* and 99988 more"):
        load(path)


def test_a_folder_in_place_of_a_file(workspace_db: Database) -> None:
    for folder in (Path(), Path("/")):
        with pytest.raises(UnreadableFile, match="this is a folder"):
            load_files(workspace_db, "usaspending", [folder])


def test_bytes_that_are_loaded_as_another_source(write: Write, load: Load) -> None:
    path = write([line("P1")])
    load(path)
    with pytest.raises(UsageError, match=r"rows\.csv is loaded already, as usasp"):
        load(path, "records")


def test_amounts_that_are_no_amounts(
    write: Write, load: Load, workspace_db: Database
) -> None:
    amounts = ["1e400", "99999999999999999999", "NaN", "Infinity", "0x10", "1_0"]
    found = load(write([line(f"P{n}", text) for n, text in enumerate(amounts)]))
    assert (found.rows_loaded, found.rows_rejected) == (0, len(amounts))


def test_the_engine_draws_nothing(workspace_db: Database) -> None:
    assert not workspace_db.value(
        "bar", "select current_setting($name)", {"name": "enable_progress_bar"}
    )
