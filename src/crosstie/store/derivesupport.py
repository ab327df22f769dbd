"""Rolls the entries of public money at home up to agreements, each counted once.

An entry is the publisher's record: of several files that hold it the newest stands (by
retrieval, then by order of loading), and the others are listed in `repeat`. An
agreement's state is its last entry: by the publisher's amendment order, then by date,
then by place. Entries that the state supersedes stay in `loaded_support`.
"""

from __future__ import annotations

from crosstie.store.engine import Database
from crosstie.store.tables import REPEAT, SUPPORT

__all__ = ["REASON", "fill"]

REASON = "same entry in a newer file"


def fill(db: Database) -> None:
    """Fill `support` from `loaded_support`, and list the entries that repeat."""
    _entries(db)
    _repeats(db)
    _agreements(db)
    db.run("drop support_entry", "drop table support_entry")


def _entries(db: Database) -> None:
    """Find the row that stands for each entry."""
    db.run(
        "support_entry",
        "create or replace temp table support_entry as\n"
        "select\n"
        "  l.source,\n"
        "  l.record_id,\n"
        "  l.file_id,\n"
        "  l.row_number,\n"
        "  first_value(l.file_id) over newest as winner_file_id,\n"
        "  first_value(l.row_number) over newest as winner_row_number\n"
        "from loaded_support l\n"
        "join file f using (file_id)\n"
        "window newest as (\n"
        "  partition by l.source, l.record_id\n"
        "  order by f.retrieved desc nulls last, f.load_number desc, l.row_number\n"
        ")",
    )


def _repeats(db: Database) -> None:
    db.fill(
        REPEAT,
        "select\n  file_id,\n  row_number,\n  record_id,\n"
        "  winner_file_id as same_as_file_id,\n"
        "  winner_row_number as same_as_row_number,\n"
        "  $reason as reason\n"
        "from support_entry\n"
        "where file_id <> winner_file_id or row_number <> winner_row_number",
        {"reason": REASON},
    )


def _agreements(db: Database) -> None:
    """Keep of each agreement its state, with counts and dates over all its entries."""
    db.fill(
        SUPPORT,
        "with entry as (\n"
        "  select l.*\n"
        "  from loaded_support l\n"
        "  join support_entry e\n"
        "    on e.file_id = l.file_id and e.row_number = l.row_number\n"
        "  where e.file_id = e.winner_file_id\n"
        "    and e.row_number = e.winner_row_number\n"
        "),\n"
        "ranked as (\n"
        "  select\n"
        "    *,\n"
        "    count(*) over agreement as entries,\n"
        "    count(*) filter (where is_amendment) over agreement as amendments,\n"
        "    not bool_and(is_amendment) over agreement as has_original,\n"
        "    min(coalesce(agreed_date, period_start, published_date))\n"
        "      over agreement as first_date,\n"
        "    max(coalesce(amendment_date, agreed_date, period_start, published_date))\n"
        "      over agreement as last_date,\n"
        "    first_value(original_value ignore nulls) over first_entry\n"
        "      as first_value,\n"
        "    row_number() over (\n"
        "      partition by support_id\n"
        "      order by amendment_order desc nulls last,\n"
        "        amendment_date desc nulls last, agreed_date desc nulls last,\n"
        "        file_id desc, row_number desc\n"
        "    ) as place\n"
        "  from entry\n"
        "  window\n"
        "    agreement as (partition by support_id),\n"
        "    first_entry as (\n"
        "      partition by support_id\n"
        "      order by amendment_order nulls first, amendment_date nulls first,\n"
        "        agreed_date nulls first, file_id, row_number\n"
        "      rows between unbounded preceding and unbounded following\n"
        "    )\n"
        ")\n"
        "select\n"
        "  support_id, source, kind, reference, department_code, department_name,\n"
        "  programme, title, description,\n"
        "  recipient_name, recipient_operating_name, recipient_type,\n"
        "  recipient_is_person, recipient_business_number,\n"
        "  has_valid_business_number, recipient_address, recipient_city,\n"
        "  recipient_region, recipient_postal_code, recipient_country,\n"
        "  first_value as original_value, total_value, paid, currency,\n"
        "  entries, amendments, has_original, first_date, last_date,\n"
        "  reporting_period, fiscal_year, permalink, file_id, row_number\n"
        "from ranked\n"
        "where place = 1",
    )
