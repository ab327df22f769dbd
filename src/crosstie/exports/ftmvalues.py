"""Properties of FollowTheMoney entities: schemata, identifiers, places, citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from crosstie.pages.contexts import Evidence
from crosstie.pages.exchange_contexts import (
    Identifier,
    Organisation,
    Origin,
    Party,
    Statement,
)

__all__ = [
    "PROPERTY_OF_SCHEME",
    "Values",
    "address",
    "cited",
    "identifiers",
    "of",
    "place",
    "schema_of",
    "share",
    "texts",
]

Values = Iterable[str | date | None]
"""Values of one property; FollowTheMoney holds a list of texts of each."""

PROPERTY_OF_SCHEME = {
    "lei": "leiCode",
    "uei": "uniqueEntityId",
    "duns": "dunsCode",
    "cage": "cageCode",
    "isin": "isinCode",
    "cik": "cikCode",
    "registration": "registrationNumber",
    "ca-bn": "taxNumber",
}
"""The property for each scheme of identifier; any other scheme goes to `idNumber`."""

_COMPANY_ONLY = ("isinCode", "cikCode")


def schema_of(one: Organisation) -> str:
    """Choose the schema of an organisation; only a Company can be owned."""
    if one.kind == "government":
        return "PublicBody"
    return "Organization" if one.kind == "other" else "Company"


def identifiers(found: Sequence[Identifier], schema: str) -> dict[str, Values]:
    """Write identifiers under the properties that a schema has for them."""
    made: dict[str, list[str]] = {}
    for one in found:
        name = PROPERTY_OF_SCHEME.get(one.scheme, "idNumber")
        if name in _COMPANY_ONLY and schema != "Company":
            name = "idNumber"
        if name == "cageCode" and schema == "LegalEntity":
            name = "idNumber"
        made.setdefault(name, []).append(one.value)
    return dict(made)


def address(one: Organisation) -> str:
    """Write an address in one line."""
    parts = (one.address, one.city, one.region, one.postal_code)
    return ", ".join(part for part in parts if part)


def place(one: Party) -> str:
    """Write the place of a supplier in one line."""
    return ", ".join(part for part in (one.city, one.state) if part)


def share(one: Statement) -> str:
    """Write a share in per cent, or its bounds."""
    least, most = one.percent_min, one.percent_max
    if least is None or most is None or least == most:
        found = least if least is not None else most
        return "" if found is None else f"{found.normalize():f}"
    return f"{least.normalize():f}-{most.normalize():f}"


def of(origin: Origin) -> dict[str, Values]:
    """Cite the record that an entity was read from."""
    return {
        "sourceUrl": [origin.url],
        "publisher": [origin.publisher],
        "retrievedAt": [origin.retrieved],
    }


def cited(first: Evidence | None) -> dict[str, Values]:
    """Cite the record that a hop rests on."""
    if first is None:
        return {}
    return {
        "sourceUrl": [first.url],
        "publisher": [first.publisher],
        "retrievedAt": [first.retrieved],
    }


def texts(values: Values) -> list[str]:
    """Write values as texts, each once; what is not known is left out."""
    found = (v.isoformat() if isinstance(v, date) else v or "" for v in values)
    # Programs on PostgreSQL hold no text with a null character in it.
    clean = (text.replace("\x00", "\ufffd") for text in found if text)
    return list(dict.fromkeys(clean))
