"""Says texts of tables, which are English, again in the language of a page.

A step writes `_("{name} has no address").format(name=...)`, and English is what is
stored. Here each message with fields is a pattern, and a stored text is taken apart:
as a whole, or into sentences, or into clauses between semicolons. What stands in a
field is data and stays as it is, but for two kinds: fields named in `SAID` hold texts
that are Crosstie's own and are said again too, and those in `NUMBERS` are numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from crosstie.text.language import catalogue, ngettext, originals
from crosstie.text.numerals import regrouped

__all__ = ["FIELD", "NUMBERS", "SAID", "said_again"]

FIELD = re.compile(r"\{([a-z_]+)(?:[:!][^{}]*)?\}")
"""A field of a message: a name, perhaps a format."""

SAID = frozenset({"also", "how", "says", "since", "what", "when", "whose", "why"})
"""Fields that hold a text of Crosstie's own, made from a message itself."""

NUMBERS = frozenset({"count", "number", "percent", "probability", "threshold", "total"})
"""Fields that hold a number as English writes it."""

LEAST_LETTERS = 5
"""Letters that a message needs outside its fields to be told from others."""

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


def said_again(text: str, language: str) -> str:
    """Say a stored English text in a language; unknown parts stay as they are."""
    return _said_again(text, language, id(catalogue(language)))


@lru_cache(maxsize=50_000)
def _said_again(text: str, language: str, identity: int) -> str:
    whole = _whole(text, language, identity)
    if whole is not None:
        return whole
    pieces = _END.split(text)
    said, start = [], 0
    while start < len(pieces):
        for end in range(min(len(pieces), start + _MOST_JOINED), start, -1):
            found = _whole(" ".join(pieces[start:end]), language, identity)
            if found is not None:
                said.append(found)
                break
        else:
            end = start + 1
            said.append(pieces[start])
        start = end
    return " ".join(said)


def _whole(text: str, language: str, identity: int) -> str | None:
    """Say one sentence or clause, whatever stop and capital it was given."""
    bare = text.removesuffix(".")
    for tried in dict.fromkeys((text, f"{text}.", bare, _small(text), _small(bare))):
        found = _exact(tried, language, identity)
        if found is None:
            continue
        if tried.endswith(".") and not text.endswith("."):
            found = found.removesuffix(".")
        if text.endswith(".") and not found.endswith((".", "!", "?")):
            found += "."
        if tried[:1] != text[:1]:
            found = found[:1].upper() + found[1:]
        return found
    clauses = text.split("; ")
    said = [_whole(c, language, identity) for c in clauses] if clauses[1:] else [None]
    return None if None in said else "; ".join(filter(None, said))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _exact(text: str, language: str, identity: int) -> str | None:
    if text in _plain(language, identity):
        return catalogue(language).gettext(text)
    for pattern in _patterns(language, identity):
        if pattern.longest in text and (found := pattern.expression.fullmatch(text)):
            return _filled(pattern, found.groupdict(), language, identity)
    return None


def _filled(
    pattern: Pattern, fields: dict[str, str], language: str, identity: int
) -> str:
    number = fields.get("count", fields.get("number", "")).replace(",", "")
    if len(pattern.message) > 1:
        one, many = pattern.message
        message = ngettext(one, many, int(number) if number.isdigit() else 2)
    else:
        message = catalogue(language).gettext(pattern.message[0])
    values = {
        name: _said_again(value, language, identity)
        if name in SAID
        else regrouped(value)
        if name in NUMBERS
        else value
        for name, value in fields.items()
    }
    return FIELD.sub(lambda field: values[field.group(1)], message)


@lru_cache(maxsize=8)
def _plain(language: str, identity: int) -> frozenset[str]:
    """Gather the messages without fields."""
    return frozenset(
        text for one in originals(language) for text in one if not FIELD.search(text)
    )


@lru_cache(maxsize=8)
def _patterns(language: str, identity: int) -> tuple[Pattern, ...]:
    """Make a pattern of each message with fields, the most specific first."""
    found = [
        _pattern(text, message)
        for message in originals(language)
        for text in message
        if FIELD.search(text)
    ]
    telling = [one for one in found if one.letters >= LEAST_LETTERS]
    return tuple(sorted(telling, key=lambda one: (-one.letters, one.message)))


def _pattern(text: str, message: tuple[str, ...]) -> Pattern:
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
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
        seen.add(name)
    letters = sum(c.isalpha() for part in outside for c in part)
    expression = re.compile("".join(parts), re.DOTALL)
    return Pattern(expression, max(outside, key=len), letters, message)
