"""What the last report of a case said, so that the next can tell what changed.

One file of JSON a case, `reports/CASE.json` in the home folder. It holds, for each
place that reports are written to, the ties of the last run that was reported there and
of the one before: a report of the same run in another format compares with the same
report.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from crosstie.errors import Place, StoreError
from crosstie.model.words import Kind, Status
from crosstie.store.locking import only_writer, replace_file
from crosstie.watch.changes import TIE_FACTS, TieChange, compared

FORMAT = 1
"""Number of the shape of the file; raised when a key changes its meaning."""

FOLDER = "reports"

Said = Mapping[str, Mapping[str, str | None]]
"""What a report says of its ties, by their ids; every value as text."""

_NAMED = ("organisation", "supplier", "route", "component", *TIE_FACTS)
_GIVEN = ("obligated", "outlaid", "current_value", "ceiling", "first_date", "last_date")
"""Facts that a publisher corrects, where no action was added."""


@dataclass(frozen=True)
class Reported:
    """One report: which run it told of, and what it said."""

    run_id: str
    day: date
    ties: Said


def as_said(ties: Mapping[str, Mapping[str, Any]], kinds: frozenset[str]) -> Said:
    """Write ties, as `ties_of` reads them, as text; only those of some kinds."""
    return {
        tie_id: {name: _text(tie[name]) for name in _NAMED}
        for tie_id, tie in ties.items()
        if tie["kind"] in kinds
    }


def last_reported(home: Path, case: str, place: str, run_id: str) -> Reported | None:
    """Give what the last report to a place said, of another run than this.

    Raises:
        StoreError: the file that holds it cannot be read.

    """
    held = _read(home, case).get(place, {})
    for name in ("last", "before"):
        one = held.get(name)
        if one and one["run_id"] != run_id:
            return Reported(one["run_id"], date.fromisoformat(one["day"]), one["ties"])
    return None


def remember(home: Path, case: str, place: str, said: Reported) -> None:
    """Keep what a report said; a report of the same run again takes its place."""
    path = home / FOLDER / f"{case}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    with only_writer(path.parent):
        reports = _read(home, case)
        held = reports.get(place, {})
        last = held.get("last")
        before = held.get("before")
        if last and last["run_id"] != said.run_id:
            before = last
        one = {"run_id": said.run_id, "day": said.day.isoformat(), "ties": said.ties}
        reports[place] = {"last": one, "before": before}
        document = {"format": FORMAT, "case": case, "reports": reports}
        text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
        replace_file(path, text.encode() + b"\n")


def changes(before: Said, after: Said) -> list[tuple[str, TieChange]]:
    """List what is said otherwise now, each with the group that it belongs to."""
    found = [(group(change), change) for change in compared(before, after)]
    return [(name, change) for name, change in found if name]


def group(change: TieChange) -> str:
    """Say what kind of change it is; empty where nobody was told of the tie.

    In this order: new, no longer counted, cancelled, ended, corrected, changed. A tie
    that never counted, and still does not, is no news.
    """
    was, now = change.facts.get("kind", (change.kind, change.kind))
    if change.change == "new":
        return "" if change.kind == Kind.NOT_COUNTED else "new"
    if change.change == "gone":
        return "" if change.kind == Kind.NOT_COUNTED else "not_counted"
    if was == Kind.NOT_COUNTED:
        return "" if now == Kind.NOT_COUNTED else "new"
    if now == Kind.NOT_COUNTED or (was, now) == (Kind.FINDING, Kind.LEAD):
        return "not_counted"
    _, status = change.facts.get("status", ("", ""))
    if status == Status.CANCELLED:
        return "cancelled"
    if status == Status.ENDED:
        return "ended"
    is_same_count = not {"actions", "awards", "kind"} & set(change.facts)
    return (
        "corrected" if is_same_count and set(change.facts) & set(_GIVEN) else "changed"
    )


def _read(home: Path, case: str) -> dict[str, Any]:
    path = home / FOLDER / f"{case}.json"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        reports = document["reports"]
        is_known = document["format"] == FORMAT and isinstance(reports, dict)
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError) as cause:
        raise _unreadable(path) from cause
    if not is_known:
        raise _unreadable(path)
    return dict(reports)


def _unreadable(path: Path) -> StoreError:
    return StoreError(
        "what the last reports said cannot be read",
        place=Place(f"{FOLDER}/{path.name}"),
        next_step=f"move {path} away; the next report is then told as the first",
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
