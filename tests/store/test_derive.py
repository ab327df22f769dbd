"""Actions, awards and subawards count once; identity follows the stated rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crosstie.store import derive
from crosstie.store.engine import Database
from crosstie.store.tables import FILE, LOADED_SUBAWARD, LOADED_TRANSACTION


def _file(db: Database, file_id: str, number: int, **more: Any) -> None:
    row = {
        "file_id": file_id,
        "source": "usaspending",
        "layout": "x",
        "publisher": "p",
        "name": file_id,
        "sha256": file_id,
        "bytes": 1,
        "retrieved_basis": "unknown",
        "rows_read": 1,
        "rows_loaded": 1,
        "rows_rejected": 0,
        "rows_repeated": 0,
        "load_number": number,
    }
    db.append(FILE, [row | more])


def _action(file_id: str, row: int, **more: Any) -> dict[str, Any]:
    return {
        "file_id": file_id,
        "row_number": row,
        "layout": "x",
        "grain": "transaction",
        "piid": "P1",
        "modification": "0",
        "action_date": date(2024, 1, 1),
        "obligated": Decimal("100"),
        "currency": "USD",
        "component_code": "7012",
        "supplier_name": "ALPHA, INC.",
    } | more


def _awards(db: Database, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    db.append(LOADED_TRANSACTION, rows)
    derive.rebuild(db)
    return db.rows("awards", "select * from award order by award_id")


@pytest.fixture
def db(workspace_db: Database) -> Database:
    _file(workspace_db, "a", 1)
    _file(workspace_db, "b", 2)
    return workspace_db


def test_an_id_is_found_where_component_and_piid_carry_one_elsewhere(
    db: Database,
) -> None:
    found = _awards(
        db,
        _action("a", 1, award_unique_id="U1", permalink="https://example.org/U1"),
        _action("a", 2, modification="P1", obligated=Decimal("-30")),
        _action("a", 3, component_code="7014"),
    )
    assert [(a["award_id"], a["identity"], a["obligated"]) for a in found] == [
        ("U1", "published", Decimal("70.00")),
        ("inferred:7014:P1:ALPHA INC", "inferred", Decimal("100.00")),
    ]
    assert found[0]["permalink"] == "https://example.org/U1"
    assert found[1]["permalink"] is None


def test_two_ids_elsewhere_or_another_vehicle_decide_nothing(db: Database) -> None:
    found = _awards(
        db,
        _action("a", 1, award_unique_id="U1", parent_piid="V1"),
        _action("a", 2, award_unique_id="U2", parent_piid="V2"),
        _action("a", 3, modification="P1"),
        _action("a", 4, piid="P2", award_unique_id="U3", parent_piid="V1"),
        _action("a", 5, piid="P2", modification="P1", parent_piid="V9"),
    )
    assert [a["award_id"] for a in found if a["identity"] == "inferred"] == [
        "inferred:7012:P1:ALPHA INC",
        "inferred:7012:P2:ALPHA INC",
    ]


def test_the_newer_file_stands_for_an_action(db: Database) -> None:
    found = _awards(
        db,
        _action("a", 1, award_unique_id="U1"),
        _action("b", 7, award_unique_id="U1", obligated=Decimal("120")),
    )
    assert [(a["obligated"], a["actions"]) for a in found] == [(Decimal("120.00"), 1)]
    assert db.rows("r", "select file_id, same_as_file_id, reason from repeat") == [
        {
            "file_id": "a",
            "same_as_file_id": "b",
            "reason": "same modification in a newer file",
        }
    ]


def test_retrieval_goes_before_the_order_of_loading(workspace_db: Database) -> None:
    _file(workspace_db, "a", 1, retrieved=date(2026, 2, 1))
    _file(workspace_db, "b", 2, retrieved=date(2026, 1, 1))
    found = _awards(
        workspace_db,
        _action("a", 1, obligated=Decimal("1")),
        _action("b", 1, obligated=Decimal("2")),
    )
    assert found[0]["obligated"] == Decimal("1.00")


def test_one_number_with_different_content_in_one_file_is_kept(db: Database) -> None:
    found = _awards(db, _action("a", 1), _action("a", 2, obligated=Decimal("5")))
    assert (found[0]["obligated"], found[0]["actions"]) == (Decimal("105.00"), 2)


def test_a_number_used_again_years_later_is_another_action(db: Database) -> None:
    found = _awards(
        db,
        _action("a", 1, action_date=date(2018, 6, 28), obligated=Decimal("-7299.60")),
        _action("b", 1, action_date=date(2021, 7, 2), obligated=Decimal("0")),
    )
    assert (found[0]["obligated"], found[0]["actions"]) == (Decimal("-7299.60"), 2)


def test_actions_win_over_a_whole_award_which_counts_once(db: Database) -> None:
    whole = {"grain": "award", "modification": None, "award_unique_id": "U1"}
    found = _awards(
        db,
        _action("a", 1, award_unique_id="U1"),
        _action("b", 1, **whole, obligated=Decimal("900"), ceiling=Decimal("5000")),
        _action("b", 2, **(whole | {"award_unique_id": "U2"}), obligated=Decimal("40")),
    )
    by_id = {a["award_id"]: a for a in found}
    assert by_id["U1"]["obligated"] == Decimal("100.00")
    assert by_id["U1"]["obligated_stated"] == Decimal("900.00")
    assert by_id["U1"]["ceiling"] == Decimal("5000.00")
    assert (by_id["U2"]["grain"], by_id["U2"]["obligated"]) == (
        "award",
        Decimal("40.00"),
    )
    total = db.value("sum", 'select sum(obligated) from "transaction"')
    assert total == Decimal("140.00")


def test_spelling_is_the_agreed_hash(db: Database) -> None:
    _awards(db, _action("a", 1, supplier_uei="ABC"), _action("a", 2, piid="P2"))
    assert db.value(
        "same",
        "select bool_and(spelling_id = md5(concat(supplier_name, '|', "
        "coalesce(supplier_uei, ''), '|', coalesce(supplier_duns, ''))))\n"
        'from "transaction"',
    )


def _report(row: int, **more: Any) -> dict[str, Any]:
    return {
        "file_id": "a",
        "row_number": row,
        "prime_award_unique_id": "U1",
        "prime_piid": "P1",
        "subaward_number": "S-1",
        "supplier_name": "BETA LLC",
        "report_year": 2024,
        "report_month": row,
        "action_date": date(2024, 1, 5),
        "amount": Decimal("10"),
        "currency": "USD",
    } | more


def test_repeated_monthly_reports_count_once_and_increments_stay(db: Database) -> None:
    db.append(
        LOADED_SUBAWARD,
        [
            _report(1),
            _report(2),
            _report(3, amount=Decimal("-4")),
            _report(4, supplier_name="GAMMA LLC"),
        ],
    )
    derive.rebuild(db)
    found = db.rows(
        "s", "select row_number, amount, reports from subaward order by row_number"
    )
    assert [(f["row_number"], f["amount"], f["reports"]) for f in found] == [
        (2, Decimal("10.00"), 2),
        (3, Decimal("-4.00"), 1),
        (4, Decimal("10.00"), 1),
    ]
    assert db.rows("r", "select row_number, same_as_row_number from repeat") == [
        {"row_number": 1, "same_as_row_number": 2}
    ]


def test_only_what_is_behind_is_derived_anew(db: Database) -> None:
    _awards(db, _action("a", 1))
    awards = db.value("awards", "select count(*) from award")
    derive.forget(db)
    assert awards and not derive.is_current(db)
    derive.mend(db)
    assert derive.is_current(db)
    assert db.value("awards again", "select count(*) from award") == awards
