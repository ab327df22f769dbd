"""A quick look: the largest awards of an agency, as the search answers page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from crosstie.fetch.client import Ask
from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import Download, Pages
from crosstie.sources.reading.flat import Flat
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.jsonread import items

__all__ = ["FIELDS", "MOST_PAGES", "PAGE", "look", "read"]

PAGE = 100
"""Awards on a page: the most that the publisher gives."""

RECORD_BYTES = 900
"""Bytes of one award's record, for the plan (estimated from the fields asked for)."""

MOST_PAGES = 10
"""Pages of a quick look; the whole is in the archives."""

FIELDS = (
    "Award ID",
    "Recipient Name",
    "Recipient UEI",
    "Recipient Location",
    "Award Amount",
    "Total Outlays",
    "Description",
    "Contract Award Type",
    "Base Obligation Date",
    "Start Date",
    "End Date",
    "Awarding Agency",
    "Awarding Sub Agency",
    "Awarding Sub Agency Code",
    "Funding Sub Agency",
    "Funding Sub Agency Code",
    "generated_internal_id",
)

_GROUPS = {
    "contracts": ("A", "B", "C", "D"),
    "vehicles": (
        "IDV_A",
        "IDV_B",
        "IDV_B_A",
        "IDV_B_B",
        "IDV_B_C",
        "IDV_C",
        "IDV_D",
        "IDV_E",
    ),
}
"""Kinds of awards that one question may ask for together."""

_LOCATION = ("location_country_code", "city_name", "state_code", "address_line1")
_PAGE_OF_SEARCH = "https://www.usaspending.gov/search"


def look(
    agency: Mapping[str, Any], component: str, years: range, url: str
) -> list[Pages]:
    """Plan the pages of an agency's largest contracts, and of its largest vehicles."""
    asked: dict[str, Any] = {"type": "awarding", "tier": "toptier"}
    asked["name"] = agency["name"]
    if component:
        asked |= {"tier": "subtier", "name": component, "toptier_name": agency["name"]}
    period = {
        "start_date": f"{years[0] - 1}-10-01",
        "end_date": f"{years[-1]}-09-30",
    }
    slug = re.sub(r"[^a-z0-9]+", "-", str(asked["name"]).lower()).strip("-")
    span = f"FY{years[0]}-{years[-1]}"
    return [
        _pages(
            Download(
                dataset=f"look-{group}-{slug}-{span}",
                url=url,
                about=f"the {PAGE * MOST_PAGES:,} largest {group} of {asked['name']},"
                f" fiscal years {years[0]} to {years[-1]}",
                name=f"look-{group}-{slug}-{span}.jsonl",
                kind="jsonl",
                guess=PAGE * MOST_PAGES * RECORD_BYTES,
                dataset_id=f"USAspending/look/{group}/{slug}/{span}",
                period=span,
            ),
            {
                "filters": {
                    "agencies": [asked],
                    "award_type_codes": list(codes),
                    "time_period": [period],
                },
                "fields": list(FIELDS),
                "sort": "Award Amount",
                "order": "desc",
                "limit": PAGE,
                "page": 1,
            },
        )
        for group, codes in _GROUPS.items()
    ]


def _pages(download: Download, body: Mapping[str, Any]) -> Pages:
    return Pages(
        replace(download, asked=body),
        Ask(download.url, "POST", body=body),
        records=_records,
        following=_following,
        most_pages=MOST_PAGES + 1,
    )


def _records(answer: Any) -> Sequence[Mapping[str, Any]]:
    try:
        found: Sequence[Mapping[str, Any]] = answer["results"]
    except (KeyError, TypeError) as cause:
        raise _changed(cause) from cause
    return found


def _following(answer: Any, ask: Ask) -> Ask | None:
    try:
        page, more = answer["page_metadata"]["page"], answer["page_metadata"]["hasNext"]
    except (KeyError, TypeError) as cause:
        raise _changed(cause) from cause
    if not more or page >= MOST_PAGES:
        return None
    return replace(ask, body={**(ask.body or {}), "page": page + 1})


def _changed(cause: Exception) -> Exception:
    return changed(
        "usaspending", f"the search answers without {cause}", _PAGE_OF_SEARCH
    )


def read(member: Member) -> Iterator[Flat]:
    """Read the records of a file of pages, under the names of the layout."""
    for item in items(member):
        record = item.value
        if not isinstance(record, dict):
            yield Flat({}, "this is no record")
            continue
        location = record.get("Recipient Location")
        location = location if isinstance(location, dict) else {}
        named = {k: v for k, v in record.items() if not isinstance(v, dict | list)}
        named |= {name: location.get(name) for name in _LOCATION}
        named["parent_piid"] = _parent(str(record.get("generated_internal_id") or ""))
        yield Flat({k: None if v is None else str(v) for k, v in named.items()})


def _parent(unique: str) -> str | None:
    """Take the vehicle's identifier out of an order's unique id.

    >>> _parent("CONT_AWD_A1_7012_V9_4730"), _parent("CONT_AWD_A1_7012_-NONE-_-NONE-")
    ('V9', None)
    """
    parts = unique.split("_")
    if len(parts) != 6 or parts[1] != "AWD" or parts[4] == "-NONE-":
        return None
    return parts[4]
