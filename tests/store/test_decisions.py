"""Which decisions stand, which are one name, and which contradict each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.errors import Contradiction
from crosstie.model.case import Decision
from crosstie.model.words import Judgement
from crosstie.store.casefolder import read_case
from crosstie.store.casefolder_new import NewCase, write_new
from crosstie.store.decisions import (
    SHIPPED,
    decisions_file,
    is_same_name,
    own_file,
    span,
    standing,
)


def said(
    judgement: str, at: str, *, by: str = "desk a", row: int = 1, **more: str
) -> Decision:
    values = {"supplier": "YARD LLC", "organisation": "varv", "tie": "", **more}
    return Decision(
        **values, judgement=Judgement(judgement), by=by, at=at, why="read it", row=row
    )


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Fonderie Générale inc.", "FONDERIE GENERALE, INC", True),
        ("FONDERIE GENERALE", "Fonderie Générale Ltée", True),
        ("Yard, Inc.", "YARD INCORPORATED", True),
        ("Yard Inc.", "Yard Ltd.", True),
        ("Yard LLC", "Yard Inc.", False),
        ("7655762 CANADA INC", "7655763 CANADA INC", False),
        ("Yard 2 Inc.", "Yard Inc.", False),
        ("Yard Services Inc.", "Yard Srvcs Inc", True),
        ("Yard Holdings Inc.", "Yard Inc.", False),
    ],
)
def test_one_name_in_two_spellings(left: str, right: str, same: bool) -> None:
    assert is_same_name(left, right) is same
    assert is_same_name(right, left) is same


def test_a_day_is_any_moment_of_it_and_a_time_without_zone_is_utc() -> None:
    first, last = span("2026-01-31")
    assert first < span("2026-01-31T12:00")[0] < last
    assert span("2026-01-31T12:00+02:00") == span("2026-01-31T10:00")


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ("2026-01-01", "2026-01-02", 2),
        ("2026-01-02", "2026-01-01", 1),
        ("2026-01-01T09:00:00.001", "2026-01-01T09:00:00.002", 2),
        ("2026-01-01T09:00+02:00", "2026-01-01T08:00+00:00", 2),
        ("2025-12-31T23:59", "2026-01-01", 2),
    ],
)
def test_the_row_that_is_dated_later_stands(
    first: str, second: str, stands: int
) -> None:
    rows = (said("positive", first, row=1), said("negative", second, row=2))
    assert [row.row for row in standing(rows)] == [stands]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01T09:00", "2026-01-01T09:00:00+00:00"),
        ("2026-01-01", "2026-01-01T09:00"),
    ],
)
def test_two_words_of_one_person_without_a_later_date_show_both_rows(
    first: str, second: str
) -> None:
    rows = (
        said("positive", first, row=3),
        said("negative", second, row=7, supplier="Yard, L.L.C."),
    )
    with pytest.raises(Contradiction) as caught:
        standing(rows)
    (problem,) = caught.value.problems
    assert str(problem) == (
        f"decisions.csv, row 3: YARD LLC = varv: positive by desk a at {first},"
        f" 'read it'; decisions.csv, row 7: Yard, L.L.C. = varv: negative by desk a"
        f" at {second}, 'read it' (the same person says both, and neither is dated"
        " later)"
    )
    assert "later date" in str(caught.value.next_step)
    assert caught.value.exit_code == 3


def test_the_same_word_twice_is_no_contradiction() -> None:
    rows = (said("positive", "2026-01-01"), said("positive", "2026-01-01", row=2))
    assert [row.row for row in standing(rows)] == [2]


def test_two_persons_and_two_kinds_of_body_stand_beside_each_other() -> None:
    rows = (
        said("positive", "2026-01-01"),
        said("negative", "2026-01-01", by="desk b", row=2),
        said("negative", "2026-01-01", supplier="YARD INC.", row=3),
    )
    assert standing(rows) == rows


def test_a_shipped_case_keeps_its_file_and_the_user_s_stands_at_home(
    tmp_path: Path,
) -> None:
    shipped = SHIPPED / "ca-ice"
    own = tmp_path / "decisions" / "ca-ice.csv"
    assert own_file(shipped, tmp_path) == decisions_file(shipped, tmp_path) == own
    case = write_new(tmp_path / "ca-ice", NewCase("Agency (AG)", "CA"))
    assert own_file(case, tmp_path) is None
    assert decisions_file(case, tmp_path) == case / "decisions.csv"


def test_the_user_s_rows_are_laid_over_the_case_and_name_their_file(
    tmp_path: Path,
) -> None:
    folder = write_new(tmp_path / "se-coast", NewCase("Coast Agency (CA)", "SE"))
    row = "YARD LLC,varv,,{},desk a,{},read it\n"
    with (folder / "decisions.csv").open("a", encoding="utf-8") as out:
        out.write(row.format("positive", "2026-01-01"))
    own = tmp_path / "decisions" / "se-coast.csv"
    plain = read_case(folder, own)
    assert plain.own_decisions is None
    own.parent.mkdir()
    header = "supplier,organisation,tie,judgement,by,at,why\n"
    own.write_text(
        header + row.format("negative", "2026-01-02") + ",,t1,maybe,,,\n",
        encoding="utf-8",
    )
    with pytest.raises(Exception, match="4 problems") as caught:
        read_case(folder, own)
    assert "decisions/se-coast.csv, row 2, column judgement" in str(
        caught.value.problems[0]  # type: ignore[attr-defined]
    )
    own.write_text(header + row.format("negative", "2026-01-02"), encoding="utf-8")
    case = read_case(folder, own)
    (standing_row,) = case.decisions
    assert (standing_row.file, standing_row.row) == ("decisions/se-coast.csv", 1)
    assert standing_row.judgement is Judgement.NEGATIVE
    assert dict(case.files)["decisions/se-coast.csv"]
    assert case.path("decisions/se-coast.csv") == own
    assert dict(case.files) != dict(plain.files)


def test_what_was_withdrawn_of_a_tie_is_as_if_never_said(tmp_path: Path) -> None:
    folder = write_new(tmp_path / "se-coast", NewCase("Coast Agency (CA)", "SE"))
    with (folder / "decisions.csv").open("a", encoding="utf-8") as out:
        out.write("YARD LLC,varv,t1,positive,desk a,2026-01-01,read it\n")
        out.write(",,t1,withdrawn,desk a,2026-01-02,wrong key\n")
    assert read_case(folder).decisions == ()
