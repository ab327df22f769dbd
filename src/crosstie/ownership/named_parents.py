"""Parents that award records name: statements dated by the records that carry them.

A record names a parent on its own date and says nothing of other days. Where the
records name one parent first and another later, the later name ends the earlier; where
they name only one, no start and no end is known.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from crosstie.ownership import policy
from crosstie.ownership.links import Link
from crosstie.store.engine import Database, Row
from crosstie.text.language import _

RECORD = "record:"
"""Prefix of the id of an organisation that is known only from award records."""

LEAST_MATCH = 0.5


def named_parent_links(db: Database) -> list[Link]:
    """Make a link from each party to each organisation that its named parent is."""
    rows = db.rows(
        "named parents",
        """
        select
            p.party_id,
            p.parent_party_id,
            child.name as child_name,
            coalesce(min(p.value), parent.name) as parent_name,
            min(p.first_date) as first_date,
            max(p.last_date) as last_date
        from party_parent p
        join party child on child.party_id = p.party_id
        join party parent on parent.party_id = p.parent_party_id
        where p.party_id <> p.parent_party_id
          and child.core_name <> parent.core_name
          and not child.is_person
          and not parent.is_person
        group by p.party_id, p.parent_party_id, child.name, parent.name
        order by p.party_id, p.parent_party_id
        """,
    )
    matches = _matches(db)
    by_party: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_party[row["party_id"]].append(row)
    return [
        link
        for named in by_party.values()
        for row in named
        for link in _links(row, named, matches.get(row["parent_party_id"], ()))
    ]


def _matches(db: Database) -> dict[str, list[Row]]:
    rows = db.rows(
        "organisations that named parents are",
        """
        select
            m.party_id,
            coalesce(s.canonical_id, m.organisation_id) as organisation_id,
            max(m.probability) as probability,
            bool_and(m.from_case) as from_case
        from match m
        left join same_organisation s on s.organisation_id = m.organisation_id
        where m.kind = 'same'
          and (m.probability >= $least or m.decision = 'positive')
          and coalesce(m.decision, '') <> 'negative'
          and m.party_id in (select parent_party_id from party_parent)
        group by all
        order by all
        """,
        {"least": LEAST_MATCH},
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["party_id"]].append(row)
    return found


def _links(row: Row, named: list[Row], matches: Iterable[Row]) -> Iterable[Link]:
    since, until = _bounds(row, named)
    child = RECORD + row["party_id"]
    for match in matches:
        yield Link(
            statement_id=_hash(row["party_id"], row["parent_party_id"]),
            child_id=child,
            parent_id=match["organisation_id"],
            child_name=row["child_name"],
            parent_name=row["parent_name"],
            interest=policy.CONTROL,
            ultimate=False,
            why=_("named as its parent in award records"),
            percent=None,
            valid_from=since,
            valid_to=until,
            is_current=False,
            dated_from=row["first_date"],
            dated_to=row["last_date"],
            probability=policy.probability("named parent", "control", True)
            * match["probability"],
            confirmed=True,
            from_case=bool(match["from_case"]),
            source="named parent",
        )


def _bounds(row: Row, named: list[Row]) -> tuple[date | None, date | None]:
    """Bound a parent's time by other parents that are named before or after it."""
    first, last = row["first_date"], row["last_date"]
    if first is None or last is None:
        return None, None
    before = [
        other["last_date"]
        for other in named
        if other["last_date"] is not None and other["last_date"] < first
    ]
    after = [
        other["first_date"]
        for other in named
        if other["first_date"] is not None and other["first_date"] > last
    ]
    since = max(before) + timedelta(days=1) if before else None
    return since, min(after, default=None)


def _hash(party_id: str, parent_id: str) -> str:
    text = f"named parent|{party_id}|{parent_id}"
    return "named:" + hashlib.sha256(text.encode()).hexdigest()[:20]
