"""What a run rests on: its facts, its files and the records cited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class BuyerFacts:
    """The agency that the case is about, and its siblings by abbreviation."""

    name: str
    abbreviation: str
    department: str
    siblings: dict[str, str]
    """Full name of each sibling, by its abbreviation."""


@dataclass(frozen=True)
class SourceFacts:
    """The loaded files of one source, summed."""

    source: str
    publisher: str
    title: str
    files: int
    rows_read: int
    rows_rejected: int
    first_date: date | None
    last_date: date | None
    first_retrieved: date | None
    last_retrieved: date | None
    retrieval_unknown: int
    """Files of it whose retrieval date is not known."""


@dataclass(frozen=True)
class Span:
    """A time with loaded awards of one component."""

    component: str
    first_date: date
    last_date: date
    rows: int


@dataclass(frozen=True)
class LookedAt:
    """Whether one kind of record was looked at; what is not loaded was not."""

    what: str
    """awards, subawards, ownership, organisations, or public money."""
    state: str
    """searched, not loaded, or outside the period."""
    says: str


@dataclass(frozen=True)
class Asked:
    """What was asked of a publisher for one loaded file."""

    source: str
    about: str
    period: str
    retrieved: str
    version: str
    sha256: str


@dataclass(frozen=True)
class RunFacts:
    """What the run says of itself."""

    case: str
    title: str
    country: str
    country_name: str
    buyer: BuyerFacts
    threshold: float
    version: str
    run_id: str
    traced_at: str
    since: date | None
    until: date | None
    as_of: date | None
    data: str
    """sample or loaded."""
    sources: tuple[SourceFacts, ...]
    counts: dict[str, int]
    searched: tuple[str, ...]
    """Routes that were searched."""
    coverage: tuple[Span, ...]
    not_loaded: tuple[str, ...]
    """What was not loaded, a sentence each."""
    looked_at: tuple[LookedAt, ...]
    asked: tuple[Asked, ...]
    known_gaps: tuple[tuple[str, str], ...]
    """(title of a source, what it is known not to hold)."""
    command: str
    case_files: tuple[tuple[str, str], ...]
    """(file name, SHA-256) of every file of the case."""

    @property
    def is_sample(self) -> bool:
        """True where the sample that ships with the case was traced."""
        return self.data == "sample"

    @property
    def awards_not_looked_at(self) -> str:
        """Say why none of the buyer's awards was looked at; empty where some were."""
        return next(
            (
                one.says
                for one in self.looked_at
                if one.what == "awards" and one.state != "searched"
            ),
            "",
        )


@dataclass(frozen=True)
class Record:
    """One record cited, with its number."""

    number: int
    dataset: str
    publisher: str
    version: str
    record_id: str
    carries: tuple[str, ...]
    """Fields that it carries."""
    url: str
    retrieved: date | None
    sha256: str
    file_name: str
    row_number: int | None
    from_case: bool


@dataclass(frozen=True)
class File:
    """One file that the run rests on."""

    publisher: str
    title: str
    name: str
    member: str
    licence: str
    url: str
    sha256: str
    retrieved: date | None
    retrieved_basis: str
    first_date: date | None
    last_date: date | None
    rows_read: int
    rows_rejected: int
    source: str
    notes: tuple[str, ...]
    asked: str = ""
    """What was asked of the publisher for it; empty where a person brought it."""
