"""What a killed process left half made is taken away; all else stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from crosstie.store.leftovers import sweep


def test_only_files_of_processes_that_ended_go(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = [
        f"run.{ended.pid}.building",
        f"run.{ended.pid}.building.wal",
        f".ties.csv.{ended.pid}.part",
    ]
    kept = [
        f"run.{os.getpid()}.building",
        f".ties.csv.{os.getppid()}.part",
        "ties.csv",
        "notes.part",
        "my.building",
    ]
    for name in (*left, *kept):
        (tmp_path / name).touch()
    folder = tmp_path / f"run.{ended.pid}.building.tmp"
    folder.mkdir()
    (folder / "spilled").touch()
    assert len(sweep(tmp_path)) == len(left) + 1
    assert {path.name for path in tmp_path.iterdir()} == set(kept)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert sweep(tmp_path / "nowhere") == []
