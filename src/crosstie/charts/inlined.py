"""Writes all that a drawing needs into it: its styles, variables and marks.

A drawing in a page takes its colours and faces from the page's style sheet and its
marks from the page's definitions. A PDF, a picture and a document of a word processor
have neither, so each rule becomes an attribute, each mark is copied to where it is
used, and each variable becomes its value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

from crosstie.charts.glyphs import definitions
from crosstie.pages.tokens import tokens

SVG = "http://www.w3.org/2000/svg"

_DROPPED = ("class", "aria-labelledby", "aria-hidden", "role")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_FONT = re.compile(r"(italic )?(\d{3} )?([\d.]+)px(?:/\S+)? (.+)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


@dataclass(frozen=True)
class Place:
    """Where an element stands: its ancestors, and the colours that hold there."""

    ancestors: tuple[tuple[str, frozenset[str]], ...]
    values: Mapping[str, str]


@dataclass(frozen=True)
class Rule:
    """One selector of the style sheet, as steps from outside in, with what it sets."""

    steps: tuple[tuple[str, frozenset[str]], ...]
    weight: tuple[int, int, int]
    sets: tuple[tuple[str, str], ...]


def inlined(
    drawing: str,
    *,
    within: Sequence[str] = (),
    width: float | None = None,
    theme: str = "print",
    is_opaque: bool = False,
) -> str:
    """Write a drawing as a complete SVG file, on the theme's ground where it is opaque.

    `within` are the classes around it that rules ask for, as in a chain; `width`, in
    pixels, is needed where a drawing has no size of its own; `theme` is print, light or
    dark.
    """
    found = resolved(fromstring(drawing), within=within, width=width, theme=theme)
    if is_opaque:
        ground = {"width": "100%", "height": "100%", "fill": values(theme)["bg"]}
        found.insert(0, Element("rect", ground))
    return tostring(found, encoding="unicode")


def resolved(
    root: Element,
    *,
    within: Sequence[str] = (),
    width: float | None = None,
    theme: str = "print",
) -> Element:
    """Copy a drawing with all that it needs written into it; without its description.

    Copies in two themes have the same elements in the same order.
    """
    found = _resolved(root, Place(_around(within), values(theme, within)))
    _size(found, root, width, theme)
    found.set("xmlns", SVG)
    return found


def named(drawing: str) -> tuple[str, str]:
    """Give the title and the description of a drawing, each empty where it has none."""
    root = fromstring(drawing)
    return (root.findtext("title") or "", root.findtext("desc") or "")


def size(svg: str) -> tuple[float, float]:
    """Give width and height of a drawing that stands alone, in pixels."""
    root = fromstring(svg)
    return float(root.get("width", "0")), float(root.get("height", "0"))


def values(theme: str, classes: Sequence[str] = ()) -> dict[str, str]:
    """Give the value of every variable in a theme; print has the light routes."""
    known = tokens()
    base = {"print": known.print, "light": known.light, "dark": known.dark}[theme]
    routes = {
        f"r-{name}": mark.dark if theme == "dark" else mark.light
        for name, mark in known.route.items()
    }
    found = {**known.font, **base, **routes}
    found["c"] = found["ink"]
    return _with_route(found, classes)


def _with_route(held: Mapping[str, str], classes: Sequence[str]) -> dict[str, str]:
    route = next((c for c in classes if c.startswith("r-") and c in held), "")
    return {**held, "c": held[route]} if route else dict(held)


def _around(classes: Sequence[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    return (("", frozenset(classes)),) if classes else ()


def _resolved(element: Element, place: Place) -> Element:
    """Copy an element with all that concerns it written into it."""
    tag = _tag(element)
    classes = (element.get("class") or "").split()
    known = _with_route(place.values, classes)
    me = (tag, frozenset(classes))
    attributes = {
        key: _value(value, known)
        for key, value in element.attrib.items()
        if key not in _DROPPED and key != "href"
    }
    set_ = _set_by_rules(me, place.ancestors, known)
    haloed = set_.pop("paint-order", None) is not None
    attributes |= set_
    inside = Place((*place.ancestors, me), known)
    if tag == "use":
        return _copied(element, attributes, inside)
    made = Element(tag, attributes)
    made.text, made.tail = element.text, element.tail
    for child in element:
        if _tag(child) not in ("title", "desc"):
            made.append(_resolved(child, inside))
    return _halo(made) if haloed else made


def _halo(text: Element) -> Element:
    """Write a text twice, first its outline: few programs know the order of paint."""
    below, above = deepcopy(text), deepcopy(text)
    below.set("fill", below.get("stroke", "none"))
    for name in ("stroke", "stroke-width", "stroke-linejoin"):
        above.attrib.pop(name, None)
    for one in (below, above):
        one.tail = None
    group = Element("g")
    group.extend([below, above])
    group.tail = text.tail
    return group


def _copied(use: Element, attributes: dict[str, str], place: Place) -> Element:
    """Put a copy of what a `use` points to in its place."""
    target = _marks()[use.get("href", "")]
    x, y = attributes.pop("x", "0"), attributes.pop("y", "0")
    group = Element("g", attributes)
    if (x, y) != ("0", "0"):
        group.set("transform", f"translate({x} {y})")
    copy = _resolved(target, place)
    copy.attrib.pop("id", None)
    if copy.tag == "symbol":
        group.set("data-box", copy.get("viewBox", ""))
        group.extend(list(copy))
    else:
        group.append(copy)
    group.tail = use.tail
    return group


def _size(found: Element, drawn: Element, width: float | None, theme: str) -> None:
    """Give the drawing a size and a box: its own, its mark's, or the one asked for."""
    boxes = [
        g.attrib.pop("data-box") for g in found.iter("g") if "data-box" in g.attrib
    ]
    own = drawn.get("viewBox")
    high = float(drawn.get("height") or 10)
    asked = f"0 0 {width or drawn.get('width') or 300} {high:g}"
    box = own or (boxes[0] if boxes else asked)
    _, _, across, down = (float(part) for part in box.split())
    found.set("viewBox", box)
    found.set("width", f"{across:g}")
    found.set("height", f"{down:g}")
    if any(e.get("fill") == "url(#nl)" for e in found.iter()):
        defs = Element("defs")
        defs.append(_resolved(_marks()["#nl"], Place((), values(theme))))
        found.insert(0, defs)


def _set_by_rules(
    me: tuple[str, frozenset[str]],
    ancestors: tuple[tuple[str, frozenset[str]], ...],
    known: Mapping[str, str],
) -> dict[str, str]:
    """Collect what the rules set on an element, the most specific last."""
    found: dict[str, str] = {}
    for rule in _rules():
        if _fits(rule.steps, me, ancestors):
            for name, value in rule.sets:
                found |= _attributes(name, _value(value, known))
    return found


def _fits(
    steps: Sequence[tuple[str, frozenset[str]]],
    me: tuple[str, frozenset[str]],
    ancestors: Sequence[tuple[str, frozenset[str]]],
) -> bool:
    *outer, last = steps
    if not _is(last, me):
        return False
    left = list(outer)
    for one in reversed(ancestors):
        if left and _is(left[-1], one):
            left.pop()
    return not left


def _is(step: tuple[str, frozenset[str]], one: tuple[str, frozenset[str]]) -> bool:
    return step[0] in ("", one[0]) and step[1] <= one[1]


def _attributes(name: str, value: str) -> dict[str, str]:
    """Write one declaration as attributes of SVG."""
    if name in ("display", "overflow"):
        return {}
    if name != "font":
        value = "700" if value == "650" else value
        return {name: re.sub(r"(?<=[\d.])px", "", value)}
    found = _FONT.fullmatch(value)
    if found is None:
        return {}
    italic, weight, points, face = found.groups()
    return {
        "font-style": "italic" if italic else "normal",
        "font-weight": (weight or "400").strip(),
        "font-size": points,
        "font-family": face,
    }


def _value(value: str, known: Mapping[str, str]) -> str:
    value = value.replace("currentColor", known["ink"])
    return _VARIABLE.sub(lambda m: known.get(m[1], known["ink"]), value)


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


@cache
def _rules() -> tuple[Rule, ...]:
    """Read the style sheet of drawings, the rules in the order in which they win."""
    text = files("crosstie.charts").joinpath("drawing.css").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found = []
    for order, (selectors, block) in enumerate(_RULE.findall(text)):
        pairs = (one.partition(":") for one in block.split(";") if one.strip())
        sets = tuple((name.strip(), value.strip()) for name, _, value in pairs)
        for selector in selectors.split(","):
            steps = tuple(_step(step) for step in selector.split())
            named = sum(len(classes) for _, classes in steps)
            tags = sum(1 for tag, _ in steps if tag)
            found.append(Rule(steps, (named, tags, order), sets))
    return tuple(sorted(found, key=lambda rule: rule.weight))


def _step(selector: str) -> tuple[str, frozenset[str]]:
    tag, *classes = selector.split(".")
    return (tag, frozenset(classes))


@cache
def _marks() -> dict[str, Element]:
    """Find every mark that drawings point to, by its address."""
    root = fromstring(str(definitions()))
    return {f"#{e.get('id')}": e for e in root.iter() if e.get("id")}
