"""Dated control, an answer and near misses for the run with everything."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from crosstie.store.engine import Database
from crosstie.store.run_tables import CASE_ANSWER, CONTROL, NEAR_MISS


def add_control(db: Database) -> None:
    control = {
        "depth": 1,
        "interest": "control",
        "probability": 0.98,
        "reason": "stated by the case",
        "path": "[]",
        "from_case": True,
    }
    db.append(
        CONTROL,
        [
            control
            | {
                "control_id": "c1",
                "child_id": "id:Shredder USA",
                "parent_id": "id:Shredder Inc.",
                "valid_from": None,
                "valid_to": date(2015, 10, 27),
                "end_known": True,
            },
            control
            | {
                "control_id": "c2",
                "child_id": "case:roska-llc",
                "parent_id": "case:roska",
                "valid_from": date(2016, 1, 1),
                "valid_to": None,
                "end_known": False,
            },
        ],
    )


def add_answer(db: Database) -> None:
    db.append(
        CASE_ANSWER,
        [
            {
                "organisation_id": "case:roska",
                "answer": "We sell vehicles & comply with <all> law.",
                "date": date(2026, 2, 1),
                "publisher": "Roska Inc.",
                "title": "Statement",
                "url": "https://example.org/statement",
                "row_number": 1,
            }
        ],
    )


def add_near_misses(db: Database) -> None:
    db.append(
        NEAR_MISS,
        [
            {
                "party_id": f"p{n}",
                "supplier": f"LOOKALIKE {n} INC",
                "organisation_id": "lei:LIGHTS",
                "organisation": "Northern Lights Ltd",
                "route": "direct",
                "matched_text": "NORTHERN",
                "probability": 0.2,
                "reason": "a word shared by many names",
                "obligated": Decimal(1000 * n),
                "currency": "USD",
                "award_id": f"inferred:7012:70X{n}:LOOKALIKE {n} INC",
            }
            for n in range(12)
        ],
    )
