"""From candidates to ties: tests dates, groups rows, sums amounts, decides the kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crosstie.model.words import Kind, Route, StationKind
from crosstie.store.engine import Row
from crosstie.ties.actions import Action
from crosstie.ties.amounts import amounts
from crosstie.ties.chain import Candidate, Hop, Record, Station, product
from crosstie.ties.dates import UNDATED, refusal
from crosstie.ties.facts import Facts
from crosstie.ties.identity import tie_id
from crosstie.ties.kinds import decide, ruling
from crosstie.ties.status import status_on


@dataclass(frozen=True)
class Tie:
    """One tie, ready to be written: its row, its hops and its actions."""

    row: Row
    hops: tuple[Hop, ...]
    actions: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Tested:
    """One action, and why it does not count, if it does not."""

    action: Action
    refused: str | None


@dataclass(frozen=True)
class Ground:
    """What assembling needs beside the candidates."""

    facts: Facts
    actions: Mapping[str, Sequence[Action]]
    awards: Mapping[str, Row]
    as_of: date | None


def assemble(ground: Ground, candidates: Iterable[Candidate]) -> list[Tie]:
    """Make one tie a group of organisation, route, supplier, component and currency."""
    groups: dict[tuple[str, str], list[tuple[Candidate, list[Action]]]]
    groups = defaultdict(list)
    for candidate in candidates:
        for place, actions in _by_place(ground, candidate).items():
            identity = tie_id(
                ground.facts.case.buyer.abbreviation,
                candidate.way.organisation_id,
                candidate.way.route.value,
                party_id=candidate.party_id,
                component=place[0],
                currency=place[1],
            )
            groups[identity, place[1]].append((candidate, actions))
    return [
        _tie(ground, identity, tried)
        for (identity, _), tried in sorted(groups.items(), key=lambda item: item[0])
    ]


def _by_place(
    ground: Ground, candidate: Candidate
) -> dict[tuple[str, str], list[Action]]:
    found: dict[tuple[str, str], list[Action]] = defaultdict(list)
    for action in ground.actions.get(candidate.party_id, ()):
        if (action.record_type == "subaward") is not candidate.of_subawards:
            continue
        if candidate.rows is not None and action.key not in candidate.rows:
            continue
        found[action.component, action.currency].append(action)
    return found


def _tie(
    ground: Ground, identity: str, tried: list[tuple[Candidate, list[Action]]]
) -> Tie:
    """Show the best chain; an action counts where any chain holds on its day."""
    judged = [
        (candidate, [_test(candidate, action) for action in actions])
        for candidate, actions in tried
    ]
    judged.sort(key=lambda one: _rank(ground, *one))
    best, own = judged[0]
    tested = _any_chain(judged)
    counting = [t.action for t in tested if t.refused is None]
    others = [c for c, ts in judged[1:] if any(t.refused is None for t in ts)]
    hops, gaps = _dated(best, [t.action for t in own if t.refused is None])
    shown = counting or [t.action for t in tested]
    chain = (_award_hop(ground, best, shown), *hops)
    row = _row(ground, identity, best, chain, tested)
    row["doubt"] = (
        "\n".join(
            [
                *best.way.doubts,
                *gaps,
                *_doubts_of_actions(tested),
                *_other_chains(best, others),
            ]
        )
        or None
    )
    return Tie(row, chain, tuple(_action_row(identity, t) for t in tested))


def _test(candidate: Candidate, action: Action) -> Tested:
    reason = candidate.refused.get(action.key) or refusal(
        candidate.way.intervals, action.action_date
    )
    return Tested(action, reason)


def _rank(
    ground: Ground, candidate: Candidate, tested: Sequence[Tested]
) -> tuple[bool, int, bool, float, int, str, str]:
    """Order chains: what counts most, then what needs no row of the case, then surest."""
    way = candidate.way
    probability = candidate.naming.probability * way.probability
    sure = probability >= ground.facts.case.publish_threshold
    return (
        way.lead_only is not None,
        -sum(t.refused is None for t in tested),
        not (sure and not any(hop.from_case for hop in way.hops)),
        -probability,
        len(way.hops),
        way.parent_id or "",
        way.matched_text or "",
    )


def _any_chain(judged: Sequence[tuple[Candidate, list[Tested]]]) -> list[Tested]:
    merged: dict[tuple[str, int], Tested] = {}
    for _, tested in judged:
        for one in tested:
            known = merged.get(one.action.key)
            if known is None or (known.refused and not one.refused):
                merged[one.action.key] = one
    return sorted(
        merged.values(),
        key=lambda t: (
            t.action.action_date or date.max,
            t.action.award_id,
            *t.action.key,
        ),
    )


def _dated(
    candidate: Candidate, counting: Sequence[Action]
) -> tuple[tuple[Hop, ...], list[str]]:
    """Lower a hop a little where actions count on days that no statement dates."""
    days = [a.action_date for a in counting if a.action_date]
    first, last = min(days, default=None), max(days, default=None)
    hops, gaps = [], []
    for hop in candidate.way.hops:
        found = [gap for i in hop.intervals if (gap := i.gap(first, last))]
        gaps.extend(found)
        factor = UNDATED if found else 1.0
        hops.append(replace(hop, probability=hop.probability * factor))
    return tuple(hops), gaps


def _doubts_of_actions(tested: Sequence[Tested]) -> list[str]:
    doubts = []
    counting = [t.action for t in tested if t.refused is None]
    if any(a.record_type == "award" for a in counting):
        doubts.append(
            "Some records are whole awards: the date tested is that of the base action."
        )
    funders = sorted({a.funding for a in counting if a.funding})
    if funders:
        doubts.append(f"Some records are funded by {', '.join(funders)}.")
    reasons: dict[str, int] = defaultdict(int)
    for one in tested:
        if one.refused:
            reasons[one.refused] += 1
    for reason, count in sorted(reasons.items()):
        noun = "action does" if count == 1 else "actions do"
        doubts.append(f"{count} {noun} not count: {reason}.")
    refused = {one.action.award_id for one in tested if one.refused}
    if any(a.award_id in refused for a in counting):
        doubts.append("Outlaid, current and ceiling are those of whole awards.")
    return doubts


def _other_chains(best: Candidate, others: Sequence[Candidate]) -> list[str]:
    parents = {c.way.parent for c in others if c.way.parent} - {best.way.parent}
    texts = {c.way.matched_text for c in others if c.way.route is Route.PRODUCT}
    written = {text for text in texts - {best.way.matched_text} if text}
    return [
        *(f"Another chain of control leads to {name}." for name in sorted(parents)),
        *(f"Other descriptions name {text}." for text in sorted(written)),
    ]


def _award_hop(ground: Ground, candidate: Candidate, shown: Sequence[Action]) -> Hop:
    by_award: dict[str, list[Action]] = defaultdict(list)
    for action in shown:
        by_award[action.award_id].append(action)
    days = sorted(a.action_date for a in shown if a.action_date)
    noun = "subaward" if candidate.of_subawards else "action"
    plural = "" if len(shown) == 1 else "s"
    dates = f", {days[0]} to {days[-1]}" if days else ""
    first = next(iter(by_award))
    label = f"{len(by_award)} awards" if len(by_award) > 1 else _piid(ground, first)
    naming = candidate.naming
    return Hop(
        start=Station(
            StationKind.AWARD,
            first,
            label,
            f"{shown[0].component}\n{len(shown)} {noun}{plural}{dates}",
        ),
        predicate=naming.predicate,
        end=naming.end or candidate.way.hops[0].start,
        probability=naming.probability,
        reason=naming.reason,
        records=tuple(
            _award_record(ground, naming.field, award_id, rows[-1])
            for award_id, rows in by_award.items()
        ),
        count=len(shown),
    )


def _award_record(ground: Ground, column: str, award_id: str, action: Action) -> Record:
    award = ground.awards.get(award_id)
    published = award is not None and award["identity"] != "inferred"
    own = action.record_id if action.record_type == "subaward" else None
    return Record(
        record_id=own or (award["award_unique_id"] if award and published else None),
        field=column,
        value=action.description if column == "description" else action.supplier_name,
        file_id=action.file_id,
        row_number=action.row_number,
        url=award["permalink"] if award and published else None,
        date=action.action_date,
    )


def _piid(ground: Ground, award_id: str) -> str:
    award = ground.awards.get(award_id)
    return str(award["piid"]) if award else award_id


def _row(
    ground: Ground,
    identity: str,
    candidate: Candidate,
    chain: tuple[Hop, ...],
    tested: Sequence[Tested],
) -> Row:
    way, case = candidate.way, ground.facts.case
    counting = [t.action for t in tested if t.refused is None]
    outside = len(tested) - len(counting)
    days = sorted(a.action_date for a in counting if a.action_date)
    awards = _awards(ground, counting)
    ruled = ruling(case, identity, way.decision, way.decided_by)
    kind, why = decide(
        ruled,
        probability=product(chain),
        threshold=case.publish_threshold,
        lead_only=way.lead_only,
        outside=None if counting else _why_none(tested),
    )
    status, status_date = status_on(ground.as_of, _ends(awards, counting, candidate))
    first = tested[0].action
    held = [] if candidate.of_subawards else awards
    sums = amounts((a.obligated for a in counting), held)
    return {
        "tie_id": identity,
        "organisation_id": way.organisation_id,
        "organisation": way.organisation,
        "organisation_country": way.country,
        "organisation_city": way.city,
        "parent_id": way.parent_id,
        "parent": way.parent,
        "owner": way.owner,
        "route": way.route,
        "party_id": candidate.party_id,
        "supplier": candidate.supplier,
        "buyer": case.buyer.abbreviation,
        "component": first.component,
        "scope": first.scope,
        "kind": kind,
        "probability": product(chain),
        "weakest_hop": min(chain, key=lambda hop: hop.probability).predicate,
        "status": status,
        "status_date": status_date,
        "first_date": days[0] if days else None,
        "last_date": days[-1] if days else None,
        "awards": len({a.award_id for a in counting}),
        "actions": len(counting),
        "actions_outside": outside,
        "obligated": sums.obligated,
        "outlaid": sums.outlaid,
        "current_value": sums.current_value,
        "ceiling": sums.ceiling,
        "shared_ceiling": sums.shared_ceiling,
        "currency": first.currency,
        "matched_text": way.matched_text,
        "reason": _reason(candidate, kind, why),
        "decision": ruled.decision,
        "decided_by": ruled.by,
        "without_case": not any(hop.from_case for hop in chain),
        "not_counted_reason": why if kind is Kind.NOT_COUNTED else None,
        **_first_record(ground, counting or [t.action for t in tested]),
    }


def _why_none(tested: Sequence[Tested]) -> str:
    reasons = sorted({t.refused for t in tested if t.refused})
    return f"outside the dates of control: {'; '.join(reasons)}"


def _awards(ground: Ground, counting: Sequence[Action]) -> list[Row]:
    ids = dict.fromkeys(a.award_id for a in counting)
    return [ground.awards[i] for i in ids if i in ground.awards]


def _ends(
    awards: Sequence[Row], counting: Sequence[Action], candidate: Candidate
) -> list[date | None]:
    if candidate.of_subawards:
        return [action.period_end for action in counting]
    return [award["period_end"] for award in awards]


def _reason(candidate: Candidate, kind: Kind, why: str) -> str:
    words = [candidate.way.reason or candidate.naming.reason]
    if candidate.of_subawards:
        words.append("the amount is that of the subaward, as reported")
    if candidate.way.route is Route.PRODUCT:
        words.append("the amount is the reseller's, for all that the award buys")
    if candidate.way.route is Route.INVESTOR:
        words.append("a stake without control, in no headline sum")
    if kind is Kind.LEAD:
        words.append(f"a lead: {why}")
    return "; ".join(word.rstrip(".") for word in words if word)


def _first_record(ground: Ground, actions: Sequence[Action]) -> Row:
    """Choose the record to open first: with a page, and most obligated."""
    totals: dict[str, float] = defaultdict(float)
    for action in actions:
        totals[action.award_id] += float(action.obligated or 0)

    def rank(award_id: str) -> tuple[bool, float, str]:
        award = ground.awards.get(award_id)
        return not (award and award["permalink"]), -totals[award_id], award_id

    award_id = min(totals, key=rank)
    award = ground.awards.get(award_id)
    if award is None:
        return {"evidence_record": award_id, "evidence_url": None}
    published = award["identity"] != "inferred"
    return {
        "evidence_record": (published and award["award_unique_id"]) or award["piid"],
        "evidence_url": award["permalink"] if published else None,
    }


def _action_row(identity: str, tested: Tested) -> Row:
    action = tested.action
    return {
        "tie_id": identity,
        "award_id": action.award_id,
        "file_id": action.file_id,
        "row_number": action.row_number,
        "record_type": action.record_type,
        "action_date": action.action_date,
        "obligated": action.obligated,
        "currency": action.currency,
        "counts": tested.refused is None,
        "reason": tested.refused,
    }
