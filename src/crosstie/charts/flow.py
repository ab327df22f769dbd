"""The flow of obligations from buyer over supplier to organisation, one currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from crosstie.charts.svg import MONO, SANS, drawing, element, lines, shortened, text
from crosstie.pages.contexts import Flow, Stream
from crosstie.pages.money import amount, short, unit
from crosstie.pages.words import ROUTES, listed
from crosstie.text.language import _

NOUGHT = Decimal(0)


@dataclass(frozen=True)
class Frame:
    """The size of a flow and where its three ranks stand."""

    width: float
    supplier: float
    organisation: float
    bar: float
    tall: float
    """Height of all the buyer's ribbons together."""
    is_narrow: bool


WIDE = Frame(1104, 397, 844, 12, 260, False)
PAPER = Frame(720, 232, 500, 12, 240, False)
UPRIGHT = Frame(358, 106, 228, 9, 200, True)


@dataclass(frozen=True)
class Placed:
    """A ribbon with its places at the buyer and at the supplier."""

    stream: Stream
    at_buyer: float
    at_supplier: float
    height: float


def flow(chart: Flow, frame: Frame, id_: str) -> Markup:
    """Draw a flow at one size; siblings stand below a dotted line, paler."""
    groups = _groups(chart.streams)
    # One scale for all; where a sibling obligated more, it is the sibling's.
    largest = max(sum((s.value for s in found), NOUGHT) for _, found in groups)
    parts = _heads(frame)
    y = 34.0
    for index, (component, streams) in enumerate(groups):
        if streams[0].is_sibling and index:
            parts.append(
                element(
                    "path",
                    d=f"M0 {y - 2:.1f}H{frame.width}",
                    stroke="var(--rule-2)",
                    stroke_dasharray="2 4",
                )
            )
            y += 22
        drawn, y = _group(component, streams, y, largest, frame)
        parts += drawn
    return drawing(
        frame.width,
        y,
        parts,
        id_=id_,
        title=_("Flow of obligations, {currency}").format(
            currency=unit(chart.currency)
        ),
        desc=described(chart),
    )


def described(chart: Flow) -> str:
    """Say in words what a flow shows."""
    said = []
    for component, streams in _groups(chart.streams):
        ribbons = [
            _("{amount} over {supplier} to {organisation}").format(
                amount=amount(s.value, chart.currency),
                supplier=s.supplier,
                organisation=s.organisation,
            )
            for s in streams
        ]
        form = _("{agency}: {ribbons}.")
        if streams[0].is_sibling:
            form = _("{agency}, apart: {ribbons}.")
        said.append(form.format(agency=component, ribbons=listed(ribbons)))
    return " ".join(said)


def _groups(streams: Sequence[Stream]) -> list[tuple[str, list[Stream]]]:
    found: dict[str, list[Stream]] = {}
    for stream in streams:
        found.setdefault(stream.component, []).append(stream)
    return list(found.items())


def _heads(frame: Frame) -> list[Markup]:
    supplier = _("Supplier") if frame.is_narrow else _("Supplier, as written")
    places = (
        (0.0, _("Agency")),
        (frame.supplier, supplier),
        (frame.organisation, _("Organisation")),
    )
    return [text(x, 14, word, 12.5, class_="d2", font_weight=600) for x, word in places]


def _group(
    component: str, streams: list[Stream], top: float, largest: Decimal, frame: Frame
) -> tuple[list[Markup], float]:
    heights = [max(2.0, frame.tall * float(s.value / largest)) for s in streams]
    placed, y = [], top
    names = [_name_lines(s, frame) for s in streams]
    for stream, height, name in zip(streams, heights, names, strict=True):
        above = 14.0 * len(name) + 6
        below = max(0.0, _label_height(stream, frame) - height - 4)
        placed.append(Placed(stream, 0.0, y + above, height))
        y += above + height + below + 6
    total = sum(heights)
    start = top + 34 + max(0.0, (y - top - total - 34) / 2)
    parts, reached = [], start
    for one, name in zip(placed, names, strict=True):
        here = Placed(one.stream, reached, one.at_supplier, one.height)
        parts += _ribbon(here, name, frame)
        reached += one.height
    parts += _agency(component, streams, start, total, frame)
    return parts, max(y, start + total) + 18


def _name_lines(stream: Stream, frame: Frame) -> list[str]:
    if frame.is_narrow:
        return lines(shortened(stream.supplier, 420, 11, MONO), 250, 11, MONO)[:2]
    return [shortened(stream.supplier, 440, 12.5, MONO)]


def _label_height(stream: Stream, frame: Frame) -> float:
    return 16.0 * (len(_organisation_lines(stream, frame)) + 1)


def _organisation_lines(stream: Stream, frame: Frame) -> list[str]:
    size = 12.5 if frame.is_narrow else 14
    room = frame.width - frame.organisation - frame.bar - 8
    face = MONO if stream.is_as_written else SANS
    if stream.is_as_written:
        size -= 1.5
    found = lines(stream.organisation, room, size, face, bold=True)
    return (
        found
        if len(found) <= 3
        else [*found[:2], shortened(found[2] + "…", room, size)]
    )


def _ribbon(placed: Placed, name: list[str], frame: Frame) -> list[Markup]:
    stream, height = placed.stream, placed.height
    colour = f"var(--r-{stream.route})"
    pale = {"fill": colour, "fill_opacity": 0.42}
    if stream.is_sibling:
        pale = {"fill": colour, "fill_opacity": 0.2, "stroke": colour}
        pale |= {"stroke_dasharray": "3 3"}
    a, b, y1, y2 = frame.bar, frame.supplier, placed.at_buyer, placed.at_supplier
    m = (a + b) / 2
    bend = (
        f"M{a} {y1:.1f}C{m:.1f} {y1:.1f} {m:.1f} {y2:.1f} {b} {y2:.1f}v{height:.1f}"
        f"C{m:.1f} {y2 + height:.1f} {m:.1f} {y1 + height:.1f} {a} {y1 + height:.1f}Z"
    )
    x = frame.organisation
    parts = [
        element("path", d=bend, **pale),
        element(
            "rect",
            x=b + frame.bar,
            y=y2,
            width=x - b - frame.bar,
            height=height,
            **pale,
        ),
        element("rect", x=b, y=y2, width=frame.bar, height=height, fill=colour),
        element("rect", x=x, y=y2, width=frame.bar, height=height, fill=colour),
    ]
    size = 11 if frame.is_narrow else 12.5
    for n, line in enumerate(reversed(name)):
        left = frame.supplier - 8 if frame.is_narrow else b + frame.bar + 6
        parts.append(text(left, y2 - 6 - 14 * n, line, size, class_="m halo"))
    words = _organisation_lines(stream, frame)
    voice = {"class_": "m"} if stream.is_as_written else {"font_weight": 600}
    y = max(y2 + 11, y2 + height / 2 - 8 * len(words) + 6)
    left, size = x + frame.bar + 8, 12.5 if frame.is_narrow else 14
    for line in words:
        written = size - 1.5 if stream.is_as_written else size
        parts.append(text(left, y, line, written, **voice))
        y += 16
    note = short(stream.value)
    note += "" if frame.is_narrow else f" · {ROUTES[stream.route]}"
    parts.append(text(left, y, note, 12.5, class_="d2"))
    return parts


def _agency(
    component: str, streams: list[Stream], y: float, height: float, frame: Frame
) -> list[Markup]:
    is_sibling = streams[0].is_sibling
    look: dict[str, object] = {"fill": "var(--ink)"}
    if is_sibling:
        look = {"fill": "var(--bg)", "stroke": "var(--ink)", "stroke_dasharray": "3 3"}
    note = _("sibling, apart") if is_sibling else _("obligated")
    return [
        element("rect", x=0, y=y, width=frame.bar, height=height, **look),
        text(0, y - 21, component, 14, font_weight=650),
        text(0, y - 6, note, 12.5, class_="d2"),
    ]
