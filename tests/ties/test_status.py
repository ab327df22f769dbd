"""Status: from the ends of awards on a day, unknown where one is not loaded."""

from __future__ import annotations

from datetime import date

import pytest

from crosstie.ties.status import status_on, status_said

EARLY, LATE = date(2023, 1, 31), date(2024, 6, 30)


@pytest.mark.parametrize(
    ("as_of", "ends", "expected"),
    [
        (date(2024, 1, 1), [EARLY, LATE], ("active", date(2024, 1, 1))),
        (LATE, [LATE], ("active", LATE)),
        (date(2024, 7, 1), [EARLY, LATE], ("ended", LATE)),
        (date(2024, 7, 1), [EARLY, None], ("unknown", None)),
        (date(2024, 1, 1), [LATE, None], ("active", date(2024, 1, 1))),
        (date(2024, 1, 1), [], ("unknown", None)),
        (None, [LATE], ("unknown", None)),
    ],
)
def test_status(as_of, ends, expected):
    assert status_on(as_of, ends) == expected


def test_the_publisher_s_status_counts_where_all_awards_have_it():
    assert status_said(["cancelled", "unsuccessful"]) == ("cancelled", None)
    assert status_said(["pending"]) == ("planned", None)
    assert status_said(["cancelled", "active"]) is None
    assert status_said(["complete", None]) is None
    assert status_said([]) is None
