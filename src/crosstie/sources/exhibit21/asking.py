"""Which annual reports a filer has at the SEC; one request a filer, then its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crosstie.errors import UsageError
from crosstie.fetch.client import Ask
from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import Download, Plan, State

__all__ = ["plan"]

FORMS = ("10-K", "10-KT", "10-K405")
MOST_FILERS = 50


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the latest annual report of each filer, or those filed in some years.

    Raises:
        UsageError: more filers than one command may ask for.
        FetchError: the publisher's list cannot be had, or has changed.

    """
    filers = list(dict.fromkeys(int(one) for one in options["cik"].split(",")))
    if len(filers) > MOST_FILERS:
        raise UsageError(
            f"{len(filers)} filers are asked for, at most {MOST_FILERS} at a time",
            next_step="ask for some of them, then for the others",
        )
    items, notes = [], []
    for cik in filers:
        name, reports = _reports(cik, options["years"], state)
        if not reports:
            notes.append(f"{name} has no annual report {_asked(options['years'])}")
        items += [_download(cik, name, *one, state) for one in reports]
    return Plan(state.client.rules.source, tuple(items), (), tuple(notes))


def _reports(cik: int, years: str, state: State) -> tuple[str, list[tuple[str, str]]]:
    """List accession number and day of the annual reports, newest first."""
    rules = state.client.rules
    answer = state.client.json(Ask(f"{rules.addresses['filings']}CIK{cik:010d}.json"))
    try:
        recent: Mapping[str, Any] = answer["filings"]["recent"]
        found = sorted(
            (
                (str(number), str(day))
                for number, day, form in zip(
                    recent["accessionNumber"],
                    recent["filingDate"],
                    recent["form"],
                    strict=True,
                )
                if form in FORMS
            ),
            key=lambda one: one[1],
            reverse=True,
        )
        name = str(answer["name"])
    except (KeyError, TypeError, ValueError) as cause:
        raise changed(
            rules.source, f"the list of filings has no {cause}", rules.page
        ) from cause
    if not years:
        return name, found[:1]
    first, dash, last = years.partition("-")
    end = last or ("9999" if dash else first)
    return name, [one for one in found if first <= one[1][:4] <= end]


def _download(cik: int, name: str, accession: str, day: str, state: State) -> Download:
    bare = accession.replace("-", "")
    archives = state.client.rules.addresses["archives"]
    return Download(
        dataset=f"filing-{cik}-{day}",
        url=f"{archives}{cik}/{bare}/{accession}.txt",
        about=f"annual report of {name}, filed {day}",
        name=f"{accession}.txt",
        kind="txt",
        fixed=True,
        dataset_id=f"SEC/{cik}/{accession}",
        version=day,
        period=day,
        asked={"cik": cik},
    )


def _asked(years: str) -> str:
    return f"filed in {years}" if years else "in its list of recent filings"
