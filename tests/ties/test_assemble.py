"""From candidates to ties: rows once, records cited as they are, nothing by chance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from crosstie.model.case import Decision
from crosstie.model.words import Judgement
from crosstie.store.engine import Database
from crosstie.store.run_tables import RUN_TABLES
from crosstie.store.tables import WORKSPACE
from tests.ties.factory import (
    action,
    case,
    load,
    match,
    organisation,
    owns,
    party,
    trace,
)

DAY = date(2021, 5, 1)
NAME = "NORTH RADIO INC."


def tied(db: Database) -> None:
    party(db, "p1", NAME)
    organisation(db, "lei:1", "North Radio Inc.", "XX")
    match(db, "p1", "lei:1")


def test_registrations_of_one_name_are_one_supplier(run_db: Database, tmp_path: Path):
    tied(run_db)
    party(run_db, "p0", "NORTH RADIO, INC")
    match(run_db, "p0", "lei:1", probability=0.97)
    load(
        run_db,
        tmp_path,
        [action(NAME, DAY, "5"), action("NORTH RADIO, INC", DAY, "7", award_id="A-2")],
    )
    (tie,) = trace(run_db)
    assert (tie["obligated"], tie["awards"]) == (Decimal("12.00"), 2)
    assert tie["party_id"] == "p0"


def test_a_whole_award_is_not_added_to_its_own_actions(
    run_db: Database, tmp_path: Path
):
    tied(run_db)
    load(
        run_db,
        tmp_path,
        [action(NAME, DAY, "5"), action(NAME, DAY, "500", grain="award")],
    )
    (tie,) = trace(run_db)
    assert (tie["obligated"], tie["actions"]) == (Decimal("5.00"), 1)


def test_a_whole_award_says_which_date_was_tested(run_db: Database, tmp_path: Path):
    tied(run_db)
    load(
        run_db,
        tmp_path,
        [action(NAME, DAY, "500", grain="award")],
        awards={"A-1": {"grain": "award", "outlaid": Decimal(400)}},
    )
    (tie,) = trace(run_db)
    assert "that of the base action" in tie["doubt"]
    assert tie["outlaid"] == Decimal("400.00")
    (row,) = run_db.rows("t", "select * from tie_transaction")
    assert row["record_type"] == "award"


def test_an_inferred_award_is_cited_by_file_and_row(run_db: Database, tmp_path: Path):
    tied(run_db)
    inferred = {"identity": "inferred", "award_unique_id": None, "permalink": None}
    load(run_db, tmp_path, [action(NAME, DAY, "5")], awards={"A-1": inferred})
    (tie,) = trace(run_db)
    assert (tie["evidence_record"], tie["evidence_url"]) == ("A-1", None)
    first = run_db.rows("e", "select * from evidence where position = 1")
    assert (first[0]["record_id"], first[0]["url"]) == ("awards.csv row 1", None)
    assert (first[0]["value"], first[0]["row_number"]) == (NAME, 1)


def test_another_agency_s_money_is_a_doubt(run_db: Database, tmp_path: Path):
    tied(run_db)
    other = {
        "funding_component_code": "77",
        "funding_component_name": "Roads Office",
    }
    load(run_db, tmp_path, [action(NAME, DAY, "5", **other)])
    (tie,) = trace(run_db)
    assert "Some records are funded by Roads Office." in tie["doubt"]


def test_the_hop_from_the_award_lists_every_award_once(
    run_db: Database, tmp_path: Path
):
    tied(run_db)
    rows = [action(NAME, DAY, "5", award_id=f"A-{n % 2}") for n in range(4)]
    load(run_db, tmp_path, rows)
    (tie,) = trace(run_db)
    hop = run_db.rows("h", "select * from hop where position = 1")[0]
    assert (hop["from_label"], hop["records"]) == ("2 awards", 4)
    assert run_db.value("e", "select count(*) from evidence where position = 1") == 2
    assert (tie["awards"], tie["actions"]) == (2, 4)


def test_a_private_person_s_name_is_nowhere(run_db: Database, tmp_path: Path):
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    party(run_db, "p1", "DOE, JO")
    run_db.run(
        "mask",
        "update party set name = 'a private person', is_person = true",
    )
    load(
        run_db, tmp_path, [action("DOE, JO", DAY, "5", description="HOOTBIRD LICENSES")]
    )
    (tie,) = trace(run_db)
    assert tie["supplier"] == "a private person"
    for table in ("tie", "hop", "evidence", "near_miss"):
        assert "DOE" not in str(run_db.rows(table, f"select * from {table}"))


def test_two_owners_on_one_day_are_one_tie_and_a_doubt(
    run_db: Database, tmp_path: Path
):
    party(run_db, "p1", "GAMMA LLC")
    organisation(run_db, "c", "Gamma", "US")
    for owner in ("a", "b"):
        organisation(run_db, owner, f"Owner {owner}", "XX")
        owns(run_db, "c", owner, date(2010, 1, 1))
    match(run_db, "p1", "c")
    load(run_db, tmp_path, [action("GAMMA LLC", DAY, "5")])
    (tie,) = trace(run_db)
    assert tie["parent"] == "Owner a" and tie["actions"] == 1
    assert "Another chain of control leads to Owner b." in tie["doubt"]


def test_an_action_counts_where_either_owner_s_time_holds(
    run_db: Database, tmp_path: Path
):
    party(run_db, "p1", "GAMMA LLC")
    organisation(run_db, "c", "Gamma", "US")
    organisation(run_db, "a", "Owner a", "XX")
    organisation(run_db, "b", "Owner b", "XX")
    owns(run_db, "c", "a", date(2010, 1, 1), date(2015, 1, 1))
    owns(run_db, "c", "b", date(2018, 1, 1))
    match(run_db, "p1", "c")
    days = (date(2012, 1, 1), date(2016, 1, 1), date(2019, 1, 1))
    load(run_db, tmp_path, [action("GAMMA LLC", day, "5") for day in days])
    (tie,) = trace(run_db)
    assert (tie["actions"], tie["actions_outside"]) == (2, 1)


def test_a_match_that_a_person_rejected_is_kept_apart(run_db: Database, tmp_path: Path):
    party(run_db, "p1", NAME)
    organisation(run_db, "lei:1", "North Radio Inc.", "XX")
    match(run_db, "p1", "lei:1", decision="negative", decided_by="reviewer-1")
    load(run_db, tmp_path, [action(NAME, DAY, "5")])
    (tie,) = trace(run_db)
    assert tie["kind"] == "not_counted"
    assert tie["not_counted_reason"] == "rejected by reviewer-1"


def test_a_confirmed_tie_keeps_its_id_and_who_decided(run_db: Database, tmp_path: Path):
    party(run_db, "p1", NAME)
    organisation(run_db, "lei:1", "North Radio Inc.", "XX")
    match(run_db, "p1", "lei:1", probability=0.6)
    load(run_db, tmp_path, [action(NAME, DAY, "5")])
    (lead,) = trace(run_db)
    for table in RUN_TABLES:
        if table.name in (
            "control",
            "tie",
            "hop",
            "evidence",
            "tie_transaction",
            "run",
        ):
            run_db.run("empty", f"delete from {table.name}")
    yes = Decision(
        "", "", lead["tie_id"], Judgement.POSITIVE, "reviewer-2", "2026-01-01", "", 1
    )
    (tie,) = trace(run_db, case(decisions=(yes,)))
    assert (tie["tie_id"], tie["kind"]) == (lead["tie_id"], "finding")
    assert tie["decided_by"] == "reviewer-2"


def _run_once(folder: Path) -> dict[str, Any]:
    folder.mkdir()
    empty = folder / "empty.duckdb"
    with Database.open(empty) as workspace:
        workspace.create(WORKSPACE)
    with Database.memory() as db:
        db.create(WORKSPACE)
        db.create(RUN_TABLES)
        db.attach(empty, "w")
        tied(db)
        organisation(db, "lei:h", "Hootbird Inc.", "XX")
        party(db, "shop", "RESELLER LLC")
        load(
            db,
            folder,
            [
                action(NAME, DAY, "5"),
                action("RESELLER LLC", DAY, "7", description="HOOTBIRD LICENSES"),
            ],
        )
        trace(db)
        names = ("control", "tie", "hop", "evidence", "tie_transaction", "near_miss")
        return {name: db.rows(name, f"select * from {name}") for name in names}


def test_two_runs_are_the_same_row_for_row(tmp_path: Path):
    assert _run_once(tmp_path / "one") == _run_once(tmp_path / "two")
