"""Awards rolled up: sums of what counts, and the latest of what each row states."""

# Names that are formatted in below come from the declared tables, never from data.
# ruff: noqa: S608

from __future__ import annotations

from crosstie.store.derivekeys import SAME_ACTION, spelling
from crosstie.store.engine import Database
from crosstie.store.tables import AWARD

__all__ = ["fill"]

_LATEST = (
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
"""Columns of which an award takes the latest value that any of its rows states."""


def fill(db: Database) -> None:
    """Fill `award` from the temporary tables `standing`, `action` and `winner`."""
    db.fill(
        AWARD,
        f"with {_stated()}{_whole()}{_counted()}"
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


def _stated() -> str:
    """Write what the rows of an award state of it, the latest first."""
    latest = ",\n".join(
        f"    arg_max(l.{name}, s.seq) filter (l.{name} is not null) as {name}"
        for name in _LATEST
    )
    spelled = spelling("l.supplier_name", "l.supplier_uei", "l.supplier_duns")
    return (
        "stated as (\n"
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
    )


def _whole() -> str:
    """Write the totals that layouts of whole awards state."""
    return (
        "whole as (\n"
        "  select s.award_id, l.currency, sum(l.obligated) as obligated\n"
        "  from action s\n"
        f"  join winner w {SAME_ACTION}\n"
        "  join loaded_transaction l\n"
        "    on l.file_id = s.file_id and l.row_number = s.row_number\n"
        "  where s.grain = 'award'\n"
        "    and w.file_id = s.file_id\n"
        "  group by s.award_id, l.currency\n"
        "),\n"
    )


def _counted() -> str:
    """Write the sums of the actions that count."""
    return (
        "counted as (\n"
        "  select award_id, currency, sum(obligated) as obligated,\n"
        "    count(*) filter (grain = 'transaction') as actions\n"
        '  from "transaction"\n'
        "  group by award_id, currency\n"
        ")\n"
    )
