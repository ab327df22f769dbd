"""A figure's points: days on a scale of time, or bars with numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from crosstie.charts.standalone import standalone
from crosstie.charts.svg import drawing, element, shortened, text, text_width
from crosstie.model.claims import Assumption, Drawing, FigureValue, Point
from crosstie.pages.figures import said
from crosstie.pages.words import long_date
from crosstie.text.language import _

__all__ = ["figure_drawing", "figure_file"]

WIDTH = 720.0
ROW = 28.0
LABEL = 210.0
NUMBER = 150.0
TALL = 250.0
FOOT = 46.0
SIZE = 13.0


def figure_file(figure: FigureValue) -> str:
    """Draw a figure as a file of its own, with its question, population and days."""
    notes = [figure.population]
    if figure.as_of:
        notes.append(_("As of {day}.").format(day=long_date(figure.as_of)))
    publishers = dict.fromkeys(
        f"{cell.publisher}, {cell.file_name}" for cell in figure.cells if cell.publisher
    )
    if publishers:
        sources = "; ".join(publishers)
        notes.append(_("Source: {sources}.").format(sources=sources))
    notes += [_assumed(one) for one in figure.parameters if one.low or one.high]
    notes += figure.caveats
    return standalone(figure_drawing(figure, "f"), title=figure.title, notes=notes)


def figure_drawing(figure: FigureValue, id_: str) -> Markup:
    """Draw the points of a figure; one that has none is drawn as one bar."""
    points = figure.points or (Point(figure.title, figure.value, is_figure=True),)
    unit = figure.points_unit or figure.unit
    if figure.draws is Drawing.SERIES and any(point.day for point in points):
        parts, height = _series(points, unit)
    else:
        parts, height = _bars(points, unit)
    return drawing(
        WIDTH,
        height,
        parts,
        id_=id_,
        title=figure.title,
        desc="; ".join(_described(point, unit) for point in points) + ".",
    )


def _assumed(one: Assumption) -> str:
    """Say what a drawing assumes: a value that somebody chose, and its bounds."""
    said_so = _("Assumed: {title}: {value} (low {low}, middle {middle}, high {high}).")
    return said_so.format(
        title=one.title, value=one.value, low=one.low, middle=one.middle, high=one.high
    )


def _described(point: Point, unit: str) -> str:
    day = f" ({point.day.isoformat()})" if point.day else ""
    value = said(point.value, unit) if point.value is not None else point.says
    return f"{point.label}{day}: {value}"


def _bars(points: Sequence[Point], unit: str) -> tuple[list[Markup], float]:
    """Draw one bar a point; what is withheld is hatched, never nought."""
    largest = max((p.value for p in points if p.value is not None), default=Decimal(0))
    room = WIDTH - LABEL - NUMBER
    parts: list[Markup] = []
    for row, point in enumerate(points):
        y = row * ROW + 4
        bold = 700 if point.is_figure else None
        label = shortened(point.label, LABEL - 12, SIZE)
        parts.append(
            text(LABEL - 10, y + 15, label, SIZE, text_anchor="end", font_weight=bold)
        )
        if point.value is None:
            parts.append(
                element(
                    "rect", x=LABEL, y=y, width=room / 3, height=20, fill="url(#nl)"
                )
            )
            words = shortened(point.says, NUMBER + room * 2 / 3 - 12, 12)
            parts.append(text(LABEL + room / 3 + 8, y + 15, words, 12, class_="d2"))
            continue
        wide = float(point.value / largest) * room if largest else 0.0
        colour = "var(--ink)" if point.is_figure else "var(--ink-3)"
        parts.append(
            element("rect", x=LABEL, y=y, width=max(wide, 1.0), height=20, fill=colour)
        )
        number = said(point.value, unit)
        if point.says:
            number += f" ({point.says})"
        x = LABEL + max(wide, 1.0) + 8
        parts.append(text(x, y + 15, number, SIZE, font_weight=bold))
    return parts, len(points) * ROW + 8


def _series(points: Sequence[Point], unit: str) -> tuple[list[Markup], float]:
    """Draw days on a scale from nought to the largest, joined by straight lines."""
    told = [(p, p.day, p.value) for p in points if p.day and p.value is not None]
    first = min(day for _p, day, _v in told)
    days = max((max(day for _p, day, _v in told) - first).days, 1)
    top = Decimal(1) if unit == "share" else max(value for _p, _d, value in told)
    left, right = 56.0, WIDTH - 90
    places = [
        (
            left + 30 + (right - left - 30) * (day - first).days / days,
            24 + (TALL - 24) * (1 - float(value / top if top else 0)),
            point,
        )
        for point, day, value in told
    ]
    parts = _grid(top, unit, left)
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y, _point in places)
    parts.append(
        element(
            "path", d=f"M{path}", fill="none", stroke="var(--ink-2)", stroke_width=2
        )
    )
    for x, y, point in places:
        fill = "var(--ink)" if point.is_figure else "var(--bg)"
        dot = element("circle", cx=x, cy=y, r=5, fill=fill, stroke="var(--ink)")
        parts.append(dot)
    return [*parts, *_labels(places, unit)], TALL + FOOT


def _grid(top: Decimal, unit: str, left: float) -> list[Markup]:
    parts = []
    for part in range(5):
        y = 24 + (TALL - 24) * (1 - part / 4)
        colour = "var(--rule)" if part else "var(--ink)"
        parts.append(
            element("path", d=f"M{left:.0f} {y:.1f}H{WIDTH:.0f}", stroke=colour)
        )
        words = said(top * part / 4, unit)
        parts.append(text(left - 6, y + 4, words, 12, class_="d2", text_anchor="end"))
    return parts


def _labels(places: Sequence[tuple[float, float, Point]], unit: str) -> list[Markup]:
    """Write each number and day where there is room; neighbours are set apart."""
    parts: list[Markup] = []
    taken: list[tuple[float, float]] = []
    for x, y, point in reversed(places):
        number = said(point.value or Decimal(0), unit)
        bold = point.is_figure
        half = text_width(number, SIZE, bold=bold) / 2 + 3
        below = any(abs(x - other) < half + width for other, width in taken)
        taken.append((x, half))
        parts.append(
            text(
                x,
                y + 20 if below else y - 10,
                number,
                SIZE,
                class_="halo",
                text_anchor="middle",
                font_weight=700 if bold else None,
            )
        )
        day = point.day or date.min
        at = TALL + (34 if below else 18)
        parts.append(
            text(x, at, day.isoformat(), 12, class_="d2", text_anchor="middle")
        )
    return parts
