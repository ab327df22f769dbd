"""Lays a person's decisions over the computed matches.

A decision speaks of a supplier and an organisation as the person wrote them; it holds
for every spelling of that party, for later spellings of the same name, and for every
row of that organisation. The newest word of each person counts; persons who disagree
make the match disputed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import combinations

from crosstie.errors import CaseError, Place
from crosstie.model.case import Case, Decision
from crosstie.model.words import Judgement, MatchKind
from crosstie.resolve.match import match_id
from crosstie.resolve.organisations import Organisation, Register
from crosstie.resolve.parties import Party
from crosstie.store.casetables import organisation_id
from crosstie.store.decisions import clash, is_same_name, refuse, standing
from crosstie.store.engine import Row
from crosstie.text.language import _
from crosstie.text.names import parse_name

DISPUTED = "disputed"


Pair = tuple[str, str]
"""A party's id and an organisation's."""


class Named:
    """What bears which name, read once and only where a decision is to be applied."""

    def __init__(self, parties: Iterable[Party], register: Register) -> None:
        self._parties = parties
        self._register = register

    @cached_property
    def parties(self) -> _Spelled:
        """The parties by each of their spellings; private persons are left out."""
        return _Spelled(
            (spelling.row["name"], party.party_id)
            for party in self._parties
            for spelling in party.spellings
            if not spelling.is_person
        )

    @cached_property
    def organisations(self) -> _Spelled:
        """The organisations by each of their names."""
        return _Spelled(
            (own.name.raw, key)
            for key, organisation in self._register.organisations.items()
            for own in organisation.names
        )


def apply_decisions(
    rows: list[Row], case: Case, named: Named, register: Register
) -> list[Row]:
    """Return the matches with every decision applied.

    Raises:
        Contradiction: one person says two things of one pair, or that one supplier is
            two organisations that have nothing to do with each other.
        CaseError: where several organisations bear a name that was written.

    """
    decided = _standing(_pairs(case, named, register, rows))
    torn = _torn(decided, register)
    by_id = {row["match_id"]: row for row in rows}
    for (party_id, decided_id), decisions in sorted(decided.items()):
        key = match_id(party_id, decided_id)
        held = by_id.get(key) or _new(party_id, register.organisations[decided_id])
        others = torn.get((party_id, decided_id), [])
        by_id[key] = _decide(held, decisions, others, case.publish_threshold)
    return [by_id[key] for key in sorted(by_id)]


def _pairs(
    case: Case, named: Named, register: Register, rows: Iterable[Row]
) -> dict[Pair, list[Decision]]:
    """Find the pairs that the decisions speak of."""
    wanted = [d for d in case.decisions if d.supplier and d.organisation and not d.tie]
    if not wanted:
        return {}
    matched = {(row["party_id"], row["organisation_id"]) for row in rows}
    found: dict[Pair, list[Decision]] = defaultdict(list)
    for decision in wanted:
        for party_id in sorted(named.parties.find(decision.supplier)):
            meant = _organisation(decision, party_id, register, named, matched)
            if meant is not None:
                found[party_id, meant].append(decision)
    return found


class _Spelled:
    """What bears a name, however it is spelled."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._by_core: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(dict)
        for name, key in names:
            core = self._by_core[parse_name(name).core]
            core.setdefault(name, set()).add(key)

    def find(self, name: str) -> set[str]:
        """Find all that bear the same name; numbers and kinds of body must agree."""
        known = self._by_core.get(parse_name(name).core, {})
        return {
            key
            for spelled, keys in known.items()
            if is_same_name(name, spelled)
            for key in keys
        }


def _standing(pairs: Mapping[Pair, list[Decision]]) -> dict[Pair, list[Decision]]:
    """Keep each person's newest word on each pair; one that was taken back is none."""
    found = {}
    for pair, decisions in pairs.items():
        rows = standing(_in_order(decisions), key=lambda decision: decision.by)
        held = [row for row in rows if row.judgement is not Judgement.WITHDRAWN]
        if held:
            found[pair] = held
    return found


def _in_order(decisions: Iterable[Decision]) -> list[Decision]:
    unique = {(d.file, d.row): d for d in decisions}
    return list(unique.values())


def _torn(
    decided: Mapping[Pair, list[Decision]], register: Register
) -> dict[Pair, list[Decision]]:
    """Find suppliers of whom persons say that they are two unrelated organisations.

    Two persons who each say one of the two disagree; their rows are returned by the
    pair that they speak against.

    Raises:
        Contradiction: where one person says both.

    """
    said: dict[str, list[tuple[str, Decision]]] = defaultdict(list)
    for (party_id, key), decisions in sorted(decided.items()):
        said[party_id] += [
            (key, d) for d in decisions if d.judgement is Judgement.POSITIVE
        ]
    problems = []
    torn: dict[Pair, list[Decision]] = defaultdict(list)
    for party_id, claims in said.items():
        for (one, first), (other, second) in combinations(claims, 2):
            if one == other or _are_related(one, other, register):
                continue
            if first.by == second.by:
                why = "one supplier cannot be two organisations that are not related"
                problems.append(clash(first, second, why))
            torn[party_id, one].append(second)
            torn[party_id, other].append(first)
    refuse(problems)
    return torn


def _are_related(one: str, other: str, register: Register) -> bool:
    """Tell whether two organisations have an owner in common, or bear one name."""
    left, right = register.organisations[one], register.organisations[other]
    if {n.name.core for n in left.names} & {n.name.core for n in right.names}:
        return True
    return bool(_above(one, register) & _above(other, register))


def _above(key: str, register: Register) -> set[str]:
    """Give an organisation and all that statements put above it."""
    found, waiting = {key}, [key]
    while waiting:
        known = register.organisations.get(waiting.pop())
        new = (known.owners if known else set()) - found
        found |= new
        waiting += sorted(new)
    return found


def _organisation(
    decision: Decision,
    party_id: str,
    register: Register,
    named: Named,
    matched: set[Pair],
) -> str | None:
    """Find the organisation a decision names; None where it is not loaded.

    Raises:
        CaseError: where several organisations bear the name that was written.

    """
    for meant in (decision.organisation, organisation_id(decision.organisation)):
        if meant in register.canonical:
            return register.canonical[meant]
    bearing = named.organisations.find(decision.organisation)
    among = {key for key in bearing if (party_id, key) in matched} or bearing
    if len(among) > 1:
        raise CaseError(
            f"{len(among)} organisations bear the name {decision.organisation!r}",
            place=Place(decision.file, decision.row, "organisation"),
            next_step="write one of these ids instead: " + ", ".join(sorted(among)[:5]),
        )
    return next(iter(among), None)


def _decide(
    row: Row, decisions: list[Decision], others: list[Decision], threshold: float
) -> Row:
    """Apply what persons decided of one pair, and of its supplier elsewhere."""
    judgements = {decision.judgement for decision in decisions}
    persons = ", ".join(sorted({d.by for d in (*decisions, *others)}))
    if len(judgements) > 1 or (others and Judgement.POSITIVE in judgements):
        return {**row, "decision": DISPUTED, "decided_by": persons}
    judgement = judgements.pop()
    decided = {**row, "decision": judgement.value, "decided_by": persons}
    whys = (d.why for d in sorted(decisions, key=lambda d: d.by))
    why = "; ".join(dict.fromkeys(filter(None, whys)))
    if judgement is Judgement.UNSURE:
        return decided
    sure = row["kind"] == MatchKind.SAME and row["probability"] >= threshold
    positive = judgement is Judgement.POSITIVE
    said = _("{persons} confirmed it.") if positive else _("{persons} rejected it.")
    if why and positive:
        said = _("{persons} confirmed it: {note}.")
    elif why:
        said = _("{persons} rejected it: {note}.")
    said = said.format(persons=persons, note=why)
    decided["reason"] = f"{said} {row['reason']}"
    decided["probability"] = 1.0 if positive else 0.0
    decided["basis"] = "decision"
    if positive:
        decided["kind"] = MatchKind.SAME.value
        decided["from_case"] = bool(row["from_case"]) or not sure
    return decided


def _new(party_id: str, organisation: Organisation) -> Row:
    """Write the match that only a decision makes."""
    own = min(
        organisation.names, key=lambda n: (n.kind != "legal", n.source, n.name.plain)
    )
    return {
        "match_id": match_id(party_id, organisation.organisation_id),
        "party_id": party_id,
        "organisation_id": organisation.organisation_id,
        "kind": MatchKind.WORDS.value,
        "probability": 0.0,
        "reason": _("The names alone did not suggest it."),
        "matched_name": own.name.raw,
        "name_kind": own.kind,
        "matched_words": "",
        "valid_from": own.valid_from,
        "valid_to": own.valid_to,
        "basis": "decision",
        "from_case": True,
        "source": own.source,
        "file_id": own.file_id,
        "row_number": own.row_number,
        "record_id": own.record_id,
    }
