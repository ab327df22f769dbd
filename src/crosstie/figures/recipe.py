"""What a recipe says of itself: `figure.toml`, read and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from crosstie.errors import CaseError, Place, Problem, UsageError
from crosstie.text.language import LANGUAGES, current

FILE = "figure.toml"
KINDS = ("number", "whole", "day", "choice", "text")
UNITS = ("share", "count", "people", "rank", "ratio", "money")

_ID = re.compile(r"[a-z][a-z0-9_]*")
_KNOWN = {
    *("id", "title", "question", "population", "unit", "keywords", "needs"),
    *("parameters", "readings", "caveats", "settings", "says"),
}

Value = Decimal | int | date | str


@dataclass(frozen=True)
class Words:
    """One text in each language that ships."""

    texts: Mapping[str, str]

    def __str__(self) -> str:
        return self.texts[current()]


@dataclass(frozen=True)
class Need:
    """A table that has to be loaded, or a table of the case that needs a row."""

    table: str
    """A table of the workspace, or a file of the case folder (`levels.csv`)."""
    command: str
    """The command that brings it; empty where a person writes it."""
    what: Words


@dataclass(frozen=True)
class Parameter:
    """A number or word that a figure depends on and that nobody can look up for you."""

    name: str
    kind: str
    title: Words
    basis: Words
    low: str
    middle: str
    """What it is unless it is set; empty where the recipe takes it from the data."""
    high: str
    choices: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None

    def read(self, text: str, place: str) -> Value:
        """Read a value that was given for it.

        Raises:
            UsageError: it is no such value; it says what is expected.

        """
        try:
            found: Value = _READ[self.kind](text, self)
            self._check(found)
            return found
        except (ValueError, InvalidOperation) as cause:
            expected = ", ".join(self.choices) or _EXPECTED[self.kind]
            expected += f", at least {self.least}" if self.least is not None else ""
            expected += f", at most {self.most}" if self.most is not None else ""
            raise UsageError(
                f"{place} is {text!r}, expected is {expected}",
                next_step=f"give it as --set {place}={self.middle or 'VALUE'}",
            ) from cause

    def _check(self, found: Value) -> None:
        """Refuse a number outside its bounds."""
        if isinstance(found, Decimal | int) and (
            (self.least is not None and found < self.least)
            or (self.most is not None and found > self.most)
        ):
            raise ValueError(found)


@dataclass(frozen=True)
class Recipe:
    """One recipe: what it answers, from what, and with which parameters."""

    id: str
    folder: Path
    title: Words
    question: Words
    population: Words
    unit: str
    needs: tuple[Need, ...]
    parameters: tuple[Parameter, ...]
    readings: Mapping[str, Words]
    caveats: tuple[Words, ...]
    says: Mapping[str, Words]
    """Further sentences of the recipe, by name."""
    words: tuple[str, ...]
    settings: Mapping[str, Any]
    """Titles, labels and the like that the recipe looks for in its file."""

    def parameter(self, name: str) -> Parameter:
        """Find a parameter by its name; the recipe's own code asks for no other."""
        return next(one for one in self.parameters if one.name == name)


def read_recipe(folder: Path) -> Recipe:
    """Read and check the `figure.toml` of a folder.

    Raises:
        CaseError: with everything that is wrong in it.

    """
    path = folder / FILE
    problems: list[Problem] = []
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as cause:
        raise _refused(folder, [Problem(str(cause), Place(FILE))]) from cause
    read = _Reader(found, problems)
    for key in sorted(set(found) - _KNOWN):
        read.wrong(key, "is no key of a recipe")
    recipe = Recipe(
        id=read.id(folder),
        folder=folder,
        title=read.words(found.get("title"), "title"),
        question=read.words(found.get("question"), "question"),
        population=read.words(found.get("population"), "population"),
        unit=read.choice("unit", UNITS),
        needs=tuple(read.needs()),
        parameters=tuple(
            read.one_parameter(name, given)
            for name, given in found.get("parameters", {}).items()
        ),
        readings=read.named("readings"),
        caveats=tuple(
            read.words(one, f"caveats[{n}]")
            for n, one in enumerate(found.get("caveats", []), start=1)
        ),
        says=read.named("says"),
        words=tuple(read.keywords()),
        settings=found.get("settings", {}),
    )
    if problems:
        raise _refused(folder, problems)
    return recipe


class _Reader:
    """Reads one document, and keeps what is wrong in it."""

    def __init__(self, found: Mapping[str, Any], problems: list[Problem]) -> None:
        self._found = found
        self._problems = problems

    def wrong(self, key: str, message: str) -> None:
        self._problems.append(Problem(message, Place(FILE, column=key)))

    def id(self, folder: Path) -> str:
        given = str(self._found.get("id", ""))
        if not _ID.fullmatch(given) or given != folder.name:
            self.wrong(
                "id", f"{given!r}: the folder's name {folder.name!r} is expected"
            )
        return given

    def words(self, given: Any, key: str) -> Words:
        given = given if isinstance(given, dict) else {}
        texts = {code: " ".join(str(given.get(code, "")).split()) for code in LANGUAGES}
        for code, text in texts.items():
            if not text:
                self.wrong(f"{key}.{code}", "is empty, a text is expected")
        return Words(texts)

    def named(self, key: str) -> dict[str, Words]:
        given = self._found.get(key, {})
        return {name: self.words(one, f"{key}.{name}") for name, one in given.items()}

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        given = str(self._found.get(key, ""))
        if given not in allowed:
            self.wrong(key, f"{given!r}: one of {', '.join(allowed)} is expected")
        return given

    def keywords(self) -> list[str]:
        given = self._found.get("keywords", {})
        for code in LANGUAGES:
            if not given.get(code):
                self.wrong(f"keywords.{code}", "is empty, words are expected")
        return [str(word) for code in LANGUAGES for word in given.get(code, [])]

    def needs(self) -> list[Need]:
        return [
            Need(
                table=str(one.get("table", "")),
                command=str(one.get("command", "")),
                what=self.words(one.get("what"), f"needs[{n}].what"),
            )
            for n, one in enumerate(self._found.get("needs", []), start=1)
        ]

    def one_parameter(self, name: str, given: Mapping[str, Any]) -> Parameter:
        key = f"parameters.{name}"
        kind = str(given.get("kind", ""))
        if kind not in KINDS:
            self.wrong(
                f"{key}.kind", f"{kind!r}: one of {', '.join(KINDS)} is expected"
            )
            kind = "text"
        return Parameter(
            name=name,
            kind=kind,
            title=self.words(given.get("title"), f"{key}.title"),
            basis=self.words(given.get("basis"), f"{key}.basis"),
            low=str(given.get("low", "")),
            middle=str(given.get("middle", "")),
            high=str(given.get("high", "")),
            choices=tuple(given.get("choices", ())),
            least=self._bound(given, "least"),
            most=self._bound(given, "most"),
        )

    def _bound(self, given: Mapping[str, Any], key: str) -> Decimal | None:
        return Decimal(str(given[key])) if key in given else None


def _number(text: str, _: Parameter) -> Decimal:
    found = Decimal(text)
    if not found.is_finite():
        raise ValueError(text)
    return found


def _choice(text: str, parameter: Parameter) -> str:
    if text not in parameter.choices:
        raise ValueError(text)
    return text


_READ: Mapping[str, Any] = {
    "number": _number,
    "whole": lambda text, _: int(text),
    "day": lambda text, _: date.fromisoformat(text),
    "choice": _choice,
    "text": lambda text, _: text,
}
_EXPECTED = {
    "number": "a number such as 0.5",
    "whole": "a whole number such as 2024",
    "day": "a day such as 2026-01-31",
    "choice": "one of its choices",
    "text": "a text",
}


def _refused(folder: Path, problems: list[Problem]) -> CaseError:
    return CaseError(
        f"the recipe {folder.name} cannot be read",
        problems=tuple(problems),
        next_step="correct its figure.toml; docs/guides/figures.md explains each key",
    )
