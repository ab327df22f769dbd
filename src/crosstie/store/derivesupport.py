"""Rolls the entries of public money at home up to agreements, each counted once.

An entry is the publisher's record: of several files that hold it the newest stands (by
retrieval, then by order of loading), and the others are listed in `repeat`. An
agreement's state is its last entry: by the publisher's amendment order, then by date,
then by place. Entries that the state supersedes stay in `loaded_support`.
"""

# Names that are formatted in below come from the declared tables, never from data.
# ruff: noqa: S608

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
    """Find the rows that are one entry with another, and the row that stands for it.

    Nearly every entry stands alone; hashes find the few that may not, so that only
    those are sorted.
    """
    db.run(
        "support_entry",
        "create or replace temp table support_entry as\n"
        "with several as (\n"
        "  select hash(source, record_id) as entry\n"
        "  from loaded_support\n"
        "  group by entry\n"
        "  having count(*) > 1\n"
        ")\n"
        "select\n"
        "  l.source,\n"
        "  l.record_id,\n"
        "  l.file_id,\n"
        "  l.row_number,\n"
        "  first_value(l.file_id) over newest as winner_file_id,\n"
        "  first_value(l.row_number) over newest as winner_row_number\n"
        "from loaded_support l\n"
        "join file f using (file_id)\n"
        "where hash(l.source, l.record_id) in (select entry from several)\n"
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
    """Keep of each agreement its state, with counts and dates over all its entries.

    The entries are rolled up by what orders and counts them alone; the many columns of
    the state are fetched at the end, for the one row that is it.
    """
    db.fill(
        SUPPORT,
        "with entry as (\n"
        "  select support_id, rowid as place, is_amendment,\n"
        "    original_value,\n"
        "    coalesce(agreed_date, period_start, published_date) as since,\n"
        "    coalesce(amendment_date, agreed_date, period_start, published_date)\n"
        "      as until,\n"
        "    create_sort_key(\n"
        "      amendment_order is not null, 'asc nulls last',\n"
        "      coalesce(amendment_order, ''), 'asc nulls last',\n"
        "      coalesce(amendment_date, date '0001-01-01'), 'asc nulls last',\n"
        "      coalesce(agreed_date, date '0001-01-01'), 'asc nulls last',\n"
        "      file_id, 'asc nulls last', row_number, 'asc nulls last') as position\n"
        "  from loaded_support l\n"
        f"{_standing(db)}"
        "),\n"
        "agreement as (\n"
        "  select\n"
        "    count(*) as entries,\n"
        "    count(*) filter (where is_amendment) as amendments,\n"
        "    not bool_and(is_amendment) as has_original,\n"
        "    min(since) as first_date,\n"
        "    max(until) as last_date,\n"
        "    arg_min(original_value, position)\n"
        "      filter (original_value is not null) as first_value,\n"
        "    arg_max(place, position) as state\n"
        "  from entry\n"
        "  group by support_id\n"
        ")\n"
        "select\n"
        "  l.support_id, l.source, l.kind, l.reference, l.department_code,\n"
        "  l.department_name, l.programme, l.title, l.description,\n"
        "  l.recipient_name, l.recipient_operating_name, l.recipient_type,\n"
        "  l.recipient_is_person, l.recipient_business_number,\n"
        "  l.has_valid_business_number, l.recipient_address, l.recipient_city,\n"
        "  l.recipient_region, l.recipient_postal_code, l.recipient_country,\n"
        "  a.first_value as original_value, l.total_value, l.paid, l.currency,\n"
        "  a.entries, a.amendments, a.has_original, a.first_date, a.last_date,\n"
        "  l.reporting_period, l.fiscal_year, l.permalink, l.file_id, l.row_number\n"
        "from agreement a\n"
        "join loaded_support l\n  on l.rowid = a.state",
    )


def _standing(db: Database) -> str:
    """Write the test that leaves out entries for which another stands, if any."""
    if not db.value(
        "entries that repeat",
        "select exists (\n  from support_entry\n"
        "  where file_id <> winner_file_id or row_number <> winner_row_number\n)",
    ):
        return ""
    return (
        "  where not exists (\n"
        "    select 1\n    from support_entry e\n"
        "    where e.file_id = l.file_id and e.row_number = l.row_number\n"
        "      and (e.file_id <> e.winner_file_id\n"
        "        or e.row_number <> e.winner_row_number)\n"
        "  )\n"
    )
