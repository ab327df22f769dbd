"""Reads a run into `Records`: ties, awards, owners, places, answers, near misses."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from crosstie.check.awards import awards_by_id, awards_by_supplier
from crosstie.check.records import Answered, Award, KnownTie, Owned, Place, Records
from crosstie.model.case import Buyer, Case
from crosstie.model.claims import Support
from crosstie.store.engine import Database

Row = Mapping[str, Any]


def read_records(db: Database, case: Case, loaded: Database | None = None) -> Records:
    """Read what verdicts rest on from a run's database.

    `loaded` is the workspace that the run was traced over, where it is at hand: then
    suppliers without any tie can be looked up as well.
    """
    facts = {
        row["name"]: json.loads(row["value"])
        for row in db.rows("run facts", "select name, value from run")
    }
    same = {
        row["organisation_id"]: row["canonical_id"]
        for row in db.rows(
            "same organisations",
            "select organisation_id, canonical_id\nfrom same_organisation",
        )
    }
    awards = awards_by_id(db, case.buyer)
    return Records(
        case=case.name,
        country=case.country,
        buyer=case.buyer,
        as_of=_day(facts.get("as_of")),
        searched=tuple(
            str(one["says"])
            for one in facts.get("looked_at") or ()
            if one.get("state") == "searched"
        ),
        covered=_covered(facts),
        ties=_ties(db, awards, case.buyer),
        owned=_owned(db, same),
        places=_places(db),
        answers=_answers(db),
        names=_names(db, same),
        same=same,
        near=tuple(
            (row["organisation_id"], row["reason"])
            for row in db.rows(
                "near misses", "select organisation_id, reason\nfrom near_miss"
            )
        ),
        awards_of=awards_by_supplier(db, loaded, case.buyer),
    )


def _covered(facts: Mapping[str, Any]) -> tuple[tuple[str, date, date], ...]:
    spans = []
    for row in facts.get("coverage") or ():
        first, last = _day(row.get("first_date")), _day(row.get("last_date"))
        if row.get("full", True) and first and last:
            spans.append((str(row.get("component") or ""), first, last))
    return tuple(spans)


def _ties(
    db: Database, awards: Mapping[str, Award], buyer: Buyer
) -> tuple[KnownTie, ...]:
    chain: dict[str, set[str]] = defaultdict(set)
    for row in db.rows(
        "organisations of chains",
        "select tie_id, from_id, to_id\nfrom hop",
    ):
        chain[row["tie_id"]] |= {row["from_id"], row["to_id"]}
    evidence = _evidence(db)
    of_tie: dict[str, dict[str, Award]] = defaultdict(dict)
    for row in db.rows(
        "awards of ties",
        "select distinct tie_id, award_id\nfrom tie_transaction\norder by 1, 2",
    ):
        if row["award_id"] in awards:
            of_tie[row["tie_id"]][row["award_id"]] = awards[row["award_id"]]
    rows = db.rows("ties", "select *\nfrom tie\norder by tie_id")
    return tuple(
        _tie(row, chain[row["tie_id"]], evidence[row["tie_id"]], of_tie[row["tie_id"]])
        for row in rows
    )


def _tie(row: Row, chain: set[str], evidence: list[Support], awards: Row) -> KnownTie:
    ids = {row["organisation_id"], row["parent_id"], *chain} - {None}
    document = next((one for one in evidence if one.value), None)
    by_evidence = {one.record_id: one for one in evidence}
    return KnownTie(
        tie_id=row["tie_id"],
        organisation_id=row["organisation_id"],
        organisation=row["organisation"],
        parent=row["parent"] or "",
        chain_ids=frozenset(ids),
        route=row["route"],
        supplier=row["supplier"] or "",
        component=row["component"],
        scope=row["scope"],
        kind=row["kind"],
        status=row["status"],
        status_date=row["status_date"],
        first_date=row["first_date"],
        last_date=row["last_date"],
        date_text=row["date_text"] or "",
        obligated=row["obligated"],
        currency=row["currency"],
        matched_text=row["matched_text"] or "",
        not_counted=row["not_counted_reason"] or "",
        city=row["organisation_city"] or "",
        evidence=tuple(by_evidence.values()),
        awards=_below(awards.values(), row)
        if row["route"] == "subaward"
        else tuple(awards.values()),
        summary=document.value if document and not awards else "",
    )


def _below(awards: Iterable[Award], row: Row) -> tuple[Award, ...]:
    """Give the awards of a subaward with its supplier and amount, not the prime's."""
    listed = list(awards)
    alone = row["obligated"] if len(listed) == 1 else None
    return tuple(
        replace(
            one,
            supplier=row["supplier"] or "",
            obligated=alone,
            current=None,
            ceiling=None,
            outlaid=None,
            period_end=None,
            supplier_country="",
        )
        for one in listed
    )


def _evidence(db: Database) -> dict[str, list[Support]]:
    found = defaultdict(list)
    for row in db.rows(
        "evidence",
        """
        select *
        from evidence
        order by tie_id, position, ordinal
        """,
    ):
        found[row["tie_id"]].append(
            Support(
                title=row["dataset"],
                publisher=row["publisher"],
                record_id=row["record_id"],
                url=row["url"] or "",
                value=row["value"] or "",
                day=row["record_date"],
                retrieved=row["retrieved"],
                sha256=row["file_sha256"] or "",
                file_name=row["file_name"] or "",
                row_number=row["row_number"],
                is_original=not repeats(row["publisher"]),
            )
        )
    return found


def repeats(publisher: str) -> bool:
    """Tell whether a citation's publisher says that it carries another's report.

    >>> repeats("CBC News, as carried by canadiana.news"), repeats("CBC News")
    (True, False)
    """
    said = publisher.casefold()
    return any(word in said for word in ("as carried by ", ", after ", "repris par "))


def _owned(db: Database, same: Mapping[str, str]) -> tuple[Owned, ...]:
    rows = db.rows(
        "ownership statements",
        """
        select o.*, f.title, f.name as file_name, f.sha256, f.publisher,
          f.retrieved
        from ownership_statement as o
        left join file as f using (file_id)
        order by o.statement_id
        """,
    )
    names = {
        row["organisation_id"]: row["name"]
        for row in db.rows(
            "organisations", "select organisation_id, name\nfrom organisation"
        )
    }
    return tuple(
        Owned(
            child_id=same.get(row["child_id"], row["child_id"]),
            child=row["child_name"] or names.get(row["child_id"], ""),
            parent_id=same.get(row["parent_id"], row["parent_id"]),
            parent=row["parent_name"] or names.get(row["parent_id"], ""),
            interest=row["interest"],
            percent=row["percent_min"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            support=Support(
                title=row["citation_title"] or row["title"] or "",
                publisher=row["citation_publisher"] or row["publisher"] or "",
                record_id=row["record_id"] or row["statement_id"],
                url=row["url"] or "",
                day=row["stated_on"],
                retrieved=row["retrieved"],
                sha256=row["sha256"] or "",
                file_name=row["file_name"] or "",
                row_number=row["row_number"],
                is_original=not repeats(row["citation_publisher"] or ""),
            ),
        )
        for row in rows
    )


def _places(db: Database) -> tuple[Place, ...]:
    rows = db.rows(
        "places of organisations in ties",
        """
        select c.*, f.title, f.name as file_name, f.sha256, f.publisher
        from country_evidence as c
        left join file as f using (file_id)
        where c.probability >= 0.9
        order by c.subject_id, c.basis
        """,
    )
    return tuple(
        Place(
            row["subject_id"],
            row["country"],
            row["city"] or "",
            Support(
                title=row["title"] or "",
                publisher=row["publisher"] or row["source"],
                record_id=row["record_id"] or row["subject_id"],
                url=row["url"] or "",
                value=row["value"] or row["country"],
                sha256=row["sha256"] or "",
                file_name=row["file_name"] or "",
                row_number=row["row_number"],
            ),
        )
        for row in rows
    )


def _answers(db: Database) -> tuple[Answered, ...]:
    rows = db.rows("answers", "select *\nfrom case_answer\norder by row_number")
    return tuple(
        Answered(
            row["organisation_id"],
            row["answer"],
            row["date"],
            Support(
                title=row["title"] or "",
                publisher=row["publisher"] or "",
                record_id=f"answers.csv row {row['row_number']}",
                url=row["url"] or "",
                value=row["answer"],
                day=row["date"],
                is_original=not repeats(row["publisher"] or ""),
            ),
        )
        for row in rows
    )


def _names(db: Database, same: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in db.rows(
        "names of organisations",
        """
        select organisation_id, name from organisation
        union
        select organisation_id, name from organisation_name
        union
        select organisation_id, organisation as name from tie
        union
        select parent_id, parent from tie where parent_id is not null
        order by 1, 2
        """,
    ):
        found[same.get(row["organisation_id"], row["organisation_id"])][row["name"]] = 0
    return {id_: tuple(names) for id_, names in found.items()}


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)[:10]) if value else None
