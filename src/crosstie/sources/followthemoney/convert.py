"""Entities -> rows: organisations, who owns them, and the contracts awarded to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from crosstie.errors import RefusedRecord
from crosstie.sources.followthemoney.entity import GOVERNMENTS, Entity
from crosstie.sources.reading.countries import country_code
from crosstie.store.schema import Table
from crosstie.store.tables import (
    LOADED_TRANSACTION,
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    OWNERSHIP_STATEMENT,
)
from crosstie.text.dates import iso_day
from crosstie.text.identifiers import normal_identifier
from crosstie.text.money import exact_amount

__all__ = ["award", "organisation", "ownership"]

_SCHEMES = {
    "leiCode": "lei",
    "uniqueEntityId": "uei",
    "dunsCode": "duns",
    "cageCode": "cage",
    "isinCode": "isin",
    "cikCode": "cik",
    "registrationNumber": "registration",
    "ogrnCode": "ogrn",
    "innCode": "inn",
    "vatCode": "vat",
}
"""Scheme of each property that holds identifiers; `idNumber` names none and is left."""

_NAMES = {
    "alias": "other",
    "weakAlias": "other",
    "previousName": "former",
    "abbreviation": "other",
}

_INTERESTS = ("control", "joint_control", "ultimate_control", "stake")
"""Words of Crosstie's own that its export writes as the type of ownership."""

_HALF = Decimal(50)
_NO_CURRENCY = "XXX"

Row = dict[str, Any]


def organisation(one: Entity, file_id: str, row: int) -> Iterator[tuple[Table, Row]]:
    """Make an organisation.

    Raises:
        RefusedRecord: it has no name.

    """
    name = one.first("name")
    if name is None:
        raise RefusedRecord("an organisation has no name", "name")
    place = {
        "organisation_id": f"ftm:{one.id}",
        "file_id": file_id,
        "row_number": row,
    }
    jurisdiction = _country(one.first("jurisdiction"))
    country = jurisdiction or _country(one.first("country"))
    yield (
        ORGANISATION,
        {
            **place,
            "source": "followthemoney",
            "record_id": one.id,
            "name": name,
            "kind": "government" if one.schema in GOVERNMENTS else "company",
            "country": country,
            "country_basis": ("legal jurisdiction" if jurisdiction else "country")
            if country
            else None,
            "jurisdiction": jurisdiction,
            "legal_form": one.first("legalForm"),
            "address": one.first("address"),
            "status": one.first("status"),
            "valid_from": iso_day(one.first("incorporationDate")),
            "valid_to": iso_day(one.first("dissolutionDate")),
            "website": one.first("website"),
            "url": one.first("sourceUrl"),
        },
    )
    yield ORGANISATION_NAME, {**place, "name": name, "kind": "legal"}
    seen = {name}
    further = [(other, "other") for other in one.all("name")]
    further += [(o, kind) for key, kind in _NAMES.items() for o in one.all(key)]
    for other, kind in further:
        if other not in seen:
            seen.add(other)
            yield ORGANISATION_NAME, {**place, "name": other, "kind": kind}
    for key, scheme in _SCHEMES.items():
        for value in one.all(key):
            if pair := normal_identifier(scheme, value):
                found = {**place, "scheme": pair[0], "value": pair[1]}
                yield ORGANISATION_IDENTIFIER, found


def ownership(
    one: Entity, file_id: str, row: int, names: Mapping[str, str], persons: set[str]
) -> tuple[Table, Row]:
    """Make an ownership statement; an owner that is a person is not named.

    Raises:
        RefusedRecord: owner or asset is missing, or a share is no number.

    """
    owner, asset = one.first("owner"), one.first("asset")
    if owner is None or asset is None:
        raise RefusedRecord("an ownership lacks its owner or its asset")
    least, most = _share(one.first("percentage"))
    ended = iso_day(one.first("endDate"))
    is_person = owner in persons
    return (
        OWNERSHIP_STATEMENT,
        {
            "file_id": file_id,
            "row_number": row,
            "statement_id": f"ftm:{one.id}",
            "source": "followthemoney",
            "record_id": one.id,
            "child_id": f"ftm:{asset}",
            "child_name": names.get(asset),
            "parent_id": f"ftm:{'person:' if is_person else ''}{owner}",
            "parent_name": "a private person" if is_person else names.get(owner),
            "interest": _interest(one, least),
            "percent_min": least,
            "percent_max": most,
            "valid_from": iso_day(one.first("startDate")),
            "valid_to": ended,
            "is_current": ended is None,
            "stated_on": iso_day(one.first("date") or one.first("retrievedAt")),
            "status": one.first("status"),
            "url": one.first("sourceUrl"),
            "confirmed": True,
        },
    )


def award(
    one: Entity,
    file_id: str,
    row: int,
    *,
    contracts: Mapping[str, Entity],
    parties: Mapping[str, Entity],
) -> tuple[Table, Row]:
    """Make an award of a ContractAward with its Contract.

    Raises:
        RefusedRecord: contract or supplier is missing, or its amount is none.

    """
    contract = contracts.get(one.first("contract") or "")
    supplier = parties.get(one.first("supplier") or "")
    if contract is None:
        raise RefusedRecord("the contract of an award is not in the file", "contract")
    if supplier is None:
        raise RefusedRecord("the supplier of an award is not in the file", "supplier")
    authority = parties.get(contract.first("authority") or "")
    currency = one.first("currency") or contract.first("currency") or _NO_CURRENCY
    return (
        LOADED_TRANSACTION,
        {
            "file_id": file_id,
            "row_number": row,
            "record_id": one.first("recordId") or one.id,
            "layout": "followthemoney",
            "grain": "award",
            "award_unique_id": f"ftm:{one.id}",
            "piid": contract.first("procedureNumber") or contract.id,
            "is_vehicle": False,
            "ceiling_is_shared": False,
            "action_date": _day(one, "date", "startDate")
            or _day(contract, "contractDate"),
            "latest_action_date": _day(one, "endDate"),
            "obligated": _amount(one),
            "currency": currency.upper(),
            "record_status": one.first("status") or contract.first("status"),
            "component_name": authority.first("name") if authority else None,
            "award_type": contract.first("type"),
            **_supplier(supplier),
            "description": contract.first("title") or contract.first("description"),
            "permalink": one.first("sourceUrl") or contract.first("sourceUrl"),
        },
    )


def _supplier(one: Entity) -> Row:
    country = one.first("jurisdiction") or one.first("country")
    return {
        "supplier_name": one.first("name"),
        "supplier_uei": one.first("uniqueEntityId"),
        "supplier_duns": one.first("dunsCode"),
        "supplier_cage": one.first("cageCode"),
        "supplier_country": _country(country),
        "supplier_address": one.first("address"),
    }


def _interest(one: Entity, least: Decimal | None) -> str:
    stated = one.first("ownershipType")
    if stated in _INTERESTS:
        return stated
    return "control" if least is not None and least > _HALF else "stake"


def _share(text: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Read 51, 51%, 25-50, or more than 75."""
    if text is None:
        return None, None
    plain = text.replace("%", " ").strip()
    bounds = [part.strip() for part in plain.split("-")]
    try:
        found = [Decimal(part) for part in bounds if part]
    except InvalidOperation:
        # Publishers write words here too; a share that is no number proves nothing.
        return None, None
    if not found or not all(n.is_finite() and 0 <= n <= 100 for n in found):
        raise RefusedRecord(f"a share is not between 0 and 100: {text[:40]}")
    places = Decimal("0.0001")
    return found[0].quantize(places), found[-1].quantize(places)


def _amount(one: Entity) -> Decimal | None:
    written = one.first("amount")
    if written is None:
        return None
    amount = exact_amount(written)
    if amount is None:
        raise RefusedRecord("amount is not an amount of at most two decimals", "amount")
    return amount


def _day(one: Entity, *names: str) -> Any:
    for name in names:
        if day := iso_day(one.first(name)):
            return day
    return None


def _country(text: str | None) -> str | None:
    return country_code((text or "")[:2].upper()) if text else None
