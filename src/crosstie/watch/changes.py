"""What changed: records that a newer file corrected, and ties that came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from crosstie.store.engine import Database, Row
from crosstie.store.masking import masked_name

__all__ = [
    "NewFile",
    "RecordChange",
    "TieChange",
    "compared",
    "loaded_since",
    "new_files",
    "record_changes",
    "tie_changes",
    "ties_of",
]

_PLACE = ("file_id", "row_number")

_NAMING = (
    *("component_name", "supplier_name", "subawardee_name", "recipient_name"),
    *("name", "child_id", "interest", "parent_id"),
    *("action_date", "obligated", "amount", "currency"),
)
"""Columns by which a person knows a record; a table has some of them."""

_PERSONAL = (
    *("supplier_name", "supplier_name_raw", "supplier_dba", "supplier_address"),
    *("supplier_city", "supplier_postal_code", "supplier_parent_name"),
)
"""Columns that are not shown of a supplier who is a private person."""

TIE_FACTS = (
    "kind",
    "status",
    "obligated",
    "outlaid",
    "current_value",
    "ceiling",
    "awards",
    "actions",
    "first_date",
    "last_date",
    "owner",
    "parent",
)
"""What is compared of a tie; its reason and spellings follow from these."""


@dataclass(frozen=True)
class RecordChange:
    """One record that a newer file added, changed or took away."""

    table: str
    record_id: str
    change: str
    facts: Mapping[str, tuple[str | None, str | None]]
    """Of a changed record the columns that differ: before and after."""
    about: str = ""
    """What an added or removed record names, so that it is known without looking."""


@dataclass(frozen=True)
class NewFile:
    """A loaded file whose records take no other file's place: all of it is new."""

    source: str
    name: str
    rows: int
    first_date: str | None
    last_date: str | None


@dataclass(frozen=True)
class TieChange:
    """One tie that is new, gone, or not what it was."""

    change: str
    tie_id: str
    organisation: str
    supplier: str | None
    route: str
    component: str
    kind: str
    facts: Mapping[str, tuple[Any, Any]]


def loaded_since(db: Database, new: Sequence[str], before: Sequence[str]) -> list[str]:
    """List the new files, and those that came and were replaced in between."""
    rows = db.rows(
        "files in between",
        """with recursive chain as (
    select unnest($new) as file_id
    union
    select f.file_id
    from file as f
    join chain as c on f.replaced_by = c.file_id
    where not list_contains($before, f.file_id)
)
select f.file_id
from file as f
join chain using (file_id)
order by f.load_number, f.file_id""",
        {"new": list(new), "before": list(before)},
    )
    return [str(row["file_id"]) for row in rows]


def new_files(db: Database, file_ids: Sequence[str]) -> list[NewFile]:
    """List the files among these that neither replace nor change another."""
    rows = db.rows(
        "files that replace none",
        """select source, name, rows_loaded, first_date, last_date
from file as f
where list_contains($new, file_id)
  and not exists (select 1 from file as o where o.replaced_by = f.file_id)
  and not exists (select 1 from history as h where h.new_file_id = f.file_id)
order by load_number, file_id""",
        {"new": list(file_ids)},
    )
    return [
        NewFile(
            str(row["source"]),
            str(row["name"]),
            int(row["rows_loaded"]),
            None if row["first_date"] is None else str(row["first_date"]),
            None if row["last_date"] is None else str(row["last_date"]),
        )
        for row in rows
    ]


def record_changes(db: Database, file_ids: Sequence[str]) -> list[RecordChange]:
    """List what differs between files and those whose place they took.

    Of a record that several files changed one after another, the first state is
    compared with the last.
    """
    rows = db.rows(
        "record changes",
        """select h.table_name, h.record_id, h.change, h.old_record, h.new_record,
    h.new_file_id
from history as h
join file as f on f.file_id = h.new_file_id
where list_contains($new, h.new_file_id)
  and h.change <> 'kept'
order by h.table_name, h.record_id, f.load_number, h.change, h.old_record,
    h.new_record""",
        {"new": list(file_ids)},
    )
    found = []
    for (table, record_id), steps in groupby(
        rows, key=lambda row: (str(row["table_name"]), str(row["record_id"]))
    ):
        for old, new in _joined(list(steps)):
            change = _change(table, record_id, old, new)
            if change is not None:
                found.append(change)
    return found


def _joined(steps: list[Row]) -> list[tuple[object, object]]:
    """Join the steps of one record, where each file changed it once."""
    files = [step["new_file_id"] for step in steps]
    if len(set(files)) < len(files):
        return [_sides(step) for step in steps]
    return [(_sides(steps[0])[0], _sides(steps[-1])[1])]


def _sides(step: Row) -> tuple[object, object]:
    return (
        None if step["change"] == "added" else step["old_record"],
        None if step["change"] == "removed" else step["new_record"],
    )


def _change(
    table: str, record_id: str, old: object, new: object
) -> RecordChange | None:
    """Compare the two states of a record; None where they say the same."""
    if old is None and new is None:
        return None
    if old is None or new is None:
        change = "added" if old is None else "removed"
        return RecordChange(table, record_id, change, {}, _about(new or old))
    facts = _differences(old, new)
    return RecordChange(table, record_id, "changed", facts) if facts else None


def _about(record: object) -> str:
    """Name what an added or removed record is about: names, amount, day."""
    facts = json.loads(str(record))
    hidden = _PERSONAL if facts.get("supplier_is_person") == "true" else ()
    shown = [_shown(facts.get(name)) for name in _NAMING if name not in hidden]
    return ", ".join(text for text in shown if text)


def _differences(old: object, new: object) -> dict[str, tuple[str | None, str | None]]:
    """Compare two records column by column; what looks like a person is masked."""
    before, after = json.loads(str(old)), json.loads(str(new))
    if "true" in (before.get("supplier_is_person"), after.get("supplier_is_person")):
        after = {k: v for k, v in after.items() if k not in _PERSONAL}
    return {
        name: (_shown(before.get(name)), _shown(after.get(name)))
        for name in after
        if name not in _PLACE and before.get(name) != after.get(name)
    }


def _shown(value: object) -> str | None:
    return None if value is None else masked_name(str(value))


def tie_changes(before: Path, after: Path) -> list[TieChange]:
    """Compare the ties of two runs; a run compared with itself has no changes."""
    return compared(ties_of(before), ties_of(after))


def compared(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> list[TieChange]:
    """Compare two sets of ties by their ids, as `ties_of` gives them."""
    found = []
    for tie_id in sorted({*old, *new}):
        was, now = old.get(tie_id), new.get(tie_id)
        facts = {}
        if was is None or now is None:
            change = "new" if was is None else "gone"
        else:
            facts = {
                name: (was[name], now[name])
                for name in TIE_FACTS
                if was[name] != now[name]
            }
            if not facts:
                continue
            change = "changed"
        shown = now or was or {}
        found.append(
            TieChange(
                change,
                tie_id,
                str(shown["organisation"]),
                shown["supplier"],
                str(shown["route"]),
                str(shown["component"]),
                str(shown["kind"]),
                facts,
            )
        )
    return found


def ties_of(run: Path) -> dict[str, Mapping[str, Any]]:
    """Read what is compared of the ties of a run, by id."""
    with Database.open(run, read_only=True) as db:
        rows = db.rows(
            "ties of a run",
            """select
    tie_id, organisation, supplier, route, component, kind, status, obligated, outlaid,
    current_value, ceiling, awards, actions, first_date, last_date, owner, parent
from tie
order by tie_id""",
        )
    return {str(row["tie_id"]): row for row in rows}
