"""What the earlier steps found, as a route may ask it: parties, matches, control."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crosstie.model.case import Case
from crosstie.model.window import Window
from crosstie.store.engine import Row
from crosstie.ties import policy

RECORD = "record:"
"""Prefix of an organisation that is known only from award records."""


@dataclass(frozen=True)
class Party:
    """A party as records name it."""

    id: str
    name: str
    core_name: str
    is_person: bool
    city: str | None
    state: str | None
    country: str | None


@dataclass(frozen=True)
class Match:
    """A party and an organisation that it may be."""

    party_id: str
    organisation_id: str
    kind: str
    probability: float
    reason: str
    matched_name: str | None
    matched_words: str | None
    valid_from: date | None
    valid_to: date | None
    from_case: bool
    decision: str | None
    decided_by: str | None
    file_id: str | None
    row_number: int | None
    record_id: str | None


@dataclass(frozen=True)
class Organisation:
    """One organisation, its rows in registers and lists taken together."""

    id: str
    name: str
    country: str | None
    city: str | None
    region: str | None
    source: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Place:
    """One reason to place an organisation or a party in the case's country."""

    subject_id: str
    country: str
    basis: str
    probability: float
    reason: str
    city: str | None
    from_case: bool
    source: str
    file_id: str | None
    row_number: int | None
    record_id: str | None
    field: str | None
    value: str | None
    url: str | None


@dataclass(frozen=True)
class Control:
    """One chain of control, its links as the ownership step wrote them."""

    control_id: str
    child_id: str
    parent_id: str
    depth: int
    interest: str
    probability: float
    percent: object
    reason: str
    from_case: bool
    links: tuple[Mapping[str, Any], ...]

    @property
    def is_ultimate(self) -> bool:
        """Whether a link says only who stands at the top."""
        return any(link["ultimate"] for link in self.links)


@dataclass
class Facts:
    """Everything a route may ask, keyed by canonical ids."""

    case: Case
    window: Window
    parties: dict[str, Party]
    matches: dict[str, list[Match]]
    organisations: dict[str, Organisation]
    places: dict[str, list[Place]]
    controls: dict[str, list[Control]]
    statements: dict[str, Row]
    named_parents: dict[str, list[Row]]
    no_parent: dict[str, str]
    case_ids: dict[str, str] = field(default_factory=dict)
    """Canonical id by id and by each name of the case's organisations."""

    def organisation(self, organisation_id: str) -> Organisation:
        """Give an organisation; one known only from records has its party's name."""
        known = self.organisations.get(organisation_id)
        if known:
            return known
        party = self.parties.get(organisation_id.removeprefix(RECORD))
        name = party.name if party else organisation_id
        country = party.country if party else None
        city = party.city if party else None
        return Organisation(
            organisation_id, name, country, city, None, "record", None, None
        )

    case_files: dict[str, str] = field(default_factory=dict)
    """File id by name of the case's tables."""

    def case_id(self, written: str) -> str | None:
        """Find an organisation that a row of the case means by id or name."""
        for key in (f"case:{written}", written):
            found = self.case_ids.get(key.casefold())
            if found:
                return found
        return None

    def is_of_country(self, subject_id: str) -> bool:
        """Tell whether there is evidence that it is of the case's country."""
        places = self.places.get(subject_id)
        return places is not None and places[0].probability >= policy.LEAST_PLACE
