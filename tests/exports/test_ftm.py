"""FollowTheMoney: what loads in Aleph, with doubt shown as doubt."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from crosstie.exports.formats import Export
from crosstie.exports.ftm import entities
from crosstie.exports.jsontext import lines_bytes
from crosstie.model.words import Kind
from crosstie.pages.exchange import with_kinds
from crosstie.pages.exchange_contexts import Exchange
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from tests.exports.conftest import Validate

PERSON = "a private person"

Entity = dict[str, Any]


def of(made: list[Entity], schema: str) -> list[Entity]:
    return [one for one in made if one["schema"] == schema]


@pytest.fixture
def findings(sample_export: Export) -> list[Entity]:
    return entities(with_kinds(sample_export.exchange, (Kind.FINDING,)))


def test_the_library_loads_every_entity(
    sample_export: Export, tmp_path: Path, validate: Validate
) -> None:
    for kinds in ((Kind.FINDING,), (Kind.FINDING, Kind.LEAD)):
        made = entities(with_kinds(sample_export.exchange, kinds))
        path = tmp_path / "entities.jsonl"
        path.write_bytes(lines_bytes(made))
        found = validate("ftm", path)
        assert found["problems"] == []
        assert found["count"] == len(made)
        assert found["schemata"] == Counter(one["schema"] for one in made)


def test_the_library_loads_what_is_hostile(
    made: Exchange, tmp_path: Path, validate: Validate
) -> None:
    found = entities(made)
    path = tmp_path / "entities.jsonl"
    path.write_bytes(lines_bytes(found))
    assert of(found, "Contract")
    assert b"javascript:" not in path.read_bytes()
    assert validate("ftm", path)["count"] == len(found)


def test_a_tie_is_a_link_that_says_its_kind_and_carries_its_evidence(
    findings: list[Entity], sample_export: Export
) -> None:
    ties = [
        one["properties"]
        for one in of(findings, "UnknownLink")
        if one["properties"]["role"][0].startswith(("finding: ", "lead: "))
    ]
    wanted = [t for t in sample_export.exchange.ties if t.is_finding]
    assert len(ties) == len(wanted)
    for tie in ties:
        assert tie["role"][0].startswith("finding: ")
        assert any("probability: " in text for text in tie["summary"])
        assert any("decision: " in text for text in tie["summary"])
        assert tie["publisher"]
        assert tie["recordId"]


def test_leads_come_only_when_asked_for_and_are_marked(
    sample_export: Export, findings: list[Entity]
) -> None:
    both = entities(with_kinds(sample_export.exchange, (Kind.FINDING, Kind.LEAD)))
    assert not [e for e in findings if "kind: lead" in str(e)]
    marked = [
        e
        for e in of(both, "UnknownLink")
        if e["properties"]["role"][0].startswith("lead: ")
    ]
    assert len(marked) == sum(tie.is_lead for tie in sample_export.exchange.ties)
    assert all("kind: lead" in str(e["properties"]["summary"]) for e in marked)


def test_a_doubtful_link_of_control_is_no_ownership(sample_export: Export) -> None:
    both = entities(with_kinds(sample_export.exchange, (Kind.FINDING, Kind.LEAD)))
    doubtful = {
        (hop.from_id, hop.to_id)
        for tie in sample_export.exchange.ties
        for hop in tie.hops
        if hop.predicate == "is controlled by" and not hop.is_sure and tie.is_lead
    }
    may = [e for e in both if "may be controlled by" in e["properties"].get("role", [])]
    assert doubtful
    assert {e["schema"] for e in may} == {"UnknownLink"}
    sure = of(both, "Ownership")
    assert sure
    assert all(e["properties"]["role"] == ["is controlled by"] for e in sure)


def test_a_supplier_and_what_it_is_matched_with_stay_two(
    findings: list[Entity],
) -> None:
    same = [
        one["properties"]
        for one in findings
        if one["properties"].get("role") == ["is the same as"]
    ]
    schemata = {one["id"]: one["schema"] for one in findings}
    assert same
    for link in same:
        assert schemata[link["subject"][0]] == "LegalEntity"
        assert schemata[link["object"][0]] == "Company"


def test_an_amount_of_an_award_is_what_is_obligated(findings: list[Entity]) -> None:
    for award in of(findings, "ContractAward"):
        values = award["properties"]
        assert values["summary"][0] == "amount: obligated"
        if "amount" in values:
            assert f"obligated: {values['amount'][0]} USD" in values["summary"]
    assert all("amount" not in c["properties"] for c in of(findings, "Contract"))


def test_no_private_person_is_named(made: Exchange) -> None:
    people = {one.id for one in made.parties.values() if one.is_person}
    assert people
    found = entities(made)
    assert not of(found, "Person")
    names = [n for e in found for n in e["properties"].get("name", [])]
    assert PERSON not in names
    assert "DOE, JANE" not in str(found)


def test_every_id_is_the_same_in_every_run(sample_export: Export) -> None:
    first = entities(sample_export.sure)
    assert entities(sample_export.sure) == first
    assert len({one["id"] for one in first}) == len(first)


def test_crosstie_loads_what_crosstie_wrote(
    findings: list[Entity], tmp_path: Path, workspace_db: Database
) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(lines_bytes(findings))
    (summary,) = load_files(workspace_db, "followthemoney", [path])
    assert (summary.rows_read, summary.rows_rejected) == (len(findings), 0)
    owned = workspace_db.rows("o", "select interest from ownership_statement")
    assert len(owned) == len(of(findings, "Ownership"))
    assert {row["interest"] for row in owned} == {"control"}
    awards = workspace_db.rows("a", "select piid from loaded_transaction")
    assert len(awards) == len(of(findings, "ContractAward"))
