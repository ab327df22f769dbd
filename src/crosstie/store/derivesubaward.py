"""Subawards, repeated monthly reports counted once.

A subaward report repeats while nothing changes: reports of the same prime award,
number, subawardee, action date and amount are one, and the latest stands. Reports of
one number that differ in date or amount are kept: in the records they are increments
(also negative ones) far more often than restatements, and no column tells which.
"""

# Names that are formatted in below come from the declared tables, never from data.

from __future__ import annotations

from crosstie.store.derivekeys import component, plain, spelling
from crosstie.store.engine import Database
from crosstie.store.tables import REPEAT, SUBAWARD

__all__ = ["fill"]


def fill(db: Database) -> None:
    """Fill `subaward`, with the help of the temporary table `found_identity`."""
    _subaward_standing(db)
    _subaward_repeats(db)
    _subawards(db)
    db.run("drop subaward_standing", "drop table subaward_standing")


def _subaward_standing(db: Database) -> None:
    """Give every report its prime award, its subaward, and the report that stands."""
    name = plain("l.supplier_name")
    prime = plain("l.prime_supplier_name")
    key = component("l")
    db.run(
        "subaward_standing",
        "create or replace temp table subaward_standing as\n"
        "with named as (\n"
        "  select\n"
        "    l.file_id,\n"
        "    l.row_number,\n"
        "    coalesce(l.prime_award_unique_id, case when l.prime_parent_piid is null\n"
        "      or i.found_parent is null or l.prime_parent_piid = i.found_parent\n"
        "      then i.found_id end,\n"
        f"      concat_ws(':', 'inferred', {key}, l.prime_piid, {prime})\n"
        "    ) as award_id,\n"
        f"    coalesce(l.supplier_uei, l.supplier_duns, {name}) as party,\n"
        "    l.subaward_number,\n"
        "    l.action_date,\n"
        "    l.amount,\n"
        "    l.currency,\n"
        "    row_number() over (\n"
        "      order by l.report_year nulls first, l.report_month nulls first,\n"
        "        f.retrieved nulls first, f.load_number, l.row_number\n"
        "    ) as seq\n"
        "  from loaded_subaward l\n"
        "  join file f using (file_id)\n"
        "  left join found_identity i\n"
        f"    on i.component = {key} and i.piid = l.prime_piid\n"
        ")\n"
        "select\n"
        "  *,\n"
        "  concat_ws('|', award_id, subaward_number, party) as subaward_id,\n"
        "  max(seq) over same = seq as stands,\n"
        "  arg_max(file_id, seq) over same as same_as_file_id,\n"
        "  arg_max(row_number, seq) over same as same_as_row_number,\n"
        "  count(*) over same as reports\n"
        "from named\n"
        "window same as (\n"
        "  partition by award_id, subaward_number, party, action_date, amount,\n"
        "    currency\n"
        ")",
    )


def _subaward_repeats(db: Database) -> None:
    """List the reports that a later one of the same subaward stands for."""
    db.fill(
        REPEAT,
        "select\n  s.file_id,\n  s.row_number,\n  l.record_id,\n"
        "  s.same_as_file_id,\n  s.same_as_row_number,\n"
        "  'repeated monthly report' as reason\n"
        "from subaward_standing s\n"
        "join loaded_subaward l\n"
        "  on l.file_id = s.file_id and l.row_number = s.row_number\n"
        "where not s.stands",
    )


def _subawards(db: Database) -> None:
    """Keep each subaward's action once."""
    supplier = spelling("l.supplier_name", "l.supplier_uei", "l.supplier_duns")
    parent = spelling(
        "l.supplier_parent_name", "l.supplier_parent_uei", "l.supplier_parent_duns"
    )
    db.fill(
        SUBAWARD,
        "select\n  s.subaward_id,\n  s.award_id,\n  l.*,\n"
        f"  {supplier} as spelling_id,\n"
        f"  {parent} as parent_spelling_id,\n"
        "  s.reports\n"
        "from subaward_standing s\n"
        "join loaded_subaward l\n"
        "  on l.file_id = s.file_id and l.row_number = s.row_number\n"
        "where s.stands",
    )
