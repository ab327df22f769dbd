"""A drawing as a file of its own: nothing in it needs a page or a style sheet around.

Colours stand in the attributes, for light paper; a style inside turns them for a reader
who asks for dark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring
from markupsafe import Markup

from crosstie.charts.inlined import resolved
from crosstie.charts.svg import SANS, lines
from crosstie.pages.words import visible

__all__ = ["standalone"]

MARGIN = 24.0

_PAINTS = ("fill", "stroke", "stop-color")


def standalone(
    drawing: Markup,
    *,
    title: str,
    notes: Sequence[str] = (),
    within: Sequence[str] = (),
    is_adaptive: bool = True,
) -> str:
    """Write a drawing as a complete SVG, with its title above and notes below.

    `notes` say what is measured, and source and dates; `within` are the classes that a
    page has around the drawing. Without `is_adaptive` it is
    light for every reader, as a picture of dots must be.
    """
    inner = fromstring(str(drawing))
    framed = _framed(inner, title, notes)
    found = resolved(framed, within=within, theme="light")
    if is_adaptive:
        _turn(found, resolved(framed, within=within, theme="dark"))
    found.set("role", "img")
    for at, child in enumerate(c for c in inner if c.tag in ("title", "desc")):
        child.attrib.clear()
        found.insert(at, child)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(found, "unicode")


def _framed(inner: Element, title: str, notes: Sequence[str]) -> Element:
    """Put a drawing between its title and its notes, on a ground."""
    width, height = (float(n) for n in inner.get("viewBox", "0 0 0 0").split()[2:])
    top = MARGIN + 22
    heading = [
        _text(MARGIN, top + 24 * n, line, {"font-size": "20", "font-weight": "600"})
        for n, line in enumerate(lines(title, width, 20, "serif", bold=True))
    ]
    for one in heading:
        one.set("class", "s")
    below = top + 24 * len(heading) + height + 8
    said = [line for note in notes for line in lines(note, width, 12.5, SANS)]
    footer = [
        _text(MARGIN, below + 14 + 17 * n, line, {"font-size": "12.5", "class": "d2"})
        for n, line in enumerate(said)
    ]
    group = Element("g", {"class": inner.get("class", "")})
    group.set("transform", f"translate({MARGIN:g} {top + 24 * len(heading) - 8:g})")
    group.extend(c for c in inner if c.tag not in ("title", "desc"))
    across, down = width + 2 * MARGIN, below + 17 * len(footer) + MARGIN
    root = Element("svg", {"viewBox": f"0 0 {across:g} {down:g}"})
    ground = {"width": f"{across:g}", "height": f"{down:g}", "fill": "var(--bg)"}
    root.append(Element("rect", ground))
    root.extend([*heading, group, *footer])
    return root


def _text(x: float, y: float, content: str, attributes: Mapping[str, str]) -> Element:
    made = Element("text", {"x": f"{x:g}", "y": f"{y:g}", **attributes})
    made.text = visible(content)
    return made


def _turn(light: Element, dark: Element) -> None:
    """Write as a style inside where the same drawing in dark has another colour."""
    names: dict[tuple[str, str], str] = {}
    for one, other in zip(light.iter(), dark.iter(), strict=True):
        kept = [
            names.setdefault((paint, other.get(paint, "")), f"dk{len(names)}")
            for paint in _PAINTS
            if one.get(paint) != other.get(paint)
        ]
        if kept:
            one.set("class", " ".join(kept))
    rules = "".join(
        f".{name}{{{paint}:{colour}}}" for (paint, colour), name in names.items()
    )
    style = Element("style")
    style.text = f"@media (prefers-color-scheme:dark){{{rules}}}"
    light.insert(0, style)
