"""Which workbooks the publisher's page lists; their names change with each release."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urljoin

from crosstie.fetch.client import Ask
from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import Download, Plan, State

__all__ = ["plan"]

_LINK = re.compile(
    r"href=[\"']([^\"']*/FY(\d{2})[_-]?detentionStats_?(\d{8})?[^\"'/]*\.xlsx)", re.I
)


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the newest workbook of each fiscal year that the page lists.

    Each release is a file of its own: what it said of people held on its day is in no
    later one, so none takes another's place.

    Raises:
        FetchError: the page cannot be had, or names no workbook.

    """
    rules = state.client.rules
    page = rules.addresses["page"]
    first, _, last = options["years"].partition("-")
    until = int(last) if last else (9999 if "-" in options["years"] else int(first))
    found: dict[int, tuple[date | None, str]] = {}
    links = _LINK.findall(state.client.text(Ask(page)))
    if not links:
        raise changed(rules.source, "the page names no workbook", rules.page)
    for link, short, stamp in links:
        year, day = 2000 + int(short), _day(stamp)
        if int(first) <= year <= until:
            given = (day, urljoin(page, link))
            known = found.get(year)
            if known is None or (day or date.min) > (known[0] or date.min):
                found[year] = given
    items = []
    for year, (day, url) in sorted(found.items()):
        stamp = f"{day:%Y-%m-%d}" if day else "year's end"
        items.append(
            Download(
                dataset=f"workbook-FY{year}-{stamp.replace(' ', '-')}".replace("'", ""),
                url=url,
                about=f"detention statistics, fiscal year {year}, {stamp}",
                kind="xlsx",
                fixed=day is not None,
                dataset_id=f"ICE/detention-statistics/FY{year}/{stamp}",
                version=day.isoformat() if day else None,
                period=f"FY{year}",
            )
        )
    fresh = [item for item in items if not item.fixed and state.is_fresh(item.dataset)]
    return Plan(
        rules.source,
        tuple(item for item in items if item not in fresh),
        tuple(f"{item.about}: asked for not long ago" for item in fresh),
        () if items else (f"the page lists no workbook of {options['years']}",),
    )


def _day(stamp: str) -> date | None:
    """Read a day written as month, day and year."""
    try:
        return date(int(stamp[4:]), int(stamp[:2]), int(stamp[2:4]))
    except ValueError:
        return None
