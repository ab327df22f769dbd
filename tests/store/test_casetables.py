"""A case's rows stand in the run's tables, each with its file, row and citation."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.errors import CaseError
from crosstie.model.case import Buyer, Case, CaseOrganisation, Citation
from crosstie.store.casefolder import read_case
from crosstie.store.casefolder_new import NewCase, write_new
from crosstie.store.casetables import load_case, organisation_id
from crosstie.store.engine import Database

CITED = "The Daily,Ships sold,2019-05-02,https://example.org/ships"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    folder = write_new(tmp_path / "se-coast", NewCase("Coast Agency", "SE"))
    rows = {
        "organisations.csv": [
            f"varv,Varvet AB,The Yard,SE,Malmö,lei:529900t8bm49aursdo55,,,{CITED},true",
            f"yard,Yard Inc.,,US,,,2001-01-01,,{CITED},false",
        ],
        "ownership.csv": [
            f"yard,varv,control,51.5,2010-01-01,2019-05-02,{CITED},true",
            f"yard,listed:STO:ABC,stake,,,,{CITED},false",
        ],
    }
    for file, lines in rows.items():
        with (folder / file).open("a", encoding="utf-8") as out:
            out.writelines(line + "\n" for line in lines)
    return read_case(folder)


def test_each_file_of_the_case_has_a_row(run_db: Database, case: Case) -> None:
    load_case(run_db, case)
    files = {row["name"]: row for row in run_db.rows("files", "select *\nfrom file")}
    assert len(files) == 11
    stated = files["ownership.csv"]
    content = (case.folder / "ownership.csv").read_bytes()
    assert stated["sha256"] == hashlib.sha256(content).hexdigest()
    assert stated["file_id"] == stated["sha256"][:16]
    assert (stated["source"], stated["publisher"]) == ("case", "the case se-coast")
    assert (stated["rows_read"], stated["rows_loaded"]) == (2, 2)
    assert (files["case.toml"]["rows_read"], files["answers.csv"]["rows_read"]) == (
        0,
        0,
    )
    assert (stated["bytes"], stated["retrieved"]) == (len(content), None)


def test_organisations_names_and_identifiers(run_db: Database, case: Case) -> None:
    load_case(run_db, case)
    assert run_db.rows(
        "organisations",
        "select organisation_id, name, country, country_basis, city, valid_from,\n"
        "  row_number, url, about\nfrom organisation\norder by row_number",
    ) == [
        {
            "organisation_id": "case:varv",
            "name": "Varvet AB",
            "country": "SE",
            "country_basis": "case row, with its citation",
            "city": "Malmö",
            "valid_from": None,
            "row_number": 1,
            "url": "https://example.org/ships",
            "about": "The Daily, Ships sold, 2019-05-02",
        },
        {
            "organisation_id": "case:yard",
            "name": "Yard Inc.",
            "country": "US",
            "country_basis": "case row, unconfirmed",
            "city": None,
            "valid_from": date(2001, 1, 1),
            "row_number": 2,
            "url": "https://example.org/ships",
            "about": "The Daily, Ships sold, 2019-05-02",
        },
    ]
    assert run_db.rows(
        "names",
        "select organisation_id, name, kind\nfrom organisation_name\norder by name",
    ) == [
        {"organisation_id": "case:varv", "name": "The Yard", "kind": "other"},
        {"organisation_id": "case:varv", "name": "Varvet AB", "kind": "legal"},
        {"organisation_id": "case:yard", "name": "Yard Inc.", "kind": "legal"},
    ]
    assert run_db.rows(
        "identifiers",
        "select organisation_id, scheme, value\nfrom organisation_identifier",
    ) == [
        {
            "organisation_id": "case:varv",
            "scheme": "lei",
            "value": "529900T8BM49AURSDO55",
        }
    ]


def test_statements_keep_dates_share_and_register_ids(
    run_db: Database, case: Case
) -> None:
    load_case(run_db, case)
    ended, stake = run_db.rows(
        "statements", "select *\nfrom ownership_statement\norder by row_number"
    )
    assert ended["statement_id"] == "case:ownership:yard:varv:2010-01-01"
    assert (ended["child_id"], ended["parent_id"]) == ("case:yard", "case:varv")
    assert (ended["child_name"], ended["parent_name"]) == ("Yard Inc.", "Varvet AB")
    assert ended["percent_min"] == ended["percent_max"] == Decimal("51.5")
    assert (ended["valid_to"], ended["is_current"]) == (date(2019, 5, 2), False)
    assert ended["stated_on"] == date(2019, 5, 2)
    assert (ended["citation_publisher"], ended["citation_title"], ended["url"]) == (
        "The Daily",
        "Ships sold",
        "https://example.org/ships",
    )
    assert stake["statement_id"] == "case:ownership:yard:listed:STO:ABC:"
    assert (stake["parent_id"], stake["parent_name"]) == ("listed:STO:ABC", None)
    assert (stake["is_current"], stake["confirmed"]) == (True, False)
    files = run_db.rows(
        "file", "select file_id\nfrom file\nwhere name = 'ownership.csv'"
    )
    assert ended["file_id"] == files[0]["file_id"]


def test_references_become_ids() -> None:
    assert organisation_id("roshel") == "case:roshel"
    assert organisation_id("lei:529900T8BM49AURSDO55") == "lei:529900T8BM49AURSDO55"


def test_rows_without_their_file_are_refused(run_db: Database, tmp_path: Path) -> None:
    row = CaseOrganisation(
        id="varv",
        name="Varvet AB",
        other_names=(),
        country="SE",
        city="",
        identifiers=(),
        valid_from=None,
        valid_to=None,
        citation=Citation("The Daily", "Ships sold", "https://example.org/ships"),
        row=1,
    )
    buyer = Buyer("Coast Agency", "CA")
    made = Case("made", "T", "SE", buyer, tmp_path, organisations=(row,))
    with pytest.raises(CaseError, match=r"holds rows of organisations\.csv"):
        load_case(run_db, made)
