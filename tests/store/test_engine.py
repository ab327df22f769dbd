"""The engine: steps by name, rows in, rows out, all or nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.errors import StepFailed, WorkspaceLocked
from crosstie.model.words import Status
from crosstie.store.engine import Database
from crosstie.store.schema import Table, day, money, text
from crosstie.store.tables import VENDOR

PAYMENT = Table(
    "payment",
    "One payment.",
    (
        text("payee", "who", required=True),
        money("total", "how much"),
        day("paid_on", "when"),
    ),
    ("payee",),
)


@pytest.fixture
def db() -> Database:
    database = Database.memory()
    database.create([PAYMENT])
    return database


def test_appended_rows_keep_their_types_and_lacking_cells_are_null(
    db: Database,
) -> None:
    db.append(
        PAYMENT,
        [
            {"payee": "a", "total": Decimal("-1.05"), "paid_on": date(2024, 2, 29)},
            {"payee": "b"},
        ],
    )
    assert db.rows("all", "from payment order by payee") == [
        {"payee": "a", "total": Decimal("-1.05"), "paid_on": date(2024, 2, 29)},
        {"payee": "b", "total": None, "paid_on": None},
    ]


def test_appending_more_rows_than_one_chunk_loses_none(db: Database) -> None:
    db.append(PAYMENT, [{"payee": str(n)} for n in range(45_001)])
    assert db.value("count", "select count(*) from payment") == 45_001


def test_enums_are_stored_as_their_words(db: Database) -> None:
    db.append(PAYMENT, [{"payee": Status.CANCELLED}])
    assert db.value("word", "select payee from payment") == "cancelled"


def test_a_failing_step_names_itself_and_shows_its_sql(db: Database) -> None:
    with pytest.raises(StepFailed) as failed:
        db.run("add up", "select nothing from payment")
    assert failed.value.step == "add up"
    assert "select nothing" in failed.value.sql
    assert failed.value.exit_code == 5


def test_values_are_bound_and_never_read_as_sql(db: Database) -> None:
    hostile = "x'); drop table payment; --"
    db.fill(PAYMENT, "select $payee as payee", {"payee": hostile})
    assert db.value("stored", "select payee from payment") == hostile


def test_a_transaction_that_fails_leaves_nothing(db: Database) -> None:
    with pytest.raises(StepFailed), db.transaction():
        db.append(PAYMENT, [{"payee": "a"}])
        db.run("fail", "select nothing from payment")
    assert db.value("count", "select count(*) from payment") == 0


def test_a_null_in_a_required_column_is_refused(workspace_db: Database) -> None:
    with pytest.raises(StepFailed, match="NOT NULL"):
        workspace_db.append(VENDOR, [{"file_id": "f", "row_number": 1}])


def test_a_database_in_use_by_another_process_says_so(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys\n"
            f"held = duckdb.connect({str(path)!r})\n"
            "print('open', flush=True)\nsys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(WorkspaceLocked) as locked:
            Database.open(path)
        assert locked.value.next_step is not None
    finally:
        holder.communicate()


def test_rows_come_in_arrow_batches_one_after_the_other() -> None:
    with Database.memory() as db:
        sql = "select range as n, $word as word from range(250000) order by n"
        found = [b.to_pydict() for b in db.batches("many", sql, {"word": "a"})]
    assert len(found) > 1
    assert [n for batch in found for n in batch["n"]] == list(range(250_000))
    assert found[0]["word"][0] == "a"
