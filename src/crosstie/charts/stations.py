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

    @property
    def colour(self) -> str:
        """The route's colour, as a custom property."""
        return f"var(--r-{self.route})"

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
        return _tie(x - 11, y - 3, 22, 5.5, hop, self)

    def _rails(self, d: str, hop: Hop) -> Markup:
        dashes = None if hop.is_sure else "7 5"
        return element(
            "path",
            d=d,
            stroke=self.colour,
            stroke_width=2,
            stroke_dasharray=dashes,
            fill="none",
        )


def tie_across(x: float, y: float, hop: Hop, look: Look) -> Markup:
    """Draw one record across rails that run from left to right."""
    return _tie(x - 3, y - 11, 6, 22, hop, look)


def tie_count(hop: Hop) -> int:
    """Say how many ties a hop draws."""
    records = max(hop.records, len(hop.numbers))
    return records if records <= MOST_TIES else MOST_TIES - 1


def station(kind: str, x: float, y: float, look: Look, *, is_sure: bool) -> Markup:
    """Draw a station: page, ring, disc, or disc with an eye."""
    if kind in ("award", "document"):
        return _page(x, y, look)
    if kind == "country":
        return join(
            [
                element("circle", cx=x, cy=y, r=11, fill=look.colour),
                element("circle", cx=x, cy=y, r=4.5, fill="var(--bg)"),
            ]
        )
    if kind in ("supplier", "product") or not is_sure:
        return element(
            "circle",
            cx=x,
            cy=y,
            r=9.8,
            fill="var(--bg)",
            stroke=look.colour,
            stroke_width=2.6,
        )
    return element("circle", cx=x, cy=y, r=11, fill=look.colour)


def _page(x: float, y: float, look: Look) -> Markup:
    left, top = x - 9, y - 12
    outline = element(
        "path",
        d=f"M{left:.1f} {top:.1f}h12l7 7v17h-19Z",
        fill="var(--bg)",
        stroke=look.colour,
        stroke_width=2.4,
        stroke_linejoin="round",
        stroke_dasharray="3.4 2.6" if look.is_sibling else None,
    )
    writing = element(
        "path",
        d=f"M{left + 5:.1f} {y - 1:.1f}h9m-9 6h9",
        stroke=look.colour,
        stroke_width=1.8,
    )
    return join([outline, writing])


def _tie(
    x: float,
    y: float,
    width: float,
    height: float,
    hop: Hop,
    look: Look,
) -> Markup:
    is_sure = hop.is_sure
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        rx=1,
        fill=look.colour if is_sure else "var(--bg)",
        stroke=look.colour,
        stroke_width=1.4,
    )
