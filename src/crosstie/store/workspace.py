"""Opening the workspace: the one database of loaded tables, in its current shape."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from crosstie.errors import StoreError, WorkspaceTooNew
from crosstie.settings import Settings
from crosstie.store import derive
from crosstie.store.engine import Database
from crosstie.store.leftovers import sweep
from crosstie.store.tables import DERIVED, LOADED, WORKSPACE

SHAPE = 4
"""Number of the tables' shape; raised with each migration."""

MIGRATIONS: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("the first tables", ()),
    2: ("tables of public money at home, mergers and lobbying", ()),
    3: ("tables of beneficiaries and communications of lobbying", ()),
    4: ("tables of statistics, office-holders and links between organisations", ()),
}
"""For each shape: what it does, and the statements that lead to it."""


def open_workspace(settings: Settings) -> Database:
    """Open the workspace for writing; make or migrate its tables.

    Raises:
        WorkspaceLocked: another process is writing.
        WorkspaceTooNew: a newer version of Crosstie wrote it.

    """
    if not settings.workspace.exists():
        _make(settings.workspace, settings)
    return open_file(settings.workspace, settings)


def _make(path: Path, settings: Settings) -> None:
    """Make an empty workspace aside, so that nobody meets half of one.

    Where another process has made one meanwhile, that one stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    aside = path.with_name(f"{path.stem}.{os.getpid()}.building")
    aside.unlink(missing_ok=True)
    try:
        open_file(aside, settings).close()
        try:
            os.link(aside, path)
        except FileExistsError:
            return
        except OSError:
            if not path.exists():
                aside.rename(path)
    finally:
        aside.unlink(missing_ok=True)


def open_file(path: Path, settings: Settings) -> Database:
    """Open a database file of workspace tables for writing."""
    db = Database.open(
        path,
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        wait_seconds=settings.lock_wait_seconds,
    )
    try:
        migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def read_workspace(settings: Settings) -> Database | None:
    """Open the workspace read-only, in its current shape; None where there is none.

    A workspace of an older version is migrated first; one whose derived tables were
    never rebuilt, because a load was stopped in between, is mended first.

    Raises:
        WorkspaceLocked: another process is writing.
        WorkspaceTooNew: a newer version of Crosstie wrote it.

    """
    if not settings.workspace.exists():
        return None
    _take_in_log(settings.workspace)
    db = _open_to_read(settings)
    try:
        is_fit = _shape(db) == SHAPE and derive.is_current(db)
    except BaseException:
        db.close()
        raise
    if is_fit:
        return db
    db.close()
    with open_workspace(settings) as writing:
        if not derive.is_current(writing):
            derive.mend(writing)
    return _open_to_read(settings)


def has_awards(settings: Settings) -> bool:
    """Tell whether the workspace holds any award or subaward."""
    db = read_workspace(settings)
    if db is None:
        return False
    with db:
        return bool(
            db.value(
                "has awards", "select exists (from award) or exists (from subaward)"
            )
        )


def _open_to_read(settings: Settings) -> Database:
    return Database.open(
        settings.workspace,
        read_only=True,
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        wait_seconds=settings.lock_wait_seconds,
    )


def migrate(db: Database) -> None:
    """Bring a database to the current shape, in one transaction."""
    applied = _shape(db)
    if applied == SHAPE:
        return
    with db.transaction():
        large = (*LOADED, *DERIVED)
        db.create([table for table in WORKSPACE if table not in large])
        db.create(large, indexed=False)
        for number in range(applied + 1, SHAPE + 1):
            name, statements = MIGRATIONS[number]
            if applied:
                for statement in statements:
                    db.run(f"migration {number}", statement)
            db.run(
                "record migration",
                "insert into migration values ($number, $name)",
                {"number": number, "name": name},
            )


def _take_in_log(path: Path) -> None:
    """Write into the database what a process that was killed left in its log.

    A reader reads the log as well, so this may be left to the next one: where another
    process has the database open, or the folder cannot be written.
    """
    if path.with_name(f"{path.name}.wal").exists():
        with suppress(StoreError):
            Database.open(path).close()


def _shape(db: Database) -> int:
    """Return the number of the shape, 0 where there is none yet; refuse a newer one."""
    if "migration" not in _tables(db):
        return 0
    applied = int(db.value("applied", "select max(number) from migration") or 0)
    if applied > SHAPE:
        raise WorkspaceTooNew(
            f"the workspace has shape {applied}, this version knows {SHAPE}",
            next_step="update Crosstie, or set CROSSTIE_HOME to another folder",
        )
    return applied


def _tables(db: Database) -> set[str]:
    return {
        str(row["table_name"])
        for row in db.rows(
            "tables",
            "select table_name\nfrom duckdb_tables()\n"
            "where database_name = current_database()",
        )
    }
