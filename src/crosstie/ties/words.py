"""Names and descriptions as rows of words: names are found at word boundaries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from crosstie.text.legalforms import split_form

WORD = re.compile(r"[^\W_]+")

SHARE_WORDS = frozenset(
    [
        "CLASS",
        "COMMON",
        "ETF",
        "FUND",
        "ORDINARY",
        "PREFERRED",
        "REIT",
        "SHARE",
        "SHARES",
        "SUBORDINATE",
        "TRUST",
        "UNITS",
        "VOTING",
    ]
)
"""Last words of a listed name that say its kind of share or fund."""

FIRST_WORDS = frozenset({"THE", "LA", "LE", "LES"})


def plain(text: str) -> str:
    """Write a text in capitals without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).upper()


def words_of(text: str) -> list[str]:
    """Split a text into words, in capitals and without accents.

    >>> words_of("Hootsuite, and support-services.")
    ['HOOTSUITE', 'AND', 'SUPPORT', 'SERVICES']
    """
    return WORD.findall(plain(text) if not text.isascii() else text.upper())


def core_of(name: str) -> tuple[str, ...]:
    """Take the words of a name without its legal form.

    >>> core_of("The North Radio Company Limited")
    ('NORTH', 'RADIO')
    """
    words = words_of(name)
    while len(words) > 1 and words[0] in FIRST_WORDS:
        words.pop(0)
    before = 0
    while before != len(words):
        before = len(words)
        kept, _ = split_form([word.lower() for word in words])
        words = [word.upper() for word in kept] or words
        while len(words) > 1 and (words[-1] in SHARE_WORDS or len(words[-1]) == 1):
            words.pop()
    return tuple(words)


def contains(words: Sequence[str], part: Sequence[str]) -> bool:
    """Tell whether a row of words stands in another, in order and side by side."""
    size = len(part)
    return any(
        tuple(words[i : i + size]) == tuple(part) for i in range(len(words) - size + 1)
    )


def excerpt(text: str, start: int, size: int) -> str:
    """Cut words out of a text as they are written there, by their positions."""
    spans = [found.span() for found in WORD.finditer(text)]
    if start + size > len(spans):
        return text
    return text[spans[start][0] : spans[start + size - 1][1]]


def find_all(
    texts: Iterable[str], names: Iterable[tuple[str, ...]]
) -> Iterator[tuple[str, list[str], tuple[str, ...], int]]:
    """Find names in texts: gives text, its words, the name and where it starts.

    One pass over the words of each text with a table of first words: thousands of
    names cost no more than ten.
    """
    index = _index(names)
    for text in texts:
        words = words_of(text)
        for position, word in enumerate(words):
            for name in index.get(word, ()):
                size = len(name)
                if size == 1 or tuple(words[position : position + size]) == name:
                    yield text, words, name, position


def _index(names: Iterable[tuple[str, ...]]) -> Mapping[str, list[tuple[str, ...]]]:
    index: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(set(names)):
        if name:
            index.setdefault(name[0], []).append(name)
    return index
