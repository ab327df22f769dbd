"""SQL that fills the tables from LEI data, whatever format it came in."""

from __future__ import annotations

from crosstie.store.engine import Database
from crosstie.store.tables import (
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    OWNERSHIP_EXCEPTION,
    OWNERSHIP_STATEMENT,
)

__all__ = ["entities", "exceptions", "relationships"]

_PLACE = "$file_id as file_id,\n  row_number"
_NUMBERS = (1, 2, 3, 4, 5)


def entities(db: Database, file_id: str) -> None:
    """Fill organisations, their names and identifiers."""
    values = {"file_id": file_id}
    db.fill(ORGANISATION, _organisations(), values)
    db.fill(ORGANISATION_NAME, _names(), values)
    db.fill(
        ORGANISATION_IDENTIFIER,
        f"select\n  'lei:' || lei as organisation_id,\n  {_PLACE},\n"
        "  'lei' as scheme,\n  lei as value\nfrom accepted\n"
        "union all\n"
        "select\n  'lei:' || lei,\n  $file_id,\n  row_number,\n"
        "  'registration',\n  authority || ':' || authority_entity\n"
        "from accepted\n"
        "where authority is not null\n  and authority_entity is not null",
        values,
    )


def _organisations() -> str:
    """Write the organisations: a lapsed registration is no dissolution."""
    return (
        "select\n"
        "  'lei:' || lei as organisation_id,\n"
        "  'gleif' as source,\n"
        f"  {_PLACE},\n"
        "  lei as record_id,\n"
        "  legal_name as name,\n"
        "  case category\n"
        "    when 'FUND' then 'fund'\n"
        "    when 'BRANCH' then 'branch'\n"
        "    when 'SOLE_PROPRIETOR' then 'person'\n"
        "    when 'RESIDENT_GOVERNMENT_ENTITY' then 'government'\n"
        "    when 'INTERNATIONAL_ORGANIZATION' then 'other'\n"
        "    else 'company'\n"
        "  end as kind,\n"
        "  coalesce(legal.code, left(jurisdiction, 2)) as country,\n"
        "  case\n"
        "    when legal.code is null and jurisdiction is not null\n"
        "      then 'legal jurisdiction'\n"
        "    when legal.code is not null then 'registered address'\n"
        "  end || case\n"
        "    when seat.code <> coalesce(legal.code, left(jurisdiction, 2))\n"
        "      then '; headquarters in ' || seat.code\n"
        "    else ''\n"
        "  end as country_basis,\n"
        "  jurisdiction,\n"
        "  coalesce(legal_form_other, legal_form_code) as legal_form,\n"
        "  city,\n"
        "  region,\n"
        "  nullif(concat_ws(', ', address_1, address_2), '') as address,\n"
        "  postal_code,\n"
        "  lower(entity_status) as status,\n"
        "  created as valid_from,\n"
        "  expired as valid_to,\n"
        "  'https://search.gleif.org/#/record/' || lei as url\n"
        "from accepted\n"
        "left join country_written legal on legal.written = accepted.country\n"
        "left join country_written seat\n"
        "  on seat.written = accepted.headquarters_country"
    )


def _names() -> str:
    others = "\n".join(
        "union all\n"
        f"select lei, row_number, other_{n}, other_{n}_language,\n"
        f"  coalesce(other_{n}_type, '')\nfrom accepted\nwhere other_{n} is not null"
        for n in _NUMBERS
    )
    transliterated = "\n".join(
        "union all\n"
        f"select lei, row_number, transliterated_{n}, null,\n"
        "  'TRANSLITERATED'\n"
        f"from accepted\nwhere transliterated_{n} is not null"
        for n in _NUMBERS
    )
    return (
        "with written as (\n"
        "select lei, row_number, legal_name as name,\n"
        "  legal_name_language as language, 'LEGAL' as type\nfrom accepted\n"
        f"{others}\n{transliterated}\n)\n"
        f"select\n  'lei:' || lei as organisation_id,\n  {_PLACE},\n  name,\n"
        "  language,\n"
        "  case\n"
        "    when type = 'LEGAL' then 'legal'\n"
        "    when type = 'PREVIOUS_LEGAL_NAME' then 'former'\n"
        "    when type = 'TRADING_OR_OPERATING_NAME' then 'trading'\n"
        "    when contains(type, 'TRANSLITERATED') then 'transliterated'\n"
        "    else 'other'\n"
        "  end as kind\n"
        "from written"
    )


def relationships(db: Database, file_id: str) -> None:
    """Fill ownership statements, dated by the period of the relationship itself."""
    since, until, open_ended = _periods()
    db.fill(
        OWNERSHIP_STATEMENT,
        f"with {_numbered()}"
        "select\n"
        "  concat_ws(':', 'gleif', child, relationship_type, parent,\n"
        "    case when ordinal > 1 then ordinal end) as statement_id,\n"
        "  'gleif' as source,\n"
        f"  {_PLACE},\n"
        "  concat_ws('_', child, upper(relationship_type), parent) as record_id,\n"
        "  'lei:' || child as child_id,\n"
        "  'lei:' || parent as parent_id,\n"
        "  case relationship_type\n"
        "    when 'is_directly_consolidated_by' then 'control'\n"
        "    when 'is_ultimately_consolidated_by' then 'ultimate_control'\n"
        "    when 'is_international_branch_of' then 'branch'\n"
        "    else 'fund'\n"
        "  end as interest,\n"
        "  case when units = 'PERCENTAGE' then try_cast(amount as decimal(7, 4)) end\n"
        "    as percent_min,\n"
        "  case when units = 'PERCENTAGE' then try_cast(amount as decimal(7, 4)) end\n"
        "    as percent_max,\n"
        f"  least(\n{since}\n  ) as valid_from,\n"
        f"  case when not ({open_ended})\n    then greatest(\n{until}\n  ) end"
        " as valid_to,\n"
        "  coalesce(relationship_status, '') = 'ACTIVE'\n"
        "    and coalesce(registration_status, '')\n"
        "      not in ('ANNULLED', 'RETIRED', 'DUPLICATE') as is_current,\n"
        "  updated as stated_on,\n"
        "  relationship_status as status,\n"
        "  'https://search.gleif.org/#/record/' || child as url,\n"
        "  true as confirmed\n"
        "from dated",
        {"file_id": file_id},
    )


def _periods() -> tuple[str, str, str]:
    """Write the dates of the relationship's own periods, and whether one is open."""
    own = {n: f"coalesce(period_{n} = 'RELATIONSHIP_PERIOD', false)" for n in _NUMBERS}
    since = (f"    case when {test} then start_{n} end" for n, test in own.items())
    until = (f"    case when {test} then end_{n} end" for n, test in own.items())
    open_ended = (f"({test} and end_{n} is null)" for n, test in own.items())
    return ",\n".join(since), ",\n".join(until), "\n    or ".join(open_ended)


def _numbered() -> str:
    """Write the steps that number rows of one relationship; nearly all are alone."""
    return (
        "several as (\n"
        "  select hash(child, relationship_type, parent) as pair\n"
        "  from accepted\n  group by pair\n  having count(*) > 1\n"
        "),\n"
        "numbered as (\n"
        "  select row_number,\n"
        "    row_number() over (\n"
        "      partition by child, relationship_type, parent\n"
        "      order by row_number\n"
        "    ) as ordinal\n"
        "  from accepted\n"
        "  where hash(child, relationship_type, parent)\n"
        "    in (select pair from several)\n"
        "),\n"
        "dated as (\n"
        "  select a.*, coalesce(n.ordinal, 1) as ordinal\n"
        "  from accepted a\n"
        "  left join numbered n using (row_number)\n"
        ")\n"
    )


def exceptions(db: Database, file_id: str) -> None:
    """Fill the reasons why no parent is named, one row a reason."""
    rows = "\nunion all\n".join(
        f"select lei, row_number, category, reason_{n} as reason,\n"
        f"  reference_{n} as reference\n"
        f"from accepted\nwhere reason_{n} is not null"
        for n in _NUMBERS
    )
    db.fill(
        OWNERSHIP_EXCEPTION,
        f"with written as (\n{rows}\n)\n"
        f"select\n  'lei:' || lei as organisation_id,\n  {_PLACE},\n"
        "  case when starts_with(category, 'direct') then 'direct parent'\n"
        "    else 'ultimate parent' end as category,\n"
        "  reason,\n  reference\nfrom written",
        {"file_id": file_id},
    )
