"""The face in Python: tables of any maker in, typed matches out, the guide as it is."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow
import pytest

import crosstie
from crosstie.errors import NothingLoaded, UnknownLayout, UnreadableFile, UsageError
from crosstie.matching import kernel, stored
from crosstie.matching.records import Records

ROOT = Path(__file__).resolve().parents[2]

ROWS = [
    {"reg_id": "r1", "name": "Kwizcom Corporation", "country": "CA"},
    {"reg_id": "r2", "name": "Fonderie Générale Inc.", "country": "CA"},
    {"reg_id": "r3", "name": "Harbour Pumps Limited", "country": "GB"},
]
COLUMNS = {key: [row[key] for row in ROWS] for key in ROWS[0]}
QUERIES = [
    {"query_id": 7, "name": "HARBOR PUMPS LTD", "country": None},
    {"query_id": 8, "name": "BLUE SKY", "country": float("nan")},
]


class Frame:
    """What pandas and polars have in common: columns, and a column by name."""

    def __init__(self, columns: dict[str, list[Any]]) -> None:
        self._columns = columns
        self.columns = list(columns)

    def __getitem__(self, name: str) -> Series:
        return Series(self._columns[name])


class Series:
    def __init__(self, cells: list[Any]) -> None:
        self._cells = cells

    def to_list(self) -> list[Any]:
        return self._cells


@pytest.mark.parametrize(
    "register", [ROWS, COLUMNS, pyarrow.table(COLUMNS), Frame(COLUMNS)]
)
def test_tables_of_any_maker_give_the_same_answer(register: Any) -> None:
    found = crosstie.match(QUERIES, register)
    assert [(row.query_id, row.reg_id, row.rank) for row in found] == [("7", "r3", 1)]
    assert found == crosstie.match(QUERIES, crosstie.index(ROWS))
    assert 0.5 <= found[0].score <= 1
    assert found[0].reasons


def test_the_answer_is_an_arrow_table_too() -> None:
    found = crosstie.match(QUERIES, ROWS, top=2, threshold=0.0)
    table = found.table()
    assert table.num_rows == len(found)
    assert table.column("reg_id").to_pylist() == [row.reg_id for row in found]
    assert table.schema.field("score").type == pyarrow.float64()
    assert crosstie.match([], ROWS).table().num_rows == 0


def test_a_folder_that_index_wrote_answers_the_same(tmp_path: Path) -> None:
    rows = Records(COLUMNS["reg_id"], COLUMNS["name"], country=COLUMNS["country"])
    stored.save(kernel.prepare(rows), rows, tmp_path / "index")
    for folder in (tmp_path / "index", str(tmp_path / "index")):
        assert crosstie.match(QUERIES, folder) == crosstie.match(QUERIES, ROWS)
    with pytest.raises(UnknownLayout, match="no index"):
        crosstie.index(tmp_path)


def test_identifiers_and_other_names_are_lists_or_bars() -> None:
    lei = "529900T8BM49AURSDO55"
    register = [
        {
            "name": "Quokka",
            "identifiers": [f"lei:{lei}"],
            "other_names": ["Wombat Ltd"],
        },
        {"name": "Zebu", "other_names": "Emu Inc|Kiwi Inc"},
    ]
    found = crosstie.match([{"name": "NOBODY", "lei": lei}], register)
    assert [row.reg_id for row in found] == ["0"]
    assert [
        row.reg_id for row in crosstie.match(["WOMBAT LTD", "KIWI INC"], register)
    ] == [
        "0",
        "1",
    ]


def test_lookup_gives_what_a_name_may_mean() -> None:
    found = crosstie.lookup("Kwiz Com", "CA", register=ROWS)
    assert (found[0].id, found[0].organisation) == ("r1", "Kwizcom Corporation")
    assert found[0].kind == "same"
    assert [one.probability for one in found] == sorted(
        (one.probability for one in found), reverse=True
    )
    assert crosstie.lookup("Kwiz Com", register=crosstie.index(ROWS))[0].id == "r1"


def test_lookup_reads_a_stored_index_and_the_loaded_registers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = Records(COLUMNS["reg_id"], COLUMNS["name"], country=COLUMNS["country"])
    stored.save(kernel.prepare(rows), rows, tmp_path / "index")
    found = crosstie.lookup("Kwiz Com", "CA", register=tmp_path / "index")
    assert (found[0].id, found[0].country) == ("r1", "CA")
    monkeypatch.setenv("CROSSTIE_HOME", str(tmp_path / "home"))
    with pytest.raises(NothingLoaded, match="no name can be looked up"):
        crosstie.lookup("Kwiz Com")


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: crosstie.match("a name", ROWS), UnknownLayout, "str is no table"),
        (lambda: crosstie.match([1], ROWS), UnknownLayout, "queries, row 0|header"),
        (lambda: crosstie.match([{"x": 1}], ROWS), UnknownLayout, "found: x"),
        (lambda: crosstie.match([{"name": 5}], ROWS), UnreadableFile, "5 is no text"),
        (
            lambda: crosstie.match({"name": ["a", "b"], "city": ["x"]}, ROWS),
            UnreadableFile,
            "1 cells",
        ),
        (lambda: crosstie.match([], ROWS, quality="slow"), UsageError, "'slow'"),
        (lambda: crosstie.match([], ROWS, top=0), UsageError, "top is 0"),
        (lambda: crosstie.match([], ROWS, threshold=2), UsageError, "threshold"),
        (lambda: crosstie.compare("a", None), UsageError, "None is no name"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_read_is_said(call: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        call()
    assert caught.value.next_step  # type: ignore[attr-defined]


def test_the_import_loads_nothing_and_unknown_names_are_errors() -> None:
    code = (
        "import sys, crosstie\n"
        "heavy = {'numpy', 'pyarrow', 'duckdb', 'rapidfuzz', 'crosstie.api'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "assert set(crosstie.__all__) <= set(dir(crosstie))\n"
    )
    environment = {"PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        crosstie.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_the_guide_does_what_it_says() -> None:
    guide = ROOT / "docs" / "guides" / "python.md"
    failed, tried = doctest.testfile(
        str(guide), module_relative=False, optionflags=doctest.ELLIPSIS
    )
    assert (failed, tried >= 10) == (0, True)


def test_the_examples_of_the_modules_hold() -> None:
    from crosstie.review import sides
    from crosstie.store import decisions

    for module in (crosstie, decisions, sides):
        result = doctest.testmod(module)
        assert result.attempted and not result.failed
