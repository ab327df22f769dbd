"""The parts of one written name: trading names, divisions, two languages, ventures."""

from __future__ import annotations

import re
from dataclasses import dataclass

WHOLE = "name"
TRADING = "trading as"
DIVISION = "division of"
FORMER = "formerly"
LANGUAGE = "other language"
VENTURE = "partner of a joint venture"

_PATTERNS = (
    (
        TRADING,
        re.compile(
            r"(?i)[\s,(;-]+(?:d\s?[./]?\s?b\s?[./]?\s?a\b\.?|doing business as\b|"
            r"trading as\b|t/a\b|o/a\b|operating as\b|aka\b|a\.k\.a\.|faisant affaires?"
            r" sous(?: le nom(?: de)?)?\b)[\s:,.]*"
        ),
    ),
    (
        DIVISION,
        re.compile(
            r"(?i)[\s,(;-]+(?:an?\s+)?(?:division|div|unit|branch|une division|"
            r"subsidiary|business unit)\.?\s+(?:of|de)\s+"
        ),
    ),
    (
        FORMER,
        re.compile(
            r"(?i)[\s,(;-]+(?:f/k/a|fka|f\.k\.a\.|formerly(?: known as)?|"
            r"now known as|anciennement)[\s:,.]+"
        ),
    ),
)
_VENTURE = re.compile(
    r"(?i)[\s,(-]*\b(?:a joint venture|joint venture|j\.?\s?v\.?|jv)\b[\s,.)]*"
    r"(?:[\s-]*(?:\d\d?(?:\.\d)?|[ivx]{1,4})\b)?[\s,.)]*"
    r"(?:llc|l\.l\.c\.|inc\.?|ltd\.?|llp|lp)?[\s.)]*$"
)
"""The sign of a joint venture; a number ("JV II") and a legal form may follow it."""
_SEPARATORS = (
    re.compile(r"\s*/\s*"),
    re.compile(r"\s+[-–]+\s+"),
    re.compile(r"\s+(?:&|and)\s+", re.IGNORECASE),
    re.compile(r"[-–]"),
)
"""What stands between the partners of a venture, the surest first."""
_SLASH = re.compile(r"\s+/\s+|(?<=\w\w\w)/(?=\w\w\w)|\s+\|\s+")
_CLOSING = " ,;.()[]\"'"


@dataclass(frozen=True)
class Part:
    """One name inside a written name, and what it is there."""

    text: str
    role: str


def split_parts(text: str) -> tuple[Part, ...]:
    """Part a written name into the names it holds, the whole one first.

    >>> [p.text for p in split_parts("ACME INC. DBA BLUE DOOR")]
    ['ACME INC', 'BLUE DOOR']
    >>> split_parts("GREEN - WOOD JV")[1]
    Part(text='GREEN', role='partner of a joint venture')
    """
    for role, pattern in _PATTERNS:
        found = pattern.search(text)
        if found and found.start() > 0 and found.end() < len(text):
            first = text[: found.start()].strip(_CLOSING)
            second = text[found.end() :].strip(_CLOSING)
            if first and second:
                return (Part(first, WHOLE), Part(second, role))
    for pattern in (_BRAND, _LETTERS_AFTER):
        found = pattern.match(text)
        if found and (pattern is _BRAND or _spells(found[2], found[1])):
            first = f"{found[1]} {found[3]}" if pattern is not _BRAND else found[1]
            return (Part(first.strip(_CLOSING), WHOLE), Part(found[2], TRADING))
    joined = before_venture(text)
    if joined:
        return (Part(text, WHOLE), *_partners(joined))
    halves = [half.strip(_CLOSING) for half in _SLASH.split(text)]
    if len(halves) == 2 and all(len(half) > 3 for half in halves):
        return (Part(text, WHOLE), *(Part(half, LANGUAGE) for half in halves))
    return (Part(text, WHOLE),)


_BRAND = re.compile(
    r"(?i)(.+\b(?:s\.?a\.?|inc\.?|ltd\.?|gmbh|a\.?g\.?|plc|s\.?p\.?a\.?|llc|ltda\.?))"
    r"\s+[-–]\s+([^-–]{3,})$"
)
_LETTERS_AFTER = re.compile(r"(.+?)\s*\(([A-Z][A-Za-z.&]{1,7})\)\s*(.*)$")


def _spells(letters: str, name: str) -> bool:
    """Tell whether letters are the initials of a name, small words left out or not."""
    plain = [c for c in letters.lower() if c.isalpha()]
    words = re.findall(r"[^\W\d_]+", name.lower())
    able = (words, [w for w in words if len(w) > 3], [w for w in words if len(w) > 2])
    return any(plain == [word[0] for word in some] for some in able)


def before_venture(text: str) -> str:
    """Return what stands before the sign of a joint venture; empty where it is none.

    >>> before_venture("DOYON / AKAL JV II"), before_venture("JV INDUSTRIES INC")
    ('DOYON / AKAL', '')
    """
    found = _VENTURE.search(text)
    return text[: found.start()] if found else ""


def _partners(text: str) -> tuple[Part, ...]:
    """Part what stands before "joint venture" into its partners, where it parts."""
    for separator in _SEPARATORS:
        names = [name.strip(_CLOSING) for name in separator.split(text)]
        if len(names) > 1:
            return tuple(Part(name, VENTURE) for name in names if len(name) > 2)
    return ()
