"""Loads transfer payments of one fiscal year, in any of the publisher's three headers.

A line names a recipient and what it was paid; a line without one carries the
expenditure of the whole class, and is no payment to anybody: it is kept without a
recipient and without an amount paid.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from crosstie.errors import UsageError
from crosstie.fetch.plan import Download, Plan, State
from crosstie.sources.ckan import ask_dataset
from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.sources.wholes import plan_files
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["archive", "load", "plan"]

FIRST_YEAR = 2003
"""The publisher's first file is that of the fiscal year 2002-2003."""

_CATALOGUED = "69bdc3eb-e919-4854-bc52-a435a3e19092"
_YEAR = re.compile(r"pt-tp-(\d{4})(?:-eng)?\.csv", re.IGNORECASE)


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file."""
    return load_csv(db, member, source.layouts, progress=progress)


def archive(name: str, layout: str) -> tuple[str, str | None] | None:
    """Read the dataset id off the publisher's name of a file; it carries no version.

    >>> archive("pt-tp-2024.csv", "transfers-19")
    ('Public-Accounts/transfers/2024', None)
    """
    found = _YEAR.fullmatch(name)
    return (f"Public-Accounts/transfers/{found[1]}", None) if found else None


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan a file for each of the years that the catalogue lists.

    Raises:
        UsageError: years before the first file, or the wrong way round.
        FetchError: the catalogue cannot be had, or has changed.

    """
    years = _years(options["years"], state.today)
    listed = ask_dataset(state, "catalogue", _CATALOGUED)
    bilingual = listed.named(r"pt-tp-(\d{4})\.csv")
    english = listed.named(r"pt-tp-(\d{4})-eng\.csv")
    files, notes = [], []
    for year in map(str, years):
        found = bilingual.get(year) or english.get(year)
        if found is None:
            notes.append(f"{year}: the catalogue lists no file of that year")
            continue
        files.append(
            Download(
                dataset=f"transfers-{year}",
                url=found.url,
                about=f"transfer payments of the fiscal year that ends in {year}",
                name=found.file_name,
                kind="csv",
                dataset_id=f"Public-Accounts/transfers/{year}",
                period=f"{int(year) - 1}-{year}",
                licence=listed.licence,
            )
        )
    return plan_files(state, files, notes=notes)


def _years(text: str, today: date) -> range:
    """Read years as the option writes them.

    >>> _years("2024-", date(2026, 11, 1))
    range(2024, 2027)
    """
    first, dash, last = text.partition("-")
    start = int(first)
    end = int(last) if last else (today.year if dash else start)
    if not FIRST_YEAR <= start <= end <= today.year:
        raise UsageError(
            f"transfers: years={text} are none between {FIRST_YEAR} and {today.year}",
            next_step=f"write them as years={today.year - 3}-{today.year}",
        )
    return range(start, end + 1)
