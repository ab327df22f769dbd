"""Control over time as a drawing."""

from datetime import date

from crosstie.charts.ownership import bar_text, described, ownership
from crosstie.pages.contexts import Bar, Mark, OwnershipTime

BAR = Bar("Shredder USA", "Shredder Inc.", None, date(2015, 10, 27), True, "control")
TIME = OwnershipTime(
    bars=(BAR,),
    marks=(Mark(date(2013, 12, 19), True, 1), Mark(date(2017, 5, 24), False, 2)),
)


def test_a_start_that_is_not_known_fades() -> None:
    drawn = ownership(TIME, "subsidiary", 1104, "x")
    assert 'fill="url(#x-in)"' in drawn
    assert "2013-12-19" in drawn


def test_actions_outside_are_hollow() -> None:
    drawn = ownership(TIME, "subsidiary", 358, "x")
    assert drawn.count('fill="var(--bg)"') == 1
    assert drawn.count('r="4.2" fill="var(--ink)"') == 1


def test_dates_are_said_in_words() -> None:
    assert bar_text(BAR) == (
        "Shredder Inc. controls Shredder USA from an unknown date until 2015-10-27"
    )
    assert described(TIME).endswith("1 action inside, 2 outside.")
    current = Bar("A", "B", date(2016, 1, 1), None, True, "control")
    assert bar_text(current) == "B controls A from 2016-01-01 still stated as current"
