"""The overview of a run: its sentence, its numbers, routes, places, and what it saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crosstie.model.words import Kind, Route
from crosstie.pages.addresses import TIES, asked, organisation_page, tie_page
from crosstie.pages.contexts import ReportContext, Tie, Timeline, Total
from crosstie.pages.head_contexts import Figure
from crosstie.pages.run_contexts import LookedAt, SourceFacts, Span
from crosstie.pages.subjects import Subject, subject
from crosstie.pages.totals import add_up
from crosstie.pages.words import ROUTE_ORDER

LARGEST = 8
"""Organisations that the overview lists; the list of ties has all."""


@dataclass(frozen=True)
class Part:
    """An amount under a number, that is not added to it."""

    text: str
    says: str
    address: str


@dataclass(frozen=True)
class Headline:
    """One of at most four numbers, and where what it counts is listed."""

    text: str
    says: str
    address: str
    apart: tuple[Part, ...]


@dataclass(frozen=True)
class RouteLine:
    """What one route gave."""

    route: str
    is_searched: bool
    findings: int
    siblings: int
    leads: int
    totals: tuple[Total, ...]
    """The buyer's findings, each action once; routes share actions, so never added."""
    address: str


@dataclass(frozen=True)
class Place:
    """Organisations with findings at the buyer that sit in one place."""

    city: str
    """Empty where no record states one."""
    organisations: int
    ties: int
    obligated: Decimal
    """Obligated to suppliers tied to them, in the currency given, each action once."""
    currency: str
    address: str


@dataclass(frozen=True)
class OrganisationLine:
    """One organisation with its findings at the buyer."""

    name: str
    is_as_written: bool
    city: str
    address: str
    tie_address: str
    """The tie with most money."""
    findings: int
    routes: tuple[str, ...]
    totals: tuple[Total, ...]


@dataclass(frozen=True)
class CoverageLine:
    """The times of which one agency's awards are loaded in full."""

    component: str
    spans: tuple[Span, ...]
    first_date: date
    last_date: date
    """Ends of the scale that all lines share."""


@dataclass(frozen=True)
class Overview:
    """What a reader sees first."""

    headline: str
    lede: str
    numbers: tuple[Headline, ...]
    routes: tuple[RouteLine, ...]
    organisations: tuple[OrganisationLine, ...]
    organisations_in_all: int
    places: tuple[Place, ...]
    timelines: tuple[Timeline, ...]
    sources: tuple[SourceFacts, ...]
    newest_record: date | None
    coverage: tuple[CoverageLine, ...]
    not_loaded: tuple[str, ...]
    looked_at: tuple[LookedAt, ...]
    findings: int
    siblings: int
    leads: int
    not_counted: int


def overview(report: ReportContext) -> Overview:
    """Read the overview from what the report of the same run shows."""
    subjects = _by_subject(report.findings, report.facts.country)
    largest = sorted(subjects, key=lambda one: _weight(one[1]))
    named = [one for one in largest if any(not t.is_presence for t in one[1])]
    days = [s.last_date for s in report.facts.sources if s.last_date]
    return Overview(
        headline=report.headline,
        lede=report.lede,
        numbers=tuple(_headline(figure) for figure in report.figures[:4]),
        routes=tuple(_route(route, report) for route in ROUTE_ORDER),
        organisations=tuple(_line(who, ties) for who, ties in named[:LARGEST]),
        organisations_in_all=len(named),
        places=_places(named),
        timelines=tuple(t for t in report.timelines if len(t.columns) > 1),
        sources=report.facts.sources,
        newest_record=max(days, default=None),
        coverage=coverage_lines(report.facts.coverage),
        not_loaded=report.facts.not_loaded,
        looked_at=report.facts.looked_at,
        findings=len(report.findings),
        siblings=len(report.siblings),
        leads=len(report.leads),
        not_counted=len(report.not_counted),
    )


def address_of_anchor(anchor: str) -> str:
    """Give the page that holds what a report's anchor points to."""
    if anchor.startswith("money-"):
        findings = asked(TIES, [("kind", Kind.FINDING.value)])
        return f"{findings}#finding-{anchor.removeprefix('money-')}"
    name, value = {
        "presence": ("route", Route.PRESENCE.value),
        "leads": ("kind", Kind.LEAD.value),
    }.get(anchor, ("kind", Kind.FINDING.value))
    return asked(TIES, [(name, value)])


def _headline(figure: Figure) -> Headline:
    return Headline(
        figure.text,
        figure.says,
        address_of_anchor(figure.anchor),
        tuple(Part(p.text, p.says, address_of_anchor(p.anchor)) for p in figure.apart),
    )


def _route(route: str, report: ReportContext) -> RouteLine:
    own = [tie for tie in report.findings if tie.route == route]
    return RouteLine(
        route=route,
        is_searched=route in report.facts.searched,
        findings=len(own),
        siblings=sum(tie.route == route for tie in report.siblings),
        leads=sum(tie.route == route for tie in report.leads),
        totals=add_up(own),
        address=asked(TIES, [("route", route)]),
    )


def _by_subject(
    ties: Iterable[Tie], country: str
) -> list[tuple[Subject, tuple[Tie, ...]]]:
    found: dict[str, tuple[Subject, list[Tie]]] = {}
    for tie in ties:
        who = subject(tie, country)
        found.setdefault(who.id, (who, []))[1].append(tie)
    return [(who, tuple(members)) for who, members in found.values()]


def _weight(ties: Sequence[Tie]) -> tuple[Decimal, Decimal]:
    """Order organisations by what was obligated to their suppliers, then to resellers.

    Amounts of several currencies are not compared: the largest one decides.
    """
    totals = add_up(ties)
    own = [t.value for t in totals if t.meaning == "obligated"]
    other = [t.value for t in totals if t.meaning != "obligated"]
    return (-max(own, default=Decimal(-1)), -max(other, default=Decimal(-1)))


def _line(who: Subject, ties: Sequence[Tie]) -> OrganisationLine:
    return OrganisationLine(
        name=who.name,
        is_as_written=who.is_as_written,
        city=who.city,
        address=organisation_page(who.id),
        tie_address=tie_page(ties[0].tie_id),
        findings=len(ties),
        routes=tuple(dict.fromkeys(tie.route for tie in ties)),
        totals=add_up(ties),
    )


def _places(
    subjects: Sequence[tuple[Subject, tuple[Tie, ...]]],
) -> tuple[Place, ...]:
    """Add up by city and currency; a city is one however its letters are written."""
    names: dict[str, str] = {}
    members: dict[str, list[tuple[Subject, tuple[Tie, ...]]]] = {}
    for who, ties in subjects:
        key = who.city.casefold()
        if key not in names or names[key].isupper():
            names[key] = who.city
        members.setdefault(key, []).append((who, ties))
    places = []
    for key, those in members.items():
        every = [tie for _, ties in those for tie in ties]
        own = [t for t in add_up(every) if t.meaning == "obligated"]
        for total in own or [Total("", "obligated", Decimal(0), 0, "")]:
            places.append(
                Place(
                    city=names[key],
                    organisations=len(those),
                    ties=len(every),
                    obligated=total.value,
                    currency=total.currency,
                    address=asked(
                        TIES,
                        [("kind", Kind.FINDING.value), ("city", names[key] or "-")],
                    ),
                )
            )
    return tuple(
        sorted(places, key=lambda p: (not p.city, -p.organisations, -p.obligated))
    )


def coverage_lines(spans: Sequence[Span]) -> tuple[CoverageLine, ...]:
    """Put the spans of each agency on one line, all on the same scale."""
    if not spans:
        return ()
    first = min(span.first_date for span in spans)
    last = max(span.last_date for span in spans)
    members: dict[str, list[Span]] = {}
    for span in spans:
        members.setdefault(span.component, []).append(span)
    return tuple(
        CoverageLine(component, tuple(those), first, last)
        for component, those in members.items()
    )
