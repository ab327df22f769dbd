"""OCDS 1.1: one release for each award of the ties, in one release package.

The value of an award is what is obligated, that of its contract the base and exercised
options; a ceiling is neither. What OCDS has no field for stands under `crosstie`, in
awards and transactions: which ties hold the award, their kind and decision, and every
amount with its kind. Subawards, offices and documents have no place in the core of OCDS
and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crosstie.exports.jsontext import Document, moment, number, stable_id
from crosstie.exports.rows import Judged, awards_held
from crosstie.exports.schemes import scheme_code
from crosstie.pages.contexts import Tie
from crosstie.pages.exchange_contexts import (
    ActionRow,
    Award,
    Exchange,
    Origin,
    Party,
)
from crosstie.pages.money import exact_probability
from crosstie.text.countries import country_name

__all__ = ["STATUSES", "release_package"]

STATUSES = {
    "pending": "pending",
    "active": "active",
    "cancelled": "cancelled",
    "unsuccessful": "unsuccessful",
    "terminated": "active",
}
"""Status of an award by the publisher's own word; unknown words are left out."""

_CONTRACT_STATUSES = ("pending", "active", "cancelled", "terminated")
_NO_DAY = "1900-01-01T00:00:00Z"


def release_package(exchange: Exchange) -> Document:
    """Make the package; releases stand in the order of the awards' ids."""
    held = awards_held(exchange)
    prime = {row.award_id for row in exchange.actions if row.record_type != "subaward"}
    releases = [
        _release(exchange, award, held)
        for award in exchange.awards.values()
        if award.id in prime
    ]
    facts = exchange.facts
    return {
        "uri": f"urn:crosstie:{exchange.case}:{facts.run_id}:ocds",
        "version": "1.1",
        "publishedDate": _instant(facts.traced_at),
        "publisher": {"name": "Crosstie, from public records: see parties and awards"},
        "extensions": [],
        "releases": releases,
    }


def _release(exchange: Exchange, award: Award, held: Judged) -> Document:
    ocid = f"crosstie-{exchange.case}-{award.id}"
    party = exchange.parties.get(award.party_id)
    actions = exchange.actions_of(award.id)
    supplier = _reference(party) if party and not party.is_person else None
    code = award.component_code or award.component
    buyer = {"id": f"agency:{code}", "name": award.component_name or award.component}
    made: Document = {
        "ocid": ocid,
        "id": f"{ocid}-{stable_id(exchange.facts.run_id, award.id)[:12]}",
        "date": moment(award.last_date or award.first_date) or _NO_DAY,
        "tag": ["award", "contract", *(["implementation"] if actions else [])],
        "initiationType": "tender",
        "language": "en",
        "parties": [
            {**buyer, "roles": ["buyer"]},
            *([_party(party)] if party and not party.is_person else []),
        ],
        "buyer": buyer,
        "awards": [_award(award, supplier, held.ties(award.id))],
        "contracts": [_contract(award, actions, buyer, supplier)],
    }
    if award.parent_piid:
        made["relatedProcesses"] = [
            {
                "id": "vehicle",
                "relationship": ["framework"],
                "title": "The vehicle that the award is an order of",
                "scheme": "piid",
                "identifier": award.parent_piid,
            }
        ]
    return made


def _award(award: Award, supplier: Document | None, ties: Sequence[Tie]) -> Document:
    status = STATUSES.get(award.record_status.lower())
    return _full(
        id=award.id,
        title=award.piid,
        description=award.description,
        status=status,
        date=moment(award.first_date),
        value=_value(award.obligated, award.currency),
        suppliers=[supplier] if supplier else None,
        contractPeriod=_period(award),
        documents=_documents(award.origin),
        crosstie={
            "ties": [_tie(tie) for tie in ties],
            "amounts": _amounts(award),
            "evidence": evidence_of(award.origin),
        },
    )


def _contract(
    award: Award,
    actions: Sequence[ActionRow],
    buyer: Document,
    supplier: Document | None,
) -> Document:
    status = award.record_status.lower()
    transactions = [
        _transaction(row, position, buyer, supplier)
        for position, row in enumerate(actions, 1)
    ]
    return _full(
        id=award.id,
        awardID=award.id,
        title=award.piid,
        status=status if status in _CONTRACT_STATUSES else None,
        period=_period(award),
        value=_value(award.current_value, award.currency),
        dateSigned=moment(award.first_date),
        implementation={"transactions": transactions} if transactions else None,
    )


def _transaction(
    row: ActionRow, position: int, buyer: Document, supplier: Document | None
) -> Document:
    return _full(
        id=f"{position}-{row.origin.record_id}",
        source=row.origin.url or None,
        date=moment(row.day),
        value=_value(row.amount, row.currency),
        payer=buyer,
        payee=supplier,
        uri=row.origin.url or None,
        crosstie={
            "amountKind": "obligated",
            "counts": row.counts,
            "evidence": evidence_of(row.origin),
        },
    )


def _party(party: Party) -> Document:
    identifiers = [
        {"scheme": scheme_code(one), "id": one.value, "legalName": party.name}
        for one in party.identifiers
    ]
    address = _full(
        locality=party.city or None,
        region=party.state or None,
        countryName=country_name(party.country) if party.country else None,
    )
    return _full(
        **_reference(party),
        identifier=identifiers[0] if identifiers else None,
        additionalIdentifiers=identifiers[1:] or None,
        address=address or None,
        roles=["supplier"],
    )


def _reference(party: Party) -> Document:
    return {"id": f"supplier:{party.id}", "name": party.name}


def _tie(tie: Tie) -> Document:
    return {
        "tieId": tie.tie_id,
        "kind": tie.kind,
        "decision": tie.decision or None,
        "probability": exact_probability(tie.probability),
        "route": tie.route,
        "status": tie.status,
        "organisation": tie.organisation,
        "organisationId": tie.organisation_id,
        "parent": tie.parent or None,
        "reason": tie.reason,
    }


def _amounts(award: Award) -> list[Document]:
    shared = "shared_ceiling" if award.ceiling_is_shared else "ceiling"
    found = (
        ("obligated", award.obligated),
        ("outlaid", award.outlaid),
        ("current", award.current_value),
        (shared, award.ceiling),
    )
    return [
        {"kind": kind, "amount": number(value), "currency": award.currency}
        for kind, value in found
        if value is not None
    ]


def evidence_of(origin: Origin) -> Document:
    """Cite the record that a thing was read from, as an object."""
    return _full(
        publisher=origin.publisher or None,
        dataset=origin.dataset or None,
        recordId=origin.record_id or None,
        url=origin.url or None,
        fileName=origin.file_name or None,
        rowNumber=origin.row_number,
        sha256=origin.sha256 or None,
        retrieved=origin.retrieved.isoformat() if origin.retrieved else None,
    )


def _documents(origin: Origin) -> list[Document] | None:
    if not origin.url:
        return None
    title = f"{origin.publisher}: {origin.record_id}"
    return [
        {
            "id": "record",
            "documentType": "awardNotice",
            "title": title,
            "url": origin.url,
            "format": "text/html",
        }
    ]


def _period(award: Award) -> Document | None:
    return (
        _full(
            startDate=moment(award.period_start),
            endDate=moment(award.period_end),
            maxExtentDate=moment(award.period_end_potential),
        )
        or None
    )


def _value(amount: object, currency: str) -> Document | None:
    from decimal import Decimal

    if not isinstance(amount, Decimal):
        return None
    return _full(amount=number(amount), currency=currency or None)


def _full(**values: object) -> Document:
    """Make an object of what is known: OCDS wants no key without a value."""
    return {name: value for name, value in values.items() if not _is_empty(value)}


def _is_empty(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, list) and not value)


def _instant(text: str) -> str:
    """Write the time of the run; a run knows it in UTC."""
    return text.replace("+00:00", "Z") if text else _NO_DAY


def left_out(exchange: Exchange) -> Iterable[Tie]:
    """Give the ties that rest on no award of their own."""
    held = awards_held(exchange)
    prime = {row.award_id for row in exchange.actions if row.record_type != "subaward"}
    inside = {
        tie.tie_id for id in exchange.awards if id in prime for tie in held.ties(id)
    }
    return (tie for tie in exchange.ties if tie.tie_id not in inside)
