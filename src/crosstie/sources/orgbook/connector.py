"""Loads saved answers of OrgBook's search: a page of results, or topics one by one.

Names and attributes are lists of pairs of type and text. A sole proprietorship (type
SP) is a person's firm: it is counted and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from crosstie.errors import Place, UnknownLayout
from crosstie.sources.orgbook.asking import LAST_PAGE, plan
from crosstie.sources.reading.csvload import Progress
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.jsonread import items
from crosstie.sources.reading.layout import Source
from crosstie.sources.reading.withhold import WITHHELD
from crosstie.sources.reading.writing import Tables
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

__all__ = ["load", "plan"]

_SOLE = "SP"
_STATUS = {"ACT": "active", "HIS": "inactive"}
_PAGE = "https://orgbook.gov.bc.ca/entity/"
_NAMES = {"entity_name": "legal", "entity_name_trans": "other"}
_ASSUMED = "entity_name_assumed"

_LONGEST = 1_000
"""Characters of a name or an attribute that are kept; known ones have some 300."""

Row = dict[str, Any]


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file of answers."""
    tables = Tables(db)
    rejected: list[Row] = []
    seen: dict[str, int] = {}
    count: Counter[str] = Counter()
    topics = 0
    for row, (line, topic, problem) in enumerate(_topics(member, count), start=1):
        count["read"] = row
        place = {"file_id": member.file_id, "row_number": row}
        reason = problem or _refused(topic)
        topics += problem is None and "names" in topic
        if reason is not None:
            rejected.append(
                {"row_number": row, "line": line, "reason": reason, "record": WITHHELD}
            )
        elif str(topic["source_id"]) in seen:
            count["repeated"] += 1
            tables.add(REPEAT, _repeat(topic, place, seen))
        else:
            seen[str(topic["source_id"])] = row
            count["persons"] += _fill(tables, topic, place)
    if count["read"] and not topics:
        raise UnknownLayout(
            "no object of the file is a topic of OrgBook",
            place=Place(member.label),
            next_step="known: answers of /api/v4/search/topic, as JSON",
        )
    tables.flush()
    keep_rejects(db, member.file_id, rejected)
    notes = []
    if count["cut"]:
        notes.append(
            f"OrgBook counts {count['cut']:,} answers to a name and gives out the first"
            f" {count['given']:,}: look for a longer name, or a register number."
        )
    if count["persons"]:
        notes.append(f"Sole proprietorships, left out: {count['persons']:,}.")
    return Outcome(
        layout="orgbook-topics",
        rows_read=count["read"],
        rows_loaded=count["read"] - len(rejected) - count["repeated"],
        rows_rejected=len(rejected),
        rows_repeated=count["repeated"],
        notes=tuple(notes),
    )


def _topics(
    member: Member, count: Counter[str]
) -> Iterator[tuple[int | None, Row, str | None]]:
    """Read topics; count what the publisher has and does not give out."""
    for item in items(member):
        value = item.value
        if isinstance(value, dict) and isinstance(value.get("results"), list):
            found = value["results"]
            _count_cut(value, count)
        else:
            found = value if isinstance(value, list) else [value]
        for one in found:
            topic = one if isinstance(one, dict) else {}
            yield item.line, topic, item.problem


def _count_cut(page: Mapping[str, Any], count: Counter[str]) -> None:
    """Note the most answers to a name of which the last page is not the end."""
    total, number, size = (page.get(k) for k in ("total", "page", "page_size"))
    if not (isinstance(total, int) and isinstance(number, int)):
        return
    given = number * size if isinstance(size, int) else 0
    if number >= LAST_PAGE and total > max(given, count["cut"]):
        count["cut"], count["given"] = total, given


def _refused(topic: Mapping[str, Any]) -> str | None:
    if not topic.get("source_id"):
        return "the topic has no source_id"
    if not any(kind in _NAMES for kind, _ in _pairs(topic, "names", "text")):
        return "the topic has no entity_name"
    return None


def _repeat(topic: Row, place: Row, seen: dict[str, int]) -> Row:
    return {
        **place,
        "record_id": str(topic["source_id"]),
        "same_as_file_id": place["file_id"],
        "same_as_row_number": seen[str(topic["source_id"])],
        "reason": "same key in the file",
    }


def _pairs(topic: Mapping[str, Any], group: str, text: str) -> list[tuple[str, str]]:
    listed = topic.get(group)
    return [
        (str(one.get("type") or ""), str(one[text]).strip()[:_LONGEST])
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict) and one.get(text)
    ]


def _fill(tables: Tables, topic: Row, place: Row) -> int:
    """Write one topic's rows; return 1 where it is a person's and left out."""
    facts = dict(_pairs(topic, "attributes", "value"))
    if facts.get("entity_type") == _SOLE:
        return 1
    number = str(topic["source_id"])
    place = {"organisation_id": f"orgbook:{number}", **place}
    written = _pairs(topic, "names", "text")
    names = {kind: text for kind, text in reversed(written) if kind in _NAMES}
    legal = names.get("entity_name") or next(iter(names.values()))
    home = facts.get("home_jurisdiction") or facts.get("registered_jurisdiction")
    is_here = bool(home) and home in _PROVINCES
    address = _address(topic)
    status = facts.get("entity_status")
    tables.add(
        ORGANISATION,
        {
            **place,
            "source": "orgbook",
            "record_id": number,
            "name": legal,
            "kind": "company",
            "country": "CA" if is_here else None,
            "country_basis": "home jurisdiction" if is_here else None,
            "jurisdiction": _jurisdiction(home),
            "legal_form": facts.get("entity_type"),
            **address,
            "status": "inactive" if topic.get("inactive") else _said(status),
            "valid_from": iso_day(facts.get("registration_date")),
            "url": _PAGE + number,
        },
    )
    for kind, text in written:
        if kind in _NAMES or kind == _ASSUMED:
            name = {"name": text, "kind": _NAMES.get(kind, "trading")}
            tables.add(ORGANISATION_NAME, {**place, **name})
        elif kind == "business_number" and business_number(text)[1]:
            found = {"scheme": "ca-bn", "value": business_number(text)[0]}
            tables.add(ORGANISATION_IDENTIFIER, {**place, **found})
    tables.add(
        ORGANISATION_IDENTIFIER, {**place, "scheme": "ca-bc-reg", "value": number}
    )
    return 0


_PROVINCES = {
    *("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"),
    "FD",
}


def _jurisdiction(home: str | None) -> str | None:
    """Write the home as ISO 3166 does, where it is a province or federal law.

    >>> _jurisdiction("BC"), _jurisdiction("FD"), _jurisdiction("Delaware")
    ('CA-BC', 'CA', None)
    """
    if home == "FD":
        return "CA"
    return f"CA-{home}" if home in _PROVINCES else None


def _said(status: str | None) -> str | None:
    return _STATUS.get(status, status) if status else None


def _address(topic: Mapping[str, Any]) -> Row:
    listed = topic.get("addresses")
    first = listed[0] if isinstance(listed, list) and listed else {}
    if not isinstance(first, dict):
        return {}
    columns = {"city": "city", "region": "province", "postal_code": "postal_code"}
    return {
        column: first[key]
        for column, key in columns.items()
        if isinstance(first.get(key), str) and first[key]
    }
