"""A new case folder reads back, and never replaces another."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.errors import CaseError, UsageError
from crosstie.store.casefolder import read_case
from crosstie.store.casefolder_new import NewCase, write_new
from crosstie.store.casefolder_tables import CASE_TABLES


def test_a_new_case_reads_back(tmp_path: Path) -> None:
    folder = write_new(tmp_path / "cases" / "no-sea", NewCase("Sea Agency (SA)", "NO"))
    case = read_case(folder)
    assert (case.name, case.country) == ("no-sea", "NO")
    assert (case.buyer.name, case.buyer.abbreviation) == ("Sea Agency", "SA")
    assert case.title == "Norway and Sea Agency"
    assert {path.name for path in folder.iterdir()} == {
        "case.toml",
        *(table.file for table in CASE_TABLES),
    }
    assert "# The agency, as award records write it." in (
        folder / "case.toml"
    ).read_text(encoding="utf-8")


def test_quotes_and_other_letters_survive(tmp_path: Path) -> None:
    new = NewCase('Agency "of" the\\Sea, Ø', "NO", title="A\ttitle", abbreviation="AØ")
    case = read_case(write_new(tmp_path / "quoted", new))
    assert case.buyer.name == 'Agency "of" the\\Sea, Ø'
    assert (case.title, case.buyer.abbreviation) == ("A\ttitle", "AØ")


def test_initials_stand_where_no_abbreviation_is_given(tmp_path: Path) -> None:
    case = read_case(write_new(tmp_path / "x", NewCase("Office of the Sea", "NO")))
    assert case.buyer.abbreviation == "OS"


def test_an_existing_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="exists already"):
        write_new(tmp_path / "here", NewCase("Sea Agency", "NO"))
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["notes.txt"]


def test_what_cannot_stand_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as caught:
        write_new(tmp_path / "No Sea", NewCase(" ", "norway"))
    assert [str(problem) for problem in caught.value.problems] == [
        "NAME: 'No Sea': small letters, digits and hyphens are expected",
        "--buyer: is empty, a name is expected",
        "--country: 'norway': an ISO 3166-1 alpha-2 code is expected, here NO",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_country_is_taken_in_small_letters(tmp_path: Path) -> None:
    folder = write_new(tmp_path / "no-sea", NewCase("Sea Agency", " no "))
    assert read_case(folder).country == "NO"


def test_the_initials_leave_out_a_country_s(tmp_path: Path) -> None:
    buyer = "U.S. Immigration and Customs Enforcement"
    folder = write_new(tmp_path / "ice", NewCase(buyer=buyer, country="CA"))
    assert read_case(folder).buyer.abbreviation == "ICE"
