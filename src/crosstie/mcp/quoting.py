"""Keeps data apart from what Crosstie says, and answers within a size.

A record's text may be written by anybody, also to an assistant. So it never stands
bare: it is the value of a key `quoted`, without what steers a reader, and cut where it
is long. Only numbers, dates, addresses, ids and closed words stand by themselves.
"""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.pages.words import visible

__all__ = ["as_json", "bounded", "identifier", "quoted", "without_empty"]

LONGEST = 600
"""Characters of one quoted text."""

LARGEST = 40_000
"""Characters of one answer, as JSON."""

Quoted = dict[str, Any]

_PLAIN_ID = re.compile(r"[A-Za-z0-9:._/-]{1,80}")


def quoted(text: object, longest: int = LONGEST) -> Quoted | None:
    """Quote a text of a record, a register or a case; None where there is none.

    >>> quoted("ROSHEL LLC")
    {'quoted': 'ROSHEL LLC'}
    """
    if text is None or text == "":
        return None
    shown = visible(str(text))
    if len(shown) <= longest:
        return {"quoted": shown}
    return {"quoted": shown[:longest], "cut_from_characters": len(shown)}


def identifier(text: str) -> str | Quoted | None:
    """Give an identifier bare where it is one word of plain signs; else quoted.

    >>> identifier("lei:001GPB6A9XPE8XJICC14"), identifier("vendor:PAY ME")
    ('lei:001GPB6A9XPE8XJICC14', {'quoted': 'vendor:PAY ME'})
    """
    return text if _PLAIN_ID.fullmatch(text) else quoted(text)


def without_empty(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known, so that an answer holds what counts."""
    return {k: v for k, v in document.items() if v not in (None, "", [], {}, ())}


def as_json(document: object) -> str:
    """Write an answer: amounts as texts with all their decimals, dates as ISO 8601."""
    return json.dumps(document, ensure_ascii=False, default=_plain)


def bounded(answer: dict[str, Any], lists: tuple[str, ...]) -> dict[str, Any]:
    """Shorten lists of an answer, the first named first, until it is small enough."""
    size = len(as_json(answer))
    left_out: dict[str, int] = {}
    for name in lists:
        rows = list(answer.get(name) or ())
        while size > LARGEST and rows:
            size -= len(as_json(rows.pop())) + 2
            left_out[name] = left_out.get(name, 0) + 1
        if name in left_out:
            answer = {**answer, name: rows}
    if left_out:
        answer["left_out_for_size"] = left_out
    return answer


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
