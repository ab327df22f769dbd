"""Plain words for the closed lists, counts and dates that pages show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from crosstie.model.words import Route, StationKind, Status

ROUTE_ORDER = tuple(route.value for route in Route)

ROUTES = {route.value: route.value.replace("_", " ") for route in Route}
"""The word for each route, as it stands in a sentence."""

OBLIGATING = (Route.DIRECT, Route.SUBSIDIARY, Route.JOINT_VENTURE)
"""Routes whose obligations are the buyer's to a tied supplier."""

CONTRACT = (*OBLIGATING, Route.SUBAWARD, Route.PRODUCT)
"""Routes that rest on an award or a subaward, without those of mere stakes."""

AMOUNT_OF_ROUTE = {
    Route.PRODUCT.value: "obligated to the reseller",
    Route.SUBAWARD.value: "reported on subawards",
    Route.INVESTOR.value: "obligated, a stake without control",
}
"""What the amount of a route is, where it is not the buyer's to the tied supplier."""

STATUSES = {
    Status.ACTIVE.value: "Active",
    Status.ENDED.value: "Ended",
    Status.PLANNED.value: "Planned",
    Status.CANCELLED.value: "Cancelled",
    Status.UNKNOWN.value: "Unknown",
}

STATIONS = {
    StationKind.AWARD.value: "Award",
    StationKind.SUPPLIER.value: "Supplier, as written",
    StationKind.PRODUCT.value: "Product, in the description",
    StationKind.ORGANISATION.value: "Organisation",
    StationKind.COUNTRY.value: "Country",
    StationKind.DOCUMENT.value: "Document",
    StationKind.OFFICE.value: "Office",
}

DOUBTFUL = {
    "is the same as": "may be the same as",
    "is controlled by": "may be controlled by",
    "is made by": "may be made by",
    "is part-owned by": "may be part-owned by",
    "is registered in": "may be registered in",
    "is a joint venture of": "may be a joint venture of",
    "names in its description": "may name in its description",
    "shares its name with": "shares its name with",
}
"""What a hop below the threshold says instead."""

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: 1 lead, 12 findings, 1,204 rows."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spelled(number: int) -> str:
    """Write a small count as a word: four; from thirteen on in figures."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def spelled_count(number: int, one: str, many: str | None = None) -> str:
    """Write a small count as words, with its noun: four organisations."""
    return f"{spelled(number)} {one if number == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop; all else stays as written."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?" else text + "."


def clause(text: str) -> str:
    """Take the stop from the end of a text that a sentence goes on with."""
    return text.strip().rstrip(".;: ")


def vague_date(text: str) -> str:
    """Write a date that a source states vaguely, no more exactly than it does.

    >>> vague_date("2026-01")
    'January 2026'
    """
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return text
    if len(parts) == 1 or not 1 <= int(parts[1]) <= len(_MONTHS):
        return text
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{day}{_MONTHS[int(parts[1]) - 1]} {parts[0]}"


def listed(words: Sequence[str]) -> str:
    """Join words as in a sentence: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def long_date(day: date) -> str:
    """Write a date for prose: 28 November 2025."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_of(day: date) -> str:
    """Write a month for a drawing: Nov 2025."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def period(first: date | None, last: date | None) -> str:
    """Write a span of ISO dates, once where both are the same."""
    if first is None and last is None:
        return ""
    if first is None or last is None or first == last:
        return (first or last or date.min).isoformat()
    return f"{first.isoformat()} to {last.isoformat()}"


def predicate(text: str, sure: bool, subject: str = "") -> str:
    """Give a hop's verb, doubtful where the hop is, in the number of its subject."""
    verb = text if sure else DOUBTFUL.get(text, f"perhaps {text}")
    if subject.endswith((" awards", " subawards")):
        verb = verb.replace("names ", "name ", 1)
    return verb


def status_line(status: str, day: date | None) -> str:
    """Write a status with its date for the terminal: ended 2025-12-31."""
    if status == Status.UNKNOWN:
        return "end unknown"
    return f"{status} {day.isoformat()}" if day else status


def visible(text: str) -> str:
    """Replace characters that would steer a page or a terminal instead of showing.

    Control characters and marks of writing direction can hide or reorder what a
    record says; each becomes one replacement character, and nothing else changes.
    """
    if text.isascii() and text.isprintable():
        return text
    return _STEERING.sub("\ufffd", text)


_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
"""The characters of Unicode's categories Cc, Cf and Cs, but for line feed and tab."""
