"""What a publisher's file looks like, declared as data beside its connector."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from crosstie.errors import Place, UnknownLayout
from crosstie.fetch.rules import Rules, read_rules
from crosstie.sources.reading.expect import Expect, read_expect
from crosstie.sources.reading.withhold import Person, read_persons
from crosstie.store.masking import masked_name
from crosstie.store.schema import Table
from crosstie.store.tables import LOADED

__all__ = ["Layout", "Source", "read_layouts", "read_source", "recognise"]

_TABLES = {table.name: table for table in LOADED}


@dataclass(frozen=True)
class Layout:
    """One layout: which columns are read, ignored or personal, and how.

    `read` maps a source column to a column of the table; a name that the table does
    not have is a helper, used by `derived` (SQL over the read columns' names).
    """

    name: str
    title: str
    read: Mapping[str, str]
    table: Table | None = None
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    ignored_patterns: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    nulls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    """The publisher's own key of a record, where it has one: rows that carry the same
    are one. Without it rows are one where every column (but personal ones) is equal."""
    first_date: str | None = None
    persons: tuple[Person, ...] = ()
    """Which rows are of a private person, and what of them is not kept."""
    keeps_lines: bool = False
    """Cells hold text of several lines: a line within one is never taken for a row."""
    closed: tuple[str, ...] = ()
    """Columns whose categories are all known: another value rejects its row."""
    expect: Expect = field(default_factory=Expect)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the layout knows by name."""
        return (*self.read, *self.ignored, *self.personal)

    def differences(self, header: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the columns that are missing, and those that are not known."""
        found = set(header)
        missing = [
            name
            for name in self.columns
            if name not in found and name not in self.optional
        ]
        known = set(self.columns)
        unknown = [
            name
            for name in header
            if name not in known
            and not any(re.fullmatch(p, name) for p in self.ignored_patterns)
        ]
        return missing, unknown

    def kind(self, target: str) -> str:
        """Return how a column is read: text, date, money, whole, flag, ..."""
        if target in self.kinds:
            return self.kinds[target]
        for column in self.table.columns if self.table else ():
            if column.name == target and (kind := _KINDS.get(column.type[:7])):
                return kind
        return "country" if target.endswith("country") else "text"


_KINDS = {
    "date": "date",
    "decimal": "money",
    "bigint": "whole",
    "boolean": "flag",
}


@dataclass(frozen=True)
class Source:
    """One source, as its `source.toml` describes it."""

    name: str
    title: str
    publisher: str
    licence: str
    url: str
    about: str
    reads: tuple[str, ...]
    layouts: tuple[Layout, ...]
    roles: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """What it is known not to hold, a sentence each: shown with every result."""
    fetch: Rules | None = None
    """How it is fetched; None where a person brings the files."""
    brought: str = ""
    """Why a person brings the files, and from which page, where there is a reason."""
    expect: Mapping[str, Expect] = field(default_factory=dict)
    """What is expected of the files of each layout, by its name."""
    takes_mapping: bool = False
    """A person writes a mapping file for each of its files."""


def read_source(folder: Path) -> Source:
    """Read a source's `source.toml` and its layouts."""
    facts = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
    expect = read_expect(facts.get("expect", {}))
    name = folder.name.replace("_", "-")
    return Source(
        name=name,
        title=facts["title"],
        publisher=facts["publisher"],
        licence=facts["licence"],
        url=facts["url"],
        about=facts["about"],
        brought=facts.get("brought", ""),
        reads=tuple(facts["reads"]),
        layouts=tuple(
            replace(layout, expect=expect.get(layout.name, Expect()))
            for layout in read_layouts(folder / "layouts")
        ),
        expect=expect,
        roles=tuple(facts.get("roles", ())),
        missing=tuple(facts.get("missing", ())),
        takes_mapping=facts.get("takes_mapping", False),
        fetch=read_rules(folder.name.replace("_", "-"), facts["fetch"])
        if "fetch" in facts
        else None,
    )


def read_layouts(folder: Path) -> tuple[Layout, ...]:
    """Read every layout of a folder, in order of its file name."""
    return tuple(
        _layout(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.toml"))
    )


def _layout(facts: Mapping[str, Any]) -> Layout:
    tuples: dict[str, Any] = {
        name: tuple(facts[name])
        for name in (
            "dates",
            "required",
            "optional",
            "ignored",
            "ignored_patterns",
            "personal",
            "key",
            "closed",
        )
        if name in facts
    }
    return Layout(
        name=facts["name"],
        title=facts["title"],
        table=_TABLES[facts["table"]] if "table" in facts else None,
        read=facts["read"],
        kinds=facts.get("kinds", {}),
        nulls={word: tuple(names) for word, names in facts.get("nulls", {}).items()},
        derived=facts.get("derived", {}),
        first_date=facts.get("first_date"),
        keeps_lines=facts.get("keeps_lines", False),
        persons=read_persons(facts.get("person", ())),
        **tuples,
    )


def recognise(header: Sequence[str], layouts: Sequence[Layout], file: str) -> Layout:
    """Find the layout whose columns these are, in whatever order.

    Raises:
        UnknownLayout: naming each missing and unknown column of the nearest layout.

    """
    twice = sorted(name for name, number in Counter(header).items() if number > 1)
    if not twice:
        for layout in layouts:
            if layout.differences(header) == ([], []):
                return layout
    nearest = min(layouts, key=lambda layout: sum(map(len, layout.differences(header))))
    missing, unknown = nearest.differences(header)
    parts = [f"the columns are none of the known layouts; nearest is {nearest.title}"]
    if missing:
        parts.append(f"missing: {_listed(missing)}")
    if unknown:
        parts.append(f"not known: {_listed(unknown)}")
    if twice:
        parts.append(f"named twice: {_listed(twice)}")
    raise UnknownLayout(
        "; ".join(parts),
        place=Place(file, 0),
        next_step="known layouts: " + ", ".join(layout.title for layout in layouts),
    )


def _listed(names: Sequence[str], most: int = 12) -> str:
    """List names of columns; of a file without a header they are a record's cells."""
    shown = ", ".join(masked_name(name)[:80] or "(no name)" for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")
