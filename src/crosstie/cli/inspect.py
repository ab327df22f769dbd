"""`crosstie files` and `crosstie rejects`: what is loaded, and what could not be."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge

if TYPE_CHECKING:
    from crosstie.store.engine import Database, Row


def files_command(
    json_: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List the loaded files: rows, dates, hashes."""
    from crosstie.store.loading import files

    rows = _read(files)
    if json_:
        edge.say(json.dumps(rows, default=str, indent=2))
        return
    if not rows:
        edge.say("Nothing is loaded. Next: crosstie load usaspending FILE...")
    for row in rows:
        retrieved = row["retrieved"] or "day unknown"
        edge.say(
            f"{row['file_id'][:16]}  {row['source']}  {row['name']}\n"
            f"  {row['layout']}; {row['rows_loaded']:,} of {row['rows_read']:,} rows "
            f"loaded, {row['rows_rejected']:,} rejected, "
            f"{row['rows_repeated']:,} repeated\n"
            f"{_replaced(row)}"
            f"  records {row['first_date'] or '?'} to {row['last_date'] or '?'}; "
            f"retrieved {retrieved}; sha256 {row['sha256'][:16]}"
        )


def _replaced(row: Row) -> str:
    """Say that a newer file took a file's place, so that none of its rows stands."""
    return f"  replaced by {row['replaced_by']}\n" if row["replaced_by"] else ""


def rejects_command(
    file: Annotated[
        str | None, typer.Option(help="Only of this file: its name or its id.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 50,
    json_: Annotated[bool, typer.Option("--json", help="Print all, as JSON.")] = False,
) -> None:
    """Show the rows that could not be loaded, each with its reason."""
    rows = _read(lambda db: _rejects_of(db, file))
    if json_:
        edge.say(json.dumps(rows, default=str, indent=2))
        return
    if not rows:
        edge.say("No row was rejected.")
    for row in rows[:limit]:
        column = f", column {row['column_name']}" if row["column_name"] else ""
        line = f", line {row['line']}" if row["line"] else ""
        edge.say(
            f"{row['name']}, row {row['row_number']}{line}{column}: {row['reason']}\n"
            f"  {row['record']}"
        )
    if len(rows) > limit:
        edge.say(f"{len(rows) - limit:,} more: crosstie rejects --limit {len(rows)}")


def _rejects_of(db: Database, file: str | None) -> list[Row]:
    from crosstie.errors import UsageError
    from crosstie.store.loading import find_file, rejects

    if file is None:
        return rejects(db)
    found = find_file(db, file)
    if not found:
        raise UsageError(
            f"no loaded file is called {file!r}", next_step="crosstie files"
        )
    return [row for known in found for row in rejects(db, file_id=known["file_id"])]


def _read(question: Callable[[Database], list[Row]]) -> list[Row]:
    from crosstie.store.workspace import read_workspace

    db = read_workspace(edge.settings())
    if db is None:
        return []
    with db:
        return question(db)
