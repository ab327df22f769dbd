"""Takes the main text out of HTML, PDF and DOCX, with bounds on what they unpack to.

Nothing in them is run or followed: no script, link, macro, or external entity.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from crosstie.check.decoding import decoded
from crosstie.errors import EngineError, Place, UnreadableFile

MOST_PAGES = 200
"""Pages of a PDF that are read; one with more is no article."""
MOST_UNPACKED = 20_000_000
"""Bytes that one stream of a PDF, or the text part of a DOCX, may unpack to."""
MOST_CHARACTERS = 1_000_000
"""Where reading a PDF stops: the rest of the pages is not unpacked."""

_PACKINGS = ("zlib", "lzw", "run_length", "brotli", "jbig2")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


@dataclass(frozen=True)
class Taken:
    """The text of a document, and what the document says of itself."""

    text: str
    title: str = ""
    byline: str | None = None
    date: date | None = None


def from_html(raw: bytes, source: str) -> Taken:
    """Take the main text of a web page, without menus and adverts."""
    try:
        import trafilatura
    except ImportError as error:
        raise _missing("trafilatura", "HTML") from error
    try:
        page: Any = trafilatura.bare_extraction(
            decoded(raw), with_metadata=True, include_comments=False
        )
    except Exception as error:  # a broken page is the user's to know of, not a crash
        raise _unreadable(source, "HTML", error) from error
    if page is None:
        return Taken("")
    return Taken(
        _plain(page.text or ""), page.title or "", page.author or None, _day(page.date)
    )


def from_pdf(raw: bytes, source: str) -> Taken:
    """Take the text of a PDF, page by page, as far as the bounds go."""
    try:
        import pypdf
    except ImportError as error:
        raise _missing("pypdf", "PDF") from error
    bounds: dict[str, Any] = {
        f"{kind}_maximum_output_length": MOST_UNPACKED for kind in _PACKINGS
    }
    try:
        with pypdf.apply_configuration(**bounds):
            return _from_pdf(pypdf.PdfReader(io.BytesIO(raw), strict=False))
    except (Exception, RecursionError) as error:
        raise _unreadable(source, "PDF", error) from error


def _from_pdf(document: Any) -> Taken:
    if document.is_encrypted and not document.decrypt(""):
        raise ValueError("it is locked by a password")
    if len(document.pages) > MOST_PAGES:
        raise ValueError(
            f"it has {len(document.pages):,} pages, and {MOST_PAGES} can be read"
        )
    text = "\n\n".join(_pages(document))
    about = document.metadata or {}
    return Taken(
        _plain(text),
        str(about.get("/Title") or ""),
        str(about.get("/Author") or "") or None,
        _day(str(about.get("/CreationDate") or "")),
    )


def from_docx(raw: bytes, source: str) -> Taken:
    """Take the paragraphs of a Word document, tables too, in their order."""
    from defusedxml.ElementTree import fromstring

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            root = fromstring(_part(packed, "word/document.xml"), forbid_dtd=True)
            about = None
            with suppress(KeyError):
                core = _part(packed, "docProps/core.xml")
                about = fromstring(core, forbid_dtd=True)
    except Exception as error:
        raise _unreadable(source, "DOCX", error) from error
    text = "\n\n".join(line for line in _paragraphs(root) if line.strip())
    if about is None:
        return Taken(_plain(text))
    return Taken(
        _plain(text),
        about.findtext(f"{_DC}title") or "",
        about.findtext(f"{_DC}creator") or None,
    )


READERS: dict[str, Callable[[bytes, str], Taken]] = {
    "html": from_html,
    "pdf": from_pdf,
    "docx": from_docx,
}


def _pages(document: Any) -> Iterator[str]:
    """Give each page's text, its broken lines joined, until there is too much."""
    length = 0
    for page in document.pages:
        text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", page.extract_text() or "")
        length += len(text)
        yield text
        if length > MOST_CHARACTERS:
            return


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as file:
        found = file.read(MOST_UNPACKED + 1)
    if len(found) > MOST_UNPACKED:
        raise ValueError(f"{name} unpacks to more than {MOST_UNPACKED:,} bytes")
    return found


def _paragraphs(root: Any) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p"):
        words: list[str] = []
        for piece in paragraph.iter():
            if piece.tag == f"{_W}t":
                words.append(piece.text or "")
            elif piece.tag in (f"{_W}tab", f"{_W}br"):
                words.append(" ")
        yield "".join(words)


def _plain(text: str) -> str:
    """Leave out control signs, and write every new line alike."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


def _day(written: str | None) -> date | None:
    found = _DAY.search(written or "")
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _unreadable(source: str, kind: str, error: BaseException) -> UnreadableFile:
    return UnreadableFile(
        f"This {kind} cannot be read: {error}",
        place=Place(source or "article"),
        next_step="Open it, copy its text into a file, and give that.",
    )


def _missing(package: str, kind: str) -> EngineError:
    return EngineError(
        f"Reading {kind} needs the package {package}, which is not installed",
        next_step=f"Install it (pip install {package}), or give the text alone.",
    )
