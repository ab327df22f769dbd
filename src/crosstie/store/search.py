"""Search: two index files beside the workspace, kept up to date, asked as one.

`CROSSTIE_HOME/search/registers.sqlite` holds what is loaded of registers and vendors;
`CROSSTIE_HOME/search/runs/CASE/RUN.sqlite` one run, with the awards of its agencies.
Both can be removed at any time: they are made anew from the databases.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Protocol

from crosstie.errors import StoreError, WorkspaceLocked
from crosstie.settings import Settings
from crosstie.store import lookupstamp, searchregisters, searchrun
from crosstie.store.coverage import names_by_source
from crosstie.store.engine import Database, Row
from crosstie.store.leftovers import sweep
from crosstie.store.locking import only_writer
from crosstie.store.runs import read_facts
from crosstie.store.searchfile import Writer, writing
from crosstie.store.searchread import IndexFile
from crosstie.store.workspace import read_workspace
from crosstie.text.language import _

__all__ = ["Progress", "Ready", "made", "refresh"]

_LOADED = """
select
  file_id, load_number, source, publisher, title, coalesce(member, name) as name,
  url, sha256, cast(retrieved as varchar) as retrieved
from file
where replaced_by is null
order by load_number, file_id
"""

_TRACED = """
select
  file_id, source, publisher, title, coalesce(member, name) as name, url, sha256,
  cast(retrieved as varchar) as retrieved
from file
where replaced_by is null
order by file_id
"""

_OF_TODAY = """
select file_id, load_number
from w.file
where replaced_by is null
order by load_number, file_id
"""


class Progress(Protocol):
    """Is told which step runs, and how far it has come."""

    def __call__(self, step: str) -> None:
        """Name the step that begins."""

    def count(self, name: str, done: int, total: int) -> None:
        """Tell how far one step has come; a total of 0 is not known."""


@dataclass(frozen=True)
class Ready:
    """The index files that can be asked, and what cannot or is not of today."""

    registers: Path | None
    run: Path | None
    notes: tuple[str, ...] = ()
    """What is not in them, a sentence each."""


def refresh(settings: Settings, run: Path | None, progress: Progress) -> Ready:
    """Make the index files anew where what they hold has changed; give them.

    `run` is a run's database, or None to search the registers alone. While another
    process writes to the workspace, an index of before is used, and that is told.
    """
    home = settings.home / "search"
    if run is None and not settings.workspace.exists():
        return Ready(None, None, (_nothing_loaded(),))
    home.mkdir(parents=True, exist_ok=True)
    with only_writer(home):
        for folder in (home, *(home / "runs").glob("*")):
            sweep(folder)
        _drop_old_runs(settings)
        try:
            _registers(settings, progress)
            if run is not None:
                _run(settings, run, progress)
        except WorkspaceLocked:
            now = made(settings, run)
            if now.registers is None and now.run is None:
                raise
            return now
    return made(settings, run)


def made(settings: Settings, run: Path | None) -> Ready:
    """Give the index files that stand there, and say of which other state they are."""
    notes: list[str] = []
    registers: Path | None = _registers_path(settings)
    stamp = lookupstamp.state(settings.workspace)
    if stamp is None:
        registers = None
        notes.append(_nothing_loaded())
    elif not _facts(_registers_path(settings)):
        registers = None
        notes.append(_("The loaded names are not made ready: crosstie search does it."))
    elif _noted(_registers_path(settings)).get("workspace") != stamp:
        notes.append(
            _(
                "Files were loaded or unloaded since the names were made ready: what"
                " is new is not searched until crosstie search is called."
            )
        )
    path = run and _run_path(settings, run)
    if path and not _facts(path):
        path = None
        notes.append(_("The run is not made ready: crosstie search does it."))
    elif path and run and _noted(path).get("run") != lookupstamp.state(run):
        notes.append(_("The run was traced again since it was made ready."))
    return Ready(registers, path, tuple(notes))


def _nothing_loaded() -> str:
    return _("No register of organisations and no list of vendors is loaded.")


def _registers_path(settings: Settings) -> Path:
    return settings.home / "search" / "registers.sqlite"


def _run_path(settings: Settings, run: Path) -> Path:
    folder = settings.home / "search" / "runs" / run.parent.name
    return folder / f"{run.stem}.sqlite"


def _drop_old_runs(settings: Settings) -> None:
    """Remove the indexes of runs that are no more."""
    for index in (settings.home / "search" / "runs").glob("*/*.sqlite"):
        if not (settings.runs / index.parent.name / f"{index.stem}.duckdb").exists():
            index.unlink(missing_ok=True)
            _note_path(index).unlink(missing_ok=True)


def _registers(settings: Settings, progress: Progress) -> None:
    """Make the index of the registers anew where other files are loaded."""
    path, stamp = _registers_path(settings), lookupstamp.state(settings.workspace)
    is_whole = bool(_facts(path))
    if stamp is None or (is_whole and _noted(path).get("workspace") == stamp):
        return
    db = read_workspace(settings)
    if db is None:
        return
    with db:
        stamp = lookupstamp.state(settings.workspace)
        files = db.rows("loaded files", _LOADED)
        loaded = _digest(files)
        if not is_whole or _facts(path).get("loaded") != loaded:
            progress(_("Making the loaded names ready to be searched"))
            facts = {
                "loaded": loaded,
                "files": _by_id(files),
                "sources": _sources(db),
            }
            with writing(path) as writer:
                for kind, read in (
                    ("register", searchregisters.organisations),
                    ("vendor", searchregisters.vendors),
                ):
                    _add(writer, kind, partial(read, db), progress)
                writer.identify(searchregisters.identifiers(db))
                writer.finish(facts, progress)
    _note(path, {"workspace": stamp})


def _run(settings: Settings, run: Path, progress: Progress) -> None:
    """Make the index of a run anew where it was traced again, or more is loaded."""
    path = _run_path(settings, run)
    now = {
        "run": lookupstamp.state(run),
        "workspace": lookupstamp.state(settings.workspace),
    }
    is_whole = bool(_facts(path))
    if is_whole and _noted(path) == now:
        return
    with ExitStack() as opened:
        db = opened.enter_context(_open(run, settings))
        facts = read_facts(db)
        uses_workspace = facts.get("data") == "loaded" and settings.workspace.exists()
        if uses_workspace:
            read = read_workspace(settings)
            if read is not None:
                read.close()
            db.attach(settings.workspace, "w", wait_seconds=settings.lock_wait_seconds)
        files = db.rows("files of the run", _TRACED)
        today = db.rows("loaded files", _OF_TODAY) if uses_workspace else []
        state = _digest([facts, files, today])
        if not is_whole or _facts(path).get("state") != state:
            progress(_("Making the run ready to be searched"))
            searchrun.attach_awards(db, _agencies(facts), workspace=uses_workspace)
            with writing(path) as writer:
                for kind, read_kind in searchrun.KINDS.items():
                    _add(writer, kind, partial(read_kind, db), progress)
                writer.identify(searchrun.identifiers(db))
                kept = ("case", "title", "run_id", "traced_at", "not_loaded", "data")
                written = {name: facts.get(name) for name in kept}
                writer.finish(
                    {**written, "state": state, "files": _by_id(files)}, progress
                )
    _note(path, now)


def _open(run: Path, settings: Settings) -> Database:
    return Database.open(
        run,
        read_only=True,
        memory_limit=settings.memory_limit,
        threads=settings.threads,
    )


def _add(
    writer: Writer, kind: str, read: Callable[[], Iterator[Any]], progress: Progress
) -> None:
    name = _("Indexing: {kind}").format(kind=kind)
    progress.count(name, 0, 0)
    writer.add(kind, read(), lambda done: progress.count(name, done, 0))


def _sources(db: Database) -> list[Row]:
    return [
        {**row, "last_retrieved": str(row["last_retrieved"] or "")}
        for row in names_by_source(db)
    ]


def _agencies(facts: Row) -> list[str]:
    """List the names of the case's agencies: the buyer, and its siblings."""
    buyer = facts.get("buyer") or {}
    every = [buyer, *(buyer.get("siblings") or [])]
    names = [one.get(key) for one in every for key in ("name", "abbreviation")]
    return [str(name) for name in names if name]


def _by_id(files: list[Row]) -> dict[str, Row]:
    left_out = ("file_id", "load_number")
    return {
        row["file_id"]: {k: v for k, v in row.items() if k not in left_out and v}
        for row in files
    }


def _digest(of: object) -> str:
    return hashlib.sha256(repr(of).encode()).hexdigest()[:32]


def _facts(path: Path) -> dict[str, Any]:
    """Read what an index says of itself; nothing where it is none or damaged."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return {}
    return _facts_of(path, (found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=16)
def _facts_of(path: Path, state: tuple[int, int, int]) -> dict[str, Any]:
    """Read them once for each state of the file."""
    try:
        with IndexFile(path) as index:
            return index.facts
    except StoreError:
        return {}


def _note_path(path: Path) -> Path:
    return path.with_suffix(".json")


def _noted(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(_note_path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _note(path: Path, state: dict[str, Any]) -> None:
    _note_path(path).write_text(json.dumps(state), encoding="utf-8")
