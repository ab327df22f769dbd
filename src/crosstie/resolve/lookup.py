"""Keeps the loaded names ready to be looked up one by one, beside the workspace.

Two stored registers lie in `CROSSTIE_HOME/lookup`: organisations, with every name that
a source gives them, and vendors, which are names on contracts and no evidence of more.
They are made anew when what is loaded has changed; until then the database stays shut.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crosstie.errors import CrosstieError
from crosstie.matching import building, stored
from crosstie.matching.lookup import Lookup
from crosstie.matching.records import Records
from crosstie.resolve.organisations import merge
from crosstie.settings import Settings
from crosstie.store import lookupstamp
from crosstie.store.engine import Database
from crosstie.store.leftovers import sweep
from crosstie.store.workspace import read_workspace
from crosstie.text.names import parse_name

KINDS = (lookupstamp.ORGANISATIONS, lookupstamp.VENDORS)

_LOADED = """
select file_id, load_number
from file
where replaced_by is null
order by load_number, file_id
"""

_MAY_BE_ONE = """
with few as (
    select distinct
      country,
      left(regexp_replace(lower(strip_accents(name)), '[^a-z0-9]', '', 'g'), 4) as start
    from organisation
    where not starts_with(organisation_id, 'lei:')
),
named as (
    select distinct 'lei:' || value as organisation_id
    from organisation_identifier
    where lower(scheme) = 'lei' and not starts_with(organisation_id, 'lei:')
)
select o.organisation_id, o.name, o.kind, o.country, o.city, o.website
from organisation o
left join few f
  on o.country is not distinct from f.country
  and f.start
    = left(regexp_replace(lower(strip_accents(o.name)), '[^a-z0-9]', '', 'g'), 4)
left join named n using (organisation_id)
where not starts_with(o.organisation_id, 'lei:')
  or f.start is not null
  or n.organisation_id is not null
order by o.organisation_id, o.file_id, o.row_number
"""

_IDENTIFIERS = """
select distinct organisation_id, lower(scheme) as scheme, value
from organisation_identifier
order by organisation_id, scheme, value
"""

_NAMES = """
with every as (
    select organisation_id, file_id, row_number, name, kind, valid_from, valid_to
    from organisation_name
    union all
    select o.organisation_id, o.file_id, o.row_number, o.name, 'legal', null, null
    from organisation o
    anti join organisation_name n using (organisation_id, file_id, name)
),
borne as (
    select
      organisation_id,
      string_agg(distinct scheme || ':' || value, '|' order by scheme || ':' || value)
        as identifiers
    from organisation_identifier
    group by organisation_id
)
select
  e.organisation_id as id,
  e.name,
  coalesce(o.country, '') as country,
  coalesce(o.city, '') as city,
  coalesce(o.postal_code, '') as postal_code,
  coalesce(b.identifiers, '') as identifiers,
  e.kind as "kind",
  cast(e.valid_from as varchar) as "from",
  cast(e.valid_to as varchar) as "to",
  o.source as source,
  coalesce(f.member, f.name) as file,
  e.row_number as "row"
from every e
join organisation o using (organisation_id, file_id)
join file f using (file_id)
left join borne b using (organisation_id)
where f.replaced_by is null and o.kind <> 'person'
order by e.organisation_id, e.kind <> 'legal', e.file_id, e.row_number, e.name, e.kind
"""

_VENDORS = """
select
  'vendor:' || v.name as id,
  v.name,
  'vendor' as "kind",
  min(v.fiscal_year) as "from",
  max(v.fiscal_year) as "to",
  f.source as source,
  coalesce(f.member, f.name) as file,
  min(v.row_number) as "row"
from vendor v
join file f using (file_id)
where f.replaced_by is null
group by v.name, f.source, f.member, f.name, f.load_number
order by v.name, f.load_number
"""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Lookups:
    """What a name can be looked up in."""

    organisations: Lookup
    vendors: Lookup


def open_lookups(settings: Settings, say: Say) -> Lookups | None:
    """Open the loaded names, made ready first where need be; None if there are none.

    `say` is told the steps of making them ready.
    """
    home = lookupstamp.folder(settings)
    stamp = lookupstamp.state(settings.workspace)
    if stamp is None:
        return None
    if lookupstamp.noted(home).get("file") != stamp or not _is_whole(home):
        db = read_workspace(settings)
        if db is None:
            return None
        with db:
            stamp = lookupstamp.state(settings.workspace)
            _refresh(db, home, say)
        home.joinpath(lookupstamp.STAMP).write_text(
            json.dumps({**lookupstamp.noted(home), "file": stamp}), encoding="utf-8"
        )
    made = [Lookup.open(home / kind) for kind in KINDS]
    return Lookups(*made) if any(map(len, made)) else None


def _is_whole(home: Path) -> bool:
    """Tell whether this version can read what was made ready."""
    try:
        for kind in KINDS:
            stored.read_manifest(home / kind)
    except CrosstieError:
        return False
    return True


def _refresh(db: Database, home: Path, say: Say) -> None:
    """Make the names ready anew, where other files are loaded than at the last time."""
    loaded = hashlib.sha256(repr(db.rows("loaded files", _LOADED)).encode()).hexdigest()
    if lookupstamp.noted(home).get("loaded") == loaded and _is_whole(home):
        return
    say("Making the loaded names ready to be looked up")
    canonical = _canonical(db)
    for kind, blocks in (
        ("organisations", _organisations(db, canonical)),
        ("vendors", _blocks(db, "vendor names", _VENDORS, {})),
    ):
        (home / kind).mkdir(parents=True, exist_ok=True)
        sweep(home / kind)
        building.build(blocks, home / kind, say=say)
    home.joinpath(lookupstamp.STAMP).write_text(
        json.dumps({"loaded": loaded}), encoding="utf-8"
    )


def _canonical(db: Database) -> dict[str, str]:
    """Tell of organisations that stand in several sources which id stands for all.

    The rule is that of a trace (`organisations.merge`); it is asked only about those
    that are no LEI record, and LEI records of the same country that begin like one.
    """
    rows = db.rows("organisations that may be one", _MAY_BE_ONE)
    ids = {row["organisation_id"] for row in rows}
    borne = [
        row
        for row in db.rows("identifiers of organisations", _IDENTIFIERS)
        if row["organisation_id"] in ids
    ]
    parsed = {name: parse_name(name) for name in {row["name"] for row in rows}}
    return {
        row["organisation_id"]: row["canonical_id"]
        for row in merge(rows, borne, parsed)
        if row["organisation_id"] != row["canonical_id"]
    }


def _organisations(db: Database, canonical: dict[str, str]) -> Iterator[Records]:
    return _blocks(db, "names to be looked up", _NAMES, canonical)


def _blocks(
    db: Database, step: str, sql: str, canonical: dict[str, str]
) -> Iterator[Records]:
    """Read names block by block; what is shown of each stands in its note."""
    for batch in db.batches(step, sql):
        columns = batch.to_pydict()
        notes = [
            json.dumps({k: v for k, v in zip(_SHOWN, cells, strict=True) if v})
            for cells in zip(*(columns[name] for name in _SHOWN), strict=True)
        ]
        yield Records(
            [canonical.get(one, one) for one in columns["id"]],
            columns["name"],
            country=columns.get("country", ()),
            city=columns.get("city", ()),
            postal_code=columns.get("postal_code", ()),
            identifiers=columns.get("identifiers", ()),
            notes=notes,
        )


_SHOWN = ("kind", "from", "to", "source", "file", "row")
