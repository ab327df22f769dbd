"""Which golden copies GLEIF publishes: three files, made anew three times a day.

Each has a whole copy and files of what changed in a day, a week or a month. What is
here is carried on by the smallest of these that reaches back far enough; after
`fresh_days` the whole is fetched again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
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

_CHANGES = (
    ("LastDay", timedelta(days=1)),
    ("LastWeek", timedelta(days=7)),
    ("LastMonth", timedelta(days=28)),
)
"""Files of changes, and how far back each surely reaches."""

_VERSION = "%Y%m%d-%H%M"


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan what leads from the golden copies that are here to the newest ones.

    Raises:
        FetchError: the publisher's list cannot be had, or has changed.

    """
    rules = state.client.rules
    wanted = [role for role in _KINDS if role in options["files"].split(",")]
    answer = state.client.json(
        Ask(rules.addresses["publishes"], params={"per_page": 1})
    )
    items, current = [], []
    try:
        latest = answer["data"][0]
        published = _moment(str(latest["publish_date"]))
        for role in wanted:
            if _here(state, role) == f"{published:{_VERSION}}":
                current.append(f"{_KINDS[role][1]}: is here as of {published:%Y-%m-%d}")
            else:
                found = None
                if options["update"] == "changes" and not state.force:
                    found = _changes(role, latest, published, state)
                items.append(found or _whole(role, latest, published))
    except (KeyError, IndexError, TypeError, ValueError) as cause:
        raise changed(
            rules.source, f"the list of golden copies has no {cause}", rules.page
        ) from cause
    return Plan(rules.source, tuple(items), tuple(current))


def _here(state: State, role: str) -> str | None:
    """Tell the version that the files on disk lead to; None without a whole copy."""
    whole = state.newest(f"golden-copy-{role}")
    later = state.newest(f"golden-copy-{role}-changes")
    if whole is None or whole.version is None:
        return None
    return max(whole.version, (later.version or "") if later else "")


def _whole(role: str, latest: Mapping[str, Any], published: datetime) -> Download:
    """Describe a whole golden copy as the publisher lists it."""
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
        version=f"{published:{_VERSION}}",
        role=role,
        period=f"{published:%Y-%m-%d}",
        asked={"publish_date": str(latest["publish_date"]), "records": count},
    )


def _changes(
    role: str, latest: Mapping[str, Any], published: datetime, state: State
) -> Download | None:
    """Describe the smallest file of changes that leads from what is here to now.

    JSON, because only there a withdrawn exception is marked. None where no whole copy
    is here, it is too old, or no file of changes reaches back so far.
    """
    whole, version = state.newest(f"golden-copy-{role}"), _here(state, role)
    if whole is None or version is None:
        return None
    age = published - _version_moment(str(whole.version))
    gap = published - _version_moment(version)
    if age > timedelta(days=state.client.rules.fresh_days) or gap < timedelta():
        return None
    kind, about = _KINDS[role]
    listed = latest[kind].get("delta_files") or {}
    for name, reach in _CHANGES:
        found = (listed.get(name) or {}).get("json")
        if gap <= reach and found:
            count = int(found["record_count"])
            return Download(
                dataset=f"golden-copy-{role}-changes",
                url=str(found["url"]),
                about=f"{about}, changes up to {published:%Y-%m-%d %H:%M},"
                f" {count:,} records",
                kind="zip",
                fixed=True,
                size=int(found["size"]),
                dataset_id=f"GLEIF/golden-copy/{kind}",
                version=f"{published:{_VERSION}}",
                since=f"{published - reach:{_VERSION}}",
                role=role,
                period=f"{published:%Y-%m-%d}",
                asked={"publish_date": str(latest["publish_date"]), "delta": name},
            )
    return None


def _moment(text: str) -> datetime:
    """Read a publishing time, which is in UTC.

    >>> _moment("2026-10-04 08:00:00").isoformat()
    '2026-10-04T08:00:00+00:00'
    """
    return datetime.fromisoformat(text.replace("Z", "")).replace(tzinfo=UTC)


def _version_moment(version: str) -> datetime:
    return datetime.strptime(version, _VERSION).replace(tzinfo=UTC)
