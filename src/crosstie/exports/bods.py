"""BODS 0.4: the organisations of the chains, and who owns or controls whom.

An entity statement stands for each organisation that a link of control names, and a
relationship statement for each link, after the entities that it names. How sure a link
is, and which ties rest on it, stand in annotations. No person is ever named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from crosstie.exports.jsontext import Document, number, stable_id
from crosstie.exports.notes import evidence_line, origin_line, standing
from crosstie.exports.rows import links_held
from crosstie.exports.schemes import scheme_code
from crosstie.model.words import Predicate
from crosstie.pages.contexts import Hop, Tie
from crosstie.pages.exchange import CONTROL
from crosstie.pages.exchange_contexts import (
    Exchange,
    Identifier,
    Organisation,
    Origin,
    Statement,
)
from crosstie.pages.money import exact_probability
from crosstie.text.countries import country_name

__all__ = ["statements"]

VERSION = "0.4"

_NAMED = "parent in award records"


def statements(exchange: Exchange) -> list[Document]:
    """Make the statements: entities first, then relationships."""
    links = _links(exchange)
    named = dict.fromkeys(id for hop in links.values() for id in _ends(hop))
    entities = [_entity(exchange, exchange.organisations[id]) for id in named]
    return [*entities, *_relationships(exchange, links)]


def _links(exchange: Exchange) -> dict[str, Hop]:
    """Take each link of control once, by `child -> parent`; the surest hop stands."""
    found: dict[str, Hop] = {}
    for tie in exchange.ties:
        for hop in tie.hops:
            known = all(
                id in exchange.organisations
                and not exchange.organisations[id].is_person
                for id in _ends(hop)
            )
            if hop.predicate in CONTROL and known:
                found.setdefault(f"{hop.from_id} -> {hop.to_id}", hop)
    return found


def _ends(hop: Hop) -> tuple[str, str]:
    return (hop.from_id, hop.to_id)


def _relationships(exchange: Exchange, links: dict[str, Hop]) -> Iterator[Document]:
    held = links_held(exchange)
    for key, hop in links.items():
        stated: list[Statement | None] = [
            one
            for one in exchange.statements
            if f"{one.child_id} -> {one.parent_id}" == key
        ]
        for one in stated or [None]:
            yield _relationship(exchange, hop, one, held.ties(key))


def _entity(exchange: Exchange, one: Organisation) -> Document:
    place = one.jurisdiction or one.country
    identifiers = [_identifier(found) for found in one.identifiers]
    details: Document = {
        "isComponent": False,
        "entityType": {
            "type": "stateBody" if one.kind == "government" else "registeredEntity"
        },
        "name": one.name,
    }
    if one.other_names:
        details["alternateNames"] = list(one.other_names)
    if place:
        details["jurisdiction"] = _jurisdiction(place)
    identifiers.append({"id": one.id, "schemeName": "Crosstie"})
    details["identifiers"] = identifiers
    # A day is a founding only where a register that states founding days says it.
    if address := _address(one):
        details["addresses"] = [address]
    if one.website:
        details["uri"] = one.website
    record = _record_id(exchange, "entity", one.id)
    day = one.origin.retrieved
    return _statement(
        exchange,
        record=record,
        subject=record,
        type="entity",
        details=details,
        day=day,
        origins=[one.origin],
        notes=[origin_line(one.origin)],
        key=one.id,
    )


def _relationship(
    exchange: Exchange, hop: Hop, stated: Statement | None, ties: Sequence[Tie]
) -> Document:
    subject = _record_id(exchange, "entity", hop.from_id)
    party = _record_id(exchange, "entity", hop.to_id)
    id = stated.id if stated else "named in award records"
    record = _record_id(exchange, "relationship", hop.from_id, hop.to_id, id)
    origins = [stated.origin] if stated else []
    first = hop.evidence[0] if hop.evidence else None
    if first and not origins:
        origins = [
            Origin(
                publisher=first.publisher,
                dataset=first.dataset,
                url=first.url,
                retrieved=first.retrieved,
            )
        ]
    sure = "" if hop.is_sure else "This link is doubtful. "
    confirmed = stated is None or stated.confirmed
    return _statement(
        exchange,
        record=record,
        subject=subject,
        type="relationship",
        details={
            "isComponent": False,
            "subject": subject,
            "interestedParty": party,
            "interests": [_interest(hop, stated)],
        },
        day=stated.stated_on if stated else first.record_date if first else None,
        origins=origins,
        notes=[
            f"{sure}probability: {exact_probability(hop.probability)}. {hop.reason}",
            *([] if confirmed else ["The statement is marked as unconfirmed."]),
            *(f"tie {tie.tie_id}: {standing(tie)}" for tie in ties),
            *dict.fromkeys(evidence_line(one) for one in hop.evidence),
        ],
        key=f"{hop.from_id} -> {hop.to_id} {id}",
    )


def _interest(hop: Hop, stated: Statement | None) -> Document:
    least = stated.percent_min if stated else None
    most = stated.percent_max if stated else None
    interest = stated.interest if stated else ""
    made: Document = {
        "type": "otherInfluenceOrControl",
        "directOrIndirect": "indirect" if interest == "ultimate_control" else "direct",
        "beneficialOwnershipOrControl": False,
        "details": f"{hop.predicate}; stated as {interest or _NAMED}",
    }
    if not interest:
        made["directOrIndirect"] = "unknown"
    if hop.predicate == Predicate.IS_PART_OWNED_BY or least is not None:
        made["type"] = "shareholding"
    if least is not None and least == most:
        made["share"] = {"exact": number(least)}
    elif least is not None or most is not None:
        bounds = (("minimum", least), ("maximum", most))
        made["share"] = {name: number(v) for name, v in bounds if v is not None}
    if stated and stated.valid_from:
        made["startDate"] = stated.valid_from.isoformat()
    if stated and stated.valid_to:
        made["endDate"] = stated.valid_to.isoformat()
    return made


def _statement(
    exchange: Exchange,
    *,
    record: str,
    subject: str,
    type: str,
    details: Document,
    day: date | None,
    origins: Sequence[Origin],
    notes: Sequence[str],
    key: str,
) -> Document:
    facts = exchange.facts
    traced = facts.traced_at[:10]
    made: Document = {
        "statementId": stable_id(exchange.case, facts.run_id, type, key),
        "statementDate": day.isoformat() if day else traced,
        "publicationDetails": {
            "publicationDate": traced,
            "bodsVersion": VERSION,
            "publisher": {"name": "Crosstie, from public records: see source"},
        },
        "declarationSubject": subject,
        "recordId": record,
        "recordType": type,
        "recordStatus": "new",
        "recordDetails": details,
        "annotations": [
            {
                "statementPointerTarget": "/recordDetails",
                "motivation": "commenting",
                "description": note,
            }
            for note in notes
            if note
        ],
    }
    if sources := [_source(one) for one in origins if one.publisher]:
        made["source"] = sources[0]
    return made


def _source(origin: Origin) -> Document:
    made: Document = {
        "type": ["thirdParty"],
        "description": f"{origin.publisher}: {origin.dataset}",
        "assertedBy": [{"name": origin.publisher}],
    }
    if origin.url:
        made["url"] = origin.url
    if origin.retrieved:
        made["retrievedAt"] = origin.retrieved.isoformat()
    return made


def _identifier(one: Identifier) -> Document:
    code = scheme_code(one)
    # A code of org-id.guide begins with a country, or XI; all else is only a name.
    name = "scheme" if code[2:3] == "-" else "schemeName"
    return {"id": one.value, name: code}


def _jurisdiction(code: str) -> Document:
    country = country_name(code[:2])
    name = f"{country} ({code})" if len(code) > 2 else country
    return {"name": name, "code": code}


def _address(one: Organisation) -> Document | None:
    parts = (one.address, one.city, one.region)
    text = ", ".join(part for part in parts if part)
    if not text:
        return None
    made: Document = {"type": "business", "address": text}
    if one.postal_code:
        made["postCode"] = one.postal_code
    if one.country:
        name = country_name(one.country)
        made["country"] = {"name": name, "code": one.country}
    return made


def _record_id(exchange: Exchange, *parts: str) -> str:
    return f"crosstie-{stable_id(exchange.case, *parts)}"
