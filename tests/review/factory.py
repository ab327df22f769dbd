"""A small run with one question of each kind, and a case to decide it in."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from crosstie.store.casefolder_new import NewCase, write_new
from crosstie.store.engine import Database
from tests.ties.factory import (
    action,
    load,
    match,
    organisation,
    owns,
    party,
    put,
    trace,
)

DAY = date(2022, 5, 1)
SISTER = {"component_code": "20", "component_name": "Sister Office"}


def run(db: Database, folder: Path) -> None:
    """Fill a run: a weak match, a family, a doubtful owner, a sure tie, a person."""
    party(db, "p1", "NORTH RADIO INC.", city="Port", uei="U1")
    party(db, "p2", "WEST PUMPS USA LLC")
    party(db, "p3", "EAST TOOLS INC")
    party(db, "p4", "SURE FIRM LTD")
    party(db, "p5", "a private person", is_person=True)
    party(db, "p6", "FAR OFF GROUP LLC")
    organisation(db, "lei:1", "North Radio Ltd", "XX", city="Port", region="ON")
    organisation(db, "lei:2", "West Pumps Inc.", "XX")
    organisation(db, "case:3", "East Tools Inc.", "US", source="case")
    organisation(db, "lei:30", "East Group", "XX")
    organisation(db, "lei:4", "Sure Firm Ltd.", "XX")
    organisation(db, "lei:6", "Far Gold Inc.", "XX")
    match(db, "p1", "lei:1", probability=0.8, reason='It writes "N. Radio". It is so.')
    match(db, "p1", "lei:6", probability=0.2, kind="words", matched_name="Far Gold")
    match(db, "p2", "lei:2", probability=0.7, kind="family")
    match(db, "p3", "case:3", from_case=True)
    match(db, "p4", "lei:4")
    match(db, "p5", "lei:4", probability=0.6)
    match(db, "p6", "lei:6", probability=0.4, kind="family")
    owns(db, "case:3", "lei:30", confirmed=False)
    load(
        db,
        folder,
        [
            action("NORTH RADIO INC.", DAY, "100.10"),
            action("NORTH RADIO INC.", DAY, "-20.05", award_id="A-2"),
            action("NORTH RADIO INC.", DAY, "7.00", award_id="A-3", **SISTER),
            action("WEST PUMPS USA LLC", DAY, "5000.00", award_id="A-4"),
            action("EAST TOOLS INC", DAY, "300.00", award_id="A-5"),
            action("SURE FIRM LTD", DAY, "9000.00", award_id="A-6"),
            action("FAR OFF GROUP LLC", DAY, "40.00", award_id="A-7"),
        ],
    )
    trace(db)
    put(db, "run", {"name": "publish_threshold", "value": json.dumps(0.95)})


def case_folder(folder: Path) -> Path:
    return write_new(folder / "xx-bo", NewCase("Border Office (BO)", "CA"))


ZERO = Decimal(0)
