"""The words of a chain: lines grouped by their style, and the facts under a station."""

from __future__ import annotations

import re
from collections import defaultdict

from markupsafe import Markup

from crosstie.charts.svg import element, join, text

_SAME_DAY = re.compile(r"(\d{4}-\d\d-\d\d) to \1")

_NAME_KINDS = {
    "legal": "legal name of its maker",
    "trading": "trading name of its maker",
    "former": "former name of its maker",
    "other": "another name of its maker",
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
        found = [_NAME_KINDS.get(line, line) for line in found]
    return tuple(_SAME_DAY.sub(r"\1", line) for line in found)
