"""What a tie is made of before it is written: stations, hops, records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from crosstie.model.words import Predicate, Route, StationKind
from crosstie.text.language import later
from crosstie.ties.dates import Interval


@dataclass(frozen=True)
class Station:
    """One end of a hop."""

    kind: StationKind
    id: str
    label: str
    note: str = ""
    """At most two facts, separated by a newline."""


@dataclass(frozen=True)
class Record:
    """One record that carries a hop, in a loaded file or in a row of the case."""

    record_id: str | None
    field: str | None
    value: str | None
    file_id: str | None = None
    row_number: int | None = None
    url: str | None = None
    date: date | None = None
    from_case: bool = False
    dataset: str | None = None
    """What a person read and cites; else the title of the file."""
    publisher: str | None = None


@dataclass(frozen=True)
class Hop:
    """One step of a chain, with its probability, its reason and its records."""

    start: Station
    predicate: Predicate
    end: Station
    probability: float
    reason: str
    records: tuple[Record, ...] = ()
    count: int | None = None
    """Records that carry it, where not all are listed."""
    from_case: bool = False
    confirmed_by: str | None = None
    intervals: tuple[Interval, ...] = ()


@dataclass(frozen=True)
class Way:
    """How a supplier, or what a record names, leads to the case's country."""

    route: Route
    organisation_id: str
    organisation: str
    country: str | None
    city: str | None
    hops: tuple[Hop, ...]
    parent_id: str | None = None
    parent: str | None = None
    owner: str | None = None
    matched_text: str | None = None
    lead_only: str | None = None
    """Why it can be no finding, whatever its probability."""
    decision: str | None = None
    decided_by: str | None = None
    skips_links: bool = False
    """Whether a statement names only the top owner and not those between."""
    doubts: tuple[str, ...] = ()
    reason: str = ""

    @property
    def probability(self) -> float:
        """The product of its hops."""
        return product(self.hops)

    @property
    def is_rejected(self) -> bool:
        """Whether a person rejected its match."""
        return self.decision == "negative"

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """All times that its hops rest on."""
        return tuple(i for hop in self.hops for i in hop.intervals)

    def on(self, route: Route, **changes: object) -> Way:
        """Give the same way on another route."""
        return replace(self, route=route, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Naming:
    """How the records of a candidate name what they name: the chain's first hop."""

    predicate: Predicate = Predicate.NAMES_AS_SUPPLIER
    probability: float = 1.0
    reason: str = later("It is the supplier's name as the record writes it.")
    field: str = "supplier_name"
    end: Station | None = None
    """What is named, where it is not the supplier."""
    said_of: Callable[[str], str] | None = None
    """Says the reason of several names, where it may be one of several."""


@dataclass(frozen=True)
class Candidate:
    """A way and the actions that it is tried on: becomes ties, or is not counted."""

    way: Way
    party_id: str
    supplier: str
    naming: Naming = Naming()
    of_subawards: bool = False
    rows: frozenset[tuple[str, int]] | None = None
    """Only these rows (file, row); None means every row of the party."""
    refused: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """Rows that do not count, with the reason."""
    texts: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """The description that names it, by row; it may be the award's."""

    @property
    def probability(self) -> float:
        """The product of all hops, that from the award with them."""
        return self.naming.probability * self.way.probability


def product(hops: tuple[Hop, ...]) -> float:
    """Multiply the probabilities of hops."""
    value = 1.0
    for hop in hops:
        value *= hop.probability
    return value
