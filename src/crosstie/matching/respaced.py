"""Finds words that a clerk wrote as one: "AMEGROUPE" may be "AME GROUPE"."""

from __future__ import annotations

import re
from functools import lru_cache

from crosstie.matching import policy
from crosstie.text.wordlists import ABBREVIATIONS, BUSINESS, COMMON

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z][a-z])")


def respaced(name: str) -> str:
    """Part a plain word from the word that it is glued to; "" where there is none.

    >>> respaced("WioSolutions"), respaced("AMEGROUPE SNC"), respaced("Wio Solutions")
    ('Wio Solutions', 'AME GROUPE SNC', '')
    """
    words = name.split()
    found = [_apart(word) for word in words]
    return "" if found == words else " ".join(found)


@lru_cache(maxsize=65_536)
def _apart(word: str) -> str:
    size = len(word)
    if size < policy.GLUED_SHORTEST + 2:
        return word
    low = word.lower()
    plain = _plain()
    if low in plain or not low.isalpha():
        return word
    camel = _CAMEL.search(word)
    if camel and low[camel.start() :] in plain:
        return f"{word[: camel.start()]} {word[camel.start() :]}"
    for count in range(min(size - 2, policy.GLUED_LONGEST), policy.GLUED_SHORTEST, -1):
        if low[size - count :] in plain:
            return f"{word[: size - count]} {word[size - count :]}"
        if low[:count] in plain:
            return f"{word[:count]} {word[count:]}"
    return word


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    every = {*ABBREVIATIONS, *ABBREVIATIONS.values(), *BUSINESS, *COMMON}
    return frozenset(word for word in every if len(word) > policy.GLUED_SHORTEST)
