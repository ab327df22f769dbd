"""Writes a report as a document of a word processor (OOXML), by python-docx.

Headings, lists and tables have styles; the header row of a table is repeated on each
page; a footnote is a link to the record's entry at the end, which has the same number
in every format; a drawing is a picture with its description. The file says nothing of
the machine or the person: its properties hold title, subject, language and day.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crosstie.charts.picture import png
from crosstie.errors import UsageError
from crosstie.report.blocks import (
    Block,
    Bullets,
    CitedRecords,
    Document,
    Heading,
    Paragraph,
    Picture,
    Preformatted,
    Table,
    said,
)
from crosstie.text.language import _

if TYPE_CHECKING:
    from docx.document import Document as Docx

    from crosstie.report.docx_words import Words

DAY = (1980, 1, 1, 0, 0, 0)
"""Date of the parts of the file where the run has none: the first that a zip knows."""

_STYLES = {
    "lede": "Subtitle",
    "small": "Small",
    "warning": "Warning",
    "quotation": "Quote",
}


def docx(document: Document) -> bytes:
    """Write a report's blocks as a document.

    Raises:
        UsageError: python-docx is not installed.

    """
    try:
        import docx as library
    except ImportError as cause:
        raise UsageError(
            _("no document can be written: python-docx is not installed"),
            next_step=_("install it: pip install 'crosstie[docx,pictures]'"),
        ) from cause
    from crosstie.report.docx_styles import properties, set_up
    from crosstie.report.docx_words import Words

    made = library.Document()
    set_up(made, document)
    words = Words(made, _anchors(document))
    end = made.element.body.sectPr
    for block in document.blocks:
        for element in _elements(made, block, words):
            end.addprevious(element)
    properties(made, document)
    held = io.BytesIO()
    made.save(held)
    return _repacked(held.getvalue(), document.day)


def _anchors(document: Document) -> frozenset[str]:
    """Collect the anchors that links may lead to."""
    return frozenset(
        block.anchor
        for block in document.blocks
        if isinstance(block, Heading) and block.anchor
    )


def _elements(made: Docx, block: Block, words: Words) -> Iterator[Any]:
    """Write a block as the elements of a document."""
    if isinstance(block, Heading):
        style = "Title" if block.level == 1 else f"Heading {block.level - 1}"
        yield words.paragraph(block.line, style, block.anchor)
    elif isinstance(block, Paragraph):
        yield words.paragraph(block.line, _STYLES.get(block.style, "Normal"))
    elif isinstance(block, Bullets):
        yield from (words.paragraph(line, "List Bullet") for line in block.lines)
    elif isinstance(block, Table):
        from crosstie.report.docx_tables import table

        yield from table(block, words)
    elif isinstance(block, Picture):
        yield _picture(made, block, words)
    elif isinstance(block, CitedRecords):
        yield words.paragraph(block.title, "Group")
        for one in block.records:
            line = said(f"{one.number}.\t", one.line)
            yield words.paragraph(line, "Cited", f"r{one.number}")
    elif isinstance(block, Preformatted):
        yield words.paragraph(said(block.text), "Command")


def _picture(made: Docx, picture: Picture, words: Words) -> Any:
    from docx.shared import Cm
    from docx.text.paragraph import Paragraph as Holder

    element = words.paragraph((), "Drawing")
    run = Holder(element, made._body).add_run()
    content = png(picture.drawing, within=picture.within)
    about = run.add_picture(io.BytesIO(content), width=Cm(17))._inline.docPr
    about.set("name", "Drawing")
    about.set("title", words.plain(picture.title))
    about.set("descr", words.plain(picture.description))
    return element


def _repacked(content: bytes, day: str) -> bytes:
    """Write the file again with one date on all its parts, and no thumbnail."""
    when = (*(int(part) for part in day.split("-")), 0, 0, 0) if day else DAY
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, when)  # type: ignore[arg-type]
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(name))
    return held.getvalue()
