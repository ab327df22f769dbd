"""`crosstie files`, `rejects`, `repeats`: what was loaded, refused, counted once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge

if TYPE_CHECKING:
    from crosstie.store.engine import Database, Row

NOTHING_LOADED = "Nothing is loaded, so there is no row to speak of."

FEW = 6
"""Members of a zip above which they are summed up; --json lists each."""


def files_command(
    json_: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List the loaded files: rows, dates, hashes."""
    from crosstie.sources.asked import asked_for, in_words
    from crosstie.store.loading import files

    rows = _read(files)
    asked = in_words(asked_for(edge.settings(), [str(row["sha256"]) for row in rows]))
    if json_:
        told = [{**row, "asked": asked.get(row["sha256"])} for row in rows]
        edge.say(json.dumps(told, default=str, indent=2))
        return
    if not rows:
        edge.say(
            "Nothing is loaded, which says nothing of what exists. Next: crosstie"
            " refresh, or crosstie load usaspending FILE..."
        )
    for row in _folded(rows):
        retrieved = row["retrieved"] or "day unknown"
        edge.say(
            f"{row['file_id'][:16]}  {row['source']}  {row['name']}\n"
            f"  {row['layout']}; {row['rows_loaded']:,} of {row['rows_read']:,} rows "
            f"loaded, {row['rows_rejected']:,} rejected, "
            f"{row['rows_repeated']:,} repeated\n"
            f"{_replaced(row)}"
            f"{_asked(asked.get(row['sha256']))}"
            f"  records {row['first_date'] or '?'} to {row['last_date'] or '?'}; "
            f"retrieved {retrieved}; sha256 {row['sha256'][:16]}"
        )


def _folded(rows: Sequence[Row]) -> list[Row]:
    """Sum up the members of one zip that have one layout, where they are many."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["sha256"], row["layout"]), []).append(row)
    found = []
    for group in groups.values():
        if len(group) <= FEW:
            found += group
            continue
        counts = ("rows_loaded", "rows_read", "rows_rejected", "rows_repeated")
        days = [row[d] for row in group for d in ("first_date", "last_date") if row[d]]
        found.append(
            {
                **group[0],
                "name": f"{group[0]['name']}: {len(group)} files",
                **{name: sum(row[name] for row in group) for name in counts},
                "first_date": min(days, default=None),
                "last_date": max(days, default=None),
            }
        )
    return found


def _asked(told: str | None) -> str:
    """Say what was asked of the publisher for a file that was fetched."""
    return f"  asked: {told}\n" if told else ""


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
    from crosstie.store.loading import rejects

    rows = _read(lambda db: _of_file(db, file, rejects))
    _list(rows, limit, json_, _Listing("rejects", "No row was rejected.", _reject))


def _reject(row: Row) -> str:
    column = f", column {row['column_name']}" if row["column_name"] else ""
    line = f", line {row['line']}" if row["line"] else ""
    return (
        f"{row['name']}, row {row['row_number']}{line}{column}: {row['reason']}\n"
        f"  {row['record']}"
    )


def repeats_command(
    file: Annotated[
        str | None, typer.Option(help="Only of this file: its name or its id.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 50,
    json_: Annotated[bool, typer.Option("--json", help="Print all, as JSON.")] = False,
) -> None:
    """Show the rows that stand twice and count once, each with the row that counts."""
    from crosstie.store.loading import repeats

    rows = _read(lambda db: _of_file(db, file, repeats))
    _list(rows, limit, json_, _Listing("repeats", "No row stands twice.", _repeat))


def _repeat(row: Row) -> str:
    return (
        f"{row['name']}, row {row['row_number']}: {row['reason']}; "
        f"{row['same_as_name']}, row {row['same_as_row_number']} counts\n"
        f"  {row['record_id']}"
    )


@dataclass(frozen=True)
class _Listing:
    """A command that lists rows: its name, what it says of none, how a row reads."""

    command: str
    none: str
    says: Callable[[Row], str]


def _list(rows: list[Row], limit: int, json_: bool, listing: _Listing) -> None:
    """Print all rows as JSON, or the first ones as sentences."""
    if json_:
        edge.say(json.dumps(rows, default=str, indent=2))
        return
    if not rows:
        edge.say(listing.none if _is_loaded() else NOTHING_LOADED)
    for row in rows[:limit]:
        edge.say(listing.says(row))
    if len(rows) > limit:
        more = f"crosstie {listing.command} --limit {len(rows)}"
        edge.say(f"{len(rows) - limit:,} more: {more}")


def _is_loaded() -> bool:
    """Tell whether any file is loaded: else "none" would say more than is known."""
    from crosstie.store.loading import files

    return bool(_read(files))


def _of_file(
    db: Database, file: str | None, listing: Callable[..., list[Row]]
) -> list[Row]:
    """List what concerns all loaded files, or one."""
    from crosstie.errors import UsageError
    from crosstie.store.loading import find_file

    if file is None:
        return listing(db)
    found = find_file(db, file)
    if not found:
        raise UsageError(
            f"no loaded file is called {file!r}", next_step="crosstie files"
        )
    return [row for known in found for row in listing(db, file_id=known["file_id"])]


def _read(question: Callable[[Database], list[Row]]) -> list[Row]:
    from crosstie.store.workspace import read_workspace

    db = read_workspace(edge.settings())
    if db is None:
        return []
    with db:
        return question(db)
