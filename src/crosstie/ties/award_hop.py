"""The first hop of a chain: what the records of awards name, and where they say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crosstie.model.words import StationKind
from crosstie.store.engine import Row
from crosstie.text.language import _, ngettext
from crosstie.ties.actions import Action
from crosstie.ties.chain import Candidate, Hop, Record, Station

Awards = Mapping[str, Row]


def award_hop(awards: Awards, candidate: Candidate, shown: Sequence[Action]) -> Hop:
    """Go from the awards to what they name; one record an award."""
    by_award: dict[str, list[Action]] = defaultdict(list)
    for action in shown:
        by_award[action.award_id].append(action)
    first = next(iter(by_award))
    label = _piid(awards, first)
    if len(by_award) > 1:
        several = ngettext("{count} award", "{count} awards", len(by_award))
        label = several.format(count=len(by_award))
    naming = candidate.naming
    return Hop(
        start=Station(StationKind.AWARD, first, label, _note(candidate, shown)),
        predicate=naming.predicate,
        end=naming.end or candidate.way.hops[0].start,
        probability=naming.probability,
        reason=naming.reason,
        records=tuple(
            _record(awards.get(award_id), candidate, rows)
            for award_id, rows in by_award.items()
        ),
        count=len(shown),
    )


def first_record(awards: Awards, actions: Sequence[Action]) -> Row:
    """Choose the record to open first: with a page, and most obligated."""
    totals: dict[str, float] = defaultdict(float)
    for action in actions:
        totals[action.award_id] += float(action.obligated or 0)

    def rank(award_id: str) -> tuple[bool, float, str]:
        award = awards.get(award_id)
        return not (award and award["permalink"]), -totals[award_id], award_id

    award_id = min(totals, key=rank)
    award = awards.get(award_id)
    if award is None:
        return {"evidence_record": award_id, "evidence_url": None}
    published = is_published(award)
    return {
        "evidence_record": (published and award["award_unique_id"]) or award["piid"],
        "evidence_url": award["permalink"] if published else None,
    }


def is_published(award: Row | None) -> bool:
    """Tell whether an award's identity is the publisher's, so that its page is."""
    return award is not None and award["identity"] != "inferred"


def _note(candidate: Candidate, shown: Sequence[Action]) -> str:
    days = sorted(a.action_date for a in shown if a.action_date)
    count = ngettext("{count} action", "{count} actions", len(shown))
    if candidate.of_subawards:
        count = ngettext("{count} subaward", "{count} subawards", len(shown))
    count = count.format(count=len(shown))
    if days:
        span = _("{what}, {first} to {last}")
        count = span.format(what=count, first=days[0], last=days[-1])
    return f"{shown[0].component}\n{count}"


def _record(award: Row | None, candidate: Candidate, rows: Sequence[Action]) -> Record:
    action, column, value = _saying(candidate, rows)
    published = award if award and is_published(award) else None
    own = action.record_id if action.record_type == "subaward" else None
    return Record(
        record_id=own or (published["award_unique_id"] if published else None),
        field=column,
        value=value,
        file_id=action.file_id,
        row_number=action.row_number,
        url=published["permalink"] if published else None,
        date=action.action_date,
    )


def _saying(
    candidate: Candidate, rows: Sequence[Action]
) -> tuple[Action, str, str | None]:
    """Choose the latest row that says it in its own words; else the award's words."""
    if candidate.naming.field != "description":
        return rows[-1], candidate.naming.field, rows[-1].supplier_name
    for row in reversed(rows):
        text = candidate.texts.get(row.key)
        if text is not None and text == row.description:
            return row, "description", text
    row = rows[-1]
    return row, "award_description", candidate.texts.get(row.key)


def _piid(awards: Awards, award_id: str) -> str:
    award = awards.get(award_id)
    return str(award["piid"]) if award else award_id
