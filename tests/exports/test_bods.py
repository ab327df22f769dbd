"""BODS 0.4: organisations and who controls them, valid, with doubt in annotations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crosstie.exports.bods import statements
from crosstie.exports.formats import Export
from crosstie.exports.jsontext import json_bytes
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from tests.exports.conftest import Validate


@pytest.fixture
def made_statements(sample_export: Export) -> list[dict[str, Any]]:
    return statements(sample_export.sure)


def test_every_statement_is_valid(
    made_statements: list[dict[str, Any]], tmp_path: Path, validate: Validate
) -> None:
    path = tmp_path / "statements.json"
    path.write_bytes(json_bytes(made_statements))
    verdict = validate("bods", path)
    assert verdict["problems"] == []
    assert verdict["count"] == len(made_statements)
    assert verdict["version"] == "0.4"


def test_entities_come_before_what_names_them(
    made_statements: list[dict[str, Any]],
) -> None:
    seen: set[str] = set()
    links = 0
    for one in made_statements:
        details = one["recordDetails"]
        if one["recordType"] == "relationship":
            assert {details["subject"], details["interestedParty"]} <= seen
            assert one["declarationSubject"] == details["subject"]
            links += 1
        seen.add(one["recordId"])
    assert links
    ids = [one["statementId"] for one in made_statements]
    assert len(set(ids)) == len(ids)
    assert all(len(id) >= 32 for id in ids)


def test_no_person_and_no_beneficial_owner_is_stated(
    made_statements: list[dict[str, Any]],
) -> None:
    assert {one["recordType"] for one in made_statements} == {"entity", "relationship"}
    for one in made_statements:
        for interest in one["recordDetails"].get("interests", ()):
            assert interest["beneficialOwnershipOrControl"] is False


def test_doubt_kind_and_evidence_stand_in_annotations(
    made_statements: list[dict[str, Any]],
) -> None:
    texts = [
        [note["description"] for note in one["annotations"]]
        for one in made_statements
        if one["recordType"] == "relationship"
    ]
    assert all(any("probability: " in t for t in notes) for notes in texts)
    assert all(any("kind: " in t and "decision: " in t for t in n) for n in texts)
    assert all(any(t.startswith("evidence: ") for t in notes) for notes in texts)
    assert any("marked as unconfirmed" in t for notes in texts for t in notes)


def test_crosstie_loads_what_crosstie_wrote(
    made_statements: list[dict[str, Any]], tmp_path: Path, workspace_db: Database
) -> None:
    path = tmp_path / "own.json"
    path.write_bytes(json_bytes(made_statements))
    (summary,) = load_files(workspace_db, "bods", [path])
    assert (summary.rows_loaded, summary.rows_rejected) == (len(made_statements), 0)
    found = workspace_db.rows("links", "select * from ownership_statement")
    kinds = [one["recordType"] for one in made_statements]
    assert len(found) == kinds.count("relationship")
