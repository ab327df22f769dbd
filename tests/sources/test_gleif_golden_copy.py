"""The golden copy's own header: every column known by name, in whatever order."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from crosstie.errors import FilesFailed, UnknownLayout
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database

CHILD, PARENT = "5493000000000000CH12", "5493000000000000PA34"
HEADERS = "gleif/golden_copy_csv_headers.txt"

ENTITY = {
    "LEI": CHILD,
    "Entity.LegalName": "Alpha Inc.",
    "Entity.OtherEntityNames.OtherEntityName.1": "Beta Inc.",
    "Entity.OtherEntityNames.OtherEntityName.1.type": "PREVIOUS_LEGAL_NAME",
    "Entity.LegalAddress.Country": "CA",
    "Entity.LegalAddress.City": "Ottawa",
    "Entity.HeadquartersAddress.Country": "CA",
    "Entity.EntityCategory": "GENERAL",
    "Entity.EntityStatus": "ACTIVE",
    "Entity.EntityCreationDate": "1952-05-02T00:00:00.000Z",
    "Registration.RegistrationStatus": "ISSUED",
}
RELATIONSHIP = {
    "Relationship.StartNode.NodeID": CHILD,
    "Relationship.EndNode.NodeID": PARENT,
    "Relationship.RelationshipType": "IS_DIRECTLY_CONSOLIDATED_BY",
    "Relationship.RelationshipStatus": "ACTIVE",
    "Registration.RegistrationStatus": "PUBLISHED",
}
EXCEPTION = {
    "LEI": CHILD,
    "Exception.Category": "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT",
    "Exception.Reason.1": "NON_CONSOLIDATING",
}


@pytest.fixture(scope="module")
def headers(shared_data: Path) -> dict[str, list[str]]:
    """Read the names of the columns of each kind of file."""
    found: dict[str, list[str]] = {}
    roles = iter(("lei", "rr", "repex"))
    for line in (shared_data / HEADERS).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            found[role := next(roles)] = []
        elif line.strip():
            found[role].append(line.strip())
    return found


def _write(path: Path, header: list[str], row: dict[str, str]) -> Path:
    """Write one row under a shuffled header; all other cells hold the null."""
    shuffled = list(header)
    random.Random(path.name).shuffle(shuffled)  # noqa: S311
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, shuffled, restval="NULL")
        writer.writeheader()
        writer.writerow(row)
    return path


def test_every_column_is_known_in_any_order(
    headers: dict[str, list[str]], tmp_path: Path, workspace_db: Database
) -> None:
    assert {role: len(names) for role, names in headers.items()} == {
        "lei": 338,
        "rr": 54,
        "repex": 12,
    }
    rows = {"lei": ENTITY, "rr": RELATIONSHIP, "repex": EXCEPTION}
    files = {
        role: [_write(tmp_path / f"{role}.csv", headers[role], row)]
        for role, row in rows.items()
    }
    summaries = load_files(workspace_db, "gleif", [], roles=files)
    assert [(s.layout, s.rows_loaded, s.rows_rejected) for s in summaries] == [
        ("gleif-lei", 1, 0),
        ("gleif-rr", 1, 0),
        ("gleif-repex", 1, 0),
    ]
    assert workspace_db.rows("o", "select name, country, city from organisation") == [
        {"name": "Alpha Inc.", "country": "CA", "city": "Ottawa"}
    ]
    names = workspace_db.rows("n", "select name, kind from organisation_name")
    assert {"name": "Beta Inc.", "kind": "former"} in names
    assert workspace_db.rows(
        "s", "select child_id, parent_id, interest from ownership_statement"
    ) == [
        {
            "child_id": f"lei:{CHILD}",
            "parent_id": f"lei:{PARENT}",
            "interest": "control",
        }
    ]
    assert workspace_db.rows("e", "select reason from ownership_exception") == [
        {"reason": "NON_CONSOLIDATING"}
    ]


@pytest.mark.parametrize("role", ["lei", "rr", "repex"])
def test_a_column_that_is_not_known_is_named(
    role: str, headers: dict[str, list[str]], tmp_path: Path, workspace_db: Database
) -> None:
    path = _write(tmp_path / f"{role}.csv", [*headers[role], "Shoe.Size"], {})
    with pytest.raises(UnknownLayout, match=r"header.*not known: Shoe\.Size$"):
        load_files(workspace_db, "gleif", [], roles={role: [path]})


def test_a_file_given_as_another_kind_is_refused(
    headers: dict[str, list[str]], tmp_path: Path, workspace_db: Database
) -> None:
    right = _write(tmp_path / "rr.csv", headers["rr"], RELATIONSHIP)
    wrong = _write(tmp_path / "repex.csv", headers["repex"], EXCEPTION)
    with pytest.raises(FilesFailed, match=r"repex\.csv, header") as caught:
        load_files(workspace_db, "gleif", [], roles={"rr": [right], "lei": [wrong]})
    assert [summary.name for summary in caught.value.loaded] == ["rr.csv"]
