"""Loads registrations of lobbying with their subjects, institutions and funding.

The publisher's zip holds more files, of persons (lobbyists, former offices) and of
means: these are never opened. Names of registrants, of representatives and their
addresses stand in the main file, and are never read either.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["arrange", "load"]

_READ = (
    "registration_primaryexport.csv",
    "registration_subjectmattersexport.csv",
    "registration_subjectmatterdetailsexport.csv",
    "registration_governmentinstexport.csv",
    "registration_govtfundingexport.csv",
)


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one of the files."""
    return load_csv(db, member, source.layouts, progress=progress)


def arrange(members: Sequence[Member]) -> list[Member]:
    """Leave out every member that is not read, the files of persons first of all."""
    kept = [m for m in members if PurePosixPath(m.member or "").name.lower() in _READ]
    return kept or list(members)
