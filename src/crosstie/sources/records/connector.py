"""Loads Crosstie's own plain format: awards, subawards and organisations.

Lists in a cell are separated by `|`; a former name may carry the day until which it was
used, as `name@2019-05-31`; an identifier is written `scheme:value`.
"""

# Names that are formatted in below come from the declared tables, never from data.

from __future__ import annotations

from crosstie.sources.reading.csvload import (
    Progress,
    country_of,
    fill_table,
    load_csv,
)
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Layout, Source
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome
from crosstie.store.tables import (
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
)

__all__ = ["load"]


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file."""
    return load_csv(db, member, source.layouts, fill=_fill, progress=progress)


def _fill(db: Database, layout: Layout, file_id: str) -> None:
    if layout.table is not None:
        fill_table(db, layout, file_id)
        return
    _organisations(db, layout, file_id)
    _names(db, layout, file_id)
    _identifiers(db, layout, file_id)


def _organisations(db: Database, layout: Layout, file_id: str) -> None:
    db.fill(
        ORGANISATION,
        "select\n  organisation_id,\n  'records' as source,\n"
        "  $file_id as file_id,\n  row_number,\n"
        "  organisation_id as record_id,\n  name,\n  kind,\n"
        f"  {country_of('country')} as country,\n"
        "  country_basis,\n  jurisdiction,\n  city,\n  url\nfrom accepted",
        {"file_id": file_id},
    )


def _names(db: Database, layout: Layout, file_id: str) -> None:
    db.fill(
        ORGANISATION_NAME,
        "with written as (\n"
        "  select organisation_id, row_number, name as written, 'legal' as kind\n"
        "  from accepted\n"
        "  union all\n"
        "  select organisation_id, row_number,\n"
        "    unnest(string_split(other_names, '|')), 'other'\n"
        "  from accepted\n"
        "  union all\n"
        "  select organisation_id, row_number,\n"
        "    unnest(string_split(former_names, '|')), 'former'\n"
        "  from accepted\n"
        ")\n"
        "select\n  organisation_id,\n  $file_id as file_id,\n  row_number,\n  kind,\n"
        "  trim(case when kind = 'former'\n"
        "    then regexp_replace(written, '@\\d{4}-\\d\\d-\\d\\d\\s*$', '')\n"
        "    else written end) as name,\n"
        "  case when kind = 'former' then try_cast(\n"
        "    regexp_extract(written, '@(\\d{4}-\\d\\d-\\d\\d)\\s*$', 1) as date)\n"
        "  end as valid_to\n"
        "from written\nwhere trim(written) <> ''",
        {"file_id": file_id},
    )


def _identifiers(db: Database, layout: Layout, file_id: str) -> None:
    db.fill(
        ORGANISATION_IDENTIFIER,
        "with written as (\n"
        "  select organisation_id, row_number,\n"
        "    trim(unnest(string_split(identifiers, '|'))) as written\n"
        "  from accepted\n"
        ")\n"
        "select\n  organisation_id,\n  $file_id as file_id,\n  row_number,\n"
        "  lower(split_part(written, ':', 1)) as scheme,\n"
        "  trim(substr(written, strpos(written, ':') + 1)) as value\n"
        "from written\nwhere strpos(written, ':') > 1",
        {"file_id": file_id},
    )
