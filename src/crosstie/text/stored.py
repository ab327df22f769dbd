"""Says texts of tables, which are English, again in the language of a page.

A step writes `_("{name} has no address").format(name=...)`, and English is what is
stored. Here each message with fields is a pattern, and a stored text is taken apart:
as a whole, or into sentences, or into clauses between semicolons. What stands in a
field is data and stays as it is, but for some names of fields: those in `SAID` hold
texts that are Crosstie's own and are said again too, those in `NUMBERS` are numbers as
English writes them, those in `COUNTRIES` end with the name of a country, and `listed`
is a list with "and".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from crosstie.text import catalogues
from crosstie.text.catalogues import later, originals
from crosstie.text.countries import country_code
from crosstie.text.numerals import regrouped
from crosstie.text.territories import named

__all__ = ["FIELD", "NUMBERS", "SAID", "said_again"]

FIELD = re.compile(r"\{([a-z_]+)(?:[:!][^{}]*)?\}")
"""A field of a message: a name, perhaps a format."""

SAID = frozenset({"also", "how", "says", "since", "what", "when", "whose", "why"})
"""Fields that hold a text of Crosstie's own, made from a message itself."""

NUMBERS = frozenset({"count", "number", "percent", "probability", "threshold", "total"})
"""Fields that hold a number as English writes it."""

COUNTRIES = frozenset({"country", "place"})
"""Fields that hold a country's English name, or a place with it at the end."""

DAYS = frozenset({"day", "first", "last", "since_day", "until_day"})
"""Fields that hold an ISO date, or the year of one."""

LEAST_LETTERS = 5
"""Letters that a message needs outside its fields to be told from others."""

_DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?"

_END = re.compile(r"(?<=[.!?\"]) (?=\S)")
_MOST_JOINED = 5
"""Pieces that may belong to one sentence: names hold full stops too."""


@dataclass(frozen=True)
class Pattern:
    """One English text of a message, as a pattern."""

    expression: re.Pattern[str]
    longest: str
    """Its longest part outside the fields: a quick test."""
    letters: int
    message: tuple[str, ...]
    is_one: bool
    """Whether it is the message's form for one thing."""
    is_telling: bool
    """Whether its own letters, or a day, tell it from any other text."""


Reading = tuple[int, str]
"""How many letters of a text are a message's own, and the text said again."""


def said_again(text: str, language: str) -> str:
    """Say a stored English text in a language; unknown parts stay as they are."""
    return _read(text, language, id(catalogues.catalogue(language)))[1]


@lru_cache(maxsize=50_000)
def _read(text: str, language: str, identity: int) -> Reading:
    """Take a text apart so that as many letters as can be are a message's own.

    That is what tells the right reading: a pattern with a wide field could swallow the
    sentence after it, but then the letters of that sentence would be data.
    """
    pieces = _END.split(text)
    best: list[Reading] = [(0, "")]
    for end in range(1, len(pieces) + 1):
        tried = []
        for start in range(max(0, end - _MOST_JOINED), end):
            letters, before = best[start]
            joined = " ".join(pieces[start:end])
            more, said = _whole(joined, language, identity) or (0, joined)
            tried.append((letters + more, f"{before} {said}" if start else said))
        best.append(max(tried, key=lambda one: one[0]))
    return best[-1]


def _whole(text: str, language: str, identity: int) -> Reading | None:
    """Say one sentence or clause, whatever stop and capital it was given."""
    bare = text.removesuffix(".")
    found: list[Reading] = []
    for tried in dict.fromkeys(
        (text, f"{text}.", bare, *(_turned(t) for t in (text, f"{text}.", bare)))
    ):
        for letters, said in _exact(tried, language, identity):
            if tried.endswith(".") and not text.endswith("."):
                said = said.removesuffix(".")
            if text.endswith(".") and not said.endswith((".", "!", "?")):
                said += "."
            found.append((letters, _turned(said) if tried[:1] != text[:1] else said))
    clauses = text.split("; ")
    if clauses[1:] and (parts := _clauses(clauses, language, identity)):
        found.append(parts)
    return max(found, key=lambda one: one[0], default=None)


def _clauses(clauses: list[str], language: str, identity: int) -> Reading | None:
    """Say what stands between semicolons, where all of it is known."""
    read = [_whole(clause, language, identity) for clause in clauses]
    known = [one for one in read if one is not None]
    if len(known) < len(read):
        return None
    between = catalogues.catalogue(language).pgettext("between clauses", "; ")
    return sum(one[0] for one in known), between.join(one[1] for one in known)


def _turned(text: str) -> str:
    """Begin with a small letter where a capital stands, and the other way."""
    return text[:1].swapcase() + text[1:]


def _exact(text: str, language: str, identity: int) -> Iterator[Reading]:
    """Give every reading of a text as one message."""
    message = _plain(language, identity).get(text)
    if message:
        letters = sum(c.isalpha() for c in text)
        yield letters, _message(message, 1 if text == message[0] else 2, language)
    for pattern in _patterns(language, identity):
        if pattern.longest in text and (found := pattern.expression.fullmatch(text)):
            yield _filled(pattern, found.groupdict(), language, identity)


def _filled(
    pattern: Pattern, fields: dict[str, str], language: str, identity: int
) -> Reading:
    written = fields.get("count", "").replace(",", "")
    number = int(written) if written.isdigit() else 1 if pattern.is_one else 2
    message = _message(pattern.message, number, language)
    letters, values = pattern.letters, {}
    for name, value in fields.items():
        more, values[name] = _field(name, value, language, identity)
        letters += more
    return letters, FIELD.sub(lambda field: values.get(field.group(1), ""), message)


def _field(name: str, value: str, language: str, identity: int) -> Reading:
    """Say what stands in a field: a text of ours, a number, a country, or data."""
    if name in SAID:
        return _read(value, language, identity)
    if name in NUMBERS:
        return 0, regrouped(value)
    if name in COUNTRIES:
        start, comma, last = value.rpartition(", ")
        code = country_code(last)
        said = start + comma + named(code, last) if code and last != code else value
        return 0, said
    if name == "listed" and value.count(" and ") == 1:
        first, last = value.split(" and ")
        joined = catalogues.catalogue(language).gettext(_AND)
        return 0, joined.format(rest=first, last=last)
    return 0, value


def _message(message: tuple[str, ...], number: int, language: str) -> str:
    if len(message) > 1:
        return catalogues.catalogue(language).ngettext(message[0], message[1], number)
    return catalogues.catalogue(language).gettext(message[0])


_AND = later("{rest} and {last}")


@lru_cache(maxsize=8)
def _plain(language: str, identity: int) -> dict[str, tuple[str, ...]]:
    """Gather the messages without fields, by each of their English texts."""
    return {
        text: message
        for message in originals(language)
        for text in message
        if not FIELD.search(text)
    }


@lru_cache(maxsize=8)
def _patterns(language: str, identity: int) -> tuple[Pattern, ...]:
    """Make a pattern of each message with fields."""
    found = [
        _pattern(text, message, is_one=index == 0)
        for message in originals(language)
        for index, text in enumerate(message)
        if FIELD.search(text)
    ]
    return tuple(one for one in found if one.is_telling)


def _pattern(text: str, message: tuple[str, ...], *, is_one: bool) -> Pattern:
    """Turn a message into an expression; a field named twice holds the same twice."""
    cuts = [0, *(place for f in FIELD.finditer(text) for place in f.span()), len(text)]
    parts: list[str] = []
    outside: list[str] = []
    seen: set[str] = set()
    for index, (start, end) in enumerate(pairwise(cuts)):
        piece = text[start:end]
        if index % 2 == 0:
            parts.append(re.escape(piece))
            outside.append(piece)
            continue
        name = FIELD.fullmatch(piece)[1]  # type: ignore[index]
        held = _DAY if name in DAYS else ".+?"
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>{held})")
        seen.add(name)
    letters = sum(c.isalpha() for part in outside for c in part)
    is_telling = letters >= LEAST_LETTERS or bool(seen & DAYS)
    expression = re.compile("".join(parts), re.DOTALL)
    longest = max(outside, key=len)
    return Pattern(expression, longest, letters, message, is_one, is_telling)
