"""What a list tells in words: the class of a share in a name, former names in prose."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

__all__ = ["former_names", "legal_name"]

_QUALIFIER = (
    r"\d+(?:\.\d+)?%|\$\d+(?:\.\d+)?|(?:Class|Series)\s+[A-Z](?:-?\d+)?|\d+(?:st|nd|rd)|"
    r"American|Fixed\S*|Floating|Rate|Reset|Perpetual|(?:Non-?)?[Cc]umulative|"
    r"Noncumulative|Redeemable|Convertible|Exchangeable|Mandatory|Subordinated?|"
    r"Restricted|Multiple|Limited|Variable|Voting|Non-Voting|Depositary|Deposit|"
    r"Preferred|Preference|Common|Ordinary|ordinary|depositary|Corporate|Senior|Junior|"
    r"Secured|Unsecured"
)
_SECURITY = re.compile(
    rf"\s+(?:[-–]\s*)?(?:(?:{_QUALIFIER})\s+)*"
    r"(?:Stock|Shares?|shares?|Warrants?|Units?|Rights?|Notes|Debentures)"
    r"(?=$|\s+(?:of|each|Each|par|due|Due|Series|Class|\(|\$|\d)).*$"
)
_CLASS = re.compile(r"\s+(?:Class|Series)\s+[A-Z]$")


def legal_name(name: str) -> str:
    """Take the class of a share off a name; what is left is the company's.

    >>> legal_name("Example Acquisition Corp. Class A Ordinary Shares")
    'Example Acquisition Corp.'
    >>> legal_name("Unit Corporation")
    'Unit Corporation'
    """
    short = _CLASS.sub("", _SECURITY.sub("", name.strip())).strip(" -,")
    return short if len(short) > 2 else name.strip()


_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|"
    "December"
)
_WHEN = rf"(?P<when>(?:(?:{_MONTHS})\s+(?:\d{{1,2}},?\s+)?)?(?:19|20)\d\d)"
_KNOWN_AS = r"\b(?:formerly|previously)\s+(?:known\s+as|called|named)\s+"
_NEW_SENTENCE = r"(?!\.\s+(?:The|It|Its|This|They|In)\b)"
_NO_PREDICATE = r"(?!\b(?:was|is|were|has|had|founded|incorporated|based)\b)"
_ABBREVIATION = re.compile(r"\b(?:Inc|Corp|Ltd|Co|Cos|Cie|Ltee|Ltée|[A-Z]\.[A-Z])$")
_CHANGED = re.compile(
    _KNOWN_AS + rf"(?P<old>(?:{_NEW_SENTENCE}[^\n]){{2,160}}?),?\s+"
    r"(?:(?:[Aa]nd|but|before|until)\s+)?(?:it\s+)?(?:subsequently\s+|later\s+)?"
    r"(?:chang(?:ed?|es|ing)|renam(?:ed|ing))\s+(?:its|the|to)\b"
    rf"(?:(?:{_NEW_SENTENCE}{_NO_PREDICATE}[^\n]){{0,160}}?"
    rf"\s+(?:in|on|as\s+of|effective)\s+{_WHEN}\b)?"
)
_UNTIL = re.compile(
    _KNOWN_AS + rf"(?P<old>(?:{_NEW_SENTENCE}[^\n(;]){{2,120}}?),?\s+"
    rf"(?:until|before|prior\s+to)\s+{_WHEN}\b"
)
_PLAIN = re.compile(
    _KNOWN_AS + r"(?P<old>[^\n(;]{2,100}?)"
    r"(?=\.?\s+(?:The|It|Its|This|They|In)\b|\.\s*$|;|\)|\.\s+[A-Z][\w&.,' -]{1,60}?"
    r"\s+(?:was|is|has|operates|engages|provides|serves)\b)"
)
_BRACKETS = re.compile(
    r"\((?:formerly|previously)(?:\s+known\s+as)?,?\s+(?P<old>[^()]{2,100})\)"
)


_PREDICATE = re.compile(
    r",?\s+(?:is|was|has|operates|engages|provides)\s+(?:an?\b|the\b|in\b|incorporated)"
)


def former_names(prose: str) -> list[tuple[str, date | None]]:
    """Read former names off a description, with the last day of the period stated.

    A name is taken only from a sentence that says it was the company's own; a date only
    where the same sentence gives it. "In May 2017" ends on the 31st: within the month
    nobody knows which name stood.

    >>> former_names("The company was formerly known as Old Ltd. and changed its name"
    ...     " to New Ltd. in May 2017.")
    [('Old Ltd.', datetime.date(2017, 5, 31))]
    """
    if not re.search(r"\b(?:formerly|previously)\b", prose):
        return []
    found: dict[str, date | None] = {}
    taken: list[tuple[int, int]] = []
    for pattern in (_CHANGED, _UNTIL, _PLAIN, _BRACKETS):
        for match in pattern.finditer(prose):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            name = _tidy(match["old"])
            if _ABBREVIATION.search(name) and prose[match.end("old") :][:1] == ".":
                name += "."
            when = match.groupdict().get("when")
            if name and name not in found:
                found[name] = _last_day(when) if when else None
    return list(found.items())


def _tidy(name: str) -> str:
    name = re.sub(r"\s+", " ", name).strip(" ,")
    name = re.sub(r"^to\s+", "", name)
    name = _PREDICATE.split(name)[0].strip(" ,")
    if len(name) < 2 or not any(c.isupper() or c.isdigit() for c in name):
        return ""
    if re.search(r"\b(?:subsidiary|division|part|which|company that)\b", name):
        return ""
    return name


def _last_day(when: str) -> date:
    """Return the last day of a year, a month, or the day itself."""
    text = re.sub(r"\s+", " ", when.replace(",", ""))
    for form in ("%B %d %Y", "%B %Y"):
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if form == "%B %Y":
            return day.replace(day=monthrange(day.year, day.month)[1])
        return day
    return date(int(text), 12, 31)
