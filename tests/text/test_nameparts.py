"""Names inside a written name."""

from __future__ import annotations

import pytest

from crosstie.text.nameparts import (
    DIVISION,
    FORMER,
    LANGUAGE,
    TRADING,
    VENTURE,
    before_venture,
    split_parts,
)


@pytest.mark.parametrize(
    ("written", "second", "role"),
    [
        ("ACME INC. DBA BLUE DOOR", "BLUE DOOR", TRADING),
        ("ACME INC D/B/A BLUE DOOR", "BLUE DOOR", TRADING),
        ("TRSS, A DIVISION OF THOMSON REUTERS", "THOMSON REUTERS", DIVISION),
        ("STANLEY, INC. (FKA OXFORD SYSTEMS)", "OXFORD SYSTEMS", FORMER),
        ("CANADA POST / POSTES CANADA", "CANADA POST", LANGUAGE),
        ("GREEN - WOOD JV, LLC", "GREEN", VENTURE),
        ("X-RAY CORP / YARROW JOINT VENTURE", "X-RAY CORP", VENTURE),
    ],
)
def test_second_name(written: str, second: str, role: str) -> None:
    part = split_parts(written)[1]
    assert (part.text, part.role) == (second, role)


@pytest.mark.parametrize(
    "written",
    ["ADBA SYSTEMS", "BARNARD SPENCER JOINT VENTURE", "A/E GROUP", "JV INDUSTRIES INC"],
)
def test_whole_names_stay_whole(written: str) -> None:
    assert [part.text for part in split_parts(written)] == [written]


def test_a_venture_is_known_by_its_end() -> None:
    assert before_venture("BARNARD SPENCER JOINT VENTURE") == "BARNARD SPENCER"
    assert not before_venture("JOINT VENTURE PARTNERS INC")


@pytest.mark.parametrize(
    ("written", "partners"),
    [
        ("DOYON / AKAL JV II", ["DOYON", "AKAL"]),
        ("ST NET-APPTIS FIRSTSOURCE JOINT VENTURE", ["ST NET", "APPTIS FIRSTSOURCE"]),
        ("SOUTHEASTERN INDUSTRIAL BARLOVENTO JV-3, LLC", []),
        ("STELLA JV 2.0, LLC", []),
    ],
)
def test_a_number_may_follow_the_sign(written: str, partners: list[str]) -> None:
    assert before_venture(written)
    parts = split_parts(written)[1:]
    assert [part.text for part in parts] == partners
    assert {part.role for part in parts} <= {VENTURE}
