"""The run that is being served: found anew at each request, opened once, shared."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

from crosstie.errors import CaseError
from crosstie.settings import Settings
from crosstie.site.page import Run
from crosstie.sources.original import Originals
from crosstie.store.casefolder import find_case
from crosstie.store.engine import Database
from crosstie.store.runs import last_run

KEPT = 2
"""Runs that stay open: the newest, and the one before it for those who still read."""


class ServedRuns:
    """Opens the newest run of a case, and the next one as soon as it stands there.

    A run is built aside and renamed in, so that the file at a path changes as a whole.
    Each is opened through a link of its own: what is open stays readable after the next
    one took its place, and the engine does not take the new file for the old one.
    """

    def __init__(self, case: str, name: str, settings: Settings, folder: Path) -> None:
        self._case = case
        self._name = name
        self._settings = settings
        self._folder = folder
        self._originals = originals(case, settings)
        self._lock = threading.Lock()
        self._open: dict[str, Run] = {}

    def identity(self) -> str:
        """Tell which run is the newest now, without opening it.

        Raises:
            NothingLoaded: the case was never traced.

        """
        return _identity(last_run(self._name, self._settings))

    def current(self) -> Run:
        """Give the newest run, opened and ready; one thread opens, the others wait.

        Raises:
            NothingLoaded: the case was never traced.

        """
        with self._lock:
            for _ in range(3):
                path = last_run(self._name, self._settings)
                try:
                    return self._opened(path)
                except FileNotFoundError:
                    continue  # it was replaced between the two looks
            return self._opened(last_run(self._name, self._settings))

    def close(self) -> None:
        """Close every run."""
        with self._lock:
            for run in self._open.values():
                run.close()
            self._open.clear()

    def _opened(self, path: Path) -> Run:
        identity = _identity(path)
        if identity in self._open:
            return self._open[identity]
        own = self._folder / f"{identity}.duckdb"
        _link(path, own)
        if _identity(path) != identity:
            own.unlink(missing_ok=True)
            raise FileNotFoundError(path)
        database = Database.open(own, read_only=True, memory_limit="256MB")
        run = Run(database, identity, self._settings, self._case)
        run.original = self._originals.row
        self._open[identity] = run
        for old in list(self._open)[:-KEPT]:
            # Readers hold the run itself; its database closes with the last of them.
            del self._open[old]
            (self._folder / f"{old}.duckdb").unlink(missing_ok=True)
        return run


def originals(case: str, settings: Settings) -> Originals:
    """Look for publishers' files where they were fetched to, and in the case."""
    try:
        folder = find_case(case, Path.cwd(), settings.home)
    except CaseError:
        return Originals([settings.raw], settings.home)
    return Originals([settings.raw, folder, folder / "sample"], settings.home)


def _identity(path: Path) -> str:
    found = path.stat()
    return f"{path.stem}-{found.st_ino:x}-{found.st_mtime_ns:x}-{found.st_size:x}"


def _link(path: Path, own: Path) -> None:
    """Give a file a second name; where the disk has no links, copy it."""
    own.unlink(missing_ok=True)
    try:
        os.link(path, own)
    except OSError:
        shutil.copy2(path, own)
