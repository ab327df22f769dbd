"""Reads where a building stands: its number and the street's name, however written."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from crosstie.matching.names import Ints
from crosstie.matching.records import text_codes

_UNIT = re.compile(
    r"\b(?:suite|ste|unit|unite|apt|appt|bureau|floor|fl|level|room|rm|p\.?o\.? ?box"
    r"|c\.?p\.?)\.?\s*#?\s*\w+|#\s*\w+",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    r"^\W*(?:\d+\s*-\s*)?(\d+)[a-z]?\b[\s,]+(.+)$", re.IGNORECASE
)
_NUMBER_LAST = re.compile(r"^(.*\D)\s+(\d+)[a-z]?\W*$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_KINDS = frozenset(
    """st street str strasse rd road ave av avenue blvd boulevard boul dr drive ln
    lane way hwy highway pkwy parkway ct court pl place sq square cres crescent rue
    route chemin ch via calle carrera n s e w ne nw se sw north south east west nord
    sud est ouest the de la le du des da do""".split()  # noqa: SIM905
)
"""Words that say of what kind a street is, or on which side of a town."""


def street_of(written: str) -> str:
    """Return house number and telling words of a street; nothing without both.

    >>> street_of("100 Main St., Suite 5"), street_of("unit 5 - 100 MAIN STREET")
    ('100 main', '100 main')
    """
    bare = _UNIT.sub(" ", written).strip(" ,-")
    first = _NUMBER_FIRST.match(bare)
    last = None if first else _NUMBER_LAST.match(bare.split(",")[0])
    if not first and not last:
        return ""
    number, street = first.groups() if first else last.groups()[::-1]  # type: ignore[union-attr]
    words = _WORDS.findall(street.split(",")[0].lower())
    telling = [word for word in words if word not in _KINDS]
    return f"{int(number)} {' '.join(telling)}" if telling else ""


def address_codes(texts: Sequence[str], rows: int) -> Ints:
    """Give equal streets with equal numbers one code; 0 where none can be read."""
    if not len(texts):
        return np.zeros(rows, np.int64)
    known = {text: street_of(text) if text else "" for text in set(texts)}
    return text_codes([known[text] for text in texts], rows)
