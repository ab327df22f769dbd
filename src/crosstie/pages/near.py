"""Reads what looked like a tie and is none, the most valuable first."""

from __future__ import annotations

from crosstie.pages.contexts import Miss
from crosstie.pages.facts import RunDatabase
from crosstie.text.language import _, stored


def near_misses(db: RunDatabase) -> tuple[Miss, ...]:
    """Read every near miss of a run; a private person's name is masked."""
    rows = db.rows(
        "near misses",
        """select
    case when p.is_person then null else n.supplier end as supplier,
    coalesce(p.is_person, false) as is_person,
    n.organisation, n.route,
    case when p.is_person then null else n.matched_text end as matched_text,
    n.probability,
    n.reason,
    n.obligated, n.currency,
    case when p.is_person then null else n.award_id end as award_id
from near_miss as n
left join party as p on p.party_id = n.party_id
order by
    n.obligated desc nulls last,
    n.supplier,
    n.organisation_id,
    n.route,
    n.award_id,
    n.matched_text""",
    )
    return tuple(
        Miss(
            supplier=_("a private person")
            if row["is_person"]
            else row["supplier"] or "",
            organisation=row["organisation"],
            route=row["route"],
            matched_text=row["matched_text"] or "",
            probability=row["probability"],
            reason=_("withheld") if row["is_person"] else stored(row["reason"]),
            obligated=row["obligated"],
            currency=row["currency"] or "",
            award_id=row["award_id"] or "",
        )
        for row in rows
    )
