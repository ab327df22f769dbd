"""Named steps that read how records spell their suppliers, subawardees and parents."""

from __future__ import annotations

from crosstie.store.engine import Database, Row

_NAMED = """
create or replace temp view resolve_named as
select spelling_id, supplier_name as name, supplier_uei as uei, supplier_duns as duns,
  supplier_cage as cage, supplier_identifier as identifier, supplier_dba as dba,
  supplier_country as country, supplier_city as city, supplier_state as state,
  supplier_ownership as ownership,
  coalesce(supplier_is_person, false) as is_person, action_date, obligated,
  parent_spelling_id, supplier_parent_name as parent_name, file_id, row_number,
  record_id, 'supplier' as role
from w.transaction
where spelling_id is not null
union all by name
select spelling_id, supplier_name as name, supplier_uei as uei, supplier_duns as duns,
  supplier_cage as cage, supplier_identifier as identifier, supplier_dba as dba,
  supplier_country as country, supplier_city as city, supplier_state as state,
  coalesce(supplier_is_person, false) as is_person, action_date,
  cast(null as decimal(18, 2)) as obligated, parent_spelling_id,
  supplier_parent_name as parent_name, file_id, row_number, record_id,
  'subawardee' as role
from w.subaward
where spelling_id is not null
union all by name
select parent_spelling_id as spelling_id, supplier_parent_name as name,
  supplier_parent_uei as uei, supplier_parent_duns as duns, action_date, file_id,
  row_number, record_id, 'parent' as role, false as is_person
from w.transaction
where parent_spelling_id is not null
union all by name
select parent_spelling_id as spelling_id, supplier_parent_name as name,
  supplier_parent_uei as uei, supplier_parent_duns as duns, action_date, file_id,
  row_number, record_id, 'parent' as role, false as is_person
from w.subaward
where parent_spelling_id is not null
"""

_SPELLINGS = """
select spelling_id, any_value(name) as name, any_value(uei) as uei,
  any_value(duns) as duns,
  list_sort(list_distinct(list(cage))) as cages,
  list_sort(list_distinct(list(identifier))) as identifiers,
  list_sort(list_distinct(list(dba))) as trading_names,
  list_sort(list_distinct(list(country))) as countries,
  arg_max(city, (coalesce(action_date, date '0001-01-01'), file_id, row_number))
    as city,
  arg_max(state, (coalesce(action_date, date '0001-01-01'), file_id, row_number))
    as state,
  bool_or(is_person) as is_person,
  min(action_date) as first_date, max(action_date) as last_date,
  count(*) as records,
  coalesce(sum(obligated), 0) as obligated,
  bool_or(role = 'supplier') as is_supplier,
  bool_or(role = 'subawardee') as is_subawardee,
  bool_or(role = 'parent') as is_parent
from resolve_named
group by spelling_id
order by spelling_id
"""

_PARENTS = """
select spelling_id, parent_spelling_id, min(action_date) as first_date,
  max(action_date) as last_date, count(*) as records,
  min((file_id, row_number, record_id, parent_name)) as sample
from resolve_named
where role <> 'parent'
  and parent_spelling_id is not null
group by spelling_id, parent_spelling_id
order by spelling_id, parent_spelling_id
"""

_COUNTRIES = """
select spelling_id, country, count(*) as records,
  list_sort(list_distinct(list(city))) as cities,
  list_sort(list_distinct(list(lower(ownership)))) as ownerships,
  min((file_id, row_number, record_id)) as sample
from resolve_named
where country is not null
group by spelling_id, country
order by spelling_id, country
"""

_SAMPLE = """
select spelling_id, min((file_id, row_number, record_id)) as sample
from resolve_named
where role <> 'parent'
  and list_contains($spellings, spelling_id)
group by spelling_id
"""


def read_spellings(db: Database) -> list[Row]:
    """Read each spelling with its identifiers, places, dates and roles."""
    db.run("resolve_named", _NAMED)
    return db.rows("spellings", _SPELLINGS)


def read_parents(db: Database) -> list[Row]:
    """Read which parent's spelling stands on rows of which spelling."""
    return db.rows("parents named", _PARENTS)


def read_countries(db: Database) -> list[Row]:
    """Read the countries that records code for each spelling."""
    return db.rows("countries coded", _COUNTRIES)


def read_samples(db: Database, spellings: list[str]) -> dict[str, tuple[str, int, str]]:
    """Read one record for each of some spellings."""
    rows = db.rows("spelling samples", _SAMPLE, {"spellings": spellings})
    return {row["spelling_id"]: record_of(row["sample"]) for row in rows}


def record_of(sample: object) -> tuple[str, int, str]:
    """Take file, row and record from a sampled struct."""
    values = list(sample.values()) if isinstance(sample, dict) else list(sample)  # type: ignore[call-overload]
    return (values[0], values[1], values[2])
