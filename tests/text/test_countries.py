"""Countries as records write them."""

from __future__ import annotations

import pytest

from crosstie.text import countries
from crosstie.text.countries import (
    country,
    country_code,
    country_name,
    territory_names,
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("CA", "CA"),
        ("CAN", "CA"),
        ("CANADA", "CA"),
        (" canada ", "CA"),
        ("UNITED STATES OF AMERICA", "US"),
        ("KOREA, SOUTH", "KR"),
        ("VATICAN CITY", "VA"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Côte d’Ivoire", "CI"),
        ("UK", "GB"),
        ("XKX", "XK"),
    ],
)
def test_a_spelling_of_records_is_known(written: str, code: str) -> None:
    assert country_code(written) == code


@pytest.mark.parametrize("written", [None, "", "NAN", "Korea", "Congo", "Ontario"])
def test_what_is_no_country_or_two_is_not_guessed(written: str | None) -> None:
    assert country_code(written) is None


def test_a_country_is_named_by_its_code() -> None:
    assert country_name("ca") == "Canada"
    assert country_name("QQ") == "QQ"
    assert country("ZZ") is None


def test_the_table_is_whole_and_no_spelling_has_two_meanings() -> None:
    known = countries._by_code().values()
    assert len(known) == 250  # 249 of ISO 3166-1, and Kosovo
    assert all(len(c.code) == 2 and len(c.alpha3) == 3 and c.name for c in known)
    spellings = [
        (countries._key(written), c.code)
        for c in known
        for written in {c.code, c.alpha3, c.name, *c.other_names}
    ]
    assert len({key for key, _ in spellings}) == len(set(spellings))


def test_territories_are_countries_and_provinces() -> None:
    assert {"Canada", "Ontario", "Texas", "Bavaria"} <= territory_names()
