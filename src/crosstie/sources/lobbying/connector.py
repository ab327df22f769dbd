"""Loads registrations of lobbying with what belongs to them, and communications.

The publisher's zips hold more files, of persons (lobbyists, former offices) and of
means, and subjects of communications, whose header is quoted in two ways: these are
never opened. Names of registrants, of representatives and their
addresses stand in the main file, and are never read either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import Download, Plan, State
from crosstie.sources.ckan import ask_dataset
from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.sources.wholes import plan_files
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["archive", "arrange", "load", "plan"]

_CATALOGUED = {
    "registrations": "70ef2117-1095-4d77-80eb-b87f2bada2a4",
    "communications": "a34eb330-7136-4f5e-9f5f-3ba41df58b06",
}
"""Which file -> the catalogue's number of its dataset; the addresses move."""

_ZIP = re.compile(
    r"(registrations|communications)(?:_[a-z]+)*_ocl_cal\.zip", re.IGNORECASE
)

_READ = (
    "registration_primaryexport.csv",
    "registration_subjectmattersexport.csv",
    "registration_subjectmatterdetailsexport.csv",
    "registration_governmentinstexport.csv",
    "registration_govtfundingexport.csv",
    "registration_beneficiariesexport.csv",
    "communication_primaryexport.csv",
    "communication_dpohexport.csv",
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


def archive(name: str, layout: str) -> tuple[str, str | None] | None:
    """Read the dataset id off the publisher's name of a zip; it carries no version.

    >>> archive("registrations_enregistrements_ocl_cal.zip", "lobby-registrations")
    ('Lobbying-Canada/registrations', None)
    """
    found = _ZIP.fullmatch(name)
    return (f"Lobbying-Canada/{found[1].lower()}", None) if found else None


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the zips at the addresses that the catalogue lists today.

    Raises:
        FetchError: the catalogue cannot be had, or lists no such file.

    """
    rules = state.client.rules
    files = []
    for kind, number in _CATALOGUED.items():
        if options["files"] not in (kind, "both"):
            continue
        listed = ask_dataset(state, "catalogue", number)
        found = listed.named(_ZIP.pattern).get(kind)
        if found is None:
            raise changed(
                rules.source, f"the catalogue lists no zip of {kind}", rules.page
            )
        files.append(
            Download(
                dataset=kind,
                url=found.url,
                about=f"{kind} of lobbying",
                name=found.file_name,
                kind="zip",
                dataset_id=f"Lobbying-Canada/{kind}",
                version=found.day,
                licence=listed.licence,
            )
        )
    return plan_files(state, files)
