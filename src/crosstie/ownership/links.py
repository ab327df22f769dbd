"""The links of chains: dated statements that one organisation owns another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crosstie.ownership import policy
from crosstie.store.engine import Database, Row
from crosstie.text.language import _


@dataclass(frozen=True)
class Link:
    """One statement, its two organisations as canonical ids."""

    statement_id: str
    child_id: str
    parent_id: str
    child_name: str
    parent_name: str
    interest: str
    """control, joint_control, or stake."""
    ultimate: bool
    why: str
    percent: Decimal | None
    valid_from: date | None
    valid_to: date | None
    is_current: bool
    dated_from: date | None
    """First day on which a source states it; earlier, its truth is not dated."""
    dated_to: date | None
    probability: float
    confirmed: bool
    from_case: bool
    source: str


def prepare_statements(db: Database) -> None:
    """Map every statement's two ends to canonical organisations, in one table."""
    db.temporary(["canonical_statement"], lambda: _make_statements(db))


def _make_statements(db: Database) -> None:
    db.run(
        "canonical statements",
        """
        create or replace temp table canonical_statement as
        select
            s.statement_id,
            s.source,
            coalesce(c.canonical_id, s.child_id) as child_id,
            coalesce(p.canonical_id, s.parent_id) as parent_id,
            s.child_name,
            s.parent_name,
            s.interest,
            s.percent_min,
            s.percent_max,
            s.valid_from,
            s.valid_to,
            s.is_current,
            s.stated_on,
            s.confirmed,
            s.status
        from every_ownership_statement s
        left join same_organisation c on c.organisation_id = s.child_id
        left join same_organisation p on p.organisation_id = s.parent_id
        """,
    )


def links_above(db: Database, children: Iterable[str]) -> list[Link]:
    """Read the statements that name an owner of these organisations."""
    rows = db.rows(
        "links above",
        """
        select distinct
            s.statement_id,
            s.source,
            s.child_id,
            s.parent_id,
            s.child_name,
            s.parent_name,
            s.interest,
            s.percent_min,
            s.percent_max,
            s.valid_from,
            s.valid_to,
            s.is_current,
            s.stated_on,
            s.confirmed,
            s.status
        from canonical_statement s
        semi join (select unnest($children) as id) k on k.id = s.child_id
        where s.child_id <> s.parent_id
        order by s.child_id, s.parent_id, s.statement_id, s.valid_from, s.stated_on
        """,
        {"children": sorted(children)},
    )
    return list(_once(_link(row) for row in rows))


def _once(links: Iterable[Link | None]) -> Iterable[Link]:
    """Leave out what is no ownership, and repeats of one statement in a newer file."""
    seen: set[tuple[str, str, str]] = set()
    for link in links:
        if link is None:
            continue
        key = (link.child_id, link.parent_id, link.statement_id)
        if key not in seen:
            seen.add(key)
            yield link


def _link(row: Row) -> Link | None:
    kind = policy.classify(row["interest"], row["percent_min"], row["percent_max"])
    if kind is None:
        return None
    confirmed = row["confirmed"] is not False
    same = row["percent_min"] is not None and (
        row["percent_max"] is None or row["percent_max"] == row["percent_min"]
    )
    source = str(row["source"])
    why = kind[1]
    over = row["valid_to"] is None and (row["status"] or "").upper() == "INACTIVE"
    factor = policy.INACTIVE if over else 1.0
    if over:
        why = f"{why}; " + _("it no longer holds, the end is not dated")
    return Link(
        statement_id=row["statement_id"],
        child_id=row["child_id"],
        parent_id=row["parent_id"],
        child_name=row["child_name"] or row["child_id"],
        parent_name=row["parent_name"] or row["parent_id"],
        interest=kind[0],
        ultimate=row["interest"] == "ultimate_control",
        why=why,
        percent=row["percent_min"] if same else None,
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        is_current=bool(row["is_current"]) and not over,
        dated_from=_earliest(row["valid_from"], row["stated_on"]),
        dated_to=row["stated_on"],
        probability=policy.probability(source, row["interest"], confirmed) * factor,
        confirmed=confirmed,
        from_case=source == "case",
        source=source,
    )


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
