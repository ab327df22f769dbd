"""Who controls whom, when: fills `control` from every statement of ownership."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date

from crosstie.model.case import Case
from crosstie.ownership import policy
from crosstie.ownership.chains import Chain, chains_from
from crosstie.ownership.links import Link, links_above, prepare_statements
from crosstie.ownership.named_parents import named_parent_links
from crosstie.store.engine import Database, Row
from crosstie.store.run_tables import CONTROL


def control(db: Database, case: Case) -> None:
    """Fill `control` with the chains above every organisation that a tie may use.

    These are the organisations that a party matches or a record names as a parent,
    those of the case, and those with evidence for the case's country (a product's
    maker has no match). Other organisations need no chain.
    """
    prepare_statements(db)
    named = named_parent_links(db)
    seeds = _seeds(db, case) | {link.child_id for link in named}
    above = _links_by_child(db, seeds, named)
    db.append(
        CONTROL,
        [_row(chain) for seed in sorted(seeds) for chain in chains_from(seed, above)],
    )


def _seeds(db: Database, case: Case) -> set[str]:
    rows = db.rows(
        "organisations that need chains",
        """
        with known as (
            select organisation_id
            from match
            union
            select subject_id
            from country_evidence
            where country = $country
            union
            select organisation_id
            from every_organisation
            where source in ('case', 'record')
        )
        select distinct coalesce(s.canonical_id, k.organisation_id) as id
        from known k
        left join same_organisation s on s.organisation_id = k.organisation_id
        """,
        {"country": case.country},
    )
    return {str(row["id"]) for row in rows}


def _links_by_child(
    db: Database, seeds: set[str], named: list[Link]
) -> dict[str, list[Link]]:
    """Read links level by level, each organisation's once, up to the greatest depth."""
    above: dict[str, list[Link]] = defaultdict(list)
    for link in named:
        above[link.child_id].append(link)
    done: set[str] = set()
    front = seeds | {link.parent_id for link in named}
    for _ in range(policy.MAX_DEPTH):
        front -= done
        if not front:
            break
        found = links_above(db, front)
        done |= front
        for link in found:
            above[link.child_id].append(link)
        front = {link.parent_id for link in found}
    for links in above.values():
        links.sort(key=lambda k: (k.ultimate, k.parent_id, k.statement_id))
    return above


def _row(chain: Chain) -> Row:
    return {
        "control_id": chain.control_id,
        "child_id": chain.child_id,
        "parent_id": chain.parent_id,
        "depth": len(chain.links),
        "interest": chain.interest,
        "percent": chain.percent,
        "valid_from": chain.valid_from,
        "valid_to": chain.valid_to,
        "end_known": chain.end_known,
        "probability": chain.probability,
        "reason": chain.reason,
        "path": json.dumps([_path(link) for link in chain.links], ensure_ascii=False),
        "from_case": any(link.from_case for link in chain.links),
    }


def _path(link: Link) -> dict[str, object]:
    """Write a link so that ties can test and cite it without reading it again."""
    return {
        "statement_id": link.statement_id,
        "child_id": link.child_id,
        "parent_id": link.parent_id,
        "child_name": link.child_name,
        "parent_name": link.parent_name,
        "interest": link.interest,
        "ultimate": link.ultimate,
        "why": link.why,
        "percent": None if link.percent is None else policy.share(link.percent),
        "valid_from": _day(link.valid_from),
        "valid_to": _day(link.valid_to),
        "is_current": link.is_current,
        "dated_from": _day(link.dated_from),
        "dated_to": _day(link.dated_to),
        "probability": link.probability,
        "confirmed": link.confirmed,
        "from_case": link.from_case,
        "source": link.source,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
