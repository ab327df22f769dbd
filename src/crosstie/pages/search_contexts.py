"""What the page of a search shows: what was found, by kind, and what was searched."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Marked = tuple[tuple[str, bool], ...]
"""A text in pieces; True where a word of the query stands."""


@dataclass(frozen=True)
class SearchLine:
    """One further text of a result, under a label in the voice of the page."""

    label: str
    text: Marked
    is_record: bool
    """The text is as a publisher wrote it."""


@dataclass(frozen=True)
class SearchRecord:
    """Where the record of a result stands."""

    file_name: str
    row_number: int | None
    publisher: str
    sha256: str
    retrieved: str
    """Day on which the file was fetched; empty where that is not known."""
    url: str


@dataclass(frozen=True)
class SearchHit:
    """One thing that was found."""

    kind: str
    """tie, organisation, supplier, award, ...: as the group's key."""
    id: str
    title: Marked
    is_record: bool
    """The title is as a publisher wrote it."""
    how: str
    """identifier, words, inside (a part of a word), or spelling."""
    address: str
    """Page of it; empty where it has none."""
    url: str
    """Public page of the record; empty where it has none."""
    state: str
    """finding, lead or not_counted of a tie; empty for all else."""
    lines: tuple[SearchLine, ...]
    facts: tuple[str, ...]
    """Further facts in the words of the page, a phrase each."""
    amount: Decimal | None
    currency: str
    amount_kind: str
    """What the amount is, in words."""
    record: SearchRecord | None


@dataclass(frozen=True)
class SearchGroup:
    """What was found of one kind."""

    key: str
    name: str
    note: str
    """What stands here, and what it is no evidence of."""
    hits: tuple[SearchHit, ...]
    count: int
    is_more: bool
    """There are more than were counted."""
    counted: str
    """The count in words: 3 of 17, or 10 of more than 1,000."""


@dataclass(frozen=True)
class SimilarName:
    """A name of a register that is like the query, as the matcher judges."""

    id: str
    organisation: str
    name: str
    name_kind: str
    since: str
    until: str
    country: str
    probability: float
    reason: str
    source: str
    file_name: str
    row_number: int | None
    register: str
    """organisations, or vendors, which are names on contracts and no more."""
    address: str
    """Page of it; empty where the run does not have it."""


@dataclass(frozen=True)
class SearchedSource:
    """One source whose names were looked through."""

    source: str
    kind: str
    names: int
    retrieved: str


@dataclass(frozen=True)
class Respelled:
    """A word that stands nowhere in the run, and words like it that do."""

    word: str
    like: tuple[str, ...]


@dataclass(frozen=True)
class SearchContext:
    """The page of one search."""

    query: str
    kind: str
    """The one kind that was asked for; empty where all were."""
    was_cut: bool
    says: str
    """What was found, in one sentence."""
    state: str
    """found, nothing, not_loaded, or empty where nothing was asked."""
    next_step: str
    identified: tuple[SearchHit, ...]
    """Things that bear the query as an identifier."""
    groups: tuple[SearchGroup, ...]
    inside: tuple[str, ...]
    """Longer words that were looked for too, since they hold a word of the query."""
    respelled: tuple[Respelled, ...]
    spelled: tuple[SearchGroup, ...]
    """What the run holds of the words that are like those that it lacks."""
    similar: tuple[SimilarName, ...]
    similar_says: str
    """Why similar names were not looked for; empty where they were."""
    searched: tuple[tuple[str, int], ...]
    """(name of a kind, how many of it were looked through)."""
    sources: tuple[SearchedSource, ...]
    not_loaded: tuple[str, ...]
    notes: tuple[str, ...]
    """What is not of today, or not ready, a sentence each."""
