"""Dates: what lies outside, what is not dated, in words."""

from __future__ import annotations

from datetime import date

import pytest

from crosstie.ties.dates import Interval, refusal

OWNED = Interval("B is controlled by A", date(2010, 1, 1), date(2015, 10, 1))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2009, 12, 31), "B is controlled by A only from 2010-01-01"),
        (date(2010, 1, 1), None),
        (date(2015, 9, 30), None),
        (date(2015, 10, 1), "B is controlled by A only until 2015-10-01"),
    ],
)
def test_the_end_is_the_first_day_outside(day, reason):
    assert refusal([OWNED], day) == reason


def test_a_record_without_a_date_cannot_be_inside_a_time():
    assert "gives no date" in str(refusal([OWNED], None))
    assert refusal([Interval("B is controlled by A")], None) is None


def test_a_start_that_is_not_stated_is_a_gap_only_before_the_first_statement():
    link = Interval("B is controlled by A", dated_from=date(2020, 5, 20))
    late, early = date(2021, 1, 1), date(2017, 1, 1)
    assert link.gap(late, late) is None
    assert "first stated on 2020-05-20" in str(link.gap(early, late))


def test_an_end_that_is_not_stated_is_a_gap_after_the_last_statement():
    named = Interval(
        "B is controlled by A",
        dated_from=date(2013, 1, 1),
        dated_to=date(2014, 1, 1),
        is_current=False,
    )
    assert named.gap(date(2013, 5, 1), date(2013, 6, 1)) is None
    assert "last stated on 2014-01-01" in str(
        named.gap(date(2013, 5, 1), date(2016, 1, 1))
    )
