"""Opening the workspace: the one database of loaded tables, in its current shape."""

from __future__ import annotations

from pathlib import Path

from crosstie.errors import WorkspaceTooNew
from crosstie.settings import Settings
from crosstie.store.engine import Database
from crosstie.store.tables import WORKSPACE

SHAPE = 1
"""Number of the tables' shape; raised with each migration."""

MIGRATIONS: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("the first tables", ()),
}
"""For each shape: what it does, and the statements that lead to it."""


def open_workspace(settings: Settings) -> Database:
    """Open the workspace for writing; make or migrate its tables.

    Raises:
        WorkspaceLocked: another process is writing.
        WorkspaceTooNew: a newer version of Crosstie wrote it.

    """
    return open_file(settings.workspace, settings)


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


def has_awards(settings: Settings) -> bool:
    """Tell whether the workspace holds any award or subaward."""
    if not settings.workspace.exists():
        return False
    with Database.open(
        settings.workspace,
        read_only=True,
        wait_seconds=settings.lock_wait_seconds,
    ) as db:
        return any(
            name in _tables(db)
            and bool(db.value("has awards", f"select 1 from {name} limit 1"))  # noqa: S608
            for name in ("award", "subaward")
        )


def migrate(db: Database) -> None:
    """Bring a database to the current shape, in one transaction."""
    applied = _applied(db)
    if applied > SHAPE:
        raise WorkspaceTooNew(
            f"the workspace has shape {applied}, this version knows {SHAPE}",
            next_step="update Crosstie, or set CROSSTIE_HOME to another folder",
        )
    if applied == SHAPE:
        return
    with db.transaction():
        db.create(WORKSPACE)
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


def _applied(db: Database) -> int:
    if "migration" not in _tables(db):
        return 0
    return int(db.value("applied", "select max(number) from migration") or 0)


def _tables(db: Database) -> set[str]:
    return {
        str(row["table_name"])
        for row in db.rows(
            "tables",
            "select table_name\nfrom duckdb_tables()\n"
            "where database_name = current_database()",
        )
    }
