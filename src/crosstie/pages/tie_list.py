"""The list of ties: filtered, counted by facet, sorted inside groups that never mix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from crosstie.model.words import Kind, Status
from crosstie.pages.addresses import organisation_page, supplier_page, tie_page
from crosstie.pages.contexts import ReportContext, Tie, Total
from crosstie.pages.paging import Paging, paging
from crosstie.pages.subjects import subject
from crosstie.pages.totals import MEANINGS, add_up, meaning
from crosstie.pages.words import ROUTE_ORDER

SORTS = (
    *("-obligated", "obligated", "organisation", "-organisation"),
    *("-probability", "probability", "-last_date", "last_date"),
    *("supplier", "-supplier", "route", "status"),
)
"""Orders of the list; a minus turns one round. The first is the default."""

KINDS = tuple(kind.value for kind in Kind)
STATUSES = tuple(status.value for status in Status)
SHOWN = (Kind.FINDING.value, Kind.LEAD.value)
"""Kinds that are listed unless others are asked for."""


@dataclass(frozen=True)
class TieRow:
    """One tie as a row of the list."""

    tie_id: str
    address: str
    organisation: str
    """Whom it is reported under: the organisation of the case's country."""
    organisation_address: str
    is_as_written: bool
    """True where the name is the award records' own, and no register's."""
    through: str
    """The organisation elsewhere through which it runs; empty where there is none."""
    city: str
    owner: str
    route: str
    supplier: str
    supplier_address: str
    component: str
    scope: str
    kind: str
    meaning: str
    """What its money is: obligated, reseller, subaward, stake, or none."""
    probability: float
    weakest_hop: str
    status: str
    status_date: date | None
    first_date: date | None
    last_date: date | None
    awards: int | None
    actions: int | None
    obligated: Decimal | None
    currency: str
    matched_text: str
    decision: str
    evidence_record: str
    evidence_url: str
    tie: Tie = field(repr=False, compare=False, metadata={"json": False})


@dataclass(frozen=True)
class TieGroup:
    """Rows that may stand in one sum: one scope, kind and meaning of money."""

    key: str
    scope: str
    component: str
    kind: str
    meaning: str
    ties: int
    """Ties of the group that pass the filter, on whichever page."""
    totals: tuple[Total, ...]
    """Sums of those ties, each action once; empty for what is in no sum."""
    rows: tuple[TieRow, ...]
    """Those of them on this page."""


@dataclass(frozen=True)
class Choice:
    """One value of a filter, with the ties that it would leave."""

    value: str
    ties: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter with its values."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class TieList:
    """The ties that pass a filter, in groups, one page of them."""

    groups: tuple[TieGroup, ...]
    facets: tuple[Facet, ...]
    findings: int
    siblings: int
    leads: int
    not_counted: int
    """These four count what passes the filter."""
    all_ties: int
    """Ties of the run, whatever is asked for."""
    totals: tuple[Total, ...]
    """Money of the buyer's findings that pass, by what it means; never added up."""
    sort: str
    paging: Paging


@dataclass(frozen=True)
class Wish:
    """What a reader asked the list for."""

    kinds: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    text: str = ""
    city: str = ""
    """Seat of the organisation; a hyphen means that no record states one."""
    sort: str = SORTS[0]
    page: int = 1
    per_page: int = 100


def tie_list(report: ReportContext, wish: Wish) -> TieList:
    """List the ties of a run that a reader asked for."""
    ties = (*report.ties, *report.not_counted)
    passing = [t for t in ties if _passes(t, wish, report.facts.country)]
    ordered: list[tuple[tuple[int, str, int, int], Tie]] = []
    for tie in _sorted(passing, wish.sort, report.facts.country):
        ordered.append((_group_of(tie), tie))
    ordered.sort(key=lambda one: one[0])
    place = paging(len(ordered), wish.page, wish.per_page)
    start = (wish.page - 1) * wish.per_page
    on_page = {t.tie_id for _, t in ordered[start : start + wish.per_page]}
    own = [t for t in passing if t.is_finding and not t.is_sibling]
    return TieList(
        groups=_groups(ordered, on_page, report.facts.country),
        facets=_facets(ties, wish, report),
        findings=len(own),
        siblings=sum(t.is_finding and t.is_sibling for t in passing),
        leads=sum(t.is_lead for t in passing),
        not_counted=sum(t.kind == Kind.NOT_COUNTED for t in passing),
        all_ties=len(ties),
        totals=add_up(own),
        sort=wish.sort,
        paging=place,
    )


def tie_row(tie: Tie, country: str) -> TieRow:
    """Make the row of a tie."""
    who = subject(tie, country)
    return TieRow(
        tie_id=tie.tie_id,
        address=tie_page(tie.tie_id),
        organisation=who.name,
        organisation_address=organisation_page(who.id),
        is_as_written=who.is_as_written,
        through=who.through,
        city=who.city,
        owner=tie.owner,
        route=tie.route,
        supplier=tie.supplier,
        supplier_address=supplier_page(tie.party_id) if tie.party_id else "",
        component=tie.component,
        scope=tie.scope,
        kind=tie.kind,
        meaning=meaning(tie.route),
        probability=tie.probability,
        weakest_hop=tie.weakest_hop,
        status=tie.status,
        status_date=tie.status_date,
        first_date=tie.first_date,
        last_date=tie.last_date,
        awards=tie.awards,
        actions=tie.actions,
        obligated=tie.obligated,
        currency=tie.currency,
        matched_text=tie.matched_text,
        decision=tie.decision,
        evidence_record=tie.evidence_record,
        evidence_url=tie.evidence_url,
        tie=tie,
    )


def _group_of(tie: Tie) -> tuple[int, str, int, int]:
    """Give the place of a tie's group: findings, siblings, leads, not counted."""
    if tie.is_finding:
        part = 1 if tie.is_sibling else 0
        component = tie.component if tie.is_sibling else ""
        return (part, component, MEANINGS.index(meaning(tie.route)), 0)
    return (2 if tie.is_lead else 3, "", 0, 0)


def _groups(
    ordered: Sequence[tuple[tuple[int, str, int, int], Tie]],
    on_page: set[str],
    country: str,
) -> tuple[TieGroup, ...]:
    members: dict[tuple[int, str, int, int], list[Tie]] = {}
    for key, tie in ordered:
        members.setdefault(key, []).append(tie)
    groups = []
    for (part, component, what, _), ties in members.items():
        rows = tuple(tie_row(t, country) for t in ties if t.tie_id in on_page)
        if not rows:
            continue
        is_finding = part < 2
        groups.append(
            TieGroup(
                key=("finding", "sibling", "lead", "not_counted")[part]
                + (f"-{MEANINGS[what]}" if is_finding else ""),
                scope=ties[0].scope if is_finding else "",
                component=component or (ties[0].component if is_finding else ""),
                kind=ties[0].kind,
                meaning=MEANINGS[what] if is_finding else "",
                ties=len(ties),
                totals=add_up(ties) if is_finding else (),
                rows=rows,
            )
        )
    return tuple(groups)


def _sorted(ties: Iterable[Tie], sort: str, country: str) -> list[Tie]:
    """Sort ties; those that lack the value come last, whichever way round."""
    name = sort.removeprefix("-")
    values: dict[str, Callable[[Tie], object]] = {
        "obligated": lambda t: t.obligated,
        "probability": lambda t: t.probability,
        "last_date": lambda t: t.last_date or t.status_date,
        "organisation": lambda t: subject(t, country).name.casefold(),
        "supplier": lambda t: t.supplier.casefold() or None,
        "route": lambda t: ROUTE_ORDER.index(t.route),
        "status": lambda t: STATUSES.index(t.status),
    }
    value = values[name]
    ties = list(ties)
    having = [tie for tie in ties if value(tie) is not None]
    lacking = [tie for tie in ties if value(tie) is None]
    having.sort(key=value, reverse=sort.startswith("-"))  # type: ignore[arg-type]
    return having + lacking


def _passes(tie: Tie, wish: Wish, country: str, without: str = "") -> bool:
    """Tell whether a tie passes every filter but one."""
    tests = {
        "kind": tie.kind in (wish.kinds or SHOWN),
        "component": not wish.components or tie.component in wish.components,
        "route": not wish.routes or tie.route in wish.routes,
        "status": not wish.statuses or tie.status in wish.statuses,
        "period": _in_period(tie, wish.since, wish.until),
        "amount": _in_amount(tie, wish.least, wish.most),
        "city": not wish.city or _sits_in(tie, wish.city, country),
        "text": not wish.text or _holds(tie, wish.text, country),
    }
    return all(passed for name, passed in tests.items() if name != without)


def _in_period(tie: Tie, since: date | None, until: date | None) -> bool:
    """Tell whether a tie's dates touch the period; one without dates does not."""
    if since is None and until is None:
        return True
    first = tie.first_date or tie.status_date
    last = tie.last_date or tie.status_date
    if first is None or last is None:
        return False
    return (until is None or first <= until) and (since is None or last >= since)


def _in_amount(tie: Tie, least: Decimal | None, most: Decimal | None) -> bool:
    if least is None and most is None:
        return True
    if tie.obligated is None:
        return False
    return (least is None or tie.obligated >= least) and (
        most is None or tie.obligated <= most
    )


def _sits_in(tie: Tie, city: str, country: str) -> bool:
    stated = subject(tie, country).city
    return not stated if city == "-" else stated.casefold() == city.casefold()


def _holds(tie: Tie, text: str, country: str) -> bool:
    """Tell whether every word stands in a name, the matched text or an identifier."""
    said = " ".join(
        (
            *(subject(tie, country).name, tie.organisation, tie.parent, tie.supplier),
            *(tie.matched_text, tie.evidence_record, tie.organisation_city, tie.tie_id),
            *(e.record_id for hop in tie.hops for e in hop.evidence),
        )
    ).casefold()
    return all(word in said for word in text.casefold().split())


def _facets(
    ties: Sequence[Tie], wish: Wish, report: ReportContext
) -> tuple[Facet, ...]:
    """Count for each filter what each of its values would leave."""
    facts = report.facts
    components = dict.fromkeys(
        [facts.buyer.abbreviation, *(tie.component for tie in ties)]
    )
    asked: tuple[tuple[str, tuple[str, ...], Iterable[str]], ...] = (
        ("kind", wish.kinds, KINDS),
        ("component", wish.components, components),
        ("route", wish.routes, ROUTE_ORDER),
        ("status", wish.statuses, STATUSES),
    )
    facets = []
    for name, chosen, values in asked:
        left = [t for t in ties if _passes(t, wish, facts.country, without=name)]
        counted = {value: 0 for value in values}
        for tie in left:
            counted[str(getattr(tie, name))] += 1
        facets.append(
            Facet(
                name,
                tuple(
                    Choice(value, number, value in chosen)
                    for value, number in counted.items()
                ),
            )
        )
    return tuple(facets)
