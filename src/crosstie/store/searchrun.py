"""What of one run is found: organisations, suppliers, ties, awards and the rest.

A private person is in none of it: neither the name, nor what an award to that person
is for, nor an identifier that holds the name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from crosstie.store.engine import Database, Row
from crosstie.store.masking import masked_name
from crosstie.store.searchfile import Entry, Identifier
from crosstie.store.searchtext import compact
from crosstie.text.persons import MASK

__all__ = ["KINDS", "attach_awards", "identifiers"]

LONGEST = 4_000
"""Characters of one award's descriptions that are indexed."""

_ORGANISATIONS = """
with borne as (
    select n.organisation_id, n.name, n.kind, n.valid_from, n.valid_to
    from organisation_name n
    union
    select o.organisation_id, o.name, 'legal', null, null
    from organisation o
    anti join organisation_name n using (organisation_id, file_id, name)
),
tied as (
    select organisation_id as id, tie_id, kind from tie
    union
    select parent_id, tie_id, kind from tie where parent_id is not null
),
tied_by as (
    select
      id,
      count(*) filter (where kind = 'finding') as findings,
      count(*) filter (where kind = 'lead') as leads
    from tied
    group by id
)
select distinct on (id, b.name)
  coalesce(s.canonical_id, o.organisation_id) as id,
  first_value(o.name) over (
    partition by coalesce(s.canonical_id, o.organisation_id)
    order by o.organisation_id <> coalesce(s.canonical_id, ''), o.file_id
  ) as title,
  b.name,
  b.kind as name_kind,
  cast(b.valid_from as varchar) as since,
  cast(b.valid_to as varchar) as until,
  concat_ws(', ', o.city, o.country) as place,
  o.source,
  o.file_id,
  o.row_number,
  coalesce(t.findings, 0) as findings,
  coalesce(t.leads, 0) as leads
from borne b
join organisation o using (organisation_id)
left join same_organisation s using (organisation_id)
left join tied_by t on t.id = coalesce(s.canonical_id, o.organisation_id)
where o.kind <> 'person'
"""

_SUPPLIERS = """
select
  p.party_id as id,
  p.name as title,
  s.name,
  cast(s.first_date as varchar) as since,
  cast(s.last_date as varchar) as until,
  concat_ws(', ', p.city, p.state, p.country) as place
from party_spelling s
join party p using (party_id)
where not p.is_person and s.name <> $mask
order by length(s.name), s.name, s.spelling_id
"""

_TIES = """
select
  t.tie_id as id,
  t.organisation as title,
  t.organisation_id,
  case when p.is_person then $mask else t.supplier end as supplier,
  t.parent, t.route, t.component, t.scope, t.kind, t.probability, t.status,
  cast(t.first_date as varchar) as since,
  cast(t.last_date as varchar) as until,
  cast(t.obligated as varchar) as obligated,
  t.currency,
  case when p.is_person then null else t.matched_text end as matched_text
from tie t
left join party p using (party_id)
order by
  case t.kind when 'finding' then 1 when 'lead' then 2 else 3 end,
  t.obligated desc nulls last,
  t.tie_id
"""

_AWARDS = """
with own as (
    select a.*, true as is_tied
    from award a
    union all by name
    select a.*, false as is_tied
    from more_award a
    anti join award o using (award_id)
),
said as (
    select award_id, list(distinct words) as descriptions
    from (
        select award_id, unnest([description, award_description]) as words
        from transaction
        union all
        select award_id, unnest([description, award_description])
        from more_transaction
    )
    where words is not null
    group by award_id
)
select
  a.award_id as id,
  a.piid as title,
  a.supplier_name as supplier,
  coalesce(p.is_person, false) as is_person,
  p.party_id,
  a.identity,
  a.component_name as component,
  a.description,
  s.descriptions,
  cast(a.obligated as varchar) as obligated,
  a.currency,
  cast(a.first_action_date as varchar) as since,
  cast(a.last_action_date as varchar) as until,
  a.permalink as url,
  a.is_tied
from own a
left join said s using (award_id)
left join party_spelling y using (spelling_id)
left join party p on p.party_id = y.party_id
order by a.obligated desc nulls last, a.award_id
"""

_SUBAWARDS = """
select
  s.subaward_id as id,
  s.subaward_number as title,
  s.supplier_name as supplier,
  coalesce(p.is_person, false) as is_person,
  s.award_id,
  s.prime_piid,
  s.prime_supplier_name as prime_supplier,
  s.component_name as component,
  s.description,
  cast(s.amount as varchar) as amount,
  s.currency,
  cast(s.action_date as varchar) as since,
  s.file_id,
  s.row_number
from (select * from subaward union select * from more_subaward) s
left join party_spelling y using (spelling_id)
left join party p on p.party_id = y.party_id
order by s.amount desc nulls last, s.subaward_id, s.row_number
"""

_PRODUCTS = """
select
  h.from_id as id,
  min(h.from_label) as title,
  list(distinct t.organisation order by t.organisation) as organisations,
  list(distinct t.tie_id order by t.tie_id) as ties
from hop h
join tie t using (tie_id)
where h.from_kind = 'product'
group by h.from_id
order by length(min(h.from_label)), h.from_id
"""

_DOCUMENTS = """
select
  h.from_id as id,
  h.from_label as title,
  t.organisation,
  t.organisation_id,
  t.tie_id,
  e.publisher,
  e.url,
  concat_ws(' ', e.publisher, e.value) as words
from hop h
join tie t using (tie_id)
left join evidence e on e.tie_id = h.tie_id and e.position = h.position
  and e.ordinal = 1
where h.from_kind = 'document'
union all
select
  'answer:' || a.organisation_id || ':' || a.row_number,
  coalesce(a.title, 'Answer'),
  min(t.organisation),
  a.organisation_id,
  null,
  a.publisher,
  a.url,
  a.answer
from case_answer a
left join tie t using (organisation_id)
group by all
order by 2, 1
"""

_OFFICES = """
select
  organisation_id as id, min(organisation) as title, min(tie_id) as tie_id,
  min(evidence_url) as url
from tie
where route = 'presence'
group by organisation_id
order by title, id
"""

_NEAR = """
select
  concat_ws('|', n.party_id, n.organisation_id, n.route) as id,
  n.supplier as title,
  n.organisation,
  n.organisation_id,
  n.matched_text,
  n.reason,
  n.route,
  n.probability,
  cast(n.obligated as varchar) as obligated,
  n.currency,
  n.award_id
from near_miss n
left join party p using (party_id)
where not coalesce(p.is_person, false)
order by n.obligated desc nulls last, id
"""

_IDENTIFIERS = """
select distinct
  'organisation' as kind,
  coalesce(s.canonical_id, i.organisation_id) as id,
  lower(i.scheme) as scheme, i.value
from organisation_identifier i
left join same_organisation s using (organisation_id)
union
select 'supplier', y.party_id, unnest(['uei', 'duns']), unnest([y.uei, y.duns])
from party_spelling y
join party p using (party_id)
where not p.is_person and y.name <> $mask
union
select 'award', award_id, unnest(['award', 'award', 'vehicle']),
  unnest([piid, award_unique_id, parent_piid])
from (select * from award union select * from more_award)
where identity <> 'inferred' or spelling_id not in (
  select y.spelling_id from party_spelling y join party p using (party_id)
  where p.is_person
)
union
select 'subaward', subaward_id, 'subaward', subaward_number
from (select * from subaward union select * from more_subaward)
"""


_ALIASES = """
select s.canonical_id as id, list(distinct s.organisation_id) as ids
from same_organisation s
join organisation o using (organisation_id)
where s.canonical_id <> s.organisation_id
group by s.canonical_id
"""


def attach_awards(db: Database, names: list[str], *, workspace: bool) -> None:
    """Name awards that are found beside the run's own: those of the case's agencies.

    `names` are the agencies as the case writes them; records that carry an agency's
    code in place of its name are recognised by the records that carry both.
    """
    for table in ("award", "transaction", "subaward"):
        source = f"w.{table}" if workspace else f'"{table}"'
        where = (
            "lower(component_name) in (select unnest($names)) or component_code in ("
            "select distinct component_code from w.award"
            " where lower(component_name) in (select unnest($names)))"
            if workspace
            else "false"
        )
        db.run(
            f"awards of the agencies: {table}",
            f"create or replace temp table more_{table} as\n"
            f"select *\nfrom {source}\nwhere {where}",
            {"names": [name.casefold() for name in names]} if workspace else None,
        )


def organisations(db: Database) -> Iterator[Entry]:
    """Read organisations that a tie or near miss names, with every name."""
    rows = db.rows("organisations to be found", _ORGANISATIONS)
    others = {r["id"]: r["ids"] for r in db.rows("rows of organisations", _ALIASES)}
    rows.sort(key=lambda row: (len(row["name"]), row["name"], row["id"]))
    for row in rows:
        if row["source"] == "record" and masked_name(row["name"]) == MASK:
            continue
        row["ids"] = others.get(row["id"], [])
        yield _entry(row, row["name"], _more(row, "findings", "leads", "ids"))


def suppliers(db: Database) -> Iterator[Entry]:
    """Read suppliers with every spelling."""
    for row in _rows(db, "suppliers to be found", _SUPPLIERS, {"mask": MASK}):
        yield _entry(row, row["name"], {})


def ties(db: Database) -> Iterator[Entry]:
    """Read ties, findings first."""
    for row in _rows(db, "ties to be found", _TIES, {"mask": MASK}):
        supplier = "" if row["supplier"] == MASK else row["supplier"]
        said = (row["title"], row["parent"], supplier, row["matched_text"])
        yield _entry(row, _joined(*said, row["component"]), _all(row))


def awards(db: Database) -> Iterator[Entry]:
    """Read awards with what their records say is bought."""
    for row in _rows(db, "awards to be found", _AWARDS):
        is_masked = row.pop("is_person") or masked_name(row["supplier"] or "") == MASK
        said = [] if is_masked else row["descriptions"] or []
        others = sorted(set(said) - {row["description"]})
        if is_masked:
            row |= {"supplier": MASK, "description": None, "party_id": None}
            row |= {"id": ""} if row["identity"] == "inferred" else {}
        row |= {"descriptions": _cut(others)}
        words = _joined(
            row["title"],
            "" if is_masked else row["supplier"],
            row["description"],
            *row["descriptions"],
        )
        yield _entry(row, words, _all(row))


def subawards(db: Database) -> Iterator[Entry]:
    """Read subawards."""
    for row in _rows(db, "subawards to be found", _SUBAWARDS):
        is_masked = row.pop("is_person") or masked_name(row["supplier"] or "") == MASK
        if is_masked:
            row |= {"supplier": MASK, "description": None, "id": ""}
        supplier = "" if is_masked else row["supplier"]
        yield _entry(
            row, _joined(row["title"], supplier, row["description"]), _all(row)
        )


def near_misses(db: Database) -> Iterator[Entry]:
    """Read what looked like a tie and is none."""
    for row in _rows(db, "near misses to be found", _NEAR):
        if masked_name(row["title"] or "") == MASK:
            continue
        row["title"] = row["title"] or row["matched_text"] or row["organisation"]
        said = (row["title"], row["organisation"], row["matched_text"])
        yield _entry(row, _joined(*said), _all(row))


def _titled(step: str, sql: str) -> Callable[[Database], Iterator[Entry]]:
    """Read a kind that is found by its title, and by `words` where it has them."""

    def read(db: Database) -> Iterator[Entry]:
        for row in _rows(db, step, sql):
            words = _joined(row["title"], row.pop("words", ""))
            yield _entry(row, words, _all(row))

    return read


KINDS: dict[str, Callable[[Database], Iterator[Entry]]] = {
    "tie": ties,
    "organisation": organisations,
    "supplier": suppliers,
    "product": _titled("products to be found", _PRODUCTS),
    "document": _titled("documents to be found", _DOCUMENTS),
    "office": _titled("offices to be found", _OFFICES),
    "award": awards,
    "subaward": subawards,
    "near_miss": near_misses,
}
"""What is found in a run, by kind, in the order in which it is shown."""


def identifiers(db: Database) -> Iterator[Identifier]:
    """Read identifiers of organisations, suppliers, awards and subawards."""
    for row in _rows(db, "identifiers to be found", _IDENTIFIERS, {"mask": MASK}):
        key = compact(row["value"] or "")
        if key:
            written = None if key == row["value"] else row["value"]
            yield Identifier(key, row["kind"], row["id"], row["scheme"], written)


def _rows(
    db: Database, step: str, sql: str, values: dict[str, Any] | None = None
) -> Iterator[Row]:
    for batch in db.batches(step, sql, values):
        yield from batch.to_pylist()


_COLUMNS = frozenset(Entry._fields) - {"words", "more"}


def _entry(row: Row, words: str, more: dict[str, Any]) -> Entry:
    """Make an entry of the columns that every kind has."""
    found: dict[str, Any] = {name: row.get(name) or None for name in _COLUMNS}
    found |= {"id": row["id"] or "", "title": row["title"] or ""}
    if found["name"] == found["title"]:
        found["name"] = None
    return Entry(**found, words=words, more=more or None)


def _all(row: Row) -> dict[str, Any]:
    """Keep every fact of a row that has no column of its own."""
    return _more(row, *(name for name in row if name not in _COLUMNS))


def _more(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names if row[name] not in (None, "", [], False)}


def _joined(*texts: str | None) -> str:
    return " · ".join(text for text in texts if text)


def _cut(texts: list[str]) -> list[str]:
    """Keep texts up to a length in all."""
    kept, left = [], LONGEST
    for text in texts:
        if left <= 0:
            break
        kept.append(text[:left])
        left -= len(text)
    return kept
