"""One drawing by its name: what is drawn, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from crosstie.errors import NotFound
from crosstie.pages.addresses import (
    organisation_anchor,
    organisation_page,
    party_anchor,
    supplier_page,
    tie_page,
)
from crosstie.pages.bodies import every_body, find_body
from crosstie.pages.contexts import (
    Flow,
    OwnershipTime,
    ReportContext,
    Tie,
    Timeline,
)
from crosstie.pages.control import ControlTree
from crosstie.pages.facts import RunDatabase
from crosstie.pages.money import plain, probability, unit
from crosstie.pages.organisation import OrganisationContext, read_organisation
from crosstie.pages.run_contexts import RunFacts
from crosstie.pages.supplier import find_party, read_supplier
from crosstie.pages.tie_page import tie_sections
from crosstie.pages.words import ROUTES, predicate
from crosstie.text.language import _

Chart = TypeVar("Chart", Timeline, Flow)

KINDS = ("chain", "ownership", "control", "timeline", "flow")
"""What the name of a picture begins with."""


@dataclass(frozen=True)
class PictureContext:
    """One drawing with its words and its data."""

    name: str
    kind: str
    title: str
    about: str
    """Whose picture it is; empty where it is of the whole case."""
    back: str
    """The page that it stands on."""
    notes: tuple[str, ...]
    """What is measured, and on which records of which day it rests."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tie: Tie | None = field(default=None, metadata={"json": False})
    tree: ControlTree | None = field(default=None, metadata={"json": False})
    control: OwnershipTime | None = field(default=None, metadata={"json": False})
    timeline: Timeline | None = field(default=None, metadata={"json": False})
    flow: Flow | None = field(default=None, metadata={"json": False})
    on: date | None = field(default=None, metadata={"json": False})


def read_picture(
    db: RunDatabase, report: ReportContext, name: str, *, on: date | None = None
) -> PictureContext:
    """Find a picture by its name: kind, then of whom, then the currency.

    Raises:
        NotFound: no such picture is in the run.

    """
    kind, _dash, rest = name.partition("-")
    if kind == "chain":
        return _chain(report, name, rest)
    if kind in ("timeline", "flow") and not rest.startswith(("o-", "p-")):
        return _charts(name, kind, rest, report.timelines, report.flows, report.facts)
    anchor, _dash, currency = rest[:14], rest[14:15], rest[15:]
    if kind == "timeline" and anchor.startswith("p-"):
        return _of_supplier(db, report, name, anchor, currency)
    canonical = find_body(db, anchor) if kind in KINDS else None
    if canonical is None or (currency and kind in ("ownership", "control")):
        raise _missing(name)
    body = read_organisation(db, report, canonical, on=on)
    if kind == "ownership" and body.tree:
        return _tree(name, body, body.tree, report.facts)
    if kind == "control" and body.control:
        return _control(name, body, body.control, report.facts)
    return _charts(
        name, kind, currency, body.timelines, body.flows, report.facts, body=body
    )


def every_picture(db: RunDatabase, report: ReportContext) -> tuple[str, ...]:
    """List the names of all pictures that pages link to."""
    names = [f"chain-{p.tie.anchor}" for p in tie_sections(report) if p.tie.hops]
    names += [f"timeline-{t.currency.lower()}" for t in report.timelines if t.columns]
    names += [f"flow-{f.currency.lower()}" for f in report.flows]
    for canonical in every_body(db):
        body = read_organisation(db, report, canonical)
        anchor = organisation_anchor(canonical)
        names += [f"ownership-{anchor}"] if body.tree else []
        names += [f"control-{anchor}"] if body.control else []
        names += [f"timeline-{anchor}-{t.currency.lower()}" for t in body.timelines]
        names += [f"flow-{anchor}-{f.currency.lower()}" for f in body.flows]
    for party in dict.fromkeys(p.tie.party_id for p in tie_sections(report)):
        if party and find_party(db, party_anchor(party)):
            ties = [p.tie for p in tie_sections(report)]
            page = read_supplier(db, party, ties, report.facts)
            for chart in page.timelines:
                names.append(f"timeline-{party_anchor(party)}-{chart.currency.lower()}")
    return tuple(names)


def _missing(name: str) -> NotFound:
    return NotFound(
        _("no picture {name} is in this run").format(name=name[:60]),
        next_step=_("take the link under a drawing"),
    )


def _chain(report: ReportContext, name: str, anchor: str) -> PictureContext:
    part = next((p for p in tie_sections(report) if p.tie.anchor == anchor), None)
    if part is None or not part.tie.hops:
        raise _missing(name)
    tie = part.tie
    return PictureContext(
        name=name,
        kind="chain",
        title=_("How {organisation} ties to {agency}").format(
            organisation=tie.organisation, agency=tie.component
        ),
        about=tie.organisation,
        back=tie_page(tie.tie_id),
        notes=(
            _("Each tie across the rails is one record; dashed rails are not sure."),
            _standing(report.facts),
        ),
        columns=(
            *(_("Hop"), _("From"), _("Statement"), _("To"), _("Why")),
            *(_("Probability"), _("Records")),
        ),
        rows=tuple(
            (
                str(hop.position),
                hop.from_label,
                predicate(hop.predicate, hop.is_sure, hop.from_label),
                hop.to_label,
                hop.reason,
                probability(hop.probability),
                "; ".join(dict.fromkeys(e.record_id for e in hop.evidence)),
            )
            for hop in tie.hops
        ),
        tie=tie,
    )


def _tree(
    name: str, body: OrganisationContext, tree: ControlTree, facts: RunFacts
) -> PictureContext:
    return PictureContext(
        name=name,
        kind="ownership",
        title=_("Who controls whom around {organisation}, on {day}").format(
            organisation=body.body.name, day=tree.on
        ),
        about=body.body.name,
        back=organisation_page(body.body.id),
        notes=(
            _("Each tie across the rails is one statement; dashed: not dated before."),
            _standing(facts),
        ),
        columns=(
            *(_("Organisation"), _("Owner"), _("Interest"), _("Per cent")),
            *(_("From"), _("Until"), _("Stated"), _("On this day"), _("Probability")),
        ),
        rows=tuple(
            (
                c.child,
                c.parent,
                c.interest,
                c.percent,
                _text(c.valid_from),
                _text(c.valid_to),
                _text(c.dated_to or c.dated_from),
                c.on(tree.on),
                probability(c.probability),
            )
            for c in tree.controls
        ),
        tree=tree,
        on=tree.on,
    )


def _control(
    name: str, body: OrganisationContext, control: OwnershipTime, facts: RunFacts
) -> PictureContext:
    bars = [
        (
            bar.child,
            bar.parent,
            bar.interest,
            _text(bar.valid_from),
            _text(bar.valid_to),
        )
        for bar in control.bars
    ]
    marks = [
        (
            _("actions"),
            _("inside the dates") if mark.ties else _("outside the dates"),
            str(mark.actions),
            mark.day.isoformat(),
            mark.day.isoformat(),
        )
        for mark in control.marks
    ]
    return PictureContext(
        name=name,
        kind="control",
        title=_("Control over time, and when actions fall: {organisation}").format(
            organisation=body.body.name
        ),
        about=body.body.name,
        back=organisation_page(body.body.id),
        notes=(
            _("An end that fades is not known. Hollow marks lie outside the dates."),
            _standing(facts),
        ),
        columns=(_("What"), _("By whom"), _("Interest"), _("From"), _("Until")),
        rows=(*bars, *marks),
        control=control,
    )


def _of_supplier(
    db: RunDatabase, report: ReportContext, name: str, anchor: str, currency: str
) -> PictureContext:
    party = find_party(db, anchor)
    if party is None:
        raise _missing(name)
    ties = [p.tie for p in tie_sections(report)]
    page = read_supplier(db, party, ties, report.facts)
    chart = _choose(page.timelines, currency)
    if chart is None:
        raise _missing(name)
    return _timeline(name, chart, page.name, supplier_page(party), report.facts)


def _charts(
    name: str,
    kind: str,
    currency: str,
    timelines: Sequence[Timeline],
    flows: Sequence[Flow],
    facts: RunFacts,
    *,
    body: OrganisationContext | None = None,
) -> PictureContext:
    about = body.body.name if body else ""
    back = organisation_page(body.body.id) if body else ""
    chart = _choose(timelines, currency) if kind == "timeline" else None
    if chart is not None:
        return _timeline(name, chart, about, back, facts)
    drawn = _choose(flows, currency) if kind == "flow" else None
    if drawn is not None:
        return _flow(name, drawn, about, back, facts)
    raise _missing(name)


def _choose(charts: Sequence[Chart], currency: str) -> Chart | None:
    found = [c for c in charts if currency in ("", c.currency.lower())]
    return found[0] if found else None


def _timeline(
    name: str, chart: Timeline, about: str, back: str, facts: RunFacts
) -> PictureContext:
    agency, money = facts.buyer.abbreviation, unit(chart.currency)
    title = _("What {agency} obligated by {unit}, {currency}").format(
        agency=agency, unit=chart.unit, currency=money
    )
    heads = [
        _("{route}, {currency}").format(route=ROUTES[r], currency=chart.currency)
        for r in chart.routes
    ]
    rows = []
    for column in chart.columns:
        cells = []
        for route in chart.routes:
            given, taken = column.given.get(route), column.taken.get(route)
            known = given is not None or taken is not None
            value = (given or Decimal(0)) + (taken or Decimal(0))
            cells.append(plain(value) if known else "")
        loaded = _("loaded") if column.loaded else _("not loaded in full")
        rows.append((column.first_day.isoformat(), *cells, loaded))
    return PictureContext(
        name=name,
        kind="timeline",
        title=_("{name}: {says}").format(name=title, says=about) if about else title,
        about=about,
        back=back,
        notes=(
            _("By date of the action, {agency} only, each action once.").format(
                agency=agency
            ),
            _("Hatched: not loaded in full. Hollow below the line: taken back."),
            _standing(facts),
        ),
        columns=(_("From"), *heads, _("Loaded")),
        rows=tuple(rows),
        timeline=chart,
    )


def _flow(
    name: str, chart: Flow, about: str, back: str, facts: RunFacts
) -> PictureContext:
    title = _("From agency to organisation, {currency} obligated").format(
        currency=unit(chart.currency)
    )
    return PictureContext(
        name=name,
        kind="flow",
        title=_("{name}: {says}").format(name=title, says=about) if about else title,
        about=about,
        back=back,
        notes=(
            _("Width is money obligated. A product’s ribbon is the reseller’s money."),
            _("What stands below a dotted line is a sibling’s, never added in."),
            _standing(facts),
        ),
        columns=(
            *(_("Agency"), _("Supplier, as written"), _("Organisation"), _("Route")),
            *(_("Obligated"), _("Currency")),
        ),
        rows=tuple(
            (
                s.component,
                s.supplier,
                s.organisation,
                ROUTES[s.route],
                plain(s.value),
                chart.currency,
            )
            for s in chart.streams
        ),
        flow=chart,
    )


def _standing(facts: RunFacts) -> str:
    """Say on which records of which day a picture rests."""
    names = ", ".join(
        dict.fromkeys(
            s.publisher for s in facts.sources if s.publisher and s.first_date
        )
    )
    said = _("Crosstie, run {run}, traced {day}.").format(
        run=facts.run_id, day=facts.traced_at[:10]
    )
    sources = _("Records of {publishers}.").format(publishers=names) if names else ""
    sample = _("Sample data.") if facts.is_sample else ""
    return " ".join(part for part in (sample, sources, said) if part)


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
