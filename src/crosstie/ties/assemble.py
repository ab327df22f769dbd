"""From candidates to ties: tests dates, groups rows, sums amounts, decides the kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crosstie.model.words import Kind, Route
from crosstie.store.engine import Row
from crosstie.text.language import _, ngettext
from crosstie.ties.actions import Action
from crosstie.ties.amounts import amounts
from crosstie.ties.award_hop import award_hop, first_record
from crosstie.ties.chain import Candidate, Hop, product
from crosstie.ties.facts import Facts
from crosstie.ties.identity import tie_id
from crosstie.ties.judging import Tested, Verdict, judge
from crosstie.ties.kinds import LEAD, decide, ruling, sentences
from crosstie.ties.product_phrases import NOT_BOUGHT
from crosstie.ties.status import status_on, status_said
from crosstie.ties.words import words_of


@dataclass(frozen=True)
class Tie:
    """One tie, ready to be written: its row, its hops and its actions."""

    row: Row
    hops: tuple[Hop, ...]
    actions: tuple[Row, ...] = ()


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
    candidates = list(candidates)
    speaker = _speakers(candidates)
    for candidate in candidates:
        for place, actions in _by_place(ground, candidate).items():
            identity = tie_id(
                ground.facts.case.buyer.abbreviation,
                candidate.way.organisation_id,
                candidate.way.route.value,
                party_id=speaker[_voice(candidate)],
                component=place[0],
                currency=place[1],
            )
            groups[identity, place[1]].append((candidate, actions))
    return [
        _tie(ground, identity, speaker, tried)
        for (identity, _), tried in sorted(groups.items(), key=lambda item: item[0])
    ]


Voice = tuple[str, str, tuple[str, ...]]


def _voice(candidate: Candidate) -> Voice:
    """Give what makes two parties one supplier: organisation, route and whole name."""
    way = candidate.way
    return way.organisation_id, way.route.value, tuple(words_of(candidate.supplier))


def _speakers(candidates: Iterable[Candidate]) -> dict[Voice, str]:
    """Let one party stand for all of one name that lead to one organisation.

    Records without identifier stand apart from those with one, and one company has
    several registrations; for a reader they are one supplier.
    """
    found: dict[Voice, str] = {}
    for one in candidates:
        voice = _voice(one)
        found[voice] = min(one.party_id, found.get(voice, one.party_id))
    return found


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
    ground: Ground,
    identity: str,
    speaker: Mapping[Voice, str],
    tried: list[tuple[Candidate, list[Action]]],
) -> Tie:
    verdict = judge(tried, ground.facts.case.publish_threshold)
    chain = (
        award_hop(ground.awards, verdict.candidate, verdict.shown),
        *verdict.candidate.way.hops,
    )
    row = _row(ground, identity, verdict, chain)
    row["party_id"] = speaker[_voice(verdict.candidate)]
    doubts = [*verdict.doubts, *_doubts_of_actions(verdict.tested)]
    row["doubt"] = "\n".join(doubts) or None
    return Tie(row, chain, tuple(_action_row(identity, t) for t in verdict.tested))


def _doubts_of_actions(tested: Sequence[Tested]) -> list[str]:
    doubts = []
    counting = [t.action for t in tested if t.refused is None]
    if any(a.record_type == "award" for a in counting):
        doubts.append(
            _(
                "Some records are whole awards: the date tested is that of the base "
                "action."
            )
        )
    funders = sorted({a.funding for a in counting if a.funding})
    if funders:
        names = ", ".join(funders)
        doubts.append(_("Some records are funded by {names}.").format(names=names))
    reasons: dict[str, int] = defaultdict(int)
    for one in tested:
        if one.refused:
            reasons[one.refused] += 1
    for reason, count in sorted(reasons.items()):
        said = ngettext(
            "{count} action does not count: {why}.",
            "{count} actions do not count: {why}.",
            count,
        )
        doubts.append(said.format(count=count, why=reason))
    refused = {one.action.award_id for one in tested if one.refused}
    if any(a.award_id in refused for a in counting):
        doubts.append(_("Outlaid, current and ceiling are those of whole awards."))
    return doubts


def _row(
    ground: Ground, identity: str, verdict: Verdict, chain: tuple[Hop, ...]
) -> Row:
    candidate, tested, counting = verdict.candidate, verdict.tested, verdict.counting
    way, case = candidate.way, ground.facts.case
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
    said = [award["record_status"] for award in awards]
    ends = _ends(awards, counting, candidate)
    status, status_date = status_said(said) or status_on(ground.as_of, ends)
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
        **first_record(ground.awards, verdict.shown),
    }


def _why_none(tested: Sequence[Tested]) -> str:
    reasons = sorted({t.refused for t in tested if t.refused})
    return _("outside the dates of control: {why}").format(why="; ".join(reasons))


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
        words.append(_("The amount is that of the subaward, as reported."))
    if candidate.way.route is Route.PRODUCT:
        words.append(_("The amount is the reseller's, for all that the award buys."))
    if candidate.way.route is Route.INVESTOR:
        words.append(_("It is a stake without control, and in no headline sum."))
    if kind is Kind.LEAD:
        said = why == NOT_BOUGHT
        words.append(_("That makes it a lead.") if said else LEAD.format(why=why))
    return sentences(*words)


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
