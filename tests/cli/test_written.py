"""Files that commands write: whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.cli.written import csv_file
from crosstie.errors import StoreError


def test_a_file_has_its_name_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before\n", encoding="utf-8")
    with csv_file(path) as rows:
        rows.writerow(["id", "name"])
        rows.writerow(["1", "Blue, Door"])
        assert path.read_text(encoding="utf-8") == "before\n"
    assert path.read_text(encoding="utf-8") == 'id,name\n1,"Blue, Door"\n'
    assert list(tmp_path.iterdir()) == [path]


def test_a_command_that_is_stopped_leaves_the_file_of_before(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), csv_file(path) as rows:
        rows.writerow(["id"])
        raise KeyboardInterrupt
    assert path.read_text(encoding="utf-8") == "before\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match=r"nowhere/out\.csv: cannot be written"),
        csv_file(tmp_path / "nowhere" / "out.csv"),
    ):
        pass
