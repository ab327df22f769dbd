"""schema.org as JSON-LD: the case as a Dataset, organisations, a Claim a tie.

The context is written out, so that a program needs no network to read it. What
schema.org has no word for (kind, decision, route, probability, hash) stands under the
prefix `crosstie:`, whose terms are described in docs/guides/exports.md.
"""

from __future__ import annotations

from crosstie.exports.jsontext import Document, number, stable_id
from crosstie.exports.rows import AMOUNT_COLUMNS
from crosstie.pages.contexts import Evidence, Tie
from crosstie.pages.exchange_contexts import Exchange, Organisation, Party, SourceFile
from crosstie.pages.money import exact_probability
from crosstie.text.countries import country_name

__all__ = ["TERMS", "graph"]

TERMS = "urn:crosstie:term:"

_CONTEXT: Document = {
    "@vocab": "https://schema.org/",
    "crosstie": TERMS,
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
}


def graph(exchange: Exchange) -> Document:
    """Make the document: the Dataset first, then agencies, organisations, ties."""
    people = {one.id for one in exchange.parties.values() if one.is_person}
    return {
        "@context": _CONTEXT,
        "@graph": [
            _dataset(exchange),
            *_agencies(exchange),
            *(
                _organisation(exchange, one)
                for one in exchange.organisations.values()
                if not one.is_person
            ),
            *(
                _party(exchange, one)
                for one in exchange.parties.values()
                if one.id not in people
            ),
            *(_claim(exchange, tie, people) for tie in exchange.ties),
        ],
    }


def _iri(exchange: Exchange, kind: str, id: str) -> str:
    return f"urn:crosstie:{kind}:{stable_id(exchange.case, kind, id)}"


def _dataset(exchange: Exchange) -> Document:
    facts = exchange.facts
    days = [str(day) for day in (facts.since, facts.until or facts.as_of) if day]
    made: Document = {
        "@id": _iri(exchange, "dataset", facts.run_id),
        "@type": "Dataset",
        "name": facts.title,
        "description": "Ties between organisations and a public agency, from public "
        f"records: {len(exchange.ties)} of them, each with the records that carry it.",
        "identifier": facts.run_id,
        "version": facts.run_id,
        "dateModified": facts.traced_at,
        "about": {"@id": _iri(exchange, "agency", facts.buyer.abbreviation)},
        "spatialCoverage": facts.country_name,
        "isBasedOn": [_source(file) for file in exchange.files if not file.is_of_case],
        "creativeWorkStatus": "published" if exchange.is_published else "draft",
    }
    if days:
        made["temporalCoverage"] = "/".join(days if len(days) == 2 else ["..", *days])
    return made


def _source(file: SourceFile) -> Document:
    return _full(
        {
            "@type": "Dataset",
            "name": file.title or file.name,
            "publisher": {"@type": "Organization", "name": file.publisher},
            "license": file.licence,
            "url": file.url,
            "version": file.version,
            "crosstie:fileName": file.name,
            "crosstie:sha256": file.sha256,
            "crosstie:retrieved": file.retrieved.isoformat() if file.retrieved else "",
        }
    )


def _agencies(exchange: Exchange) -> list[Document]:
    facts = exchange.facts.buyer
    names = {facts.abbreviation: facts.name, **facts.siblings}
    used = dict.fromkeys([facts.abbreviation, *(t.component for t in exchange.ties)])
    return [
        _full(
            {
                "@id": _iri(exchange, "agency", short),
                "@type": "GovernmentOrganization",
                "name": names.get(short, short),
                "alternateName": short,
                "parentOrganization": {
                    "@type": "GovernmentOrganization",
                    "name": facts.department,
                }
                if facts.department
                else "",
            }
        )
        for short in used
    ]


def _organisation(exchange: Exchange, one: Organisation) -> Document:
    type = "GovernmentOrganization" if one.kind == "government" else "Organization"
    owners = [
        {"@id": _iri(exchange, "organisation", stated.parent_id)}
        for stated in exchange.statements
        if stated.child_id == one.id and stated.confirmed and stated.interest != "stake"
    ]
    lei = [found.value for found in one.identifiers if found.scheme == "lei"]
    return _full(
        {
            "@id": _iri(exchange, "organisation", one.id),
            "@type": type,
            "name": one.name,
            "alternateName": list(one.other_names),
            "leiCode": lei[0] if lei else "",
            "identifier": [
                {"@type": "PropertyValue", "propertyID": i.scheme, "value": i.value}
                for i in one.identifiers
            ],
            "address": _address(one.city, one.region, one.country),
            "url": one.website,
            "parentOrganization": [
                o for n, o in enumerate(owners) if o not in owners[:n]
            ],
            "subjectOf": _full(
                {
                    "@type": "Dataset",
                    "name": one.origin.dataset,
                    "publisher": one.origin.publisher,
                    "url": one.origin.url,
                    "identifier": one.origin.record_id,
                    "crosstie:sha256": one.origin.sha256,
                    "crosstie:retrieved": one.origin.retrieved.isoformat()
                    if one.origin.retrieved
                    else "",
                }
            ),
        }
    )


def _party(exchange: Exchange, one: Party) -> Document:
    return _full(
        {
            "@id": _iri(exchange, "supplier", one.id),
            "@type": "Organization",
            "name": one.name,
            "description": "A supplier as award records write it.",
            "identifier": [
                {"@type": "PropertyValue", "propertyID": i.scheme, "value": i.value}
                for i in one.identifiers
            ],
            "address": _address(one.city, one.state, one.country),
        }
    )


def _claim(exchange: Exchange, tie: Tie, people: set[str]) -> Document:
    about = [{"@id": _iri(exchange, "agency", tie.component)}]
    named = [id for id in (tie.organisation_id, tie.parent_id) if id]
    about += [
        {"@id": _iri(exchange, "organisation", id)}
        for id in dict.fromkeys(named)
        if id in exchange.organisations
    ]
    if tie.party_id and tie.party_id not in people:
        about.append({"@id": _iri(exchange, "supplier", tie.party_id)})
    cited = dict.fromkeys(e.number for hop in tie.hops for e in hop.evidence)
    first = {e.number: e for hop in tie.hops for e in reversed(hop.evidence)}
    return _full(
        {
            "@id": _iri(exchange, "tie", tie.tie_id),
            "@type": "Claim",
            "identifier": tie.tie_id,
            "name": f"{tie.organisation} to {tie.component} by {tie.route}",
            "text": tie.reason,
            "about": about,
            "creativeWorkStatus": tie.kind,
            "temporalCoverage": _span(tie),
            "citation": [_citation(first[number]) for number in cited],
            "isPartOf": {"@id": _iri(exchange, "dataset", exchange.facts.run_id)},
            "crosstie:kind": tie.kind,
            "crosstie:decision": tie.decision,
            "crosstie:decidedBy": tie.decided_by,
            "crosstie:route": tie.route,
            "crosstie:status": tie.status,
            "crosstie:scope": tie.scope,
            "crosstie:probability": exact_probability(tie.probability),
            "crosstie:doubt": list(tie.doubts),
            "crosstie:amount": [
                {
                    "@type": "MonetaryAmount",
                    "name": kind,
                    "value": number(getattr(tie, column)),
                    "currency": tie.currency,
                }
                for kind, column in AMOUNT_COLUMNS.items()
                if getattr(tie, column) is not None
            ],
        }
    )


def _citation(one: Evidence) -> Document:
    return _full(
        {
            "@type": "CreativeWork",
            "name": one.dataset,
            "publisher": {"@type": "Organization", "name": one.publisher},
            "identifier": one.record_id,
            "url": one.url,
            "version": one.version,
            "text": f"{one.field} = {one.value}" if one.field else "",
            "crosstie:fileName": one.file_name,
            "crosstie:row": one.row_number,
            "crosstie:sha256": one.sha256,
            "crosstie:retrieved": one.retrieved.isoformat() if one.retrieved else "",
        }
    )


def _address(city: str, region: str, country: str) -> Document:
    known = _full(
        {
            "addressLocality": city,
            "addressRegion": region,
            "addressCountry": country,
        }
    )
    if not known:
        return {}
    said = country_name(country) if country else ""
    named = {"crosstie:country": said} if said else {}
    return {"@type": "PostalAddress", **known, **named}


def _span(tie: Tie) -> str:
    if tie.first_date and tie.last_date:
        return f"{tie.first_date.isoformat()}/{tie.last_date.isoformat()}"
    return tie.date_text


def _full(values: Document) -> Document:
    return {k: v for k, v in values.items() if v not in ("", None, [], {})}
