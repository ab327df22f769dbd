"""Loads federal corporations: names with dates, status, business number, office.

The register names no owners and no directors, and says of an amalgamated corporation
that it is, not into which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from crosstie.fetch.plan import Download, Plan, State
from crosstie.sources.corporations_canada.answers import answers, is_answer
from crosstie.sources.corporations_canada.records import (
    Codes,
    Corporation,
    corporations,
    read_codes,
)
from crosstie.sources.reading.csvload import Progress
from crosstie.sources.reading.inputs import Member, beside
from crosstie.sources.reading.layout import Source
from crosstie.sources.reading.writing import Tables
from crosstie.sources.wholes import plan_files
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome, keep_rejects
from crosstie.store.tables import (
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    REPEAT,
)
from crosstie.text.dates import iso_day
from crosstie.text.identifiers import business_number

__all__ = ["archive", "arrange", "load", "plan"]

_CODES = "codes.xml"
_ENDED = {"9", "10", "11", "19"}
"""Codes of a status in which a corporation is no more under federal law."""

_INCORPORATION = "1"
"""Code of the activity that dates a corporation's beginning."""

_PAGE = "https://ised-isde.canada.ca/cc/lgcy/fdrlCrpDtls.html?corpId="

Row = dict[str, Any]


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one of the XML files, or an answer of the query by number."""
    answer = is_answer(member)
    codes = read_codes(beside(member, _CODES))
    tables = Tables(db)
    rejected: list[Row] = []
    seen: dict[str, int] = {}
    count: Counter[str] = Counter()
    told: dict[str, str] = {}
    for row, found in enumerate(
        answers(member) if answer else corporations(member, told), start=1
    ):
        count["read"] = row
        if progress and not row % 5_000:
            progress(row)
        place = {"file_id": member.file_id, "row_number": row}
        reason = _refused(found)
        if reason is not None:
            record = found.number[:80] or "(no number)"
            rejected.append({"row_number": row, "reason": reason, "record": record})
        elif found.number in seen:
            count["repeated"] += 1
            tables.add(REPEAT, _repeat(found, place, seen[found.number]))
        else:
            seen[found.number] = row
            count["failing"] += _fill(tables, found, codes, place)
    tables.flush()
    keep_rejects(db, member.file_id, rejected)
    return Outcome(
        layout="corpcan-answer" if answer else "corpcan",
        rows_read=count["read"],
        rows_loaded=count["read"] - len(rejected) - count["repeated"],
        rows_rejected=len(rejected),
        rows_repeated=count["repeated"],
        notes=_notes(count, told, dated=not answer),
        version=_version(told),
    )


def arrange(members: Sequence[Member]) -> list[Member]:
    """Leave out the table of codes, which the other members are read with."""
    kept = [m for m in members if PurePosixPath(m.member or "").name != _CODES]
    return kept or list(members)


def archive(name: str, layout: str) -> tuple[str, str | None] | None:
    """Read the dataset id off the publisher's name of the archive."""
    if name.upper() == "OPEN_DATA_SPLIT.ZIP":
        return "Corporations-Canada/open-data", None
    return None


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the archive of the whole register, or an answer for each number."""
    addresses = state.client.rules.addresses
    if options["numbers"]:
        numbers = dict.fromkeys(options["numbers"].split("|"))
        return plan_files(
            state, [_answer(number, addresses["one"]) for number in numbers]
        )
    file = Download(
        dataset="register",
        url=addresses["register"],
        about="every federal corporation, dissolved ones too",
        name="OPEN_DATA_SPLIT.zip",
        kind="zip",
        dataset_id="Corporations-Canada/open-data",
    )
    return plan_files(state, [file])


def _answer(number: str, address: str) -> Download:
    return Download(
        dataset=f"corporation-{number}",
        url=address.format(number=number),
        about=f"the corporation {number}",
        name=f"corporation-{number}.json",
        kind="json",
        dataset_id=f"Corporations-Canada/corporation/{number}",
    )


def _version(told: dict[str, str]) -> str | None:
    day = iso_day(told.get("date"))
    return day.isoformat() if day else None


def _notes(
    count: Counter[str], told: dict[str, str], *, dated: bool
) -> tuple[str, ...]:
    notes = []
    if count["failing"]:
        notes.append(
            f"Business numbers whose check digit is wrong, left out:"
            f" {count['failing']:,}."
        )
    if dated and _version(told) is None:
        notes.append("The file does not say of which day it is.")
    return tuple(notes)


def _refused(found: Corporation) -> str | None:
    if not found.number and not found.names:
        return "the publisher knows no such corporation"
    if not found.number.isdigit():
        return "corporationId is empty or not a whole number"
    if not any(name["$"] for name in found.names):
        return "the corporation has no name"
    return None


def _repeat(found: Corporation, place: Row, same_as: int) -> Row:
    return {
        **place,
        "record_id": found.number,
        "same_as_file_id": place["file_id"],
        "same_as_row_number": same_as,
        "reason": "same key in the file",
    }


def _fill(tables: Tables, found: Corporation, codes: Codes, place: Row) -> int:
    """Write one corporation's rows; return 1 where its business number is wrong."""
    place = {"organisation_id": f"ca-corp:{found.number}", **place}
    names = _names(found)
    status = _current(found.statuses)
    act = _current(found.acts)
    ended = status.get("code") in _ENDED
    tables.add(
        ORGANISATION,
        {
            **place,
            "source": "corporations-canada",
            "record_id": found.number,
            "name": names[0]["name"],
            "kind": "company",
            "country": "CA",
            "country_basis": "federal law",
            "jurisdiction": "CA",
            "legal_form": codes.act.get(act.get("code", "")) or _word(act),
            "city": found.address.get("city") or None,
            "region": found.address.get("province") or None,
            "address": found.address.get("address") or None,
            "postal_code": found.address.get("postalCode") or None,
            "status": codes.status.get(status.get("code", "")) or status.get("code"),
            "valid_from": _began(found),
            "valid_to": iso_day(status.get("effectiveDate")) if ended else None,
            "url": _PAGE + found.number,
        },
    )
    for name in names:
        tables.add(ORGANISATION_NAME, {**place, **name})
    tables.add(
        ORGANISATION_IDENTIFIER,
        {**place, "scheme": "ca-corp", "value": found.number},
    )
    number, is_valid = business_number(found.business_number or "")
    if number is not None and is_valid:
        found_number = {**place, "scheme": "ca-bn", "value": number}
        tables.add(ORGANISATION_IDENTIFIER, found_number)
    return int(found.business_number is not None and not is_valid)


def _names(found: Corporation) -> list[Row]:
    """List the names, the current one first; of none that is current, the latest."""

    def since(name: dict[str, str]) -> str:
        return name.get("effectiveDate", "")

    written = [name for name in found.names if name["$"]]
    latest = sorted(written, key=since, reverse=True)
    current = [n for n in latest if n.get("current") == "true"] or latest[:1]
    rows: list[Row] = []
    for name in [*current, *(n for n in latest if n not in current)]:
        kind = "former" if name not in current else "other" if rows else "legal"
        rows.append(
            {
                "name": name["$"],
                "kind": kind,
                "valid_from": iso_day(name.get("effectiveDate")),
                "valid_to": iso_day(name.get("expiryDate")),
            }
        )
    return rows


def _current(rows: Sequence[dict[str, str]]) -> dict[str, str]:
    return next((row for row in rows if row.get("current") == "true"), {})


def _word(act: dict[str, str]) -> str | None:
    """Take the name of an act, where a name stands in the place of its code."""
    code = act.get("code", "")
    return None if code.isdigit() else code or None


def _began(found: Corporation) -> date | None:
    days = [
        day
        for one in found.activities
        if one.get("code") == _INCORPORATION
        and (day := iso_day(one.get("date"))) is not None
    ]
    return min(days, default=None)
