"""Loads entities, officers that are organisations, and the links between these.

An officer is kept where its name carries a legal form; all others are persons, or may
be, and neither they nor links to them are stored. Addresses and intermediaries are not
read. Links that the ICIJ made itself from names that are alike are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from crosstie.errors import Place, UnreadableFile
from crosstie.fetch.plan import Download, Plan, State
from crosstie.sources.icij import fill
from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Layout, Source
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["archive", "arrange", "load", "plan"]

_ORDER = ("nodes-entities.csv", "nodes-officers.csv", "relationships.csv")
DATASET = "ICIJ/offshore-leaks"


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the one zip that holds everything."""
    rules = state.client.rules
    if state.is_fresh("offshore-leaks"):
        return Plan(rules.source, (), ("the database: asked for not long ago",))
    url = rules.addresses["whole"]
    whole = Download("offshore-leaks", url, "the whole database", kind="zip")
    return Plan(rules.source, (whole,), (), (fill.STATEMENT,))


def archive(name: str, layout: str) -> tuple[str, None] | None:
    """Tell the publisher's whole by its name."""
    return (DATASET, None) if name.startswith("full-oldb") else None


def arrange(members: Sequence[Member]) -> list[Member]:
    """Put nodes before relationships; leave out what is not read."""

    def name(member: Member) -> str:
        return PurePosixPath(member.member or "").name.lower()

    kept = [member for member in members if name(member) in _ORDER]
    return sorted(kept, key=lambda m: _ORDER.index(name(m))) or list(members)


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one of the files.

    Raises:
        UnreadableFile: relationships come before any entity is loaded.

    """

    def _fill(db: Database, layout: Layout, file_id: str) -> Sequence[str]:
        if layout.name == "icij-relationships" and not fill.has_entities(db):
            raise UnreadableFile(
                "the entities stand in another file, which is not loaded",
                place=Place(member.label),
                next_step="load the whole zip, or nodes-entities.csv first",
            )
        return fill.FILL[layout.name](db, file_id)

    return load_csv(db, member, source.layouts, fill=_fill, progress=progress)
