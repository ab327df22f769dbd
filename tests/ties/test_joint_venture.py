"""Route joint venture: two companies in a name; a plain word; control's dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crosstie.store.engine import Database
from crosstie.ties.joint_venture import members
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

DAY = date(2021, 5, 1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ALPHA-BETA JV, LLC", ("ALPHA", "BETA")),
        ("BCCG A JOINT VENTURE", ("BCCG",)),
        ("DOYON / AKAL JV II", ("DOYON", "AKAL")),
        ("AMERIND BG JV 2, LLC", ("AMERIND", "BG")),
        ("ALPHA BETA LLC", None),
    ],
)
def test_the_members_in_a_name(name: str, expected: tuple[str, ...] | None):
    assert members(name) == expected


def test_a_name_that_joins_an_organisation_s_whole_name(
    run_db: Database, tmp_path: Path
):
    name = "QUELLORAD NETWORKS / SMITH JOINT VENTURE"
    party(run_db, "p1", name)
    organisation(run_db, "lei:q", "Quellorad Networks Ltd", "XX")
    load(run_db, tmp_path, [action(name, DAY, "1")])
    (tie,) = trace(run_db)
    assert tie["route"] == "joint_venture"
    assert hops(run_db, tie["tie_id"])[1] == (
        name,
        "is a joint venture of",
        "Quellorad Networks Ltd",
    )


def test_a_plain_word_in_a_venture_s_name_proves_nothing(
    run_db: Database, tmp_path: Path
):
    party(run_db, "p1", "GLOBAL-SMITH JV LLC")
    organisation(run_db, "lei:g", "Global Inc", "XX")
    load(run_db, tmp_path, [action("GLOBAL-SMITH JV LLC", DAY, "1")])
    assert trace(run_db) == []


@pytest.mark.parametrize(
    ("until", "kind"), [(None, "finding"), (date(2020, 1, 1), "not_counted")]
)
def test_joint_control_on_the_day(
    run_db: Database, tmp_path: Path, until: date | None, kind: str
):
    party(run_db, "p1", "SHARED WORKS LLC")
    organisation(run_db, "c", "Shared Works", "US")
    organisation(run_db, "a", "Alpha", "XX")
    match(run_db, "p1", "c")
    owns(run_db, "c", "a", date(2010, 1, 1), until, interest="joint_control")
    load(run_db, tmp_path, [action("SHARED WORKS LLC", DAY, "1")])
    assert [(t["route"], t["kind"]) for t in trace(run_db)] == [("joint_venture", kind)]
