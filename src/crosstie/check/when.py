"""Reads the day, month or year that a clause is about, no more exact than written.

>>> when("opened on 12 February 2026"), when("since May 2025"), when("in 2019")
('2026-02-12', '2025-05', '2019')
"""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv", "february feb février fevrier févr", "march mar mars",
            "april apr avril avr", "may mai", "june jun juin", "july jul juillet juil",
            "august aug août aout", "september sep sept septembre", "october oct octobre",
            "november nov novembre", "december dec décembre decembre déc",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>(?:1[89]|20)\d\d)"
_PATTERNS = (
    re.compile(r"\b(?P<y>(?:1[89]|20)\d\d)-(?P<n>0[1-9]|1[0-2])(?:-(?P<d>[0-3]\d))?\b"),
    re.compile(rf"\b(?P<d>[0-3]?\d)(?:st|nd|rd|th|er)? (?P<m>{_NAME})\.?,? {_YEAR}\b", re.I),
    re.compile(rf"\b(?P<m>{_NAME})\.? (?P<d>[0-3]?\d)(?:st|nd|rd|th)?,? {_YEAR}\b", re.I),
    re.compile(rf"\b(?P<m>{_NAME})\.?,? (?:of |de )?{_YEAR}\b", re.I),
    re.compile(
        rf"\b(?:in|since|by|until|during|of|from|before|after|for|en|depuis|jusqu['’]en|dès|avant|après|de|fin|début|late|early|mid-?)\s"
        rf"(?:late |early |fiscal |fiscal year |the year |l['’]année |l['’]exercice )?{_YEAR}\b(?![-–/]\d|\s?%)",
        re.I,
    ),
)  # fmt: skip


def when(text: str) -> str | None:
    """Give the first date of a clause as YYYY-MM-DD, YYYY-MM or YYYY; None if none."""
    for pattern in _PATTERNS:
        found = pattern.search(text)
        if found is None:
            continue
        parts = found.groupdict()
        month = parts.get("n") or (
            f"{_MONTHS[parts['m'].lower()]:02}" if parts.get("m") else None
        )
        day = int(parts.get("d") or 0)
        if month is None:
            return parts["y"]
        return f"{parts['y']}-{month}" + (f"-{day:02}" if 1 <= day <= 31 else "")
    return None
