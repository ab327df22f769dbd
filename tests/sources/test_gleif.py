"""LEI data: one meaning in three formats."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from crosstie.errors import UnknownLayout, UnreadableFile
from crosstie.sources.gleif.connector import archive
from crosstie.sources.registry import SOURCES, load_files
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary, rejects

Load = Callable[..., LoadSummary]

LAYOUTS = {layout.name: layout for layout in SOURCES["gleif"].layouts}
CHILD, PARENT = "5493000000000000CH12", "5493000000000000PA34"


def _csv(tmp_path: Path, name: str, *rows: dict[str, str]) -> Path:
    path = tmp_path / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(LAYOUTS[name].read), restval="NULL")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_an_entity_with_its_names_and_seat(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    names = "Entity.OtherEntityNames.OtherEntityName."
    load(
        _csv(
            tmp_path,
            "gleif-lei",
            {
                "LEI": CHILD,
                "Entity.LegalName": "Alpha Inc.",
                f"{names}1": "Beta Inc.",
                f"{names}1.type": "PREVIOUS_LEGAL_NAME",
                f"{names}2": "Alpha Trading",
                f"{names}2.type": "TRADING_OR_OPERATING_NAME",
                "Entity.LegalAddress.Country": "KY",
                "Entity.HeadquartersAddress.Country": "CA",
                "Entity.EntityCategory": "GENERAL",
                "Entity.EntityStatus": "ACTIVE",
                "Entity.EntityCreationDate": "1852-05-02T00:00:00.000Z",
                "Registration.RegistrationStatus": "LAPSED",
            },
            {"LEI": "SHORT", "Entity.LegalName": "Gamma"},
        ),
        "gleif",
    )
    found = workspace_db.rows("o", "select * from organisation")[0]
    assert (found["country"], found["country_basis"], found["status"]) == (
        "KY",
        "registered address; headquarters in CA",
        "active",
    )
    assert (found["valid_from"], found["valid_to"]) == (date(1852, 5, 2), None)
    kinds = workspace_db.rows(
        "n", "select kind, name from organisation_name order by kind"
    )
    assert [tuple(row.values()) for row in kinds] == [
        ("former", "Beta Inc."),
        ("legal", "Alpha Inc."),
        ("trading", "Alpha Trading"),
    ]
    assert "20 characters" in rejects(workspace_db)[0]["reason"]


def _relationship(kind: str, status: str = "ACTIVE") -> dict[str, str]:
    period = "Relationship.Period."
    return {
        "Relationship.StartNode.NodeID": CHILD,
        "Relationship.EndNode.NodeID": PARENT,
        "Relationship.RelationshipType": kind,
        "Relationship.RelationshipStatus": status,
        f"{period}1.startDate": "2019-01-01T00:00:00Z",
        f"{period}1.endDate": "2019-12-31T00:00:00Z",
        f"{period}1.periodType": "ACCOUNTING_PERIOD",
        f"{period}2.startDate": "2014-11-06T00:00:00Z",
        f"{period}2.periodType": "RELATIONSHIP_PERIOD",
        "Registration.RegistrationStatus": "LAPSED",
    }


def test_only_the_relationship_period_dates_a_relationship(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    load(
        _csv(
            tmp_path,
            "gleif-rr",
            _relationship("IS_DIRECTLY_CONSOLIDATED_BY"),
            _relationship("IS_ULTIMATELY_CONSOLIDATED_BY", "INACTIVE"),
            _relationship("IS_FUND-MANAGED_BY"),
            _relationship("IS_INTERNATIONAL_BRANCH_OF"),
            _relationship("IS_FRIEND_OF"),
        ),
        "gleif",
    )
    found = workspace_db.rows(
        "r",
        "select interest, child_id, valid_from, valid_to, is_current\n"
        "from ownership_statement\norder by row_number",
    )
    since = date(2014, 11, 6)
    assert [tuple(row.values()) for row in found] == [
        ("control", f"lei:{CHILD}", since, None, True),
        ("ultimate_control", f"lei:{CHILD}", since, None, False),
        ("fund", f"lei:{CHILD}", since, None, True),
        ("branch", f"lei:{CHILD}", since, None, True),
    ]
    assert rejects(workspace_db)[0]["column_name"] == "Relationship.RelationshipType"


def test_exceptions_in_xml_and_json_say_the_same(
    tmp_path: Path, workspace_db: Database
) -> None:
    xml = tmp_path / "repex.xml"
    xml.write_text(
        '<r:Data xmlns:r="urn:x"><r:ReportingExceptions><r:Exception>'
        f"<r:LEI>{CHILD}</r:LEI>"
        "<r:ExceptionCategory>DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"
        "</r:ExceptionCategory><r:ExceptionReason>NON_PUBLIC</r:ExceptionReason>"
        "</r:Exception></r:ReportingExceptions></r:Data>",
        encoding="utf-8",
    )
    other = tmp_path / "repex.json"
    other.write_text(
        f'[{{"LEI": "{CHILD}", "ExceptionReason": "NON_PUBLIC",'
        ' "ExceptionCategory": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"},\n'
        f'{{"LEI": "{CHILD}", "ExceptionReason": "NO_LEI", "Extension":'
        ' {"Deletion": {"DeletedAt": "2023-11-01T00:00:00Z"}},'
        ' "ExceptionCategory": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"}]',
        encoding="utf-8",
    )
    load_files(workspace_db, "gleif", [], roles={"repex": [xml, other]})
    found = workspace_db.rows(
        "e", "select organisation_id, category, reason from ownership_exception"
    )
    assert [tuple(row.values()) for row in found] == [
        (f"lei:{CHILD}", "direct parent", "NON_PUBLIC")
    ] * 2
    assert "deleted this record 2023-11-01" in rejects(workspace_db)[0]["reason"]


def test_a_file_given_in_the_wrong_place_is_refused(
    tmp_path: Path, workspace_db: Database
) -> None:
    path = _csv(tmp_path, "gleif-repex")
    with pytest.raises(UnknownLayout, match=r"missing: LEI|nearest"):
        load_files(workspace_db, "gleif", [], roles={"lei": [path]})


def test_xml_that_ends_early_or_holds_entities_is_unreadable(
    tmp_path: Path, load: Load
) -> None:
    path = tmp_path / "cut.xml"
    path.write_text("<Data><LEIRecord><LEI>5493</LEI>", encoding="utf-8")
    with pytest.raises(UnreadableFile):
        load(path, "gleif")
    path.write_text(
        '<!DOCTYPE a [<!ENTITY b "c">]><Data><LEIRecord>&b;</LEIRecord></Data>',
        encoding="utf-8",
    )
    with pytest.raises(UnreadableFile):
        load(path, "gleif")


def test_golden_copies_carry_their_dataset() -> None:
    name = "20261004-0800-gleif-goldencopy-lei2-golden-copy.csv.zip"
    assert archive(name, "gleif-lei") == ("GLEIF/golden-copy/lei2", "20261004-0800")
    assert archive("lei2.csv", "gleif-lei") is None
