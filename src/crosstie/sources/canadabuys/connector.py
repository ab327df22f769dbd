"""Loads award notices: one entry an amendment, with the supplier and its country."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crosstie.fetch.plan import Download, Plan, State
from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.sources.wholes import plan_files
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["archive", "load", "plan"]

_COMPLETE = "awardnoticecomplete-avisattributioncomplet.csv"
_YEAR = re.compile(r"(\d{4}-\d{4})-awardnotice-avisattribution\.csv", re.IGNORECASE)


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file."""
    return load_csv(db, member, source.layouts, progress=progress)


def archive(name: str, layout: str) -> tuple[str, str | None] | None:
    """Read the dataset id off the publisher's name of a file; it carries no version.

    >>> archive("2026-2027-awardNotice-avisAttribution.csv", "canadabuys-80")
    ('CanadaBuys/award-notices/2026-2027', None)
    """
    if name.lower() == _COMPLETE:
        return "CanadaBuys/award-notices/complete", None
    found = _YEAR.fullmatch(name)
    return (f"CanadaBuys/award-notices/{found[1]}", None) if found else None


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the file of every award notice, or that of one fiscal year."""
    years, addresses = options["years"], state.client.rules.addresses
    whole = years == "complete"
    url = addresses["complete"] if whole else addresses["year"].format(year=years)
    file = Download(
        dataset=f"award-notices-{years}",
        url=url,
        about="every award notice" if whole else f"award notices of {years}",
        name=url.rpartition("/")[2],
        kind="csv",
        dataset_id=f"CanadaBuys/award-notices/{years}",
        period=None if whole else years,
    )
    return plan_files(state, [file])
