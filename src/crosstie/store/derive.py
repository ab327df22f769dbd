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
"""

# Names that are formatted in below come from the declared tables, never from data.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence

from crosstie.store import deriveaward, derivesubaward, derivesupport
from crosstie.store.derivekeys import KEY, SAME_ACTION, component, plain, spelling
from crosstie.store.engine import Database
from crosstie.store.tables import REPEAT, TRANSACTION

__all__ = ["forget", "forget_touched", "is_current", "mend", "rebuild"]


_AWARDS = ("loaded_transaction", "loaded_subaward")
_SUPPORT = ("loaded_support",)
_MADE_OF = {
    "transaction": _AWARDS,
    "award": _AWARDS,
    "subaward": _AWARDS,
    "support": _SUPPORT,
}
"""Each derived table, and the loaded ones that it is made of."""

_REASONS = {
    _AWARDS: (
        "same modification in a newer file",
        "same award in a newer file",
        "repeated monthly report",
    ),
    _SUPPORT: (derivesupport.REASON,),
}
"""Why rows are listed in `repeat` while tables are derived."""


def is_current(db: Database) -> bool:
    """Tell whether the derived tables belong to what is loaded."""
    return _awards_are_current(db) and _support_is_current(db)


def _awards_are_current(db: Database) -> bool:
    return bool(
        db.value(
            "awards are current",
            "select\n"
            "  exists (from loaded_transaction) = exists (from award)\n"
            "  and exists (from loaded_subaward) = exists (from subaward)",
        )
    )


def _support_is_current(db: Database) -> bool:
    return bool(
        db.value(
            "support is current",
            "select exists (from loaded_support) = exists (from support)",
        )
    )


def forget_touched(db: Database, file_ids: Sequence[str]) -> None:
    """Empty the derived tables that stand on rows of some files."""
    for family in (_AWARDS, _SUPPORT):
        parts = " or ".join(
            f"exists (\n  from {name} where file_id in (select unnest($ids))\n)"
            for name in family
        )
        if db.value("touched", f"select {parts}", {"ids": list(file_ids)}):
            _forget(db, family)


def forget(db: Database) -> None:
    """Empty the derived tables: called when loaded rows change, before `rebuild`."""
    for family in (_AWARDS, _SUPPORT):
        _forget(db, family)


def _forget(db: Database, family: tuple[str, ...]) -> None:
    for name, made_of in _MADE_OF.items():
        if made_of == family:
            db.run(f"forget {name}", f'delete from "{name}"')
    db.run(
        "forget repeats",
        "delete from repeat\nwhere list_contains($reasons, reason)",
        {"reasons": list(_REASONS[family])},
    )


def rebuild(db: Database) -> None:
    """Make all derived tables anew, in one transaction."""
    with db.transaction():
        forget(db)
        _derive_awards(db)
        derivesupport.fill(db)


def mend(db: Database) -> None:
    """Make those derived tables anew that do not belong to what is loaded."""
    with db.transaction():
        if not _awards_are_current(db):
            _forget(db, _AWARDS)
            _derive_awards(db)
        if not _support_is_current(db):
            _forget(db, _SUPPORT)
            derivesupport.fill(db)


def _derive_awards(db: Database) -> None:
    _found_identity(db)
    _standing(db)
    _action(db)
    _winner(db)
    _repeats(db)
    _transactions(db)
    deriveaward.fill(db)
    derivesubaward.fill(db)
    for name in ("found_identity", "standing", "action", "winner"):
        db.run(f"drop {name}", f"drop table {name}")


def _found_identity(db: Database) -> None:
    """Find the pairs of component and PIID that carry exactly one unique id."""
    db.run(
        "found_identity",
        "create or replace temp table found_identity as\n"
        "with carried as (\n"
        f"  select {KEY} as component, piid, award_unique_id, parent_piid\n"
        "  from loaded_transaction\n"
        "  where award_unique_id is not null\n"
        "  union all\n"
        f"  select {KEY}, prime_piid, prime_award_unique_id, prime_parent_piid\n"
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
    name = plain("l.supplier_name")
    key = component("l")
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
        f"    concat_ws(':', 'inferred', {key}, l.piid, {name})) as award_id,\n"
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


def _repeats(db: Database) -> None:
    """List the rows that a newer file's row of the same action stands for."""
    db.fill(
        REPEAT,
        "with kept as (\n"
        "  select award_id, grain, modification, transaction_number, era,\n"
        "    any_value(a.file_id) as file_id,\n"
        "    min(a.row_number) as row_number\n"
        "  from action a\n"
        f"  join winner w {SAME_ACTION}\n"
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
        f"join kept {SAME_ACTION}\n"
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
        f"join winner w {SAME_ACTION}\n"
        "join loaded_transaction l\n"
        "  on l.file_id = s.file_id and l.row_number = s.row_number\n"
        "where w.file_id = s.file_id\n"
        "  and (s.grain = 'transaction' or s.award_id not in (\n"
        "    select award_id\n    from winner\n    where grain = 'transaction'\n"
        "  ))",
    )
