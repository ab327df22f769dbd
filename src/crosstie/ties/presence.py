"""Route presence: an office of the agency in the case's country, one tie an office."""

from __future__ import annotations

from collections.abc import Iterator

from crosstie.model.case import CasePresence
from crosstie.model.words import Predicate, Route, StationKind
from crosstie.text.language import _
from crosstie.ties import policy
from crosstie.ties.assemble import Tie
from crosstie.ties.case_ties import case_tie, citation_record, cited, status_day
from crosstie.ties.chain import Hop, Station
from crosstie.ties.facts import Facts
from crosstie.ties.hops import country_station
from crosstie.ties.identity import tie_id

FILE = "presence.csv"


def presence(facts: Facts) -> Iterator[Tie]:
    """Give a tie for every office; it has no supplier and no amount."""
    for office in facts.case.presence:
        yield _tie(facts, office)


def _tie(facts: Facts, office: CasePresence) -> Tie:
    case, citation = facts.case, office.citation
    identity = f"presence:{office.id}"
    name = f"{office.office}, {office.city}"
    station = Station(StationKind.OFFICE, identity, name, office.site)
    country = country_station(case.country, office.city)
    document = Station(
        StationKind.DOCUMENT,
        f"{identity}:document",
        citation.title,
        citation.publisher,
    )
    record = citation_record(facts, FILE, office.row, name, citation)
    hops = (
        Hop(
            document,
            Predicate.NAMES_AS_PARTY,
            station,
            cited(citation),
            _("The document lists the office."),
            (record,),
            from_case=True,
        ),
        Hop(
            station,
            Predicate.IS_LOCATED_IN,
            country,
            policy.CASE_SITE,
            _("The document gives the place as: {place}.").format(
                place=office.site or office.city
            ),
            (record,),
            from_case=True,
        ),
    )
    row = {
        "tie_id": tie_id(
            case.buyer.abbreviation,
            identity,
            Route.PRESENCE.value,
            component=office.component,
        ),
        "organisation_id": identity,
        "organisation": name,
        "organisation_country": case.country,
        "organisation_city": office.city,
        "route": Route.PRESENCE,
        "component": office.component,
        "status": office.status,
        "status_date": status_day(office.status, office.status_date, citation),
        "reason": _("The agency has an office in {city}.").format(city=office.city),
        "evidence_record": citation.title,
        "evidence_url": citation.url or None,
    }
    return case_tie(facts, row, hops, confirmed=citation.confirmed)
