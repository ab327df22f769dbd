"""Reads of a run what the queue needs: matches, ties, parties, organisations."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from crosstie.errors import StoreError
from crosstie.store.engine import Database, Row

_MATCHES = """
select m.*
from match as m
join party as p using (party_id)
where not p.is_person
order by m.match_id
"""

_PARTIES = """
select party_id, name, uei, duns, country, city, state
from party
where not is_person
order by party_id
"""

_SPELLINGS = """
select s.party_id, s.name
from party_spelling as s
join party as p using (party_id)
where not p.is_person
order by s.party_id, s.last_date desc nulls last, s.name
"""

_PARENTS = """
select pp.party_id, p.name
from party_parent as pp
join party as p on p.party_id = pp.parent_party_id
order by pp.party_id, pp.records desc nulls last, p.name
"""

_ORGANISATIONS = """
select
    coalesce(s.canonical_id, o.organisation_id) as canonical_id, o.organisation_id,
    o.source, o.name, o.country, o.city, o.region, o.legal_form, o.about, o.url
from organisation as o
left join same_organisation as s on s.organisation_id = o.organisation_id
order by o.organisation_id <> coalesce(s.canonical_id, o.organisation_id),
    o.organisation_id, o.file_id, o.row_number
"""

_NAMES = """
select coalesce(s.canonical_id, n.organisation_id) as canonical_id, n.name, n.kind
from organisation_name as n
left join same_organisation as s on s.organisation_id = n.organisation_id
order by n.kind <> 'legal', n.name
"""

_IDENTIFIERS = """
select distinct
    coalesce(s.canonical_id, i.organisation_id) as canonical_id,
    upper(i.scheme) || ' ' || i.value as identifier
from organisation_identifier as i
left join same_organisation as s on s.organisation_id = i.organisation_id
order by identifier
"""

_OWNERS = """
select distinct
    coalesce(c.canonical_id, t.child_id) as child_id,
    coalesce(p.canonical_id, t.parent_id) as parent_id,
    t.parent_name
from ownership_statement as t
left join same_organisation as c on c.organisation_id = t.child_id
left join same_organisation as p on p.organisation_id = t.parent_id
order by all
"""

_SAME = """
select organisation_id, canonical_id
from same_organisation
where organisation_id <> canonical_id
order by organisation_id
"""

_TIES = """
select
    tie_id, organisation_id, organisation, parent_id, parent, route, party_id,
    supplier, component, scope, kind, probability, weakest_hop, currency, reason,
    doubt, decision, decided_by, obligated, actions, awards
from tie
order by scope, abs(obligated) desc nulls last, tie_id
"""

_ACTIONS = """
select distinct t.tie_id, a.award_id, a.file_id, a.row_number, a.obligated
from tie as t
join tie_transaction as a on a.tie_id = t.tie_id
where a.counts
order by t.tie_id, a.file_id, a.row_number
"""

_HOPS = """
select
    tie_id, position, from_kind, from_id, from_label, from_note, predicate, to_kind,
    to_id, to_label, to_note, probability, reason
from hop
order by tie_id, position
"""

_EVIDENCE = """
select tie_id, position, dataset, record_id, field, value, url, record_date
from evidence
order by tie_id, position, ordinal
"""

_TRADE = """
select distinct s.party_id, t.supplier_ownership, t.naics_description,
    t.supplier_country
from "transaction" as t
join party_spelling as s on s.spelling_id = t.spelling_id
order by all
"""

_NEAR = """
select n.party_id, n.organisation_id, n.route, n.obligated, n.currency, n.award_id
from near_miss as n
where n.party_id is not null
order by all
"""


@dataclass(frozen=True)
class Body:
    """An organisation: every row of registers and case that is it."""

    rows: tuple[Row, ...]
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    owners: tuple[tuple[str, str], ...]
    """(canonical id, name) of each that a statement puts above it."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id, the canonical one first."""
        return tuple(dict.fromkeys(row["organisation_id"] for row in self.rows))

    def column(self, name: str) -> list[str]:
        """Give what the rows say in one column."""
        return [str(row[name]) for row in self.rows if row[name]]


@dataclass(frozen=True)
class Facts:
    """What a run holds, by the keys that the queue asks by."""

    threshold: float
    matches: tuple[Row, ...]
    ties: tuple[Row, ...]
    parties: dict[str, Row]
    spellings: dict[str, list[str]]
    parents: dict[str, list[str]]
    bodies: dict[str, Body]
    hops: dict[str, list[Row]]
    actions: dict[str, list[Row]]
    evidence: dict[tuple[str, int], list[Row]]
    trade: dict[str, list[Row]]
    near: dict[tuple[str, str], list[Row]]
    canonical: dict[str, str]

    def above(self, organisation_id: str) -> tuple[str, ...]:
        """Give all that statements put above an organisation, itself left out."""
        found: dict[str, None] = {}
        waiting = [organisation_id]
        while waiting:
            body = self.bodies.get(waiting.pop())
            new = [o for o, _ in (body.owners if body else ()) if o not in found]
            found |= dict.fromkeys(new)
            waiting += new
        return tuple(found)


def read_facts(db: Database) -> Facts:
    """Read a run.

    Raises:
        StoreError: the run does not say its threshold.

    """
    found = db.value(
        "threshold", "select value from run where name = 'publish_threshold'"
    )
    if found is None:
        raise StoreError(
            "the run does not say its publish_threshold",
            next_step="trace the case again with this version",
        )
    return Facts(
        threshold=float(json.loads(found)),
        matches=tuple(db.rows("queue matches", _MATCHES)),
        ties=tuple(db.rows("queue ties", _TIES)),
        parties={row["party_id"]: row for row in db.rows("queue parties", _PARTIES)},
        spellings=_texts(db.rows("queue spellings", _SPELLINGS), "party_id", "name"),
        parents=_texts(db.rows("queue parents", _PARENTS), "party_id", "name"),
        bodies=_bodies(db),
        hops=_grouped(db.rows("queue hops", _HOPS), "tie_id"),
        actions=_grouped(db.rows("queue actions", _ACTIONS), "tie_id"),
        evidence=_grouped(db.rows("queue evidence", _EVIDENCE), "tie_id", "position"),
        trade=_grouped(db.rows("queue trade", _TRADE), "party_id"),
        near=_grouped(db.rows("queue near", _NEAR), "party_id", "organisation_id"),
        canonical={
            row["organisation_id"]: row["canonical_id"]
            for row in db.rows("queue same", _SAME)
        },
    )


def _bodies(db: Database) -> dict[str, Body]:
    rows = _grouped(db.rows("queue organisations", _ORGANISATIONS), "canonical_id")
    names = _texts(db.rows("queue names", _NAMES), "canonical_id", "name")
    identifiers = _texts(
        db.rows("queue identifiers", _IDENTIFIERS), "canonical_id", "identifier"
    )
    owners = _grouped(db.rows("queue owners", _OWNERS), "child_id")
    return {
        key: Body(
            rows=tuple(found),
            names=tuple(
                dict.fromkeys([*(r["name"] for r in found), *names.get(key, ())])
            ),
            identifiers=tuple(identifiers.get(key, ())),
            owners=tuple(
                (row["parent_id"], row["parent_name"] or "")
                for row in owners.get(key, ())
                if row["parent_id"]
            ),
        )
        for key, found in rows.items()
    }


def _grouped(rows: list[Row], *keys: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        key = tuple(row[name] for name in keys)
        found[key if len(key) > 1 else key[0]].append(row)
    return dict(found)


def _texts(rows: list[Row], key: str, value: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row[value] not in found[row[key]]:
            found[row[key]].append(row[value])
    return dict(found)
