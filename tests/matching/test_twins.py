"""Rows that no name can tell apart."""

from __future__ import annotations

from crosstie.matching.meeting import meet
from crosstie.matching.reading import read_names
from crosstie.matching.twins import are_twins, first_twins


def twins(left: str, right: str) -> bool:
    return are_twins(meet(*read_names([left, right])))


def test_equal_cores_and_one_misspelling_make_twins() -> None:
    assert twins("Acme Quarry Ltd", "ACME QUARRY LIMITED")
    assert twins("Tillsonburg Instruments", "Tillsonburgh Instruments")


def test_what_contradicts_makes_none() -> None:
    assert not twins("1234567 Canada Inc", "1234568 Canada Inc")
    assert not twins("Acme Quarry Ltd", "Acme Quarry Holdings Ltd")
    assert not twins("Siemens AG", "Siemens GmbH")
    assert not twins("Northern Pumps", "Southern Pumps")


def test_each_row_names_the_first_of_its_group() -> None:
    rows = ["Blue Door", "Acme Quarry Ltd", "BLUE DOOR INC", "Acme Quarry", "Kwizcom"]
    assert first_twins(rows) == [0, 1, 0, 1, 4]
