"""Names that looked like an organisation's and were not matched, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from crosstie.pages.contexts import Tie
from crosstie.pages.facts import RunDatabase
from crosstie.pages.supplier import Reason, considered
from crosstie.text.language import stored

MOST = 60
"""Near names that a page lists; JSON and CSV of the page hold as many."""


@dataclass(frozen=True)
class NearName:
    """One supplier or phrase that was looked at and is no tie."""

    supplier: str
    party_id: str
    """Empty for a phrase in a description."""
    route: str
    matched_text: str
    probability: float
    reason: str
    reasons: tuple[Reason, ...]
    obligated: Decimal | None
    """What is at stake: obligated to that supplier, in sums of no tie."""
    currency: str
    award_id: str
    """One of its awards; empty where the run does not hold it."""


def near_names(
    db: RunDatabase, ids: Sequence[str], ties: Sequence[Tie]
) -> tuple[NearName, ...]:
    """Read what looked like one organisation and is none, the likeliest first.

    A private person's rows are left out.
    """
    matches = {
        c.party_id: c
        for c in considered(db, organisations=ids, ties=ties)
        if not c.is_tied
    }
    found = []
    for row in db.rows(
        "near names of an organisation",
        """select n.*, exists (
    select 1 from award as a where a.award_id = n.award_id
) as is_award_in_run
from near_miss as n
left join party as p on p.party_id = n.party_id
where n.organisation_id in (select unnest($ids))
and not coalesce(p.is_person, false)
order by n.probability desc, n.obligated desc nulls last, n.supplier, n.route,
    n.award_id, n.matched_text""",
        {"ids": list(ids)},
    ):
        match = matches.pop(row["party_id"], None) if row["party_id"] else None
        found.append(
            NearName(
                supplier=row["supplier"] or "",
                party_id=row["party_id"] or "",
                route=row["route"],
                matched_text=row["matched_text"] or "",
                probability=row["probability"],
                reason=stored(row["reason"] or ""),
                reasons=match.reasons if match else (),
                obligated=row["obligated"],
                currency=row["currency"] or "",
                award_id=(row["award_id"] or "") if row["is_award_in_run"] else "",
            )
        )
    found += [
        NearName(
            c.supplier,
            c.party_id,
            "",
            c.matched_name,
            c.probability,
            c.reason,
            c.reasons,
            None,
            "",
            "",
        )
        for c in matches.values()
    ]
    found.sort(key=lambda n: (-n.probability, n.supplier, n.route))
    return tuple(found[:MOST])
