"""Which actions of a tie count, and which of its chains is shown.

Several chains may lead from one supplier to one organisation: two owners in turn, two
products of one maker. An action counts where one of them holds on its day; but chains
too weak for a finding never add actions to a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crosstie.model.words import Route
from crosstie.text.language import _, later
from crosstie.ties.actions import Action
from crosstie.ties.chain import Candidate, Hop, Naming
from crosstie.ties.dates import UNDATED, refusal

WEAKER = later("only a chain too weak for a finding leads there")

Tried = tuple[Candidate, Sequence[Action]]


@dataclass(frozen=True)
class Tested:
    """One action, and why it does not count, if it does not."""

    action: Action
    refused: str | None


@dataclass(frozen=True)
class Verdict:
    """The chain that is shown, what counts, and what must be said beside it."""

    candidate: Candidate
    tested: tuple[Tested, ...]
    doubts: tuple[str, ...]

    @property
    def counting(self) -> list[Action]:
        """The actions that count."""
        return [one.action for one in self.tested if one.refused is None]

    @property
    def shown(self) -> list[Action]:
        """The actions that count, or all where none does."""
        return self.counting or [one.action for one in self.tested]


@dataclass(frozen=True)
class _Judged:
    candidate: Candidate
    tested: tuple[Tested, ...]
    is_sure: bool

    @property
    def counting(self) -> list[Action]:
        return [one.action for one in self.tested if one.refused is None]


def judge(tried: Sequence[Tried], threshold: float) -> Verdict:
    """Test every action on every chain, and choose the chain that is shown."""
    judged = sorted((_judge(*one, threshold) for one in tried), key=_rank)
    best = judged[0]
    strong = best.is_sure and bool(best.counting)
    adding = [j for j in judged if j.is_sure] if strong else judged
    weaker = [j for j in judged if j not in adding]
    others = [j.candidate for j in adding if j is not best and j.counting]
    candidate = _joined(best.candidate, others)
    candidate, gaps = _dated(candidate, best.counting)
    parents = {c.way.parent for c in others if c.way.parent}
    parents -= {best.candidate.way.parent}
    return Verdict(
        candidate,
        _merged(adding, weaker),
        (
            *candidate.way.doubts,
            *gaps,
            *(
                _("Another chain of control leads to {name}.").format(name=name)
                for name in sorted(parents)
            ),
        ),
    )


def _judge(
    candidate: Candidate, actions: Sequence[Action], threshold: float
) -> _Judged:
    tested = tuple(
        Tested(
            action,
            candidate.refused.get(action.key)
            or refusal(candidate.way.intervals, action.action_date),
        )
        for action in actions
    )
    sure = candidate.way.lead_only is None and candidate.probability >= threshold
    return _Judged(candidate, tested, sure)


def _rank(
    judged: _Judged,
) -> tuple[bool, bool, bool, int, bool, bool, float, int, str, str]:
    """Order chains: sure, most actions, without a row of the case, then surest."""
    way = judged.candidate.way
    count = len(judged.counting)
    from_case = any(hop.from_case for hop in way.hops)
    return (
        not (judged.is_sure and count),
        not count,
        way.lead_only is not None,
        -count,
        from_case or not judged.is_sure,
        way.skips_links,
        -judged.candidate.probability,
        len(way.hops),
        way.parent_id or "",
        way.matched_text or "",
    )


def _merged(adding: Sequence[_Judged], weaker: Sequence[_Judged]) -> tuple[Tested, ...]:
    """Count an action where any chain that adds holds; give each action once."""
    merged: dict[tuple[str, int], Tested] = {}
    for judged in adding:
        for one in judged.tested:
            known = merged.get(one.action.key)
            if known is None or (known.refused and not one.refused):
                merged[one.action.key] = one
    for judged in weaker:
        for one in judged.tested:
            merged.setdefault(one.action.key, Tested(one.action, one.refused or WEAKER))
    return tuple(
        sorted(
            merged.values(),
            key=lambda one: (
                one.action.action_date or date.max,
                one.action.award_id,
                *one.action.key,
            ),
        )
    )


def _joined(best: Candidate, others: Sequence[Candidate]) -> Candidate:
    """Say all names by which descriptions tie a maker; other routes keep one chain."""
    if best.way.route is not Route.PRODUCT or not others or not best.naming.end:
        return best
    every = [best, *others]
    texts = dict.fromkeys(c.way.matched_text for c in every if c.way.matched_text)
    label = ", ".join(texts)
    ids = dict.fromkeys(c.naming.end.id for c in every if c.naming.end)
    end = replace(best.naming.end, id="+".join(ids), label=label, note="")
    made = [c.way.hops[0] for c in every]
    hop = replace(
        made[0],
        start=end,
        probability=min(h.probability for h in made),
        reason=" ".join(dict.fromkeys(h.reason for h in made)),
        records=tuple(dict.fromkeys(r for h in made for r in h.records)),
        from_case=any(h.from_case for h in made),
    )
    naming = replace(
        best.naming,
        end=end,
        probability=min(c.naming.probability for c in every),
        reason=_said_of_names(every),
    )
    way = best.way.on(
        Route.PRODUCT,
        hops=(hop, *best.way.hops[1:]),
        matched_text=label,
        reason=naming.reason,
    )
    found = {key: text for c in reversed(every) for key, text in c.texts.items()}
    return replace(best, way=way, naming=naming, texts=found)


def _said_of_names(every: Sequence[Candidate]) -> str:
    """Say how several names stand in descriptions, names of one manner together."""
    if len({one.way.matched_text for one in every}) == 1:
        return every[0].naming.reason
    manners: dict[str, tuple[Naming, list[str]]] = {}
    for one in every:
        name = one.way.matched_text or ""
        _naming, held = manners.setdefault(_manner(one.naming), (one.naming, []))
        if name not in held:
            held.append(name)
    return " ".join(
        naming.said_of(" and ".join([", ".join(n[:-1])] * (len(n) > 1) + n[-1:]))
        for naming, n in manners.values()
        if naming.said_of
    )


def _manner(naming: Naming) -> str:
    """Give what is the same of all namings of one manner."""
    return naming.said_of("") if naming.said_of else naming.reason


def _dated(
    candidate: Candidate, counting: Sequence[Action]
) -> tuple[Candidate, list[str]]:
    """Lower a hop a little where actions count on days that no statement dates."""
    days = [a.action_date for a in counting if a.action_date]
    first, last = min(days, default=None), max(days, default=None)
    hops: list[Hop] = []
    gaps: list[str] = []
    for hop in candidate.way.hops:
        found = [gap for i in hop.intervals if (gap := i.gap(first, last))]
        gaps.extend(found)
        factor = UNDATED if found else 1.0
        hops.append(replace(hop, probability=hop.probability * factor))
    way = candidate.way.on(candidate.way.route, hops=tuple(hops))
    return replace(candidate, way=way), gaps
