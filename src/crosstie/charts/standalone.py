"""A drawing as a file of its own: nothing in it needs a page or a style sheet around.

Colours stand in the attributes, for light paper; a style inside turns them for a reader
who asks for dark. What a page defines once (stations, hatching) is written in full.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring
from markupsafe import Markup

from crosstie.charts import glyphs
from crosstie.charts.svg import SANS, lines
from crosstie.errors import EngineError
from crosstie.pages.tokens import tokens
from crosstie.pages.words import visible
from crosstie.text.language import _

MARGIN = 24.0

_PAINTS = ("fill", "stroke", "stop-color")
_VARIABLE = re.compile(r"var\(--([a-z0-9_-]+)\)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")

_SERIF = {"font-family": "serif"}
_ITALIC = {"font-family": "serif", "font-style": "italic", "font-size": "13.5"}

STYLES: dict[str, Mapping[str, str]] = {
    "s": _SERIF,
    "m": {"font-family": "mono", "letter-spacing": "-0.2"},
    "d": {"fill": "var(--ink-3)"},
    "d2": {"fill": "var(--ink-2)"},
    "it": {"font-style": "italic"},
    "halo": {
        "paint-order": "stroke",
        "stroke": "var(--bg)",
        "stroke-width": "5",
        "stroke-linejoin": "round",
    },
    "ch": {"font-size": "12", "fill": "var(--ink-3)"},
    "cl": {"font-size": "15", "font-weight": "650"},
    "cw": {"font-size": "12.5", "fill": "var(--ink-2)"},
    "cn": {
        "font-size": "11.5",
        "font-weight": "600",
        "fill": "var(--ink-2)",
        "text-anchor": "middle",
    },
    "cp": {"font-size": "12", "fill": "var(--ink-2)", "text-anchor": "middle"},
    "b": {"font-weight": "700"},
    "cv": {**_ITALIC, "fill": "var(--ink-2)", "text-anchor": "middle"},
    "ci": _ITALIC,
}
"""What the classes of words mean, as in the style sheets of report and pages."""

_CHAIN_MONO = {"font-family": "mono", "font-size": "12.5", "font-weight": "500"}
"""The style of a group of records' own words in a chain."""


def standalone(
    drawing: Markup,
    *,
    title: str,
    notes: Sequence[str] = (),
    is_adaptive: bool = True,
) -> str:
    """Write a drawing as a complete SVG, with its title above and notes below.

    `notes` say what is measured, and source and dates. Without `is_adaptive` it is
    light for every reader, as a picture of dots must be.
    """
    inner = fromstring(str(drawing))
    width, height = (float(n) for n in inner.get("viewBox", "0 0 0 0").split()[2:])
    total = width + 2 * MARGIN
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img"})
    for child in list(inner):
        if child.tag in ("title", "desc"):
            child.attrib.clear()
            root.append(child)
    top = MARGIN + 22
    group = Element("g", {"class": inner.get("class", "")})
    group.extend(c for c in inner if c.tag not in ("title", "desc"))
    heading = [
        _text(MARGIN, top + 24 * n, line, {"font-size": "20", "font-weight": "600"})
        for n, line in enumerate(lines(title, width, 20, "serif", bold=True))
    ]
    for one in heading:
        one.set("class", "s")
    below = top + 24 * len(heading) + height + 8
    group.set("transform", f"translate({MARGIN:g} {top + 24 * len(heading) - 8:g})")
    said = [line for note in notes for line in lines(note, width, 12.5, SANS)]
    footer = [
        _text(MARGIN, below + 14 + 17 * n, line, {"font-size": "12.5"})
        for n, line in enumerate(said)
    ]
    for one in footer:
        one.set("class", "d2")
    total_height = below + 17 * len(footer) + MARGIN
    root.set("viewBox", f"0 0 {total:g} {total_height:g}")
    root.set("width", f"{total:g}")
    root.set("height", f"{total_height:g}")
    ground = {"width": f"{total:g}", "height": f"{total_height:g}", "fill": "var(--bg)"}
    root.append(Element("rect", ground))
    root.extend([*heading, group, *footer])
    resolver = _Resolver()
    resolver.resolve(root)
    resolver.add_style(root, is_adaptive=is_adaptive)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode")


def as_png(svg: str, *, scale: float = 2.0) -> bytes:
    """Turn a complete SVG into a picture of dots.

    Raises:
        EngineError: the extra that draws is not installed.

    """
    try:
        import vl_convert
    except ImportError as cause:
        raise EngineError(
            _("PNG pictures need the extra `pictures`, which is not installed"),
            next_step=_("pip install 'crosstie[pictures]', or take the SVG"),
        ) from cause
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def _text(x: float, y: float, content: str, attributes: Mapping[str, str]) -> Element:
    made = Element("text", {"x": f"{x:g}", "y": f"{y:g}", **attributes})
    made.text = visible(content)
    return made


@cache
def _definitions() -> dict[str, Element]:
    """Read what a page defines once for all its drawings, by id."""
    root = fromstring(str(glyphs.definitions()))
    return {str(one.get("id")): one for one in root.iter() if one.get("id")}


class _Resolver:
    """Replaces classes, variables and uses by what they stand for."""

    def __init__(self) -> None:
        self.dark: dict[tuple[str, str], str] = {}
        """The class for an attribute and its dark colour."""
        self.wanted: list[str] = []
        self._own: set[str] = set()

    def resolve(self, root: Element) -> None:
        """Resolve a whole drawing."""
        self._own = {str(one.get("id")) for one in root.iter() if one.get("id")}
        self._walk(root, "", {})
        for name in dict.fromkeys(self.wanted):
            known = _definitions().get(name)
            if known is not None and name not in self._own:
                copied = copy.deepcopy(known)
                self._walk(copied, "", {})
                defs = Element("defs")
                defs.append(copied)
                root.insert(0, defs)

    def add_style(self, root: Element, *, is_adaptive: bool) -> None:
        """Write the colours of the dark as a style inside."""
        for one in root.iter():
            kept = [n for n in one.get("class", "").split() if n.startswith("dk")]
            one.attrib.pop("class", None)
            if kept and is_adaptive:
                one.set("class", " ".join(kept))
        if is_adaptive and self.dark:
            rules = "".join(
                f".{name}{{{attribute}:{colour}}}"
                for (attribute, colour), name in self.dark.items()
            )
            style = Element("style")
            style.text = f"@media (prefers-color-scheme:dark){{{rules}}}"
            root.insert(0, style)

    def _walk(self, one: Element, route: str, words: Mapping[str, str]) -> None:
        names = one.get("class", "").split()
        route = next((n[2:] for n in names if n.startswith("r-")), route)
        self._look(one, names)
        words = {**words, **self._said(one, names)}
        if one.tag in ("text", "tspan"):
            self._write(one, words if one.tag == "text" else self._said(one, names))
        for attribute in _PAINTS:
            self._paint(one, attribute, route)
        for child in list(one):
            if child.tag == "use":
                self._expand(one, child)
        for child in one:
            self._walk(child, route, words)

    def _look(self, one: Element, names: Sequence[str]) -> None:
        """Give rails what their class means."""
        if "k" in names:
            one.set("fill", "none")
            one.set("stroke", "var(--c)")
            one.set("stroke-width", "2")
            if "o" in names:
                one.set("stroke-dasharray", "7 5")

    def _said(self, one: Element, names: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in names:
            if name == "m" and one.tag == "g":
                found |= _CHAIN_MONO
            elif name in STYLES:
                found |= STYLES[name]
        return found

    def _write(self, one: Element, words: Mapping[str, str]) -> None:
        known = tokens().font
        base = (
            {"font-family": "sans", "fill": "var(--ink)"} if one.tag == "text" else {}
        )
        for name, value in {**base, **words}.items():
            if name not in one.attrib or name in words:
                one.set(name, value)
        if one.get("font-weight") == "650":
            # Few families hold such a weight, and a renderer of dots takes the regular.
            one.set("font-weight", "700")
        family = one.get("font-family")
        if family in known:
            one.set("font-family", known[family].replace('"', "'"))

    def _paint(self, one: Element, attribute: str, route: str) -> None:
        value = one.get(attribute, "")
        reference = _REFERENCE.fullmatch(value)
        if reference:
            self.wanted.append(reference[1])
            return
        variable = _VARIABLE.fullmatch(value)
        name = variable[1] if variable else "ink" if value == "currentColor" else ""
        if not name:
            return
        light, dark = _colours(name, route)
        one.set(attribute, light)
        key = (attribute, dark)
        known = self.dark.setdefault(key, f"dk{len(self.dark)}")
        one.set("class", f"{one.get('class', '')} {known}".strip())

    def _expand(self, parent: Element, use: Element) -> None:
        """Write in place of a use what it points to."""
        known = _definitions().get(use.get("href", "").removeprefix("#"))
        at = list(parent).index(use)
        group = Element("g")
        if known is not None:
            x, y = use.get("x", "0"), use.get("y", "0")
            group.set("transform", f"translate({x} {y})")
            inner = copy.deepcopy(known)
            inner.attrib.pop("id", None)
            is_tie = use.get("href") in ("#tx", "#td")
            if is_tie:
                hollow = "o" in use.get("class", "").split()
                inner.set("fill", "var(--bg)" if hollow else "var(--c)")
            group.append(inner)
        parent.remove(use)
        parent.insert(at, group)


def _colours(name: str, route: str) -> tuple[str, str]:
    known = tokens()
    if name == "c":
        name = f"r-{route}" if route else "ink"
    if name.startswith("r-"):
        mark: Any = known.route[name[2:]]
        return mark.light, mark.dark
    return known.light[name], known.dark[name]


__all__ = ["STYLES", "as_png", "standalone"]
