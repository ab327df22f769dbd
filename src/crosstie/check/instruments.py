"""Legal instruments that articles name: their titles, status, and conditions."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from crosstie.model.claims import Support
from crosstie.text.dates import iso_day
from crosstie.text.language import current
from crosstie.text.names import words_of

_SMALL = frozenset(
    {"the", "of", "on", "and", "for", "to", "in", "la", "le", "les", "l", "des", "de"}
    | {"du", "d", "sur", "et", "a"}
)


@dataclass(frozen=True)
class Instrument:
    """One row of `instruments.csv`."""

    id: str
    title: str
    title_fr: str
    other_titles: tuple[str, ...]
    year: str
    citation: str
    status: str
    """in_force, abolished, replaced, or unknown."""
    conditions: str
    """What it allows and asks for, in the language that is being spoken."""
    support: Support

    @property
    def name(self) -> str:
        """Give the title in the language that is being spoken."""
        return self.title_fr if current() == "fr" else self.title


def find_instrument(text: str, year: str | None = None) -> Instrument | None:
    """Find the instrument whose title a text holds; the longest title wins.

    A title that two share ("Vienna Convention") is told apart by the year.
    """
    said = _words(text)
    found: list[tuple[bool, int, Instrument]] = []
    for one in instruments():
        sizes = [
            len(words)
            for title in (one.title, one.title_fr, *one.other_titles)
            if (words := _words(title)) and _holds(said, words)
        ]
        if sizes:
            found.append((one.year == year, max(sizes), one))
    if not found:
        return None
    return max(found, key=lambda item: (item[1], item[0]))[2]


def _words(text: str) -> tuple[str, ...]:
    return tuple(
        word
        for word in words_of(text.replace("'", " ").replace("’", " "))
        if word not in _SMALL
    )


def _holds(said: tuple[str, ...], words: tuple[str, ...]) -> bool:
    size = len(words)
    return any(said[n : n + size] == words for n in range(len(said) - size + 1))


def instruments() -> tuple[Instrument, ...]:
    """List the instruments, with conditions in the language that is being spoken."""
    return _instruments(current())


@cache
def _instruments(language: str) -> tuple[Instrument, ...]:
    text = files("crosstie.check").joinpath("instruments.csv").read_text("utf-8")
    return tuple(
        Instrument(
            id=row["id"],
            title=row["title"],
            title_fr=row["title_fr"],
            other_titles=tuple(t for t in row["other_titles"].split(";") if t),
            year=row["year"],
            citation=row["citation"],
            status=row["status"],
            conditions=row["conditions_fr" if language == "fr" else "conditions"],
            support=Support(
                title=row["citation"],
                publisher=row["publisher"],
                record_id=row["id"],
                url=row["url"],
                value=row["status"],
                day=iso_day(row["status_date"]) if row["status_date"] else None,
            ),
        )
        for row in csv.DictReader(text.splitlines())
    )
