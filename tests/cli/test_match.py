"""`crosstie match` and `crosstie compare` on small files."""

from __future__ import annotations

import csv
import os
import sys
import types
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crosstie.cli.main import app
from crosstie.cli.namefile import read_records
from crosstie.errors import (
    EngineError,
    UnknownLayout,
    UnreadableFile,
    UsageError,
)
from tests.cli.command import ROOT, Command
from tests.matching.test_spark import needs_spark

REGISTER = """reg_id,name,country,other_names
R1,Kwizcom Corporation,CA,
R2,Harbour Bridge Logistics Ltd,GB,Ponts du Havre
R3,Quarry Lake Instruments Inc,US,
"""
QUERIES = """query_id,name,country
Q1,KWIZ COM CORP,
Q2,PONTS DU HAVRE,GB
Q3,Zanzibar Pelican Trust,US
"""


def run(*arguments: object) -> str:
    result = CliRunner().invoke(
        app, [str(a) for a in arguments], catch_exceptions=False, standalone_mode=False
    )
    if result.exception:
        raise result.exception
    return result.output


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    queries, register = tmp_path / "q.csv", tmp_path / "r.csv"
    queries.write_text(QUERIES, encoding="utf-8")
    register.write_text(REGISTER, encoding="utf-8")
    return queries, register, tmp_path / "out.csv"


def test_matches_are_written_and_the_unknown_is_left_out(
    files: tuple[Path, Path, Path],
) -> None:
    queries, register, out = files
    run("match", queries, register, "-o", out)
    found = rows(out)
    assert [(r["query_id"], r["reg_id"]) for r in found] == [("Q1", "R1"), ("Q2", "R2")]
    assert list(found[0]) == ["query_id", "reg_id", "score"]


def test_more_rows_and_reasons_on_demand(files: tuple[Path, Path, Path]) -> None:
    queries, register, out = files
    run("match", queries, register, "-o", out, "--top", 2, "--explain")
    first = rows(out)[0]
    assert first["rank"] == "1"
    assert first["reg_name"] == "Kwizcom Corporation"
    assert "equal" in first["reasons"]
    assert (first["kind"], first["group"], first["twins"]) == ("same", "R1", "1")


def test_twins_are_grouped_and_counted(tmp_path: Path) -> None:
    queries, register, out = (tmp_path / name for name in ("q.csv", "r.csv", "o.csv"))
    register.write_text(
        "reg_id,name\nR1,Kwizcom Ltd\nR2,KWIZCOM LIMITED\nR3,Blue Door Inc\n",
        encoding="utf-8",
    )
    queries.write_text("query_id,name\nQ1,Kwizcom\n", encoding="utf-8")
    said = run(
        "match", queries, register, "-o", out, "--top", 3, "--explain", "--threshold", 0
    )
    found = {row["reg_id"]: row for row in rows(out)}
    assert found["R1"]["group"] == found["R2"]["group"]
    assert found["R1"]["twins"] == found["R2"]["twins"] == "2"
    assert "1 of them are met by several rows of one name" in said


def test_an_index_answers_as_its_register(files: tuple[Path, Path, Path]) -> None:
    queries, register, out = files
    run("match", queries, register, "-o", out, "--threshold", 0, "--explain")
    from_csv = rows(out)
    run("index", register)
    folder = register.with_suffix(".index")
    run("match", queries, folder, "-o", out, "--threshold", 0, "--explain")
    assert rows(out) == from_csv


def test_an_index_of_another_version_is_refused(
    files: tuple[Path, Path, Path],
) -> None:
    queries, register, out = files
    run("index", register)
    folder = register.with_suffix(".index")
    manifest = folder / "crosstie-index.json"
    manifest.write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(UnknownLayout, match="another version"):
        run("match", queries, folder, "-o", out)


def test_a_missing_column_is_named(files: tuple[Path, Path, Path]) -> None:
    queries, register, out = files
    with pytest.raises(UnknownLayout, match="'query_id' is missing"):
        run("match", register, queries, "-o", out)


def test_bad_rows_are_listed_with_reasons_and_the_others_are_used(
    files: tuple[Path, Path, Path],
) -> None:
    queries, register, out = files
    run("match", queries, register, "-o", out)
    whole = rows(out)
    bad = 'R4,a,b\nR5,"Torn Ltd,CA,\n,Nobody Inc,US,\n'
    register.write_text(REGISTER + bad, encoding="utf-8")
    said = run("match", queries, register, "-o", out)
    assert rows(out) == whole
    assert "3 rows could not be used" in said
    found = {r["row"]: r["reason"] for r in rows(out.with_suffix(".rejects.csv"))}
    assert found["4"] == "3 cells where the header has 4"
    assert "quote" in found["5"]
    assert found["6"] == "reg_id is empty"


def test_no_list_of_rejects_where_there_are_none(
    files: tuple[Path, Path, Path],
) -> None:
    queries, register, out = files
    said = run("match", queries, register, "-o", out, "--rejects", out.parent / "no")
    assert "could not be used" not in said
    assert not (out.parent / "no").exists()


def test_a_file_that_is_not_there_is_named(files: tuple[Path, Path, Path]) -> None:
    queries, _, out = files
    with pytest.raises(UnreadableFile, match=r"none\.csv: cannot be read"):
        run("match", queries, out.parent / "none.csv", "-o", out)


def test_a_register_of_several_parts_is_answered_in_the_same_way(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    queries, register, out = files
    run("match", queries, register, "-o", out, "--threshold", 0, "--explain")
    whole = [(r["query_id"], r["reg_id"], r["reg_name"]) for r in rows(out)]
    monkeypatch.setattr("crosstie.matching.policy.PART", 2)
    run("match", queries, register, "-o", out, "--threshold", 0, "--explain")
    assert [(r["query_id"], r["reg_id"], r["reg_name"]) for r in rows(out)] == whole
    assert "indexed in" in run("index", register)
    run("match", queries, register.with_suffix(".index"), "-o", out, "--threshold", 0,
        "--explain")  # fmt: skip
    assert [(r["query_id"], r["reg_id"], r["reg_name"]) for r in rows(out)] == whole


def test_two_names_are_compared() -> None:
    assert "same" in run("compare", "Kwizcom Corporation", "KWIZ COM CORP")


def test_a_file_of_pairs_is_compared(tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out.csv"
    pairs.write_text("id,name1,name2\n7,Blue Door Inc,BLUE DOOR\n", encoding="utf-8")
    run("compare", pairs, "-o", out)
    (found,) = rows(out)
    assert (found["id"], found["kind"]) == ("7", "same")


def test_a_pair_that_cannot_be_read_is_listed(tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out.csv"
    pairs.write_text(
        "id,name1,name2\n7,Blue Door Inc,BLUE DOOR\n8,Blue Door,\n9,torn\n",
        encoding="utf-8",
    )
    said = run("compare", pairs, "-o", out, "--rejects", tmp_path / "bad.csv")
    assert [r["id"] for r in rows(out)] == ["7"]
    assert "2 rows could not be used" in said
    assert {r["row"]: r["reason"] for r in rows(tmp_path / "bad.csv")} == {
        "2": "name2 is empty",
        "3": "2 cells where the header has 3",
    }


def test_one_name_alone_is_refused() -> None:
    with pytest.raises(UsageError, match="alone"):
        run("compare", "Blue Door")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffreg_id,name\r\nR1,Blue Door\r\n",
        "REG_ID , Name\nR1,Blue Door",
        'reg_id,name,other,other\nR1,"Blue Door",x,y\n',
    ],
)
def test_a_file_is_read_however_it_is_written(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(text.encode())
    found = read_records(path, "reg_id")
    assert (list(found.ids), list(found.names)) == (["R1"], ["Blue Door"])


def test_a_file_of_a_header_alone_and_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("reg_id,name\n", encoding="utf-8")
    assert len(read_records(path, "reg_id")) == 0
    path.write_text("", encoding="utf-8")
    with pytest.raises(UnknownLayout, match="found: nothing"):
        read_records(path, "reg_id")


def test_a_row_that_cannot_be_read_is_an_error_where_nobody_lists_rejects(
    tmp_path: Path,
) -> None:
    path = tmp_path / "r.csv"
    path.write_text("reg_id,name\nR1,Blue Door\nR2\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"r\.csv, row 2: 1 cells"):
        read_records(path, "reg_id")


def test_identifiers_of_several_columns_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("reg_id,name,lei,duns,identifiers\nR1,,L1,,uei:U1\n", "utf-8")
    assert list(read_records(path, "reg_id").identifiers) == ["uei:U1|lei:L1"]


def test_a_master_without_spark_is_refused(files: tuple[Path, Path, Path]) -> None:
    queries, register, out = files
    with pytest.raises(UsageError, match="--master is for --engine spark"):
        run("match", queries, register, "-o", out, "--master", "local[2]")
    assert not out.exists()


def test_spark_without_java_is_refused_before_a_file_is_read(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    queries, register, out = files
    for name in ("pyspark", "pandas"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setenv("JAVA_HOME", str(queries.parent))
    with pytest.raises(EngineError, match="needs Java 17 or newer"):
        run("match", queries, register, "-o", out, "--engine", "spark")
    assert not out.exists()


def paths() -> str:
    """Name the folders of Crosstie and of pyspark, wherever that is installed."""
    found = find_spec("pyspark")
    assert found and found.origin
    return os.pathsep.join([str(ROOT / "src"), str(Path(found.origin).parents[1])])


@needs_spark
def test_spark_writes_the_same_file(
    files: tuple[Path, Path, Path], crosstie: Command
) -> None:
    queries, register, out = files
    wanted = ("match", queries, register, "-o", out, "--top", "2", "--explain")
    assert crosstie(*wanted).returncode == 0
    here = out.read_bytes()
    on_spark = (*wanted, "--engine", "spark", "--master", "local[2]")
    there = crosstie(*on_spark, PYTHONPATH=paths())
    assert there.returncode == 0
    assert "WARN" not in there.stderr
    assert out.read_bytes() == here


@needs_spark
def test_a_master_that_is_none_is_told(
    files: tuple[Path, Path, Path], crosstie: Command
) -> None:
    queries, register, out = files
    wanted = ("match", queries, register, "-o", out, "--engine", "spark")
    ended = crosstie(*wanted, "--master", "local[two]", PYTHONPATH=paths())
    assert ended.returncode == 7
    assert "Error: Spark does not start with the master 'local[two]'" in ended.stderr


def test_dates_of_former_names_are_read_and_told(tmp_path: Path) -> None:
    register, queries, out = (tmp_path / f"{n}.csv" for n in ("reg", "ask", "out"))
    register.write_text(
        "reg_id,name,other_names\nR1,BlackBerry Limited,"
        "Research In Motion Limited (until 2013-07-08)\nR2,Quarry Lake Ltd,\n",
        encoding="utf-8",
    )
    queries.write_text(
        "query_id,name,date\nQ1,RESEARCH IN MOTION LTD,2011-02-01\n"
        "Q2,RESEARCH IN MOTION LTD,2020-02-01\nQ3,RESEARCH IN MOTION LTD,1/2/2020\n",
        encoding="utf-8",
    )
    said = run("match", queries, register, "-o", out, "--explain", "--threshold", "0.1")
    found = {row["query_id"]: row for row in rows(out)}
    assert {row["reg_id"] for row in found.values()} == {"R1"}
    assert "it bore that name on the date given" in found["Q1"]["reasons"]
    assert "no longer bore that name" in found["Q2"]["reasons"]
    assert float(found["Q2"]["score"]) < float(found["Q1"]["score"])
    (unread,) = rows(tmp_path / "out.rejects.csv")
    assert "Q3" not in found and "YYYY-MM-DD" in unread["reason"]
    assert "1 row could not be used" in said
