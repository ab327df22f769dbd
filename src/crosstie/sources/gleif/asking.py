"""Which golden copies GLEIF publishes: three files, made anew three times a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from crosstie.fetch.client import Ask
from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import Download, Plan, State

__all__ = ["plan"]

_KINDS = {
    "lei": ("lei2", "entities with an LEI"),
    "rr": ("rr", "who consolidates whom"),
    "repex": ("repex", "why no parent is named"),
}


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the newest golden copy of each file that is here older than some days.

    Raises:
        FetchError: the publisher's list cannot be had, or has changed.

    """
    rules = state.client.rules
    wanted = [role for role in _KINDS if role in options["files"].split(",")]
    old = [role for role in wanted if not state.is_fresh(f"golden-copy-{role}")]
    current = [
        f"{_KINDS[role][1]}: fetched less than {rules.fresh_days} days ago"
        for role in wanted
        if role not in old
    ]
    if not old:
        return Plan(rules.source, (), tuple(current))
    ask = Ask(rules.addresses["publishes"], params={"per_page": 1})
    answer = state.client.json(ask)
    try:
        latest = answer["data"][0]
        published = _moment(str(latest["publish_date"]))
        items = tuple(_file(role, latest, published) for role in old)
    except (KeyError, IndexError, TypeError, ValueError) as cause:
        raise changed(
            rules.source, f"the list of golden copies has no {cause}", rules.page
        ) from cause
    return Plan(rules.source, items, tuple(current))


def _file(role: str, latest: Mapping[str, Any], published: datetime) -> Download:
    """Describe one golden copy as the publisher lists it."""
    kind, about = _KINDS[role]
    found = latest[kind]["full_file"]["csv"]
    count = int(found["record_count"])
    return Download(
        dataset=f"golden-copy-{role}",
        url=str(found["url"]),
        about=f"{about}, golden copy of {published:%Y-%m-%d %H:%M}, {count:,} records",
        kind="zip",
        fixed=True,
        size=int(found["size"]),
        version=f"{published:%Y%m%d-%H%M}",
        role=role,
        period=f"{published:%Y-%m-%d}",
        asked={"publish_date": str(latest["publish_date"]), "records": count},
    )


def _moment(text: str) -> datetime:
    """Read a publishing time, which is in UTC.

    >>> _moment("2026-10-04 08:00:00").isoformat()
    '2026-10-04T08:00:00+00:00'
    """
    return datetime.fromisoformat(text.replace("Z", "")).replace(tzinfo=UTC)
