"""The control table: from statements of every source, over organisations made one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from crosstie.ownership.run import control
from crosstie.store.engine import Database
from tests.ties.factory import (
    case,
    load,
    match,
    organisation,
    owns,
    party,
    put,
)


def rows(db: Database) -> list[dict[str, object]]:
    control(db, case())
    return db.rows("control", "select * from control order by child_id, depth")


def named(
    db: Database, child: str, parent: str, first: str, last: str, name: str
) -> None:
    put(
        db,
        "party_parent",
        {
            "party_id": child,
            "parent_party_id": parent,
            "first_date": date.fromisoformat(first),
            "last_date": date.fromisoformat(last),
            "records": 2,
            "field": "supplier_parent_name",
            "value": name,
        },
    )


def test_statements_meet_over_rows_that_are_one_organisation(
    run_db: Database, tmp_path: Path
):
    organisation(run_db, "lei:b", "Beta", "YY")
    organisation(run_db, "case:b", "Beta", "YY", source="case")
    organisation(run_db, "case:a", "Alpha", "XX", source="case")
    for one, canonical in (("lei:b", "lei:b"), ("case:b", "lei:b")):
        put(
            run_db,
            "same_organisation",
            {"organisation_id": one, "canonical_id": canonical, "reason": "same name"},
        )
    organisation(run_db, "lei:c", "Gamma", "US", source="case")
    owns(run_db, "lei:c", "lei:b", source="gleif")
    owns(run_db, "case:b", "case:a", date(2010, 1, 1))
    load(run_db, tmp_path)
    found = {(r["child_id"], r["parent_id"], r["depth"]) for r in rows(run_db)}
    assert found == {
        ("lei:b", "case:a", 1),
        ("lei:c", "lei:b", 1),
        ("lei:c", "case:a", 2),
    }


def test_only_organisations_in_play_get_chains(run_db: Database, tmp_path: Path):
    organisation(run_db, "lei:c", "Gamma", "US")
    organisation(run_db, "lei:d", "Delta", "US")
    party(run_db, "p1", "GAMMA")
    match(run_db, "p1", "lei:c")
    owns(run_db, "lei:c", "lei:z", source="gleif")
    owns(run_db, "lei:d", "lei:z", source="gleif")
    load(run_db, tmp_path)
    assert [row["child_id"] for row in rows(run_db)] == ["lei:c"]


def test_a_later_parent_in_the_records_ends_the_earlier(
    run_db: Database, tmp_path: Path
):
    party(run_db, "p1", "SHOP USA")
    party(run_db, "p2", "SHOP INTERNATIONAL", is_parent=True)
    party(run_db, "p3", "CYCLE INC", is_parent=True)
    organisation(run_db, "lei:i", "Shop International", "XX")
    match(run_db, "p2", "lei:i")
    named(run_db, "p1", "p2", "2013-12-19", "2014-05-01", "SHOP INTERNATIONAL")
    named(run_db, "p1", "p3", "2017-05-24", "2018-04-25", "CYCLE INC")
    load(run_db, tmp_path)
    (row,) = rows(run_db)
    assert (row["child_id"], row["parent_id"]) == ("record:p1", "lei:i")
    assert (row["valid_from"], row["valid_to"]) == (None, date(2017, 5, 24))
    (step,) = json.loads(str(row["path"]))
    assert (step["dated_from"], step["dated_to"]) == ("2013-12-19", "2014-05-01")


def test_a_party_that_names_itself_has_no_parent(run_db: Database, tmp_path: Path):
    party(run_db, "p1", "SHOP USA")
    organisation(run_db, "lei:i", "Shop", "XX")
    match(run_db, "p1", "lei:i")
    named(run_db, "p1", "p1", "2013-12-19", "2014-05-01", "SHOP USA")
    load(run_db, tmp_path)
    assert rows(run_db) == []


def test_an_unconfirmed_statement_keeps_its_doubt(run_db: Database, tmp_path: Path):
    organisation(run_db, "case:c", "Gamma", "US", source="case")
    owns(run_db, "case:c", "case:a", confirmed=False)
    load(run_db, tmp_path)
    (row,) = rows(run_db)
    assert row["probability"] == 0.8
    assert "not confirmed" in str(row["reason"])
    assert row["from_case"] is True
