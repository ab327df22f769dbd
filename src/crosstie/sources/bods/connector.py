"""Loads ownership statements of versions 0.2 and 0.4.

Persons are never stored: a link to one is kept with the name "a private person". A
statement that a later one replaces is listed in `repeat`. Where the interested party is
unknown or withheld, the reason goes to `ownership_exception`: it says why no owner is
known, which is not the same as none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from crosstie.errors import Place, RefusedRecord, UnknownLayout
from crosstie.sources.bods.asking import plan
from crosstie.sources.bods.convert import entity, relationship
from crosstie.sources.bods.statement import Statement, read
from crosstie.sources.reading.csvload import Progress
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.jsonread import items
from crosstie.sources.reading.layout import Source
from crosstie.sources.reading.writing import Tables
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome, keep_rejects
from crosstie.store.tables import REPEAT

__all__ = ["load", "plan"]

_WITHHELD = "[withheld: may hold a person]"


@dataclass
class Known:
    """What a first reading learns of the statements that others point to."""

    newer: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Statement id -> the id and row of the statement that stands for it."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Id -> person, or why an unknown one is not known; entities are left out."""
    names: dict[str, str] = field(default_factory=dict)
    publisher: dict[str, str] = field(default_factory=dict)
    version: str | None = None

    def current(self, reference: str) -> str:
        """Follow replacements to the id that stands now."""
        passed = set()
        while reference in self.newer and reference not in passed:
            passed.add(reference)
            reference = self.newer[reference][0]
        return reference


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file of statements."""
    known = _first_reading(member)
    tables = Tables(db)
    rejected: list[dict[str, Any]] = []
    count: Counter[str] = Counter()
    seen: dict[tuple[str, str], int] = {}
    for row, line, value, problem in _statements(member):
        count["read"] += 1
        if progress and not count["read"] % 5_000:
            progress(count["read"])
        statement = read(value) if problem is None else None
        if statement is None:
            reason = problem or "the object is no statement that is known"
            rejected.append(_reject(row, line, reason))
            continue
        if statement.id in known.newer and known.newer[statement.id][1] != row:
            count["repeated"] += 1
            tables.add(REPEAT, _repeat(member.file_id, row, statement, known))
            continue
        first = seen.setdefault((statement.kind, statement.id), row)
        if first != row:
            count["repeated"] += 1
            twin = _twin(member.file_id, row, statement.id, first)
            tables.add(REPEAT, twin)
            continue
        try:
            count[_fill(tables, statement, known, member.file_id, row)] += 1
        except RefusedRecord as refused:
            rejected.append(_reject(row, line, str(refused)))
    tables.flush()
    keep_rejects(db, member.file_id, rejected)
    return Outcome(
        layout=f"bods-{known.version or 'unknown'}",
        rows_read=count["read"],
        rows_loaded=count["read"] - len(rejected) - count["repeated"],
        rows_rejected=len(rejected),
        rows_repeated=count["repeated"],
        notes=_notes(count),
        facts=known.publisher,
    )


def _fill(
    tables: Tables, statement: Statement, known: Known, file_id: str, row: int
) -> str:
    """Write one statement's rows; return what was done."""
    if statement.kind == "person":
        return "person"
    if statement.kind == "entity":
        if statement.reference in known.kinds:
            return "unknown"
        for table, made in entity(statement, file_id, row):
            tables.add(table, made)
        return "entity"
    for table, made in relationship(
        statement,
        file_id,
        row,
        child=known.current(statement.subject or ""),
        parent=known.current(statement.party or ""),
        kinds=known.kinds,
        names=known.names,
    ):
        tables.add(table, made)
    return "relationship"


def _first_reading(member: Member) -> Known:
    known = Known()
    found = 0
    for row, _, value, problem in _statements(member):
        found += 1
        statement = read(value) if problem is None else None
        if statement is None:
            continue
        known.version = known.version or statement.version
        known.publisher = known.publisher or statement.publisher
        for old in statement.replaces:
            known.newer[old] = (statement.id, row)
        if statement.record and statement.version != "0.2":
            # In 0.4 the statements of one record carry its id; the last one stands.
            _stand(known, statement, row)
        if statement.kind == "person":
            known.kinds[statement.reference] = statement.unknown or "person"
        elif statement.kind == "entity" and statement.unknown:
            known.kinds[statement.reference] = statement.unknown
        elif statement.kind == "entity" and statement.name:
            known.names[statement.reference] = statement.name
    if found and known.version is None:
        raise UnknownLayout(
            "no object of the file is an ownership statement",
            place=Place(member.label),
            next_step="known layouts: BODS 0.2 and 0.4, as JSON or JSON Lines",
        )
    return known


def _stand(known: Known, statement: Statement, row: int) -> None:
    earlier = known.names.get(f"record {statement.record}")
    if earlier is not None and earlier != statement.id:
        known.newer[earlier] = (statement.id, row)
    known.names[f"record {statement.record}"] = statement.id


def _statements(
    member: Member,
) -> Iterator[tuple[int, int | None, Any, str | None]]:
    row = 0
    for item in items(member):
        values = item.value if isinstance(item.value, list) else [item.value]
        for value in values:
            row += 1
            yield row, item.line, value, item.problem


def _reject(row: int, line: int | None, reason: str) -> dict[str, Any]:
    return {"row_number": row, "line": line, "reason": reason, "record": _WITHHELD}


def _repeat(
    file_id: str, row: int, statement: Statement, known: Known
) -> dict[str, Any]:
    return {
        "file_id": file_id,
        "row_number": row,
        "record_id": statement.id,
        "same_as_file_id": file_id,
        "same_as_row_number": known.newer[statement.id][1],
        "reason": "replaced by a later statement",
    }


def _twin(file_id: str, row: int, statement: str, first: int) -> dict[str, Any]:
    return {
        "file_id": file_id,
        "row_number": row,
        "record_id": statement,
        "same_as_file_id": file_id,
        "same_as_row_number": first,
        "reason": "same key in the file",
    }


def _notes(count: Counter[str]) -> tuple[str, ...]:
    notes = []
    if count["person"]:
        notes.append(f"Persons withheld: {count['person']:,}.")
    if count["unknown"]:
        notes.append(f"Entities that are not named: {count['unknown']:,}.")
    return tuple(notes)
