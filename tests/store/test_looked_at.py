"""None exists, and nothing was loaded, are two different sentences."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crosstie.model.window import Window
from crosstie.store.coverage import searched
from crosstie.store.engine import Row
from crosstie.store.looked_at import NOT_LOADED, OUTSIDE, SEARCHED, looked_at
from tests.store.test_coverage import CASE, traced

DAYS = [("1", date(2020, 1, 5)), ("1", date(2021, 2, 1)), ("2", date(2024, 3, 1))]


def awards(
    tmp_path: Path,
    days: list[tuple[str, date]],
    window: Window,
    *,
    sample: bool = False,
) -> Row:
    with traced(tmp_path, days) as db:
        return looked_at(db, CASE, window, sample=sample)[0]


def test_awards_of_a_sibling_alone_are_none_of_the_buyer(tmp_path: Path) -> None:
    found = awards(tmp_path, [("2", date(2024, 3, 1))], Window())
    assert found["state"] == NOT_LOADED
    assert found["says"] == (
        "No award of HA is loaded: that no award is tied says nothing of what exists."
    )


def test_awards_that_were_looked_at_are_counted(tmp_path: Path) -> None:
    found = awards(tmp_path, DAYS, Window())
    assert found["state"] == SEARCHED
    assert found["says"] == (
        "2 award actions of HA were looked at, of 2020-01-05 to 2021-02-01."
    )


def test_a_sample_says_that_it_is_one(tmp_path: Path) -> None:
    found = awards(tmp_path, DAYS, Window(), sample=True)
    assert "2 award actions of HA that ship with the case were" in found["says"]


def test_a_period_without_any_loaded_award_was_not_looked_at(tmp_path: Path) -> None:
    window = Window(date(2010, 1, 1), date(2011, 1, 1))
    found = awards(tmp_path, DAYS, window)
    assert found["state"] == OUTSIDE
    assert found["says"] == (
        "No award of HA from 2010-01-01 to 2011-01-01 is loaded; those loaded are of"
        " 2020-01-05 to 2021-02-01: nothing shown means not looked at."
    )


def test_a_period_beyond_what_is_loaded_says_at_which_end(tmp_path: Path) -> None:
    found = awards(tmp_path, DAYS, Window(date(2019, 1, 1), date(2022, 1, 1)))
    assert found["state"] == SEARCHED
    assert found["says"] == (
        "2 award actions of HA were looked at, of 2020-01-05 to 2021-02-01 and from"
        " 2019-01-01 to 2022-01-01, and nothing before 2020-01-05 or after 2021-02-01"
        " is loaded."
    )


def test_each_kind_says_whether_it_was_looked_at(tmp_path: Path) -> None:
    with traced(tmp_path, DAYS) as db:
        empty = {
            one["what"]: one for one in looked_at(db, CASE, Window(), sample=False)
        }
    assert [empty[k]["state"] for k in empty] == [SEARCHED, *[NOT_LOADED] * 4]
    assert "subaward" not in searched([*empty.values()])
    assert searched([*empty.values()])[0] == "direct"
    assert "ownership by LEI was not looked at" in empty["ownership"]["says"]
    assert "ties by subaward were not looked at" in empty["subawards"]["says"]
    assert "compared with those of the case alone" in empty["organisations"]["says"]
    assert "none was looked for" in empty["public money"]["says"]
