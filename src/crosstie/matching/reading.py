"""One name read word by word, for comparing it with another without a register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crosstie.matching.letters import plain_letters
from crosstie.matching.records import lines
from crosstie.matching.wordtables import CONNECTIVES, FRONT_FORMS, all_forms, form_words
from crosstie.text.bodies import Body, Read, public_body
from crosstie.text.legalforms import NEUTRAL
from crosstie.text.persons import looks_like_person
from crosstie.text.places import country_names
from crosstie.text.scripts import latin
from crosstie.text.wordlists import (
    ABBREVIATIONS,
    BUSINESS,
    CITIES,
    COMMON,
    DIRECTIONS,
    GIVEN,
    NUMBER_WORDS,
    REGIONS,
    STRUCTURE,
    SURNAMES,
    TRANSLATIONS,
)

RARE, SURNAME, PLAIN, TRADE, STRUCT, PLACE, COUNTRY, SIDE, NUMBER = range(9)
"""What a word is, from the most telling on."""

SMALL = frozenset((
    "inc", "incorporated", "corp", "corporation", "co", "company", "compagnie",
    "companies", "compagnies", "limited", "ltd", "ltee", "llc", "plc", "sa",
    "societe", "gesellschaft", "of", "de", "du", "des", "d", "da", "do", "dos",
    "del", "della", "di", "la", "le", "les", "los", "las", "l", "for", "fur",
    "pour", "para", "in", "im", "a", "an", "on", "to", "von", "van",
    "der", "den",
))  # fmt: skip
"""Words between others, which initials skip and which tell nothing."""

FRONTS = {*FRONT_FORMS, "ab", "aktiebolaget", "sc", "szoo", "kabushikikaisha",
          "godokaisha", "spzoo", "compagnie", "cie",
          "publichnoeaktsionernoeobshchestvo", "aktsionernoeobshchestvo", "stichting",
          "aktsiaselts", "as", "compania", "companhia", "cia", "societe", "sa",
          "obshchestvosogranichennoiotvetstvennostyu"}  # fmt: skip
"""Legal forms, their words glued, that may stand before a name."""

_FIRST_WORDS = {
    *FRONTS,
    "kabushiki",
    "godo",
    "sp",
    "s",
    "publichnoe",
    "aktsionernoe",
    "obshchestvo",
}

_LONGEST_FORM = 6
_FORMS_TAKEN = 3
_LAST_LETTERS = {"i": "1", "v": "5", "x": "10"}
"""Roman numbers of one letter, at the end of a name."""

_BRANCH_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One name's words without legal form, each in one form, with its class."""

    words: tuple[str, ...]
    """As written, in plain letters."""
    keys: tuple[str, ...]
    """The same words translated, in full, numbers as digits."""
    classes: tuple[int, ...]
    form: str
    """Class of the legal form; empty where the name has none."""
    glued: str
    initials: tuple[str, ...]
    """First letters: of the core, and with the legal form's words."""
    public: Read | None
    body: Body
    is_inverted: bool
    """Whether a comma may have turned the name round: "Toronto, City of"."""
    is_venture: bool
    """Whether the name says that it is a joint venture."""


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    """Return every declared word: one of them is no misspelling of another."""
    return frozenset(
        {*COMMON, *BUSINESS, *REGIONS, *CITIES, *DIRECTIONS, *STRUCTURE, *GIVEN}
        | {*SURNAMES, *ABBREVIATIONS, *ABBREVIATIONS.values(), *TRANSLATIONS}
        | {*TRANSLATIONS.values(), *NUMBER_WORDS, *country_names()}
    )


def is_known(word: str) -> bool:
    """Tell whether a word stands in one of the declared lists."""
    return word in _known_words()


def read_names(names: Sequence[str]) -> list[Reading]:
    """Read names; each text once."""
    unique = list(dict.fromkeys(names))
    data = plain_letters(lines([latin(name) for name in unique]))
    texts = data.tobytes().decode("utf-8", "replace").split("\n")[: len(unique)]
    found = {name: _read(name, text) for name, text in zip(unique, texts, strict=True)}
    return [found[name] for name in names]


def _read(name: str, text: str) -> Reading:
    spoken = text.split()
    words = [word for word in spoken if word not in CONNECTIVES] or spoken
    words, venture = _without_venture(words)
    words, form, tail = _without_form(words)
    formed = bool(form and form != NEUTRAL)
    public = public_body(words, formed) if len(words) > 1 else None
    bare = [word for word in words if word not in SMALL] or words
    keys, kept = _keys(bare)
    body = Body.PUBLIC if public else Body.OPEN
    if body is Body.OPEN and not form and len(bare) == len(words) and len(words) < 5:
        body = Body.PERSON if looks_like_person(name) else body
    first = "".join([word[0] for word in kept])
    return Reading(
        words=tuple(kept),
        keys=tuple(keys),
        classes=tuple(map(class_of, keys, kept)),
        form=form,
        glued="".join(words),
        initials=(first, first + "".join([word[0] for word in tail])),
        public=public,
        body=body,
        is_inverted="," in name,
        is_venture=venture,
    )


def _without_venture(words: list[str]) -> tuple[list[str], bool]:
    """Take "joint venture" out of a name, and tell whether it was there."""
    bare = [word for word in words if word not in ("jv", "joint", "venture")]
    said = "jv" in words or ("joint" in words and "venture" in words)
    return (bare, True) if said and bare else (words, False)


def _without_form(words: list[str]) -> tuple[list[str], str, list[str]]:
    """Take legal forms off both ends: the rest, the class, the last form's words."""
    table, lasts = all_forms(), _last_words()
    left, found, tail = words, "", words[:0]
    for _ in range(_FORMS_TAKEN):
        if len(left) < 2 or left[-1] not in lasts:
            break
        if found and len(left) > 1 and left[-1].isdigit():
            break
        for size in range(min(_LONGEST_FORM, len(left) - 1), 0, -1):
            form = table.get("".join(left[-size:]))
            if form is not None:
                tail = left[-size:] + tail
                left = left[:-size]
                found = form if found in ("", NEUTRAL) else found
                break
        else:
            break
    branch = len(words) > 2 and words[-1].isdigit() and len(words[-1]) == _BRANCH_DIGITS
    if branch and not found:
        # Federal registrations append a branch number: "ACME, INC (7278)".
        cut = _without_form(words[:-1])
        return cut if cut[1] else (left, found, tail)
    if not left or left[0] not in _FIRST_WORDS:
        return left, found, tail
    for size in range(min(_LONGEST_FORM, len(left) - 1), 0, -1):
        glued = "".join(left[:size])
        if glued in FRONTS:
            return left[size:], found or table.get(glued, ""), tail
    return left, found, tail


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    """Return every word that a legal form ends in."""
    return frozenset(form[-1] for form in form_words())


@lru_cache(maxsize=1)
def _country_starts() -> frozenset[str]:
    """Return the first words of countries' names of several words."""
    return frozenset(name.split()[0] for name in country_names() if " " in name)


def _keys(words: list[str]) -> tuple[list[str], list[str]]:
    """Put each word into one form; two words that name a country become one."""
    countries, starts = country_names(), _country_starts()
    keys: list[str] = []
    kept: list[str] = []
    at = 0
    while at < len(words):
        size, word = 1, words[at]
        for wider in (3, 2) if word in starts else ():
            part = " ".join(words[at : at + wider])
            if at + wider <= len(words) and part in countries:
                size, word = wider, part
                break
        at += size
        key = TRANSLATIONS.get(word, word)
        key = ABBREVIATIONS.get(key, key)
        if len(words) > 1:
            key = NUMBER_WORDS.get(key, key)
        if key in _LAST_LETTERS and at == len(words) > 2:
            key = _LAST_LETTERS[key]
        keys.append(countries.get(key, key))
        kept.append(word)
    return keys, kept


@lru_cache(maxsize=65536)
def class_of(key: str, word: str) -> int:
    """Say what a word is: a country, a number, a trade ... or rare."""
    if key[:1] == "@":
        return COUNTRY
    if key[:1].isdigit():
        digits = key.isdigit() or key[:-2].isdigit()
        return NUMBER if digits else RARE
    for kind, known in (
        (SIDE, DIRECTIONS),
        (STRUCT, STRUCTURE),
        (TRADE, BUSINESS),
        (PLACE, REGIONS),
        (PLACE, CITIES),
        (PLAIN, COMMON),
        (SURNAME, SURNAMES),
    ):
        if key in known or word in known:
            return kind
    return TRADE if word in TRANSLATIONS or word in ABBREVIATIONS else RARE
