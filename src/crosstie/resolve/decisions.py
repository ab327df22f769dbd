"""Lays a person's decisions over the computed matches.

A decision speaks of a supplier and an organisation as the person wrote them; it holds
for every spelling of that party and for every row of that organisation. The newest
word of each person counts; persons who disagree make the match disputed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from crosstie.errors import CaseError, Place
from crosstie.model.case import Case, Decision
from crosstie.model.words import Judgement, MatchKind
from crosstie.resolve.match import match_id
from crosstie.resolve.organisations import Organisation, Register
from crosstie.resolve.parties import Party
from crosstie.store.casetables import organisation_id
from crosstie.store.engine import Row
from crosstie.text.names import words_of

DISPUTED = "disputed"


def apply_decisions(
    rows: list[Row], case: Case, parties: Iterable[Party], register: Register
) -> list[Row]:
    """Return the matches with every decision applied."""
    decided = _pairs(case, parties, register, rows)
    by_id = {row["match_id"]: row for row in rows}
    for (party_id, decided_id), decisions in sorted(decided.items()):
        key = match_id(party_id, decided_id)
        held = by_id.get(key) or _new(party_id, register.organisations[decided_id])
        by_id[key] = _decide(held, decisions, case.publish_threshold)
    return [by_id[key] for key in sorted(by_id)]


def _pairs(
    case: Case, parties: Iterable[Party], register: Register, rows: Iterable[Row]
) -> dict[tuple[str, str], list[Decision]]:
    """Find the pairs that the decisions speak of."""
    wanted = [d for d in case.decisions if d.supplier and d.organisation and not d.tie]
    if not wanted:
        return {}
    by_name: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for party in parties:
        for spelling in party.spellings:
            if not spelling.is_person:
                by_name[words_of(spelling.row["name"])].add(party.party_id)
    matched = {(row["party_id"], row["organisation_id"]) for row in rows}
    bearers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key, organisation in register.organisations.items():
        for own in organisation.names:
            bearers[own.name.words].add(key)
    found: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in wanted:
        for party_id in sorted(by_name.get(words_of(decision.supplier), ())):
            meant = _organisation(decision, party_id, register, bearers, matched)
            if meant is not None:
                found[party_id, meant].append(decision)
    return found


def _organisation(
    decision: Decision,
    party_id: str,
    register: Register,
    bearers: Mapping[tuple[str, ...], set[str]],
    matched: set[tuple[str, str]],
) -> str | None:
    """Find the organisation a decision names; None where it is not loaded.

    Raises:
        CaseError: where several organisations bear the name that was written.

    """
    for meant in (decision.organisation, organisation_id(decision.organisation)):
        if meant in register.canonical:
            return register.canonical[meant]
    bearing = bearers.get(words_of(decision.organisation), set())
    among = {key for key in bearing if (party_id, key) in matched} or bearing
    if len(among) > 1:
        raise CaseError(
            f"{len(among)} organisations bear the name {decision.organisation!r}",
            place=Place("decisions.csv", decision.row, "organisation"),
            next_step="write one of these ids instead: " + ", ".join(sorted(among)[:5]),
        )
    return next(iter(among), None)


def _decide(row: Row, decisions: list[Decision], threshold: float) -> Row:
    """Apply what persons decided of one pair."""
    latest: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda d: (d.at, d.row)):
        latest[decision.by] = decision
    judgements = {decision.judgement for decision in latest.values()}
    persons = ", ".join(sorted(latest))
    if len(judgements) > 1:
        return {**row, "decision": DISPUTED, "decided_by": persons}
    judgement = judgements.pop()
    decided = {**row, "decision": judgement.value, "decided_by": persons}
    why = "; ".join(d.why for _, d in sorted(latest.items()) if d.why)
    if judgement is Judgement.UNSURE:
        return decided
    sure = row["kind"] == MatchKind.SAME and row["probability"] >= threshold
    positive = judgement is Judgement.POSITIVE
    verb = "confirmed" if positive else "rejected"
    decided["reason"] = (
        f"{persons} {verb} it{': ' + why if why else ''}. {row['reason']}"
    )
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
        "reason": "The names alone did not suggest it.",
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
