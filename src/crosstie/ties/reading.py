"""Reads what the earlier steps found from their tables, once for all routes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from crosstie.model.case import Case
from crosstie.model.window import Window
from crosstie.store.engine import Database, Row
from crosstie.ties.exceptions import no_parent
from crosstie.ties.facts import (
    RECORD,
    Control,
    Facts,
    Match,
    Organisation,
    Party,
    Place,
)


def read_facts(db: Database, case: Case, window: Window) -> Facts:
    """Read what the earlier steps wrote, for the parties and organisations in play."""
    parties = {row["party_id"]: _party(row) for row in db.rows("parties", _PARTIES)}
    matches = _matches(db)
    controls = _controls(db)
    places = _places(db, case.country)
    for party_id in places.keys() & parties.keys():
        places.setdefault(RECORD + party_id, places[party_id])
    ids = _ids(matches, controls, places)
    case_ids = _case_ids(db)
    return Facts(
        case=case,
        window=window,
        parties=parties,
        matches=matches,
        organisations=_organisations(db, ids | set(case_ids.values())),
        places=places,
        controls=controls,
        statements=_statements(db, controls),
        named_parents=_named_parents(db),
        no_parent=_exceptions(db),
        case_ids=case_ids,
        case_files=_case_files(db),
    )


_PARTIES = """
select party_id, name, core_name, is_person, city, state, country
from party
order by party_id
"""


def _party(row: Row) -> Party:
    return Party(
        row["party_id"],
        row["name"],
        row["core_name"],
        bool(row["is_person"]),
        row["city"],
        row["state"],
        row["country"],
    )


def _matches(db: Database) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = defaultdict(list)
    for row in db.rows(
        "matches",
        """
        select
            m.party_id,
            coalesce(s.canonical_id, m.organisation_id) as organisation_id,
            m.kind,
            m.probability,
            m.reason,
            m.matched_name,
            m.matched_words,
            m.valid_from,
            m.valid_to,
            m.from_case,
            m.decision,
            m.decided_by,
            m.file_id,
            m.row_number,
            m.record_id
        from match m
        left join same_organisation s on s.organisation_id = m.organisation_id
        order by m.party_id, m.probability desc, m.match_id
        """,
    ):
        found[row["party_id"]].append(Match(**row))
    return found


def _places(db: Database, country: str) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for row in db.rows(
        "evidence of the country",
        """
        select
            coalesce(s.canonical_id, c.subject_id) as subject_id,
            c.country,
            c.basis,
            c.probability,
            c.reason,
            c.city,
            c.from_case,
            c.source,
            c.file_id,
            c.row_number,
            c.record_id,
            c.field,
            c.value,
            c.url
        from country_evidence c
        left join same_organisation s on s.organisation_id = c.subject_id
        where c.country = $country
        order by
            1,
            c.probability desc,
            c.from_case,
            c.basis,
            c.file_id,
            c.row_number
        """,
        {"country": country},
    ):
        found[row["subject_id"]].append(Place(**row))
    return found


def _controls(db: Database) -> dict[str, list[Control]]:
    found: dict[str, list[Control]] = defaultdict(list)
    for row in db.rows(
        "controls",
        """
        select
            control_id,
            child_id,
            parent_id,
            depth,
            interest,
            probability,
            percent,
            reason,
            from_case,
            path as links
        from control
        order by child_id, depth, probability desc, control_id
        """,
    ):
        links = tuple(json.loads(row.pop("links")))
        found[row["child_id"]].append(Control(links=links, **row))
    for chains in found.values():
        chains.sort(key=lambda c: (c.is_ultimate, c.depth, -c.probability))
    return found


def _ids(
    matches: Mapping[str, Sequence[Match]],
    controls: Mapping[str, Sequence[Control]],
    places: Iterable[str],
) -> set[str]:
    ids = set(places)
    ids |= {m.organisation_id for found in matches.values() for m in found}
    for chains in controls.values():
        for chain in chains:
            ids |= {chain.child_id, *(link["parent_id"] for link in chain.links)}
    return ids


def _organisations(db: Database, ids: set[str]) -> dict[str, Organisation]:
    """Read one row an organisation: the canonical row, filled up from its others."""
    rows = db.rows(
        "organisations in play",
        """
        with
        member as (
            select
                coalesce(s.canonical_id, o.organisation_id) as id,
                o.organisation_id,
                o.file_id,
                o.name,
                o.country,
                o.city,
                o.region,
                o.source,
                o.valid_from,
                o.valid_to
            from every_organisation o
            left join same_organisation s on s.organisation_id = o.organisation_id
        ),
        ranked as (
            select m.*, (m.organisation_id <> m.id) as is_other
            from member m
            semi join (select unnest($ids) as id) k on k.id = m.id
        )
        select
            id,
            first(name order by is_other, organisation_id, file_id) as name,
            first(country order by is_other, organisation_id, file_id)
                filter (country is not null) as country,
            first(city order by is_other, organisation_id, file_id)
                filter (city is not null) as city,
            first(region order by is_other, organisation_id, file_id)
                filter (region is not null) as region,
            first(source order by is_other, organisation_id, file_id) as source,
            max(valid_from) filter (source = 'case') as valid_from,
            min(valid_to) filter (source = 'case') as valid_to
        from ranked
        group by id
        order by id
        """,
        {"ids": sorted(ids)},
    )
    return {row["id"]: Organisation(**row) for row in rows}


def _statements(
    db: Database, controls: Mapping[str, Sequence[Control]]
) -> dict[str, Row]:
    ids = {
        str(link["statement_id"])
        for chains in controls.values()
        for chain in chains
        for link in chain.links
    }
    rows = db.rows(
        "statements in play",
        """
        select
            s.statement_id,
            s.source,
            s.file_id,
            s.row_number,
            s.record_id,
            s.interest,
            s.child_name,
            s.parent_name,
            s.valid_from,
            s.stated_on,
            s.citation_publisher,
            s.citation_title,
            s.url
        from every_ownership_statement s
        semi join (select unnest($ids) as id) k on k.id = s.statement_id
        order by s.statement_id, s.file_id desc
        """,
        {"ids": sorted(ids)},
    )
    return {row["statement_id"]: row for row in rows}


def _named_parents(db: Database) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in db.rows(
        "records that name parents",
        """
        select
            party_id,
            parent_party_id,
            first_date,
            last_date,
            records,
            file_id,
            row_number,
            record_id,
            field,
            value
        from party_parent
        order by party_id, parent_party_id, first_date, file_id, row_number
        """,
    ):
        found[row["party_id"]].append(row)
    return found


def _exceptions(db: Database) -> dict[str, str]:
    """Say for an organisation why a register names no parent of it."""
    rows = db.rows(
        "reporting exceptions",
        """
        select
            coalesce(s.canonical_id, e.organisation_id) as id,
            min(e.reason) as reason,
            min(e.reference) as reference
        from w.ownership_exception e
        left join same_organisation s on s.organisation_id = e.organisation_id
        where exists (
            select 1
            from match m
            where m.organisation_id in (e.organisation_id, s.canonical_id)
        )
        or coalesce(s.canonical_id, e.organisation_id) in (
            select subject_id
            from country_evidence
        )
        group by 1
        order by 1
        """,
    )
    return {row["id"]: no_parent(row["reason"], row["reference"]) for row in rows}


def _case_ids(db: Database) -> dict[str, str]:
    rows = db.rows(
        "names of the case's organisations",
        """
        select
            o.organisation_id,
            coalesce(s.canonical_id, o.organisation_id) as canonical_id,
            n.name
        from every_organisation o
        left join same_organisation s on s.organisation_id = o.organisation_id
        left join every_organisation_name n
            on n.organisation_id = o.organisation_id
        where o.source = 'case'
        order by all
        """,
    )
    found: dict[str, str] = {}
    for row in rows:
        for key in (row["organisation_id"], row["name"]):
            if key:
                found.setdefault(str(key).casefold(), row["canonical_id"])
    return found


def _case_files(db: Database) -> dict[str, str]:
    rows = db.rows(
        "tables of the case",
        """
        select name, file_id
        from file
        where source = 'case'
        order by name, file_id
        """,
    )
    return {row["name"]: row["file_id"] for row in rows}
