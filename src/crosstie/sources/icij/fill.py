"""SQL that fills the tables from the ICIJ's files; names of persons stay out."""

# Names that are formatted in below come from this module, never from data.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyarrow as pa

from crosstie.sources.reading.csvload import country_of
from crosstie.store.engine import Database
from crosstie.store.tables import (
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_LINK,
    ORGANISATION_NAME,
    OWNERSHIP_STATEMENT,
)
from crosstie.text.legalforms import has_form
from crosstie.text.names import words_of
from crosstie.text.persons import looks_like_person

__all__ = ["FILL", "STATEMENT", "has_entities"]

STATEMENT = (
    "Offshore companies and trusts have legitimate uses: by the ICIJ's statement,"
    " inclusion in its database does not suggest or imply illegal or improper conduct."
)
"""Stands on every organisation and statement of this source."""

_PAGE = "'https://offshoreleaks.icij.org/nodes/'"
_FORMATS = (
    "['%d-%b-%Y', '%b %d, %Y', '%Y-%m-%d', '%d/%m/%Y', '%d.%m.%Y', '%d %b %Y',"
    " '%Y-%m-%dT%H:%M:%S']"
)
_OWNS = r"(share\s?holder|beneficial owner|owner|beneficiary) of.*|.*\bowner\b.*"
_MADE = ("same_name_as", "similar", "similar_company_as", "probably_same_officer_as")
"""Links that the ICIJ made from names that are alike: no source states them."""


def has_entities(db: Database) -> bool:
    """Tell whether any entity is loaded."""
    return bool(
        db.value(
            "any entity",
            "select exists (\n  from organisation\n  where source = 'icij'\n)",
        )
    )


def entities(db: Database, file_id: str) -> Sequence[str]:
    """Fill entities with former and original names; jurisdiction is the country."""
    persons = _names(db, lambda name: not looks_like_person(name))
    values = {"file_id": file_id, "statement": STATEMENT}
    db.fill(
        ORGANISATION,
        "select\n  'icij:' || node_id as organisation_id,\n  'icij' as source,\n"
        "  $file_id as file_id,\n  row_number,\n  node_id as record_id,\n  name,\n"
        "  'company' as kind,\n"
        f"  {country_of('jurisdiction_country')} as country,\n"
        f"  case when {country_of('jurisdiction_country')} is not null\n"
        "    then 'jurisdiction in the leaked record' end as country_basis,\n"
        f"  {country_of('jurisdiction_country')} as jurisdiction,\n"
        "  company_type as legal_form,\n  status,\n"
        f"  {_day('incorporated')} as valid_from,\n"
        f"  coalesce({_day('struck_off')}, {_day('inactivated')}) as valid_to,\n"
        "  concat_ws('. ', origin, valid_until, $statement) as about,\n"
        f"  {_PAGE} || node_id as url\n"
        "from accepted\nwhere name in (select name from kept_name)",
        values,
    )
    db.fill(
        ORGANISATION_NAME,
        "with written as (\n"
        "  select node_id, row_number, name, 'legal' as kind\n"
        "  from accepted\n"
        "  where name in (select name from kept_name)\n"
        "  union\n"
        "  select node_id, row_number, original_name, 'other'\n"
        "  from accepted\n"
        "  where name in (select name from kept_name) and original_name <> name\n"
        "  union\n"
        "  select node_id, row_number, former_name, 'former'\n"
        "  from accepted\n"
        "  where name in (select name from kept_name) and former_name <> name\n"
        ")\n"
        "select\n  'icij:' || node_id as organisation_id,\n  $file_id as file_id,\n"
        "  row_number,\n  name,\n  kind\nfrom written",
        {"file_id": file_id},
    )
    db.fill(
        ORGANISATION_IDENTIFIER,
        "select\n  'icij:' || node_id as organisation_id,\n  $file_id as file_id,\n"
        "  row_number,\n  'registration' as scheme,\n  register_number as value\n"
        "from accepted\nwhere register_number is not null\n"
        "  and name in (select name from kept_name)",
        {"file_id": file_id},
    )
    notes = [STATEMENT]
    if persons:
        notes.append(
            f"Entities whose name has the shape of a person's, left out: {persons:,}."
        )
    return [*notes, *_unread(db, ("incorporated", "struck_off", "inactivated"))]


def officers(db: Database, file_id: str) -> Sequence[str]:
    """Fill the officers that are organisations; the others are counted."""
    persons = _names(db, _is_organisation)
    place = "$file_id as file_id,\n  row_number"
    db.fill(
        ORGANISATION,
        "select\n  'icij:' || node_id as organisation_id,\n  'icij' as source,\n"
        f"  {place},\n  node_id as record_id,\n  name,\n  'company' as kind,\n"
        "  concat_ws('. ', origin, $statement) as about,\n"
        f"  {_PAGE} || node_id as url\n"
        "from accepted\nwhere node_id is not null\n"
        "  and name in (select name from kept_name)",
        {"file_id": file_id, "statement": STATEMENT},
    )
    db.fill(
        ORGANISATION_NAME,
        f"select\n  'icij:' || node_id as organisation_id,\n  {place},\n  name,\n"
        "  'legal' as kind\n"
        "from accepted\nwhere node_id is not null\n"
        "  and name in (select name from kept_name)",
        {"file_id": file_id},
    )
    return [
        STATEMENT,
        f"Officers that are or may be persons, left out: {persons:,}.",
    ]


def relationships(db: Database, file_id: str) -> Sequence[str]:
    """Fill links between organisations that are kept; of these, who owns whom."""
    db.run(
        "link",
        "create or replace temp table link as\n"
        "with known as (\n"
        "  select distinct organisation_id\n"
        "  from organisation\n"
        "  where source = 'icij'\n"
        ")\n"
        "select a.*\nfrom accepted a\n"
        "semi join known f on f.organisation_id = 'icij:' || a.from_node\n"
        "semi join known t on t.organisation_id = 'icij:' || a.to_node\n"
        "where not list_contains($made, kind)",
        {"made": list(_MADE)},
    )
    values = {"file_id": file_id}
    db.fill(
        ORGANISATION_LINK,
        "select\n  'icij:' || from_node as from_id,\n  'icij:' || to_node as to_id,\n"
        "  'icij' as source,\n  $file_id as file_id,\n  row_number,\n"
        "  coalesce(link, kind) as relation,\n  status,\n"
        f"  {_day('since')} as valid_from,\n  {_day('until')} as valid_to,\n"
        "  origin\nfrom link",
        values,
    )
    db.fill(
        OWNERSHIP_STATEMENT,
        "select\n"
        "  concat_ws(':', 'icij', from_node, to_node, row_number) as statement_id,\n"
        "  'icij' as source,\n  $file_id as file_id,\n  row_number,\n"
        "  concat_ws(':', from_node, to_node, link) as record_id,\n"
        "  'icij:' || to_node as child_id,\n  'icij:' || from_node as parent_id,\n"
        "  'stake' as interest,\n"
        f"  {_day('since')} as valid_from,\n  {_day('until')} as valid_to,\n"
        "  status,\n  'ICIJ' as citation_publisher,\n"
        "  concat_ws('. ', 'Offshore Leaks Database', origin, $statement)\n"
        "    as citation_title,\n"
        f"  {_PAGE} || to_node as url,\n  true as confirmed\n"
        "from link\nwhere kind = 'officer_of'\n"
        "  and regexp_full_match(lower(link), $owns)",
        {**values, "statement": STATEMENT, "owns": _OWNS},
    )
    left, made = db.rows(
        "links left out",
        "select\n"
        "  (select count(*) from accepted) - (select count(*) from link) as left_out,\n"
        "  (select count(*) from accepted where list_contains($made, kind)) as made",
        {"made": list(_MADE)},
    )[0].values()
    return [
        STATEMENT,
        f"Links that the ICIJ made from names that are alike, left out: {made:,}.",
        "Links to persons, addresses and intermediaries, left out:"
        f" {int(left) - int(made):,}.",
        *_unread(db, ("since", "until")),
    ]


def _is_organisation(name: str) -> bool:
    """Tell an organisation by its legal form; without one it may be a person."""
    return has_form(words_of(name)) and not looks_like_person(name)


def _names(db: Database, is_kept: Callable[[str], bool]) -> int:
    """Make the table `kept_name`, each name looked at once; count rows left out."""
    batches = db.batches(
        "names", "select distinct name\nfrom accepted\nwhere name is not null"
    )
    names = [
        name
        for batch in batches
        for name in batch.column(0).to_pylist()
        if is_kept(name)
    ]
    table = pa.table({"name": pa.array(names, pa.string())})
    db.register("names", table)
    try:
        db.run(
            "kept_name",
            "create or replace temp table kept_name as\nselect name from names",
        )
    finally:
        db.unregister("names")
    left = db.value(
        "names left out",
        "select count(*)\nfrom accepted\nwhere name is null\n"
        "  or name not in (select name from kept_name)",
    )
    return int(left or 0)


def _day(column: str) -> str:
    """Write the SQL of a day in any of the forms that the records have."""
    return (
        f"(case when try_strptime({column}, {_FORMATS})"
        " between timestamp '1800-01-01' and timestamp '2199-12-31'"
        f" then try_strptime({column}, {_FORMATS})::date end)"
    )


def _unread(db: Database, columns: Sequence[str]) -> list[str]:
    """Note how many days could not be read, so that none is lost in silence."""
    notes = []
    for column in columns:
        count = db.value(
            f"days of {column}",
            f"select count(*)\nfrom accepted\nwhere {column} is not null\n"
            f"  and {_day(column)} is null",
        )
        if count:
            notes.append(f"Days in {column} that are none, left empty: {count:,}.")
    return notes


FILL: dict[str, Callable[[Database, str], Sequence[str]]] = {
    "icij-entities": entities,
    "icij-officers": officers,
    "icij-relationships": relationships,
}
