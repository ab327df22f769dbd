"""Route subaward: a subcontractor of the country; a prime's own tie; a day outside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from crosstie.store.engine import Database
from tests.ties.factory import (
    action,
    hops,
    load,
    match,
    organisation,
    owns,
    party,
    spelling,
    trace,
)

SUB = "THOMSON WIRE SERVICES LLC"


def subaward(day: date, amount: str, **more: Any) -> dict[str, Any]:
    return {
        "subaward_id": "S-1",
        "award_id": "A-1",
        "file_id": "awards",
        "row_number": 90,
        "prime_piid": "A-1",
        "component_code": "10",
        "component_name": "Border Office",
        "prime_period_end": date(2024, 6, 30),
        "subaward_number": "N-1",
        "amount": Decimal(amount),
        "currency": "USD",
        "action_date": day,
        "supplier_name": SUB,
        "spelling_id": spelling(SUB),
        **more,
    }


def prepare(db: Database) -> None:
    party(db, "p1", SUB)
    party(db, "p0", "PRIME CO")
    organisation(db, "c", "Thomson Wire Services", "US")
    organisation(db, "a", "Thomson Wire Corp", "XX")
    match(db, "p1", "c")


def test_a_subcontractor_controlled_from_the_country(run_db: Database, tmp_path: Path):
    prepare(run_db)
    owns(run_db, "c", "a", date(2008, 1, 1))
    load(
        run_db,
        tmp_path,
        [action("PRIME CO", date(2020, 1, 1), "999")],
        tables={"subaward": [subaward(date(2020, 10, 21), "9205427")]},
    )
    (tie,) = trace(run_db)
    assert (tie["route"], tie["kind"]) == ("subaward", "finding")
    assert (tie["supplier"], tie["parent"]) == (SUB, "Thomson Wire Corp")
    assert tie["obligated"] == Decimal("9205427.00")
    assert tie["outlaid"] is None
    assert "subaward, as reported" in tie["reason"]
    assert (tie["status"], tie["status_date"]) == ("active", date(2020, 10, 21))
    assert hops(run_db, tie["tie_id"])[0] == ("A-1", "names as subcontractor", SUB)


def test_an_owner_that_sold_before_does_not_tie(run_db: Database, tmp_path: Path):
    prepare(run_db)
    owns(run_db, "c", "a", date(2008, 1, 1), date(2020, 10, 21))
    load(
        run_db,
        tmp_path,
        [action("PRIME CO", date(2020, 1, 1), "999")],
        tables={"subaward": [subaward(date(2020, 10, 21), "5")]},
    )
    (tie,) = trace(run_db)
    assert tie["kind"] == "not_counted"


def test_a_subaward_never_joins_the_prime_awards_of_the_same_party(
    run_db: Database, tmp_path: Path
):
    prepare(run_db)
    owns(run_db, "c", "a", date(2008, 1, 1))
    load(
        run_db,
        tmp_path,
        [action(SUB, date(2020, 1, 1), "3")],
        tables={"subaward": [subaward(date(2020, 10, 21), "5")]},
    )
    found = {(t["route"], t["obligated"]) for t in trace(run_db)}
    assert found == {("subaward", Decimal("5.00")), ("subsidiary", Decimal("3.00"))}
