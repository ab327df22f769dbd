"""SQL that fills the tables from the register's files; natural persons are left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crosstie.store.engine import Database
from crosstie.store.tables import (
    ORGANISATION,
    ORGANISATION_EVENT,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
)

__all__ = ["FILL", "has_names"]

_PROVINCES = (
    "Québec|Quebec|QC|Ontario|ON|Alberta|Manitoba|Saskatchewan|Colombie-Britannique|"
    "Nouveau-Brunswick|Nouvelle-Écosse|Île-du-Prince-Édouard|"
    "Terre-Neuve-et-Labrador|Yukon|Nunavut|Territoires du Nord-Ouest|Canada"
)
"""What stands in brackets behind the city of a domicile in the country."""


def has_names(db: Database) -> bool:
    """Tell whether any name of the register is loaded."""
    return bool(
        db.value(
            "any name of the register",
            "select exists (\n"
            "  from organisation_name\n"
            "  where starts_with(organisation_id, 'neq:')\n"
            ")",
        )
    )


def names(db: Database, file_id: str) -> Sequence[str]:
    """Fill names: what is current and of which kind, as far as the codes tell."""
    db.fill(
        ORGANISATION_NAME,
        "with written as (\n"
        "  select neq, row_number, written as name, name_status, name_type,\n"
        "    since, until, false as elsewhere\n"
        "  from accepted\n"
        "  where not is_person\n"
        "  union all\n"
        "  select neq, row_number, written_elsewhere, name_status, name_type,\n"
        "    since, until, true\n"
        "  from accepted\n"
        "  where not is_person and written_elsewhere is not null\n"
        ")\n"
        "select\n"
        "  'neq:' || neq as organisation_id,\n"
        "  $file_id as file_id,\n"
        "  row_number,\n"
        "  name,\n"
        "  case\n"
        "    when name_status = 'A' or until is not null then 'former'\n"
        "    when elsewhere then 'other'\n"
        "    when name_status = 'V' and name_type in ('N', 'M') then 'legal'\n"
        "    when name_status = 'V' and name_type = 'A' then 'trading'\n"
        "    else 'other'\n"
        "  end as kind,\n"
        "  since as valid_from,\n"
        "  until as valid_to\n"
        "from written",
        {"file_id": file_id},
    )
    return ()


def enterprises(db: Database, file_id: str) -> Sequence[str]:
    """Fill organisations, each under its best name, and their numbers."""
    _best_names(db)
    _organisations(db, file_id)
    db.fill(
        ORGANISATION_IDENTIFIER,
        "select\n  'neq:' || neq as organisation_id,\n  $file_id as file_id,\n"
        "  row_number,\n  'ca-neq' as scheme,\n  neq as value\n"
        "from accepted\n"
        "where not is_person and coalesce(form_code, '') <> 'IND'",
        {"file_id": file_id},
    )
    nameless = db.value(
        "enterprises without a name",
        "select count(*)\nfrom accepted\n"
        "where not is_person and coalesce(form_code, '') <> 'IND'\n"
        "  and 'neq:' || neq not in (select organisation_id from req_name)",
    )
    return [f"Left out, no name is loaded: {nameless:,}."] if nameless else []


def _best_names(db: Database) -> None:
    """Make the table `req_name`; forget the names of natural persons' enterprises."""
    db.run(
        "names of natural persons",
        "delete from organisation_name\n"
        "where organisation_id in (\n"
        "  select 'neq:' || neq\n  from accepted\n  where form_code = 'IND'\n"
        ")",
    )
    db.run(
        "req_name",
        "create or replace temp table req_name as\n"
        "select organisation_id, arg_max(name, (\n"
        "    case kind when 'legal' then 3 when 'trading' then 2\n"
        "      when 'other' then 1 else 0 end,\n"
        "    coalesce(valid_from, date '0001-01-01'), -row_number\n"
        "  )) as name\n"
        "from organisation_name\n"
        "where starts_with(organisation_id, 'neq:')\n"
        "group by organisation_id",
    )


def _organisations(db: Database, file_id: str) -> None:
    lines = "concat_ws(' ', line_2, line_3)"
    abroad = f"not regexp_matches({lines}, '\\(({_PROVINCES})\\)')"
    db.fill(
        ORGANISATION,
        "select\n"
        "  'neq:' || neq as organisation_id,\n"
        "  'quebec-req' as source,\n"
        "  $file_id as file_id,\n"
        "  row_number,\n"
        "  neq as record_id,\n"
        "  n.name,\n"
        "  case when starts_with(neq, '88') then 'government' else 'company' end\n"
        "    as kind,\n"
        f"  case when {abroad} then null else 'CA' end as country,\n"
        f"  case when {abroad} then null else 'registered address' end\n"
        "    as country_basis,\n"
        "  coalesce(form.label, form_code) as legal_form,\n"
        "  nullif(trim(regexp_replace(line_2, '\\s*\\([^)]*\\)\\s*$', '')), '')\n"
        "    as city,\n"
        "  nullif(regexp_extract(line_2, '\\(([^)]*)\\)\\s*$', 1), '') as region,\n"
        "  nullif(concat_ws(', ', line_1, line_3), '') as address,\n"
        "  line_4 as postal_code,\n"
        "  coalesce(status.label, status_code) as status,\n"
        "  coalesce(constituted_on, registered_on) as valid_from,\n"
        "  case when status_code in ('RD', 'RO', 'RX') then status_date end\n"
        "    as valid_to,\n"
        "  nullif(activity, '-') as about\n"
        "from accepted\n"
        "join req_name n on n.organisation_id = 'neq:' || neq\n"
        "left join req_code form on form.kind = 'FORM_JURI' and form.code = form_code\n"
        "left join req_code status\n"
        "  on status.kind = 'STAT_IMMAT' and status.code = status_code\n"
        "where not is_person\n"
        "  and coalesce(form_code, '') <> 'IND'",
        {"file_id": file_id},
    )


def establishments(db: Database, file_id: str) -> Sequence[str]:
    """Fill the names under which an enterprise keeps its places of business."""
    db.fill(
        ORGANISATION_NAME,
        "select\n  'neq:' || neq as organisation_id,\n  $file_id as file_id,\n"
        "  row_number,\n  written as name,\n  'trading' as kind\n"
        "from accepted\n"
        "where not is_person and written is not null",
        {"file_id": file_id},
    )
    return ()


def mergers(db: Database, file_id: str) -> Sequence[str]:
    """Fill mergers and divisions; which of the two, and its side, the code says."""
    _events(
        db,
        file_id,
        kind="merger_or_division",
        codes="RELA_ASSUJ",
        rest=(
            "  case when not starts_with(other_neq, '22') then 'neq:' || other_neq\n"
            "    end as other_id,\n"
            "  case when coalesce(not starts_with(other_neq, '22'), true)\n"
            "    then other_name end as other_name,\n"
        ),
    )
    return ()


def changes_of_law(db: Database, file_id: str) -> Sequence[str]:
    """Fill continuations and transformations."""
    _events(
        db,
        file_id,
        kind="change_of_law",
        codes="TYP_CHANG",
        rest="  nullif(concat_ws(', ', locality, other_law, law_code), '') as place,\n",
    )
    return ()


def _events(db: Database, file_id: str, *, kind: str, codes: str, rest: str) -> None:
    db.fill(
        ORGANISATION_EVENT,
        "select\n"
        "  'neq:' || neq as organisation_id,\n"
        "  'quebec-req' as source,\n"
        "  $file_id as file_id,\n"
        "  row_number,\n"
        "  concat_ws(':', neq, relation_code, event_date, row_number) as record_id,\n"
        "  $kind as kind,\n"
        "  coalesce(c.label, relation_code) as relation,\n"
        f"{rest}"
        "  event_date\n"
        "from accepted\n"
        "left join req_code c on c.kind = $codes and c.code = relation_code\n"
        "where not is_person",
        {"file_id": file_id, "kind": kind, "codes": codes},
    )


FILL: dict[str, Callable[[Database, str], Sequence[str]]] = {
    "req-nom": names,
    "req-entreprise": enterprises,
    "req-etablissements": establishments,
    "req-fusions": mergers,
    "req-continuations": changes_of_law,
}
"""Which of the steps fills from which layout; each returns what it noticed."""
