"""Writes parties, spellings and named parents as rows; private persons are masked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crosstie.resolve.parties import Party
from crosstie.store.engine import Row
from crosstie.text.persons import MASK


def party_row(party: Party) -> Row:
    """Write one party; of a private person nothing but the sum is told."""
    countries = party.values("countries")
    shown = party.shown.row
    masked = party.is_person
    ueis, duns = party.values("uei"), party.values("duns")
    return {
        "party_id": party.party_id,
        "name": MASK if masked else shown["name"],
        "core_name": MASK if masked else party.shown.name.core_text,
        "basis": party.basis,
        "uei": ueis[0] if ueis and not masked else None,
        "duns": duns[0] if duns and not masked else None,
        "country": countries[0] if len(countries) == 1 and not masked else None,
        "city": None if masked else shown["city"],
        "state": None if masked else shown["state"],
        "is_person": masked,
        "is_supplier": any(s.row["is_supplier"] for s in party.spellings),
        "is_subawardee": any(s.row["is_subawardee"] for s in party.spellings),
        "is_parent": any(s.row["is_parent"] for s in party.spellings),
        "obligated": party.obligated,
    }


def spelling_rows(party: Party) -> list[Row]:
    """Write the spellings of one party."""
    return [
        {
            "spelling_id": spelling.spelling_id,
            "party_id": party.party_id,
            "name": MASK if spelling.is_person else spelling.row["name"],
            "uei": None if spelling.is_person else spelling.row["uei"],
            "duns": None if spelling.is_person else spelling.row["duns"],
            "first_date": spelling.row["first_date"],
            "last_date": spelling.row["last_date"],
        }
        for spelling in party.spellings
    ]


def parent_rows(named: Iterable[Row], party_of: Mapping[str, Party]) -> list[Row]:
    """Write which party's records name which parent; a party is never its own."""
    pairs: dict[tuple[str, str], list[Row]] = {}
    for row in named:
        party = party_of[row["spelling_id"]]
        parent = party_of[row["parent_spelling_id"]]
        if party is parent or party.is_person or parent.is_person:
            continue
        pairs.setdefault((party.party_id, parent.party_id), []).append(row)
    return [
        _parent_row(party_id, parent_id, found)
        for (party_id, parent_id), found in sorted(pairs.items())
    ]


def _parent_row(party_id: str, parent_id: str, found: list[Row]) -> Row:
    sample = min(tuple(_values(row["sample"])) for row in found)
    first = [row["first_date"] for row in found if row["first_date"]]
    last = [row["last_date"] for row in found if row["last_date"]]
    return {
        "party_id": party_id,
        "parent_party_id": parent_id,
        "first_date": min(first, default=None),
        "last_date": max(last, default=None),
        "records": sum(row["records"] for row in found),
        "file_id": sample[0],
        "row_number": sample[1],
        "record_id": sample[2],
        "field": "supplier_parent_name",
        "value": sample[3],
    }


def _values(sample: object) -> list[object]:
    if isinstance(sample, dict):
        return list(sample.values())
    return list(sample)  # type: ignore[call-overload, no-any-return]
