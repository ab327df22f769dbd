"""Whether a written name looks like a private person's, who is never shown.

A name with a legal form, a trade or a place in it is an organisation's. The shape
alone decides the rest, so a surname firm without any such word may be masked; that
is the lesser harm, and a register that holds the name lifts the mask
(`resolve.parties`).
"""

from __future__ import annotations

from crosstie.text.legalforms import split_form
from crosstie.text.names import words_of
from crosstie.text.places import country_tokens
from crosstie.text.wordlists import (
    ABBREVIATIONS,
    BUSINESS,
    FRONT_TITLES,
    GIVEN,
    SURNAMES,
    SURNAMES_TOO,
    TITLES,
    WORD_SURNAMES,
    is_plain,
)

MASK = "a private person"
"""What stands wherever a person's name would."""

MOST_WORDS = 7
"""Blanks above which no name is a person's."""

_PARTICLES = frozenset(
    [
        "de",
        "del",
        "la",
        "los",
        "las",
        "van",
        "von",
        "der",
        "den",
        "da",
        "dos",
        "di",
        "le",
        "el",
        "al",
        "bin",
    ]
)


def is_flagged_person(text: str) -> bool:
    """Tell whether a name that a record flags as a sole proprietor is a person's.

    Records set the flag on firms too, so a legal form or a trade still speaks
    against it, unless a given name stands in the name.

    >>> is_flagged_person("NGUYEN, THI ARBITRATOR"), is_flagged_person("Gulf Guns LLC")
    (True, False)
    """
    words = _spelled(text)
    if split_form(("x", *words_of(text)))[1] or _mentions_form(text):
        return False
    named = any(word in GIVEN for word in words) or "," in text
    return named or not _is_organisation(words)


def looks_like_person(text: str) -> bool:
    """Tell whether a name has the shape of a person's name.

    >>> looks_like_person("DOE, JANE Q.")
    True
    >>> looks_like_person("ROSS STORES")
    False
    """
    if text.count(" ") > MOST_WORDS or any(mark in text for mark in "&+/@#0123456789"):
        return False
    if _mentions_form(text):
        return False
    if "," in text:
        return _surname_first(text)
    words = _spelled(text)
    titled = bool(words) and words[0] in FRONT_TITLES and len(words) > 1
    bare = [word for word in words if word not in TITLES]
    if titled and 1 <= len(bare) <= 4:
        return not _is_organisation(bare)
    if len(words) != len(bare) and 2 <= len(bare) <= 4 and bare[0] in GIVEN:
        return not _is_organisation(bare)
    return _given_first(bare) or _initial_last(bare) or _initial_middle(bare)


def _mentions_form(text: str) -> bool:
    """Tell whether an unmistakable legal form stands anywhere between commas."""
    words = words_of(text)
    return any(word in ("inc", "llc", "corp", "ltd", "incorporated") for word in words)


def _spelled(text: str) -> list[str]:
    """Part a name into words; initials stay apart, unlike in organisations' names."""
    return [
        word for piece in text.replace(".", " ").split() for word in words_of(piece)
    ]


def _surname_first(text: str) -> bool:
    """Read "SURNAME, GIVEN M": both sides short, a given name or initial second."""
    before, _, after = text.partition(",")
    if "," in after:
        after = after.replace(",", " ")
    last = [w for w in _spelled(before) if w not in TITLES]
    first = [w for w in _spelled(after) if w not in TITLES]
    if not last or len(last) > 3:
        return False
    if not first:
        return _given_first(last) and bool(_spelled(after))
    if len(first) > 3 or _is_organisation([*last, *first]):
        return False
    short = len(last) + len(first) <= 3
    return short or first[0] in GIVEN or any(len(word) == 1 for word in first)


def _given_first(words: list[str]) -> bool:
    """Read "GIVEN SURNAME", "GIVEN M SURNAME", "GIVEN GIVEN SURNAME"."""
    if not 2 <= len(words) <= 4 or words[0] not in GIVEN:
        return False
    middle = [word for word in words[1:-1] if word not in _PARTICLES]
    surname = words[-1]
    if len(surname) < 2 or _is_organisation(words[1:]):
        return False
    return all(len(word) == 1 or word in GIVEN or len(words) < 4 for word in middle)


def _initial_last(words: list[str]) -> bool:
    """Read "SURNAME GIVEN" and "SURNAME GIVEN M", which lack the comma."""
    if len(words) == 2 and words[1] in SURNAMES_TOO:
        return False
    if len(words) not in (2, 3) or (len(words[-1]) > 1 and len(words) == 3):
        return False
    return words[1] in GIVEN and not _is_organisation(words[:1])


def _initial_middle(words: list[str]) -> bool:
    """Read "FIRST M LAST" where the first name is a rare one."""
    return (
        len(words) == 3
        and [len(word) > 2 for word in words] == [True, False, True]
        and len(words[1]) == 1
        and words[1] not in ("n", "s", "e", "w")
        and not _is_organisation([words[0], words[2]])
    )


def _is_organisation(words: list[str]) -> bool:
    """Tell whether a word is a legal form, a trade, a plain word, or a country."""
    if split_form(("x", *words))[1]:
        return True
    return any(
        word not in WORD_SURNAMES
        and word not in SURNAMES
        and word not in GIVEN
        and word not in _PARTICLES
        and (
            ABBREVIATIONS.get(word, word) in BUSINESS
            or is_plain(word)
            or word in country_tokens()
        )
        for word in words
    )
