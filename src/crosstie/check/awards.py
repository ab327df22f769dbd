"""Reads the awards of a run, and those of any supplier in the loaded records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from crosstie.check.records import MOST_BEGINNING, SHORTEST, Award
from crosstie.model.case import Buyer
from crosstie.model.claims import Support
from crosstie.store.engine import Database
from crosstie.text.names import parse_name

SELECT = """
with row_of as (
  select award_id, arg_max(file_id, action_date) as file_id,
    arg_max(row_number, action_date) as row_number,
    arg_max(supplier_country, action_date) as supplier_country
  from transaction
  group by award_id
)
select a.*, r.file_id, r.row_number, r.supplier_country,
  f.title, f.publisher, f.name as file_name, f.sha256, f.retrieved
from award as a
left join row_of as r using (award_id)
left join file as f on f.file_id = r.file_id
"""


def awards_by_id(db: Database, buyer: Buyer) -> dict[str, Award]:
    """Read every award that a run kept."""
    rows = db.rows("awards of the run", f"{SELECT}order by a.award_id")
    return {row["award_id"]: award(row, buyer) for row in rows}


def awards_by_supplier(
    db: Database, loaded: Database | None, buyer: Buyer
) -> Callable[[str], tuple[Award, ...]]:
    """Make the search for a supplier's awards among all that are loaded."""

    @cache
    def search(name: str) -> tuple[Award, ...]:
        core = parse_name(name).core_text
        if not core:
            return ()
        ids = _spellings(db, core, begins=False) or (
            _spellings(db, core, begins=True) if len(core) >= SHORTEST else []
        )
        if not ids:
            return ()
        rows = (loaded or db).rows(
            "awards of a supplier",
            f"{SELECT}where a.spelling_id in (select unnest($ids))\n"
            "order by a.last_action_date desc, a.award_id\nlimit 500",
            {"ids": ids},
        )
        return tuple(award(row, buyer) for row in rows)

    return search


def _spellings(db: Database, core: str, *, begins: bool) -> list[str]:
    """Find a supplier's spellings by name; a beginning counts where few share it."""
    rows = db.rows(
        "spellings of a party",
        """
        select p.party_id, s.spelling_id
        from party as p
        join party_spelling as s using (party_id)
        where not p.is_person and p.is_supplier
          and case when $begins then starts_with(p.core_name, $core || ' ')
            else p.core_name = $core end
        order by 1, 2
        """,
        {"core": core, "begins": begins},
    )
    parties = {row["party_id"] for row in rows}
    if begins and len(parties) > MOST_BEGINNING:
        return []
    return [row["spelling_id"] for row in rows]


def award(row: Mapping[str, Any], buyer: Buyer) -> Award:
    """Make one award of a row, with the record that it is read from."""
    code, name = row["component_code"], row["component_name"]
    known = next(
        (one for one in (buyer, *buyer.siblings) if one.is_named(code, name)), None
    )
    return Award(
        award_id=row["award_id"],
        piid=row["piid"],
        supplier=row["supplier_name"] or "",
        component=known.abbreviation if known else (name or code or ""),
        is_buyers=known is buyer,
        description=row["description"] or "",
        currency=row["currency"],
        first_date=row["first_action_date"],
        last_date=row["last_action_date"],
        obligated=row["obligated"],
        outlaid=row["outlaid"],
        current=row["current_value"],
        ceiling=row["ceiling"],
        ceiling_is_shared=bool(row["ceiling_is_shared"]),
        period_end=row["period_end"],
        supplier_country=row["supplier_country"] or "",
        support=Support(
            title=row["title"] or "",
            publisher=row["publisher"] or "",
            record_id=row["piid"],
            url=row["permalink"] or "",
            value=row["supplier_name"] or "",
            day=row["last_action_date"],
            retrieved=row["retrieved"],
            sha256=row["sha256"] or "",
            file_name=row["file_name"] or "",
            row_number=row["row_number"],
        ),
    )
