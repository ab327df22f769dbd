"""Words of a text with their places, and their dictionary forms.

The dictionary forms are simplemma's: word lists that come with the package.
"""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from crosstie.text.names import fold

_WORD = re.compile(
    r"(?:[LDSNMJTCldsnmjtc]|[Qq]u|[Jj]usqu|[Ll]orsqu)['’](?=[^\W\d_])"
    r"|['’]s\b|[^\W\d_](?:\.[^\W\d_])+\.?|[^\W_]+(?:[&-][^\W_]+|\.(?=[a-z]{2,4}\b)[a-z]+)*|&"
)
_IRREGULAR = {
    "won": "win", "has": "have", "had": "have", "is": "be", "are": "be", "was": "be",
    "were": "be", "been": "be", "sold": "sell", "bought": "buy", "paid": "pay",
    "held": "hold", "made": "make", "kept": "keep", "got": "get", "took": "take",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word, at its place in the article."""

    start: int
    end: int
    raw: str
    key: str
    """Lower case, plain letters, no dots."""

    @property
    def is_capital(self) -> bool:
        """Tell whether it is written with a capital letter, or a digit before one."""
        return self.raw[0].isupper() or (
            self.raw[0].isdigit() and any(c.isupper() for c in self.raw)
        )


def tokens(text: str, start: int = 0) -> list[Token]:
    """Part a text into words; an elided article and a possessive stand alone."""
    return [
        Token(
            at.start() + start,
            at.end() + start,
            at.group(),
            fold(at.group()).replace(".", "").replace("’", "'"),
        )
        for at in _WORD.finditer(text)
    ]


@lru_cache(maxsize=40_000)
def lemma(word: str, language: str) -> str:
    """Give the dictionary form of a word, in lower case and plain letters.

    >>> lemma("supplies", "en"), lemma("fournissait", "fr"), lemma("won", "en")
    ('supply', 'fournir', 'win')
    """
    from simplemma import lemmatize

    lower = word.lower()
    if language == "en" and lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if len(lower) > 30:
        return fold(lower)
    return fold(str(lemmatize(lower, lang=language))).lower()


@lru_cache(maxsize=40_000)
def is_plain_word(word: str, language: str) -> bool:
    """Tell whether a word stands in the dictionary, so that as a name it says little."""
    from simplemma import is_known

    return len(word) <= 30 and bool(is_known(word.lower(), lang=language))
