"""schema.org: a Dataset, its organisations, and a Claim with citations for each tie."""

from __future__ import annotations

from pathlib import Path

from crosstie.exports.formats import Export
from crosstie.exports.jsonld import graph
from crosstie.exports.jsontext import json_bytes
from crosstie.pages.exchange_contexts import Exchange
from tests.exports.conftest import Validate


def test_two_programs_read_it_without_a_network(
    sample_export: Export, made: Exchange, tmp_path: Path, validate: Validate
) -> None:
    for exchange in (sample_export.sure, made):
        document = graph(exchange)
        path = tmp_path / "graph.jsonld"
        path.write_bytes(json_bytes(document))
        found = validate("jsonld", path)
        assert found["count"] == len(document["@graph"])
        types = found["types"]
        assert types["https://schema.org/Claim"] == len(exchange.ties)
        assert types["https://schema.org/GovernmentOrganization"] >= 1
        assert types["https://schema.org/CreativeWork"] >= len(exchange.ties)


def test_a_claim_cites_every_record_of_its_chain(sample_export: Export) -> None:
    nodes = graph(sample_export.sure)["@graph"]
    claims = {n["identifier"]: n for n in nodes if n["@type"] == "Claim"}
    ids = {node["@id"] for node in nodes}
    for tie in sample_export.sure.ties:
        claim = claims[tie.tie_id]
        numbers = {e.number for hop in tie.hops for e in hop.evidence}
        assert len(claim["citation"]) == len(numbers)
        assert all(len(c["crosstie:sha256"]) == 64 for c in claim["citation"])
        assert claim["crosstie:kind"] == claim["creativeWorkStatus"] == tie.kind
        assert {one["@id"] for one in claim["about"]} <= ids


def test_each_node_is_named_once(sample_export: Export) -> None:
    ids = [node["@id"] for node in graph(sample_export.sure)["@graph"]]
    assert len(set(ids)) == len(ids)
