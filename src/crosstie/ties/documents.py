"""Ties that stand in a document: the shared part of property and documented."""

from __future__ import annotations

from collections.abc import Iterator

from crosstie.model.case import CaseDocument
from crosstie.model.words import Predicate, Route, StationKind
from crosstie.ties.assemble import Tie
from crosstie.ties.case_ties import case_tie, citation_record, cited, status_day
from crosstie.ties.chain import Hop, Station
from crosstie.ties.dates import refusal
from crosstie.ties.facts import Facts
from crosstie.ties.hops import organisation_station
from crosstie.ties.identity import tie_id
from crosstie.ties.kinds import sentences
from crosstie.ties.ways import ways_of_organisation

FILE = "documents.csv"


def document_ties(facts: Facts, route: Route) -> Iterator[Tie]:
    """Give a tie for every document whose organisation leads to the country."""
    for document in facts.case.documents:
        if document.route == route.value:
            yield from _tie(facts, document, route)


def _tie(facts: Facts, document: CaseDocument, route: Route) -> Iterator[Tie]:
    organisation_id = facts.case_id(document.organisation)
    if organisation_id is None:
        return
    known = facts.organisation(organisation_id)
    named = organisation_station(known)
    day = document.first_date or document.status_date or document.citation.date
    ways = sorted(
        ways_of_organisation(facts, organisation_id, named),
        key=lambda way: (
            refusal(way.intervals, day) is not None,
            len(way.hops),
            -way.probability,
            way.parent_id or "",
        ),
    )
    if not ways:
        return
    way = ways[0]
    hops = (_document_hop(facts, document, named), *way.hops)
    buyer = facts.case.buyer.abbreviation
    citation = document.citation
    row = {
        "tie_id": tie_id(
            buyer,
            organisation_id,
            route.value,
            party_id=f"document:{document.id}",
            component=buyer,
        ),
        "organisation_id": organisation_id,
        "organisation": known.name,
        "organisation_country": way.country,
        "organisation_city": way.city,
        "parent_id": way.parent_id,
        "parent": way.parent,
        "owner": way.owner,
        "route": route,
        "component": buyer,
        "status": document.status,
        "status_date": status_day(document.status, document.status_date, citation),
        "first_date": document.first_date,
        "date_text": document.first_date_text or None,
        "matched_text": known.name,
        "reason": document.summary,
        "evidence_record": citation.title,
        "evidence_url": citation.url or None,
    }
    outside = refusal(way.intervals, day)
    confirmed = citation.confirmed and way.lead_only is None
    yield case_tie(facts, row, hops, confirmed=confirmed, outside=outside)


def _document_hop(facts: Facts, document: CaseDocument, named: Station) -> Hop:
    citation = document.citation
    when = citation.date.isoformat() if citation.date else citation.date_text
    note = "\n".join(part for part in (citation.publisher, when) if part)
    return Hop(
        start=Station(
            StationKind.DOCUMENT, f"document:{document.id}", citation.title, note
        ),
        predicate=Predicate.NAMES_AS_PARTY,
        end=named,
        probability=cited(citation),
        reason=sentences(document.summary),
        records=(
            citation_record(facts, FILE, document.row, document.summary, citation),
        ),
        from_case=True,
    )
