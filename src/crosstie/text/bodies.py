"""What bears a name, as far as the name says: a public body, a person, or a firm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from crosstie.text.names import words_of
from crosstie.text.persons import looks_like_person
from crosstie.text.wordlists import GOVERNMENT, TRANSLATIONS


class Body(StrEnum):
    """What bears a name."""

    OPEN = ""
    """A firm, or the name does not say."""
    PUBLIC = "public body"
    PERSON = "person"


_OF = frozenset(("of", "de", "du", "d", "des", "di", "da", "do", "del", "der", "van"))
_FRONT = frozenset(
    ("the", "us", "u", "federal", "royal", "hm", "his", "united", "states")
)
_PHRASES = (
    ("royal", "canadian", "mounted", "police"), ("gendarmerie", "royale"),
    ("police", "department"), ("sheriffs", "office"), ("fire", "department"),
    ("school", "district"), ("public", "schools"), ("marine", "corps"),
    ("coast", "guard"), ("air", "force"), ("marshals", "service"), ("states", "navy"),
    ("states", "army"), ("us", "navy"), ("us", "army"), ("royal", "navy"),
    ("crown", "prosecution"), ("supreme", "court"), ("revenue", "agency"),
    ("border", "services", "agency"), ("correctional", "service"),
    ("house", "of", "commons"), ("national", "defence"), ("homeland", "security"),
)  # fmt: skip
_PHRASE_STARTS = frozenset(phrase[0] for phrase in _PHRASES)
_NO_OF = frozenset(("city", "commune", "ministry", "government"))
"""Kinds that other languages put before a name without "of": Stadt Köln."""


@dataclass(frozen=True)
class Read:
    """A public body's kind, and the place of the words that say it."""

    kind: str
    rest: tuple[str, ...]


def public_body(words: Sequence[str], has_form: bool) -> Read | None:
    """Read "City of X", "X, City of", "Ministère de X"; None for any other name.

    >>> public_body(("city", "of", "york"), False)
    Read(kind='city', rest=('york',))
    >>> public_body(("bureau", "veritas"), False) is None
    True
    """
    if has_form or len(words) < 2:
        return None
    start = 0
    while start < len(words) - 2 and words[start] in _FRONT:
        start += 1
    head = TRANSLATIONS.get(words[start], words[start])
    rest = tuple(words[start + 1 :])
    kind = GOVERNMENT.get(head)
    if kind and rest and rest[0] in _OF and len(rest) > 1:
        return Read(kind, tuple(words[:start]) + rest[1:])
    if kind in _NO_OF and head != words[start] and rest:
        return Read(kind, rest)
    last = GOVERNMENT.get(TRANSLATIONS.get(words[-2], words[-2]))
    if last and words[-1] in _OF:
        return Read(last, tuple(words[:-2]))
    if _PHRASE_STARTS.isdisjoint(words):
        return None
    for phrase in _PHRASES:
        size = len(phrase)
        for at in range(len(words) - size + 1):
            if tuple(words[at : at + size]) == phrase:
                return Read("service", tuple(words))
    return None


def body_of(name: str) -> Body:
    """Say what bears a written name.

    >>> body_of("Town of Oakville"), body_of("Henry Ford"), body_of("Ford Motor Co")
    (<Body.PUBLIC: 'public body'>, <Body.PERSON: 'person'>, <Body.OPEN: ''>)
    """
    from crosstie.text.legalforms import has_form

    words = words_of(name)
    if public_body(words, has_form(words)):
        return Body.PUBLIC
    return Body.PERSON if looks_like_person(name) else Body.OPEN
