"""Loads FollowTheMoney entities: organisations, ownership, and contract awards.

Persons are never stored: an ownership of one is kept with the name "a private person".
A legal entity whose name has the shape of a person's is treated as one. Entities of
other schemata are counted and left out; links without a meaning of their own
(UnknownLink, Directorship) never become ownership.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crosstie.errors import Place, RefusedRecord, UnknownLayout
from crosstie.sources.followthemoney.convert import award, organisation, ownership
from crosstie.sources.followthemoney.entity import (
    AWARD,
    CONTRACT,
    LEGAL,
    ORGANISATIONS,
    OWNERSHIP,
    PERSON,
    Entity,
    read,
)
from crosstie.sources.reading.csvload import Progress
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.jsonread import items
from crosstie.sources.reading.layout import Source
from crosstie.sources.reading.writing import Tables
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome, keep_rejects
from crosstie.store.tables import REPEAT
from crosstie.text.persons import looks_like_person

__all__ = ["load"]

_WITHHELD = "[withheld: may hold a person]"
_EVERY = 5_000
_SHOWN = 8


@dataclass
class _Known:
    """What earlier readings learn of the entities that others point to."""

    names: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    contracts: dict[str, Entity] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    """Suppliers of awards and authorities of contracts."""
    parties: dict[str, Entity] = field(default_factory=dict)
    publishers: Counter[str] = field(default_factory=Counter)
    found: int = 0
    entities: int = 0


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file of entities, a JSON line each, or a JSON array."""
    known = _readings(member)
    tables = Tables(db)
    rejected: list[dict[str, Any]] = []
    count: Counter[str] = Counter()
    left: Counter[str] = Counter()
    seen: dict[str, int] = {}
    days: list[date] = []
    for row, line, value, problem in _values(member):
        count["read"] += 1
        if progress and not count["read"] % _EVERY:
            progress(count["read"])
        entity = read(value) if problem is None else None
        if entity is None:
            reason = problem or "the object is no entity: id, schema and properties"
            rejected.append(_reject(row, line, reason))
            continue
        if (first := seen.setdefault(entity.id, row)) != row:
            count["repeated"] += 1
            tables.add(REPEAT, _twin(member.file_id, row, entity.id, first))
            continue
        try:
            what = _fill(tables, entity, known, member.file_id, row, days)
        except RefusedRecord as refused:
            rejected.append(_reject(row, line, str(refused), refused.column))
            continue
        count[what] += 1
        if what == "left":
            left[entity.schema] += 1
    tables.flush()
    keep_rejects(db, member.file_id, rejected)
    return Outcome(
        layout="followthemoney",
        rows_read=count["read"],
        rows_loaded=count["read"] - len(rejected) - count["repeated"],
        rows_rejected=len(rejected),
        rows_repeated=count["repeated"],
        notes=_notes(count, left),
        first_date=min(days, default=None),
        last_date=max(days, default=None),
        facts=_facts(known),
    )


def _fill(
    tables: Tables,
    entity: Entity,
    known: _Known,
    file_id: str,
    row: int,
    days: list[date],
) -> str:
    """Write one entity's rows; tell what was done."""
    if entity.id in known.persons:
        return "person"
    if entity.schema in ORGANISATIONS:
        for table, made in organisation(entity, file_id, row):
            tables.add(table, made)
        return "organisation"
    if entity.schema == OWNERSHIP:
        tables.add(*ownership(entity, file_id, row, known.names, known.persons))
        return "ownership"
    if entity.schema == AWARD:
        if entity.first("supplier") in known.persons:
            return "person"
        table, made = award(
            entity, file_id, row, contracts=known.contracts, parties=known.parties
        )
        tables.add(table, made)
        if made["action_date"]:
            days.append(made["action_date"])
        return "award"
    return "contract" if entity.schema == CONTRACT else "left"


def _readings(member: Member) -> _Known:
    """Read the file for what entities point to; twice where it holds awards."""
    known = _Known()
    for _, _, value, problem in _values(member):
        known.found += 1
        entity = read(value) if problem is None else None
        if entity is not None:
            known.entities += 1
            _learn(known, entity)
    if known.found and not known.entities:
        raise UnknownLayout(
            "no object of the file has id, schema and properties",
            place=Place(member.label),
            next_step="known layout: FollowTheMoney entities, one JSON object a line",
        )
    if known.needed:
        for _, _, value, problem in _values(member):
            entity = read(value) if problem is None else None
            if entity is not None and entity.id in known.needed:
                known.parties[entity.id] = entity
    return known


def _learn(known: _Known, entity: Entity) -> None:
    name = entity.first("name")
    if publisher := entity.first("publisher"):
        known.publishers[publisher] += 1
    if entity.schema == PERSON or (
        entity.schema in LEGAL and name and looks_like_person(name)
    ):
        known.persons.add(entity.id)
    elif entity.schema in ORGANISATIONS and name:
        known.names[entity.id] = name
    elif entity.schema == CONTRACT:
        known.contracts[entity.id] = entity
        known.needed.update(entity.all("authority"))
    elif entity.schema == AWARD:
        known.needed.update(entity.all("supplier"))


def _values(member: Member) -> Iterator[tuple[int, int | None, Any, str | None]]:
    row = 0
    for item in items(member):
        values = item.value if isinstance(item.value, list) else [item.value]
        for value in values:
            row += 1
            yield row, item.line, value, item.problem


def _reject(
    row: int, line: int | None, reason: str, column: str | None = None
) -> dict[str, Any]:
    return {
        "row_number": row,
        "line": line,
        "column_name": column,
        "reason": reason,
        "record": _WITHHELD,
    }


def _twin(file_id: str, row: int, record: str, first: int) -> dict[str, Any]:
    return {
        "file_id": file_id,
        "row_number": row,
        "record_id": record,
        "same_as_file_id": file_id,
        "same_as_row_number": first,
        "reason": "same key in the file",
    }


def _notes(count: Counter[str], left: Counter[str]) -> tuple[str, ...]:
    notes = []
    if count["person"]:
        notes.append(f"Persons withheld: {count['person']:,}.")
    if left:
        shown = ", ".join(f"{name} ({n:,})" for name, n in left.most_common(_SHOWN))
        notes.append(f"Entities of kinds that are not read: {shown}.")
    return tuple(notes)


def _facts(known: _Known) -> dict[str, str]:
    """Name the publisher, where all entities name one."""
    if len(known.publishers) != 1:
        return {}
    return {"publisher": next(iter(known.publishers))}
