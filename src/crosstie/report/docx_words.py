"""Writes lines as paragraphs of a document: voices, links, bookmarks, footnotes.

Elements are put together here one by one, since a report has ten thousand of them and
python-docx looks up the style of each anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from crosstie.pages.addresses import public_url
from crosstie.pages.words import visible
from crosstie.report.blocks import DIM, MARK, RECORD, STRONG, Line, Note, Text

if TYPE_CHECKING:
    from docx.document import Document as Docx

_STYLES = {RECORD: "Record", MARK: "Record matched", STRONG: "Strong", DIM: "Dim"}

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Words:
    """Writes the paragraphs of one document."""

    def __init__(self, made: Docx, anchors: frozenset[str]) -> None:
        self._part = made.part
        self._anchors = anchors
        self._ids = {style.name: style.style_id for style in made.styles}
        self._bookmarks = 0
        self._addresses: dict[str, str] = {}

    def paragraph(self, line: Line, style: str, anchor: str = "") -> Any:
        """Write a line as a paragraph; links can lead to one with an anchor."""
        paragraph = OxmlElement("w:p")
        properties = below(paragraph, "w:pPr")
        below(properties, "w:pStyle", val=self._ids[style])
        number = ""
        if anchor:
            self._bookmarks += 1
            number = str(self._bookmarks)
            below(paragraph, "w:bookmarkStart", id=number, name=bookmark(anchor))
        for index, run in enumerate(line):
            if isinstance(run, Note):
                if index and isinstance(line[index - 1], Note):
                    self._run(paragraph, " ", "Note")
                inside = below(
                    paragraph, "w:hyperlink", anchor=bookmark(f"r{run.number}")
                )
                self._run(inside, str(run.number), "Note")
            else:
                self._text(paragraph, run)
        if anchor:
            below(paragraph, "w:bookmarkEnd", id=number)
        return paragraph

    def plain(self, text: str) -> str:
        """Give a text that XML can hold, steering characters made visible."""
        return _NO_XML.sub("\ufffd", visible(text))

    def _text(self, paragraph: Any, run: Text) -> None:
        url = public_url(run.link)
        anchor = run.link[1:] if run.link.startswith("#") else ""
        holder = paragraph
        if url:
            holder = below(paragraph, "w:hyperlink")
            holder.set(qn("r:id"), self._address(self.plain(url)))
        elif anchor in self._anchors:
            holder = below(paragraph, "w:hyperlink", anchor=bookmark(anchor))
        style = _STYLES.get(run.kind, "")
        if holder is not paragraph and run.kind not in (RECORD, MARK, STRONG):
            style = "Hyperlink"
        self._run(holder, self.plain(run.text), style)

    def _run(self, holder: Any, text: str, style: str) -> None:
        run = below(holder, "w:r")
        if style:
            below(below(run, "w:rPr"), "w:rStyle", val=self._ids[style])
        for number, line in enumerate(text.split("\n")):
            if number:
                below(run, "w:br")
            for index, part in enumerate(line.split("\t")):
                if index:
                    below(run, "w:tab")
                if part:
                    words = below(run, "w:t")
                    words.set(_SPACE, "preserve")
                    words.text = part

    def _address(self, url: str) -> str:
        """Give the relationship of an address, one for each."""
        if url not in self._addresses:
            self._addresses[url] = self._part.relate_to(
                url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return self._addresses[url]


def below(holder: Any, tag: str, **attributes: str) -> Any:
    """Make an element inside another, its attributes in the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    holder.append(made)
    return made


def bookmark(anchor: str) -> str:
    """Give the name of a bookmark: letters, digits and underscores alone."""
    return re.sub(r"\W", "_", anchor)
