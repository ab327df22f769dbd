"""The list in an exhibit, whether a table of HTML, columns of blanks, or lines.

Exhibits are written freely. A row is taken where a cell names a jurisdiction, or where
the name carries a legal form; headings and prose are passed over; what is neither is
given back as not understood, so that it can be counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser

from crosstie.sources.exhibit21.places import Place, place_of
from crosstie.text.legalforms import has_form
from crosstie.text.names import words_of

__all__ = ["Listed", "listed"]

LONGEST_NAME = 250
MOST_ROWS = 50_000

_BREAKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "hr", "title"}
_COLUMNS = re.compile(r"\s{2,}|\t+|\s*\.{3,}\s*|\s+\.(?:\s\.){2,}\s*|\s*_{3,}\s*")
_PERCENT = re.compile(r"\(?\s*(\d{1,3}(?:\.\d{1,6})?)\s*%?\s*\)?")
_MARKS = re.compile(r"^[\s*†‡•·–—-]+|[\s*†‡]+$|\s*\(\d{1,2}\)$|^\(?\d{1,3}[.)]\s+")
_HEADINGS = frozenset(
    [
        *("name", "names", "subsidiary", "subsidiaries", "jurisdiction", "state"),
        *("country", "incorporation", "organization", "organisation", "percent"),
        *("percentage", "owned", "ownership", "formation", "registrant", "exhibit"),
        *("company", "entity", "legal", "of", "or", "the", "place", "under", "which"),
        *("domicile", "voting", "securities", "jurisdictions", "other", "and", "in"),
        *("21", "list", "significant", "incorporated", "organized", "business"),
        *("does", "interest", "page", "c", "s", "table", "contents", "caption"),
    ]
)
_TITLE = re.compile(
    r"(the )?(list of )?(principal |significant |certain )?subsidiar(ies|y) of\b|"
    r"exhibit\s+21\b",
    re.I,
)
_PROSE = 16
"""Words above which a line is a sentence, not a name."""


@dataclass(frozen=True)
class Listed:
    """One row of the list; `problem` says why it is not understood."""

    name: str
    written_place: str | None = None
    place: Place | None = None
    percent: Decimal | None = None
    problem: str | None = None


def listed(text: str) -> list[Listed]:
    """Read the list of an exhibit's text."""
    found: list[Listed] = []
    for cells in _rows(text):
        row = _row(cells)
        if row is not None:
            found.append(row)
        if len(found) >= MOST_ROWS:
            break
    return found


def _rows(text: str) -> Iterator[list[str]]:
    if re.search(r"<(table|p|div|br|td)\b", text, re.I):
        reader = _Html()
        reader.feed(text)
        reader.close()
        yield from reader.rows
        return
    for line in re.sub(r"<[^>\n]{1,80}>", "", text).splitlines():
        if cells := _cells(line):
            yield cells


class _Html(HTMLParser):
    """Collects the cells of table rows, and the lines of what is no table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self._line()
            self._row = []
        elif tag in ("td", "th"):
            self._text = []
        elif tag == "br" and self._row is not None:
            self._text.append(" ")
        elif tag in _BREAKS and self._row is None:
            self._line()

    def handle_endtag(self, tag: str) -> None:
        if self._row is not None:
            if tag in ("td", "th"):
                self._cell()
            elif tag in ("tr", "table"):
                self._cell()
                if self._row:
                    self.rows.append(self._row)
                self._row = None
        elif tag in _BREAKS:
            self._line()

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def close(self) -> None:
        """End a line, and a row, that the text does not end."""
        super().close()
        if self._row:
            self.rows.append(self._row)
        self._line()

    def _cell(self) -> None:
        text = " ".join("".join(self._text).split())
        if text and self._row is not None:
            self._row.append(text)
        self._text = []

    def _line(self) -> None:
        for line in "".join(self._text).splitlines():
            if cells := _cells(line):
                self.rows.append(cells)
        self._text = []


def _cells(line: str) -> list[str]:
    return [one for one in _COLUMNS.split(line.strip()) if one.strip(" .-_=")]


def _row(cells: Sequence[str]) -> Listed | None:
    """Read one row; None where it is a heading, a number or prose."""
    name = _clean(cells[0])
    words = words_of(name)
    if not words or len(name) > LONGEST_NAME or not re.search(r"[^\W\d_]", name):
        return None
    if len(words) > _PROSE or _is_heading(cells) or _TITLE.match(name):
        return None
    rest = list(cells[1:])
    place = next(((c, p) for c in rest if (p := place_of(c)) is not None), None)
    percents = [share for c in rest if (share := _percent(c)) is not None]
    if place is None and len(cells) == 1:
        return Listed(name) if has_form(words) else None
    if place is None and not has_form(words):
        return Listed(
            name,
            rest[0][:LONGEST_NAME],
            problem="no jurisdiction is recognised, and the name has no legal form",
        )
    return Listed(
        name,
        written_place=(place[0] if place else None),
        place=place[1] if place else None,
        percent=percents[0] if percents else None,
    )


def _clean(text: str) -> str:
    found = " ".join(text.split())
    while (shorter := _MARKS.sub("", found)) != found:
        found = shorter
    return found.strip(" .") if found.endswith(" .") else found.strip()


def _is_heading(cells: Sequence[str]) -> bool:
    """Tell a row of headings: none of its words is anything else."""
    words = [word for cell in cells for word in words_of(cell)]
    return all(word in _HEADINGS for word in words)


def _percent(cell: str) -> Decimal | None:
    found = _PERCENT.fullmatch(cell.strip())
    if found is None or ("%" not in cell and "." not in cell and cell != "100"):
        return None
    try:
        value = Decimal(found[1])
    except InvalidOperation:
        return None
    return value if value <= 100 else None
