"""The chain of hops as rails, stations and ties: wide, middle and upright."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from crosstie.charts.chain_words import Words, notes_of
from crosstie.charts.stations import Look, station, tie_across, tie_count
from crosstie.charts.svg import (
    MONO,
    SANS,
    SERIF,
    drawing,
    element,
    lines,
    text_width,
)
from crosstie.pages.contexts import Hop, Tie
from crosstie.pages.money import probability
from crosstie.pages.subjects import is_as_written
from crosstie.pages.words import (
    STATIONS,
    clauses,
    is_count,
    listed,
    predicate,
    visible,
)
from crosstie.text.language import _


@dataclass(frozen=True)
class Frame:
    """The size of a drawing that reads from left to right."""

    width: float
    most_hops: int
    """Hops in a row; a longer chain breaks at an organisation."""
    step: float
    """Longest distance between two stations."""
    last: float
    """Room for the words under the last station."""


WIDE = Frame(1104, 5, 330, 150)
MIDDLE = Frame(720, 4, 240, 118)
UPRIGHT = 358.0


@dataclass(frozen=True)
class Stop:
    """A station with its words."""

    kind: str
    heading: str
    label: str
    notes: tuple[str, ...]
    is_sure: bool
    """False after a doubtful hop: then a disc becomes a ring."""
    id: str = ""

    @property
    def is_written(self) -> bool:
        """True where the label is a record's own; "8 awards" is ours."""
        is_name = self.kind in ("supplier", "product", "award")
        return (is_name and not is_count(self.label)) or is_as_written(self.id)


def chain(tie: Tie, frame: Frame, *, is_again: bool = False) -> Markup:
    """Draw a tie's chain from left to right, in as many rows as it needs."""
    look = Look(tie.route, tie.is_sibling)
    stops = stations_of(tie)
    parts: list[Markup] = []
    top = 0.0
    for start, end in rows(stops, frame.most_hops):
        drawn, height = _row(stops[start : end + 1], tie.hops[start:end], frame, look)
        parts.append(
            element("g", Markup("").join(drawn), transform=f"translate(0 {top:g})")
        )
        top += height + 18
    return drawing(
        frame.width,
        top - 18,
        parts,
        id_=tie.anchor,
        title=title(tie),
        desc=described(tie),
        class_=f"r-{tie.route}",
        is_again=is_again,
    )


def upright(tie: Tie, *, is_again: bool = False) -> Markup:
    """Draw a tie's chain from top to bottom, for a phone."""
    look = Look(tie.route, tie.is_sibling)
    stops = stations_of(tie)
    x, left, room = 14.0, 40.0, UPRIGHT - 40.0
    rails: list[Markup] = []
    words = Words()
    marks: list[Markup] = []
    y = 14.0
    for index, stop in enumerate(stops):
        marks.append(station(stop.kind, x, y, look, is_sure=stop.is_sure))
        end = _words(words, stop, left, y - 2, room)
        if index == len(tie.hops):
            y = end
            break
        hop = tie.hops[index]
        middle = end + 30
        lines_taken = _hop_note(words, left, middle, hop, room)
        below = middle + 16 * (lines_taken - 1) + 34
        rails.append(look.rails_down(x, y + 11, below - 11, hop))
        for n in range(tie_count(hop)):
            marks.append(look.tie_down(x, middle - 1.25 + 9 * n, hop))
        y = below
    return drawing(
        UPRIGHT,
        y + 6,
        [*rails, *marks, *words.groups()],
        id_=tie.anchor,
        title=title(tie),
        desc=described(tie),
        class_=f"r-{tie.route}",
        is_again=is_again,
    )


def stations_of(tie: Tie) -> list[Stop]:
    """List the stations of a chain with their words."""
    first = tie.hops[0]
    stops = [
        Stop(
            first.from_kind,
            _heading(first.from_kind, tie, True),
            first.from_label,
            notes_of(first.from_kind, first.from_note, tie.component),
            True,
            first.from_id,
        )
    ]
    for hop in tie.hops:
        is_sure = hop.is_sure
        stops.append(
            Stop(
                hop.to_kind,
                _heading(hop.to_kind, tie, is_sure),
                hop.to_label,
                notes_of(hop.to_kind, hop.to_note, tie.component),
                is_sure,
                hop.to_id,
            )
        )
    return stops


def rows(stops: list[Stop], most: int) -> list[tuple[int, int]]:
    """Break a long chain into rows, at an organisation that is then repeated."""
    found, start, last = [], 0, len(stops) - 1
    while last - start > most:
        ends = [
            k
            for k in range(start + 2, start + most + 1)
            if stops[k].kind == "organisation"
        ]
        end = ends[-1] if ends else start + most
        found.append((start, end))
        start = end
    return [*found, (start, last)]


def title(tie: Tie) -> str:
    """Name a drawing of a tie."""
    return _("How {organisation} ties to {agency}").format(
        organisation=tie.organisation, agency=tie.component
    )


def described(tie: Tie) -> str:
    """Write a chain as sentences, for those who do not see it."""
    steps = []
    for hop in tie.hops:
        verb = predicate(hop.predicate, hop.is_sure, hop.from_label)
        said = _("probability {probability}")
        if hop.numbers:
            said = _("probability {probability}, record {records}")
        numbers = listed([str(n) for n in hop.numbers])
        said = said.format(probability=probability(hop.probability), records=numbers)
        steps.append(f"{hop.from_label} {verb} {hop.to_label} ({said})")
    return clauses(steps) + "."


def _row(
    stops: list[Stop],
    hops: tuple[Hop, ...],
    frame: Frame,
    look: Look,
) -> tuple[list[Markup], float]:
    step = min(frame.step, (frame.width - 12 - frame.last) / max(len(hops), 1))
    verbs = [
        lines(predicate(h.predicate, h.is_sure, h.from_label), step - 26, 13.5, SERIF)
        for h in hops
    ]
    extra = 15.0 * (max((len(v) for v in verbs), default=1) - 1)
    y = 50 + extra
    parts: list[Markup] = []
    words = Words()
    bottom = y
    for index, hop in enumerate(hops):
        x = 12 + step * index
        parts += _hop_across(words, hop, x, y, step, look)
        for n, line in enumerate(reversed(verbs[index])):
            words.add("cv", x + step / 2, y - 36 - 15 * n, line)
    for index, stop in enumerate(stops):
        x = 12 + step * index
        parts.append(station(stop.kind, x, y, look, is_sure=stop.is_sure))
        is_last = index == len(stops) - 1
        room = min(frame.width - x + 10, 300) if is_last else step - 16
        bottom = max(bottom, _words(words, stop, x - 11, y + 50, room))
    return [*parts, *words.groups()], bottom + 6


def _hop_across(
    words: Words, hop: Hop, x: float, y: float, step: float, look: Look
) -> list[Markup]:
    parts = [look.rails_across(x + 11, x + step - 11, y, hop)]
    middle = x + step / 2
    drawn = tie_count(hop)
    gap = 26 if step > 150 else 21
    for n in range(drawn):
        at = middle + gap * (n - (drawn - 1) / 2)
        parts.append(tie_across(at, y, hop))
        if n < len(hop.numbers):
            words.add("cn", at, y - 16, str(hop.numbers[n]))
    more = max(hop.records, len(hop.numbers)) - drawn
    if more > 0:
        words.add("cn", middle + gap * (drawn + 1) / 2, y - 16, f"+{more}")
    shown = probability(hop.probability) + (" ✓" if hop.confirmed_by else "")
    words.add("cp" if hop.is_sure else "cp b", middle, y + 27, shown)
    return parts


def _words(words: Words, stop: Stop, x: float, y: float, room: float) -> float:
    """Write kind, name and notes under or beside a station; give the last line's y."""
    words.add("ch", x, y, stop.heading)
    is_written = stop.is_written
    face, size, leading = (MONO, 12.5, 16) if is_written else (SANS, 15, 18)
    y += 2
    for line in lines(stop.label, room, size, face, bold=not is_written):
        y += leading
        words.add("m" if is_written else "cl", x, y, line)
    for note in stop.notes:
        for line in lines(note, room, 12.5, SANS):
            y += 16.5
            words.add("cw", x, y, line)
    return y


def _heading(kind: str, tie: Tie, is_sure: bool) -> str:
    heading = STATIONS.get(kind, kind)
    if kind == "award":
        heading = _("Award, {agency}").format(agency=tie.component)
        if tie.is_sibling:
            heading = _("Award, {agency} (sibling)").format(agency=tie.component)
    if kind == "supplier" and tie.route == "product":
        heading = _("Supplier, a reseller")
    if kind == "supplier" and tie.route == "subaward":
        heading = _("Subcontractor, as written")
    return heading if is_sure else _("{kind}, perhaps").format(kind=heading)


def _hop_note(words: Words, x: float, y: float, hop: Hop, room: float) -> int:
    """Write verb, probability and records beside a tie; give the lines it took."""
    verb = predicate(hop.predicate, hop.is_sure, hop.from_label)
    rest = probability(hop.probability) + (" ✓" if hop.confirmed_by else "")
    if hop.numbers:
        shown = [str(n) for n in hop.numbers[:4]]
        more = max(hop.records, len(hop.numbers)) - len(shown)
        numbers = ", ".join(shown) + (f" +{more}" if more > 0 else "")
        said = _("records {numbers}")
        if len(shown) == 1 and not more:
            said = _("record {numbers}")
        rest += f" · {said.format(numbers=numbers)}"
    first = element("tspan", visible(verb), class_="ci")
    second = element("tspan", f" · {rest}")
    wide = text_width(verb, 13.5, SERIF) + text_width(f" · {rest}", 12.5, SANS)
    if wide <= room:
        words.put("cw", element("text", Markup("").join([first, second]), x=x, y=y))
        return 1
    words.put("cw", element("text", first, x=x, y=y))
    words.add("cw", x, y + 16, rest)
    return 2


__all__ = ["MIDDLE", "WIDE", "chain", "described", "upright"]
