"""The database of one run: built aside, complete in itself, renamed in at the end."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from crosstie.errors import NothingLoaded
from crosstie.settings import Settings
from crosstie.store import tables
from crosstie.store.engine import Database, Value
from crosstie.store.leftovers import sweep
from crosstie.store.locking import replace_file
from crosstie.store.run_tables import RUN, RUN_TABLES

EVERY = (
    tables.ORGANISATION,
    tables.ORGANISATION_NAME,
    tables.ORGANISATION_IDENTIFIER,
    tables.OWNERSHIP_STATEMENT,
)
"""Tables that the steps of a run see as one: the workspace's rows and the run's own."""

TELLING = "telling.json"
"""Names the run before a refresh whose changes are not told yet."""

OWN = (
    *EVERY,
    tables.FILE,
    tables.OWNERSHIP_EXCEPTION,
    tables.TRANSACTION,
    tables.AWARD,
    tables.SUBAWARD,
    tables.SUPPORT,
)
"""Tables of the workspace's shape that a run holds with the rows that it uses."""


@contextmanager
def building(
    path: Path, workspace: Path, settings: Settings, *, ground: Path | None = None
) -> Iterator[Database]:
    """Build a run's database aside; it takes its place only when all steps are done.

    The database has the run's tables, the workspace attached read-only as `w`, and the
    `every_` views over both. A run that is stopped leaves the earlier one as it was.
    `ground` is a database to begin with, instead of empty tables.
    """
    with _aside(path, workspace, settings, ground) as db:
        yield db
        keep_used_rows(db)


@contextmanager
def preparing(
    path: Path, workspace: Path, settings: Settings, *, ground: Path | None = None
) -> Iterator[Database]:
    """Build what runs may begin with: as `building`, but no used row is copied."""
    with _aside(path, workspace, settings, ground) as db:
        yield db


@contextmanager
def _aside(
    path: Path, workspace: Path, settings: Settings, ground: Path | None
) -> Iterator[Database]:
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    aside = path.with_name(f"{path.stem}.{os.getpid()}.building")
    aside.unlink(missing_ok=True)
    if ground is not None:
        shutil.copyfile(ground, aside)
    db = Database.open(
        aside, memory_limit=settings.memory_limit, threads=settings.threads
    )
    try:
        if ground is None:
            db.create(OWN)
            db.create(RUN_TABLES)
        db.attach(workspace, "w", wait_seconds=settings.lock_wait_seconds)
        for table in EVERY:
            db.run(
                f"every {table.name}",
                f"create temp view every_{table.name} as\n"
                f"select *\nfrom w.{table.name}\n"
                f"union all by name\nselect *\nfrom {table.name}",
            )
        yield db
        for table in EVERY:
            db.run("drop view", f"drop view every_{table.name}")
        db.run("detach workspace", "detach w")
        db.close()
        aside.replace(path)
    finally:
        db.close()
        aside.unlink(missing_ok=True)
        aside.with_name(aside.name + ".wal").unlink(missing_ok=True)


def last_run(case: str, settings: Settings) -> Path:
    """Find the newest run of a case.

    Raises:
        NothingLoaded: the case was never traced here.

    """
    folder = settings.runs / case
    found = sorted(
        folder.glob("*.duckdb"), key=lambda path: (path.stat().st_mtime_ns, path.name)
    )
    if not found:
        raise NothingLoaded(
            f"the case {case} has not been traced",
            next_step=f"trace it first: crosstie trace {case}",
        )
    return found[-1]


def newest(folder: Path) -> Path | None:
    """Find the last run of a case on all loaded records; None where there is none.

    A run on a window of time is left out, since it counts something else. The time is
    that of the trace, which stands in the run, never a file's.
    """
    found = []
    for path in sorted(folder.glob("*.duckdb")):
        with Database.open(path, read_only=True) as db:
            facts = read_facts(db)
        is_whole = facts.get("since") is None and facts.get("until") is None
        if facts.get("data") == "loaded" and is_whole:
            found.append((str(facts.get("traced_at")), path))
    return max(found)[1] if found else None


def remove(path: Path) -> None:
    """Remove a run that a later one has replaced; one whose changes are untold stays.

    Whoever has it open reads on.
    """
    note = path.parent / TELLING
    if not (note.exists() and path.name in note.read_text(encoding="utf-8")):
        path.unlink(missing_ok=True)


def begin_telling(folder: Path) -> Path | None:
    """Give the run against which changes are told, and keep it until they are told.

    Without a note of an earlier refresh that was broken off, it is the newest run.
    """
    note = folder / TELLING
    try:
        name = json.loads(note.read_text(encoding="utf-8"))["before"]
        if name is None or (folder / str(name)).is_file():
            return None if name is None else folder / str(name)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        pass
    before = newest(folder)
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(note, json.dumps({"before": before and before.name}).encode())
    return before


def end_telling(folder: Path) -> None:
    """Note that all changes are told."""
    (folder / TELLING).unlink(missing_ok=True)


def file_ids(path: Path) -> list[str]:
    """List the loaded files that a run rests on."""
    with Database.open(path, read_only=True) as db:
        rows = db.rows("files of a run", "select file_id\nfrom file\norder by file_id")
    return [str(row["file_id"]) for row in rows]


def read_facts(db: Database) -> dict[str, Value]:
    """Read the facts of a run."""
    rows = db.rows("facts", "select name, value\nfrom run")
    return {str(row["name"]): json.loads(str(row["value"])) for row in rows}


def set_facts(db: Database, facts: Mapping[str, Value]) -> None:
    """Write facts of the run, each as JSON."""
    rows = [
        {"name": name, "value": json.dumps(value, sort_keys=True, default=str)}
        for name, value in sorted(facts.items())
    ]
    db.append(RUN, rows)


def keep_used_rows(db: Database) -> None:
    """Copy from the workspace the rows that ties use, so that a run stands alone."""
    _use_organisations(db)
    for table in EVERY[:3]:
        db.fill(
            table,
            f"select t.*\nfrom w.{table.name} as t\n"
            "semi join used_organisation as u on u.organisation_id = t.organisation_id",
        )
    db.fill(
        tables.OWNERSHIP_STATEMENT,
        "select t.*\nfrom w.ownership_statement as t\n"
        "where t.child_id in (select organisation_id from used_organisation)\n"
        "and t.parent_id in (select organisation_id from used_organisation)",
    )
    db.fill(
        tables.OWNERSHIP_EXCEPTION,
        "select t.*\nfrom w.ownership_exception as t\n"
        "semi join used_organisation as u on u.organisation_id = t.organisation_id",
    )
    db.run(
        "used_award",
        "create or replace temp table used_award as\n"
        "select award_id from tie_transaction\n"
        "union select award_id from near_miss where award_id is not null",
    )
    db.fill(
        tables.TRANSACTION,
        "select t.*\nfrom w.transaction as t\n"
        "semi join used_award as u on u.award_id = t.award_id",
    )
    db.fill(
        tables.SUBAWARD,
        "select t.*\nfrom w.subaward as t\n"
        "semi join used_award as u on u.award_id = t.award_id",
    )
    db.fill(
        tables.AWARD,
        "select t.*\nfrom w.award as t\n"
        "semi join used_award as u on u.award_id = t.award_id",
    )
    _keep_support(db)
    db.fill(tables.FILE, "select t.*\nfrom w.file as t\nwhere t.replaced_by is null")


def _keep_support(db: Database) -> None:
    """Copy public money at home that carries a number or the very name of a tied body.

    A name alone proves nothing; pages say which of the two it is.
    """
    db.fill(
        tables.SUPPORT,
        """with tied as (
    select organisation_id from tie
    union select parent_id from tie
    union select from_id from hop where from_kind = 'organisation'
    union select to_id from hop where to_kind = 'organisation'
),
row_of as (
    select coalesce(s.organisation_id, t.organisation_id) as organisation_id
    from tied as t
    left join same_organisation as s on s.canonical_id = t.organisation_id
),
numbers as (
    select left(i.value, 9) as number
    from organisation_identifier as i
    semi join row_of as r on r.organisation_id = i.organisation_id
    where i.scheme like '%-bn'
),
names as (
    select upper(o.name) as name
    from organisation as o
    semi join row_of as r on r.organisation_id = o.organisation_id
    union
    select upper(n.name)
    from organisation_name as n
    semi join row_of as r on r.organisation_id = n.organisation_id
)
select s.*
from w.support as s
where not coalesce(s.recipient_is_person, false)
and (
    s.recipient_business_number in (select number from numbers)
    or upper(s.recipient_name) in (select name from names)
    or upper(s.recipient_operating_name) in (select name from names)
)""",
    )


def _use_organisations(db: Database) -> None:
    """List every register row of each organisation that a tie or near miss names."""
    db.run(
        "used_organisation",
        """create or replace temp table used_organisation as
with named as (
    select organisation_id as id from tie
    union select parent_id from tie
    union select organisation_id from near_miss
    union select from_id from hop where from_kind = 'organisation'
    union select to_id from hop where to_kind = 'organisation'
    union select c.parent_id from control as c join tie as t
        on t.organisation_id = c.child_id
)
select distinct coalesce(s.organisation_id, n.id) as organisation_id
from named as n
left join same_organisation as s on s.canonical_id = n.id
where n.id is not null
union
select id from named where id is not null""",
    )
