"""The workspace has its tables, keeps them, and refuses a newer shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.errors import WorkspaceTooNew
from crosstie.settings import Settings, from_environment
from crosstie.store.tables import WORKSPACE
from crosstie.store.workspace import SHAPE, has_awards, open_workspace


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def test_a_new_workspace_has_every_table_and_no_award(settings: Settings) -> None:
    with open_workspace(settings) as db:
        for table in WORKSPACE:
            assert tuple(db.columns(table.name)) == table.column_names
        assert db.rows("shape", "from migration") == [
            {"number": SHAPE, "name": "the first tables"}
        ]
    assert not has_awards(settings)


def test_opening_twice_changes_nothing(settings: Settings) -> None:
    with open_workspace(settings) as db:
        db.run(
            "row", "insert into vendor (file_id, row_number, name) values ('f',1,'x')"
        )
    with open_workspace(settings) as db:
        assert db.value("kept", "select name from vendor") == "x"
        assert db.value("once", "select count(*) from migration") == 1


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
