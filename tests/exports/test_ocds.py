"""OCDS 1.1: one release an award, valid, and no kind of amount taken for another."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crosstie.errors import StoreError
from crosstie.exports.formats import Export
from crosstie.exports.jsontext import json_bytes, number
from crosstie.exports.ocds import left_out, release_package
from crosstie.pages.exchange_contexts import Exchange
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from tests.exports.conftest import VALIDATORS, Validate

SCHEMA = VALIDATORS / "ocds-release-schema.json"


@pytest.fixture
def package(sample_export: Export) -> dict[str, Any]:
    return release_package(sample_export.sure)


def test_every_release_is_valid(
    sample_export: Export, made: Exchange, tmp_path: Path, validate: Validate
) -> None:
    for exchange in (sample_export.sure, made):
        found = release_package(exchange)
        path = tmp_path / "package.json"
        path.write_bytes(json_bytes(found))
        verdict = validate("ocds", path, SCHEMA)
        assert verdict["problems"] == []
        assert verdict["count"] == len(found["releases"])
        assert "1__1__5" in verdict["id"]


def test_the_package_says_what_it_is(package: dict[str, Any]) -> None:
    assert package["version"] == "1.1"
    assert package["publisher"]["name"]
    assert package["publishedDate"] == "2026-11-22T10:00:00Z"
    assert package["uri"].startswith("urn:crosstie:ca-ice:")
    assert package["releases"]


def test_parties_and_references_agree(package: dict[str, Any]) -> None:
    for release in package["releases"]:
        parties = {party["id"]: party["roles"] for party in release["parties"]}
        assert parties[release["buyer"]["id"]] == ["buyer"]
        (award,) = release["awards"]
        for supplier in award.get("suppliers", ()):
            assert parties[supplier["id"]] == ["supplier"]
        (contract,) = release["contracts"]
        assert contract["awardID"] == award["id"]
        for paid in contract.get("implementation", {}).get("transactions", ()):
            assert paid["payer"]["id"] in parties
            assert paid["crosstie"]["amountKind"] == "obligated"
            assert len(paid["crosstie"]["evidence"]["sha256"]) == 64


def test_a_value_is_what_is_obligated_and_never_a_ceiling(
    package: dict[str, Any], sample_export: Export
) -> None:
    for release in package["releases"]:
        award = sample_export.exchange.awards[release["awards"][0]["id"]]
        value = release["awards"][0].get("value")
        assert award.obligated is not None
        assert Decimal(str(value["amount"])) == award.obligated
        kinds = {one["kind"] for one in release["awards"][0]["crosstie"]["amounts"]}
        assert ("ceiling" in kinds) == (award.ceiling is not None)


def test_an_award_says_which_ties_hold_it(package: dict[str, Any]) -> None:
    ties = [t for r in package["releases"] for t in r["awards"][0]["crosstie"]["ties"]]
    assert {tie["kind"] for tie in ties} == {"finding", "lead"}
    assert all(set(tie) >= {"tieId", "decision", "probability"} for tie in ties)


def test_ties_without_an_award_are_counted(sample_export: Export) -> None:
    gone = list(left_out(sample_export.sure))
    assert {tie.route for tie in gone} == {
        *("presence", "property", "documented", "subaward")
    }


def test_an_amount_that_json_would_change_is_refused() -> None:
    assert number(Decimal("26574921.17")) == 26574921.17
    assert number(Decimal("5.00")) == 5
    with pytest.raises(StoreError, match="digits"):
        number(Decimal("9999999999999999.99"))


def test_crosstie_loads_what_crosstie_wrote(
    package: dict[str, Any],
    sample_export: Export,
    tmp_path: Path,
    workspace_db: Database,
) -> None:
    path = tmp_path / "own.json"
    path.write_bytes(json_bytes(package))
    (summary,) = load_files(workspace_db, "ocds", [path])
    assert (summary.rows_loaded, summary.rows_rejected) == (
        len(package["releases"]),
        0,
    )
    rows = workspace_db.rows(
        "rows", "select piid, obligated, current_value from loaded_transaction"
    )
    for row in rows:
        award = sample_export.exchange.awards[row["piid"]]
        assert row["obligated"] == award.obligated
        assert row["current_value"] == award.current_value
