"""Loads lists of members and look-ups by postal code; public office-holders only.

A postal code can span districts, so a look-up may give several members, and all are
kept. The district is the one that the member's own record names: the boundaries in the
same answer mix old and new ones. Of the postal code only the first three characters
are kept. Telephone and address are those of the office at the seat of the house.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from crosstie.errors import Place, UnknownLayout
from crosstie.sources.members.asking import plan
from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.jsonread import items
from crosstie.sources.reading.layout import Source
from crosstie.sources.reading.writing import Tables
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome, keep_rejects
from crosstie.store.tables import OFFICE_HOLDER, REPEAT

__all__ = ["load", "plan"]

BODY = "House of Commons"
SEAT = "legislature"
_LONGEST = 500

Row = dict[str, Any]


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file: answers as JSON, or the list of the house as CSV."""
    with member.open() as stream:
        start = stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] not in (b"{", b"["):
        return load_csv(db, member, source.layouts, progress=progress)
    tables, count, rejected = Tables(db), Counter[str](), list[Row]()
    seen: dict[tuple[str, ...], int] = {}
    layout = "represent-list"
    for number, (line, place, value, problem) in enumerate(_people(member), start=1):
        count["read"] = number
        layout = "represent-postcode" if place else layout
        row = {"file_id": member.file_id, "row_number": number}
        reason = problem or _refused(value)
        if reason:
            count["known"] += reason.startswith("the office is")
            rejected.append(
                {"row_number": number, "line": line, "reason": reason}
                | {"record": str(value.get("name") or "")[:_LONGEST]}
            )
            continue
        made = _holder(value)
        key = (str(made["name"]), str(made["district"]))
        if key in seen:
            count["repeated"] += 1
            tables.add(REPEAT, _repeat(row, member, seen[key]))
            continue
        seen[key] = number
        tables.add(OFFICE_HOLDER, {**row, **made, "asked_place": place})
    if count["read"] and not seen and not count["known"]:
        raise UnknownLayout(
            "no object of the file is a member of a house",
            place=Place(member.label),
            next_step="known: answers of represent.opennorth.ca and openparliament.ca"
            " as JSON, and the CSV of the House of Commons",
        )
    tables.flush()
    keep_rejects(db, member.file_id, rejected)
    return Outcome(
        layout=layout,
        rows_read=count["read"],
        rows_loaded=len(seen),
        rows_rejected=len(rejected),
        rows_repeated=count["repeated"],
    )


def _people(member: Member) -> Iterator[tuple[int | None, str | None, Row, str | None]]:
    """Yield every person of an answer: line, place asked for, record, problem."""
    for item in items(member):
        value = item.value
        place = None
        if isinstance(value, dict) and "representatives_centroid" in value:
            place = str(value.get("code") or "").replace(" ", "")[:3] or None
            found = [
                one
                for name in ("representatives_centroid", "representatives_concordance")
                for one in _list(value.get(name))
            ]
        elif isinstance(value, dict) and isinstance(value.get("objects"), list):
            found = value["objects"]
        else:
            found = value if isinstance(value, list) else [value]
        for one in found:
            yield item.line, place, one if isinstance(one, dict) else {}, item.problem


def _refused(value: Mapping[str, Any]) -> str | None:
    """Say why a record is not kept; nothing where it is."""
    if not isinstance(value.get("name"), str) or not value["name"].strip():
        return "the record has no name"
    if isinstance(value.get("current_riding"), dict):
        return None
    office = value.get("elected_office")
    if not office:
        return "the record has no elected_office"
    if office != "MP":
        return f"the office is {str(office)[:40]}, not MP"
    if not value.get("district_name"):
        return "the record has no district_name"
    return None


def _holder(value: Mapping[str, Any]) -> Row:
    if isinstance(value.get("current_riding"), dict):
        riding = value["current_riding"]
        party = value.get("current_party")
        return {
            **_office(value),
            "district": _english(riding.get("name")),
            "province": _text(riding.get("province")),
            "party": _english(party.get("short_name"))
            if isinstance(party, dict)
            else None,
        }
    seat = next(
        (o for o in _list(value.get("offices")) if o.get("type") == SEAT),
        {},
    )
    extra = value.get("extra")
    spoken = extra.get("preferred_languages") if isinstance(extra, dict) else None
    return {
        **_office(value),
        "district": _text(value["district_name"]),
        "party": _text(value.get("party_name")),
        "email": _text(value.get("email")),
        "phone": _text(seat.get("tel")),
        "address": _text(seat.get("postal")),
        "preferred_languages": ", ".join(
            " ".join(one.split()) for one in spoken or [] if isinstance(one, str)
        )
        if isinstance(spoken, list)
        else None,
        "url": _page(value.get("url")),
    }


def _office(value: Mapping[str, Any]) -> Row:
    name = _text(value["name"])
    return {"source": "members", "name": name, "office": "MP", "body": BODY}


def _repeat(row: Row, member: Member, same_as: int) -> Row:
    return {
        **row,
        "same_as_file_id": member.file_id,
        "same_as_row_number": same_as,
        "reason": "same key in the file",
    }


def _list(value: object) -> list[Row]:
    found = value if isinstance(value, list) else []
    return [one for one in found if isinstance(one, dict)]


def _text(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    return value.strip()[:_LONGEST]


def _english(value: object) -> str | None:
    return _text(value.get("en")) if isinstance(value, dict) else _text(value)


def _page(value: object) -> str | None:
    """Take an address only where it is one that a browser may open."""
    found = _text(value)
    return found if found and found.startswith("https://") else None
