r"""Reads an article: text, Markdown, HTML, PDF or DOCX, into one text with its language.

Offsets of claims count code points of `Article.text`, from 0. For text and Markdown that
is the file, read as UTF-8 with its newlines as they are; for the others it is the main
text that was taken out of them.

>>> read_article("ICE has an office in Ottawa.\r\n".encode(), "note.txt").text
'ICE has an office in Ottawa.\r\n'
"""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crosstie.check.decoding import BOM, decoded
from crosstie.check.wordlists import words as listed
from crosstie.errors import Place, UnreadableFile

MOST_BYTES = 2_000_000
"""What one article may weigh; a book is no article."""
MOST_BYTES_PACKED = 20_000_000
"""What a PDF or DOCX may weigh, pictures and all."""
MOST_CHARACTERS = 1_000_000
"""What the text taken out of a document may hold."""

_FRENCH = listed("article_french")
_ENGLISH = listed("article_english")
_WORD = re.compile(r"[a-zà-ÿ']+")


@dataclass(frozen=True)
class Article:
    """One text to be checked, and what it says of itself."""

    text: str
    title: str = ""
    language: str = "en"
    """en or fr: whose rules are applied."""
    byline: str | None = None
    date: date | None = None
    source: str = ""
    """The file or address that it came from, as the user gave it."""


def read_article(raw: bytes, source: str = "") -> Article:
    """Read an article from its bytes; the kind is told by them, not by the name alone.

    Raises:
        UnreadableFile: where it is empty, too large, or no kind that can be read.

    """
    if not raw.strip():
        raise _refused(source, "The article is empty", "Give a file that holds text")
    kind = kind_of(raw, source)
    limit = MOST_BYTES_PACKED if kind in ("pdf", "docx") else MOST_BYTES
    if len(raw) > limit:
        raise _refused(
            source,
            f"The article is too large: {len(raw):,} bytes, and {limit:,} can be read",
            "Give the article alone, not a book or an archive",
        )
    if kind in ("text", "markdown"):
        return from_text(decoded(raw), source)
    from crosstie.check import documents

    taken = documents.READERS[kind](raw, source)
    if not taken.text.strip():
        raise _refused(
            source,
            f"No text could be taken out of this {kind.upper()}",
            "Copy its text into a file and give that; scanned pages are not read",
        )
    if len(taken.text) > MOST_CHARACTERS:
        raise _refused(
            source,
            f"Its text is too long: {len(taken.text):,} characters, "
            f"and {MOST_CHARACTERS:,} can be read",
            "Give the article alone",
        )
    return Article(
        taken.text,
        taken.title or first_line(taken.text),
        language_of(taken.text),
        taken.byline,
        taken.date,
        source,
    )


def read_file(path: Path) -> Article:
    """Read an article from a file, no more of it than can be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES_PACKED + 1)
            size = path.stat().st_size
    except OSError as error:
        raise _refused(
            path.name, f"It cannot be opened: {error.strerror}", "See its name"
        ) from error
    if size > MOST_BYTES_PACKED:
        raise _refused(
            path.name,
            f"The article is too large: {size:,} bytes, "
            f"and {MOST_BYTES_PACKED:,} can be read",
            "Give the article alone, not a book or an archive",
        )
    return read_article(raw, path.name)


def from_text(text: str, source: str = "") -> Article:
    """Make an article of a text that a user pasted."""
    return Article(text, first_line(text), language_of(text), source=source)


def kind_of(raw: bytes, name: str) -> str:
    """Tell the kind: pdf, docx, html, markdown or text.

    >>> kind_of(b"%PDF-1.7 ...", "x.txt"), kind_of(b"Hello", "x.md")
    ('pdf', 'markdown')
    """
    head = raw[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    suffix = Path(name.lower().split("?")[0]).suffix
    if suffix in (".htm", ".html", ".xhtml") or re.match(
        rb"(?i)<(!doctype html|html|head|body)\b", head
    ):
        return "html"
    return "markdown" if suffix in (".md", ".markdown") else "text"


def first_line(text: str) -> str:
    """Give the first line that says something, as a title, at most 120 characters."""
    for line in text[:5000].splitlines():
        plain = line.strip(" #*_=-\t" + BOM)
        if plain:
            return plain if len(plain) <= 120 else plain[:119].rstrip() + "…"
    return ""


def language_of(text: str) -> str:
    """Tell French from English by their small words; English where neither wins.

    >>> language_of("La société a remporté un marché pour le ministère.")
    'fr'
    """
    words = _WORD.findall(text[:20_000].lower().replace("’", "'"))
    french = sum(word in _FRENCH or word[:2] in ("l'", "d'") for word in words)
    return "fr" if french > sum(word in _ENGLISH for word in words) else "en"


def _refused(source: str, message: str, step: str) -> UnreadableFile:
    return UnreadableFile(message, place=Place(source or "article"), next_step=step)
