"""Control over time: a bar between dated statements, with the actions below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from crosstie.charts.svg import drawing, element, shortened, text, text_width
from crosstie.pages.contexts import Bar, OwnershipTime
from crosstie.text.language import _, counted
from crosstie.text.numerals import grouped

BAR = 14.0
STEP = 44.0


@dataclass(frozen=True)
class Axis:
    """Days on a line, over whole years."""

    first: date
    last: date
    width: float

    def x(self, day: date) -> float:
        """Place a day; what lies outside is put at the edge."""
        span = max((self.last - self.first).days, 1)
        inside = min(max(day, self.first), self.last)
        return 1 + (self.width - 2) * (inside - self.first).days / span


def ownership(time: OwnershipTime, route: str, width: float, id_: str) -> Markup:
    """Draw control over time; an end that is not known fades."""
    axis = _axis(time, width)
    parts = [_fades(route, id_)]
    y = 8.0
    for bar in time.bars:
        parts += _bar(bar, y, axis, route, id_)
        y += STEP
    base = y + 22
    parts += _marks(time, axis, base, y)
    parts += _years(axis, base)
    return drawing(
        width,
        base + 24,
        parts,
        id_=id_,
        title=_("Who controlled whom, and when actions fall"),
        desc=described(time),
    )


def described(time: OwnershipTime) -> str:
    """Say in words what the drawing shows."""
    said = [bar_text(bar) for bar in time.bars]
    inside = sum(mark.actions for mark in time.marks if mark.ties)
    outside = sum(mark.actions for mark in time.marks if not mark.ties)
    said.append(
        counted(
            "{count} action inside, {outside} outside",
            "{count} actions inside, {outside} outside",
            inside,
            outside=grouped(outside),
        )
    )
    return ". ".join(said) + "."


def bar_text(bar: Bar) -> str:
    """Say who controlled whom, from when to when."""
    since, until = _("from an unknown date"), _("with no end stated")
    if bar.valid_from:
        since = _("from {day}").format(day=bar.valid_from)
    if bar.valid_to:
        until = _("until {day}").format(day=bar.valid_to)
    elif bar.end_known:
        until = _("still stated as current")
    return f"{_controls(bar)} {since} {until}"


def _controls(bar: Bar) -> str:
    return _("{parent} controls {child}").format(parent=bar.parent, child=bar.child)


def _axis(time: OwnershipTime, width: float) -> Axis:
    days = [d for bar in time.bars for d in (bar.valid_from, bar.valid_to) if d]
    days += [mark.day for mark in time.marks]
    first = date(max(min(days) - timedelta(days=200), date(1900, 1, 1)).year, 1, 1)
    last = date(min(max(days) + timedelta(days=200), date(9000, 1, 1)).year + 1, 1, 1)
    return Axis(first, last, width)


def _fades(route: str, id_: str) -> Markup:
    gradients = []
    for name, start, end in (("in", 0, 0.85), ("out", 0.85, 0.05), ("both", 0, 0.05)):
        stops = [
            element(
                "stop",
                offset=offset,
                stop_color=f"var(--r-{route})",
                stop_opacity=opacity,
            )
            for offset, opacity in _stops(name, start, end)
        ]
        gradients.append(
            element("linearGradient", Markup("").join(stops), id=f"{id_}-{name}")
        )
    return element("defs", Markup("").join(gradients))


def _stops(name: str, start: float, end: float) -> list[tuple[str, str]]:
    if name == "both":
        return [("0", "0"), ("0.3", "0.85"), ("0.7", "0.85"), ("1", "0.05")]
    edge = "0.35" if name == "in" else "0.65"
    return [("0", str(start)), (edge, "0.85"), ("1", str(end))]


def _bar(bar: Bar, y: float, axis: Axis, route: str, id_: str) -> list[Markup]:
    x1 = axis.x(bar.valid_from or axis.first)
    x2 = axis.x(bar.valid_to or axis.last)
    opens, closes = bar.valid_from is None, bar.valid_to is None
    fill = f"var(--r-{route})"
    if opens and closes:
        fill = f"url(#{id_}-both)"
    elif opens:
        fill = f"url(#{id_}-in)"
    elif closes and not bar.end_known:
        fill = f"url(#{id_}-out)"
    parts = [
        element(
            "rect",
            x=x1,
            y=y,
            width=max(x2 - x1, 2.0),
            height=BAR,
            fill=fill,
            fill_opacity=0.85,
        )
    ]
    for day in (bar.valid_from, bar.valid_to):
        if day:
            parts.append(
                element(
                    "path",
                    d=f"M{axis.x(day):.1f} {y - 4}v{BAR + 8}",
                    stroke="var(--ink)",
                    stroke_width=2.4,
                )
            )
    label = shortened(_controls(bar), axis.width - 8, 12.5)
    wide = text_width(label, 12.5, bold=True)
    left = min(max(x1 + 4, 0), max(axis.width - wide, 0))
    parts.append(text(left, y + BAR + 17, label, 12.5, font_weight=600))
    return parts


def _marks(time: OwnershipTime, axis: Axis, base: float, top: float) -> list[Markup]:
    parts = []
    reached = -99.0
    for mark in time.marks:
        x = axis.x(mark.day)
        dashes = None if mark.ties else "2 3"
        parts.append(
            element(
                "path",
                d=f"M{x:.1f} 2V{base - 6:.1f}",
                stroke="var(--ink)",
                stroke_width=1,
                stroke_opacity=0.55,
                stroke_dasharray=dashes,
            )
        )
        parts.append(
            element(
                "circle",
                cx=x,
                cy=base - 2,
                r=4.2,
                fill="var(--ink)" if mark.ties else "var(--bg)",
                stroke="var(--ink)",
                stroke_width=1.6,
            )
        )
        label = mark.day.isoformat()
        left = min(x + 8, axis.width - text_width(label, 12.5))
        if left > reached:
            parts.append(text(left, base - 6, label, 12.5, class_="halo"))
            reached = left + text_width(label, 12.5) + 8
    return parts


def _years(axis: Axis, base: float) -> list[Markup]:
    parts = [
        element("path", d=f"M0 {base + 4:.1f}H{axis.width}", stroke="var(--rule-2)")
    ]
    years = range(axis.first.year, axis.last.year)
    every = max(1, round(len(years) * 46 / axis.width + 0.49))
    for year in years[::every]:
        x = axis.x(date(year, 1, 1))
        parts.append(
            element("path", d=f"M{x:.1f} {base + 4:.1f}v5", stroke="var(--rule-2)")
        )
        parts.append(text(x + 3, base + 20, str(year), 12, class_="d2"))
    return parts
