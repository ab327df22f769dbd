"""No file of the real records beside the project stands in it, whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.contract.rooms import ROOT
from tests.contract.tracked import tracked_files


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_no_shared_file_is_committed(shared_data: Path) -> None:
    sizes = {path: path.stat().st_size for path in tracked_files()}
    alike = {
        path: path.stat().st_size
        for path in shared_data.parent.rglob("*")
        if path.is_file() and path.stat().st_size in set(sizes.values())
    }
    taken = {digest(path) for path in alike if alike[path]}
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path, size in sizes.items()
        if size in set(alike.values()) and digest(path) in taken
    ]
    assert wrong == []
