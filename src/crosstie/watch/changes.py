"""What changed: records that a newer file corrected, and ties that came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosstie.store.engine import Database
from crosstie.store.masking import masked_name

__all__ = ["RecordChange", "TieChange", "record_changes", "tie_changes"]

_PLACE = ("file_id", "row_number")

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


def record_changes(db: Database, file_ids: Sequence[str]) -> list[RecordChange]:
    """List what differs between files and those whose place they took."""
    rows = db.rows(
        "record changes",
        """select table_name, record_id, change, old_record, new_record
from history
where list_contains($new, new_file_id)
  and change <> 'kept'
order by table_name, record_id, change""",
        {"new": list(file_ids)},
    )
    return [
        RecordChange(
            str(row["table_name"]),
            str(row["record_id"]),
            str(row["change"]),
            _differences(row["old_record"], row["new_record"])
            if row["change"] == "changed"
            else {},
        )
        for row in rows
    ]


def _differences(old: object, new: object) -> dict[str, tuple[str | None, str | None]]:
    """Compare two records column by column; what looks like a person is masked."""
    before, after = json.loads(str(old)), json.loads(str(new))
    return {
        name: (_shown(before.get(name)), _shown(after.get(name)))
        for name in after
        if name not in _PLACE and before.get(name) != after.get(name)
    }


def _shown(value: object) -> str | None:
    return None if value is None else masked_name(str(value))


def tie_changes(before: Path, after: Path) -> list[TieChange]:
    """Compare the ties of two runs; a run compared with itself has no changes."""
    old, new = _ties(before), _ties(after)
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


def _ties(run: Path) -> dict[str, Mapping[str, Any]]:
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
