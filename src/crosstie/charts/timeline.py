"""Columns per quarter, stacked by route; what is not loaded is hatched, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from crosstie.charts.svg import drawing, element, shortened, text, text_width
from crosstie.pages.contexts import Column, Timeline
from crosstie.pages.money import short, unit
from crosstie.pages.words import month_of
from crosstie.text.language import _, counted
from crosstie.text.numerals import grouped

NOUGHT = Decimal(0)


@dataclass(frozen=True)
class Frame:
    """The size of a timeline."""

    width: float
    height: float
    left: float


WIDE = Frame(1104, 330, 48)
PAPER = Frame(720, 270, 44)
UPRIGHT = Frame(358, 300, 36)


@dataclass(frozen=True)
class Scale:
    """One scale from zero, for money given and money taken back."""

    frame: Frame
    top: Decimal
    bottom: Decimal
    step: Decimal

    def y(self, value: Decimal) -> float:
        """Place a value."""
        room = self.frame.height - 34 - 34
        share = (self.top - value) / (self.top - self.bottom)
        return 34 + room * float(share)


def timeline(chart: Timeline, frame: Frame, id_: str) -> Markup:
    """Draw a timeline at one size."""
    scale = _scale(chart, frame)
    slot = (frame.width - frame.left - 4) / len(chart.columns)
    parts = [*_grid(scale, chart), *_hatching(chart, frame, scale, slot)]
    for index, column in enumerate(chart.columns):
        x = frame.left + slot * index
        parts += _column(column, x, slot, scale, chart.routes)
    parts += _plates(chart, frame, scale, slot)
    parts += _labels(chart, frame, scale, slot)
    parts += _years(chart, frame, slot)
    return drawing(
        frame.width,
        frame.height,
        parts,
        id_=id_,
        title=title(chart),
        desc=described(chart),
    )


def title(chart: Timeline) -> str:
    """Name a timeline."""
    said = _("Obligations per quarter, {currency}")
    if chart.unit == "year":
        said = _("Obligations per year, {currency}")
    return said.format(currency=unit(chart.currency))


def described(chart: Timeline) -> str:
    """Say in words what a timeline shows."""
    first, last = chart.columns[0], chart.columns[-1]
    largest = max(chart.columns, key=lambda c: sum(c.given.values(), NOUGHT))
    missing = sum(1 for c in chart.columns if not c.loaded)
    is_years = chart.unit == "year"
    span = _("Stacked columns from the quarter of {first} to that of {last}.")
    if is_years:
        span = _("Stacked columns from the year of {first} to that of {last}.")
    said = [
        span.format(first=month_of(first.first_day), last=month_of(last.first_day)),
        _("The largest, {amount}, begins in {month}.").format(
            amount=short(sum(largest.given.values(), NOUGHT)),
            month=month_of(largest.first_day),
        ),
    ]
    every = grouped(len(chart.columns))
    if missing and is_years:
        said.append(
            counted(
                "{count} of {every} years are not loaded, or only in part.",
                "{count} of {every} years are not loaded, or only in part.",
                missing,
                every=every,
            )
        )
    elif missing:
        said.append(
            counted(
                "{count} of {every} quarters are not loaded, or only in part.",
                "{count} of {every} quarters are not loaded, or only in part.",
                missing,
                every=every,
            )
        )
    return " ".join(said)


def _scale(chart: Timeline, frame: Frame) -> Scale:
    given = max(sum(c.given.values(), NOUGHT) for c in chart.columns)
    taken = min(sum(c.taken.values(), NOUGHT) for c in chart.columns)
    step = _round_step(max(given, -taken, Decimal(1)) / 4)
    top = step * (given // step + (1 if given % step else 0)) or step
    bottom = min(taken * Decimal("1.15"), -top / 60) if taken else NOUGHT
    return Scale(frame, top, bottom, step)


def _round_step(wanted: Decimal) -> Decimal:
    size = Decimal(10) ** wanted.adjusted()
    return next(size * n for n in (1, 2, 5, 10) if size * n >= wanted)


def _grid(scale: Scale, chart: Timeline) -> list[Markup]:
    frame = scale.frame
    parts = [
        text(
            0,
            12,
            _head(chart),
            12,
            class_="d2",
        )
    ]
    value = NOUGHT
    while value <= scale.top:
        y = scale.y(value)
        colour = "var(--ink)" if value == 0 else "var(--rule)"
        parts.append(
            element("path", d=f"M{frame.left} {y:.1f}H{frame.width - 2}", stroke=colour)
        )
        parts.append(
            text(
                frame.left - 7, y + 4, short(value), 12, class_="d2", text_anchor="end"
            )
        )
        value += scale.step
    return parts


def _head(chart: Timeline) -> str:
    said = _("{currency} obligated per quarter")
    if chart.unit == "year":
        said = _("{currency} obligated per year")
    return said.format(currency=unit(chart.currency))


def _hatching(chart: Timeline, frame: Frame, scale: Scale, slot: float) -> list[Markup]:
    """Hatch what is not loaded in full; what is known of it stands before that."""
    height = scale.y(NOUGHT) - 34
    return [
        element(
            "rect",
            x=frame.left + slot * start,
            y=34,
            width=slot * (end - start),
            height=height,
            fill="url(#nl)",
        )
        for start, end in _stretches(chart.columns, is_empty=False)
    ]


def _plates(chart: Timeline, frame: Frame, scale: Scale, slot: float) -> list[Markup]:
    """Name the hatched stretches that no column stands in."""
    parts: list[Markup] = []
    for start, end in _stretches(chart.columns, is_empty=True):
        x, width = frame.left + slot * start, slot * (end - start)
        height = scale.y(NOUGHT) - 34
        first, last = chart.columns[start], chart.columns[end - 1]
        span = f"{month_of(first.first_day)} – {month_of(_last_month(last, chart))}"
        words = [(_("Not loaded"), 600), (span, 400)]
        if width < 150:
            words = [(word, 600) for word in _("Not loaded").split(maxsplit=1)]
        if width >= 90:
            parts += _plate(x + width / 2, 34 + height / 2, words, width)
    return parts


def _plate(
    x: float, y: float, words: list[tuple[str, int]], room: float
) -> list[Markup]:
    width = min(room, max(text_width(w, 12.5, bold=True) for w, _ in words) + 8)
    parts = [
        element(
            "rect", x=x - width / 2, y=y - 19, width=width, height=38, fill="var(--bg)"
        )
    ]
    for n, (word, weight) in enumerate(words):
        parts.append(
            text(x, y - 3 + 16 * n, word, 12, text_anchor="middle", font_weight=weight)
        )
    return parts


def _column(
    column: Column, x: float, slot: float, scale: Scale, routes: tuple[str, ...]
) -> list[Markup]:
    gap = min(max(slot * 0.14, 0.6), 7)
    parts = []
    reached = NOUGHT
    for route in routes:
        value = column.given.get(route, NOUGHT)
        if value > 0:
            y1, y2 = scale.y(reached), scale.y(reached + value)
            parts.append(
                element(
                    "rect",
                    x=x + gap,
                    y=min(y2, y1 - 1),
                    width=slot - 2 * gap,
                    height=max(y1 - y2 - 0.7, 1.0),
                    fill=f"var(--r-{route})",
                )
            )
            reached += value
    reached = NOUGHT
    for route in routes:
        value = column.taken.get(route, NOUGHT)
        if value < 0:
            y1, y2 = scale.y(reached), scale.y(reached + value)
            parts.append(
                element(
                    "rect",
                    x=x + gap + 0.7,
                    y=y1 + 1.5,
                    width=max(slot - 2 * gap - 1.4, 0.6),
                    height=max(y2 - y1 - 1.5, 2.0),
                    fill="none",
                    stroke=f"var(--r-{route})",
                    stroke_width=1.3,
                )
            )
            reached += value
    return parts


def _labels(chart: Timeline, frame: Frame, scale: Scale, slot: float) -> list[Markup]:
    parts = []
    most = 250.0 if frame.width > 700 else 150.0
    used: list[tuple[float, float, float]] = []
    for index, column in enumerate(chart.columns):
        if not column.label:
            continue
        x = frame.left + slot * (index + 0.5)
        y = scale.y(sum(column.given.values(), NOUGHT)) - 7
        name, _, value = column.label.rpartition(", ")
        tail = f", {value}"
        label = shortened(name, most - text_width(tail, 12.5), 12.5) + tail
        width = text_width(label, 12.5, bold=True)
        left = min(max(x - width / 2, 0), frame.width - width)
        if any(abs(y - b) < 15 and left < d and left + width > c for b, c, d in used):
            continue
        used.append((y, left, left + width))
        parts.append(
            text(
                left + width / 2,
                y,
                label,
                12.5,
                class_="halo",
                font_weight=600,
                text_anchor="middle",
            )
        )
    return parts


def _years(chart: Timeline, frame: Frame, slot: float) -> list[Markup]:
    parts = []
    base = frame.height - 30
    firsts = [
        i for i, c in enumerate(chart.columns) if c.first_day.month == 1 or i == 0
    ]
    wide = slot * (1 if chart.unit == "year" else 4)
    every = max(1, round(36 / wide + 0.5)) if wide < 34 else 1
    for n, index in enumerate(
        i for i in firsts if chart.columns[i].first_day.month == 1
    ):
        x = frame.left + slot * index
        parts.append(
            element("path", d=f"M{x:.1f} {base + 2}v8", stroke="var(--rule-2)")
        )
        if n % every == 0 and x < frame.width - 30:
            year = chart.columns[index].first_day.year
            parts.append(text(x + 5, base + 16, str(year), 12, class_="d2"))
    if not parts:
        label = month_of(chart.columns[0].first_day)
        parts.append(text(frame.left, base + 16, label, 12, class_="d2"))
    return parts


def _stretches(columns: tuple[Column, ...], *, is_empty: bool) -> list[tuple[int, int]]:
    """Find the runs of columns not loaded in full: all, or those without money."""
    found: list[tuple[int, int]] = []
    for index, column in enumerate(columns):
        if column.loaded or (is_empty and (column.given or column.taken)):
            continue
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found


def _last_month(column: Column, chart: Timeline) -> date:
    first = column.first_day
    return first.replace(month=12 if chart.unit == "year" else first.month + 2)
