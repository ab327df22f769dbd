"""The workspace has its tables, keeps them, and refuses a newer shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.errors import StoreError, WorkspaceTooNew
from crosstie.settings import Settings, from_environment
from crosstie.sources.registry import load_files
from crosstie.store import derive
from crosstie.store.engine import Database
from crosstie.store.tables import WORKSPACE
from crosstie.store.workspace import (
    MIGRATIONS,
    SHAPE,
    has_awards,
    open_workspace,
    read_workspace,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def test_a_new_workspace_has_every_table_and_no_award(settings: Settings) -> None:
    with open_workspace(settings) as db:
        for table in WORKSPACE:
            assert tuple(db.columns(table.name)) == table.column_names
        assert db.rows("shape", "from migration") == [
            {"number": number, "name": name} for number, (name, _) in MIGRATIONS.items()
        ]
    assert not has_awards(settings)


def test_opening_twice_changes_nothing(settings: Settings) -> None:
    with open_workspace(settings) as db:
        db.run(
            "row", "insert into vendor (file_id, row_number, name) values ('f',1,'x')"
        )
    with open_workspace(settings) as db:
        assert db.value("kept", "select name from vendor") == "x"
        assert db.value("once", "select count(*) from migration") == SHAPE


def test_a_workspace_of_a_newer_version_is_left_alone(settings: Settings) -> None:
    with open_workspace(settings) as db:
        db.run("newer", "insert into migration values (99, 'from the future')")
    with pytest.raises(WorkspaceTooNew, match="99"):
        open_workspace(settings)


def test_no_workspace_means_no_awards(settings: Settings) -> None:
    assert not has_awards(settings)
    assert not settings.home.exists()


def test_home_comes_from_the_environment_or_the_users_data_folder(
    tmp_path: Path,
) -> None:
    assert from_environment({"CROSSTIE_HOME": str(tmp_path)}).home == tmp_path
    assert from_environment({}).home.name == "crosstie"


def _load_one(settings: Settings, folder: Path) -> None:
    path = folder / "a.csv"
    path.write_text(
        "Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,"
        "Modification,Product/Service Description,NAICS Description,"
        "Transaction Description,Generated Award ID\n"
        "ICE,P1,ALPHA INC.,1.00,2024-01-31,0,CHAIRS,,CHAIRS,\n",
        encoding="utf-8",
    )
    with open_workspace(settings) as db:
        load_files(db, "usaspending", [path])


def test_derived_tables_that_were_never_rebuilt_are(
    settings: Settings, tmp_path: Path
) -> None:
    _load_one(settings, tmp_path)
    with open_workspace(settings) as db:
        derive.forget(db)
        assert db.value("none", "select count(*) from award") == 0
    assert has_awards(settings)
    with Database.open(settings.workspace, read_only=True) as db:
        assert db.value("one", "select count(*) from transaction") == 1
        assert db.value("one", "select count(*) from award") == 1


def test_a_workspace_of_an_older_shape_is_migrated_before_it_is_read(
    settings: Settings,
) -> None:
    Database.open(settings.workspace).close()
    db = read_workspace(settings)
    assert db is not None
    with db:
        assert db.value("shape", "select max(number) from migration") == SHAPE


def test_a_newer_workspace_is_not_read(settings: Settings, tmp_path: Path) -> None:
    _load_one(settings, tmp_path)
    with open_workspace(settings) as db:
        db.run("newer", "insert into migration values (99, 'from the future')")
    with pytest.raises(WorkspaceTooNew, match="99"):
        has_awards(settings)


def test_a_workspace_is_made_aside(settings: Settings) -> None:
    open_workspace(settings).close()
    assert [path.name for path in settings.home.iterdir()] == ["crosstie.duckdb"]


@pytest.mark.parametrize("content", [b"", b"no database" * 999])
def test_a_file_that_is_no_database_says_so(settings: Settings, content: bytes) -> None:
    settings.home.mkdir()
    settings.workspace.write_bytes(content)
    with pytest.raises(StoreError, match=r"crosstie\.duckdb cannot be opened"):
        read_workspace(settings)
