"""Route investor: a stake without control; a majority is none; its dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from crosstie.store.engine import Database
from tests.ties.factory import (
    action,
    hops,
    load,
    match,
    organisation,
    owns,
    party,
    trace,
)


def prepare(db: Database, percent: str, until: date | None = None) -> None:
    party(db, "p1", "PRISON CO")
    organisation(db, "c", "Prison Co", "US")
    organisation(db, "fund", "Teachers Fund", "XX")
    match(db, "p1", "c")
    share = Decimal(percent)
    owns(
        db,
        "c",
        "fund",
        date(2010, 1, 1),
        until,
        interest="stake",
        percent_min=share,
        percent_max=share,
    )


def test_a_stake_ties_its_holder_and_says_so(run_db: Database, tmp_path: Path):
    prepare(run_db, "4.5")
    load(run_db, tmp_path, [action("PRISON CO", date(2020, 1, 1), "3")])
    (tie,) = trace(run_db)
    assert (tie["route"], tie["organisation"]) == ("investor", "Teachers Fund")
    assert "in no headline sum" in tie["reason"]
    assert hops(run_db, tie["tie_id"])[2] == (
        "Prison Co",
        "is part-owned by",
        "Teachers Fund",
    )


def test_a_majority_is_a_subsidiary(run_db: Database, tmp_path: Path):
    prepare(run_db, "50.1")
    load(run_db, tmp_path, [action("PRISON CO", date(2020, 1, 1), "3")])
    assert [tie["route"] for tie in trace(run_db)] == ["subsidiary"]


def test_one_half_is_a_joint_venture(run_db: Database, tmp_path: Path):
    prepare(run_db, "50")
    load(run_db, tmp_path, [action("PRISON CO", date(2020, 1, 1), "3")])
    assert [tie["route"] for tie in trace(run_db)] == ["joint_venture"]


def test_a_stake_sold_before_the_action_does_not_count(
    run_db: Database, tmp_path: Path
):
    prepare(run_db, "4.5", date(2019, 12, 31))
    load(run_db, tmp_path, [action("PRISON CO", date(2020, 1, 1), "3")])
    assert [tie["kind"] for tie in trace(run_db)] == ["not_counted"]
