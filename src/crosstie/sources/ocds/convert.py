"""One release -> rows: awards with their suppliers, parties that carry identifiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from crosstie.errors import RefusedRecord
from crosstie.sources.reading.countries import country_code
from crosstie.store.schema import Table
from crosstie.store.tables import (
    LOADED_TRANSACTION,
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
)
from crosstie.text.dates import iso_day
from crosstie.text.identifiers import normal_identifier
from crosstie.text.money import exact_amount

__all__ = ["FURTHER", "Made", "release"]

FURTHER = 1_000_000_000
"""Rows of one release after its first are numbered position + n x this."""
_NO_CURRENCY = "XXX"

Row = dict[str, Any]


@dataclass
class Made:
    """The rows of one release."""

    transactions: list[Row] = field(default_factory=list)
    parties: list[tuple[str, list[tuple[Table, Row]]]] = field(default_factory=list)
    shared: int = 0

    def rows(self, seen: set[str]) -> Iterator[tuple[Table, Row]]:
        """Yield all rows; an organisation seen before in the file is left out."""
        for row in self.transactions:
            yield LOADED_TRANSACTION, row
        for organisation_id, rows in self.parties:
            if organisation_id not in seen:
                seen.add(organisation_id)
                yield from rows


def release(value: Row, file_id: str, row: int) -> Made:
    """Convert one release.

    Raises:
        RefusedRecord: a list of it is none, or an amount or date of an award is wrong.

    """
    parties = {str(p["id"]): p for p in _list(value, "parties") if p.get("id")}
    made = Made()
    for award in _list(value, "awards"):
        if not award.get("id"):
            raise RefusedRecord("an award has no id", "awards.id")
        suppliers = _list(award, "suppliers") or [{}]
        made.shared += len(suppliers) > 1
        for position, supplier in enumerate(suppliers):
            number = row + len(made.transactions) * FURTHER
            base = _award(value, award, first=position == 0)
            party = parties.get(str(supplier.get("id")), supplier)
            made.transactions.append(
                {
                    "file_id": file_id,
                    "row_number": number,
                    **base,
                    **_supplier(supplier, party),
                }
            )
    for party in parties.values():
        if rows := _organisation(party, file_id, row):
            made.parties.append(rows)
    return made


def _award(value: Row, award: Row, *, first: bool) -> Row:
    contracts = [
        c
        for c in _list(value, "contracts")
        if str(c.get("awardID") or "") == str(award["id"])
    ]
    tender = _dict(value, "tender")
    buyer = _dict(value, "buyer")
    period = _dict(award, "contractPeriod") or next(
        (_dict(c, "period") for c in contracts if c.get("period")), {}
    )
    amounts = [_amount(_dict(c, "value"), "contracts.value") for c in contracts]
    known = [a for a in amounts if a is not None]
    ocid, award_id = str(value["ocid"]), str(award["id"])
    return {
        "record_id": f"{ocid}/{award_id}",
        "layout": "ocds",
        "grain": "award",
        "award_unique_id": f"{ocid}/{award_id}",
        "piid": award_id,
        "is_vehicle": False,
        "ceiling_is_shared": False,
        "action_date": _day(award.get("date"), "awards.date"),
        "obligated": _amount(_dict(award, "value"), "awards.value") if first else None,
        "current_value": sum(known) if first and known else None,
        "currency": _currency(award, *contracts, tender),
        "period_start": _day(period.get("startDate"), "contractPeriod.startDate"),
        "period_end": _day(period.get("endDate"), "contractPeriod.endDate"),
        "record_status": next(
            (str(c["status"]) for c in contracts if c.get("status")),
            _word(award.get("status")),
        ),
        "component_code": _word(buyer.get("id")),
        "component_name": _word(buyer.get("name")),
        "description": _described(award, tender),
        "product_code": _word(_dict(tender, "classification").get("id")),
        "product_description": _word(
            _dict(tender, "classification").get("description")
        ),
        "permalink": _notice(award),
    }


def _supplier(supplier: Row, party: Row) -> Row:
    address = _dict(party, "address")
    identifier = _dict(party, "identifier")
    scheme, value = _word(identifier.get("scheme")), _word(identifier.get("id"))
    return {
        "supplier_name": _word(supplier.get("name")) or _word(party.get("name")),
        "supplier_identifier": f"{scheme}:{value}" if scheme and value else None,
        "supplier_country": _country(address),
        "supplier_address": _word(address.get("streetAddress")),
        "supplier_city": _word(address.get("locality")),
        "supplier_state": _word(address.get("region")),
        "supplier_postal_code": _word(address.get("postalCode")),
    }


def _organisation(
    party: Row, file_id: str, row: int
) -> tuple[str, list[tuple[Table, Row]]] | None:
    """Make an organisation of a party that carries an identifier and a name."""
    identifier = _dict(party, "identifier")
    name = _word(identifier.get("legalName")) or _word(party.get("name"))
    scheme, value = _word(identifier.get("scheme")), _word(identifier.get("id"))
    if not (name and scheme and value):
        return None
    organisation_id = f"ocds:{scheme}:{value}"
    place = {"organisation_id": organisation_id, "file_id": file_id, "row_number": row}
    address = _dict(party, "address")
    country = _country(address)
    roles = party.get("roles") or []
    rows: list[tuple[Table, Row]] = [
        (
            ORGANISATION,
            {
                **place,
                "source": "ocds",
                "record_id": f"{scheme}:{value}",
                "name": name,
                "kind": "government" if "buyer" in roles else "company",
                "country": country,
                "country_basis": "address" if country else None,
                "city": _word(address.get("locality")),
                "region": _word(address.get("region")),
                "address": _word(address.get("streetAddress")),
                "postal_code": _word(address.get("postalCode")),
                "website": _word(_dict(party, "details").get("url")),
            },
        ),
        (ORGANISATION_NAME, {**place, "name": name, "kind": "legal"}),
    ]
    trading = _word(party.get("name"))
    if trading and trading != name:
        rows.append((ORGANISATION_NAME, {**place, "name": trading, "kind": "other"}))
    for one in [identifier, *_list(party, "additionalIdentifiers")]:
        pair = normal_identifier(str(one.get("scheme") or ""), str(one.get("id") or ""))
        if pair:
            found = {**place, "scheme": pair[0], "value": pair[1]}
            rows.append((ORGANISATION_IDENTIFIER, found))
    return organisation_id, rows


def _list(value: Row, key: str) -> list[Row]:
    found = value.get(key) or []
    if not isinstance(found, list) or not all(isinstance(v, dict) for v in found):
        raise RefusedRecord(f"{key} is not a list of objects", key)
    return found


def _dict(value: Row, key: str) -> Row:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _word(value: object) -> str | None:
    return str(value).strip() or None if value is not None else None


def _day(value: object, column: str) -> Any:
    day = iso_day(value)
    if value and day is None:
        raise RefusedRecord(f"{column} is not a date", column)
    return day


def _amount(value: Row, column: str) -> Any:
    written = value.get("amount")
    amount = exact_amount(written)
    if written is not None and amount is None:
        raise RefusedRecord(
            f"{column} is not an amount of at most two decimals", column
        )
    return amount


def _currency(*stated: Row) -> str:
    """Return the first currency stated; XXX is ISO 4217 for none."""
    for one in stated:
        found = _word(_dict(one, "value").get("currency"))
        if found:
            return found.upper()
    return _NO_CURRENCY


def _country(address: Row) -> str | None:
    return country_code(_word(address.get("country"))) or country_code(
        _word(address.get("countryName"))
    )


def _described(award: Row, tender: Row) -> str | None:
    parts = [
        _word(award.get("title")) or _word(tender.get("title")),
        _word(award.get("description")) or _word(tender.get("description")),
    ]
    return "\n".join(part for part in parts if part) or None


def _notice(award: Row) -> str | None:
    documents = [
        d
        for d in _list(award, "documents")
        if d.get("documentType") == "awardNotice" and d.get("url")
    ]
    return str(documents[0]["url"]) if documents else None
