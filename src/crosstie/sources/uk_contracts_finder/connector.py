"""Asks Contracts Finder for the notices of award of each month, page by page.

An answer is an OCDS release package, so the releases load as those of any publisher of
the Open Contracting Data Standard. The publisher gives the latest release of a notice:
one that is edited leaves the month in which it stood for that of the edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crosstie.errors import UsageError
from crosstie.fetch.client import Ask
from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import Download, Pages, Plan, State
from crosstie.sources.ocds.connector import load

__all__ = ["load", "plan"]

SOURCE = "uk-contracts-finder"
FIRST_MONTH = date(2014, 1, 1)
"""Before it the publisher has nothing."""

LIMIT = 100
"""Releases on a page: the most that the publisher gives."""

STAGES = "award,implementation"
"""What a notice is about; plans and tenders name no company that was paid."""

OLD_FRESH_DAYS = 180
"""Age from which a month that is over is asked for again."""

_PAGE = "https://www.contractsfinder.service.gov.uk/apidocumentation"


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan one file of releases for each month.

    Raises:
        UsageError: the months are none, or not in order.

    """
    url = state.client.rules.addresses["search"]
    items: list[Pages] = []
    current: list[str] = []
    for month in months(options["from"], options["to"], state.today):
        item = _month(month, url, state.today)
        if state.is_fresh(item.dataset, _fresh_days(month, state)):
            current.append(f"{item.download.about}: asked for not long ago")
        else:
            items.append(item)
    notes = (
        "asked for are notices of award and of contracts under way; not plans, not"
        " tenders",
        "of each notice the publisher gives the latest release only",
    )
    return Plan(SOURCE, tuple(items), tuple(current), notes)


def months(first: str, last: str, today: date) -> list[date]:
    """List the first days of the months from one to another, both named as YYYY-MM.

    >>> months("", "", date(2026, 1, 20))
    [datetime.date(2025, 12, 1), datetime.date(2026, 1, 1)]
    """
    this = today.replace(day=1)
    start = date.fromisoformat(f"{first}-01") if first else _before(this)
    end = date.fromisoformat(f"{last}-01") if last else this
    if not FIRST_MONTH <= start <= end <= this:
        raise UsageError(
            f"{SOURCE}: from={start:%Y-%m} to={end:%Y-%m} are no months between"
            f" {FIRST_MONTH:%Y-%m} and {this:%Y-%m}",
            next_step=f"write them as from={_before(this):%Y-%m} to={this:%Y-%m}",
        )
    found = [start]
    while found[-1] < end:
        found.append(_after(found[-1]))
    return found


def _before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _fresh_days(month: date, state: State) -> float | None:
    """Give the age up to which a month's file stands: None is the source's own.

    A month that is over is asked for once after its end, and then seldom.
    """
    end = datetime.combine(_after(month), datetime.min.time(), UTC)
    since = (state.now - end).total_seconds() / 86_400
    return None if since < 0 else min(since, OLD_FRESH_DAYS)


def _month(month: date, url: str, today: date) -> Pages:
    """Ask for all that was published from the first of a month to its end, or today."""
    end = min(_after(month), today + timedelta(days=1))
    asked: dict[str, str | int] = {
        "publishedFrom": f"{month}T00:00:00",
        "publishedTo": f"{end}T00:00:00",
        "stages": STAGES,
        "limit": LIMIT,
    }
    span = f"{month:%Y-%m}"
    return Pages(
        Download(
            dataset=f"awards-{span}",
            url=url,
            about=f"notices of award of {span}",
            name=f"awards-{span}.jsonl",
            kind="jsonl",
            dataset_id=f"Contracts Finder/awards/{span}",
            period=span,
            asked=asked,
        ),
        Ask(url, params=asked),
        records=lambda answer: _package(answer, span),
        following=_following,
    )


def _package(answer: Any, period: str) -> Sequence[Mapping[str, Any]]:
    """Keep a page as one package, so that a month without a notice has its line too.

    What else the package states (an address, a time) is left out: the same releases of
    a month are the same bytes, and two empty months are not.
    """
    found = answer.get("releases") if isinstance(answer, dict) else None
    if not isinstance(found, list) or not all(isinstance(r, dict) for r in found):
        raise changed(SOURCE, "the answer has no list of releases", _PAGE)
    return [{"period": period, "releases": found}]


def _following(answer: Any, ask: Ask) -> Ask | None:
    """Take the address of the next page out of an answer; None on the last.

    The first page shows whether pages are still joined in this way: where it is full
    and names no next, all that follows would be lost without a word.
    """
    links = answer.get("links") or {}
    following = links.get("next") if isinstance(links, dict) else None
    if following:
        return Ask(str(following))
    if ask.params and len(answer["releases"]) >= LIMIT:
        raise changed(SOURCE, "a full first page names no next one", _PAGE)
    return None
