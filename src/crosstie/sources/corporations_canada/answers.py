"""Answers of the publisher's query by number: one corporation each, as JSON.

They say less than the register's XML: words in place of codes, and an address whose
keys no public reader quotes, so it is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crosstie.errors import Place, UnknownLayout
from crosstie.sources.corporations_canada.records import Corporation
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.jsonread import items

__all__ = ["answers", "is_answer"]

_BEGAN = "Incorporation"
_BEGAN_CODE = "1"
_LONGEST = 1_000


def is_answer(member: Member) -> bool:
    """Tell whether a file is an answer and not a part of the register."""
    return (member.member or member.path.name).lower().endswith(".json")


def answers(member: Member) -> Iterator[Corporation]:
    """Yield the corporations of an answer; one without number where there is none.

    Raises:
        UnreadableFile: it is no JSON.
        UnknownLayout: it is JSON, but no answer of this publisher.

    """
    for item in items(member):
        found = item.value
        if isinstance(found, str) and found.startswith("could not find corporation"):
            yield Corporation("", [], [], [], [], {}, None)
        elif isinstance(found, dict) and {"corporationId", "corporationNames"} <= set(
            found
        ):
            yield _corporation(found)
        else:
            raise UnknownLayout(
                "this is no answer of the query by corporation",
                place=Place(member.label),
                next_step="known: an array of objects with corporationId and"
                " corporationNames",
            )


def _corporation(found: Mapping[str, Any]) -> Corporation:
    numbers = found.get("businessNumbers")
    return Corporation(
        number=_text(found["corporationId"]).replace("-", ""),
        names=[
            {
                "$": _text(name.get("name")),
                "current": "true" if name.get("current") is True else "false",
                "effectiveDate": _text(name.get("effectiveDate")),
                "expiryDate": _text(name.get("expiryDate")),
            }
            for name in _inner(found["corporationNames"], "CorporationName")
        ],
        statuses=_word(found.get("status")),
        acts=_word(found.get("act")),
        activities=[
            {"code": _BEGAN_CODE, "date": _text(one.get("date"))}
            for one in _inner(found.get("activities"), "activity")
            if one.get("activity") == _BEGAN
        ],
        address={},
        business_number=_text(numbers.get("businessNumber")) or None
        if isinstance(numbers, dict)
        else None,
    )


def _inner(listed: Any, key: str) -> list[Mapping[str, Any]]:
    """Take the objects out of a list of objects with one key each."""
    return [
        one[key]
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict) and isinstance(one.get(key), dict)
    ]


def _word(value: Any) -> list[dict[str, str]]:
    return [{"code": _text(value), "current": "true"}] if _text(value) else []


def _text(value: Any) -> str:
    return str(value).strip()[:_LONGEST] if isinstance(value, str | int) else ""
