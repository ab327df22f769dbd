"""A session: each act is a row at once; undo appends; resuming goes on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from crosstie.errors import Contradiction
from crosstie.model.words import Judgement
from crosstie.review.queue import read_queue
from crosstie.review.session import Desk, Session
from crosstie.store.appending import read_decisions
from crosstie.store.casefolder import read_case
from crosstie.store.decisions import SHIPPED
from crosstie.store.engine import Database
from tests.review.factory import case_folder, run
from tests.ties.factory import match

Begin = Callable[..., Session]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(case_folder(tmp_path), tmp_path / "home")


@pytest.fixture
def begin(run_db: Database, tmp_path: Path, desk: Desk) -> Begin:
    run(run_db, tmp_path)
    ticks = count()

    def made(by: str = "desk a") -> Session:
        return Session(
            list(read_queue(run_db, desk.standing())),
            desk,
            by,
            lambda: f"2026-01-02T09:00:{next(ticks):02}.000+00:00",
        )

    return made


def rows(desk: Desk) -> list[tuple[str, str, str]]:
    return [(r.supplier, r.judgement.value, r.by) for r in read_decisions(desk.path)]


def test_each_act_stands_in_the_file_at_once_and_the_next_session_goes_on(
    begin: Begin, desk: Desk
) -> None:
    session = begin()
    session.note = "read the filing"
    session.decide(Judgement.POSITIVE)
    assert [i.state for i in session.items] == ["positive", "open", "open", "open"]
    later = begin()
    assert later.item.supplier == "EAST TOOLS INC"
    later.decide(Judgement.NEGATIVE)
    assert begin().open == 2
    assert rows(desk) == [
        ("WEST PUMPS USA LLC", "positive", "desk a"),
        ("EAST TOOLS INC", "negative", "desk a"),
    ]
    why = [r.why for r in read_decisions(desk.path)]
    assert why[0] == "read the filing"
    assert "probability 0.7" in why[1]
    read_case(desk.folder)


def test_undo_appends_and_goes_back_to_what_was_said_before(
    begin: Begin, desk: Desk
) -> None:
    session = begin()
    session.place = 2
    session.decide(Judgement.POSITIVE)
    session.place = 2
    session.decide(Judgement.NEGATIVE)
    assert session.items[2].state == "negative"
    assert session.undo() is not None
    assert (session.place, session.items[2].state) == (2, "positive")
    session.undo()
    assert session.items[2].state == "open"
    assert session.undo() is None
    assert [j for _, j, _ in rows(desk)] == [
        "positive",
        "negative",
        "positive",
        "withdrawn",
    ]
    assert [r.why for r in read_decisions(desk.path)][2:] == [
        "compared side by side in crosstie review, probability 0.8000"
        " (undo of row 2 of decisions.csv)",
        "undo of row 1 of decisions.csv",
    ]


def test_undo_never_touches_another_person(begin: Begin, desk: Desk) -> None:
    first, second = begin(), begin("desk b")
    first.place = second.place = 2
    first.decide(Judgement.POSITIVE)
    second.decide(Judgement.NEGATIVE)
    assert second.items[2].state == "disputed"
    second.undo()
    assert second.items[2].state == "positive"
    assert [r.by for r in second.items[2].said] == ["desk a"]


def test_a_family_may_be_said_to_be_the_same_and_not_both(
    begin: Begin, desk: Desk
) -> None:
    session = begin()
    session.decide(Judgement.NEGATIVE)
    session.place = 0
    session.decide(Judgement.POSITIVE, identity=True)
    last = read_decisions(desk.path)[-2:]
    assert [(bool(r.tie), r.judgement.value) for r in last] == [
        (False, "positive"),
        (True, "withdrawn"),
    ]
    assert session.items[0].state == "positive"
    session.undo()
    assert session.items[0].state == "negative"


def test_accepting_two_unrelated_organisations_is_refused_and_shows_both_rows(
    run_db: Database, begin: Begin, desk: Desk
) -> None:
    match(run_db, "p1", "lei:4", probability=0.8)
    run_db.run(
        "joined",
        "update hop set to_id = 'lei:4' where from_id = 'p1' and predicate ="
        " 'is the same as' and tie_id = (select min(tie_id) from tie where"
        " party_id = 'p1')",
    )
    session = begin()
    mine = [n for n, i in enumerate(session.items) if i.party_id == "p1"]
    assert len(mine) == 2
    session.place = mine[0]
    session.decide(Judgement.POSITIVE)
    before = desk.path.read_bytes()
    session.place = mine[1]
    with pytest.raises(Contradiction) as caught:
        session.decide(Judgement.POSITIVE)
    held, refused = map(str, caught.value.problems)
    assert held.startswith("decisions.csv, row 1: NORTH RADIO INC. = lei:")
    assert refused.startswith("not written: NORTH RADIO INC. = lei:")
    assert desk.path.read_bytes() == before


def test_decisions_on_a_shipped_case_stand_at_home(tmp_path: Path) -> None:
    desk = Desk(SHIPPED / "ca-ice", tmp_path)
    assert desk.is_beside
    assert desk.path == tmp_path / "decisions" / "ca-ice.csv"
    assert desk.label == "decisions/ca-ice.csv"
    assert desk.standing() == ()
