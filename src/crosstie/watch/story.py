"""What changed between two runs of a case, as one document and as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from crosstie.store.engine import Database
from crosstie.store.runs import file_ids, read_facts
from crosstie.watch.changes import (
    NewFile,
    RecordChange,
    TieChange,
    loaded_since,
    new_files,
    record_changes,
    tie_changes,
)

__all__ = ["MOST_SHOWN", "Story", "document", "gather", "markdown"]

FORMAT = 1
"""Number of the shape of changes.json; raised when a key changes its meaning."""

MOST_SHOWN = 200
"""Changes of each kind that the Markdown lists; changes.json holds all."""

_DAY = slice(0, 10)

_HARMLESS = str.maketrans(
    {"<": "&lt;", ">": "&gt;"} | {sign: f"\\{sign}" for sign in "\\`*_[]#|"}
)


@dataclass(frozen=True)
class Story:
    """All that is different between two runs of a case."""

    case: str
    before: Mapping[str, Any] | None
    """`run_id` and `traced_at` of the earlier run; None where there was none."""
    after: Mapping[str, Any]
    files: tuple[NewFile, ...] = ()
    """Files whose records take no other's place."""
    records: tuple[RecordChange, ...] = ()
    ties: tuple[TieChange, ...] = ()

    @property
    def is_first(self) -> bool:
        """Tell whether there was no earlier run."""
        return self.before is None


def gather(
    workspace: Database,
    before: Path | None,
    files_before: Sequence[str],
    after: Path,
) -> Story:
    """Compare two runs, and the loaded files that they rest on.

    `files_before` are the files of the earlier run: its database may have been written
    anew meanwhile.
    """
    facts = _facts(after)
    told = {"run_id": facts.get("run_id"), "traced_at": facts.get("traced_at")}
    case = str(facts.get("case"))
    if before is None:
        return Story(case, None, told)
    earlier = _facts(before)
    known = [f for f in file_ids(after) if f not in files_before]
    since = loaded_since(workspace, known, files_before)
    files = new_files(workspace, known)
    records = record_changes(workspace, since)
    return Story(
        case,
        {"run_id": earlier.get("run_id"), "traced_at": earlier.get("traced_at")},
        told,
        tuple(files),
        tuple(records),
        tuple(tie_changes(before, after)),
    )


def _facts(run: Path) -> dict[str, Any]:
    with Database.open(run, read_only=True) as db:
        return read_facts(db)


def document(story: Story, sources: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Write what changed as changes.json holds it; `sources` as `told` gives them."""
    return {
        "format": FORMAT,
        "case": story.case,
        "before": story.before,
        "after": story.after,
        "sources": [dict(source) for source in sources],
        "new_files": [asdict(file) for file in story.files],
        "records": [asdict(change) for change in story.records],
        "ties": [asdict(change) for change in story.ties],
    }


def markdown(story: Story, sources: Sequence[Mapping[str, Any]]) -> str:
    """Write what changed for a person to read."""
    lines = [f"# What changed: {_plain(story.case)}", ""]
    day = str(story.after["traced_at"])[_DAY]
    if story.before is None:
        lines.append(f"Run {story.after['run_id']} of {day} is the first of the case.")
    else:
        lines.append(
            f"From run {story.before['run_id']} of"
            f" {str(story.before['traced_at'])[_DAY]} to run"
            f" {story.after['run_id']} of {day}."
        )
    lines += ["", "## Sources", ""]
    lines += [line for source in sources for line in _source(source)] or ["None."]
    if not story.is_first:
        lines += _part("Ties", [_tie(c) for c in story.ties], "No tie has changed.")
        lines += _part(
            "Records of newer files",
            [_record(c) for c in story.records],
            "No record has changed.",
        )
        lines += _part(
            "Files whose records take no other's place",
            [_file(f) for f in story.files],
            "None.",
        )
    return "\n".join(lines) + "\n"


def _part(title: str, entries: Sequence[str], none: str) -> list[str]:
    lines = ["", f"## {title}", ""]
    if not entries:
        return [*lines, none]
    lines += entries[:MOST_SHOWN]
    if len(entries) > MOST_SHOWN:
        lines.append(f"- and {len(entries) - MOST_SHOWN:,} more, in changes.json")
    return lines


def _source(source: Mapping[str, Any]) -> list[str]:
    lines = [f"- {_plain(source['source'])}: {_plain(source['says'])}"]
    for file in source["files"]:
        period = f", {_plain(file['period'])}" if file["period"] else ""
        lines.append(
            f"  - {_plain(file['name'])}{period}: {file['state']}, {file['bytes']:,}"
            f" bytes, retrieved {str(file['retrieved'])[_DAY]}"
        )
    lines += [f"  - not done: {_plain(error)}" for error in source["errors"]]
    return lines + [f"  - {_plain(note)}" for note in source["notes"]]


def _tie(change: TieChange) -> str:
    supplier = f", supplier {_plain(change.supplier)}" if change.supplier else ""
    return (
        f"- {change.change}: {_plain(change.organisation)}, {change.route},"
        f" {_plain(change.component)}{supplier} ({change.kind})" + _facts_of(change)
    )


def _record(change: RecordChange) -> str:
    about = f" ({_plain(change.about)})" if change.about else ""
    return (
        f"- {change.change}: {change.table} {_plain(change.record_id)}{about}"
        + _facts_of(change)
    )


def _file(file: NewFile) -> str:
    days = f", records of {file.first_date} to {file.last_date}"
    return f"- {_plain(file.name)} ({file.source}): {file.rows:,} rows" + (
        days if file.first_date else ""
    )


def _facts_of(change: RecordChange | TieChange) -> str:
    return "".join(
        f"\n  - {name}: {_value(before)} -> {_value(after)}"
        for name, (before, after) in change.facts.items()
    )


def _value(value: object) -> str:
    return "none" if value is None else _plain(value)


def _plain(value: object) -> str:
    """Write a text so that nothing in it is taken for Markdown or HTML."""
    return " ".join(str(value).split()).translate(_HARMLESS)
