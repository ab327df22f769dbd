"""Organisations' names, made comparable: words, legal form, and the parts of a name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from crosstie.text.legalforms import has_form, split_form
from crosstie.text.letters import plain_letter
from crosstie.text.wordlists import ABBREVIATIONS

_MARKS = str.maketrans({**dict.fromkeys("’‘`´", "'"), **dict.fromkeys(".®™", "")})
_POSSESSIVE = re.compile(r"'s\b")
_AND = re.compile(r"\s*[&+]\s*")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_ARTICLES = frozenset(("the",))


@dataclass(frozen=True, slots=True)
class Name:
    """One name: its words as written, and its core without legal form."""

    raw: str
    words: tuple[str, ...]
    """Normalised words, legal form and all."""
    core: tuple[str, ...]
    """Words without legal form and article, business words in one form."""
    form: str
    """Class of the legal form; empty where the name has none."""

    plain: str
    """The normalised name, legal form and all, as one string."""
    bare: str
    """The same without a last article and without a branch's number."""
    core_text: str
    """The core as one string."""
    glued: str
    """The core without blanks: "kwiz com" and "kwizcom" are one."""
    numbers: frozenset[str]
    """The words of the core that hold only digits."""


def fold(text: str) -> str:
    """Lower-case a text and write its letters plainly; marks stay as they are.

    >>> fold("Société Générale"), fold("Газпром – Нефть")
    ('societe generale', 'gazprom – neft')
    """
    if text.isascii():
        return text.lower()
    return "".join(map(_folded, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char.isalpha() or unicodedata.combining(char):
        plain = plain_letter(char)
        return char.lower() if plain is None else plain
    return char


def words_of(text: str) -> tuple[str, ...]:
    """Part a name into normalised words.

    Dots go, "&" becomes "and", runs of single letters are joined ("L L C", "N. V.").

    >>> words_of("Smith & Sons, L.L.C.")
    ('smith', 'and', 'sons', 'llc')
    >>> words_of("J S I Telecom")
    ('jsi', 'telecom')
    """
    flat = fold(text).translate(_MARKS)
    if "'" in flat:
        flat = _POSSESSIVE.sub("s", flat)
    if "&" in flat or "+" in flat:
        flat = _AND.sub(" and ", flat)
    words = _NOT_WORD.sub(" ", flat).split()
    if any(len(word) == 1 for word in words):
        words = _join_letters(words)
    return tuple(words)


def _join_letters(words: list[str]) -> list[str]:
    """Join runs of single letters; a digit starts no run, so "4 u" stays as it is."""
    joined: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        if run:
            joined.append("".join(run))
            run = []
        if word:
            joined.append(word)
    return joined


def parse_name(text: str) -> Name:
    """Make one name comparable.

    >>> parse_name("THOMSON REUTERS SPECIAL SRVCES, L.L.C.").core
    ('thomson', 'reuters', 'special', 'service')
    """
    words = words_of(text)
    bare = words
    while len(bare) > 1 and bare[-1] in _ARTICLES:
        bare = bare[:-1]
    if len(bare) > 2 and bare[-1].isdigit() and len(bare[-1]) == 4:
        # Federal registrations append a branch number: "ACME, INC (7278)".
        bare = bare[:-1] if has_form(bare[:-1]) else bare
    left, form = split_form(bare)
    if form and len(left) > 1 and left[-1] == "and":
        left = left[:-1]
    while len(left) > 1 and left[0] in _ARTICLES:
        left = left[1:]
    core = tuple(ABBREVIATIONS.get(word, word) for word in left)
    return Name(
        raw=text,
        words=words,
        core=core,
        form=form,
        plain=" ".join(words),
        bare=" ".join(bare),
        core_text=" ".join(core),
        glued="".join(core),
        numbers=frozenset(filter(str.isdigit, core)),
    )
