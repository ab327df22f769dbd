"""Legal instruments by the words of a text."""

from __future__ import annotations

import pytest

from crosstie.check.instruments import find_instrument, instruments
from crosstie.text.language import speaking


@pytest.mark.parametrize(
    ("text", "year", "id_"),
    [
        ("the 1961 Vienna Convention on Diplomatic Relations", "1961", "ca-vcdr"),
        ("the Vienna Convention on Consular Relations", None, "ca-vccr"),
        ("la Convention de Vienne sur les relations diplomatiques", None, "ca-vcdr"),
        ("the CRIMES against humanity and war crimes act", None, "ca-cahwca"),
        ("la Loi sur l’immigration et la protection des réfugiés", None, "ca-irpa"),
    ],
)
def test_the_title_finds_the_instrument(text: str, year: str | None, id_: str) -> None:
    found = find_instrument(text, year)
    assert found is not None and found.id == id_


def test_a_title_that_is_none_of_them_finds_nothing() -> None:
    assert find_instrument("the Bunting Act of 1999") is None


def test_every_instrument_has_conditions_in_both_languages() -> None:
    english = instruments()
    with speaking("fr"):
        french = instruments()
    assert len(english) == len(french) >= 10
    for one, other in zip(english, french, strict=True):
        assert (
            one.conditions and other.conditions and one.conditions != other.conditions
        )
        assert one.support.url.startswith("https://")
        assert one.status in ("in_force", "abolished", "replaced", "unknown")
