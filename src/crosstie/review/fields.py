"""Two records field by field: what agrees, in part, differs, or is missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from crosstie.review.items import (
    AGREES,
    DIFFERENT,
    DIFFERS,
    IN_PART,
    MISSING,
    SAME,
    Field,
    Piece,
)
from crosstie.text.language import later
from crosstie.text.legalforms import compare_forms
from crosstie.text.names import fold, parse_name

FIELDS = {
    "name": later("Name"),
    "legal form": later("Legal form"),
    "also written": later("Also written"),
    "city": later("City"),
    "region": later("Region"),
    "country": later("Country"),
    "identifier": later("Identifier"),
    "parent named": later("Parent named"),
    "owned": later("Owned"),
    "trade": later("Trade"),
    "record": later("Record"),
    "facts": later("Facts"),
    "supplier": later("Supplier"),
    "organisation": later("Organisation"),
    "controller": later("Controller"),
}
"""What a line of two records is called on a page."""

_TOKEN = re.compile(r"[^\s,;()/\"–-]+")
_LONGEST = 6


def name_field(left: str, right: str) -> Field:
    """Compare two names: words of both are marked, and words of one alone."""
    a, b = parse_name(left), parse_name(right)
    if a.core == b.core:
        sign = AGREES
    else:
        sign = IN_PART if set(a.core) & set(b.core) else DIFFERS
    return Field("name", _marked(left, b.core), sign, _marked(right, a.core))


def form_field(left: str, right: str) -> Field:
    """Compare the legal forms as they are written."""
    a, b = parse_name(left), parse_name(right)
    found = compare_forms(a.form, b.form)
    sign = {"same": AGREES, "near": IN_PART, "conflict": DIFFERS}.get(found, MISSING)
    return Field("legal form", _plain(_form(left)), sign, _plain(_form(right)))


def compared(name: str, left: Iterable[str], right: Iterable[str]) -> Field:
    """Compare two lists of texts: one in common agrees."""
    a, b = _unique(left), _unique(right)
    if not a or not b:
        sign = MISSING
    elif {_key(text) for text in a} & {_key(text) for text in b}:
        sign = AGREES
    else:
        words = [
            {word for text in side for word in _key(text).split()} for side in (a, b)
        ]
        sign = IN_PART if words[0] & words[1] else DIFFERS
    return Field(name, _plain(_listed(a)), sign, _plain(_listed(b)))


def beside(name: str, left: Iterable[str], right: Iterable[str]) -> Field:
    """Put two lists side by side that cannot be compared word by word."""
    a, b = _unique(left), _unique(right)
    return Field(name, _plain(_listed(a)), MISSING, _plain(_listed(b)))


def _marked(text: str, other: Collection[str]) -> tuple[Piece, ...]:
    """Part a name into pieces; words of the legal form carry no mark."""
    known, own = set(other), set(parse_name(text).core)
    pieces: list[Piece] = []
    done = 0
    for found in _TOKEN.finditer(text):
        words = set(parse_name(found[0]).core)
        if not words & own:
            continue
        if found.start() > done:
            pieces.append(Piece(text[done : found.start()]))
        pieces.append(Piece(found[0], SAME if words & known else DIFFERENT))
        done = found.end()
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return tuple(pieces)


def _form(text: str) -> str:
    """Give what follows the name's core: its legal form, as written."""
    name = parse_name(text)
    if not name.form:
        return ""
    tokens = list(_TOKEN.finditer(text))
    for count in range(1, min(_LONGEST, len(tokens))):
        if not parse_name(text[: tokens[-count].start()]).form:
            return text[tokens[-count].start() :].strip(" ,")
    return ""


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece(text),) if text else ()


def _unique(texts: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for text in texts:
        if text and text.strip():
            found.setdefault(_key(text), " ".join(text.split()))
    return list(found.values())


def _listed(texts: Sequence[str]) -> str:
    shown = "; ".join(texts[:_LONGEST])
    more = len(texts) - _LONGEST
    return f"{shown}; {more} more" if more > 0 else shown


def _key(text: str) -> str:
    return " ".join(fold(text).split())
