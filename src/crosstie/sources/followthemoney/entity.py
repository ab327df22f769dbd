"""One FollowTheMoney entity, and the schemata that are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = [
    "AWARD",
    "CONTRACT",
    "GOVERNMENTS",
    "LEGAL",
    "ORGANISATIONS",
    "OWNERSHIP",
    "PERSON",
    "Entity",
    "read",
]

GOVERNMENTS = ("PublicBody",)
LEGAL = ("LegalEntity",)
"""A legal entity may be a person: only its name tells."""
ORGANISATIONS = ("Company", "Organization", *GOVERNMENTS, *LEGAL)
PERSON = "Person"
OWNERSHIP, AWARD, CONTRACT = "Ownership", "ContractAward", "Contract"


@dataclass(frozen=True)
class Entity:
    """An entity: id, schema, and the values of each property."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]

    def first(self, name: str) -> str | None:
        """Return the first value of a property."""
        return next(iter(self.properties.get(name, ())), None)

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a property."""
        return self.properties.get(name, ())


def read(value: Any) -> Entity | None:
    """Read an entity; None where it is none.

    Values may be texts, or whole entities (Aleph writes those it follows): of these
    the id is taken.
    """
    if not isinstance(value, dict):
        return None
    id, schema, found = value.get("id"), value.get("schema"), value.get("properties")
    if not (isinstance(id, str) and id and isinstance(schema, str)):
        return None
    if not isinstance(found, dict):
        return None
    return Entity(
        id=id,
        schema=schema,
        properties={str(name): _values(given) for name, given in found.items()},
    )


def _values(given: Any) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else [given]
    texts = (one.get("id") if isinstance(one, dict) else one for one in listed)
    return tuple(
        text
        for one in texts
        if isinstance(one, str | int | float) and (text := str(one).strip())
    )
