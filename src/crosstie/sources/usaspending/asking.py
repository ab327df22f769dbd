"""Which files of USAspending.gov hold a department's awards, and how to ask for them.

Archives hold every action on a prime award, one file a department and fiscal year.
Subawards stand in no archive: the publisher makes a file of each year when asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from crosstie.errors import PublisherRefuses, UsageError
from crosstie.fetch.client import Ask
from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import Download, Item, Job, Plan, Ready, State, Ticket
from crosstie.sources.usaspending.search import look

__all__ = ["plan"]

FIRST_YEAR = 2008
OLD_YEARS = 2
"""Years after which a year's subawards hardly change."""
OLD_FRESH_DAYS = 180.0

_STATES = ("ready", "running")


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the archives of a department's fiscal years, and files of its subawards.

    Raises:
        UsageError: a year that is not there, or an agency that is not known.
        FetchError: the publisher's lists cannot be had.

    """
    years = fiscal_years(options["years"], state.today)
    agency = _agency(options["agency"], state)
    custom = state.client.rules.addresses["custom"]
    items: list[Item] = []
    current: list[str] = []
    notes: list[str] = []
    for year in years if options["what"] in ("prime", "both") else ():
        found = _archive(agency, year, state)
        if found is None:
            notes.append(f"the publisher lists no archive of fiscal year {year}")
        else:
            items.append(found)
    for year in years if options["what"] in ("subawards", "both") else ():
        job = _subawards(agency, year, custom)
        days = None if years[-1] - year < OLD_YEARS else OLD_FRESH_DAYS
        if state.is_fresh(job.dataset, days):
            current.append(f"{job.download.about}: asked for not long ago")
        else:
            items.append(job)
    if options["what"] == "look":
        address = state.client.rules.addresses["search"]
        items += look(agency, options["component"], years, address)
        notes.append("a quick look is no whole: years=... what=prime fetches all")
    return Plan("usaspending", tuple(items), tuple(current), tuple(notes))


def fiscal_years(text: str, today: date) -> range:
    """Read years as an option writes them; a fiscal year begins in October.

    >>> fiscal_years("2024-", date(2025, 10, 1))
    range(2024, 2027)
    """
    this = today.year + (today.month >= 10)
    first, dash, last = text.partition("-")
    start = int(first)
    end = int(last) if last else (this if dash else start)
    if not FIRST_YEAR <= start <= end <= this:
        raise UsageError(
            f"usaspending: years={text} are none between {FIRST_YEAR} and {this}",
            next_step=f"write them as years={this - 2}-{this}, or years={this - 2}-",
        )
    return range(start, end + 1)


def _agency(code: str, state: State) -> Mapping[str, Any]:
    """Find a department's number and name at the publisher by its code."""
    rules = state.client.rules
    answer = state.client.json(Ask(rules.addresses["agencies"]))
    try:
        known = {str(row["toptier_code"]): row for row in answer["results"]}
        found = known.get(code)
        if found is not None:
            return {
                "code": code,
                "id": int(found["agency_id"]),
                "name": str(found["agency_name"]),
            }
    except (KeyError, TypeError, ValueError) as cause:
        raise changed(
            rules.source, f"the list of agencies has no {cause}", rules.page
        ) from cause
    raise UsageError(
        f"usaspending knows no agency with the code {code}",
        next_step="the code stands in the names of the archives: " + rules.page,
    )


def _archive(agency: Mapping[str, Any], year: int, state: State) -> Download | None:
    """Find the ready archive of one department and year."""
    rules = state.client.rules
    body = {"agency": agency["id"], "fiscal_year": year, "type": "contracts"}
    answer = state.client.json(Ask(rules.addresses["archives"], "POST", body=body))
    wanted = re.compile(rf"FY{year}_{agency['code']}_Contracts_Full_(\d{{8}})\.zip")
    try:
        listed = {
            match[1]: str(row["url"])
            for row in answer["monthly_files"]
            if (match := wanted.fullmatch(str(row["file_name"])))
        }
    except (KeyError, TypeError) as cause:
        raise changed(
            rules.source, f"the list of archives has no {cause}", rules.page
        ) from cause
    if not listed:
        return None
    day = max(listed)
    return Download(
        dataset=f"contracts-{agency['code']}-FY{year}",
        url=listed[day],
        about=f"every contract action of {agency['name']}, fiscal year {year}",
        kind="zip",
        fixed=True,
        version=day,
        period=f"FY{year}",
        asked=body,
    )


def _subawards(agency: Mapping[str, Any], year: int, url: str) -> Job:
    """Ask for a file of all subawards of one department and year."""
    body = {
        "filters": {
            "agencies": [
                {"type": "awarding", "tier": "toptier", "name": agency["name"]}
            ],
            "sub_award_types": ["procurement"],
            "date_type": "action_date",
            "date_range": {
                "start_date": f"{year - 1}-10-01",
                "end_date": f"{year}-09-30",
            },
        },
        "file_format": "csv",
    }
    dataset = f"subawards-{agency['code']}-FY{year}"
    return Job(
        Download(
            dataset=dataset,
            url=url,
            about=f"subawards under contracts of {agency['name']}, fiscal year {year}",
            kind="zip",
            dataset_id=f"USAspending/subawards-asked/{agency['code']}/FY{year}",
            period=f"FY{year}",
            asked=body,
        ),
        Ask(url, "POST", body=body),
        ticket=_ticket,
        ready=_ready,
    )


def _ticket(answer: Any) -> Ticket:
    """Read where a file will be, and where to ask after it."""
    try:
        return Ticket(str(answer["status_url"]), str(answer["file_url"]))
    except (KeyError, TypeError) as cause:
        raise changed("usaspending", f"the answer has no {cause}", _PAGE) from cause


def _ready(answer: Any) -> Ready | None:
    """Read whether a file is made."""
    status = answer.get("status") if isinstance(answer, dict) else None
    if status in _STATES:
        return None
    if status == "finished":
        return Ready(str(answer["file_url"]), name=str(answer["file_name"]))
    if status == "failed":
        why = answer.get("message") or "no reason is given"
        raise PublisherRefuses(
            f"usaspending could not make the file: {why}",
            status=200,
            next_step="run the same command again later",
        )
    raise changed("usaspending", f"status {status!r} of a file is not known", _PAGE)


_PAGE = "https://www.usaspending.gov/download_center/custom_award_data"
