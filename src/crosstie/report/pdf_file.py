"""Writes a report as PDF, by WeasyPrint, from the same HTML.

The drawings of a page take their colours from its style sheet, which a PDF cannot: each
is written out in full and put in as a picture with its description. What folds out on a
screen stands open. The file is tagged (PDF/UA), has bookmarks and numbered pages, loads
nothing from anywhere, and says nothing of the machine or the person.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import Element, tostring

from crosstie.charts.inlined import inlined, size, values
from crosstie.errors import UsageError
from crosstie.pages.contexts import ReportContext
from crosstie.text.language import _, current

SVG = "{http://www.w3.org/2000/svg}"

NOT_ON_PAPER = frozenset({"skip", "top", "defs", "ph"})
"""Classes of what a screen needs alone."""

LADDER = 300.0
"""Width in pixels of a bar in the list of amounts by kind, whose parts are shares."""


def pdf(page: str, context: ReportContext) -> bytes:
    """Write the HTML of a report as PDF.

    Raises:
        UsageError: WeasyPrint, or Pango that it draws letters with, is not installed.

    """
    try:
        import weasyprint
    except (ImportError, OSError) as cause:
        raise UsageError(
            _("no PDF can be written: {cause}").format(cause=cause),
            next_step=_(
                "install the extra, pip install 'crosstie[pdf]', and Pango: on Debian "
                "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
                "or write html and print it from a browser"
            ),
        ) from cause
    what_it_holds = weasyprint.URLFetcher(
        allowed_protocols=("data",), allow_redirects=False
    )
    document = weasyprint.HTML(string=page, url_fetcher=what_it_holds)
    for_paper(document.etree_element, context)
    written = document.write_pdf(
        pdf_variant="pdf/ua-1",
        custom_metadata=False,
    )
    return bytes(written or b"")


def paper_style() -> str:
    """Give the style sheet of paper, with the colours of print in place."""
    text = files("crosstie.report").joinpath("paper.css").read_text(encoding="utf-8")
    for name, value in sorted(values("print").items(), key=lambda one: -len(one[0])):
        text = text.replace(f"var(--{name})", value)
    return text


def for_paper(root: Any, context: ReportContext) -> None:
    """Turn the page of a screen into one for paper."""
    _say_properties(root, context)
    _turn(root, _descriptions(root), frozenset())


def _turn(holder: Any, said: Mapping[str, str], around: frozenset[str]) -> None:
    """Turn what stands in an element; `around` are the classes that it stands in."""
    around |= frozenset((holder.get("class") or "").split())
    for child in list(holder):
        if _is_off(child, around):
            _remove(holder, child)
        elif child.tag == f"{SVG}svg":
            _put_picture(holder, child, said, around)
        else:
            if child.tag == "summary":
                child.tag = "p"
                child.set("class", "lab")
            _turn(child, said, around)
            if child.tag == "details":
                child.tag = "div"
            elif child.tag == "li" and child.get("value"):
                _number(child)


def _say_properties(root: Any, context: ReportContext) -> None:
    """Write what a PDF says of itself, and no person; put the style of paper last."""
    head = root.find("head")
    for name, content in (
        ("description", context.headline),
        ("generator", "Crosstie"),
        ("dcterms.created", context.facts.traced_at[:10]),
        ("dcterms.modified", context.facts.traced_at[:10]),
    ):
        if content:
            made = Element("meta", {"name": name, "content": content})
            head.append(made)
    for meta in head.findall("meta[@http-equiv]"):
        head.remove(meta)
    paper = Element("style")
    paper.text = paper_style()
    head.append(paper)
    root.set("lang", current())


def _descriptions(root: Any) -> dict[str, str]:
    """Collect the titles and descriptions of drawings, by their ids."""
    tags = (f"{SVG}title", f"{SVG}desc")
    return {
        one.get("id"): one.text or ""
        for one in root.iter()
        if one.tag in tags and one.get("id")
    }


def _is_off(child: Any, around: frozenset[str]) -> bool:
    """Tell what is not for paper: marks' definitions, drawings for other widths.

    Of leads the table stays, which says why each is one.
    """
    if not isinstance(child.tag, str):
        return True
    classes = set((child.get("class") or "").split())
    if child.tag == "section" and "is-lead" in classes:
        return True
    return bool(classes & NOT_ON_PAPER) or ("w" in classes and "chain" in around)


def _remove(holder: Any, child: Any) -> None:
    """Take an element out; the text behind it stays."""
    tail = child.tail or ""
    at = list(holder).index(child)
    holder.remove(child)
    if at:
        holder[at - 1].tail = (holder[at - 1].tail or "") + tail
    else:
        holder.text = (holder.text or "") + tail


def _number(item: Any) -> None:
    """Write the number of a record into its entry: a list on paper counts anew."""
    number = Element("span", {"class": "number"})
    number.text = f"{item.attrib.pop('value')}. "
    number.tail, item.text = item.text, None
    item.insert(0, number)


def _put_picture(
    holder: Any, drawing: Any, said: Mapping[str, str], around: frozenset[str]
) -> None:
    """Put a drawing in as a picture that stands alone, with its words as its text."""
    width = LADDER if "ladder" in around else None
    tail, drawing.tail = drawing.tail, None
    svg = inlined(tostring(drawing, "unicode"), within=sorted(around), width=width)
    across, down = size(svg)
    named = (drawing.get("aria-labelledby") or "").split()
    words = [said.get(id_, "") for id_ in named]
    content = base64.b64encode(svg.encode()).decode()
    picture = Element(
        "img",
        {
            "src": f"data:image/svg+xml;base64,{content}",
            "alt": ". ".join(word for word in words if word),
            "class": f"drawn {drawing.get('class') or ''}".strip(),
            "width": f"{across:g}",
            "height": f"{down:g}",
        },
    )
    picture.tail = tail
    holder[list(holder).index(drawing)] = picture
