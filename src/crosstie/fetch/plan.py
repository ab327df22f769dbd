"""What a connector wants fetched, said before a byte of it moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crosstie.fetch.client import Ask, Client
from crosstie.fetch.manifest import Pinned, read_pins

__all__ = ["Download", "Item", "Job", "Pages", "Plan", "Ready", "State", "Ticket"]


@dataclass(frozen=True)
class Download:
    """One file: where it is, what is known of it, and as what it is loaded.

    `dataset` names its folder: the newest file there is the dataset as it stands.
    """

    dataset: str
    url: str
    about: str
    """What it holds, in words for the plan: "contracts, fiscal year 2026"."""
    name: str | None = None
    """File name on disk; else that of the address at which the redirects end."""
    kind: str = "any"
    """zip, csv, json, xml, xlsx or any: what its first bytes must look like."""
    fixed: bool = False
    """True where the address holds these bytes for ever: never asked for twice."""
    size: int | None = None
    guess: int | None = None
    """Bytes that it may have, where the publisher tells no size; else the source's."""
    sha256: str | None = None
    dataset_id: str | None = None
    """As decision 0004 uses it; None where the connector reads it off the name."""
    version: str | None = None
    role: str | None = None
    since: str | None = None
    """Of a file of changes: the version from which on it tells them all."""
    period: str | None = None
    licence: str | None = None
    """What the publisher's catalogue states of it now."""
    asked: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ticket:
    """What a publisher answers who makes a file first: where to ask, where it will be.

    It is kept on disk, so that a command that was broken off asks on.
    """

    status_url: str
    file_url: str


@dataclass(frozen=True)
class Ready:
    """A file that a publisher has made."""

    url: str
    size: int | None = None
    name: str | None = None


@dataclass(frozen=True)
class Job:
    """A file that the publisher makes when asked, and whose making is asked after."""

    download: Download
    """Its `url` is that of the question; the file's is known at the end."""
    ask: Ask
    ticket: Callable[[Any], Ticket]
    """Reads the answer to `ask`."""
    ready: Callable[[Any], Ready | None]
    """Reads an answer to the status address; None while it is being made."""
    poll_seconds: float = 10.0
    most_seconds: float = 3 * 3600.0

    @property
    def dataset(self) -> str:
        """Name the folder."""
        return self.download.dataset


@dataclass(frozen=True)
class Pages:
    """Records that are read page by page and kept as one file of JSON lines."""

    download: Download
    """Its `name` ends in .jsonl."""
    first: Ask
    records: Callable[[Any], Sequence[Mapping[str, Any]]]
    following: Callable[[Any, Ask], Ask | None]
    """Reads from an answer what to ask next; None at the end."""
    most_pages: int = 1000

    @property
    def dataset(self) -> str:
        """Name the folder."""
        return self.download.dataset


Item = Download | Job | Pages


@dataclass(frozen=True)
class Plan:
    """All that fetching a source with some options will download."""

    source: str
    items: tuple[Item, ...]
    current: tuple[str, ...] = ()
    """Sentences on what is on disk and fresh, and so is not fetched."""
    notes: tuple[str, ...] = ()
    """What a reader must know: what is not covered, what is known to be missing."""

    @property
    def bytes(self) -> int:
        """Sum up the sizes that are known."""
        return sum(of(item).size or 0 for item in self.items)

    def guessed(self, fallback: int) -> int:
        """Sum up estimates of the sizes that are not known."""
        sizes = [(of(item).size, of(item).guess) for item in self.items]
        return sum(
            fallback if guess is None else guess for size, guess in sizes if not size
        )


@dataclass(frozen=True)
class State:
    """What a connector may look at while it plans: what is pinned, the day, a client.

    Questions that plan (a list of files, an index) go through `client`; files do not.
    """

    client: Client
    folder: Path
    now: datetime
    force: bool = False
    """True where what is fresh is to be asked for all the same."""

    @property
    def today(self) -> date:
        """Give the day."""
        return self.now.date()

    def pins(self, dataset: str) -> list[Pinned]:
        """Read what is pinned of a dataset, oldest first."""
        return read_pins(self.folder / dataset)

    def newest(self, dataset: str) -> Pinned | None:
        """Give the newest file of a dataset that stands on disk, or None."""
        folder = self.folder / dataset
        return next(
            (p for p in reversed(self.pins(dataset)) if p.is_here(folder)), None
        )

    def is_fresh(self, dataset: str, days: float | None = None) -> bool:
        """Tell whether a dataset was checked with its publisher not long ago."""
        newest = self.newest(dataset)
        limit = self.client.rules.fresh_days if days is None else days
        return (
            not self.force and newest is not None and newest.age_days(self.now) < limit
        )


def of(item: Item) -> Download:
    """Give the download that an item leads to."""
    return item if isinstance(item, Download) else item.download
