"""Ownership statements of 0.2 and 0.4; persons are never stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary

Load = Callable[..., LoadSummary]

PERSON = "Name That Must Not Stand Anywhere"


def _write(tmp_path: Path, *values: dict[str, Any]) -> Path:
    path = tmp_path / "statements.json"
    path.write_text(json.dumps(list(values)), encoding="utf-8")
    return path


def _old_link(number: str, party: dict[str, Any], **share: Any) -> dict[str, Any]:
    interest = {"type": "shareholding", "startDate": "2020-02-03"} | share
    return {
        "statementID": number,
        "statementType": "ownershipOrControlStatement",
        "statementDate": "2021-01-01",
        "subject": {"describedByEntityStatement": "e1"},
        "interestedParty": party,
        "interests": [interest],
    }


def _old_entity(number: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "statementID": number,
        "statementType": "entityStatement",
        "entityType": "registeredEntity",
        "name": name,
        "incorporatedInJurisdiction": {"code": "CA"},
        "identifiers": [{"scheme": "XI-LEI", "id": "5493000000000000CH12"}],
    } | more


def test_version_0_2(tmp_path: Path, load: Load, workspace_db: Database) -> None:
    person = {
        "statementID": "p1",
        "statementType": "personStatement",
        "personType": "knownPerson",
        "names": [{"fullName": PERSON}],
    }
    by_entity = {"describedByEntityStatement": "e2"}
    summary = load(
        _write(
            tmp_path,
            _old_entity("e0", "Old Alpha"),
            _old_entity("e1", "Alpha", replacesStatements=["e0"]),
            _old_entity("e2", "Beta"),
            person,
            _old_link("l1", by_entity, share={"exact": 75}),
            _old_link("l2", by_entity, share={"minimum": 25, "maximum": 50}),
            _old_link("l3", {"describedByPersonStatement": "p1"}, endDate="2022-01-01"),
            _old_link("l4", {"unspecified": {"reason": "unknown", "description": "d"}}),
        ),
        "bods",
    )
    assert summary.notes == ("Persons withheld: 1.",)
    assert (summary.rows_read, summary.rows_loaded, summary.rows_repeated) == (8, 7, 1)
    found = workspace_db.rows(
        "o",
        "select parent_id, parent_name, interest, percent_min, valid_to, is_current\n"
        "from ownership_statement\norder by row_number",
    )
    assert [tuple(row.values()) for row in found] == [
        ("bods:e2", "Beta", "control", Decimal("75"), None, True),
        ("bods:e2", "Beta", "stake", Decimal("25"), None, True),
        ("bods:person:p1", "a private person", "stake", None, date(2022, 1, 1), False),
    ]
    exceptions = workspace_db.rows(
        "e", "select organisation_id, reason, reference from ownership_exception"
    )
    assert [tuple(row.values()) for row in exceptions] == [("bods:e1", "unknown", "d")]
    names = workspace_db.rows("n", "select name from organisation order by name")
    assert [row["name"] for row in names] == ["Alpha", "Beta"]
    for table in ("organisation", "organisation_name", "reject", "file"):
        rows = workspace_db.rows(table, f"select * from {table}")
        assert PERSON not in repr(rows)


def _new(number: str, record: str, kind: str, details: dict[str, Any], **more: Any):  # type: ignore[no-untyped-def]
    return {
        "statementId": number,
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "recordDetails": details,
    } | more


def test_version_0_4_keeps_the_last_statement_of_a_record(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    entity = {"entityType": {"type": "registeredEntity"}, "name": "Alpha"}
    link = {
        "subject": "r1",
        "interestedParty": "r2",
        "interests": [
            {
                "type": "votingRights",
                "directOrIndirect": "indirect",
                "share": {"exact": 60},
            }
        ],
    }
    load(
        _write(
            tmp_path,
            _new("s1", "r1", "entity", entity),
            _new("s2", "r2", "entity", entity | {"name": "Beta"}),
            _new("s3", "r1", "entity", entity | {"name": "Alpha Two"}),
            _new("s4", "r3", "relationship", link),
            _new("s5", "r3", "relationship", link, recordStatus="closed"),
        ),
        "bods",
    )
    names = workspace_db.rows("n", "select organisation_id, name from organisation")
    assert sorted(tuple(row.values()) for row in names) == [
        ("bods:r1", "Alpha Two"),
        ("bods:r2", "Beta"),
    ]
    found = workspace_db.rows(
        "o",
        "select child_name, parent_name, interest, is_current, status\n"
        "from ownership_statement",
    )
    assert [tuple(row.values()) for row in found] == [
        ("Alpha Two", "Beta", "ultimate_control", False, "closed")
    ]
