"""Reads what a person types into a search box, and cuts texts into the words of it.

Names and queries go through the same letters: without case, accents and marks, Greek
and Cyrillic in Latin letters. Nothing that is typed reaches the index as syntax.

>>> search_words("L'Oréal & Fils, S.A.")
['l', 'oreal', 'and', 'fils', 'sa']
>>> parse_query('blackberry "enterprise mobility" serv').expression
'"blackberry" "enterprise mobility" "serv" *'
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

from crosstie.text.names import fold

__all__ = [
    "MOST_CHARACTERS",
    "MOST_WORDS",
    "Asked",
    "Term",
    "compact",
    "marked",
    "parse_query",
    "search_words",
]

MOST_CHARACTERS = 200
"""Characters of a query that are read; a longer one is cut, and that is told."""

MOST_WORDS = 12
"""Words of a query that are looked for."""

SHORTEST_START = 2
"""Letters from which the last word may be the start of a longer one."""

SHORTEST_INSIDE = 3
"""Letters from which a word may stand inside a longer one."""

LEAST_IDENTIFIER = 4
"""Letters and digits that an identifier has at least."""

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+")
_INITIALS = re.compile(r"(?<!\w)(?:\w\.){2,}\w?(?!\w)")
_POSSESSIVE = re.compile(r"'s\b")
_MARKS = str.maketrans(dict.fromkeys("’‘`´", "'"))
_PIECE = re.compile(r'"([^"]*)"|(\S+)')
_LABEL = re.compile(r"^\s*[a-z][a-z-]{1,20}\s*[:#]\s*(?=\S)", re.IGNORECASE)
_NOT_PLAIN = re.compile(r"[^0-9A-Z]+")


def search_words(text: str) -> list[str]:
    """Part a text into the words under which it is found.

    Initials with dots are one word; each ideograph is a word of its own, so that a
    part of a Chinese, Japanese or Korean name is found.
    """
    flat = fold(text).translate(_MARKS)
    if "." in flat:
        flat = _INITIALS.sub(lambda met: met[0].replace(".", ""), flat)
    if "'s" in flat:
        flat = _POSSESSIVE.sub("s", flat)
    if "&" in flat or "+" in flat:
        flat = flat.replace("&", " and ").replace("+", " and ")
    return _WORD.findall(flat)


def compact(text: str) -> str:
    """Write an identifier without blanks and hyphens, in capitals.

    >>> compact("12302 6635 rc-0001")
    '123026635RC0001'
    """
    return _NOT_PLAIN.sub("", text.upper())


@dataclass(frozen=True)
class Term:
    """Words that stand next to each other; the last may be the start of a word."""

    words: tuple[str, ...]
    is_start: bool = False

    @property
    def expression(self) -> str:
        """The term in the syntax of the index, every word of it quoted."""
        quoted = '"' + " ".join(self.words) + '"'
        return f"{quoted} *" if self.is_start else quoted


@dataclass(frozen=True)
class Asked:
    """A query that was read: all of its terms must be met."""

    text: str
    """As typed, without what cannot be shown, and cut where it was too long."""
    terms: tuple[Term, ...]
    identifiers: tuple[str, ...]
    """Texts that may be an identifier, compact, the likeliest first."""
    was_cut: bool = False

    @cached_property
    def expression(self) -> str:
        """The whole query in the syntax of the index; empty where it has no word."""
        return " ".join(term.expression for term in self.terms)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word that is looked for."""
        return tuple(word for term in self.terms for word in term.words)

    @property
    def without_starts(self) -> Asked:
        """The same query for whole words alone."""
        whole = tuple(replace(term, is_start=False) for term in self.terms)
        return replace(self, terms=whole)


def parse_query(text: str) -> Asked:
    """Read a query: words in any order, "words in this order", a start with `*`.

    The last word may be half typed, unless a blank follows it.
    """
    shown = "".join(
        " " if unicodedata.category(c)[0] in "CZ" else c
        for c in text[: MOST_CHARACTERS + 1]
    )
    was_cut = len(text.strip()) > MOST_CHARACTERS
    shown = shown[:MOST_CHARACTERS]
    ended = shown != shown.rstrip() or shown.rstrip().endswith('"')
    terms: list[Term] = []
    pieces = _PIECE.findall(shown)
    for number, (phrase, word) in enumerate(pieces, 1):
        is_last = number == len(pieces) and not ended and not was_cut
        words = search_words(phrase or word)
        if is_last and terms and words and len(words[-1]) < SHORTEST_START:
            # One letter says too little of a word that is still being typed.
            words = words[:-1] if words[-1].isalpha() else words
        if words:
            starts = not phrase and (is_last or word.endswith("*"))
            start = starts and len(words[-1]) >= SHORTEST_START
            terms.append(Term(tuple(words[:MOST_WORDS]), start))
    kept: list[Term] = []
    for term in dict.fromkeys(terms):
        if sum(len(one.words) for one in kept) + len(term.words) > MOST_WORDS:
            was_cut = True
            break
        kept.append(term)
    plain = " ".join(shown.split())
    return Asked(plain, tuple(kept), _identifiers(plain), was_cut)


def _identifiers(text: str) -> tuple[str, ...]:
    """List what may be an identifier: the whole, or one word with a digit in it."""
    bare = _LABEL.sub("", text)
    words = [word for word in bare.split() if any(map(str.isdigit, word))]
    found = [compact(text), compact(bare), *map(compact, words)]
    number = re.fullmatch(r"(\d{9})[A-Z]{2}\d{4}", compact(bare))
    if number:
        found.append(number[1])
    return tuple(
        dict.fromkeys(
            one
            for one in found
            if len(one) >= LEAST_IDENTIFIER and any(map(str.isdigit, one))
        )
    )


def marked(
    text: str, asked: Asked, inside: tuple[str, ...] = ()
) -> tuple[tuple[str, bool], ...]:
    """Cut a text where it holds a word of the query; `inside` may stand in a word.

    >>> marked("BlackBerry Limited", parse_query("black"))
    (('BlackBerry', True), (' Limited', False))
    """
    whole = set(asked.words)
    starts = tuple(term.words[-1] for term in asked.terms if term.is_start)
    parts: list[tuple[str, bool]] = []
    end = 0
    for met in _WORD.finditer(text):
        words = search_words(met[0])
        if not any(
            word in whole or (starts and word.startswith(starts)) or word in inside
            for word in words
        ):
            continue
        if met.start() > end:
            parts.append((text[end : met.start()], False))
        parts.append((met[0], True))
        end = met.end()
    if end < len(text):
        parts.append((text[end:], False))
    return tuple(parts)
