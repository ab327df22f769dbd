"""Route subsidiary: control on the action's date; a name family alone; an old sale."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.store.engine import Database
from tests.ties.factory import (
    action,
    hops,
    load,
    match,
    organisation,
    owns,
    party,
    trace,
)

SHRED = "SHRED-IT USA, LLC"


@pytest.fixture
def sold(run_db: Database) -> Database:
    """Fill in the parties of acceptance 3 and the owner's time."""
    party(run_db, "p1", SHRED)
    organisation(run_db, "case:usa", "Shred-it USA", "US", source="case")
    organisation(run_db, "case:int", "Shred-it International", "XX", source="case")
    match(run_db, "p1", "case:usa", from_case=True)
    owns(run_db, "case:usa", "case:int", None, date(2015, 10, 1))
    return run_db


def test_only_actions_before_the_sale_tie(sold: Database, tmp_path: Path):
    load(
        sold,
        tmp_path,
        [
            action(SHRED, date(2013, 12, 19), "10", award_id="A-1"),
            action(SHRED, date(2017, 5, 24), "20", award_id="A-1"),
            action(SHRED, date(2018, 4, 25), "40", award_id="A-1"),
        ],
    )
    (tie,) = trace(sold)
    assert (tie["route"], tie["kind"]) == ("subsidiary", "finding")
    assert tie["parent"] == "Shred-it International"
    assert (tie["obligated"], tie["actions"]) == (Decimal("10.00"), 1)
    assert tie["actions_outside"] == 2
    assert "only until 2015-10-01" in tie["doubt"]
    assert "No source says since when" in tie["doubt"]
    assert tie["without_case"] is False
    rows = sold.rows("t", "select * from tie_transaction order by action_date")
    assert [row["counts"] for row in rows] == [True, False, False]


def test_a_tie_with_nothing_inside_is_not_counted(sold: Database, tmp_path: Path):
    load(sold, tmp_path, [action(SHRED, date(2015, 10, 1), "20")])
    (tie,) = trace(sold)
    assert tie["kind"] == "not_counted"
    assert tie["not_counted_reason"].startswith("outside the dates of control")
    assert tie["obligated"] is None


def test_each_link_of_a_chain_is_a_hop(run_db: Database, tmp_path: Path):
    party(run_db, "p1", "GAMMA LLC")
    organisation(run_db, "c", "Gamma", "US")
    organisation(run_db, "b", "Beta", "YY")
    organisation(run_db, "a", "Alpha", "XX")
    match(run_db, "p1", "c")
    owns(run_db, "c", "b", date(2010, 1, 1))
    owns(run_db, "b", "a", date(2012, 1, 1))
    load(run_db, tmp_path, [action("GAMMA LLC", date(2013, 1, 1), "1")])
    (tie,) = trace(run_db)
    assert tie["parent"] == "Alpha" and tie["organisation"] == "Gamma"
    assert [hop[1] for hop in hops(run_db, tie["tie_id"])] == [
        "names as supplier",
        "is the same as",
        "is controlled by",
        "is controlled by",
        "is registered in",
    ]


def test_a_name_family_alone_is_a_lead_however_sure(run_db: Database, tmp_path: Path):
    party(run_db, "p1", "NORTHERN WIRE SPECIAL SERVICES LLC")
    organisation(run_db, "a", "Northern Wire Corporation", "XX")
    match(run_db, "p1", "a", kind="family", probability=0.999)
    load(
        run_db,
        tmp_path,
        [action("NORTHERN WIRE SPECIAL SERVICES LLC", date(2021, 1, 1), "1")],
    )
    (tie,) = trace(run_db)
    assert (tie["route"], tie["kind"]) == ("subsidiary", "lead")
    assert "name family" in tie["reason"]


def test_a_family_with_a_parent_named_in_a_record_is_a_finding(
    run_db: Database, tmp_path: Path
):
    name = "NORTHERN WIRE SPECIAL SERVICES LLC"
    party(run_db, "p1", name)
    party(run_db, "p2", "NORTHERN WIRE CORP", is_parent=True)
    organisation(run_db, "a", "Northern Wire Corporation", "XX")
    match(run_db, "p1", "a", kind="family", probability=0.9)
    match(run_db, "p2", "a")
    run_db.run(
        "named parent",
        "insert into party_parent values ('p1', 'p2', '2020-01-01', '2022-01-01', 3,"
        " 'awards', 1, null, 'supplier_parent_name', 'NORTHERN WIRE CORP')",
    )
    load(run_db, tmp_path, [action(name, date(2021, 1, 1), "1")])
    (tie,) = trace(run_db)
    assert (tie["route"], tie["kind"]) == ("subsidiary", "finding")
    assert tie["organisation_id"] == "record:p1"
    assert hops(run_db, tie["tie_id"])[1] == (
        name,
        "is controlled by",
        "Northern Wire Corporation",
    )


def test_a_supplier_of_the_country_owned_from_it_is_direct(
    run_db: Database, tmp_path: Path
):
    party(run_db, "p1", "GAMMA LLC")
    organisation(run_db, "c", "Gamma", "XX")
    organisation(run_db, "a", "Alpha", "XX")
    match(run_db, "p1", "c")
    owns(run_db, "c", "a")
    load(run_db, tmp_path, [action("GAMMA LLC", date(2013, 1, 1), "1")])
    assert [tie["route"] for tie in trace(run_db)] == ["direct"]


def test_the_path_of_direct_owners_is_shown_before_the_ultimate_owner_alone(
    run_db: Database, tmp_path: Path
):
    party(run_db, "p1", "GAMMA LLC")
    organisation(run_db, "c", "Gamma", "US")
    organisation(run_db, "b", "Beta", "YY")
    organisation(run_db, "a", "Alpha", "XX")
    match(run_db, "p1", "c")
    owns(run_db, "c", "b", source="gleif")
    owns(run_db, "b", "a", source="gleif")
    owns(run_db, "c", "a", source="gleif", interest="ultimate_control")
    load(run_db, tmp_path, [action("GAMMA LLC", date(2021, 1, 1), "1")])
    (tie,) = trace(run_db)
    assert [hop[2] for hop in hops(run_db, tie["tie_id"])[2:]] == [
        "Beta",
        "Alpha",
        "XX",
    ]
    assert (
        run_db.value("kept", "select count(*) from control where child_id = 'c'") == 3
    )
