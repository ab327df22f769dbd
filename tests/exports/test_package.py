"""The data package: every table described and hashed, with the case's files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from crosstie.errors import CaseError
from crosstie.exports.formats import Export, write_formats
from crosstie.exports.package import DESCRIPTOR, case_files, package_files
from crosstie.exports.schema import TABLES
from tests.exports.conftest import Validate


def test_frictionless_finds_it_valid(
    sample_export: Export, tmp_path: Path, validate: Validate
) -> None:
    write_formats(sample_export, ["datapackage"], tmp_path)
    found = validate("datapackage", tmp_path / "datapackage" / DESCRIPTOR)
    assert found["problems"] == []
    for table in TABLES:
        assert found["rows"][table.name] == len(sample_export.rows[table.name])


def test_every_file_is_described_with_its_hash(sample_export: Export) -> None:
    case = case_files(sample_export.exchange, sample_export.case)
    files = package_files(sample_export.exchange, sample_export.rows, case)
    *_, last = files
    assert last == DESCRIPTOR
    package = json.loads(files[DESCRIPTOR])
    described = {resource["path"]: resource for resource in package["resources"]}
    assert set(described) == set(files) - {DESCRIPTOR}
    for path, resource in described.items():
        digest = hashlib.sha256(files[path]).hexdigest()
        assert resource["hash"] == f"sha256:{digest}"
        assert resource["bytes"] == len(files[path])
    assert "case/ownership.csv" in files
    assert all(s["licence"] and s["sha256"] for s in package["sources"])


def test_what_is_published_holds_no_file_of_the_case(sample_export: Export) -> None:
    published = replace(sample_export.exchange, is_published=True)
    case = case_files(sample_export.exchange, sample_export.case)
    files = package_files(published, sample_export.rows, case)
    assert not [path for path in files if path.startswith("case/")]
    package = json.loads(files[DESCRIPTOR])
    assert package["crosstie"]["isPublished"] is True
    assert {one["name"] for one in package["crosstie"]["caseFiles"]} == set(case)


def test_a_case_that_was_changed_since_is_refused(
    sample_export: Export, tmp_path: Path
) -> None:
    changed = replace(sample_export.case, folder=tmp_path)
    with pytest.raises(CaseError) as refused:
        case_files(sample_export.exchange, changed)
    assert "crosstie trace ca-ice" in (refused.value.next_step or "")
