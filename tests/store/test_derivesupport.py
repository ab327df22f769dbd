"""Agreements are rolled up, and rolled up again when a file goes or is replaced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from crosstie.store import derive
from crosstie.store.engine import Database
from crosstie.store.loading import record_file
from crosstie.store.tables import LOADED_SUPPORT
from crosstie.store.unloading import unload


def file(db: Database, name: str, number: int, retrieved: date | None = None) -> None:
    record_file(
        db,
        {
            **dict.fromkeys(("file_id", "name", "sha256"), name),
            **dict.fromkeys(("source", "layout", "publisher"), "s"),
            **dict.fromkeys(
                ("bytes", "rows_read", "rows_loaded", "rows_rejected", "rows_repeated"),
                1,
            ),
            "retrieved": retrieved,
            "retrieved_basis": "given" if retrieved else "unknown",
            "load_number": number,
        },
    )


def entry(name: str, row: int, record: str, **cells: object) -> Mapping[str, object]:
    return {
        "file_id": name,
        "row_number": row,
        "record_id": record,
        "source": "s",
        "support_id": "s:1",
        "kind": "contract",
        "is_amendment": False,
        "currency": "CAD",
        **cells,
    }


@pytest.fixture
def db(workspace_db: Database) -> Database:
    file(workspace_db, "a", 1, date(2026, 2, 1))
    file(workspace_db, "b", 2)
    workspace_db.append(
        LOADED_SUPPORT,
        [
            entry("a", 1, "r1", original_value=Decimal(5), total_value=Decimal(5)),
            entry(
                *("a", 2, "r2"),
                is_amendment=True,
                amendment_order="2",
                total_value=Decimal(9),
                agreed_date=date(2020, 1, 2),
            ),
            entry("b", 1, "r2", is_amendment=True, total_value=Decimal(7)),
            entry("b", 2, "r3", is_amendment=True, amendment_order="10"),
            entry("b", 3, "r4", support_id="s:2", is_amendment=True),
        ],
    )
    derive.rebuild(workspace_db)
    return workspace_db


def state(db: Database) -> list[tuple[object, ...]]:
    rows = db.rows(
        "support",
        "select support_id, file_id, row_number, original_value, total_value,\n"
        "  entries, amendments, has_original\nfrom support\norder by support_id",
    )
    return [tuple(row.values()) for row in rows]


def test_the_last_entry_is_the_state_and_each_counts_once(db: Database) -> None:
    assert state(db) == [
        ("s:1", "a", 2, Decimal(5), Decimal(9), 3, 2, True),
        ("s:2", "b", 3, None, None, 1, 1, False),
    ]
    repeats = db.rows("repeats", "select file_id, row_number, reason from repeat")
    assert [tuple(row.values()) for row in repeats] == [
        ("b", 1, "same entry in a newer file")
    ]


def test_rolling_up_twice_changes_nothing(db: Database) -> None:
    before = state(db)
    derive.rebuild(db)
    assert state(db) == before
    assert db.value("repeats", "select count(*) from repeat") == 1


def test_an_unloaded_file_takes_its_entries_out(db: Database) -> None:
    unload(db, "a")
    assert state(db)[0] == ("s:1", "b", 2, None, None, 2, 2, False)
    assert db.value("repeats", "select count(*) from repeat") == 0
    unload(db, "b")
    assert state(db) == []
    assert derive.is_current(db)
