"""What of the workspace's registers is found: organisations, vendors, identifiers.

Names come shortest first, since the shortest name that holds the words of a query is
the one that holds little else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crosstie.store.engine import Database
from crosstie.store.masking import masked_name
from crosstie.store.searchfile import Entry, Identifier
from crosstie.store.searchtext import compact
from crosstie.text.persons import MASK

__all__ = ["identifiers", "organisations", "vendors"]

_ORGANISATIONS = """
with every as (
    select organisation_id, file_id, row_number, name, kind, valid_from, valid_to
    from organisation_name
    union all
    select o.organisation_id, o.file_id, o.row_number, o.name, 'legal', null, null
    from organisation o
    anti join organisation_name n using (organisation_id, file_id, name)
)
select
  e.organisation_id as id,
  o.name as title,
  e.name,
  e.kind,
  cast(e.valid_from as varchar) as since,
  cast(e.valid_to as varchar) as until,
  concat_ws(', ', o.city, o.country) as place,
  o.source,
  e.file_id,
  e.row_number
from every e
join organisation o using (organisation_id, file_id)
join file f using (file_id)
where f.replaced_by is null and o.kind <> 'person'
order by length(e.name), e.name, e.organisation_id
"""

_VENDORS = """
select
  v.name,
  cast(min(v.fiscal_year) as varchar) as since,
  cast(max(v.fiscal_year) as varchar) as until,
  f.source,
  min_by(v.file_id, f.load_number) as file_id,
  min_by(v.row_number, f.load_number) as row_number
from vendor v
join file f using (file_id)
where f.replaced_by is null
group by v.name, f.source
order by length(v.name), v.name, f.source
"""

_IDENTIFIERS = """
select i.organisation_id as id, lower(i.scheme) as scheme, i.value
from organisation_identifier i
join organisation o using (organisation_id, file_id)
join file f using (file_id)
where f.replaced_by is null and o.kind <> 'person'
  and i.organisation_id <> lower(i.scheme) || ':' || i.value
"""


def organisations(db: Database) -> Iterator[Entry]:
    """Read every name of every organisation; people in registers are left out."""
    for batch in db.batches("names to be found", _ORGANISATIONS):
        for row in _cells(batch):
            id_, title, name, kind, since, until, place, source, file_id, number = row
            yield Entry(
                id_, title, name, None if name == title else name, kind, since, until,
                place or None, source, file_id, number,
            )  # fmt: skip


def vendors(db: Database) -> Iterator[Entry]:
    """Read names on contracts, without those that look like a private person's."""
    for batch in db.batches("vendors to be found", _VENDORS):
        for name, since, until, source, file_id, number in _cells(batch):
            if masked_name(name) != MASK:
                yield Entry(
                    f"vendor:{name}", name, name, None, "vendor", since, until,
                    None, source, file_id, number,
                )  # fmt: skip


def identifiers(db: Database) -> Iterator[Identifier]:
    """Read identifiers; one that is the organisation's id is found by that."""
    for batch in db.batches("identifiers to be found", _IDENTIFIERS):
        for id_, scheme, value in _cells(batch):
            key = compact(value)
            if key:
                written = None if key == value else value
                yield Identifier(key, "register", id_, scheme, written)


def _cells(batch: Any) -> Iterator[tuple[Any, ...]]:
    columns: dict[str, list[Any]] = batch.to_pydict()
    return zip(*columns.values(), strict=True)
