"""The words of a chain: lines grouped by their style, and the facts under a station."""

from __future__ import annotations

import re
from collections import defaultdict

from markupsafe import Markup

from crosstie.charts.svg import element, join, text
from crosstie.text.language import _, later

_NAME_KINDS = {
    "legal": later("legal name of its maker"),
    "trading": later("trading name of its maker"),
    "former": later("former name of its maker"),
    "other": later("another name of its maker"),
}
"""What a bare kind of name says under a product that a description names."""


class Words:
    """Lines of text by style: each style is written once, on the group of its lines."""

    def __init__(self) -> None:
        self._lines: dict[str, list[Markup]] = defaultdict(list)

    def add(self, style: str, x: float, y: float, content: str) -> None:
        """Put one line into a style."""
        self._lines[style].append(text(x, y, content, None))

    def put(self, style: str, line: Markup) -> None:
        """Put a line that is written already into a style."""
        self._lines[style].append(line)

    def groups(self) -> list[Markup]:
        """Give one group for each style."""
        return [
            element("g", join(found), class_=style)
            for style, found in self._lines.items()
        ]


def notes_of(kind: str, note: str, component: str) -> tuple[str, ...]:
    """Give the facts under a station, without what its heading says already."""
    found = [line.strip() for line in note.splitlines() if line.strip()]
    if kind == "award":
        found = [line for line in found if line != component]
    if kind == "product":
        found = [_(_NAME_KINDS[k]) if k in _NAME_KINDS else k for k in found]
    return tuple(_same_day().sub(r"\1", line) for line in found)


def _same_day() -> re.Pattern[str]:
    """Match a span of one day, as `period` writes it: it is said once."""
    day = r"(\d{4}-\d\d-\d\d)"
    span = re.escape(_("{first} to {last}"))
    span = span.replace(r"\{first\}", day).replace(r"\{last\}", r"\1")
    return re.compile(span)
