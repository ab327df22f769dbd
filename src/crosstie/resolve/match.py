"""Matches every party with the organisations it may be, and says why."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from crosstie.model.words import MatchKind
from crosstie.resolve import policy
from crosstie.resolve.candidates import Asked, Candidate, Entry, Index
from crosstie.resolve.organisations import Organisation, Register
from crosstie.resolve.parties import Party
from crosstie.resolve.reasons import reason_of, shared_words, weights_of
from crosstie.resolve.score import (
    POLICIES,
    Query,
    Scored,
    logistic,
    logit,
    make_query,
    score_pair,
)
from crosstie.resolve.weights import Weights
from crosstie.store.engine import Row
from crosstie.text.names import Name


def match_parties(
    parties: Iterable[Party],
    register: Register,
    weights: Weights,
    parents: Mapping[str, tuple[Name, ...]],
    confirmed: Collection[str] = (),
    home: str = "",
) -> list[Row]:
    """Match all parties but private persons; return rows of the table match.

    The arguments are those of `decide_parties`. Of the pairs that share words only,
    those with most at stake are kept.
    """
    rows: list[Row] = []
    near: list[tuple[Party, Scored]] = []
    for party, pairs in decide_parties(
        parties, register, weights, parents, confirmed, home
    ):
        for pair in pairs:
            if pair.kind == MatchKind.WORDS:
                near.append((party, pair))
            else:
                rows.append(match_row(party, pair))
    near.sort(key=lambda n: (-abs(n[0].obligated), n[0].party_id, -n[1].probability))
    rows += [match_row(party, pair) for party, pair in near[: policy.WORDS_KEPT]]
    return sorted(rows, key=lambda row: str(row["match_id"]))


def decide_parties(
    parties: Iterable[Party],
    register: Register,
    weights: Weights,
    parents: Mapping[str, tuple[Name, ...]],
    confirmed: Collection[str] = (),
    home: str = "",
) -> list[tuple[Party, list[Scored]]]:
    """Find each party's pairs worth showing, with their probabilities.

    `confirmed` gives the ids of the case's organisations that are marked confirmed,
    `home` the buyer's country: its awards code nearly every supplier there, wherever
    the owner is, so that this country alone says nothing.
    """
    queries = [
        make_query(party, parents.get(party.party_id, ()), home)
        for party in parties
        if not party.is_person
    ]
    candidates = _candidates(queries, register, weights)
    bearers = _bearers(register)
    scored = [
        (query.party, _score_one(query, found, weights, bearers))
        for query, found in zip(queries, candidates, strict=True)
    ]
    _tell_namesakes(scored)
    _trust_full_names(scored, confirmed)
    return [(party, _decide_one(pairs)) for party, pairs in scored]


def _tell_namesakes(scored: Iterable[tuple[Party, list[Scored]]]) -> None:
    """Let a confirmed match speak for other parties of exactly the same legal name.

    Many registrations of one company stand apart, because each carries an identifier
    of its own; where the city or owner of one confirms it, the others follow.
    """
    same = [
        pair for _, pairs in scored for pair in pairs if pair.kind == MatchKind.SAME
    ]
    confirmed = {_namesake(pair) for pair in same if pair.is_corroborated}
    for pair in same:
        if (
            pair.party_name.form
            and not pair.is_corroborated
            and _namesake(pair) in confirmed
        ):
            pair.features["namesake"] = 1.0
            pair.score = logit(policy.SAME, pair.features)


def _trust_full_names(
    scored: Iterable[tuple[Party, list[Scored]]], confirmed: Collection[str]
) -> None:
    """Trust a confirmed row of the case that gives a supplier's whole name."""
    least = math.log(policy.FULL_NAME / (1 - policy.FULL_NAME))
    weights = {f.name: f.weight for f in policy.SAME.features}
    for party, pairs in scored:
        whole = {s.name.plain for s in party.spellings if not s.is_person}
        for pair in pairs:
            own, name = pair.entry.own, pair.party_name
            if (
                pair.kind == MatchKind.SAME
                and own.source == "case"
                and own.organisation_id in confirmed
                and own.kind != "former"
                and name.plain in whole
                and name.core == own.name.core
                and len(name.core) > 1
                and pair.features.get("same_form")
            ):
                doubt = sum(
                    weights[feature] * pair.features.get(feature, 0.0)
                    for feature in policy.DOUBTS_OF_FULL_NAME
                )
                pair.score = max(pair.score, least + doubt)


def _namesake(pair: Scored) -> tuple[str, str, str]:
    name = pair.party_name
    return (name.core_text, name.form, pair.entry.organisation.organisation_id)


def _bearers(register: Register) -> dict[tuple[str, str], list[Organisation]]:
    """Find organisations by identifier, securities' identifiers left out."""
    found: dict[tuple[str, str], list[Organisation]] = defaultdict(list)
    for organisation in register.organisations.values():
        for scheme, value in organisation.identifiers:
            if scheme not in policy.SECURITY_SCHEMES:
                found[scheme, value].append(organisation)
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """One name of a party, what it is there, and what the matcher proposes for it."""

    name: Name
    role: str
    candidates: list[Candidate]


def _candidates(
    queries: Sequence[Query], register: Register, weights: Weights
) -> list[list[Found]]:
    """Ask the matcher for every name of every party, each name once."""
    index = Index(register.organisations.values(), weights)
    named: list[list[tuple[Name, str, Asked]]] = []
    for query in queries:
        abroad = query.country_abroad
        named.append(
            [(n, role, Asked(n.bare, abroad)) for n, role in query.party.names()]
        )
    asked = list(dict.fromkeys(one for names in named for *_, one in names))
    found = dict(zip(asked, index.find(asked), strict=True))
    return [
        [Found(name, role, found[one]) for name, role, one in names] for names in named
    ]


def _score_one(
    query: Query,
    names: Iterable[Found],
    weights: Weights,
    bearers: Mapping[tuple[str, str], list[Organisation]],
) -> list[Scored]:
    """Score one party's candidates and keep the best pair for each organisation."""
    best: dict[str, Scored] = {}
    for found in names:
        for candidate in found.candidates:
            pair = score_pair(query, found.name, found.role, candidate, weights)
            if pair is not None:
                _keep_best(best, pair)
    for pair in _by_identifier(query, bearers):
        held = best.get(pair.entry.organisation.organisation_id)
        if held is None or pair.features.get("strong"):
            best[pair.entry.organisation.organisation_id] = pair
    return sorted(best.values(), key=_order)


def _decide_one(pairs: list[Scored]) -> list[Scored]:
    """Give the pairs of one party their probabilities and keep those worth showing."""
    _set_probabilities(pairs)
    settled = any(
        pair.kind == MatchKind.SAME
        and pair.probability >= policy.SETTLED_FROM
        and pair.entry.organisation.parents
        for pair in pairs
    )
    kept = [
        pair
        for pair in pairs
        if pair.probability >= POLICIES[pair.kind].keep_from
        and not (settled and pair.kind != MatchKind.SAME)
    ]
    return [
        pair
        for kind in MatchKind
        for pair in sorted(
            (p for p in kept if p.kind == kind),
            key=lambda p: (-p.probability, _order(p)),
        )[: 1 if kind == MatchKind.WORDS else policy.PER_PARTY]
    ]


_KINDS = {MatchKind.SAME: 0, MatchKind.FAMILY: 1, MatchKind.WORDS: 2}


def _order(pair: Scored) -> tuple[int, bool, float, bool, str, str, str, str, int]:
    own = pair.entry.own
    register_suffices = own.source != "case" and pair.score >= policy.SURE_SCORE
    return (
        _KINDS[pair.kind],
        not register_suffices,
        -pair.score,
        own.source == "case",
        own.kind,
        own.name.plain,
        pair.party_name.plain,
        own.file_id,
        own.row_number,
    )


def _keep_best(best: dict[str, Scored], pair: Scored) -> None:
    """Keep the better pair; a register's row goes before an equal row of the case."""
    key = pair.entry.organisation.organisation_id
    held = best.get(key)
    if held is None or _order(pair) < _order(held):
        best[key] = pair


def _by_identifier(
    query: Query, bearers: Mapping[tuple[str, str], list[Organisation]]
) -> list[Scored]:
    """Pair a party with the organisations that carry one of its identifiers."""
    found: list[Scored] = []
    for scheme, value in sorted(query.identifiers):
        for organisation in bearers.get((scheme, value), ()):
            if not organisation.names:
                continue
            own = min(
                organisation.names, key=lambda n: (n.kind != "legal", n.name.plain)
            )
            pair = Scored(Entry(organisation, own), MatchKind.SAME, (), own.name)
            pair.features["identifier_agrees"] = 1.0
            pair.details["identifier_agrees"] = f"{scheme.upper()} {value}"
            pair.features["strong"] = float(scheme not in policy.WEAK_SCHEMES)
            pair.score = (
                math.log(policy.STRONG_IDENTIFIER / (1 - policy.STRONG_IDENTIFIER))
                if pair.features["strong"]
                else logit(policy.IDENTIFIER, pair.features)
            )
            found.append(pair)
    return found


def _set_probabilities(pairs: list[Scored]) -> None:
    """Share one certainty among rivals: a party is at most one organisation."""
    rivals = [pair for pair in pairs if pair.kind == MatchKind.SAME]
    for pair in rivals:
        if pair.is_generic:
            pair.features["generic"] = 1.0
            pair.score += policy.GENERIC_ABROAD * pair.features.get("abroad", 0.0)
    if any(pair.features.get("same_as_written") for pair in rivals):
        for pair in rivals:
            if not pair.features.get("same_as_written"):
                pair.score += policy.NAMED_ELSEWHERE
    for pair in pairs:
        chosen = POLICIES[pair.kind]
        if pair.kind == MatchKind.SAME:
            others = [o for o in rivals if o is not pair and not _is_owner(o, pair)]
            total = 1.0 + sum(math.exp(o.score) for o in (pair, *others))
            probability = math.exp(pair.score) / total
            if others:
                pair.features["rivals"] = len(others)
        else:
            probability = logistic(pair.score)
        limit = chosen.limit
        if pair.features.get("generic"):
            limit = policy.GENERIC_LIMIT
        if pair.features.get("near_spelling") and not pair.is_corroborated:
            limit = min(limit, policy.NEAR_LIMIT)
        pair.probability = round(min(probability, limit), 4)


def _is_owner(other: Scored, pair: Scored) -> bool:
    """Tell whether a weaker rival is the stated owner: the family's name, no doubt."""
    owner = other.entry.organisation.organisation_id
    return other.score < pair.score and owner in pair.entry.organisation.owners


def match_row(party: Party, pair: Scored) -> Row:
    """Write one pair as a row of the table match."""
    own = pair.entry.own
    organisation_id = pair.entry.organisation.organisation_id
    by_identifier = not pair.words
    return {
        "match_id": match_id(party.party_id, organisation_id),
        "party_id": party.party_id,
        "organisation_id": organisation_id,
        "kind": pair.kind.value,
        "probability": pair.probability,
        "reason": reason_of(pair),
        "weights": None if pair.features.get("strong") else weights_of(pair),
        "matched_name": own.name.raw,
        "name_kind": own.kind,
        "matched_words": shared_words(pair),
        "valid_from": own.valid_from,
        "valid_to": own.valid_to,
        "basis": "identifier" if by_identifier else "name",
        "from_case": own.source == "case",
        "source": own.source,
        "file_id": own.file_id,
        "row_number": own.row_number,
        "record_id": own.record_id,
    }


def match_id(party_id: str, organisation_id: str) -> str:
    """Return a stable hash of party and organisation."""
    key = f"{party_id}|{organisation_id}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]
