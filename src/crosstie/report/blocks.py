"""A report as plain blocks, from which Markdown and documents are written.

Blocks know nothing of a format: a text says what it is (a record's own words, a strong
word), a link says where it leads, and a note is the number of a record cited.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup

SAID, RECORD, STRONG, DIM, MARK = "said", "record", "strong", "dim", "mark"
"""What a text is: Crosstie's words, a record's, stressed, paler, words that matched."""


@dataclass(frozen=True)
class Text:
    """Some words of one kind, perhaps a link."""

    text: str
    kind: str = SAID
    link: str = ""
    """An address of the web, or # and the anchor of a block."""


@dataclass(frozen=True)
class Note:
    """A footnote: the number of a record cited."""

    number: int


Run = Text | Note
Line = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 is the report's, 2 a section's, 3 a part's."""

    level: int
    line: Line
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: plain, lede, small, warning, or quotation."""

    line: Line
    style: str = "plain"


@dataclass(frozen=True)
class Bullets:
    """A list of lines."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A table whose header is repeated on each page; `numbers` are set to the right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numbers: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()
    """Shares of the width of the page; empty where all are alike."""


@dataclass(frozen=True)
class Picture:
    """A drawing with its description; its facts stand in a table or sentence too."""

    drawing: Markup
    title: str
    description: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cited:
    """A record cited: what the notes with its number lead to."""

    number: int
    line: Line


@dataclass(frozen=True)
class CitedRecords:
    """The records cited from one file, under its name."""

    title: Line
    records: tuple[Cited, ...]


@dataclass(frozen=True)
class Preformatted:
    """A command, as it is typed."""

    text: str


Block = Heading | Paragraph | Bullets | Table | Picture | CitedRecords | Preformatted


@dataclass(frozen=True)
class Document:
    """A report in blocks, and what is said of it in a file's properties."""

    title: str
    subject: str
    language: str
    day: str
    """Day of the run, YYYY-MM-DD; empty where it is not known."""
    blocks: tuple[Block, ...] = field(default=())


def said(*parts: str | Run | Iterable[Run]) -> Line:
    """Put words and runs into one line; empty words are left out."""
    found: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            found += [Text(part)] if part else []
        elif isinstance(part, Text | Note):
            found.append(part)
        else:
            found += part
    return tuple(found)


def record(text: str, link: str = "") -> Text:
    """Write a record's own words."""
    return Text(text, RECORD, link)


def strong(text: str, link: str = "") -> Text:
    """Write words that carry weight."""
    return Text(text, STRONG, link)


def dim(text: str) -> Text:
    """Write words that stand back."""
    return Text(text, DIM)


def notes(numbers: Iterable[int]) -> Line:
    """Write footnotes, each number once, in order."""
    return tuple(Note(number) for number in sorted(set(numbers)))


def filled(template: str, **values: str | Run | Iterable[Run]) -> Line:
    """Fill the named fields of a translated sentence with runs.

    >>> filled("Kept by {name}.", name=record("ROSKA LLC"))[1].text
    'ROSKA LLC'
    """
    found: list[Run] = []
    rest = template
    while "{" in rest:
        before, _, after = rest.partition("{")
        name, _, rest = after.partition("}")
        found += said(before, values[name])
    return said(found, rest)
