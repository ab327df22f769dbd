"""The ownership tree around one organisation, as it stood on a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from crosstie.charts.svg import SANS, drawing, element, lines, text
from crosstie.pages.control import ENDED, NOT_YET, OPEN, Control, ControlTree, Node
from crosstie.pages.words import clauses, long_date
from crosstie.text.language import _

STEP = 20.0
"""Least height of a row beside its words."""

LEFT = 14.0


@dataclass(frozen=True)
class Frame:
    """The size of a tree."""

    width: float
    indent: float


WIDE = Frame(720, 40)
UPRIGHT = Frame(358, 26)


@dataclass(frozen=True)
class Place:
    """A station of the tree, and whether control reaches it on the day."""

    node: Node
    x: float
    y: float
    is_reached: bool


def tree(shown: ControlTree, frame: Frame, id_: str, on: date | None = None) -> Markup:
    """Draw who controls whom on a day; what does not hold on it is said, not drawn."""
    day = on or shown.on
    places, words, bottom = _places(shown, frame, day)
    parts: list[Markup] = []
    lowest: dict[str, float] = {}
    held = [
        (parent_id, child_id, holding)
        for parent_id, child_id in _pairs(shown.controls)
        if (holding := _holding(shown, parent_id, child_id, day))
    ]
    for parent_id, child_id, _holds in held:
        y = places[child_id].y
        lowest[parent_id] = max(lowest.get(parent_id, y), y)
    for parent_id, child_id, holding in held:
        is_last = places[child_id].y == lowest[parent_id]
        ends = (places[parent_id], places[child_id])
        parts += _rails(*ends, holding, day, is_last=is_last)
    parts += [_station(places[node.id], shown.focus) for node in shown.nodes]
    return drawing(
        frame.width,
        bottom,
        [*parts, *words],
        id_=id_,
        title=title(shown, day),
        desc=described(shown, day),
        class_="r-subsidiary",
    )


def title(shown: ControlTree, day: date) -> str:
    """Name the drawing."""
    name = next(n.name for n in shown.nodes if n.id == shown.focus)
    return _("Who controls whom around {organisation}, on {day}").format(
        organisation=name, day=long_date(day)
    )


def described(shown: ControlTree, day: date) -> str:
    """Say in words what holds on a day."""
    said = [
        _("{name}: {says}").format(name=control.child, says=stands(control, day))
        for control in shown.controls
        if control.on(day) not in (ENDED, NOT_YET)
    ]
    if not said:
        return _("No statement says that control held on this day.")
    return clauses(said) + "."


def stands(control: Control, day: date) -> str:
    """Say how one statement stands on a day, for the organisation that is owned."""
    state = control.on(day)
    parent = control.parent
    if state == ENDED:
        return _("no longer owned by {parent}, since {day}").format(
            parent=parent, day=control.valid_to
        )
    if state == NOT_YET:
        return _("not yet owned by {parent}, only from {day}").format(
            parent=parent, day=control.valid_from
        )
    said = [owned_by(control)]
    if control.percent:
        share = control.percent.rstrip("0").rstrip(".")
        said.append(_("{share} per cent").format(share=share))
    if state == OPEN:
        since = _("not dated before {day}").format(day=control.dated_from)
        said.append(since if control.dated_from else _("not dated"))
    elif control.valid_from:
        said.append(_("since {day}").format(day=control.valid_from))
    elif control.dated_from:
        said.append(_("stated {day}").format(day=control.dated_from))
    if control.valid_to:
        said.append(_("until {day}").format(day=control.valid_to))
    return ", ".join(said)


def owned_by(control: Control) -> str:
    """Say what the owner of a statement has: control, control with others, a part."""
    words = {
        "control": _("controlled by {parent}"),
        "joint_control": _("controlled by {parent} with others"),
        "stake": _("owned in part by {parent}"),
    }
    said = words.get(control.interest, words["control"])
    return said.format(parent=control.parent)


def _pairs(controls: Sequence[Control]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((c.parent_id, c.child_id) for c in controls))


def _holding(
    shown: ControlTree, parent_id: str, child_id: str, day: date
) -> list[Control]:
    return [
        c
        for c in shown.controls
        if (c.parent_id, c.child_id) == (parent_id, child_id)
        and c.on(day) not in (ENDED, NOT_YET)
    ]


def _reached(shown: ControlTree, day: date) -> set[str]:
    """Find what control joins to the page's organisation on a day."""
    found = {shown.focus}
    level = {node.id: node.level for node in shown.nodes}
    is_growing = True
    while is_growing:
        is_growing = False
        for c in shown.controls:
            if c.on(day) in (ENDED, NOT_YET):
                continue
            ends = (c.parent_id, c.child_id)
            for near, far in (ends, ends[::-1]):
                away = abs(level[far]) > abs(level[near])
                if near in found and far not in found and away:
                    found.add(far)
                    is_growing = True
    return found


def _places(
    shown: ControlTree, frame: Frame, day: date
) -> tuple[dict[str, Place], list[Markup], float]:
    """Place a row for each organisation, and write its words beside it."""
    reached = _reached(shown, day)
    above = sum(1 for node in shown.nodes if node.level < 0)
    places: dict[str, Place] = {}
    words: list[Markup] = []
    y = bottom = 18.0
    for index, node in enumerate(shown.nodes):
        column = index if node.level < 0 else above + node.level
        x = LEFT + frame.indent * column
        place = Place(node, x, y, node.id in reached)
        places[node.id] = place
        written, end = _words(place, shown, frame, day)
        words += written
        bottom = end + 8
        y = max(end + STEP + 8, y + 50)
    return places, words, max(bottom, y - 28)


def _words(
    place: Place, shown: ControlTree, frame: Frame, day: date
) -> tuple[list[Markup], float]:
    node, left = place.node, place.x + 20
    room = frame.width - left - 4
    y = place.y + 5
    made = []
    style = None if place.is_reached else "d"
    name = f"{node.name} ({node.country})" if node.country else node.name
    for line in lines(name, room, 15, SANS, bold=True):
        weight = 650 if node.id == shown.focus or place.is_reached else 400
        made.append(text(left, y, line, 15, class_=style, font_weight=weight))
        y += 18
    notes = [stands(c, day) for c in shown.controls if c.child_id == node.id]
    for note in dict.fromkeys(notes):
        for line in lines(note, room, 12.5, SANS):
            made.append(text(left, y, line, 12.5, class_=style or "d2"))
            y += 16.5
    return made, y - 16.5


def _station(place: Place, focus: str) -> Markup:
    """Draw a disc where control reaches; a dotted ring where it does not."""
    colour = "var(--c)"
    if not place.is_reached:
        return element(
            "circle",
            cx=place.x,
            cy=place.y,
            r=8.5,
            fill="var(--bg)",
            stroke="var(--rule-2)",
            stroke_width=2,
            stroke_dasharray="2.5 3",
        )
    size = 11.0 if place.node.id == focus else 9.0
    return element("circle", cx=place.x, cy=place.y, r=size, fill=colour)


def _rails(
    parent: Place,
    child: Place,
    holding: Sequence[Control],
    day: date,
    *,
    is_last: bool,
) -> list[Markup]:
    """Draw two rails from parent to child, with a tie for each statement.

    The outer rail goes down to the last child; to the others it branches off.
    """
    is_dated = any(c.on(day) != OPEN for c in holding)
    x1, y1, x2, y2 = parent.x, parent.y + 10, child.x - 9, child.y
    outer = f"M{x1 + 3:.1f} {y2 + 3:.1f}H{x2:.1f}"
    if is_last:
        outer = f"M{x1 - 3:.1f} {y1:.1f}V{y2 + 3:.1f}H{x2:.1f}"
    d = f"{outer}M{x1 + 3:.1f} {y1:.1f}V{y2 - 3:.1f}H{x2:.1f}"
    rails = element(
        "path",
        d=d,
        fill="none",
        stroke="var(--c)",
        stroke_width=1.8,
        stroke_dasharray=None if is_dated else "5 4",
        stroke_opacity=1 if parent.is_reached and child.is_reached else 0.5,
    )
    drawn = min(len(holding), 3)
    middle = (x1 + 3 + x2) / 2
    ties = [
        element(
            "rect",
            x=middle - 2 + 6 * (n - (drawn - 1) / 2),
            y=y2 - 8,
            width=4,
            height=16,
            rx=1,
            fill="var(--c)" if is_dated else "var(--bg)",
            stroke="var(--c)",
            stroke_width=1.2,
        )
        for n in range(drawn)
    ]
    return [rails, *ties]
