"""A case in Python: opened, filtered, asked, handed over, and never written to."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import crosstie
from crosstie.errors import (
    CaseError,
    CrosstieError,
    NotFound,
    NothingLoaded,
    Overtaken,
    Undecided,
    UsageError,
)
from tests.api.held import held_case

HEAVY = (
    *("altair", "babel", "duckdb", "jinja2", "numpy", "pandas", "pyarrow", "openpyxl"),
    *("crosstie.api", "crosstie.store", "crosstie.pages", "crosstie.pipeline"),
)


def test_the_import_alone_loads_nothing() -> None:
    code = f"import sys, crosstie; print([m for m in {HEAVY!r} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert found.stdout.strip() == "[]"


def test_a_case_that_was_never_traced_says_how_it_is(tmp_path: Path) -> None:
    with pytest.raises(NothingLoaded) as caught:
        crosstie.open("ca-ice", home=tmp_path)
    assert "crosstie.open('ca-ice', trace=True)" in str(caught.value.next_step)
    with pytest.raises(CaseError):
        crosstie.open("no-such-case", home=tmp_path)


def test_the_last_run_and_a_named_one_are_opened(
    case: crosstie.Case, home: Path
) -> None:
    assert case.is_sample and case.name == "ca-ice"
    for run in (None, case.run, home / "runs" / "ca-ice" / f"{case.run}.duckdb"):
        again = crosstie.open("ca-ice", home=home, run=run)
        assert again.run == case.run
        assert again.ties() == case.ties()
    with pytest.raises(NotFound, match="no run") as caught:
        crosstie.open("ca-ice", home=home, run="000")
    assert case.run in str(caught.value.next_step)


def test_ties_are_findings_and_leads_unless_others_are_asked_for(
    case: crosstie.Case,
) -> None:
    ties = case.ties()
    assert {row["kind"] for row in ties} == {"finding", "lead"}
    apart = [len(case.ties(kind=kind)) for kind in ("finding", "lead")]
    assert len(ties) == sum(apart) and all(apart)
    assert {r["kind"] for r in case.ties(kind="not_counted")} == {"not_counted"}
    both = case.ties(kind=["finding", "not_counted"])
    assert {row["kind"] for row in both} == {"finding", "not_counted"}


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"route": "product"}, lambda row: row["route"] == "product"),
        (
            {"route": ("direct", "subsidiary"), "status": "ended"},
            lambda row: row["status"] == "ended" and row["route"] != "product",
        ),
        (
            {"organisation": "Roshel Inc."},
            lambda row: "Roshel Inc." in (row["organisation"], row["parent"]),
        ),
        (
            {"since": "2025-01-01"},
            lambda row: (row["last_date"] or row["status_date"]) >= date(2025, 1, 1),
        ),
        (
            {"until": date(2016, 12, 31)},
            lambda row: (row["first_date"] or row["status_date"]) <= date(2016, 12, 31),
        ),
    ],
)
def test_a_filter_keeps_what_it_says(
    case: crosstie.Case, asked: dict[str, Any], holds: Callable[[Any], bool]
) -> None:
    kept, every = case.ties(**asked), case.ties()
    assert 0 < len(kept) < len(every)
    assert all(holds(row) for row in kept)


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"route": "by-boat"}, UsageError, "'by-boat'"),
        ({"kind": ["finding", "sure"]}, UsageError, "'sure'"),
        ({"since": "yesterday"}, UsageError, "'yesterday'"),
        ({"organisation": "No Such Company"}, NotFound, "No Such Company"),
    ],
)
def test_a_filter_that_cannot_be_says_what_can(
    case: crosstie.Case, asked: dict[str, Any], error: type[CrosstieError], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        case.ties(**asked)
    assert caught.value.next_step


def test_amounts_are_decimals_with_currency_and_dates_are_dates(
    case: crosstie.Case,
) -> None:
    for row in case.ties():
        assert row["obligated"] is None or isinstance(row["obligated"], Decimal)
        assert (row["obligated"] is None) or row["currency"] == "USD"
        assert row["last_date"] is None or type(row["last_date"]) is date
        assert 0 < row["probability"] <= 1
    assert any(row["obligated"] is None for row in case.ties())


def test_totals_are_a_row_for_each_kind_agency_and_currency(
    case: crosstie.Case,
) -> None:
    rows = case.totals().rows()
    keys = [(r["component"], r["meaning"], r["currency"]) for r in rows]
    assert len(keys) == len(set(keys)) > 3
    own = next(r for r in rows if r["scope"] == "buyer" and r["meaning"] == "obligated")
    found = case.sql(
        "select sum(obligated) as money from ties where kind = 'finding'"
        " and scope = 'buyer' and route in ('direct', 'subsidiary', 'joint_venture')"
    )
    assert found[0]["money"] == own["value"]


def test_a_figure_leads_to_its_record(case: crosstie.Case) -> None:
    (tie,) = case.ties(organisation="Roshel Inc.")
    actions = case.actions(tie).where(lambda row: row["counts"])
    assert sum(row["obligated"] for row in actions) == tie["obligated"]
    first = case.evidence(tie)[0]
    assert first["record_id"] and len(first["file_sha256"]) == 64
    assert first["row_number"] > 0
    held = case.files().where(lambda row: row["sha256"] == first["file_sha256"])
    assert held[0]["name"] == first["file_name"]


def test_a_tie_is_found_by_id_anchor_row_or_card(case: crosstie.Case) -> None:
    row = case.ties()[0]
    card = case.tie(row)
    assert card.id == row["tie_id"] and card.row == row
    assert len(card.hops) == len(case.hops(card)) == len(case.hops(card.id)) > 1
    assert {hop["tie_id"] for hop in card.hops} == {card.id}
    chain = 1.0
    for hop in card.hops:
        chain *= hop["probability"]
    assert chain == pytest.approx(row["probability"], abs=0.001)
    assert row["organisation"] in repr(card)
    with pytest.raises(NotFound):
        case.tie("t-000000000000")
    with pytest.raises(NotFound):
        case.hops({"id": 1})


def test_an_organisation_is_found_by_id_and_by_name(case: crosstie.Case) -> None:
    card = case.organisation("roshel inc.")
    assert (card.name, card.country) == ("Roshel Inc.", "CA")
    assert case.organisation(card.id).id == card.id
    assert {tie["tie_id"] for tie in card.ties} == {
        tie["tie_id"] for tie in case.ties(organisation=card.id)
    }
    assert card.drawing is not None and "Roshel LLC" in card.drawing.svg
    with pytest.raises(NotFound) as caught:
        case.organisation("Roshel")
    assert "Roshel Inc." in str(caught.value.next_step)


def test_what_is_missing_is_told(case: crosstie.Case) -> None:
    assert any("own" in row["says"] for row in case.not_loaded())
    states = {row["state"] for row in case.coverage()}
    assert {"searched", "not loaded"} <= states
    assert sum(case.sources().column("rows_read")) > 100
    misses = case.near_misses()
    assert all(row["reason"] and row["probability"] < 0.95 for row in misses)


@pytest.mark.parametrize(
    "query",
    [
        "insert into ties select * from ties",
        "create table mine as select 1",
        "drop view ties",
        "copy ties to '{path}'",
        "attach '{path}' as other",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "export database '{path}'",
        "pragma database_list",
        "call duckdb_settings()",
        "explain analyze insert into ties select * from ties",
        "select 1; select 2",
        "select * from read_csv('{file}')",
        "select * from '{file}'",
        "select * from read_text('{file}')",
        "select * from glob('{path}/*')",
        "select * from read_parquet('https://example.org/x.parquet')",
        "select * from query",
        "selec",
        "",
    ],
)
def test_a_query_that_does_more_than_read_the_tables_is_refused(
    case: crosstie.Case, tmp_path: Path, query: str
) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a\n1\n", encoding="utf-8")
    path = tmp_path / "made"
    before = len(case.ties())
    with pytest.raises(UsageError) as caught:
        case.sql(query.format(path=path, file=file))
    assert caught.value.next_step
    assert not path.exists()
    assert len(case.ties()) == before


def test_a_query_joins_the_tables(case: crosstie.Case) -> None:
    found = case.sql(
        "select t.organisation, count(*) as hops from ties as t join hops as h"
        " using (tie_id) where t.kind = 'finding' group by all order by 1"
    )
    assert found.columns == ("organisation", "hops")
    assert sum(found.column("hops")) == sum(
        len(case.hops(tie)) for tie in case.ties(kind="finding")
    )


def test_a_search_finds_the_tie_and_its_award(case: crosstie.Case) -> None:
    found = case.search("roshel")
    assert {"tie", "organisation", "supplier", "award"} <= set(found.column("found_as"))
    only = case.search("roshel", kind="supplier", limit=1)
    assert only.column("title") == ["ROSHEL LLC"]
    for wrong in ({"kind": "boat"}, {"limit": 0}):
        with pytest.raises(UsageError):
            case.search("roshel", **wrong)  # type: ignore[arg-type]


def test_a_look_up_says_that_nothing_is_loaded(case: crosstie.Case) -> None:
    with pytest.raises(NothingLoaded):
        case.lookup("Roshel")


@pytest.mark.parametrize("ending", ["html", "md", "docx"])
def test_a_report_is_that_of_the_ending(
    case: crosstie.Case, tmp_path: Path, ending: str
) -> None:
    path = case.report(tmp_path / "new" / f"mine.{ending}")
    assert path == tmp_path / "new" / f"mine.{ending}"
    if ending == "docx":
        assert path.read_bytes()[:2] == b"PK"
    else:
        assert "Roshel" in path.read_text(encoding="utf-8")


def test_a_report_in_two_formats_is_refused(
    case: crosstie.Case, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="two formats"):
        case.report(tmp_path / "mine.html", format="md")
    with pytest.raises(UsageError, match="'xyz'"):
        case.report(tmp_path / "mine.xyz")


def test_an_export_holds_every_tie_with_its_kind(
    case: crosstie.Case, tmp_path: Path
) -> None:
    paths = case.export("csv,graphml", tmp_path)
    ties = next(path for path in paths if path.name == "ties.csv")
    with ties.open(encoding="utf-8", newline="") as stream:
        ids = [row["tie_id"] for row in csv.DictReader(stream)]
    every = case.ties(kind=("finding", "lead", "not_counted"))
    assert ids == every.column("tie_id")
    with pytest.raises(UsageError):
        case.export("xyz", tmp_path)
    with pytest.raises(UsageError):
        case.export("csv", tmp_path, publish=True, with_leads=True)


def test_what_is_undecided_is_not_published(
    case: crosstie.Case, tmp_path: Path
) -> None:
    for hand_over in (
        lambda: case.report(tmp_path / "mine.html", publish=True),
        lambda: case.export("csv", tmp_path, publish=True),
    ):
        with pytest.raises(Undecided):
            hand_over()
    assert not list(tmp_path.iterdir()) or not (tmp_path / "mine.html").exists()


def test_decisions_of_the_case_are_a_table(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = crosstie.open("ca-ice", home=home, sample=True)
    assert len(first.decisions()) == 0
    folder = tmp_path / "mine"
    folder.mkdir()
    for file in first.folder.glob("*.*"):
        (folder / file.name).write_bytes(file.read_bytes())
    tie = first.ties(kind="finding")[0]
    with (folder / "decisions.csv").open("a", encoding="utf-8") as stream:
        stream.write(f",,{tie['tie_id']},negative,A. Reader,2026-11-22,not the same\n")
    shutil.copytree(first.folder / "sample", folder / "sample")
    mine = crosstie.open(folder, home=home, sample=True)
    (row,) = mine.decisions()
    assert (row["judgement"], row["by"]) == ("negative", "A. Reader")
    (judged,) = mine.ties(kind="not_counted").where(
        lambda one: one["tie_id"] == tie["tie_id"]
    )
    assert judged["decision"] == "negative"


def test_a_new_trace_gives_a_new_case_and_the_old_one_says_so(tmp_path: Path) -> None:
    old = crosstie.open("ca-ice", home=tmp_path, sample=True)
    new = old.trace(sample=True)
    assert new.run == old.run and new.ties() == old.ties()
    with pytest.raises(Overtaken) as caught:
        old.organisation("Roshel Inc.")
    assert caught.value.next_step
    assert new.organisation("Roshel Inc.").name == "Roshel Inc."


def test_private_persons_are_masked_everywhere(tmp_path: Path) -> None:
    case = held_case(tmp_path)
    people = case.suppliers().where(lambda row: row["supplier"] == "a private person")
    assert len(people) == 1
    assert not people[0]["identifiers"] and not people[0]["city"]
    assert "a private person" in case.sql("select supplier from ties").column(
        "supplier"
    )
