"""Loads Open Contracting releases: one row for each award and supplier of it.

The amount of an award with several suppliers stands on the first of them only: no
publisher says how it is shared, and on every row it would be counted again. Of several
releases of a process the latest that holds an award stands for that award; a release
of which nothing stands is listed in `repeat`. Contact points are never read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crosstie.errors import Place, RefusedRecord, UnknownLayout
from crosstie.sources.ocds import convert
from crosstie.sources.ocds.asking import plan
from crosstie.sources.reading.csvload import Progress
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.jsonread import items
from crosstie.sources.reading.layout import Source
from crosstie.sources.reading.writing import Tables
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome, keep_rejects
from crosstie.store.tables import REPEAT

__all__ = ["load", "plan"]

_WITHHELD = "[withheld: may hold contact persons]"


@dataclass(frozen=True)
class _Release:
    """One release of a file, with its place in it."""

    row: int
    line: int | None
    value: Any
    problem: str | None


@dataclass
class _Seen:
    """What a first reading learns: the release that stands for a process or award."""

    latest: dict[tuple[str, ...], tuple[str, int]] = field(default_factory=dict)
    package: dict[str, Any] = field(default_factory=dict)

    def note(self, key: tuple[str, ...], when: tuple[str, int]) -> None:
        """Note a release; the latest stands."""
        self.latest[key] = max(self.latest.get(key, ("", 0)), when)

    def standing(self, *key: str) -> int:
        """Return the row of the release that stands."""
        return self.latest[key][1]


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file of releases, records, or lines of either."""
    seen = _first_reading(member)
    tables = Tables(db)
    rejected: list[dict[str, Any]] = []
    counts = {"read": 0, "repeated": 0, "no award": 0, "shared": 0}
    days: list[date] = []
    organisations: set[str] = set()
    for release in _releases(member, {}):
        counts["read"] += 1
        if progress and not counts["read"] % 5_000:
            progress(counts["read"])
        if reason := _wrong(release):
            rejected.append(_reject(release, reason))
            continue
        ocid = str(release.value["ocid"])
        standing = seen.standing(ocid)
        awards = [
            award
            for award in _awards(release.value)
            if seen.standing(ocid, str(award.get("id"))) == release.row
        ]
        if standing != release.row and not awards:
            counts["repeated"] += 1
            tables.add(REPEAT, _repeat(member.file_id, release, standing))
            continue
        try:
            value = {**release.value, "awards": awards}
            made = convert.release(value, member.file_id, release.row)
        except RefusedRecord as refused:
            rejected.append(_reject(release, str(refused), refused.column))
            continue
        counts["no award"] += not made.transactions
        counts["shared"] += made.shared
        for table, row in made.rows(organisations):
            tables.add(table, row)
        days += [r["action_date"] for r in made.transactions if r["action_date"]]
    tables.flush()
    keep_rejects(db, member.file_id, rejected)
    return Outcome(
        layout="ocds",
        rows_read=counts["read"],
        rows_loaded=counts["read"] - len(rejected) - counts["repeated"],
        rows_rejected=len(rejected),
        rows_repeated=counts["repeated"],
        notes=_notes(counts),
        first_date=min(days, default=None),
        last_date=max(days, default=None),
        version=str(seen.package.get("publishedDate") or "") or None,
        facts=_facts(seen.package),
    )


def _first_reading(member: Member) -> _Seen:
    seen = _Seen()
    found = 0
    for release in _releases(member, seen.package):
        found += 1
        if _wrong(release):
            continue
        ocid = str(release.value["ocid"])
        when = (str(release.value.get("date") or ""), release.row)
        seen.note((ocid,), when)
        for award in _awards(release.value):
            seen.note((ocid, str(award.get("id"))), when)
    if found and not seen.latest:
        raise UnknownLayout(
            "no object of the file has the key 'ocid': these are no releases",
            place=Place(member.label),
            next_step="known layouts: release package, record package, JSON Lines",
        )
    return seen


def _releases(member: Member, package: dict[str, Any]) -> Iterator[_Release]:
    """Yield each release, of a package, a record, an array, or a line."""
    row = 0
    for item in items(member):
        found = list(_inside(item.value, package)) if item.problem is None else [None]
        for value in found:
            row += 1
            yield _Release(row, item.line, value, item.problem)


def _inside(value: Any, package: dict[str, Any]) -> Iterator[Any]:
    if isinstance(value, dict) and "records" in value:
        package.update({k: v for k, v in value.items() if k != "records"})
        for record in value["records"]:
            yield _compiled(record)
    elif isinstance(value, dict) and "releases" in value and "tag" not in value:
        package.update({k: v for k, v in value.items() if k != "releases"})
        yield from value["releases"]
    else:
        yield value


def _compiled(record: Any) -> Any:
    """Take a record's compiled release; without one, its latest full release."""
    if not isinstance(record, dict) or isinstance(record.get("compiledRelease"), dict):
        return record.get("compiledRelease") if isinstance(record, dict) else record
    full = [r for r in record.get("releases", []) if isinstance(r, dict) and "id" in r]
    return max(full, key=lambda r: str(r.get("date") or ""), default=record)


def _awards(value: dict[str, Any]) -> list[dict[str, Any]]:
    found = value.get("awards")
    awards = found if isinstance(found, list) else []
    return [award for award in awards if isinstance(award, dict)]


def _wrong(release: _Release) -> str | None:
    if release.problem is not None:
        return release.problem
    if not isinstance(release.value, dict) or not release.value.get("ocid"):
        return "the object has no ocid"
    return None


def _reject(
    release: _Release, reason: str, column: str | None = None
) -> dict[str, Any]:
    known = release.value if isinstance(release.value, dict) else {}
    kept = {k: known.get(k) for k in ("ocid", "id", "date") if known.get(k)}
    return {
        "row_number": release.row,
        "line": release.line,
        "column_name": column,
        "reason": reason,
        "record": f"{kept} {_WITHHELD}" if kept else _WITHHELD,
    }


def _repeat(file_id: str, release: _Release, standing: int) -> dict[str, Any]:
    return {
        "file_id": file_id,
        "row_number": release.row,
        "record_id": str(release.value["ocid"]),
        "same_as_file_id": file_id,
        "same_as_row_number": standing,
        "reason": "earlier release of the same process",
    }


def _notes(counts: dict[str, int]) -> tuple[str, ...]:
    notes = []
    if counts["no award"]:
        notes.append(
            f"Releases without an award (planning or tender): {counts['no award']:,};"
            " of these only parties with an identifier are kept."
        )
    if counts["shared"]:
        notes.append(
            f"Awards with several suppliers: {counts['shared']:,};"
            " the amount stands on the first of them."
        )
    return tuple(notes)


def _facts(package: dict[str, Any]) -> dict[str, str]:
    publisher = package.get("publisher")
    found = {
        "publisher": publisher.get("name") if isinstance(publisher, dict) else None,
        "licence": package.get("license"),
        "url": package.get("uri"),
    }
    return {name: str(value) for name, value in found.items() if value}
