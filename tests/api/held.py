"""A small hostile run as a case, for the tests of the face in Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from crosstie.api.case import Case
from crosstie.api.reading import Reading
from crosstie.settings import Settings
from crosstie.store.engine import Database
from tests.pages.factory import Made, run_database

Read = TypeVar("Read")


class Held(Reading):
    """A run in memory, read as one of a file is."""

    def __init__(self, db: Database, file: Path) -> None:
        file.touch()
        super().__init__(file, Settings(home=file.parent))
        self._db = db

    def read(self, read: Callable[[Database], Read]) -> Read:
        return read(self._db)


def held_case(folder: Path, ties: list[Made] | None = None) -> Case:
    """Open the small run with every route, kind and trap."""

    def never(folder: Path, settings: Settings, *, sample: bool) -> Case:
        raise AssertionError("nothing is traced here")

    return Case(folder, Held(run_database(ties), folder / "run.duckdb"), never)
