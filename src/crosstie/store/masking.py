"""Masks what looks like a private person in the text of a record, before it is shown.

The text itself is kept as it was, so that nothing of a file is lost; every output takes
it through here.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from typing import Any

from crosstie.text.persons import MASK, looks_like_person

__all__ = ["masked_name", "masked_record"]

_PIECE = re.compile(r"[^,\"\r\n]+")
"""A run of characters between what may separate the cells of a torn record."""


def masked_name(text: str) -> str:
    """Give the mask where a text looks like a private person, else the text."""
    return MASK if looks_like_person(text.strip()) else text


def masked_record(text: str, *, torn: bool) -> str:
    """Mask the cells of a record's text that look like private persons.

    In a torn record nobody knows where a cell ends: two pieces beside each other may
    be one name ("Surname, Given"), so pairs are looked at too.
    """
    if text[:1] in ("{", "["):
        try:
            return json.dumps(_masked_value(json.loads(text)), ensure_ascii=False)
        except (ValueError, RecursionError):
            return _masked_pieces(text)
    if torn:
        return _masked_pieces(text)
    try:
        cells = next(csv.reader(io.StringIO(text, newline=""), strict=True), [])
    except csv.Error:
        return _masked_pieces(text)
    masked = [masked_name(cell) for cell in cells]
    return text if masked == cells else _line(masked)


def _masked_value(value: Any) -> Any:
    if isinstance(value, str):
        return masked_name(value)
    if isinstance(value, list):
        return [_masked_value(each) for each in value]
    if isinstance(value, dict):
        return {name: _masked_value(each) for name, each in value.items()}
    return value


def _masked_pieces(text: str) -> str:
    """Mask single pieces, and two that only a comma parts."""
    pieces = [(m.start(), m.end()) for m in _PIECE.finditer(text)]
    hidden = [span for span in pieces if _is_person(text[slice(*span)])]
    for (start, end), (following, last) in itertools.pairwise(pieces):
        if text[end:following] == "," and _is_person(text[start:last]):
            hidden.append((start, last))
    parts, done = [], 0
    for start, end in sorted(hidden):
        if end <= done:
            continue
        parts += [text[done:start], MASK] if start >= done else []
        done = end
    return "".join([*parts, text[done:]])


def _is_person(text: str) -> bool:
    return looks_like_person(text.strip())


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(cells)
    return buffer.getvalue()
