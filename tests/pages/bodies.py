"""Registers, statements, matches and chains of control for the small run."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.store.engine import Database
from crosstie.store.run_tables import (
    CONTROL,
    COUNTRY_EVIDENCE,
    MATCH,
    NEAR_MISS,
    PARTY,
    PARTY_PARENT,
    SAME_ORGANISATION,
)
from crosstie.store.tables import (
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    OWNERSHIP_STATEMENT,
)
from tests.pages.factory import run_database
from tests.pages.rows import FILE_ID

PARENT, CHILD, BUYER = "case:roska", "case:roska-llc", "case:big-fund"


def full_run(**facts: Any) -> Database:
    """Make the run with everything, and all that a body's page reads beside it."""
    db = run_database(**facts)
    add_bodies(db)
    add_statements(db)
    add_matches(db)
    return db


def add_bodies(db: Database) -> None:
    def row(id_: str, name: str, country: str, number: int, **more: Any) -> Any:
        place = {"file_id": FILE_ID, "row_number": number}
        return place | {
            "organisation_id": id_,
            "source": "case",
            "name": name,
            "kind": "company",
            "country": country,
            "city": "Ostby",
            **more,
        }

    db.append(
        ORGANISATION,
        [
            row(PARENT, "Roska Inc.", "NL", 101, url="https://example.org/roska"),
            row("listed:XNL:ROS", "Roska Incorporated", "NL", 102, source="listed"),
            row(CHILD, "Roska LLC", "US", 103),
            row(BUYER, "Big Fund", "US", 104),
        ],
    )
    db.append(
        SAME_ORGANISATION,
        [
            {"organisation_id": id_, "canonical_id": PARENT, "reason": "same name"}
            for id_ in (PARENT, "listed:XNL:ROS")
        ],
    )
    _add_facts(db)


def _add_facts(db: Database) -> None:
    place = {"file_id": FILE_ID, "row_number": 102}
    db.append(
        ORGANISATION_NAME,
        [
            place
            | {
                "organisation_id": "listed:XNL:ROS",
                "name": "Roska Gun Works",
                "kind": "former",
                "valid_to": date(1999, 5, 1),
            }
        ],
    )
    db.append(
        ORGANISATION_IDENTIFIER,
        [
            place
            | {"organisation_id": "listed:XNL:ROS", "scheme": scheme, "value": value}
            for scheme, value in (("isin", "NL0000000001"), ("nl-bn", "123456789"))
        ],
    )
    db.append(
        COUNTRY_EVIDENCE,
        [
            place
            | {
                "subject_id": PARENT,
                "country": "NL",
                "basis": "listing",
                "probability": 0.98,
                "reason": "The list states Ostby, Northland.",
                "from_case": False,
                "source": "listed",
                "field": "country",
                "value": "NL",
            }
        ],
    )


def add_statements(db: Database) -> None:
    """Roska LLC is Roska's until 2020, then Big Fund's, which later buys Roska too."""
    links = [
        _link("s1", CHILD, "Roska LLC", PARENT, "Roska Inc.", None, date(2020, 1, 1)),
        _link("s2", CHILD, "Roska LLC", BUYER, "Big Fund", date(2020, 1, 1), None),
        _link("s3", PARENT, "Roska Inc.", BUYER, "Big Fund", date(2024, 6, 1), None),
    ]
    links[0]["dated_from"] = "2016-03-01"
    db.append(
        CONTROL,
        [
            {
                "control_id": f"t-{one['statement_id']}",
                "child_id": one["child_id"],
                "parent_id": one["parent_id"],
                "depth": 1,
                "interest": "control",
                "valid_from": one["valid_from"],
                "valid_to": one["valid_to"],
                "end_known": True,
                "probability": 0.98,
                "reason": "stated",
                "path": json.dumps([one], default=str),
                "from_case": True,
            }
            for one in links
        ],
    )
    db.append(
        OWNERSHIP_STATEMENT,
        [
            {
                "statement_id": one["statement_id"],
                "source": "case",
                "file_id": FILE_ID,
                "row_number": 200 + number,
                "child_id": one["child_id"],
                "parent_id": one["parent_id"],
                "interest": "control",
                "confirmed": True,
                "url": "https://example.org/deal",
            }
            for number, one in enumerate(links)
        ],
    )


def _link(
    id_: str,
    child_id: str,
    child: str,
    parent_id: str,
    parent: str,
    since: date | None,
    until: date | None,
) -> dict[str, Any]:
    return {
        "statement_id": id_,
        "child_id": child_id,
        "child_name": child,
        "parent_id": parent_id,
        "parent_name": parent,
        "interest": "control",
        "percent": None,
        "valid_from": since,
        "valid_to": until,
        "is_current": until is None,
        "dated_from": since,
        "dated_to": None,
        "probability": 0.98,
        "confirmed": True,
        "from_case": True,
    }


def add_matches(db: Database) -> None:
    def party(id_: str, name: str, *, is_person: bool = False) -> dict[str, Any]:
        return {
            "party_id": id_,
            "name": "a private person" if is_person else name,
            "core_name": name.lower(),
            "basis": "name",
            "is_person": is_person,
            "is_supplier": True,
            "is_subawardee": False,
            "is_parent": False,
        }

    db.append(
        PARTY,
        [
            party("p-near", "ROSKAM BAKING COMPANY"),
            party("p-person", "ROSKA, JANE Q", is_person=True),
        ],
    )

    def match(id_: str, party_id: str, kind: str, probability: float) -> Any:
        return {
            "match_id": id_,
            "party_id": party_id,
            "organisation_id": PARENT,
            "kind": kind,
            "probability": probability,
            "reason": "share only letters",
            "weights": "-6.5 before anything is compared\n+3.7 how rare the words are",
            "matched_name": "Roska Inc.",
            "basis": "name",
            "from_case": False,
        }

    db.append(
        MATCH,
        [
            match("m-near", "p-near", "words", 0.12),
            match("m-person", "p-person", "same", 0.4),
            match("m-tied", "partyROSKA LLC", "same", 0.99),
        ],
    )
    _add_near(db)


def _add_near(db: Database) -> None:
    db.append(
        NEAR_MISS,
        [
            {
                "party_id": id_,
                "supplier": name,
                "organisation_id": PARENT,
                "organisation": "Roska Inc.",
                "route": "direct",
                "matched_text": "ROSKA",
                "probability": 0.12,
                "reason": "share only letters",
                "obligated": Decimal("500.00"),
                "currency": "USD",
            }
            for id_, name in (("p-near", "ROSKAM"), ("p-person", "ROSKA, JANE Q"))
        ],
    )
    db.append(
        PARTY_PARENT,
        [
            {
                "party_id": "partyROSKA LLC",
                "parent_party_id": id_,
                "first_date": date(2021, 1, 1),
                "last_date": date(2022, 1, 1),
                "records": 3,
                "file_id": FILE_ID,
                "row_number": 5,
                "value": value,
            }
            for id_, value in (("p-near", "ROSKAM"), ("p-person", "ROSKA, JANE Q"))
        ],
    )
