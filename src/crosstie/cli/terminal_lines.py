"""Lines for the terminal: pieces of text with a style, cut and padded by columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from crosstie.pages.words import visible


@dataclass
class Line:
    """One line, built from left to right."""

    pieces: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str, style: str = "") -> Line:
        """Put a piece at the end."""
        self.pieces.append((text, style))
        return self

    def pad_to(self, column: int) -> Line:
        """Fill with blanks up to a column."""
        missing = column - self.width
        return self.add(" " * missing) if missing > 0 else self

    @property
    def width(self) -> int:
        """Columns that it takes."""
        return sum(cell_len(text) for text, _ in self.pieces)

    @property
    def text(self) -> str:
        """Its text without styles."""
        return "".join(text for text, _ in self.pieces).rstrip()

    def rich(self) -> Text:
        """Give it with its styles."""
        made = Text()
        for text, style in self.pieces:
            made.append(text, style=style or None)
        made.rstrip()
        return made


def safe(text: str) -> str:
    """Make a record's text safe to print: no control character reaches the terminal."""
    return " ".join(visible(text).split())


def cut(text: str, width: int) -> str:
    """Cut a text to a width, with an ellipsis where something is left out."""
    text = safe(text)
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…"


def wrapped(text: str, width: int) -> list[str]:
    """Break a text at blanks into lines of a width; long words stay whole."""
    found, line = [], ""
    for word in re.split(r"[ \t\n]+", text.strip()):
        longer = f"{line} {word}" if line else word
        if line and cell_len(longer) > width:
            found.append(line)
            line = word
        else:
            line = longer
    return [*found, line] if line else found


def hanging(
    label: str, text: str, *, column: int, width: int, style: str
) -> list[Line]:
    """Write a bold label and beside it a text that may take several lines."""
    lines = []
    for index, part in enumerate(wrapped(text, max(width - column, 20)) or ["–"]):
        line = Line()
        if index == 0:
            line.add(f" {label}", f"bold {style}".strip())
        lines.append(line.pad_to(column).add(part, style))
    return lines


def texts(lines: Iterable[Line]) -> list[str]:
    """Give lines as bare texts."""
    return [line.text for line in lines]
