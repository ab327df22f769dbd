"""Statements -> rows: organisations, and who owns or controls them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from crosstie.errors import RefusedRecord
from crosstie.sources.bods.statement import Statement
from crosstie.sources.reading.countries import country_code
from crosstie.store.schema import Table
from crosstie.store.tables import (
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    OWNERSHIP_EXCEPTION,
    OWNERSHIP_STATEMENT,
)
from crosstie.text.dates import iso_day
from crosstie.text.identifiers import normal_identifier

__all__ = ["entity", "relationship"]

_BOARD = {"appointment-of-board", "appointmentOfBoard"}
_SHARES = {"shareholding", "voting-rights", "votingRights"}
_HALF = Decimal(50)

Row = dict[str, Any]


def entity(statement: Statement, file_id: str, row: int) -> Iterator[tuple[Table, Row]]:
    """Make an organisation of an entity statement."""
    details = statement.details
    if statement.name is None:
        raise RefusedRecord("an entity statement has no name")
    organisation_id = f"bods:{statement.reference}"
    place = {"organisation_id": organisation_id, "file_id": file_id, "row_number": row}
    jurisdiction = _jurisdiction(details)
    address = _address(details)
    stated = country_code((jurisdiction or "")[:2])
    country = stated or _address_country(address)
    yield (
        ORGANISATION,
        {
            **place,
            "source": "bods",
            "record_id": statement.id,
            "name": statement.name,
            "kind": _kind(details),
            "country": country,
            "country_basis": ("legal jurisdiction" if stated else "address")
            if country
            else None,
            "jurisdiction": jurisdiction,
            "address": address.get("address"),
            "postal_code": address.get("postCode"),
            "valid_from": iso_day(details.get("foundingDate")),
            "valid_to": iso_day(details.get("dissolutionDate")),
            "url": details.get("uri"),
        },
    )
    yield ORGANISATION_NAME, {**place, "name": statement.name, "kind": "legal"}
    for name in details.get("alternateNames") or []:
        if isinstance(name, str) and name.strip():
            yield ORGANISATION_NAME, {**place, "name": name.strip(), "kind": "other"}
    for one in details.get("identifiers") or []:
        scheme = str(one.get("scheme") or one.get("schemeName") or "")
        pair = normal_identifier(scheme, str(one.get("id") or ""))
        if pair:
            found = {**place, "scheme": pair[0], "value": pair[1]}
            yield ORGANISATION_IDENTIFIER, found


def relationship(
    statement: Statement,
    file_id: str,
    row: int,
    *,
    child: str,
    parent: str,
    kinds: Mapping[str, str],
    names: Mapping[str, str],
) -> Iterator[tuple[Table, Row]]:
    """Make an ownership statement, or the reason why no owner is known."""
    if not child:
        raise RefusedRecord("a relationship has no subject")
    why = statement.party_unknown
    if parent and kinds.get(parent, "person") != "person":
        why = kinds[parent]
    place = {"file_id": file_id, "row_number": row}
    if why is not None:
        reason, _, reference = why.partition(": ")
        yield (
            OWNERSHIP_EXCEPTION,
            {
                **place,
                "organisation_id": f"bods:{child}",
                "category": "direct or ultimate parent",
                "reason": reason,
                "reference": reference or None,
            },
        )
        return
    if not parent:
        raise RefusedRecord("a relationship has no interested party")
    is_person = statement.party_is_person or kinds.get(parent) == "person"
    yield (
        OWNERSHIP_STATEMENT,
        {
            **place,
            "statement_id": f"bods:{statement.id}",
            "source": "bods",
            "record_id": statement.id,
            "child_id": f"bods:{child}",
            "child_name": names.get(child),
            "parent_id": f"bods:{'person:' if is_person else ''}{parent}",
            "parent_name": "a private person" if is_person else names.get(parent),
            **_interest(statement),
            "stated_on": iso_day(statement.date),
            "confirmed": True,
        },
    )


def _interest(statement: Statement) -> Row:
    """Take the strongest interest; influence without a majority is no control."""
    found = [i for i in statement.details.get("interests") or [] if isinstance(i, dict)]
    shares = [_share(i) for i in found]
    majority = [
        one
        for one, (least, _) in zip(found, shares, strict=True)
        if str(one.get("type")) in _BOARD
        or (str(one.get("type")) in _SHARES and least is not None and least > _HALF)
    ]
    interest = "stake"
    if majority:
        indirect = all(i.get("interestLevel") == "indirect" for i in majority)
        direct = all(i.get("directOrIndirect", "direct") == "direct" for i in majority)
        interest = "control" if direct and not indirect else "ultimate_control"
    held = [
        share
        for one, share in zip(found, shares, strict=True)
        if one.get("type") in _SHARES and share != (None, None)
    ]
    least, most = held[0] if held else (None, None)
    starts = [day for i in found if (day := iso_day(i.get("startDate")))]
    ends = [iso_day(i.get("endDate")) for i in found]
    ended = bool(ends) and all(ends)
    return {
        "interest": interest,
        "percent_min": least,
        "percent_max": most,
        "valid_from": min(starts, default=None),
        "valid_to": max((end for end in ends if end), default=None) if ended else None,
        "is_current": not ended and not statement.closed,
        "status": "closed" if statement.closed else None,
    }


def _share(interest: Row) -> tuple[Decimal | None, Decimal | None]:
    share = interest.get("share")
    if not isinstance(share, dict):
        return None, None
    exact = _percent(share.get("exact"))
    if exact is not None:
        return exact, exact
    least = share.get("minimum", share.get("exclusiveMinimum"))
    most = share.get("maximum", share.get("exclusiveMaximum"))
    return _percent(least), _percent(most)


def _percent(value: object) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        found = Decimal(str(value)).quantize(Decimal("0.0001"))
    except InvalidOperation:
        raise RefusedRecord(f"a share is no number: {str(value)[:40]}") from None
    if not 0 <= found <= 100:
        raise RefusedRecord(f"a share is not between 0 and 100: {found}")
    return found


def _kind(details: Row) -> str:
    kind = details.get("entityType")
    name = kind.get("type") if isinstance(kind, dict) else kind
    return "government" if name in ("state", "stateBody") else "company"


def _jurisdiction(details: Row) -> str | None:
    found = details.get("jurisdiction") or details.get("incorporatedInJurisdiction")
    return str(found["code"]) if isinstance(found, dict) and found.get("code") else None


def _address(details: Row) -> Row:
    found = [a for a in details.get("addresses") or [] if isinstance(a, dict)]
    registered = [a for a in found if a.get("type") == "registered"]
    return next(iter([*registered, *found]), {})


def _address_country(address: Row) -> str | None:
    country = address.get("country")
    code = country.get("code") if isinstance(country, dict) else country
    return country_code(str(code)) if code else None
