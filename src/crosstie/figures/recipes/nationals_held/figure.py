"""Distinct people of a citizenship who were held on some day of a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from crosstie.figures.ask import Ask
from crosstie.figures.stays import (
    UNKNOWN,
    bands,
    people_between,
    period,
    stays_file,
)
from crosstie.figures.suppression import FEWEST, banded, told
from crosstie.model.claims import (
    Drawing,
    FigureValue,
    Missing,
    NotLoaded,
    Point,
    Reading,
)
from crosstie.store.engine import Row
from crosstie.text.countries import country_name


def answer(ask: Ask) -> Iterator[FigureValue | NotLoaded]:
    """Give the people; stays, new ones, those still held and deaths beside them."""
    file = stays_file(ask)
    if file is None:
        yield ask.missing()
        return
    country = ask.text("country") or ask.case.country
    when = period(ask, file)
    if when.since > when.until:
        what = ask.say("no_days", since=when.since, until=when.until)
        yield ask.missing(why=Missing.NO_ROWS, what=what)
        return
    deaths = ask.recipe.settings["deaths"]
    people = people_between(ask, file, country, when, deaths)
    name = country_name(country) or country
    fields = {"country": name, "since": when.since, "until": when.until}
    if told(len(people)) is None or not people:
        yield ask.missing(why=Missing.WITHHELD, what=ask.say("few", **fields))
        return
    readings, withheld = _readings(ask, people)
    figure = ask.figure(
        Decimal(len(people)),
        when.until,
        cells=(file.evidence,),
        readings=readings,
        points=_points(ask, people),
        draws=Drawing.BANDS,
        caveats=(ask.say("period", **fields), *withheld),
    )
    yield ask.with_used(figure, country=country, since=when.since, until=when.until)


def _readings(
    ask: Ask, people: Sequence[Row]
) -> tuple[tuple[Reading, ...], tuple[str, ...]]:
    """Give the counts beside the people, and say which are withheld."""
    everybody = len(people)
    counts = {
        "stays": sum(person["stays"] for person in people),
        "began": sum(bool(person["began"]) for person in people),
        "still_held": sum(bool(person["is_held"]) for person in people),
        "deaths": sum(bool(person["died"]) for person in people),
    }
    found, withheld = [], []
    for name, count in counts.items():
        beside = () if name == "deaths" and not count else (everybody,)
        shown = told(count, *beside)
        if shown is None:
            withheld.append(ask.say(f"withheld_{name}", fewest=FEWEST))
        else:
            found.append(ask.reading(name, Decimal(shown)))
    return tuple(found), tuple(withheld)


def _points(ask: Ask, people: Sequence[Row]) -> tuple[Point, ...]:
    return tuple(
        Point(
            ask.say("age_unknown") if name == UNKNOWN else ask.say("age", band=name),
            None if count is None else Decimal(count),
            says=ask.say("withheld_band", fewest=FEWEST) if count is None else "",
        )
        for name, count in banded(bands(people)).items()
    )
