"""Registrations of lobbying: windows-1252, "null", newlines; no lobbyist's name."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.sources.registry import SOURCES, load_files
from crosstie.store.engine import Database
from crosstie.store.loading import LoadOptions, LoadSummary
from tests.sources.canada import columns, write_rows

Load = Callable[..., LoadSummary]

REGISTRATION = {
    "REG_ID_ENR": "777",
    "REG_TYPE_ENR": "1",
    "REG_NUM_ENR": "777-123-1",
    "VERSION_CODE": "V6",
    "EN_FIRM_NM_FIRME_AN": "Beta Public Affairs Ltd.",
    "FR_FIRM_NM_FIRME": "null",
    "RGSTRNT_LAST_NM_DCLRNT": "Doe",
    "RGSTRNT_1ST_NM_PRENOM_DCLRNT": "Jane",
    "CLIENT_ORG_CORP_NUM": "4242",
    "EN_CLIENT_ORG_CORP_NM_AN": "Alpha Québec Inc.",
    "CLIENT_ORG_CORP_ADDRESS_ADRESSE_CLIENT_ORG_CORP": "5 Hidden Street\nSmallplace",
    "REP_LAST_NM_REP": "Doe",
    "EFFECTIVE_DATE_VIGUEUR": "2020-01-02",
    "END_DATE_FIN": "null",
    "PARENT_IND_SOC_MERE": "Y",
    "GOVT_FUND_IND_FIN_GOUV": "N",
}
PERSONS = {
    **REGISTRATION,
    "REG_ID_ENR": "778",
    "EN_FIRM_NM_FIRME_AN": "DOE, JANE Q.",
    "EN_CLIENT_ORG_CORP_NM_AN": "Gamma Inc.",
}


@pytest.fixture
def loaded(tmp_path: Path, workspace_db: Database) -> list[LoadSummary]:
    files = {
        "Registration_PrimaryExport.csv": (
            "lobby-registrations",
            [REGISTRATION, PERSONS],
        ),
        "Registration_SubjectMattersExport.csv": (
            "lobby-subjects",
            [{"REG_ID_ENR": "777", "SUBJECT_CODE_OBJET": "SMT-1"}],
        ),
        "Registration_SubjectMatterDetailsExport.csv": (
            "lobby-subject-details",
            [
                {
                    "REG_ID_ENR": "777",
                    "ASSOC_SUBJECT_CODES_OBJET": "SMT-1",
                    "DESCRIPTION": 'Of "Examples"\nand, again, more',
                }
            ],
        ),
        "Registration_GovernmentInstExport.csv": (
            "lobby-institutions",
            [{"REG_ID_ENR": "777", "INSTITUTION": "Ministry of Examples"}],
        ),
    }
    path = tmp_path / "registrations.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, (layout, rows) in files.items():
            made.write(
                write_rows(
                    tmp_path / name, "lobbying", layout, rows, encoding="windows-1252"
                ),
                name,
            )
        made.writestr(
            "Registration_GovtFundingExport.csv",
            "REG_ID_ENR,INSTITUTION,AMOUNT_MONTANT,FUNDS_EXP_FIN_ATTENDU,TEXT_TEXTE\n"
            "777,Ministry of Money,25000.5,N,null\n777,Town,null,N,null\n",
        )
        made.writestr("Registration_InHouseLobbyistsExport.csv", "NAME\nJane\n")
    return load_files(workspace_db, "lobbying", [path])


def test_the_layout_reads_no_person() -> None:
    assert len(columns("lobbying", "lobby-registrations")) == 38
    layouts = {layout.name: layout for layout in SOURCES["lobbying"].layouts}
    personal = layouts["lobby-registrations"].personal
    assert {"RGSTRNT_LAST_NM_DCLRNT", "REP_1ST_NM_PRENOM_REP"} <= set(personal)


def test_a_registration_says_for_whom_and_when(
    loaded: list[LoadSummary], workspace_db: Database
) -> None:
    rows = workspace_db.rows(
        "registrations",
        "select registration_id, organisation_name, firm_name, firm_name_translated,\n"
        "  valid_from, valid_to, has_parent, has_government_funding\n"
        "from lobby_registration\norder by 1",
    )
    told = ("Alpha Québec Inc.", "Beta Public Affairs Ltd.", None)
    assert tuple(rows[0].values()) == (
        *("777", *told, date(2020, 1, 2), None, True, False),
    )
    assert rows[1]["firm_name"] is None
    assert rows[1]["organisation_name"] == "Gamma Inc."


def test_subjects_institutions_and_funding_stand_beside(
    loaded: list[LoadSummary], workspace_db: Database
) -> None:
    rows = workspace_db.rows(
        "details",
        "select kind, code, institution, description, amount, currency\n"
        "from lobby_detail\norder by kind, institution, description nulls last",
    )
    assert [tuple(row.values()) for row in rows] == [
        ("funding", None, "Ministry of Money", None, Decimal("25000.50"), "CAD"),
        ("funding", None, "Town", None, None, None),
        ("institution", None, "Ministry of Examples", None, None, None),
        ("subject", "SMT-1", None, 'Of "Examples"\nand, again, more', None, None),
        ("subject", "SMT-1", None, None, None, None),
    ]


def test_files_of_persons_are_never_opened(
    loaded: list[LoadSummary], workspace_db: Database
) -> None:
    assert len(loaded) == 5
    assert any("Windows-1252" in note for note in loaded[0].notes)
    for table in ("lobby_registration", "lobby_detail", "reject", "file"):
        text = str(workspace_db.rows("all", f"from {table}"))
        assert "jane" not in text.lower()
        assert "Doe" not in text
        assert "Hidden Street" not in text


def test_a_rejected_registration_keeps_no_text(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    wrong = {**REGISTRATION, "EFFECTIVE_DATE_VIGUEUR": "some day"}
    path = write_rows(tmp_path / "r.csv", "lobbying", "lobby-registrations", [wrong])
    assert load(path, "lobbying").rows_rejected == 1
    record = workspace_db.value("record", "select record from reject")
    assert "Doe" not in record
    assert record.startswith("777,1,777-123-1")


REPORT = {
    "COMLOG_ID": "42",
    "CLIENT_ORG_CORP_NUM": "4242",
    "EN_CLIENT_ORG_CORP_NM_AN": "Alpha Québec Inc.",
    "FR_CLIENT_ORG_CORP_NM": "null",
    "RGSTRNT_LAST_NM_DCLRNT": "Doe",
    "COMM_DATE": "2026-01-15",
    "REG_TYPE_ENR": "2",
    "POSTED_DATE_PUBLICATION": "2026-02-05",
    "PREV_COMLOG_ID_PRECEDNT": "null",
}
MET = {
    "COMLOG_ID": "42",
    "DPOH_LAST_NM_TCPD": "Roe",
    "DPOH_TITLE_TITRE_TCPD": "Director",
    "INSTITUTION": "Ministry of Examples",
    "OTHER_INSTITUTION_AUTRE": "null",
}
OWNERS = [
    {
        "REG_ID_ENR": "777",
        "BNF_TYPE": "1",
        "EN_BNF_NM_AN": "Alpha Holdings Ltd.",
        "STREET_RUE_1": "5 Hidden Street",
        "CITY_VILLE": "Smallplace",
        "COUNTRY_PAYS": "United States",
    },
    {"REG_ID_ENR": "778", "EN_BNF_NM_AN": "Jane Q. Doe", "CITY_VILLE": "Smallplace"},
]


def test_communications_name_organisation_institution_and_day(
    tmp_path: Path, workspace_db: Database
) -> None:
    files = {
        "Communication_PrimaryExport.csv": ("lobby-communications", [REPORT]),
        "Communication_DpohExport.csv": ("lobby-contacts", [MET]),
        "Registration_BeneficiariesExport.csv": ("lobby-beneficiaries", OWNERS),
    }
    path = tmp_path / "communications_ocl_cal.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, (layout, rows) in files.items():
            file = write_rows(tmp_path / name, "lobbying", layout, rows)
            made.write(file, name)
        made.writestr("Communication_SubjectMattersExport.csv", "COMLOG_ID,X\n42,1\n")
    options = LoadOptions(stand_in=True)
    loaded = load_files(workspace_db, "lobbying", [path], options)
    assert {one.dataset_id for one in loaded} == {"Lobbying-Canada/communications"}
    assert workspace_db.rows(
        "communications",
        "select c.organisation_name, c.communication_date, k.institution\n"
        "from lobby_communication c\njoin lobby_contact k using (communication_id)",
    ) == [
        {
            "organisation_name": "Alpha Québec Inc.",
            "communication_date": date(2026, 1, 15),
            "institution": "Ministry of Examples",
        }
    ]
    assert workspace_db.rows(
        "beneficiaries",
        "select registration_id, name, city, country from lobby_beneficiary\n"
        "order by 1",
    ) == [
        {
            "registration_id": "777",
            "name": "Alpha Holdings Ltd.",
            "city": "Smallplace",
            "country": "United States",
        },
        {"registration_id": "778", "name": None, "city": None, "country": None},
    ]
    for table in ("lobby_communication", "lobby_contact", "lobby_beneficiary"):
        text = str(workspace_db.rows("all", f"from {table}"))
        assert not {"Doe", "Roe", "Director", "Hidden"} & set(text.split("'"))
        assert "Doe" not in text
