"""A case folder is read as a whole, or refused with everything that is wrong in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.errors import CaseError
from crosstie.model.case import Case, SourceNeed
from crosstie.model.words import Judgement, Status
from crosstie.store.casefolder import find_case, read_case
from crosstie.store.casefolder_new import NewCase, write_new

LEI = "lei:529900T8BM49AURSDO55"
CITED = "The Daily,Ships sold,2019-05-02,https://example.org/ships"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_new(tmp_path / "se-coast", NewCase("Coast Agency (CA)", "SE"))


def add(folder: Path, file: str, *rows: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as out:
        out.writelines(row + "\n" for row in rows)


def problems(folder: Path) -> list[str]:
    with pytest.raises(CaseError) as caught:
        read_case(folder)
    return [str(problem) for problem in caught.value.problems]


def with_owners(folder: Path) -> Case:
    add(
        folder,
        "organisations.csv",
        f"varv,Varvet AB,Varvet|The Yard,SE,Malmö,{LEI},,,{CITED},true",
        f"yard,Yard Inc.,,US,Boston,,2001-01-01,,{CITED},true",
    )
    add(
        folder,
        "ownership.csv",
        f"yard,varv,control,51.5,2010-01-01,2019-05-02,{CITED},true",
        f"yard,listed:STO:ABC,stake,,,,{CITED},false",
    )
    return read_case(folder)


def test_rows_come_with_their_citation_and_row(folder: Path) -> None:
    case = with_owners(folder)
    varv, yard = case.organisations
    assert varv.other_names == ("Varvet", "The Yard")
    assert varv.identifiers == (("lei", "529900T8BM49AURSDO55"),)
    assert (varv.row, yard.row) == (1, 2)
    assert varv.citation.date == date(2019, 5, 2)
    assert varv.citation.url == "https://example.org/ships"
    owned, stake = case.ownership
    assert owned.percent == Decimal("51.5")
    assert owned.valid_to == date(2019, 5, 2)
    assert stake.parent == "listed:STO:ABC"
    assert not stake.citation.confirmed


def test_settings_say_who_the_buyer_is(folder: Path) -> None:
    (folder / "case.toml").write_text(
        'title = "T"\ncountry = "SE"\npublish_threshold = 0.9\n'
        'common_words = ["north"]\n[buyer]\nname = "Coast Agency"\n'
        'abbreviation = "CA"\ncodes = ["7"]\ndepartment = "Sea"\ncountry = "US"\n'
        '[[buyer.sibling]]\nname = "Fish Agency"\nabbreviation = "FA"\n',
        encoding="utf-8",
    )
    case = read_case(folder)
    assert case.name == "se-coast"
    assert (case.country, case.publish_threshold) == ("SE", 0.9)
    assert case.common_words == ("north",)
    assert (case.buyer.codes, case.buyer.country) == (("7",), "US")
    assert case.buyer.siblings[0].abbreviation == "FA"


def test_sources_come_in_order_with_their_options(folder: Path) -> None:
    add(
        folder,
        "case.toml",
        "[sources.example]",
        'agency = "070"',
        "year = 2026",
        "whole = true",
        "[sources.other]",
    )
    assert read_case(folder).sources == (
        SourceNeed("example", (("agency", "070"), ("year", "2026"), ("whole", "yes"))),
        SourceNeed("other"),
    )
    add(folder, "case.toml", "list = [1]")
    assert problems(folder) == [
        "case.toml: key sources.other.list: [1]: a text or a whole number is expected"
    ]


def test_vague_dates_stay_as_they_are_written(folder: Path) -> None:
    with_owners(folder)
    cited = "The Daily,A sale,2019,https://example.org/sale"
    add(
        folder,
        "documents.csv",
        "quay,varv,property,Sale of a quay,Boston,cancelled,2019-06-30,2019-05,"
        f"{cited},true",
    )
    document = read_case(folder).documents[0]
    assert (document.first_date, document.first_date_text) == (
        date(2019, 5, 1),
        "2019-05",
    )
    assert document.status is Status.CANCELLED
    assert document.status_date == date(2019, 6, 30)
    assert (document.citation.date, document.citation.date_text) == (None, "2019")


def test_presence_products_and_answers(folder: Path) -> None:
    with_owners(folder)
    add(
        folder,
        "presence.csv",
        f"oslo,Liaison office,CA,Malmö,Consulate,active,,{CITED},true",
    )
    add(folder, "products.csv", f"Seaview,varv,,,{CITED},true")
    add(
        folder,
        "answers.csv",
        f'varv,2020-01-01,"We sell to all, as the law allows.",{CITED}',
    )
    case = read_case(folder)
    assert case.presence[0].site == "Consulate"
    assert case.products[0].maker == "varv"
    assert case.answers[0].text == "We sell to all, as the law allows."


def test_only_case_toml_is_needed(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        path.unlink()
    case = read_case(folder)
    assert case.organisations == case.decisions == ()
    assert [name for name, _ in case.files] == ["case.toml"]


def test_one_persons_latest_decision_stands_and_two_people_may_disagree(
    folder: Path,
) -> None:
    add(
        folder,
        "decisions.csv",
        "YARD LLC,varv,,positive,reader a,2020-01-01,same address",
        "Yard  llc,varv,,negative,reader a,2020-01-02,another yard",
        "YARD LLC,varv,,positive,reader b,2020-01-01T09:00,same address",
        ",,tie-1,unsure,reader b,2020-01-03,asked the firm",
    )
    decisions = read_case(folder).decisions
    assert [(d.by, d.judgement, d.row) for d in decisions] == [
        ("reader a", Judgement.NEGATIVE, 2),
        ("reader b", Judgement.POSITIVE, 3),
        ("reader b", Judgement.UNSURE, 4),
    ]


def test_all_problems_are_said_at_once(folder: Path) -> None:
    add(
        folder,
        "organisations.csv",
        "varv,Varvet AB,,XX,,lei:529900T8BM49AURSDO56,2020-01-02,2020-01-02,"
        f"{CITED},yes",
        "varv,,,SE,,,,,The Daily,,2019-13,ftp://example.org,true",
        "short,row",
    )
    add(
        folder,
        "ownership.csv",
        f"nobody,varv,owns,120,,,{CITED},true",
        f"varv,varv,control,,2019-05,,{CITED},true",
    )
    add(folder, "decisions.csv", "YARD LLC,,,maybe,,soon,")
    assert problems(folder) == [
        "organisations.csv, row 1, column valid_to: 2020-01-02: a day after 2020-01-02"
        " is expected (the first day on which the row no longer holds)",
        "organisations.csv, row 1, column country: 'XX': an ISO 3166-1 alpha-2 code"
        " such as SE is expected",
        "organisations.csv, row 1, column identifiers: '529900T8BM49AURSDO56' is no"
        " valid LEI (check its digits)",
        "organisations.csv, row 1, column confirmed: 'yes': true or false is expected",
        "organisations.csv, row 2, column name: is empty, a value is expected",
        "organisations.csv, row 2, column citation_url: 'ftp://example.org': an address"
        " is expected (https://)",
        "organisations.csv, row 2, column citation_date: '2019-13-01': a day such as"
        " 2026-01-31 is expected",
        "organisations.csv, row 2, column citation_title: is empty, a value is"
        " expected",
        "organisations.csv, row 2, column id: 'varv' stands in row 1 already",
        "organisations.csv, row 3: has 2 cells, 13 are expected",
        "ownership.csv, row 1, column child: 'nobody' is no id of organisations.csv,"
        " and no register id such as lei:... or listed:...",
        "ownership.csv, row 1, column interest: 'owns': one of control, joint_control,"
        " stake is expected",
        "ownership.csv, row 1, column percent: '120': a number above 0 and up to 100"
        " is expected",
        "ownership.csv, row 2, column parent: 'varv' owns itself: another id is"
        " expected",
        "ownership.csv, row 2, column valid_from: '2019-05': a day such as 2026-01-31"
        " is expected",
        "decisions.csv, row 1, column tie: either supplier and organisation, or a tie"
        " id, is expected",
        "decisions.csv, row 1, column judgement: 'maybe': one of positive, negative,"
        " unsure, withdrawn is expected",
        "decisions.csv, row 1, column by: is empty, a value is expected",
        "decisions.csv, row 1, column at: 'soon': a day or time such as 2026-01-31 or"
        " 2026-01-31T09:30 is expected",
        "decisions.csv, row 1, column why: is empty, a value is expected",
    ]


def test_headers_are_checked(folder: Path) -> None:
    (folder / "products.csv").write_text("name,maker,colour\n", encoding="utf-8")
    (folder / "organisation.csv").write_text("id\n", encoding="utf-8")
    found = problems(folder)
    assert "products.csv, header, column valid_from: the column is missing" in found
    assert any(f.startswith("products.csv, header, column colour: ") for f in found)
    assert found[0].startswith("organisation.csv: is no table of a case; known are")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Malmö".encode("latin-1"), "is not UTF-8 (byte 4)"),
        (b"", "has no header, expected: organisation,date,text"),
        (b'organisation,"date\n', "is no valid CSV"),
        (b"organisation;date;text\n", "columns are separated by ';', commas are"),
    ],
)
def test_files_that_are_no_table(folder: Path, content: bytes, expected: str) -> None:
    (folder / "answers.csv").write_bytes(content)
    (found,) = problems(folder)
    assert found.startswith("answers.csv")
    assert expected in found


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("title = ", "case.toml: is no valid TOML"),
        ('titel = "T"', "key titel: is unknown; known are title"),
        ("title = 3", "key title: 3: a text in quotes is expected"),
        ("publish_threshold = 95", "key publish_threshold: 95: a number above 0"),
        ('common_words = "north"', "key common_words: a list of texts"),
        ('[buyer]\nnam = "A"', "key buyer.nam: is unknown"),
        ('[buyer.sibling]\nname = "A"', "[[buyer.sibling]] is expected"),
        (
            '[buyer]\nname = "A"\nabbreviation = "A"\n[[buyer.sibling]]\n'
            'name = "B"\nabbreviation = "a"',
            "'a' stands for A and for B",
        ),
    ],
)
def test_settings_that_cannot_be_read(folder: Path, toml: str, expected: str) -> None:
    (folder / "case.toml").write_text(toml, encoding="utf-8")
    assert expected in "\n".join(problems(folder))


def test_the_same_statement_twice_is_refused(folder: Path) -> None:
    with_owners(folder)
    add(folder, "ownership.csv", f"yard,varv,stake,,2010-01-01,,{CITED},true")
    (found,) = problems(folder)
    assert found == (
        "ownership.csv, row 3, column valid_from:"
        " the same child, parent and valid_from stand in row 1"
    )


def test_a_case_is_found_by_path_then_at_home_then_among_the_shipped(
    folder: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    own = write_new(home / "cases" / "mine", NewCase("Coast Agency", "SE"))
    assert find_case("se-coast", tmp_path, home) == folder
    assert find_case(str(folder), home, home) == folder
    assert find_case("mine", tmp_path, home) == own
    assert (find_case("ca-ice", home, home) / "case.toml").is_file()


def test_an_unknown_case_lists_the_known_ones(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"no such case; known cases: ca-ice$"):
        find_case("ca-icy", tmp_path, tmp_path)
    (folder / "case.toml").unlink()
    with pytest.raises(CaseError, match=r"the folder holds no case\.toml"):
        find_case("se-coast", tmp_path, tmp_path)
    with pytest.raises(CaseError, match="no such case"):
        find_case("../shipped/ca-ice", tmp_path, tmp_path)


def test_appropriations_levels_and_published_figures(folder: Path) -> None:
    add(
        folder,
        "appropriations.csv",
        f"a,annual,2024,2024,9556000000,USD,Act 1,gross,2024-03-23,{CITED},true",
        f"b,multi_year,2025,2029,45000000000,USD,Act 2,,,{CITED},false",
    )
    add(folder, "levels.csv", f"l,SE,2026,places,350000,380000,420000,{CITED},true")
    add(
        folder,
        "published_figures.csv",
        f"p,offices,5,count,Offices,,2026-02-05,false,{CITED},true",
    )
    assert problems(folder) == [
        "appropriations.csv, row 2, column what: is empty, a value is expected"
    ]
    path = folder / "appropriations.csv"
    path.write_text(path.read_text("utf-8").replace("Act 2,,", "Act 2,beds,"), "utf-8")
    case = read_case(folder)
    annual, several = case.appropriations
    assert (annual.amount, annual.enacted) == (
        Decimal(9_556_000_000),
        date(2024, 3, 23),
    )
    assert (several.last_fiscal_year, several.citation.confirmed) == (2029, False)
    assert [level.target for level in case.levels] == [Decimal(380_000)]
    assert [(row.value, row.is_original) for row in case.published] == [(5, False)]


def test_amounts_years_and_levels_are_checked(folder: Path) -> None:
    add(
        folder,
        "appropriations.csv",
        f"a,annual,2024,2025,-1,dollars,Act,gross,,{CITED},true",
        f"b,yearly,24,2025,NaN,USD,Act,gross,,{CITED},true",
    )
    add(folder, "levels.csv", f"l,SE,2026,places,10,9,20,{CITED},true")
    told = " ".join(problems(folder))
    for part in ("the same year", "'-1'", "'dollars'", "'yearly'", "'24'", "'NaN'"):
        assert part in told
    assert "a number from 10 to 20 is expected" in told
