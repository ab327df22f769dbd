"""Fixtures that every test may use.

`shared_data` is the folder of real records beside the project; a test that asks for
it is skipped, with the reason, where the folder is absent. `workspace_db` is an empty
database with the workspace's tables; `run_db` one with the run's tables beside them
and an empty attached workspace under the name `w`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crosstie.store.engine import Database
from crosstie.store.run_tables import RUN_TABLES
from crosstie.store.tables import WORKSPACE

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the real records (../shared/data) are not on this machine")
    return SHARED


@pytest.fixture
def workspace_db() -> Iterator[Database]:
    with Database.memory() as db:
        db.create(WORKSPACE)
        yield db


@pytest.fixture
def run_db(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "workspace.duckdb"
    with Database.open(path) as workspace:
        workspace.create(WORKSPACE)
    with Database.memory() as db:
        db.create(WORKSPACE)
        db.create(RUN_TABLES)
        db.attach(path, "w")
        yield db
