"""Loads stays in detention so that people can be counted and none can be named.

Kept are days without hours, citizenship, year of birth and what is said of the case;
never a facility. The identifier becomes a number that means nothing in another file.
Where fewer than ten people of a file share a citizenship, it is withheld; where fewer
than ten share citizenship and year of birth, the year is.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from crosstie.fetch.plan import Download, Plan, State
from crosstie.sources.deportation_data.rows import rows
from crosstie.sources.reading.countries import country_code
from crosstie.sources.reading.csvload import Progress
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.sources.reading.withhold import WITHHELD
from crosstie.sources.reading.writing import Tables
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome, keep_rejects
from crosstie.store.tables import DETENTION_STAY, REPEAT
from crosstie.text.dates import iso_day

__all__ = ["archive", "load", "plan"]

LAYOUT = "detention-stays"
DATASET = "deportationdata/detention-stays"
FEWEST = 10
"""People below which a group is not told apart."""

FEW = "withheld: fewer than ten people"
_code = lru_cache(maxsize=4096)(country_code)
_EVERY = 50_000
_LONGEST = 200

Row = Mapping[str, Any]


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the one file of the latest release."""
    rules = state.client.rules
    if state.is_fresh("detention-stays"):
        return Plan(rules.source, (), ("detention stays: asked for not long ago",))
    url = rules.addresses["stays"]
    stays = Download("detention-stays", url, "all detention stays", kind="parquet")
    return Plan(rules.source, (stays,))


def archive(name: str, layout: str) -> tuple[str, None] | None:
    """Tell the publisher's whole by its name."""
    return (DATASET, None) if name == "detention-stays-latest.parquet" else None


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one release: read once to count who shares what, and once to keep it."""
    named = _namer(member)
    groups = _groups(member, named)
    tables, count, rejected = Tables(db), Counter[str](), list[dict[str, Any]]()
    seen: dict[bytes, int] = {}
    first = last = None
    for number, row in enumerate(rows(member), start=1):
        count["read"] = number
        if progress and not number % _EVERY:
            progress(number)
        book_in, person = _day(row["book_in"]), named(row.get("identifier"))
        if book_in is None:
            rejected.append(_reject(number))
            continue
        place = {"file_id": member.file_id, "row_number": number}
        if person is not None:
            stay = hashlib.sha256(f"{person} {row['book_in']}".encode()).digest()[:12]
            if stay in seen:
                count["repeated"] += 1
                tables.add(REPEAT, _repeat(place, seen[stay]))
                continue
            seen[stay] = number
        count["nobody"] += person is None
        made = _stay(row, groups)
        count["few"] += made["citizenship_name"] == FEW
        tables.add(DETENTION_STAY, {**place, **made, "person": person})
        first, last = min(first or book_in, book_in), max(last or book_in, book_in)
    tables.flush()
    keep_rejects(db, member.file_id, rejected)
    return Outcome(
        layout=LAYOUT,
        rows_read=count["read"],
        rows_loaded=count["read"] - len(rejected) - count["repeated"],
        rows_rejected=len(rejected),
        rows_repeated=count["repeated"],
        notes=_notes(count, groups),
        first_date=first,
        last_date=last,
    )


def _namer(member: Member) -> Callable[[object], str | None]:
    """Make the function that hides identifiers, with the file's hash as its salt.

    So one person has another number in each release, and releases cannot be joined.
    It hides nothing from somebody who holds the publisher's own file.
    """
    salt = bytes.fromhex(member.sha256)

    def named(identifier: object) -> str | None:
        text = str(identifier).strip() if identifier is not None else ""
        if not text:
            return None
        return hmac.new(salt, text.encode(), "sha256").hexdigest()[:16]

    return named


class _Groups:
    """Which groups have at least ten people; no more of them is remembered."""

    def __init__(self) -> None:
        self._people: dict[Hashable, set[str]] = {}

    def add(self, group: Hashable, person: str) -> None:
        people = self._people.setdefault(group, set())
        if len(people) < FEWEST:
            people.add(person)

    def is_large(self, group: Hashable) -> bool:
        return len(self._people.get(group, ())) >= FEWEST


def _groups(member: Member, named: Callable[[object], str | None]) -> _Groups:
    found = _Groups()
    for row in rows(member):
        person = named(row.get("identifier"))
        if person is not None:
            country = _text(row.get("citizenship"))
            found.add(country, person)
            found.add((country, _year(row.get("birth_year"))), person)
    return found


def _stay(row: Row, groups: _Groups) -> dict[str, Any]:
    country = _text(row.get("citizenship"))
    year = _year(row.get("birth_year"))
    is_told = country is None or groups.is_large(country)
    departure = _text(row.get("departure"))
    duplicate = row.get("duplicate")
    return {
        "book_in": _day(row["book_in"]),
        "book_out": _day(row.get("book_out")),
        "birth_year": year if is_told and groups.is_large((country, year)) else None,
        "citizenship": _code(country) if is_told else None,
        "citizenship_name": country if is_told else FEW,
        "criminality": _text(row.get("criminality")),
        "case_status": _text(row.get("case_status")),
        "release_reason": _text(row.get("release_reason")),
        "departure_country": _code(departure)
        if departure and is_told and groups.is_large(departure)
        else None,
        "duplicate_likely": duplicate if isinstance(duplicate, bool) else None,
    }


def _notes(count: Counter[str], groups: _Groups) -> tuple[str, ...]:
    notes = [
        "Kept without identifier, facility and hour; people are counted by `person`,"
        " stays are not people."
    ]
    if count["few"]:
        notes.append(
            f"Stays whose citizenship is withheld, because fewer than {FEWEST} people"
            f" share it: {count['few']:,}."
        )
    if count["nobody"]:
        notes.append(f"Stays without an identifier: {count['nobody']:,}.")
    return tuple(notes)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else iso_day(value)


def _year(value: object) -> int | None:
    try:
        year = int(str(value).partition(".")[0])
    except ValueError:
        return None
    return year if 1900 <= year <= 2100 else None


def _text(value: object) -> str | None:
    text = str(value).strip()[:_LONGEST] if value is not None else ""
    return text or None


def _reject(number: int) -> dict[str, Any]:
    return {
        "row_number": number,
        "line": None,
        "column_name": "stay_book_in_date_time",
        "reason": "the day on which the stay began is empty or no date",
        "record": WITHHELD,
    }


def _repeat(place: dict[str, Any], same_as: int) -> dict[str, Any]:
    return {
        **place,
        "same_as_file_id": place["file_id"],
        "same_as_row_number": same_as,
        "reason": "same person and beginning: another row of one stay",
    }
