"""Reads a mapping file: which table a sheet fills, and with which of its columns.

    table = "award"                # one of `targets.TARGETS`
    title = "Contracts of the city"
    publisher = "City of Exampleville"
    licence = "Open licence"       # may be left out, as may url
    dates = ["%d/%m/%Y"]
    amounts = "1,234.50"           # or "1.234,50"; plain numbers where it is left out
    ignore_others = true           # else a column that is not named stops the file

    [columns]
    "Contract no." = "piid"
    "Amount" = "obligated"

    [constants]
    currency = "CAD"
    grain = "award"

Nothing is guessed: what a table needs and neither a column nor a constant gives is an
error, with the names that are missing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosstie.errors import Place, UnreadableFile
from crosstie.sources.reading.layout import Layout
from crosstie.sources.reading.withhold import Person
from crosstie.sources.spreadsheet.constants import (
    constant,
    is_date_form,
)
from crosstie.sources.spreadsheet.targets import TARGETS, Target

__all__ = ["AMOUNTS", "SheetMapping", "find_mapping", "read_mapping"]

AMOUNTS = {"1,234.50": "money_point", "1.234,50": "money_comma"}
"""How amounts may be written, by an example, and the kind of cell that it is."""

_KEYS = {
    *("table", "title", "publisher", "licence", "url", "sheet", "header", "dates"),
    *("amounts", "ignore_others", "ignored", "required", "columns", "constants"),
    "key",
}
_ISO = "%Y-%m-%d"


@dataclass(frozen=True)
class SheetMapping:
    """A mapping file, checked: the layout that it makes, and what it says of itself."""

    name: str
    sha256: str
    layout: Layout
    target: Target
    sheet: str | None
    header: int
    """Row of a workbook's sheet in which the names of its columns stand."""
    decimal: str
    facts: Mapping[str, str]

    @property
    def note(self) -> str:
        """Say with which mapping a file was read."""
        return f"Read with the mapping {self.name}, SHA-256 {self.sha256}."


def find_mapping(path: Path, given: Path | None) -> Path:
    """Find the mapping of a file: as given, beside it, or in its folder.

    Raises:
        UnreadableFile: there is none.

    """
    beside = path.with_name(f"{path.stem}.mapping.toml")
    for found in (given,) if given else (beside, path.with_name("mapping.toml")):
        if found.is_file():
            return found
    name = given.name if given else beside.name
    raise UnreadableFile(
        "a table needs a mapping file, and there is none",
        place=Place(name),
        next_step="write one (docs/guides/imports.md), and give it with --mapping",
    )


def read_mapping(path: Path) -> SheetMapping:
    """Read and check a mapping file.

    Raises:
        UnreadableFile: it is no TOML, or says something that cannot be.

    """
    import hashlib

    content = path.read_bytes()
    name = path.name
    try:
        facts = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as cause:
        why = str(cause).partition(";")[0][:200]
        raise _wrong(name, None, f"this is no TOML: {why}") from cause
    for key in sorted(set(facts) - _KEYS):
        raise _wrong(name, key, f"there is no such key; known: {', '.join(_KEYS)}")
    for key in ("title", "publisher"):
        if not facts.get(key):
            raise _wrong(name, key, "it must be said, so that a row can be cited")
    target = TARGETS.get(str(facts.get("table")))
    if target is None:
        raise _wrong(name, "table", f"one of {', '.join(TARGETS)} is expected")
    amounts = str(facts.get("amounts", ""))
    if amounts and amounts not in AMOUNTS:
        raise _wrong(name, "amounts", f"one of {', '.join(AMOUNTS)} is expected")
    layout = _layout(name, facts, target, AMOUNTS.get(amounts))
    return SheetMapping(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        layout=layout,
        target=target,
        sheet=facts.get("sheet"),
        header=_header(name, facts),
        decimal="," if AMOUNTS.get(amounts) == "money_comma" else ".",
        facts={
            key: str(facts[key])
            for key in ("title", "publisher", "licence", "url")
            if facts.get(key)
        },
    )


def _layout(
    name: str, facts: Mapping[str, Any], target: Target, amounts: str | None
) -> Layout:
    columns = _texts(name, facts, "columns")
    constants = facts.get("constants", {})
    if not isinstance(constants, dict):
        raise _wrong(name, "constants", "a section that names columns is expected")
    _lists(name, facts, columns)
    for place, words in (("columns", columns.values()), ("constants", constants)):
        for word in words:
            if word not in target.columns:
                known = ", ".join(sorted(target.columns))
                raise _wrong(name, f"{place}.{word}", f"no such column; known: {known}")
    twice = {
        word for word in columns.values() if list(columns.values()).count(word) > 1
    }
    twice |= set(columns.values()) & set(constants)
    for word in sorted(twice):
        raise _wrong(name, f"columns.{word}", "it is filled twice")
    given = {*columns.values(), *constants}
    missing = [word for word in target.required if word not in given]
    if missing:
        raise _wrong(
            name,
            "columns",
            f"the table {facts['table']!r} needs {', '.join(missing)}: "
            "name a column or a constant for each",
        )
    asked = tuple(word for word in target.filled if word in columns.values())
    kinds = {
        word: target.columns[word]
        for word in columns.values()
        if target.columns[word] != "text"
    }
    if amounts:
        kinds |= {word: amounts for word, kind in kinds.items() if kind == "money"}
    return Layout(
        name=f"spreadsheet-{facts['table']}",
        title=str(facts["title"]),
        read=columns,
        table=target.table,
        dates=(*facts.get("dates", ()), _ISO),
        required=tuple(dict.fromkeys((*asked, *facts.get("required", ())))),
        ignored=tuple(facts.get("ignored", ())),
        ignored_patterns=(r"[\s\S]*",) if facts.get("ignore_others") else (),
        kinds=kinds,
        derived={
            **target.derived(given),
            **_constants(name, facts, target),
        },
        key=tuple(facts.get("key", ())),
        first_date=next((w for w in target.dated if w in columns.values()), None),
        persons=tuple(
            Person(shape=word, withheld=(word,))
            for word in target.names
            if word in columns.values()
        ),
        keeps_lines=True,
    )


def _texts(name: str, facts: Mapping[str, Any], key: str) -> dict[str, str]:
    found = facts.get(key)
    if not isinstance(found, dict) or not found:
        raise _wrong(name, key, "a section that names columns is expected")
    if not all(isinstance(word, str) for word in found.values()):
        raise _wrong(name, key, "a column is named by a text")
    return dict(found)


def _header(name: str, facts: Mapping[str, Any]) -> int:
    row = facts.get("header", 1)
    if not isinstance(row, int) or row < 1:
        raise _wrong(name, "header", "the number of a row is expected, from 1")
    return row


def _lists(name: str, facts: Mapping[str, Any], columns: Mapping[str, str]) -> None:
    """Check what must be lists of texts, and what they name."""
    for key in ("dates", "ignored", "required", "key"):
        found = facts.get(key, [])
        if not isinstance(found, list) or not all(isinstance(v, str) for v in found):
            raise _wrong(name, key, "a list of texts is expected")
    for form in facts.get("dates", ()):
        if not is_date_form(form):
            raise _wrong(name, "dates", f"{form!r} is no form of dates")
    known = {"required": set(columns.values()), "key": set(columns)}
    for key, names in known.items():
        for one in sorted(set(facts.get(key, ())) - names):
            raise _wrong(name, key, f"{one!r} is none of the columns that are read")
    if not isinstance(facts.get("sheet", ""), str):
        raise _wrong(name, "sheet", "the name of a sheet is expected")


def _constants(name: str, facts: Mapping[str, Any], target: Target) -> dict[str, str]:
    """Write the constants as SQL."""
    made = {}
    for word, value in facts.get("constants", {}).items():
        try:
            made[word] = constant(value, target.columns[word])
        except ValueError as expected:
            why = f"{str(value)[:40]!r} is not what is expected: {expected}"
            raise _wrong(name, f"constants.{word}", why) from None
    return made


def _wrong(name: str, key: str | None, why: str) -> UnreadableFile:
    return UnreadableFile(
        f"the mapping file says something that cannot be: {why}",
        place=Place(name, column=key),
        next_step="correct it; docs/guides/imports.md lists keys and columns",
    )
