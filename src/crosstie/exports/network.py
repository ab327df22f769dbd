"""The ties as a network: who stands in the chains, and what goes between them.

Awards are edges here, not nodes: an agency's edge to a supplier holds the money of one
tie. All other steps of the chains are drawn once, however many ties go over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from crosstie.exports.notes import evidence_line
from crosstie.exports.rows import judged
from crosstie.model.words import StationKind
from crosstie.pages.contexts import Evidence, Hop, Tie
from crosstie.pages.exchange import first_evidence
from crosstie.pages.exchange_contexts import Exchange
from crosstie.pages.money import exact_probability
from crosstie.pages.totals import meaning
from crosstie.pages.words import predicate, visible

__all__ = ["EDGE_FIELDS", "NODE_FIELDS", "Edge", "Network", "Node", "network"]

Value = str | int | float

NODE_FIELDS: dict[str, type] = {
    "type": str,
    "country": str,
    "city": str,
    "identifiers": str,
    "url": str,
    "kind": str,
    "decision": str,
    "ties": int,
    "evidence": str,
}
"""What a node tells beside its id and label."""

EDGE_FIELDS: dict[str, type] = {
    "predicate": str,
    "route": str,
    "kind": str,
    "decision": str,
    "status": str,
    "scope": str,
    "probability": float,
    "amount": float,
    "amount_kind": str,
    "amount_meaning": str,
    "currency": str,
    "actions": int,
    "first_date": str,
    "last_date": str,
    "reason": str,
    "tie_ids": str,
    "record_id": str,
    "url": str,
    "file_sha256": str,
    "retrieved": str,
    "evidence": str,
}
"""What an edge tells beside its ends and label; what is not known is left out."""


@dataclass(frozen=True)
class Node:
    """One end of edges; `values` holds some of `NODE_FIELDS`."""

    id: str
    label: str
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Edge:
    """One step, from node to node; `values` holds some of `EDGE_FIELDS`."""

    id: str
    source: str
    target: str
    label: str
    weight: float
    """The probability: what a program draws broad or thin."""
    first_date: date | None
    last_date: date | None
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Network:
    """Nodes and edges, each in the order in which ties name them."""

    title: str
    made: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(exchange: Exchange) -> Network:
    """Draw the network of a run's ties."""
    steps: dict[tuple[str, str, str], list[tuple[Tie, Hop]]] = {}
    for tie in exchange.ties:
        for hop in tie.hops:
            # An award's money is one tie's: it gets an edge of its own.
            own = f" {tie.tie_id}" if _is_award(hop) else ""
            target = _key(hop.to_kind, hop.to_id)
            key = (_start(tie, hop), hop.predicate + own, target)
            steps.setdefault(key, []).append((tie, hop))
    edges = tuple(
        _edge(f"e{number}", key[0], key[2], held)
        for number, (key, held) in enumerate(steps.items(), 1)
    )
    facts = exchange.facts
    return Network(facts.title, facts.traced_at[:10], _nodes(exchange), edges)


def _is_award(hop: Hop) -> bool:
    return hop.from_kind == StationKind.AWARD


def _start(tie: Tie, hop: Hop) -> str:
    if _is_award(hop):
        return _key("agency", tie.component)
    return _key(hop.from_kind, hop.from_id)


def _key(kind: str, id: str) -> str:
    return visible(f"{kind}:{id}")


def _nodes(exchange: Exchange) -> tuple[Node, ...]:
    found: dict[str, tuple[str, str, str]] = {}
    held: dict[str, list[Tie]] = {}
    for tie in exchange.ties:
        for key, kind, id, label in _stations(tie):
            found.setdefault(key, (kind, id, label))
            held.setdefault(key, []).append(tie)
    return tuple(
        _node(exchange, key, *found[key], list(dict.fromkeys(held[key])))
        for key in found
    )


def _stations(tie: Tie) -> Iterator[tuple[str, str, str, str]]:
    """Give key, kind, id and label of what a tie's chain names."""
    agency = tie.component
    yield _key("agency", agency), "agency", agency, agency
    for hop in tie.hops:
        if not _is_award(hop):
            key = _key(hop.from_kind, hop.from_id)
            yield key, hop.from_kind, hop.from_id, hop.from_label
        yield _key(hop.to_kind, hop.to_id), hop.to_kind, hop.to_id, hop.to_label


def _node(
    exchange: Exchange, key: str, kind: str, id: str, label: str, ties: list[Tie]
) -> Node:
    values: dict[str, Value] = {"type": kind, "ties": len(ties)}
    organisation = exchange.organisations.get(id) if kind == "organisation" else None
    party = exchange.parties.get(id) if kind == "supplier" else None
    if organisation is not None:
        origin = organisation.origin
        values["country"] = organisation.country
        values["city"] = organisation.city
        values["url"] = origin.url
        values["evidence"] = " ".join(
            part for part in (origin.record_id, origin.file_name, origin.sha256) if part
        )
    if party is not None:
        values["country"], values["city"] = party.country, party.city
    one = organisation or party
    if one is not None:
        values["identifiers"] = " | ".join(
            f"{found.scheme}:{found.value}" for found in one.identifiers
        )
    if kind == "agency":
        facts = exchange.facts.buyer
        names = {facts.abbreviation: facts.name, **facts.siblings}
        label = names.get(label, label)
    values |= {name: str(value) for name, value in judged(ties).items()}
    return Node(key, visible(label), _known(values))


def _edge(id: str, source: str, target: str, held: list[tuple[Tie, Hop]]) -> Edge:
    ties = list(dict.fromkeys(tie for tie, _ in held))
    tie, hop = held[0]
    first = hop.evidence[0] if hop.evidence else first_evidence(tie)
    days = [day for one in ties for day in (one.first_date, one.last_date) if day]
    values: dict[str, Value] = {
        "predicate": predicate(hop.predicate, hop.is_sure),
        "route": _each(one.route for one in ties),
        "status": _each(one.status for one in ties),
        "scope": _each(one.scope for one in ties),
        "probability": float(exact_probability(hop.probability)),
        "first_date": min(days).isoformat() if days else "",
        "last_date": max(days).isoformat() if days else "",
        "reason": hop.reason,
        "tie_ids": _each(one.tie_id for one in ties),
        **{name: str(value) for name, value in judged(ties).items()},
        **(_money(tie) if _is_award(hop) else {}),
        **_cited(first),
    }
    return Edge(
        id=id,
        source=source,
        target=target,
        label=str(values["predicate"]),
        weight=float(exact_probability(hop.probability)),
        first_date=min(days, default=None),
        last_date=max(days, default=None),
        values=_known(values),
    )


def _money(tie: Tie) -> dict[str, Value]:
    """Give what the tie's actions obligate: one kind, one currency, one meaning."""
    if tie.obligated is None:
        return {}
    return {
        "amount": float(Decimal(tie.obligated)),
        "amount_kind": "obligated",
        "amount_meaning": meaning(tie.route),
        "currency": tie.currency,
        "actions": tie.actions or 0,
    }


def _cited(first: Evidence | None) -> dict[str, Value]:
    if first is None:
        return {}
    return {
        "record_id": first.record_id,
        "url": first.url,
        "file_sha256": first.sha256,
        "retrieved": first.retrieved.isoformat() if first.retrieved else "",
        "evidence": evidence_line(first),
    }


def _known(values: dict[str, Value]) -> dict[str, Value]:
    """Leave out what is not known; make texts fit for XML."""
    return {
        name: visible(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value != ""
    }


def _each(values: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(value for value in values if value))
