"""Loads contracts over $10,000 and their amendments, as published in one CSV.

The number of a contract is a department's own and is given twice now and then, so an
agreement is department, number and the first word of the vendor's name. A vendor that
is renamed in between makes two agreements of one; two vendors never become one.
"""

from __future__ import annotations

from collections.abc import Mapping

from crosstie.fetch.plan import Download, Plan, State
from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.sources.wholes import plan_files
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["load", "plan"]


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file."""
    return load_csv(db, member, source.layouts, progress=progress)


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the one file that holds every department's contracts."""
    file = Download(
        dataset="contracts",
        url=state.client.rules.addresses["contracts"],
        about="every contract over $10,000, and its amendments",
        name="contracts.csv",
        kind="csv",
        dataset_id="open.canada.ca/contracts",
    )
    return plan_files(state, [file])
