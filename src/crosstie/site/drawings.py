"""Small drawings that only the site has: a bar beside a count."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from crosstie.charts.svg import element

WIDTH = 220.0


def bar(value: Decimal | int, most: Decimal | int, route: str = "") -> Markup:
    """Draw one bar on a scale that ends at `most`; nothing for nothing."""
    if value <= 0 or most <= 0:
        return Markup("")
    width = max(1.0, WIDTH * float(value) / float(most))
    return element(
        "svg",
        element("rect", width=width, height=8),
        class_=f"barh r-{route}" if route else "barh",
        width=width,
        height=8,
        aria_hidden="true",
    )
