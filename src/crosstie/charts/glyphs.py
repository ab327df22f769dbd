"""Small marks: glyphs of routes and statuses, the scale of a probability, strips."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from crosstie.charts.stations import parts
from crosstie.charts.svg import element, join
from crosstie.model.words import Status
from crosstie.pages.contexts import Action
from crosstie.pages.run_contexts import Span
from crosstie.pages.tokens import tokens

GAP_DAYS = 45
"""Days without a loaded record after which a strip is hatched."""


def route_glyph(route: str) -> Markup:
    """Draw a route's glyph; its word always stands beside it."""
    return _use(14, f"g-{route}")


def status_glyph(status: str) -> Markup:
    """Draw a status: disc, ring, dotted ring, struck ring, or three dashes."""
    return _use(12, f"s-{status}")


def definitions() -> Markup:
    """Draw what marks are made of; a page holds it once, and every mark points to it.

    Inside are the glyphs of routes and statuses, the scale, the stations and ties of
    chains, and the hatching that means not loaded. Their colour is the one of the place
    that uses them: `--c` for a route, the text's for a status.
    """
    known = tokens().route
    routes = [
        _symbol(f"g-{name}", 14, _SHAPES[mark.shape](f"var(--r-{name})"))
        for name, mark in known.items()
    ]
    statuses = [_symbol(f"s-{s.value}", 12, _status(s.value)) for s in Status]
    scale = _symbol("ps", 66, _line("M2 7H64", "var(--rule-2)", 1.5), 14)
    return element(
        "svg",
        element("defs", join([_pattern(), scale, *routes, *statuses, *parts()])),
        class_="defs",
        width=0,
        height=0,
        aria_hidden="true",
    )


def _use(size: int, id_: str) -> Markup:
    return element(
        "svg",
        element("use", href=f"#{id_}"),
        width=size,
        height=size,
        aria_hidden="true",
    )


def _symbol(id_: str, width: int, content: Markup, height: int | None = None) -> Markup:
    return element("symbol", content, id=id_, viewBox=f"0 0 {width} {height or width}")


def _status(status: str) -> Markup:
    ring: dict[str, object] = {"cx": 6, "cy": 6, "r": 4, "fill": "none"}
    ring |= {"stroke": "currentColor", "stroke_width": 1.6}
    parts = {
        "active": [element("circle", cx=6, cy=6, r=4.4, fill="currentColor")],
        "ended": [element("circle", **ring)],
        "planned": [element("circle", **ring, stroke_dasharray="1.8 1.6")],
        "cancelled": [
            element("circle", **ring),
            _line("M2 10L10 2", "currentColor", 1.6),
        ],
    }.get(status, [_line("M1.5 6H3.8M5 6H7.2M8.4 6H10.6", "currentColor", 1.8)])
    return join(parts)


def probability_scale(value: float, threshold: float) -> Markup:
    """Draw a probability on log odds from .5 to .995, with a tick at the threshold."""
    at, tick = _position(value), _position(threshold)
    is_sure = value >= threshold
    return element(
        "svg",
        join(
            [
                element("use", href="#ps"),
                element("path", d=f"M{tick:.1f} 1V13"),
                element("circle", cx=at, cy=7, r=3.6, class_=None if is_sure else "o"),
            ]
        ),
        class_="g",
        width=66,
        height=14,
        aria_hidden="true",
    )


def strip(
    actions: Sequence[Action],
    first: date,
    last: date,
    loaded: Sequence[Span] | None,
    route: str,
) -> Markup:
    """Draw one bar an action over shared years; a circle for 0.00, hollow for minus.

    Without `loaded` it is not known what was loaded, and nothing is hatched.
    """
    width, base = 150.0, 18.0
    days = max((last - first).days, 1)

    def at(day: date) -> float:
        return 3 + (width - 6) * (day - first).days / days

    largest = max((abs(a.obligated or Decimal(0)) for a in actions), default=Decimal(0))
    parts = [_line(f"M0 {base}H{width}", "var(--rule-2)", 1)]
    parts += [
        element("rect", x=a, y=base - 8, width=b - a, height=8, class_="h")
        for a, b in _gaps(first, last, loaded, at)
    ]
    for action in actions:
        if action.day is None or action.obligated is None:
            continue
        x, value = at(action.day), action.obligated
        if value == 0 or not largest:
            parts.append(element("circle", cx=x, cy=base, r=1.8, class_="o"))
            continue
        height = max(2.0, 15 * math.sqrt(float(abs(value) / largest)))
        height = height if value > 0 else min(height, 7.0)
        parts.append(
            element(
                "rect",
                x=x - 1.3,
                y=base - height if value > 0 else base,
                width=2.6,
                height=height,
                class_=None if value > 0 else "n",
            )
        )
    return element(
        "svg",
        join(parts),
        class_=f"strip r-{route}",
        width=150,
        height=26,
        aria_hidden="true",
    )


def _pattern() -> Markup:
    return element(
        "pattern",
        element("rect", width=1.3, height=5, fill="var(--rule-2)"),
        id="nl",
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def logo() -> Markup:
    """Draw the mark: two rails and three ties."""
    rails = [element("rect", y=y, width=30, height=2.2) for y in (5, 12.8)]
    ties = [element("rect", x=x, y=1, width=4, height=18) for x in (4, 13, 22)]
    return element(
        "svg",
        element("g", join([*rails, *ties]), fill="currentColor"),
        width=30,
        height=20,
        viewBox="0 0 30 20",
        aria_hidden="true",
    )


def _gaps(
    first: date, last: date, loaded: Sequence[Span] | None, at: Callable[[date], float]
) -> list[tuple[float, float]]:
    """Find the stretches that are not loaded in full; None means that is not known."""
    if loaded is None:
        return []
    gaps, reached = [], first
    for span in sorted(loaded, key=lambda s: s.first_date):
        if reached >= last:
            break
        if (span.first_date - reached).days > GAP_DAYS:
            gaps.append((at(reached), at(min(span.first_date, last))))
        reached = max(reached, span.last_date)
    if (last - reached).days > GAP_DAYS:
        gaps.append((at(reached), at(last)))
    return gaps


def _position(value: float) -> float:
    low, high = math.log(0.5 / 0.5), math.log(0.995 / 0.005)
    bounded = min(max(value, 0.5), 0.995)
    share = (math.log(bounded / (1 - bounded)) - low) / (high - low)
    return 5.0 + 56.0 * share


def _line(d: str, colour: str, width: float) -> Markup:
    return element("path", d=d, stroke=colour, stroke_width=width, fill="none")


def _disc(c: str) -> Markup:
    return element("circle", cx=7, cy=7, r=5.6, fill=c)


def _ring(c: str) -> Markup:
    return join(
        [
            element("circle", cx=7, cy=7, r=5, fill="none", stroke=c, stroke_width=2),
            element("circle", cx=7, cy=7, r=2, fill=c),
        ]
    )


def _rings(c: str) -> Markup:
    return join(
        element("circle", cx=x, cy=7, r=3.7, fill="none", stroke=c, stroke_width=1.8)
        for x in (4.8, 9.2)
    )


def _diamond(c: str) -> Markup:
    return element("path", d="M7 .8L13.2 7 7 13.2 .8 7Z", fill=c)


def _arrow(c: str) -> Markup:
    bend = element(
        "path", d="M2.5 1.5V6.5Q2.5 9 5 9H9", fill="none", stroke=c, stroke_width=2
    )
    return join([bend, element("path", d="M8 5.2L13 9 8 12.8Z", fill=c)])


def _tag(c: str) -> Markup:
    return join(
        [
            element("path", d="M1.4 1.4H7.4L13 7 7 13 1.4 7.4Z", fill=c),
            element("circle", cx=4.6, cy=4.6, r=1.3, fill="var(--bg)"),
        ]
    )


def _house(c: str) -> Markup:
    return element("path", d="M7 1L13.2 6.6V13H.8V6.6Z", fill=c)


def _flag(c: str) -> Markup:
    return element("path", d="M2 1H12L9.6 4.6 12 8.2H3.8V13.4H2Z", fill=c)


def _page(c: str) -> Markup:
    return join(
        [
            element(
                "path",
                d="M2.6 1.4H8.6L11.6 4.4V12.6H2.6Z",
                fill="none",
                stroke=c,
                stroke_width=1.7,
                stroke_linejoin="round",
            ),
            element("path", d="M5 7H9.2M5 9.8H9.2", stroke=c, stroke_width=1.3),
        ]
    )


_SHAPES = {
    "disc": _disc,
    "ring": _ring,
    "rings": _rings,
    "diamond": _diamond,
    "arrow": _arrow,
    "tag": _tag,
    "house": _house,
    "flag": _flag,
    "page": _page,
}
