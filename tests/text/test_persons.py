"""Private persons by the shape of the name. All persons here are invented."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from crosstie.text.persons import is_flagged_person, looks_like_person


@pytest.mark.parametrize(
    "name",
    [
        "DOE, JANE Q.",
        "DOE, JANE",
        "JANE DOE",
        "JANE Q DOE",
        "Dr. Jane Doe",
        "JANE DOE PHD",
        "DOE JANE Q",
        "DOE  JANE",
        "MARY BAKER",
        "JOHN DE LA CRUZ",
        "QUENBY R DOEBERT",
        "DOEBERT, QX",
        "DOE, JANE ANN JR",
    ],
)
def test_persons(name: str) -> None:
    assert looks_like_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "ROSS STORES",
        "JOHN DEERE COMPANY",
        "SMITH & WESSON",
        "JAMES RIVER SUPPLY",
        "MARTIN MARIETTA MATERIALS INC",
        "LOCKHEED MARTIN",
        "BOOZ ALLEN",
        "FORBES, INC., C.",
        "TEXAS, STATE OF",
        "TREASURY FRANCHISE FUND, US",
        "Dr. Pepper Bottling Company",
        "ST JUDE MEDICAL",
        "VIRGINIA DEPARTMENT OF FIRE",
        "GRANT THORNTON LLP",
        "HILL & KNOWLTON",
        "360 TOTAL CONCEPT",
        "LEIDOS",
    ],
)
def test_organisations(name: str) -> None:
    assert not looks_like_person(name)


def test_a_flag_counts_unless_the_name_is_a_firms() -> None:
    assert is_flagged_person("DOEBERT, QUENBY ARBITRATOR AND MEDIATOR")
    assert is_flagged_person("QUENBY DOEBERT")
    assert not is_flagged_person("HURON VALLEY GUNS LLC")
    assert not is_flagged_person("BUDDY'S SNACK BAR")


def test_no_listed_company_reads_as_a_person(shared_data: Path) -> None:
    names = [
        row["name"]
        for file in sorted((shared_data / "registers/listed_companies").glob("*.csv"))
        for row in csv.DictReader(
            file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        )
        if row["name"]
    ]
    assert len(names) > 5_000
    assert [name for name in names if looks_like_person(name)] == []
