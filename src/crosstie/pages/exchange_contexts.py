"""What is exchanged with other programs: a run's parties, awards and statements.

Each thing knows where it was read (`Origin`), so that no format loses its evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crosstie.pages.contexts import Tie
from crosstie.pages.run_contexts import RunFacts


@dataclass(frozen=True)
class SourceFile:
    """One file that a run rests on, loaded or of the case."""

    file_id: str
    source: str
    layout: str
    dataset_id: str
    publisher: str
    title: str
    licence: str
    url: str
    name: str
    member: str
    sha256: str
    bytes: int
    version: str
    retrieved: date | None
    first_date: date | None
    last_date: date | None
    rows_read: int
    rows_loaded: int
    rows_rejected: int
    rows_repeated: int

    @property
    def is_of_case(self) -> bool:
        """True where a person wrote it."""
        return self.source == "case"


@dataclass(frozen=True)
class Origin:
    """Where something was read: publisher, dataset, record, page, file, row."""

    publisher: str = ""
    dataset: str = ""
    version: str = ""
    record_id: str = ""
    url: str = ""
    retrieved: date | None = None
    sha256: str = ""
    file_name: str = ""
    row_number: int | None = None


@dataclass(frozen=True)
class Identifier:
    """One identifier: `scheme` in small letters as the tables hold it (lei, uei)."""

    scheme: str
    value: str


@dataclass(frozen=True)
class Organisation:
    """One organisation of a register, a list or the case."""

    id: str
    name: str
    other_names: tuple[str, ...]
    kind: str
    country: str
    """ISO 3166-1 alpha-2, or empty."""
    country_basis: str
    jurisdiction: str
    legal_form: str
    city: str
    region: str
    address: str
    postal_code: str
    status: str
    valid_from: date | None
    valid_to: date | None
    website: str
    identifiers: tuple[Identifier, ...]
    origin: Origin

    @property
    def is_person(self) -> bool:
        """True where a register calls it a person: no format holds one."""
        return self.kind == "person"


@dataclass(frozen=True)
class Party:
    """One supplier as award records write it."""

    id: str
    name: str
    country: str
    city: str
    state: str
    identifiers: tuple[Identifier, ...]
    is_person: bool


@dataclass(frozen=True)
class Award:
    """One award of a tie, rolled up; amounts of different kinds are never added."""

    id: str
    is_published: bool
    """True where the publisher's own identifier is known."""
    piid: str
    parent_piid: str
    component_code: str
    component_name: str
    component: str
    """The agency as the case abbreviates it, from the ties on it."""
    party_id: str
    supplier: str
    """Name of the party; "a private person" where it is one."""
    description: str
    currency: str
    first_date: date | None
    last_date: date | None
    obligated: Decimal | None
    outlaid: Decimal | None
    current_value: Decimal | None
    ceiling: Decimal | None
    ceiling_is_shared: bool
    period_start: date | None
    period_end: date | None
    period_end_potential: date | None
    record_status: str
    origin: Origin


@dataclass(frozen=True)
class ActionRow:
    """One action of a tie with its record; of a subaward the amount reported."""

    tie_id: str
    award_id: str
    record_type: str
    """transaction, award, or subaward."""
    day: date | None
    amount: Decimal | None
    currency: str
    counts: bool
    reason: str
    modification: str
    description: str
    origin: Origin


@dataclass(frozen=True)
class Statement:
    """Who controls or owns whom, as a source states it; ids are canonical."""

    id: str
    child_id: str
    parent_id: str
    interest: str
    percent_min: Decimal | None
    percent_max: Decimal | None
    valid_from: date | None
    valid_to: date | None
    stated_on: date | None
    confirmed: bool
    from_case: bool
    origin: Origin


@dataclass(frozen=True)
class Exchange:
    """A run as exports read it. Ties keep the order of reports."""

    facts: RunFacts
    ties: tuple[Tie, ...]
    organisations: Mapping[str, Organisation]
    """By canonical id: those that a hop of `ties` names."""
    parties: Mapping[str, Party]
    awards: Mapping[str, Award]
    actions: tuple[ActionRow, ...]
    statements: tuple[Statement, ...]
    """Those that a hop of `ties` rests on."""
    files: tuple[SourceFile, ...]
    is_published: bool = False
    """True where leads are left out because this is to be published."""

    @property
    def case(self) -> str:
        """The name of the case."""
        return self.facts.case

    def actions_of(self, award_id: str) -> tuple[ActionRow, ...]:
        """List the actions on an award, each row once, whatever ties hold it."""
        found = {
            (row.origin.sha256, row.origin.file_name, row.origin.row_number): row
            for row in self.actions
            if row.award_id == award_id and row.record_type != "subaward"
        }
        return tuple(found.values())
