"""The times of which an agency's awards are loaded: bars, and hatching for gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from markupsafe import Markup

from crosstie.charts.svg import drawing, element, text
from crosstie.pages.overview import CoverageLine
from crosstie.pages.words import clauses, period
from crosstie.text.language import _

ROW = 26.0
LABEL = 70.0
FOOT = 22.0
WIDE, UPRIGHT = 1104.0, 358.0


def coverage(lines: Sequence[CoverageLine], width: float, id_: str) -> Markup:
    """Draw one line an agency on a shared scale of years."""
    first, last = lines[0].first_date, lines[0].last_date
    days = max((last - first).days, 1)
    room = width - LABEL - 4

    def at(day: date) -> float:
        return LABEL + room * (day - first).days / days

    parts: list[Markup] = []
    for row, line in enumerate(lines):
        y = row * ROW + 4
        parts.append(text(0, y + 12, line.component, 13))
        parts.append(
            element("rect", x=LABEL, y=y + 2, width=room, height=12, fill="url(#nl)")
        )
        for span in line.spans:
            wide = max(at(span.last_date) - at(span.first_date), 1.5)
            parts.append(
                element(
                    "rect",
                    element("title", period(span.first_date, span.last_date)),
                    x=at(span.first_date),
                    y=y + 2,
                    width=wide,
                    height=12,
                    fill="var(--ink-2)",
                )
            )
    base = len(lines) * ROW + 6
    parts.append(
        element(
            "path", d=f"M{LABEL:.0f} {base}H{width - 4:.0f}", stroke="var(--rule-2)"
        )
    )
    parts += _years(first, last, at, base, room)
    said = clauses(
        _("{name}: {says}").format(
            name=line.component,
            says=", ".join(period(s.first_date, s.last_date) for s in line.spans),
        )
        for line in lines
    )
    return drawing(
        width,
        base + FOOT,
        parts,
        id_=id_,
        title=_("Times of which awards are loaded in full"),
        desc=said,
    )


def _years(
    first: date, last: date, at: Callable[[date], float], base: float, room: float
) -> list[Markup]:
    """Mark years along the foot, as many as there is room for."""
    years = range(first.year + 1, last.year + 1)
    step = max(1, -(-len(years) * 44 // int(room)))
    return [
        mark
        for year in years
        if (last.year - year) % step == 0
        for mark in (
            element(
                "path",
                d=f"M{at(date(year, 1, 1)):.1f} {base}v4",
                stroke="var(--rule-2)",
            ),
            text(
                at(date(year, 1, 1)),
                base + 17,
                str(year),
                11.5,
                class_="d",
                text_anchor="middle",
            ),
        )
    ]
