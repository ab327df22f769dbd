"""Reading case.toml: the buyer, the country, and what the case declares."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosstie.model.case import Buyer, Component, SourceNeed
from crosstie.store.casefolder_cells import Problems, is_country
from crosstie.store.casefolder_tables import SETTINGS_FILE

DEFAULT_THRESHOLD = 0.95

_CASE_KEYS = (
    "title",
    "country",
    "publish_threshold",
    "common_words",
    "buyer",
    "sources",
)
_COMPONENT_KEYS = ("name", "abbreviation", "names", "codes")
_BUYER_KEYS = (*_COMPONENT_KEYS, "department", "country", "sibling")


@dataclass(frozen=True)
class CaseSettings:
    """What case.toml declares."""

    title: str
    country: str
    publish_threshold: float
    common_words: tuple[str, ...]
    buyer: Buyer
    sources: tuple[SourceNeed, ...] = ()


class _Keys:
    """One table of case.toml; a key that cannot be read becomes a problem."""

    def __init__(self, table: Any, path: str, problems: Problems) -> None:
        self._path = path
        self._problems = problems
        self._table: Mapping[str, Any] = table if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            self.problem("", "a table is expected")

    def problem(self, key: str, message: str) -> None:
        place = ".".join(part for part in (self._path, key) if part)
        self._problems.add(f"key {place}: {message}", SETTINGS_FILE)

    def only(self, known: tuple[str, ...]) -> None:
        for key in self._table:
            if key not in known:
                self.problem(key, f"is unknown; known are {', '.join(known)}")

    def text(self, key: str, *, required: bool = False) -> str:
        found = self._table.get(key, "")
        if not isinstance(found, str):
            self.problem(key, f"{found!r}: a text in quotes is expected")
            return ""
        if required and not found.strip():
            self.problem(key, "is missing or empty, a text in quotes is expected")
        return found.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        found = self._table.get(key, [])
        if not isinstance(found, list) or not all(
            isinstance(item, str) and item.strip() for item in found
        ):
            self.problem(key, 'a list of texts is expected, such as ["A", "B"]')
            return ()
        return tuple(item.strip() for item in found)

    def country(self, key: str, *, required: bool = False) -> str:
        found = self.text(key, required=required)
        if found and not is_country(found):
            self.problem(
                key, f"{found!r}: an ISO 3166-1 alpha-2 code such as SE is expected"
            )
        return found

    def share(self, key: str, default: float) -> float:
        found = self._table.get(key, default)
        is_number = isinstance(found, int | float) and not isinstance(found, bool)
        if not is_number or not 0 < found <= 1:
            self.problem(key, f"{found!r}: a number above 0 and up to 1 is expected")
            return default
        return float(found)

    def table(self, key: str) -> _Keys:
        return _Keys(self._table.get(key, {}), self._under(key), self._problems)

    def tables(self, key: str) -> list[_Keys]:
        found = self._table.get(key, [])
        if not isinstance(found, list):
            self.problem(key, f"[[{self._under(key)}]] is expected, with two brackets")
            return []
        return [
            _Keys(item, f"{self._under(key)}[{number}]", self._problems)
            for number, item in enumerate(found, start=1)
        ]

    def flag(self, key: str) -> bool:
        found = self._table.get(key, False)
        if not isinstance(found, bool):
            self.problem(key, f"{found!r}: true or false is expected")
            return False
        return found

    def options(self, *but: str) -> tuple[tuple[str, str], ...]:
        """Read every key as an option: a text, a number, or yes and no."""
        found = []
        for key, value in self._table.items():
            if key in but:
                continue
            if isinstance(value, bool):
                found.append((key, "yes" if value else "no"))
            elif isinstance(value, str | int):
                found.append((key, str(value).strip()))
            else:
                self.problem(key, f"{value!r}: a text or a whole number is expected")
        return tuple(found)

    def names(self) -> tuple[str, ...]:
        return tuple(self._table)

    def _under(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key


def read_settings(path: Path, problems: Problems) -> CaseSettings | None:
    """Read case.toml; nothing where it cannot be read at all."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        problems.add("is missing, every case needs one", SETTINGS_FILE)
        return None
    except UnicodeDecodeError as cause:
        problems.add(f"is not UTF-8 (byte {cause.start})", SETTINGS_FILE)
        return None
    except tomllib.TOMLDecodeError as cause:
        problems.add(f"is no valid TOML: {cause}", SETTINGS_FILE)
        return None
    except (ValueError, RecursionError):
        problems.add("holds a number too long, or is nested too deep", SETTINGS_FILE)
        return None
    case = _Keys(content, "", problems)
    case.only(_CASE_KEYS)
    return CaseSettings(
        title=case.text("title", required=True),
        country=case.country("country", required=True),
        publish_threshold=case.share("publish_threshold", DEFAULT_THRESHOLD),
        common_words=case.texts("common_words"),
        buyer=_buyer(case.table("buyer"), problems),
        sources=_sources(case.table("sources")),
    )


def _sources(keys: _Keys) -> tuple[SourceNeed, ...]:
    """Read one table a source; what its options may be, the source itself says."""
    return tuple(_source(name, keys.table(name)) for name in keys.names())


def _source(name: str, keys: _Keys) -> SourceNeed:
    quick = keys.table("quick").options() if "quick" in keys.names() else None
    return SourceNeed(
        name, keys.options("optional", "quick"), keys.flag("optional"), quick
    )


def _buyer(keys: _Keys, problems: Problems) -> Buyer:
    keys.only(_BUYER_KEYS)
    siblings = [_component(item) for item in keys.tables("sibling")]
    buyer = Buyer(
        name=keys.text("name", required=True),
        abbreviation=keys.text("abbreviation", required=True),
        names=keys.texts("names"),
        codes=keys.texts("codes"),
        department=keys.text("department"),
        siblings=tuple(siblings),
        country=keys.country("country"),
    )
    _check_unique([buyer, *siblings], problems)
    return buyer


def _component(keys: _Keys) -> Component:
    keys.only(_COMPONENT_KEYS)
    return Component(
        name=keys.text("name", required=True),
        abbreviation=keys.text("abbreviation", required=True),
        names=keys.texts("names"),
        codes=keys.texts("codes"),
    )


def _check_unique(components: list[Component], problems: Problems) -> None:
    """Refuse a name or code that two agencies carry: an award has one of them."""
    seen: dict[str, str] = {}
    for component in components:
        words = {component.name, component.abbreviation, *component.names}
        marks = {word.casefold() for word in words if word}
        for mark in sorted(marks | set(component.codes)):
            if mark in seen:
                problems.add(
                    f"key buyer: {mark!r} stands for {seen[mark]} and for"
                    f" {component.name}; one agency is expected",
                    SETTINGS_FILE,
                )
            seen.setdefault(mark, component.name)
