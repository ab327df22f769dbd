"""The network for Gephi: money on the edges of agencies, doubt on every edge."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.exports.formats import Export
from crosstie.exports.network import EDGE_FIELDS, NODE_FIELDS, network
from crosstie.exports.networkxml import gexf_bytes, graphml_bytes
from crosstie.pages.exchange_contexts import Exchange
from tests.exports.conftest import Validate


def in_order(values: dict[str, object]) -> str:
    return str(sorted(values.items()))


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_networkx_reads_every_node_and_edge(
    sample_export: Export,
    made: Exchange,
    tmp_path: Path,
    validate: Validate,
    ending: str,
) -> None:
    write = {"graphml": graphml_bytes, "gexf": gexf_bytes}[ending]
    for exchange in (sample_export.sure, made):
        drawn = network(exchange)
        path = tmp_path / f"network.{ending}"
        path.write_bytes(write(drawn))
        found = validate("network", path)
        assert found["count"] == len(drawn.nodes)
        assert len(found["edges"]) == len(drawn.edges)
        wanted = [{**edge.values, "label": edge.label} for edge in drawn.edges]
        read = [
            {k: v for k, v in edge.items() if k in EDGE_FIELDS or k == "label"}
            for edge in found["edges"]
        ]
        assert sorted(read, key=in_order) == sorted(wanted, key=in_order)
        assert {n["label"] for n in found["nodes"].values()} == {
            node.label for node in drawn.nodes
        }


def test_edges_join_nodes_that_are_there(sample_export: Export) -> None:
    drawn = network(sample_export.sure)
    nodes = {node.id for node in drawn.nodes}
    assert all({e.source, e.target} <= nodes for e in drawn.edges)
    assert {name for n in drawn.nodes for name in n.values} <= set(NODE_FIELDS)
    assert {name for e in drawn.edges for name in e.values} <= set(EDGE_FIELDS)


def test_the_money_of_a_tie_stands_on_one_edge(sample_export: Export) -> None:
    drawn = network(sample_export.sure)
    money = [e for e in drawn.edges if "amount" in e.values]
    with_money = [t for t in sample_export.sure.ties if t.obligated is not None]
    assert len(money) == len([t for t in with_money if t.hops[0].from_kind == "award"])
    for edge in money:
        assert edge.source.startswith("agency:")
        assert edge.values["amount_kind"] == "obligated"
        assert edge.values["currency"]


def test_an_edge_says_how_sure_it_is_and_where_it_is_read(
    sample_export: Export,
) -> None:
    drawn = network(sample_export.sure)
    for edge in drawn.edges:
        assert {"probability", "kind", "tie_ids", "evidence"} <= set(edge.values)
        assert 0 < edge.weight <= 1
    assert {e.values["kind"] for e in drawn.edges} == {"finding", "lead"}
    assert any(edge.label == "may be controlled by" for edge in drawn.edges)


def test_what_would_break_xml_is_shown_as_such(made: Exchange) -> None:
    text = graphml_bytes(network(made)).decode()
    assert "<script>" not in text
    assert "\u202e" not in text
    assert "&lt;script&gt;" in text
