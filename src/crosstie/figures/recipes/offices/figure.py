"""Offices of the agency in the country, from the case's rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from crosstie.figures.ask import Ask, cited
from crosstie.model.case import CasePresence
from crosstie.model.claims import (
    Drawing,
    FigureValue,
    Missing,
    NotLoaded,
    Point,
    Support,
)
from crosstie.model.words import Status

FILE = "presence.csv"


def answer(ask: Ask) -> Iterator[FigureValue | NotLoaded]:
    """Give the active offices; cities and components beside them."""
    known = [row for row in ask.case.presence if ask.is_known(_day(row))]
    sure = [row for row in known if row.citation.confirmed]
    active = [row for row in sure if row.status is Status.ACTIVE]
    if not sure:
        yield ask.missing(why=Missing.NO_ROWS)
        return
    cities = len({row.city.casefold() for row in active})
    by_component = Counter(f"{row.component} ({row.office})" for row in active)
    readings = [ask.reading("cities", Decimal(cities))]
    readings += [
        ask.reading("component", Decimal(count), component=name)
        for name, count in by_component.items()
    ]
    others = len(known) - len(active)
    if others:
        readings.append(ask.reading("others", Decimal(others)))
    yield ask.figure(
        Decimal(len(active)),
        max((row.status_date for row in active if row.status_date), default=None),
        cells=tuple(_evidence(ask, row) for row in active),
        readings=tuple(readings),
        points=tuple(Point(name, Decimal(n)) for name, n in by_component.items()),
        draws=Drawing.NONE,
        caveats=(
            ask.say("components", components="; ".join(sorted(by_component)))
            if active
            else ask.say("none_active"),
        ),
    )


def _day(row: CasePresence) -> date | None:
    return row.status_date or row.citation.date


def _evidence(ask: Ask, row: CasePresence) -> Support:
    made = vars(cited(row.citation, ask.file(FILE), row.row))
    value = f"{row.office}, {row.city}, {row.site}: {row.status.value}"
    return Support(**{**made, "value": value, "record_id": row.id})
