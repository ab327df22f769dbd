"""A business number checks exactly where the library of numbers says so."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.ca import bn

from crosstie.text.identifiers import business_number


@settings(deadline=None)
@given(st.text(alphabet="0123456789\u0663", min_size=9, max_size=9))
def test_nine_digits_check_as_the_library_checks_them(digits: str) -> None:
    assert business_number(digits) == (digits, bn.is_valid(digits))


@settings(deadline=None)
@given(st.text(alphabet="0123456789", min_size=8, max_size=8), st.integers(0, 8))
def test_one_last_digit_of_ten_checks_however_it_is_written(
    digits: str, place: int
) -> None:
    good = [n for n in range(10) if business_number(f"{digits}{n}")[1]]
    assert len(good) == 1
    number = f"{digits}{good[0]}"
    written = f"{number[:place]} {number[place:]}-rc0001"
    assert business_number(written) == (number, True)
