"""Route direct: a supplier of the country; a shared name; a day outside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from crosstie.model.window import Window
from crosstie.store.engine import Database
from tests.ties.factory import (
    action,
    hops,
    load,
    match,
    organisation,
    owns,
    party,
    place,
    trace,
)


def test_a_supplier_of_the_country_is_a_finding(run_db: Database, tmp_path: Path):
    party(run_db, "p1", "NORTH RADIO INC.")
    organisation(run_db, "lei:1", "North Radio Inc.", "XX", city="Port")
    match(run_db, "p1", "lei:1")
    load(
        run_db,
        tmp_path,
        [
            action("NORTH RADIO INC.", date(2021, 5, 1), "100.10"),
            action("NORTH RADIO INC.", date(2022, 5, 1), "-20.05"),
        ],
        awards={"A-1": {"period_end": date(2022, 12, 31)}},
    )
    (tie,) = trace(run_db)
    assert (tie["route"], tie["kind"], tie["scope"]) == ("direct", "finding", "buyer")
    assert tie["obligated"] == Decimal("80.05")
    assert tie["outlaid"] is None and tie["ceiling"] is None
    assert (tie["first_date"], tie["last_date"]) == (date(2021, 5, 1), date(2022, 5, 1))
    assert (tie["status"], tie["status_date"]) == ("active", date(2022, 5, 1))
    assert tie["without_case"] is True
    assert tie["evidence_url"] == "https://example.org/A-1"
    assert hops(run_db, tie["tie_id"]) == [
        ("A-1", "names as supplier", "NORTH RADIO INC."),
        ("NORTH RADIO INC.", "is the same as", "North Radio Inc."),
        ("North Radio Inc.", "is registered in", "XX"),
    ]
    evidence = run_db.rows("e", "select * from evidence order by position, ordinal")
    assert [row["dataset"] for row in evidence] == [
        "The awards",
        "The register",
        "The register",
    ]
    assert evidence[0]["record_id"] == "U-A-1"


def test_an_owner_elsewhere_stands_beside_a_direct_tie(
    run_db: Database, tmp_path: Path
):
    party(run_db, "p1", "NORTH RADIO INC.")
    organisation(run_db, "lei:1", "North Radio Inc.", "XX")
    organisation(run_db, "lei:2", "Big Holding plc", "YY")
    match(run_db, "p1", "lei:1")
    owns(run_db, "lei:1", "lei:2", date(2019, 1, 1))
    load(run_db, tmp_path, [action("NORTH RADIO INC.", date(2021, 5, 1), "1")])
    (tie,) = trace(run_db)
    assert tie["route"] == "direct"
    assert tie["owner"] == "Big Holding plc (YY), from 2019-01-01"


def test_a_reason_for_no_parent_is_said(run_db: Database, tmp_path: Path):
    party(run_db, "p1", "NORTH RADIO INC.")
    organisation(run_db, "lei:1", "North Radio Inc.", "XX")
    match(run_db, "p1", "lei:1")
    exception = {
        "organisation_id": "lei:1",
        "file_id": "register",
        "row_number": 1,
        "category": "direct",
        "reason": "NATURAL_PERSONS",
    }
    load(
        run_db,
        tmp_path,
        [action("NORTH RADIO INC.", date(2021, 5, 1), "1")],
        tables={"ownership_exception": [exception]},
    )
    (tie,) = trace(run_db)
    assert tie["owner"] == (
        "no parent is reported: the legal person is controlled by natural persons"
    )


def test_a_record_that_codes_the_country_needs_no_register(
    run_db: Database, tmp_path: Path
):
    party(run_db, "p1", "SMALL SHOP LTD")
    place(run_db, "p1", basis="award's supplier country", file_id="awards")
    load(run_db, tmp_path, [action("SMALL SHOP LTD", date(2021, 5, 1), "7")])
    (tie,) = trace(run_db)
    assert tie["organisation_id"] == "record:p1"
    assert hops(run_db, tie["tie_id"])[-1] == (
        "SMALL SHOP LTD",
        "is registered in",
        "XX",
    )


def test_a_shared_name_elsewhere_and_a_person_make_no_tie(
    run_db: Database, tmp_path: Path
):
    party(run_db, "p1", "NORTH RADIO INC.")
    party(run_db, "p2", "a private person", is_person=True)
    organisation(run_db, "lei:9", "North Radio Inc.", "YY")
    organisation(run_db, "lei:1", "Jo Doe Consulting", "XX")
    match(run_db, "p1", "lei:9")
    match(run_db, "p2", "lei:1")
    load(
        run_db,
        tmp_path,
        [
            action("NORTH RADIO INC.", date(2021, 5, 1), "1"),
            action("a private person", date(2021, 5, 1), "1", award_id="A-2"),
        ],
    )
    assert trace(run_db) == []


def test_a_weak_match_is_no_finding(run_db: Database, tmp_path: Path):
    party(run_db, "p1", "NORTH RADIO INC.")
    organisation(run_db, "lei:1", "North Radio Inc.", "XX")
    match(run_db, "p1", "lei:1", probability=0.7)
    load(run_db, tmp_path, [action("NORTH RADIO INC.", date(2021, 5, 1), "1")])
    (tie,) = trace(run_db)
    assert tie["kind"] == "lead"
    assert tie["weakest_hop"] == "is the same as"


def test_only_actions_inside_the_window_count(run_db: Database, tmp_path: Path):
    party(run_db, "p1", "NORTH RADIO INC.")
    organisation(run_db, "lei:1", "North Radio Inc.", "XX")
    match(run_db, "p1", "lei:1")
    load(
        run_db,
        tmp_path,
        [
            action("NORTH RADIO INC.", date(2020, 9, 30), "5"),
            action("NORTH RADIO INC.", date(2020, 10, 1), "3"),
        ],
    )
    (tie,) = trace(run_db, window=Window(since=date(2020, 10, 1)))
    assert (tie["obligated"], tie["actions"]) == (Decimal("3.00"), 1)
    assert tie["status"] == "unknown" and tie["status_date"] is None


def test_a_sibling_and_another_currency_stand_apart(run_db: Database, tmp_path: Path):
    party(run_db, "p1", "NORTH RADIO INC.")
    organisation(run_db, "lei:1", "North Radio Inc.", "XX")
    match(run_db, "p1", "lei:1")
    day, name = date(2021, 5, 1), "NORTH RADIO INC."
    load(
        run_db,
        tmp_path,
        [
            action(name, day, "1"),
            action(name, day, "2", award_id="A-2", currency="CAD"),
            action(name, day, "4", award_id="A-3", component_code="20"),
            action(name, day, "8", award_id="A-4", component_code="99"),
        ],
    )
    ties = trace(run_db)
    found = {(t["component"], t["scope"], t["currency"], t["obligated"]) for t in ties}
    assert found == {
        ("BO", "buyer", "USD", Decimal("1.00")),
        ("BO", "buyer", "CAD", Decimal("2.00")),
        ("SO", "sibling", "USD", Decimal("4.00")),
    }
