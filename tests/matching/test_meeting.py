"""Words of two names met one by one."""

from __future__ import annotations

import pytest

from crosstie.matching.meeting import Meeting, likeness, meet
from crosstie.matching.reading import read_names


def met(left: str, right: str) -> Meeting:
    return meet(*read_names([left, right]))


def alone(left: str, right: str) -> tuple[list[str], list[str]]:
    found = met(left, right)
    return (
        [found.left.words[i] for i in found.left_alone],
        [found.right.words[j] for j in found.right_alone],
    )


def test_words_are_met_whatever_their_order_language_and_blanks() -> None:
    assert alone("Banque Nationale du Canada", "National Bank of Canada") == ([], [])
    assert alone("Data Comm Services", "Datacomm Service") == ([], [])
    assert alone("Acme Holdings", "Acme Foods") == (["holdings"], ["foods"])


def test_initials_are_met_only_where_nothing_else_is_left() -> None:
    assert met("IBM", "International Business Machines Corp").acronym == 1
    assert met("IBM Canada", "International Bowling Museum").acronym == 0


@pytest.mark.parametrize(
    ("likelier", "less"),
    [
        (("haliburton", "halliburton"), ("alcoa", "alcan")),
        (("schlumburger", "schlumberger"), ("hyett", "hyatt")),
        (("parsonss", "parsons"), ("larsons", "parsons")),
    ],
)
def test_long_words_are_misspelt_and_short_ones_are_others(
    likelier: tuple[str, str], less: tuple[str, str]
) -> None:
    assert likeness(*likelier)[0] > 0.6 > likeness(*less)[0]


def test_two_declared_words_are_no_misspelling_of_each_other() -> None:
    assert likeness("training", "trading") == (0.0, False)


@pytest.mark.parametrize(
    ("short", "long"), [("westn", "western"), ("rubr", "rubbers"), ("kwiz", "kwizcom")]
)
def test_short_forms_are_told_from_misspellings(short: str, long: str) -> None:
    value, is_short = likeness(short, long)
    assert is_short
    assert value > 0
