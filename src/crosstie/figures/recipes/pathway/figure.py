"""People held who would meet stated criteria, as a share of a country's yearly level.

people x willing x admissible / level: each factor is a parameter, and all three of its
values are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from crosstie.figures.ask import Ask, cited
from crosstie.figures.detention import latest
from crosstie.figures.evidence import files_of, supported
from crosstie.figures.stays import Period, people_between, stays_file
from crosstie.figures.suppression import is_small, told
from crosstie.model.case import CaseLevel
from crosstie.model.claims import (
    Drawing,
    FigureValue,
    Missing,
    NotLoaded,
    Point,
    Support,
)
from crosstie.text.numerals import grouped

FILE = "levels.csv"
WAYS = ("low", "middle", "high")
__all__ = ["answer"]


@dataclass(frozen=True)
class Held:
    """Who is held on a day, by criterion, and where that stands."""

    as_of: date | None
    published: date | None
    everybody: Decimal
    by_criterion: dict[str, Decimal]
    cells: tuple[Support, ...]


def answer(ask: Ask) -> Iterator[FigureValue | NotLoaded]:
    """Give the share with the parameters as set, and with all low and all high."""
    held = _nationals(ask) if ask.text("nationality") else _everybody(ask)
    if isinstance(held, NotLoaded):
        yield held
        return
    level = _level(ask, held.as_of)
    if level is None:
        yield ask.missing(need=ask.recipe.needs[1], why=Missing.NO_ROWS)
        return
    criterion = ask.text("criterion")
    people = _people(ask, held, criterion)
    target = level.target
    if is_small(int(people)) or not target:
        yield ask.missing(why=Missing.WITHHELD, what=ask.say("few"))
        return
    met = held.by_criterion[criterion]
    figure = ask.figure(
        people / target,
        held.as_of,
        published=held.published,
        numerator=people,
        denominator=target,
        cells=(*held.cells, _evidence(ask, level)),
        readings=(
            ask.reading("people", people, "people"),
            ask.reading("met", met, "people", held=grouped(int(held.everybody))),
            ask.reading("all", met / target),
            ask.reading("held", held.everybody / target),
        ),
        points=tuple(_points(ask, held, level)),
        draws=Drawing.RANGE,
        caveats=(
            ask.say(
                "level", what=level.what, year=level.year, target=grouped(int(target))
            ),
        ),
    )
    yield ask.with_used(figure, year=level.year)


def _everybody(ask: Ask) -> Held | NotLoaded:
    """Count everybody held, from the newest workbook."""
    sheet = latest(ask)
    if sheet is None:
        return ask.missing()
    files = files_of(ask)
    criteria = ask.recipe.settings["criteria"]
    rows = dict.fromkeys(row for left_out in criteria.values() for row in left_out)
    return Held(
        as_of=sheet.as_of,
        published=sheet.published,
        everybody=sheet.count(sheet.total, sheet.total),
        by_criterion={
            name: sheet.without(left_out, sheet.total)
            for name, left_out in criteria.items()
        },
        cells=tuple(
            supported(sheet.counts[row, sheet.total], files)
            for row in (sheet.total, *rows)
        ),
    )


def _nationals(ask: Ask) -> Held | NotLoaded:
    """Count the people of one citizenship who were still held at the file's end."""
    file = stays_file(ask)
    if file is None:
        return ask.missing(need=ask.recipe.needs[2])
    day = min(file.last_day, ask.as_of or file.last_day)
    rows = people_between(ask, file, ask.text("nationality"), Period(day, day))
    people = [row for row in rows if row["is_held"]]
    labels = ask.recipe.settings["labels"]
    counts = {
        name: sum(not _is_any(row["criminality"], labels[name]) for row in people)
        for name in ask.recipe.settings["criteria"]
    }
    if not people or any(told(n, len(people)) is None for n in counts.values()):
        return ask.missing(why=Missing.WITHHELD, what=ask.say("few"))
    if told(*counts.values()) is None:
        return ask.missing(why=Missing.WITHHELD, what=ask.say("few"))
    return Held(
        as_of=day,
        published=None,
        everybody=Decimal(len(people)),
        by_criterion={name: Decimal(count) for name, count in counts.items()},
        cells=(file.evidence,),
    )


def _is_any(label: str | None, words: Sequence[str]) -> bool:
    """Tell whether a label says one of some words; one that says nothing counts as it.

    Somebody of whom the file does not say that they have no conviction is left out.
    """
    return label is None or any(word in label.casefold() for word in words)


def _people(ask: Ask, held: Held, criterion: str) -> Decimal:
    factor = ask.number("willing") * ask.number("admissible")
    return (held.by_criterion[criterion] * factor).quantize(Decimal(1), ROUND_HALF_UP)


def _points(ask: Ask, held: Held, level: CaseLevel) -> Iterator[Point]:
    """Draw all low, as set, and all high; a low share divides by the high level."""
    levels = {"low": level.high, "middle": level.target, "high": level.low}
    for way in WAYS:
        target = levels[way]
        if way == "middle":
            people = _people(ask, held, ask.text("criterion"))
        else:
            criterion, willing, admissible = (
                getattr(ask.recipe.parameter(name), way)
                for name in ("criterion", "willing", "admissible")
            )
            factor = Decimal(willing) * Decimal(admissible)
            met = held.by_criterion[criterion] * factor
            people = met.quantize(Decimal(1), ROUND_HALF_UP)
        is_withheld = is_small(int(people)) or not target
        yield Point(
            ask.say(way),
            None if is_withheld else people / target,
            numerator=None if is_withheld else people,
            denominator=target,
            says=ask.say("few") if is_withheld else "",
            is_figure=way == "middle",
        )


def _level(ask: Ask, day: date | None) -> CaseLevel | None:
    """Find the country's level of the year that was set, else of the day's year."""
    rows = [
        row
        for row in ask.case.levels
        if row.country == ask.case.country
        and row.citation.confirmed
        and ask.is_known(row.citation.date)
    ]
    if ask.text("year"):
        wanted = int(ask.number("year"))
        return next((row for row in rows if row.year == wanted), None)
    year = day.year if day else 0
    ordered = sorted(rows, key=lambda row: (abs(row.year - year), row.year))
    return ordered[0] if ordered else None


def _evidence(ask: Ask, level: CaseLevel) -> Support:
    made = vars(cited(level.citation, ask.file(FILE), level.row))
    numbers = (grouped(int(n)) for n in (level.target, level.low, level.high))
    value = "{}: {} ({} - {})".format(level.year, *numbers)
    return Support(**{**made, "value": value, "record_id": level.id})
