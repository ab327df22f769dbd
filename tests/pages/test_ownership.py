"""Control over time."""

from datetime import date

from crosstie.pages.contexts import OwnershipTime
from crosstie.pages.ownership import Ownership, dated
from crosstie.pages.ties import read_ties
from tests.pages.factory import run_database


def times() -> dict[str, OwnershipTime]:
    db = run_database()
    return dated(read_ties(db), Ownership(db))


def test_dated_control_is_shown_with_the_actions_outside_it() -> None:
    time = times()["tie30"]
    (bar,) = time.bars
    assert (bar.child, bar.parent) == ("Shredder USA", "Shredder Inc.")
    assert (bar.valid_from, bar.valid_to) == (None, date(2015, 10, 27))
    assert [(m.day.year, m.ties) for m in time.marks] == [(2017, False), (2018, False)]


def test_only_control_of_the_chain_is_shown() -> None:
    found = times()
    assert set(found) == {"tie02", "tie30"}
    assert found["tie02"].marks[0].ties
