"""`crosstie match` and `crosstie compare` on small files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crosstie.cli.main import app
from crosstie.errors import UnknownLayout, UnreadableFile, UsageError

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


def test_one_name_alone_is_refused() -> None:
    with pytest.raises(UsageError, match="alone"):
        run("compare", "Blue Door")
