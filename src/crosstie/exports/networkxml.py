"""A network as GraphML and as GEXF 1.2, the formats that Gephi, yEd and NetworkX read.

Dates are ISO texts in both. An edge whose dates are known is dynamic in GEXF, so that
Gephi's timeline shows it between its first and its last action.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from crosstie.exports.network import EDGE_FIELDS, NODE_FIELDS, Network

__all__ = ["gexf_bytes", "graphml_bytes"]

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"
_TYPES = {str: "string", int: "int", float: "double"}
_GEXF_TYPES = {str: "string", int: "integer", float: "double"}

Value = str | int | float


def graphml_bytes(network: Network) -> bytes:
    """Write GraphML."""
    root = ET.Element("graphml", {"xmlns": _GRAPHML})
    _key(root, "label", "node", str)
    for name, kind in NODE_FIELDS.items():
        _key(root, name, "node", kind)
    _key(root, "label", "edge", str)
    _key(root, "weight", "edge", float)
    for name, kind in EDGE_FIELDS.items():
        _key(root, name, "edge", kind)
    graph = ET.SubElement(root, "graph", {"id": "ties", "edgedefault": "directed"})
    for node in network.nodes:
        made = ET.SubElement(graph, "node", {"id": node.id})
        _data(made, "node", {"label": node.label, **node.values})
    for edge in network.edges:
        ends = {"source": edge.source, "target": edge.target}
        made = ET.SubElement(graph, "edge", {"id": edge.id, **ends})
        said: dict[str, Value] = {"label": edge.label, "weight": edge.weight}
        _data(made, "edge", {**said, **edge.values})
    return _bytes(root)


def gexf_bytes(network: Network) -> bytes:
    """Write GEXF."""
    root = ET.Element("gexf", {"xmlns": _GEXF, "version": "1.2"})
    meta = ET.SubElement(root, "meta", {"lastmodifieddate": network.made})
    ET.SubElement(meta, "creator").text = "Crosstie"
    ET.SubElement(meta, "description").text = network.title
    modes = {"defaultedgetype": "directed", "mode": "static", "timeformat": "date"}
    if any(edge.first_date for edge in network.edges):
        modes["mode"] = "dynamic"
    graph = ET.SubElement(root, "graph", modes)
    _attributes(graph, "node", NODE_FIELDS)
    _attributes(graph, "edge", EDGE_FIELDS)
    nodes = ET.SubElement(graph, "nodes")
    for node in network.nodes:
        made = ET.SubElement(nodes, "node", {"id": node.id, "label": node.label})
        _values(made, "node", NODE_FIELDS, node.values)
    edges = ET.SubElement(graph, "edges")
    for edge in network.edges:
        given = {
            "id": edge.id,
            "source": edge.source,
            "target": edge.target,
            "label": edge.label,
            "weight": repr(edge.weight),
        }
        if edge.first_date and edge.last_date:
            given["start"] = edge.first_date.isoformat()
            given["end"] = edge.last_date.isoformat()
        made = ET.SubElement(edges, "edge", given)
        _values(made, "edge", EDGE_FIELDS, edge.values)
    return _bytes(root)


def _key(root: ET.Element, name: str, of: str, kind: type) -> None:
    named = {"attr.name": name, "attr.type": _TYPES[kind]}
    ET.SubElement(root, "key", {"id": f"{of}_{name}", "for": of, **named})


def _data(element: ET.Element, of: str, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        ET.SubElement(element, "data", {"key": f"{of}_{name}"}).text = str(value)


def _attributes(graph: ET.Element, of: str, fields: Mapping[str, type]) -> None:
    made = ET.SubElement(graph, "attributes", {"class": of, "mode": "static"})
    for number, (name, kind) in enumerate(fields.items()):
        given = {"id": f"{of}{number}", "title": name, "type": _GEXF_TYPES[kind]}
        ET.SubElement(made, "attribute", given)


def _values(
    element: ET.Element,
    of: str,
    fields: Mapping[str, type],
    values: Mapping[str, Value],
) -> None:
    made = ET.SubElement(element, "attvalues")
    for number, name in enumerate(fields):
        if name in values:
            given = {"for": f"{of}{number}", "value": str(values[name])}
            ET.SubElement(made, "attvalue", given)


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
