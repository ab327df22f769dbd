"""Takes out of a run's database all that is not for publication.

Pages, exports and report read a run and nothing else. So what is not in the run that
they read is in no byte of what they write: of a copy of a run everything is deleted
that no finding rests on (leads, near misses, what does not count, and every party,
organisation, statement and record that is there because of them alone).
"""

# ruff: noqa: S608 (names of tables and columns stand in the code, values are bound)

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from crosstie.model.words import Kind
from crosstie.store.engine import Database

_CANONICAL = (
    "coalesce((select canonical_id from same_organisation as s"
    " where s.organisation_id = {0}), {0})"
)
"""The id that stands for an organisation, of any of its ids."""

_NAMED = """select tie_id, organisation_id as id from tie
union select tie_id, parent_id from tie
union select tie_id, from_id from hop where from_kind = 'organisation'
union select tie_id, to_id from hop where to_kind = 'organisation'"""

_PARTIES = """select tie_id, party_id as id from tie
union select tie_id, from_id from hop where from_kind = 'supplier'
union select tie_id, to_id from hop where to_kind = 'supplier'"""

_OF_BODIES = (
    *("organisation", "organisation_name", "organisation_identifier"),
    "ownership_exception",
)


def keep_findings(db: Database) -> None:
    """Delete from a run what no finding rests on; the database must be a copy."""
    tables = {
        str(r["table_name"])
        for r in db.rows("tables of a run", "select table_name from duckdb_tables()")
    }
    with db.transaction():
        _name_what_stays(db)
        _cut_control(db)
        _cut_ties(db)
        _cut_records(db, tables)
        _cut_names(db, tables)
        for name in ("body", "body_out", "party_in", "party_out", "award_in"):
            db.run("forget", f"drop table kept_{name}")


def _name_what_stays(db: Database) -> None:
    """List the organisations, suppliers and awards that findings name, and others."""
    finding = f"kind = '{Kind.FINDING.value}'"
    body = _CANONICAL.format("n.id")
    for name, named, id_ in (("body", _NAMED, body), ("party_in", _PARTIES, "n.id")):
        other = {"body": "body_out", "party_in": "party_out"}[name]
        for table, which in ((name, finding), (other, f"not {finding}")):
            db.run(
                f"kept {table}",
                f"create temp table kept_{table} as\n"
                f"select distinct {id_} as id\nfrom ({named}) as n\n"
                f"join tie using (tie_id)\nwhere {which} and n.id is not null",
            )
    near = _CANONICAL.format("m.organisation_id")
    db.run(
        "near organisations",
        f"insert into kept_body_out select distinct {near} from near_miss as m",
    )
    db.run(
        "near suppliers",
        "insert into kept_party_out "
        "select distinct party_id from near_miss where party_id is not null",
    )
    for name, other in (("body", "body_out"), ("party_in", "party_out")):
        db.run(
            f"only {other}",
            f"delete from kept_{other} where id in (select id from kept_{name})",
        )
    db.run(
        "kept awards",
        "create temp table kept_award_in as\nselect distinct a.award_id as id\n"
        f"from tie_transaction as a\njoin tie using (tie_id)\nwhere {finding}",
    )


def _cut_control(db: Database) -> None:
    """Keep the chains above organisations of findings that meet no other one."""
    kept, out = _ids(db, "kept_body"), _ids(db, "kept_body_out")
    child = _CANONICAL.format("c.child_id")
    above: set[str] = set()
    gone: list[str] = []
    for row in db.rows(
        "chains of control",
        f"select c.control_id, {child} as child, c.path from control as c",
    ):
        links: list[dict[str, Any]] = json.loads(row["path"])
        met = {id_ for one in links for id_ in (one["child_id"], one["parent_id"])}
        if row["child"] in kept and not met & out:
            above |= met
        else:
            gone.append(row["control_id"])
    _delete(db, "control", "control_id in (select unnest($ids))", gone)
    db.run(
        "organisations above",
        f"insert into kept_body select distinct {_CANONICAL.format('u.id')} "
        "from (select unnest($ids) as id) as u",
        {"ids": sorted(above)},
    )
    both = " or ".join(
        f"{_CANONICAL.format(f'ownership_statement.{side}')} "
        "not in (select id from kept_body)"
        for side in ("child_id", "parent_id")
    )
    _delete(db, "ownership_statement", both)


def _cut_ties(db: Database) -> None:
    """Delete the other ties, near misses, and matches that carry no finding."""
    _delete(db, "tie", f"kind <> '{Kind.FINDING.value}'")
    for table in ("hop", "evidence", "tie_transaction"):
        _delete(db, table, "tie_id not in (select tie_id from tie)")
    _delete(db, "near_miss", "true")
    body = _CANONICAL.format("match.organisation_id")
    to = _CANONICAL.format("h.to_id")
    _delete(
        db,
        "match",
        "not exists (select 1 from hop as h where h.from_kind = 'supplier' "
        f"and h.from_id = match.party_id and {to} = {body})",
    )


def _cut_records(db: Database, tables: set[str]) -> None:
    """Delete the rows of awards and subawards that no finding rests on."""
    _delete(db, "award", "award_id not in (select id from kept_award_in)")
    _delete(db, "transaction", "award_id not in (select id from kept_award_in)")
    used = (
        "not exists (select 1 from tie_transaction as a "
        "where a.file_id = subaward.file_id and a.row_number = subaward.row_number)"
        " and not exists (select 1 from evidence as e join file as f "
        "on f.sha256 = e.file_sha256 where f.file_id = subaward.file_id "
        "and e.row_number = subaward.row_number)"
    )
    _delete(db, "subaward", used)
    if "support" in tables:
        _delete(db, "support", _NO_SUPPORT)


_NO_SUPPORT = """not (
    coalesce(left(recipient_business_number, 9), '') in (
        select left(i.value, 9)
        from organisation_identifier as i
        join kept_body as b on b.id = coalesce((select canonical_id
            from same_organisation as s where s.organisation_id = i.organisation_id),
            i.organisation_id)
    )
    or upper(coalesce(recipient_name, '')) in (
        select upper(n.name)
        from organisation_name as n
        join kept_body as b on b.id = coalesce((select canonical_id
            from same_organisation as s where s.organisation_id = n.organisation_id),
            n.organisation_id)
    )
)"""


def _cut_names(db: Database, tables: set[str]) -> None:
    """Delete the organisations and suppliers that no finding names."""
    for table in _OF_BODIES:
        if table in tables:
            body = _CANONICAL.format(f"{table}.organisation_id")
            _delete(db, table, f"{body} not in (select id from kept_body)")
    body = _CANONICAL.format("case_answer.organisation_id")
    _delete(db, "case_answer", f"{body} not in (select id from kept_body)")
    # Records of findings may name a party in another spelling, and its parents.
    for table in ("transaction", "subaward"):
        db.run(
            f"suppliers of {table}",
            f'insert into kept_party_in select s.party_id from "{table}" as t '
            "join party_spelling as s using (spelling_id)",
        )
    _delete(
        db,
        "party_parent",
        "party_id not in (select id from kept_party_in) "
        "or parent_party_id in (select id from kept_party_out)",
    )
    db.run(
        "parents that records name",
        "insert into kept_party_in select parent_party_id from party_parent",
    )
    for table in ("party", "party_spelling"):
        _delete(db, table, "party_id not in (select id from kept_party_in)")
    subject = _CANONICAL.format("country_evidence.subject_id")
    _delete(
        db,
        "country_evidence",
        f"{subject} not in (select id from kept_body) "
        "and subject_id not in (select id from kept_party_in)",
    )
    _delete(db, "same_organisation", "canonical_id not in (select id from kept_body)")


def _ids(db: Database, table: str) -> set[str]:
    return {str(r["id"]) for r in db.rows(table, f"select id from {table}")}


def _delete(
    db: Database, table: str, where: str, ids: Iterable[str] | None = None
) -> None:
    values = None if ids is None else {"ids": list(ids)}
    db.run(f"cut {table}", f'delete from "{table}" where {where}', values)
