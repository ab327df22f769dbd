"""The queue: what a person is asked to decide of a run, by value at stake.

A match is asked about where it is not sure and money hangs on it. A lead whose doubt
lies in another hop (who controls whom, what a description means) is asked about as a
tie. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from crosstie.model.case import Decision
from crosstie.model.words import Judgement, Kind, MatchKind, Predicate
from crosstie.review import sides, stakes
from crosstie.review.facts import Facts, read_facts
from crosstie.review.items import DISPUTED, OPEN, Candidate, Item, Target
from crosstie.store.casetables import organisation_id
from crosstie.store.decisions import is_same_name
from crosstie.store.engine import Database, Row
from crosstie.text.language import later

LEAST = 0.3
"""Near misses below this probability stand only in the whole queue."""

_ASKED = {
    Predicate.IS_SAME_AS: later("Is {left} the same as {right}?"),
    Predicate.BELONGS_TO_FAMILY: later("Does {right} control {left}?"),
    Predicate.IS_CONTROLLED_BY: later("Is {left} controlled by {right}?"),
    Predicate.IS_PART_OWNED_BY: later("Is {left} part-owned by {right}?"),
    Predicate.IS_MADE_BY: later("Is {left} made by {right}?"),
    Predicate.NAMES_IN_DESCRIPTION: later(
        "Does the description mean {right}, and was it bought?"
    ),
    Predicate.IS_VENTURE_OF: later("Is {left} a joint venture of {right}?"),
    Predicate.IS_REGISTERED_IN: later("Is {left} an organisation of {right}?"),
}
"""What is asked of the weakest hop."""

SAME_QUESTION = later("Is this supplier this organisation?")
STANDS_QUESTION = later("Does this tie stand?")
FAMILY_QUESTION = later("Does this organisation control this supplier?")


def read_queue(
    db: Database, decisions: Sequence[Decision] = (), *, whole: bool = False
) -> tuple[Item, ...]:
    """Read the questions of a run, those on which most money hangs first.

    `decisions` are the rows that stand now, which may be newer than the run; they give
    each item its state. `whole` adds near misses of small probability.
    """
    facts = read_facts(db)
    found = [*_of_matches(facts, whole=whole)]
    asked = {(item.party_id, item.organisation_id) for item in found}
    found += _of_ties(facts, asked)
    ordered = sorted(found, key=_order)
    return tuple(with_decisions(item, decisions) for item in ordered)


def with_decisions(item: Item, decisions: Iterable[Decision]) -> Item:
    """Give an item the rows that speak of it, and the state that follows."""
    said = tuple(d for d in decisions if _speaks_of(d, item))
    views = {d.judgement for d in said} - {Judgement.WITHDRAWN}
    state = OPEN if not views else DISPUTED if len(views) > 1 else views.pop().value
    return replace(item, said=said, state=state)


def _speaks_of(decision: Decision, item: Item) -> bool:
    if decision.judgement is Judgement.WITHDRAWN:
        return False
    if decision.tie:
        return any(decision.tie == target.tie for target in item.targets)
    names = (item.supplier, *item.spellings)
    if not any(is_same_name(decision.supplier, name) for name in names):
        return False
    meant = {decision.organisation, organisation_id(decision.organisation)}
    if meant & set(item.organisation_ids):
        return True
    known = (item.organisation, *item.organisation_names)
    return any(is_same_name(decision.organisation, name) for name in known)


def _order(item: Item) -> tuple[Decimal, Decimal, Decimal, str, str, str]:
    buyer, elsewhere = item.at_stake
    rest = max((abs(s.amount or Decimal(0)) for s in item.stakes), default=Decimal(0))
    return (-buyer, -elsewhere, -rest, item.supplier, item.organisation, item.id)


def _of_matches(facts: Facts, *, whole: bool) -> Iterable[Item]:
    by_pair = _ties_by_pair(facts)
    for row in facts.matches:
        pair = (row["party_id"], row["organisation_id"])
        ties, near = by_pair.get(pair, []), facts.near.get(pair, [])
        is_sure = (
            row["kind"] == MatchKind.SAME and row["probability"] >= facts.threshold
        )
        is_decided = row["decision"] is not None
        if not (ties or near) and not is_decided:
            continue
        if is_sure and not is_decided:
            continue
        is_faint = not ties and not is_decided and row["probability"] < LEAST
        if is_faint and not whole:
            continue
        if row["kind"] == MatchKind.FAMILY and ties and _all_findings(ties):
            continue
        yield _match_item(facts, row, ties, near)


def _ties_by_pair(facts: Facts) -> dict[tuple[str, str], list[Row]]:
    """Find for each party and organisation the ties whose chain joins the two."""
    found: dict[tuple[str, str], list[Row]] = {}
    for tie in facts.ties:
        for hop in facts.hops.get(tie["tie_id"], ()):
            if hop["predicate"] in (
                Predicate.IS_SAME_AS,
                Predicate.BELONGS_TO_FAMILY,
            ):
                found.setdefault((hop["from_id"], hop["to_id"]), []).append(tie)
    return found


def _all_findings(ties: Sequence[Row]) -> bool:
    return all(t["kind"] == Kind.FINDING and not t["decision"] for t in ties)


def _match_item(
    facts: Facts, row: Row, ties: Sequence[Row], near: Sequence[Row]
) -> Item:
    party = facts.parties[row["party_id"]]
    body = facts.bodies.get(row["organisation_id"])
    name = row["matched_name"] or (body.names[0] if body else row["organisation_id"])
    pair = Target(party["name"], row["organisation_id"])
    is_family = row["kind"] == MatchKind.FAMILY and bool(ties)
    targets = tuple(_tie_target(tie) for tie in ties) if is_family else (pair,)
    return Item(
        id=row["match_id"],
        subject="match",
        question=FAMILY_QUESTION if is_family else SAME_QUESTION,
        supplier=party["name"],
        organisation=body.names[0] if body else name,
        party_id=row["party_id"],
        organisation_id=row["organisation_id"],
        kind=row["kind"],
        probability=row["probability"],
        threshold=facts.threshold,
        fields=sides.match_fields(facts, row["party_id"], row["organisation_id"], name),
        reasons=sides.match_reasons(row),
        stakes=stakes.of_match(facts, row, ties, near),
        targets=targets,
        pair=pair if is_family else None,
        evidence=sides.match_evidence(facts, row, ties),
        candidates=_candidates(facts, row),
        spellings=tuple(facts.spellings.get(row["party_id"], ())),
        organisation_ids=body.ids if body else (row["organisation_id"],),
        organisation_names=body.names if body else (),
        above=facts.above(row["organisation_id"]),
    )


def _tie_target(tie: Row) -> Target:
    """Name a tie by its id; its supplier and organisation stand beside, to be read."""
    if not tie["supplier"]:
        return Target("", "", tie["tie_id"])
    return Target(tie["supplier"], tie["organisation_id"], tie["tie_id"])


def _candidates(facts: Facts, row: Row) -> tuple[Candidate, ...]:
    """List what else the supplier may be, the likeliest first."""
    others = [
        other
        for other in facts.matches
        if other["party_id"] == row["party_id"] and other["match_id"] != row["match_id"]
    ]
    others.sort(key=lambda other: (-other["probability"], other["match_id"]))
    return tuple(
        Candidate(
            other["organisation_id"],
            _name(facts, other["organisation_id"]) or other["matched_name"] or "",
            other["kind"],
            other["probability"],
        )
        for other in others
    )


def _name(facts: Facts, key: str) -> str:
    body = facts.bodies.get(key)
    return body.names[0] if body else ""


def _of_ties(facts: Facts, asked: set[tuple[str, str]]) -> list[Item]:
    """Ask about leads, and ties that were decided, whose doubt is in no match."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for tie in facts.ties:
        if tie["kind"] != Kind.LEAD and not tie["decision"]:
            continue
        hops = facts.hops.get(tie["tie_id"], [])
        if not hops or any((h["from_id"], h["to_id"]) in asked for h in hops):
            continue
        if tie["party_id"] and tie["party_id"] not in facts.parties:
            continue
        key = (
            tie["party_id"] or "",
            tie["organisation_id"],
            tie["route"],
            tie["parent_id"] or "",
            tie["weakest_hop"] or "",
        )
        groups.setdefault(key, []).append(tie)
    return [_tie_item(facts, ties) for ties in groups.values()]


def _tie_item(facts: Facts, ties: Sequence[Row]) -> Item:
    first = max(ties, key=lambda tie: (abs(tie["obligated"] or 0), tie["tie_id"]))
    hops = facts.hops[first["tie_id"]]
    weakest = min(hops, key=lambda hop: (hop["probability"], hop["position"]))
    asked = _ASKED.get(Predicate(weakest["predicate"]), STANDS_QUESTION)
    body = facts.bodies.get(first["organisation_id"])
    return Item(
        id=first["tie_id"],
        subject="tie",
        question=asked.format(left=weakest["from_label"], right=weakest["to_label"]),
        supplier=first["supplier"] or "",
        organisation=first["organisation"],
        party_id=first["party_id"] or "",
        organisation_id=first["organisation_id"],
        kind=first["route"],
        probability=first["probability"],
        threshold=facts.threshold,
        heads=(weakest["from_kind"], weakest["to_kind"]),
        fields=sides.hop_fields(facts, first, weakest),
        reasons=sides.tie_reasons(first, hops),
        stakes=stakes.of_ties(facts, ties),
        targets=tuple(_tie_target(tie) for tie in ties),
        evidence=sides.hop_evidence(facts, first["tie_id"], weakest["position"]),
        spellings=tuple(facts.spellings.get(first["party_id"] or "", ())),
        organisation_ids=body.ids if body else (first["organisation_id"],),
        organisation_names=body.names if body else (),
    )
