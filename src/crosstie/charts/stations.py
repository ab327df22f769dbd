"""What a chain is drawn with: stations, rails, and one tie a record."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from crosstie.charts.svg import element, join
from crosstie.pages.contexts import Hop

MOST_TIES = 4
"""Ties that a hop draws; of more, three are drawn and the rest is counted."""


@dataclass(frozen=True)
class Look:
    """A chain's colour, and whether its award is a sibling's."""

    route: str
    is_sibling: bool

    def rails_across(self, x1: float, x2: float, y: float, hop: Hop) -> Markup:
        """Draw two rails from left to right, dashed where the hop is doubtful."""
        d = f"M{x1:.1f} {y - 4:.1f}H{x2:.1f}M{x1:.1f} {y + 4:.1f}H{x2:.1f}"
        return self._rails(d, hop)

    def rails_down(self, x: float, y1: float, y2: float, hop: Hop) -> Markup:
        """Draw two rails from top to bottom."""
        d = f"M{x - 4:.1f} {y1:.1f}V{y2:.1f}M{x + 4:.1f} {y1:.1f}V{y2:.1f}"
        return self._rails(d, hop)

    def tie_down(self, x: float, y: float, hop: Hop) -> Markup:
        """Draw one record across rails that run down."""
        return element("use", href="#td", x=x, y=y, class_=None if hop.is_sure else "o")

    def _rails(self, d: str, hop: Hop) -> Markup:
        return element("path", d=d, class_="k" if hop.is_sure else "k o")


def tie_across(x: float, y: float, hop: Hop) -> Markup:
    """Draw one record across rails that run from left to right."""
    return element("use", href="#tx", x=x, y=y, class_=None if hop.is_sure else "o")


def tie_count(hop: Hop) -> int:
    """Say how many ties a hop draws."""
    records = max(hop.records, len(hop.numbers))
    return records if records <= MOST_TIES else MOST_TIES - 1


def station(kind: str, x: float, y: float, look: Look, *, is_sure: bool) -> Markup:
    """Draw a station: page, ring, disc, or disc with an eye."""
    name = "so"
    if kind in ("award", "document"):
        name = "sq" if look.is_sibling else "sp"
    elif kind == "country":
        name = "sc"
    elif kind in ("supplier", "product") or not is_sure:
        name = "sr"
    return element("use", href=f"#{name}", x=x, y=y)


def parts() -> list[Markup]:
    """Draw the stations and ties around 0, 0: a page holds them once, in its defs."""
    colour = "var(--c)"
    disc = element("circle", r=11, fill=colour)
    ring = element("circle", r=9.8, fill="var(--bg)", stroke=colour, stroke_width=2.6)
    eye = element("circle", r=4.5, fill="var(--bg)")
    return [
        element("g", disc, id="so"),
        element("g", ring, id="sr"),
        element("g", join([disc, eye]), id="sc"),
        element("g", _page(None), id="sp"),
        element("g", _page("3.4 2.6"), id="sq"),
        _tie("tx", 6, 22),
        _tie("td", 22, 5.5),
    ]


def _page(dashes: str | None) -> Markup:
    outline = element(
        "path",
        d="M-9 -12h12l7 7v17h-19Z",
        fill="var(--bg)",
        stroke="var(--c)",
        stroke_width=2.4,
        stroke_linejoin="round",
        stroke_dasharray=dashes,
    )
    writing = element("path", d="M-4 -1h9m-9 6h9", stroke="var(--c)", stroke_width=1.8)
    return join([outline, writing])


def _tie(id_: str, width: float, height: float) -> Markup:
    """Draw a tie; a hollow one takes its fill, the page's, from its use."""
    return element(
        "rect",
        id=id_,
        x=-width / 2,
        y=-height / 2,
        width=width,
        height=height,
        rx=1,
        stroke="var(--c)",
        stroke_width=1.4,
    )
