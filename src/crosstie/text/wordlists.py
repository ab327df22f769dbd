"""Small declared lists of words, in the text files beside this module.

They stand in for a dictionary, which a machine without network does not have. The
register itself and the prose in it add to them (`resolve.weights`).
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).with_name("words")


def read_words(name: str) -> list[str]:
    """Read one list: words separated by blanks, lines that start with # left out."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


ABBREVIATIONS: dict[str, str] = {
    short: long
    for short, _, long in (word.partition("=") for word in read_words("abbreviations"))
}
"""Short, plural or French forms of business words -> one form for comparing."""

BUSINESS: frozenset[str] = frozenset(read_words("business"))
"""Words that name a trade or a form of business, after ABBREVIATIONS."""

COMMON: frozenset[str] = frozenset(read_words("common"))
"""Plain words that many unrelated organisations bear."""

REGIONS: frozenset[str] = frozenset(read_words("regions"))
"""Words of provinces, states and landscapes: many unrelated bodies bear them."""

GIVEN: frozenset[str] = frozenset(read_words("given_names"))
"""Common given names, mostly of the United States."""

WORD_SURNAMES: frozenset[str] = frozenset(read_words("word_surnames"))
"""Surnames that are plain words too, so that "Mary Baker" still reads as a person."""

SURNAMES: frozenset[str] = frozenset(read_words("surnames"))
"""Common surnames, by which many unrelated firms are called."""

TITLES: frozenset[str] = frozenset(read_words("titles"))
"""Titles and degrees that stand before or after a person's name."""

FRONT_TITLES: frozenset[str] = frozenset(("dr", "mr", "mrs", "ms", "miss", "prof"))
"""Titles that make what follows a person."""

SURNAMES_TOO: frozenset[str] = frozenset(
    ("martin", "allen", "morgan", "stanley", "grant", "marshall", "dean", "nelson")
)
"""Given names that end many firms' names: two words with one of these prove nothing."""


def is_plain(word: str) -> bool:
    """Tell whether a word, or the one it is the plural of, is a declared plain word.

    >>> is_plain("stores"), is_plain("kwizcom")
    (True, False)
    """
    singular = word[:-1] if len(word) > 4 and word.endswith("s") else word
    return word in COMMON or singular in COMMON or singular in BUSINESS


def read_table(name: str) -> dict[str, str]:
    """Read a list of `word=meaning`."""
    return dict(word.split("=", 1) for word in read_words(name))


TRANSLATIONS: dict[str, str] = read_table("translations")
"""Business words of other languages -> the English word; only to compare two names."""

NUMBER_WORDS: dict[str, str] = read_table("numberwords")
"""Words that count, and Roman numbers -> digits."""

GOVERNMENT: dict[str, str] = read_table("government")
"""First words of public bodies' names -> the kind of body."""

STRUCTURE: frozenset[str] = frozenset(read_words("structure"))
"""Words that, added to a firm's name, name its parent or an arm of it."""

DIRECTIONS: frozenset[str] = frozenset(read_words("directions"))
"""Directions, sizes and colours: they set apart names that are otherwise equal."""

CITIES: frozenset[str] = frozenset(read_words("cities"))
"""Cities and places that stand in many names."""
