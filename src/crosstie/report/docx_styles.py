"""The styles, pages and properties of a document."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from crosstie.pages.tokens import tokens
from crosstie.report.blocks import Document
from crosstie.text.language import _

if TYPE_CHECKING:
    from docx.document import Document as Docx

SERIF, SANS, MONO = "Georgia", "Arial", "Courier New"
"""Faces that every word processor has, or has a stand-in for."""

_OWN = {
    "Small": 9.0,
    "Warning": 9.5,
    "Cell": 8.5,
    "Head": 8.5,
    "Cell number": 8.5,
    "Head number": 8.5,
    "Drawing": 9.0,
    "Group": 9.5,
    "Cited": 8.5,
    "Command": 9.0,
}
"""Styles of paragraphs that reports have of their own, with their size in points."""


def set_up(made: Docx, document: Document) -> None:
    """Prepare an empty document: pages, styles, language, header and footer."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    _paragraph_styles(made)
    _character_styles(made)
    _table_style(made)
    _language(made, document.language)
    _header(made, document)
    _drop_leftovers(made)


def properties(made: Docx, document: Document) -> None:
    """Say title, subject, language and day; nothing of a person or a machine."""
    said = made.core_properties
    said.title, said.subject = document.title[:255], document.subject[:255]
    said.language = document.language
    said.author = said.last_modified_by = "Crosstie"
    said.comments = said.keywords = said.category = ""
    said.revision = 1
    day = datetime.fromisoformat(document.day) if document.day else datetime(1980, 1, 1)
    said.created = said.modified = day.replace(tzinfo=UTC)


def _paragraph_styles(made: Docx) -> None:
    normal = made.styles["Normal"]
    _face(normal, SERIF, 10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size, before in (
        ("Title", 20, 0),
        ("Subtitle", 12, 0),
        ("Heading 1", 15, 18),
        ("Heading 2", 12, 12),
        ("Heading 3", 11, 10),
    ):
        style = made.styles[name]
        _face(style, SERIF, size)
        style.font.color.rgb = _colour("ink")
        style.font.bold = name != "Subtitle"
        style.font.italic = False
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = name.startswith("Heading")
        _no_border(style)
    for name, small in _OWN.items():
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _face(style, MONO if name == "Command" else SANS, small)
        is_close = name.startswith(("Cell", "Head", "Cited"))
        style.paragraph_format.space_after = Pt(2 if is_close else 6)
        if name.endswith("number"):
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if name.startswith("Head"):
            style.font.bold = True
            style.paragraph_format.keep_with_next = True
    made.styles["Group"].font.bold = False
    made.styles["Group"].paragraph_format.keep_with_next = True
    made.styles["Group"].paragraph_format.space_before = Pt(10)
    cited = made.styles["Cited"].paragraph_format
    cited.left_indent, cited.first_line_indent = Cm(1), Cm(-1)
    cited.tab_stops.add_tab_stop(Cm(1))
    caption = made.styles["Caption"]
    _face(caption, SANS, 9)
    caption.font.color.rgb = _colour("ink-2")
    caption.font.bold = False
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_after = Pt(3)
    _face(made.styles["List Bullet"], SERIF, 10.5)
    _face(made.styles["Quote"], SERIF, 10.5)


def _character_styles(made: Docx) -> None:
    for name, ink in (
        ("Record", "ink"),
        ("Record matched", "ink"),
        ("Dim", "ink-3"),
        ("Note", "ink-2"),
        ("Hyperlink", "link"),
    ):
        style = made.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = _colour(ink, "light" if ink == "link" else "print")
        if name.startswith("Record"):
            _face(style, MONO, None)
            style.font.size = Pt(8.5)
    matched = made.styles["Record matched"]
    matched.font.bold = True
    shade = parse_xml(
        f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto"'
        f' w:fill="{tokens().print["mark"].lstrip("#")}"/>'
    )
    matched.element.get_or_add_rPr().append(shade)
    made.styles["Note"].font.superscript = True
    made.styles["Hyperlink"].font.underline = True
    made.styles["Strong"].font.bold = True


def _table_style(made: Docx) -> None:
    """Make the style of tables: horizontal hairlines only."""
    style = made.styles.add_style("Ruled", WD_STYLE_TYPE.TABLE)
    line = 'w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"'
    style.element.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders>"
            f'<w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
            f"<w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
            '<w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
            '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>'
            '<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )


def _face(style: Any, name: str, size: float | None) -> None:
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), name)
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(kind), None)
    if size is not None:
        style.font.size = Pt(size)


def _no_border(style: Any) -> None:
    properties_ = style.element.get_or_add_pPr()
    for border in properties_.findall(qn("w:pBdr")):
        properties_.remove(border)


def _colour(name: str, theme: str = "print") -> RGBColor:
    held: dict[str, str] = getattr(tokens(), theme)
    return RGBColor.from_string(held[name].lstrip("#").upper())


def _language(made: Docx, language: str) -> None:
    """Set the language that a word processor checks and a screen reader speaks."""
    properties_ = made.styles["Normal"].element.get_or_add_rPr()
    said = OxmlElement("w:lang")
    for kind in ("w:val", "w:eastAsia", "w:bidi"):
        said.set(qn(kind), language)
    properties_.append(said)
    for held in made.styles.element.iter(qn("w:lang")):
        held.set(qn("w:val"), language)


def _header(made: Docx, document: Document) -> None:
    section = made.sections[0]
    head = section.header.paragraphs[0]
    head.style = made.styles["Small"]
    head.add_run(f"Crosstie · {document.title}")
    foot = section.footer.paragraphs[0]
    foot.style = made.styles["Small"]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    page, pages = _("Page {page} of {pages}").split("{page}")
    middle, end = pages.split("{pages}")
    foot.add_run(page)
    _field(foot, "PAGE")
    foot.add_run(middle)
    _field(foot, "NUMPAGES")
    foot.add_run(end)


def _field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _drop_leftovers(made: Docx) -> None:
    """Take out what the empty template says: a picture of a page, another program."""
    package = made.part.package
    for key, link in list(package.rels.items()):
        if link.reltype.endswith(("/thumbnail", "/extended-properties")):
            del package.rels[key]
