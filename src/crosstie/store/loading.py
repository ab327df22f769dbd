"""What is known of each loaded file, and the records that could not be loaded."""

# Names that are formatted in below come from the declared tables, never from data.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from crosstie.errors import StoreError
from crosstie.store.engine import Database, Row, quoted
from crosstie.store.masking import masked_record
from crosstie.store.tables import FILE, LOADED, REJECT

__all__ = [
    "LoadOptions",
    "LoadSummary",
    "Outcome",
    "add_note",
    "check_keys",
    "files",
    "find_file",
    "keep_rejects",
    "next_load_number",
    "record_file",
    "rejects",
    "repeats",
]


@dataclass(frozen=True)
class LoadOptions:
    """What a person says of the files being loaded.

    `retrieved` is the day on which they were fetched: never guessed from a time stamp.
    `replaces` names a loaded file (id or name) whose place this one takes. `stand_in`
    is true where they came from a server in the publisher's place (`CROSSTIE_BASE_*`),
    of which no number of records can be expected. `mapping` is the file that says what
    a person's table holds; without it the one beside the table is taken.
    """

    retrieved: date | None = None
    replaces: str | None = None
    dataset_id: str | None = None
    stand_in: bool = False
    mapping: Path | None = None


@dataclass(frozen=True)
class LoadSummary:
    """What loading one file came to."""

    name: str
    file_id: str
    source: str
    layout: str
    dataset_id: str | None
    rows_read: int
    rows_loaded: int
    rows_rejected: int
    rows_repeated: int
    already_loaded: bool = False
    replaced: str | None = None
    notes: tuple[str, ...] = ()
    first_date: date | None = None
    last_date: date | None = None


@dataclass(frozen=True)
class Outcome:
    """What a connector reports of one file after filling its tables."""

    layout: str
    rows_read: int
    rows_loaded: int
    rows_rejected: int = 0
    rows_repeated: int = 0
    notes: tuple[str, ...] = ()
    first_date: date | None = None
    last_date: date | None = None
    version: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    """Facts that the file states of itself: publisher, title, licence, url."""


def files(db: Database, *, replaced: bool = True) -> list[Row]:
    """List the loaded files in order of loading; with those that were replaced.

    What is counted is what stands now: a later file may stand for rows of an earlier
    one, which are then repeated and no longer loaded.
    """
    return db.rows(
        "files",
        """with repeated as (
    select file_id, count(distinct row_number) as rows
    from repeat
    group by file_id
)
select f.* replace (
    coalesce(r.rows, 0) as rows_repeated,
    f.rows_read - f.rows_rejected - coalesce(r.rows, 0) as rows_loaded
)
from file f
left join repeated r using (file_id)
where $replaced or f.replaced_by is null
order by f.load_number, f.file_id""",
        {"replaced": replaced},
    )


def find_file(db: Database, wanted: str) -> list[Row]:
    """Find loaded files by id, by the start of their hash, or by name."""
    return db.rows(
        "find_file",
        "select *\nfrom file\n"
        "where file_id = $wanted\n"
        "  or name = $wanted\n"
        "  or member = $wanted\n"
        "  or (length($wanted) >= 8 and starts_with(sha256, $wanted))\n"
        "order by load_number, file_id",
        {"wanted": wanted},
    )


def next_load_number(db: Database) -> int:
    """Return the number of the next file to be loaded."""
    last = db.value("last load number", "select max(load_number) from file")
    return int(last or 0) + 1


def record_file(db: Database, row: Mapping[str, object]) -> None:
    """Write what is known of a file."""
    db.append(FILE, [row])


def add_note(db: Database, file_id: str, note: str) -> None:
    """Add a sentence to what was noticed of a file."""
    db.run(
        "add a note",
        "update file\nset notes = concat_ws(chr(10), notes, $note)\n"
        "where file_id = $file_id",
        {"file_id": file_id, "note": note},
    )


def keep_rejects(db: Database, file_id: str, rows: Sequence[Row]) -> None:
    """Keep records that could not be loaded, with their text and the reason."""
    db.append(REJECT, [{"file_id": file_id, **row} for row in rows])


def check_keys(db: Database, file_ids: Sequence[str]) -> None:
    """Make sure that no two rows of some files carry one key.

    Hashes of the keys find the few rows to compare, so that a file of millions of rows
    is looked at in little memory. Every key holds the file's id, so other files need
    not be looked at.

    Raises:
        StoreError: a connector has written two rows of one key.

    """
    values = {"ids": list(file_ids)}
    for table in LOADED:
        if not table.key:
            continue
        key = ", ".join(quoted(name) for name in table.key)
        of_files = f"from {quoted(table.name)}\nwhere file_id in (select unnest($ids))"
        twice = db.rows(
            f"keys of {table.name}",
            f"select {key}\n{of_files}\n"
            f"  and hash({key}) in (\n"
            f"    select hash({key})\n    {of_files}\n"
            f"    group by hash({key})\n    having count(*) > 1\n  )\n"
            f"group by {key}\nhaving count(*) > 1\nlimit 1",
            values,
        )
        if twice:
            raise StoreError(
                f"two rows of {table.name} carry one key:"
                f" {', '.join(map(str, twice[0].values()))}",
                next_step="nothing was loaded; this is a fault of the source's"
                " connector, please report it with the file's name",
            )


def rejects(
    db: Database, *, file_id: str | None = None, limit: int | None = None
) -> list[Row]:
    """List rejected records with their file's name, in the order of the files.

    What looks like a private person in a record's text is masked.
    """
    found = db.rows(
        "rejects",
        "select\n  f.name,\n  f.member,\n  f.source,\n  f.layout,\n  r.*\n"
        "from reject r\n"
        "join file f using (file_id)\n"
        "where $file_id is null or f.file_id = $file_id\n"
        "order by f.load_number, r.file_id, r.row_number\n"
        "limit coalesce($limit, 9223372036854775807)",
        {"file_id": file_id, "limit": limit},
    )
    for row in found:
        torn = row["column_name"] is None
        row["record"] = masked_record(str(row["record"]), torn=torn)
    return found


def repeats(db: Database, *, file_id: str | None = None) -> list[Row]:
    """List the rows that count once beside another, with the row that counts."""
    return db.rows(
        "repeats",
        "select f.name, r.*, s.name as same_as_name\n"
        "from repeat r\n"
        "join file f using (file_id)\n"
        "left join file s on s.file_id = r.same_as_file_id\n"
        "where $file_id is null or r.file_id = $file_id\n"
        "order by f.load_number, r.file_id, r.row_number",
        {"file_id": file_id},
    )
