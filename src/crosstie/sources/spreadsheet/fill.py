"""SQL that fills organisations and ownership from a person's table.

An organisation has the id that its row gives as `record_id`; else a hash of its name,
country and city, so that the same row has the same id in a newer version of the table.
"""

# Names that are formatted in below come from this package, never from data.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence

from crosstie.sources.reading.csvload import Filler, country_of, fill_table
from crosstie.sources.reading.layout import Layout
from crosstie.sources.reading.typed import literal
from crosstie.store.engine import Database, quoted
from crosstie.store.tables import (
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    OWNERSHIP_STATEMENT,
)
from crosstie.text.persons import MASK

__all__ = ["filler"]

_BASIS = "stated in the table"


def filler(table: str, publisher: str) -> Filler:
    """Choose how the rows of a layout become rows of tables."""

    def fill(db: Database, layout: Layout, file_id: str) -> Sequence[str] | None:
        if table == "organisation":
            return _organisations(db, layout, file_id, publisher)
        if table == "ownership":
            return _ownership(db, layout, file_id, publisher)
        fill_table(db, layout, file_id)
        return None

    return fill


def _cell(layout: Layout, name: str) -> str:
    """Write the SQL of a column: a read cell, a constant, or null."""
    if name in layout.derived:
        return layout.derived[name]
    if name not in layout.read.values():
        return "null"
    if layout.kind(name) == "country":
        return country_of(name)
    return f"accepted.{quoted(name)}"


def _organisations(
    db: Database, layout: Layout, file_id: str, publisher: str
) -> Sequence[str]:
    cells = {
        name: _cell(layout, name)
        for name in (
            *("record_id", "name", "kind", "country", "jurisdiction", "legal_form"),
            *("city", "region", "address", "postal_code", "status", "valid_from"),
            *("valid_to", "website", "about", "url", "other_names", "former_names"),
            *("identifiers", "lei"),
        )
    }
    body = ",\n".join(f"    {sql} as {quoted(n)}" for n, sql in cells.items())
    db.run(
        "sheet_organisation",
        "create or replace temp table sheet_organisation as\n"
        f"with read as (\n  select row_number,\n{body}\n  from accepted\n)\n"
        f"select *, {_id(publisher)} as id,\n"
        f"  min(row_number) over (partition by {_id(publisher)}) as first_row\n"
        "from read\nwhere name is not null",
    )
    db.fill(
        ORGANISATION,
        "select\n  id as organisation_id,\n  'spreadsheet' as source,\n"
        "  $file_id as file_id,\n  row_number,\n  record_id,\n  name,\n  kind,\n"
        f"  country,\n  case when country is not null then {literal(_BASIS)} end"
        " as country_basis,\n"
        "  jurisdiction,\n  legal_form,\n  city,\n  region,\n  address,\n"
        "  postal_code,\n  status,\n  valid_from,\n  valid_to,\n  website,\n  about,\n"
        "  url\nfrom sheet_organisation\nwhere row_number = first_row",
        {"file_id": file_id},
    )
    _names(db, file_id)
    _identifiers(db, file_id)
    return _again(db, file_id)


def _id(publisher: str) -> str:
    """Write the SQL of an organisation's id."""
    return (
        f"'sheet:' || left(md5({literal(publisher)}), 8) || ':' || coalesce(record_id,"
        " md5(concat_ws('|', lower(name), country, lower(city))))"
    )


def _again(db: Database, file_id: str) -> Sequence[str]:
    """Say how many rows are of an organisation that an earlier row names."""
    number = db.value(
        "rows of one organisation",
        "select count(*) from sheet_organisation where row_number <> first_row",
    )
    if not number:
        return ()
    return (
        f"Rows of an organisation that an earlier row states: {number:,};"
        " their names and identifiers are kept, the first row stands.",
    )


def _names(db: Database, file_id: str) -> None:
    db.fill(
        ORGANISATION_NAME,
        "with written as (\n"
        "  select id, row_number, name as written, 'legal' as kind\n"
        "  from sheet_organisation\n  where row_number = first_row\n"
        "  union all\n"
        "  select id, row_number, name, 'other'\n  from sheet_organisation\n"
        "  where row_number <> first_row\n"
        "  union all\n"
        "  select id, row_number, unnest(string_split(other_names, '|')), 'other'\n"
        "  from sheet_organisation\n"
        "  union all\n"
        "  select id, row_number, unnest(string_split(former_names, '|')), 'former'\n"
        "  from sheet_organisation\n"
        ")\n"
        "select\n  id as organisation_id,\n  $file_id as file_id,\n  row_number,\n"
        "  kind,\n  trim(written) as name\nfrom written\nwhere trim(written) <> ''",
        {"file_id": file_id},
    )


def _identifiers(db: Database, file_id: str) -> None:
    db.fill(
        ORGANISATION_IDENTIFIER,
        "with written as (\n"
        "  select id, row_number,\n"
        "    trim(unnest(string_split(identifiers, '|'))) as written\n"
        "  from sheet_organisation\n"
        "  union all\n"
        "  select id, row_number, 'lei:' || lei\n  from sheet_organisation\n"
        ")\n"
        "select\n  id as organisation_id,\n  $file_id as file_id,\n  row_number,\n"
        "  lower(split_part(written, ':', 1)) as scheme,\n"
        "  upper(trim(substr(written, strpos(written, ':') + 1))) as value\n"
        "from written\nwhere strpos(written, ':') > 1",
        {"file_id": file_id},
    )


def _ownership(
    db: Database, layout: Layout, file_id: str, publisher: str
) -> Sequence[str]:
    cells = {
        name: _cell(layout, name)
        for name in (
            *("child_name", "parent_name", "child_id", "parent_id", "child_country"),
            *("parent_country", "interest", "percent", "valid_from", "valid_to"),
            *("stated_on", "record_id", "citation_publisher", "citation_title"),
            *("url", "confirmed"),
        )
    }
    body = ",\n".join(f"    {sql} as {quoted(n)}" for n, sql in cells.items())
    person = "parent_name is null"
    child, parent = (_party_id(end, publisher) for end in ("child", "parent"))
    db.run(
        "sheet_ownership",
        "create or replace temp table sheet_ownership as\n"
        f"with read as (\n  select row_number,\n{body}\n  from accepted\n)\n"
        "select *,\n"
        f"  coalesce(child_id, {child}) as child,\n"
        f"  case when {person} then 'sheet:person:' || $file_id || ':' || row_number\n"
        f"    else coalesce(parent_id, {parent}) end as parent\n"
        "from read",
        {"file_id": file_id},
    )
    db.fill(
        OWNERSHIP_STATEMENT,
        "select\n  'sheet:' || $file_id || ':' || row_number as statement_id,\n"
        "  'spreadsheet' as source,\n  $file_id as file_id,\n  row_number,\n"
        "  record_id,\n  child as child_id,\n  child_name,\n  parent as parent_id,\n"
        f"  coalesce(parent_name, {literal(MASK)}) as parent_name,\n  interest,\n"
        "  percent as percent_min,\n  percent as percent_max,\n  valid_from,\n"
        "  valid_to,\n  valid_to is null as is_current,\n  stated_on,\n"
        "  citation_publisher,\n  citation_title,\n  url,\n"
        "  coalesce(confirmed, true) as confirmed\nfrom sheet_ownership",
        {"file_id": file_id},
    )
    _parties(db, file_id)
    return ()


def _party_id(end: str, publisher: str) -> str:
    return (
        f"'sheet:' || left(md5({literal(publisher)}), 8) || ':' ||"
        f" md5(concat_ws('|', lower({end}_name), {end}_country))"
    )


def _parties(db: Database, file_id: str) -> None:
    """Make an organisation of each name that carries no id of a register."""
    db.run(
        "sheet_party",
        "create or replace temp table sheet_party as\n"
        "with named as (\n"
        "  select child as id, child_name as name, child_country as country,\n"
        "    row_number, url\n"
        "  from sheet_ownership\n  where child_id is null\n"
        "  union all\n"
        "  select parent, parent_name, parent_country, row_number, url\n"
        "  from sheet_ownership\n"
        "  where parent_id is null and parent_name is not null\n"
        ")\n"
        "select id, min(name) as name, min(country) as country,\n"
        "  min(row_number) as row_number, min(url) as url\n"
        "from named\ngroup by id",
    )
    db.fill(
        ORGANISATION,
        "select\n  id as organisation_id,\n  'spreadsheet' as source,\n"
        "  $file_id as file_id,\n  row_number,\n  id as record_id,\n  name,\n"
        "  'company' as kind,\n  country,\n"
        f"  case when country is not null then {literal(_BASIS)} end"
        " as country_basis,\n  url\nfrom sheet_party",
        {"file_id": file_id},
    )
    db.fill(
        ORGANISATION_NAME,
        "select\n  id as organisation_id,\n  $file_id as file_id,\n  row_number,\n"
        "  name,\n  'legal' as kind\nfrom sheet_party",
        {"file_id": file_id},
    )
