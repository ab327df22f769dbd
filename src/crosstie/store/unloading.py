"""Takes a loaded file out again; what it had replaced becomes current again."""

# Names that are formatted in below come from the declared tables, never from data.
# ruff: noqa: S608

from __future__ import annotations

from dataclasses import dataclass

from crosstie.errors import UsageError
from crosstie.store import derive, history
from crosstie.store.engine import Database, Row, quoted
from crosstie.store.loading import find_file
from crosstie.store.tables import LOADED

__all__ = ["Unloaded", "unload"]


@dataclass(frozen=True)
class Unloaded:
    """What was taken out, and which file came back in its place."""

    name: str
    file_ids: tuple[str, ...]
    rows: int
    restored: tuple[str, ...]


def unload(db: Database, wanted: str) -> Unloaded:
    """Take a file, or all members of a zip, out of the workspace.

    A file that it had replaced becomes current again, exactly as it was. Files of one
    dataset go in the reverse order of loading: one that a newer file has replaced
    cannot be taken out before it, because its history leads over the newer one.

    Raises:
        UsageError: no loaded file has this id or name, several have this name, or a
            newer file has replaced it.

    """
    rows = _wanted(db, wanted)
    ids = [str(row["file_id"]) for row in rows]
    newer = sorted({str(r["replaced_by"]) for r in rows if r["replaced_by"]})
    newer = newer or _amended_by(db, ids)
    if newer:
        raise UsageError(
            f"{rows[0]['name']} has been replaced by a newer file",
            next_step=f"take that out first: crosstie unload {newer[0]}",
        )
    with db.transaction():
        restored = history.restore(db, ids)
        derive.forget(db)
        for table in LOADED:
            db.run(
                f"unload {table.name}",
                f"delete from {quoted(table.name)}\nwhere list_contains($ids, file_id)",
                {"ids": ids},
            )
        for name, condition in (
            ("reject", "list_contains($ids, file_id)"),
            ("repeat", "list_contains($ids, file_id)"),
            (
                "history",
                "list_contains($ids, new_file_id) or list_contains($ids, old_file_id)",
            ),
            ("file", "list_contains($ids, file_id)"),
        ):
            db.run(
                f"unload {name}",
                f"delete from {quoted(name)}\nwhere {condition}",
                {"ids": ids},
            )
    derive.rebuild(db)
    return Unloaded(
        name=str(rows[0]["name"]),
        file_ids=tuple(ids),
        rows=sum(int(row["rows_loaded"]) for row in rows),
        restored=tuple(dict.fromkeys(restored)),
    )


def _amended_by(db: Database, ids: list[str]) -> list[str]:
    """Find the files of changes that took the place of records of some files."""
    rows = db.rows(
        "amended by",
        "select distinct new_file_id\nfrom history\n"
        "where list_contains($ids, old_file_id)\n"
        "  and not list_contains($ids, new_file_id)\n"
        "order by new_file_id",
        {"ids": ids},
    )
    return [str(row["new_file_id"]) for row in rows]


def _wanted(db: Database, wanted: str) -> list[Row]:
    found = find_file(db, wanted)
    if not found:
        raise UsageError(
            f"no loaded file is called {wanted!r}",
            next_step="give its name, or the id that is listed with the loaded files",
        )
    hashes = sorted({str(row["sha256"]) for row in found})
    if len(hashes) > 1:
        raise UsageError(
            f"{len(hashes)} loaded files are called {wanted!r}",
            next_step="give one of their ids: " + ", ".join(h[:16] for h in hashes),
        )
    return db.rows(
        "all members",
        "select *\nfrom file\nwhere sha256 = $sha256\norder by load_number, file_id",
        {"sha256": hashes[0]},
    )
