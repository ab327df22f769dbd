"""Derives actions, awards and subawards, each counted once, from the loaded rows.

Award identity: the publisher's unique id; else the one that the same component and
PIID carry elsewhere, if exactly one does and its parent vehicle is not another; else
`inferred:component:piid:supplier`, which has no permalink.

An action is an award, a modification and a transaction number. Where several files
hold it, the newest (by retrieval, then by order of loading) wins and the others are
listed in `repeat`. Dates more than a year apart make two actions of one number: when
an agency changed its system it numbered from P00001 again. Within one file rows of one
number but of different content are all kept: publishers number actions twice (a
correction beside its base, several line items), and dropping one would lose money; a
publisher's own unique key is applied on loading. A negative obligation is an action
like any other.

Rows of whole awards stand in `transaction` only where no action of the award is loaded,
so that a sum over `transaction` counts each dollar once; what they state of the award
(totals, ceilings, periods) is taken into `award` all the same.

A subaward report repeats while nothing changes: reports of the same prime award,
number, subawardee, action date and amount are one, and the latest stands. Reports of
one number that differ in date or amount are kept: in the records they are increments
(also negative ones) far more often than restatements, and no column tells which.
"""

# Names that are formatted in below come from the declared tables, never from data.
# ruff: noqa: S608

from __future__ import annotations

from crosstie.store.engine import Database
from crosstie.store.tables import AWARD, REPEAT, SUBAWARD, TRANSACTION

__all__ = ["forget", "is_current", "rebuild"]

_KEY = "coalesce(component_code, upper(component_name), '')"
_PLAIN = "trim(regexp_replace(upper({name}), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g'))"


def spelling(name: str, uei: str, duns: str) -> str:
    """Write the SQL of a spelling's id; null where the name is null."""
    return (
        f"case when {name} is not null then md5(concat(coalesce({name}, ''), '|',"
        f" coalesce({uei}, ''), '|', coalesce({duns}, ''))) end"
    )


def is_current(db: Database) -> bool:
    """Tell whether the derived tables belong to what is loaded."""
    return bool(
        db.value(
            "derived is current",
            "select\n"
            "  exists (from loaded_transaction) = exists (from award)\n"
            "  and exists (from loaded_subaward) = exists (from subaward)",
        )
    )


def forget(db: Database) -> None:
    """Empty the derived tables: called when loaded rows change, before `rebuild`."""
    for name in ("transaction", "award", "subaward"):
        db.run(f"forget {name}", f'delete from "{name}"')
    db.run(
        "forget repeats",
        "delete from repeat\nwhere reason in ('same modification in a newer file',\n"
        "  'same award in a newer file', 'repeated monthly report')",
    )


def rebuild(db: Database) -> None:
    """Make the derived tables anew, in one transaction."""
    with db.transaction():
        forget(db)
        _found_identity(db)
        _standing(db)
        _action(db)
        _winner(db)
        _repeats(db)
        _transactions(db)
        _awards(db)
        _subaward_standing(db)
        _subaward_repeats(db)
        _subawards(db)
        for name in (
            "found_identity",
            "standing",
            "action",
            "winner",
            "subaward_standing",
        ):
            db.run(f"drop {name}", f"drop table {name}")


def _found_identity(db: Database) -> None:
    """Find the pairs of component and PIID that carry exactly one unique id."""
    db.run(
        "found_identity",
        "create or replace temp table found_identity as\n"
        "with carried as (\n"
        f"  select {_KEY} as component, piid, award_unique_id, parent_piid\n"
        "  from loaded_transaction\n"
        "  where award_unique_id is not null\n"
        "  union all\n"
        f"  select {_KEY}, prime_piid, prime_award_unique_id, prime_parent_piid\n"
        "  from loaded_subaward\n"
        "  where prime_award_unique_id is not null\n"
        ")\n"
        "select component, piid, min(award_unique_id) as found_id,\n"
        "  min(parent_piid) as found_parent\n"
        "from carried\n"
        "where component <> ''\n"
        "group by component, piid\n"
        "having count(distinct award_unique_id) = 1",
    )


def _standing(db: Database) -> None:
    """Give every loaded row its award and its place in time."""
    plain = _PLAIN.format(name="coalesce(l.supplier_name, '')")
    key = "coalesce(l.component_code, upper(l.component_name), '')"
    found = (
        "(l.parent_piid is null or i.found_parent is null"
        " or l.parent_piid = i.found_parent)"
    )
    db.run(
        "standing",
        "create or replace temp table standing as\n"
        "select\n"
        "  l.file_id,\n"
        "  l.row_number,\n"
        "  l.grain,\n"
        "  coalesce(l.award_unique_id, case when "
        f"{found} then i.found_id end,\n"
        f"    concat_ws(':', 'inferred', {key}, l.piid, {plain})) as award_id,\n"
        "  case\n"
        "    when l.award_unique_id is not null then 'published'\n"
        f"    when i.found_id is not null and {found} then 'found'\n"
        "    else 'inferred'\n"
        "  end as identity,\n"
        "  coalesce(l.modification, '0') as modification,\n"
        "  coalesce(l.transaction_number, '0') as transaction_number,\n"
        "  l.action_date,\n"
        "  coalesce(f.retrieved, date '0001-01-01') as retrieved,\n"
        "  f.load_number,\n"
        "  row_number() over (\n"
        "    order by coalesce(l.latest_action_date, l.action_date) nulls first,\n"
        "      f.retrieved nulls first, f.load_number, l.row_number\n"
        "  ) as seq\n"
        "from loaded_transaction l\n"
        "join file f using (file_id)\n"
        "left join found_identity i\n"
        f"  on i.component = {key}\n"
        "  and i.piid = l.piid",
    )


def _action(db: Database) -> None:
    """Give every row its action: dates more than a year apart are two."""
    db.run(
        "action",
        "create or replace temp table action as\n"
        "with numbered as (\n"
        "  select\n"
        "    * replace (\n"
        "      case when grain = 'award' then '' else modification end\n"
        "        as modification,\n"
        "      case when grain = 'award' then '' else transaction_number end\n"
        "        as transaction_number\n"
        "    )\n"
        "  from standing\n"
        "),\n"
        "gaps as (\n"
        "  select *,\n"
        "    grain = 'transaction' and action_date - lag(action_date) over (\n"
        "      partition by award_id, grain, modification, transaction_number\n"
        "      order by action_date nulls first, seq\n"
        "    ) > 366 as opens\n"
        "  from numbered\n"
        ")\n"
        "select * exclude (opens),\n"
        "  sum(coalesce(opens, false)::int) over (\n"
        "    partition by award_id, grain, modification, transaction_number\n"
        "    order by action_date nulls first, seq\n"
        "  ) as era\n"
        "from gaps",
    )


def _winner(db: Database) -> None:
    """Choose the file that stands for each action, and for each whole award."""
    db.run(
        "winner",
        "create or replace temp table winner as\n"
        "select award_id, grain, modification, transaction_number, era,\n"
        "  arg_max(file_id, (retrieved, load_number)) as file_id,\n"
        "  count(distinct file_id) as files\n"
        "from action\n"
        "group by award_id, grain, modification, transaction_number, era",
    )


_SAME_ACTION = "using (award_id, grain, modification, transaction_number, era)"


def _repeats(db: Database) -> None:
    """List the rows that a newer file's row of the same action stands for."""
    db.fill(
        REPEAT,
        "with kept as (\n"
        "  select award_id, grain, modification, transaction_number, era,\n"
        "    any_value(a.file_id) as file_id,\n"
        "    min(a.row_number) as row_number\n"
        "  from action a\n"
        f"  join winner w {_SAME_ACTION}\n"
        "  where w.files > 1 and a.file_id = w.file_id\n"
        "  group by award_id, grain, modification, transaction_number, era\n"
        ")\n"
        "select\n  a.file_id,\n  a.row_number,\n  l.record_id,\n"
        "  kept.file_id as same_as_file_id,\n"
        "  kept.row_number as same_as_row_number,\n"
        "  case a.grain\n"
        "    when 'award' then 'same award in a newer file'\n"
        "    else 'same modification in a newer file'\n"
        "  end as reason\n"
        "from action a\n"
        f"join kept {_SAME_ACTION}\n"
        "join loaded_transaction l\n"
        "  on l.file_id = a.file_id and l.row_number = a.row_number\n"
        "where a.file_id <> kept.file_id",
    )


def _transactions(db: Database) -> None:
    """Keep each action once; a whole award only where none of its actions is loaded."""
    supplier = spelling("l.supplier_name", "l.supplier_uei", "l.supplier_duns")
    parent = spelling(
        "l.supplier_parent_name", "l.supplier_parent_uei", "l.supplier_parent_duns"
    )
    db.fill(
        TRANSACTION,
        "select\n  s.award_id,\n  l.*,\n"
        f"  {supplier} as spelling_id,\n"
        f"  {parent} as parent_spelling_id\n"
        "from action s\n"
        f"join winner w {_SAME_ACTION}\n"
        "join loaded_transaction l\n"
        "  on l.file_id = s.file_id and l.row_number = s.row_number\n"
        "where w.file_id = s.file_id\n"
        "  and (s.grain = 'transaction' or s.award_id not in (\n"
        "    select award_id\n    from winner\n    where grain = 'transaction'\n"
        "  ))",
    )


def _awards(db: Database) -> None:
    """Roll up: sums of what counts, and the latest of what each row states."""
    latest = ",\n".join(
        f"    arg_max(l.{name}, s.seq) filter (l.{name} is not null) as {name}"
        for name in (
            "award_unique_id",
            "parent_piid",
            "is_vehicle",
            "ceiling_is_shared",
            "component_code",
            "component_name",
            "supplier_name",
            "currency",
            "outlaid",
            "current_value",
            "ceiling",
            "period_start",
            "period_end",
            "period_end_potential",
            "record_status",
            "permalink",
            "award_description",
        )
    )
    spelled = spelling("l.supplier_name", "l.supplier_uei", "l.supplier_duns")
    db.fill(
        AWARD,
        "with stated as (\n"
        "  select\n"
        "    s.award_id,\n"
        "    case when bool_or(s.identity = 'published') then 'published'\n"
        "      else min(s.identity) end as identity,\n"
        "    min(l.piid) as piid,\n"
        f"{latest},\n"
        f"    arg_max({spelled}, s.seq)\n"
        "      filter (l.supplier_name is not null) as spelling_id,\n"
        "    arg_min(l.description, (s.modification <> '0', s.seq))\n"
        "      filter (l.description is not null) as earliest_description,\n"
        "    min(l.action_date) as first_action_date,\n"
        "    max(coalesce(l.latest_action_date, l.action_date)) as last_action_date,\n"
        "    count(*) filter (s.grain = 'transaction') as all_actions\n"
        "  from standing s\n"
        "  join loaded_transaction l\n"
        "    on l.file_id = s.file_id and l.row_number = s.row_number\n"
        "  group by s.award_id\n"
        "),\n"
        "whole as (\n"
        "  select s.award_id, l.currency, sum(l.obligated) as obligated\n"
        "  from action s\n"
        f"  join winner w {_SAME_ACTION}\n"
        "  join loaded_transaction l\n"
        "    on l.file_id = s.file_id and l.row_number = s.row_number\n"
        "  where s.grain = 'award'\n"
        "    and w.file_id = s.file_id\n"
        "  group by s.award_id, l.currency\n"
        "),\n"
        "counted as (\n"
        "  select award_id, currency, sum(obligated) as obligated,\n"
        "    count(*) filter (grain = 'transaction') as actions\n"
        '  from "transaction"\n'
        "  group by award_id, currency\n"
        ")\n"
        "select\n"
        "  stated.* exclude (award_description, earliest_description, permalink,\n"
        "    all_actions),\n"
        "  coalesce(stated.award_description, stated.earliest_description)\n"
        "    as description,\n"
        "  case when all_actions > 0 then 'transaction' else 'award' end as grain,\n"
        "  coalesce(counted.actions, 0) as actions,\n"
        "  counted.obligated,\n"
        "  whole.obligated as obligated_stated,\n"
        "  case when identity <> 'inferred' then stated.permalink end as permalink\n"
        "from stated\n"
        "left join counted\n"
        "  on counted.award_id = stated.award_id\n"
        "  and counted.currency = stated.currency\n"
        "left join whole\n"
        "  on whole.award_id = stated.award_id\n"
        "  and whole.currency = stated.currency",
    )


def _subaward_standing(db: Database) -> None:
    """Give every report its prime award, its subaward, and the report that stands."""
    plain = _PLAIN.format(name="coalesce(l.supplier_name, '')")
    prime = _PLAIN.format(name="coalesce(l.prime_supplier_name, '')")
    key = "coalesce(l.component_code, upper(l.component_name), '')"
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
        f"    coalesce(l.supplier_uei, l.supplier_duns, {plain}) as party,\n"
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
