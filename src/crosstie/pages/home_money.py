"""Public money at home: what the country's own records pay an organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.pages.addresses import public_url
from crosstie.pages.bodies import Body
from crosstie.pages.facts import RunDatabase
from crosstie.pages.run_contexts import RunFacts

PUBLIC_MONEY = "public money"
"""What the fact of a run calls these records."""


@dataclass(frozen=True)
class Agreement:
    """One agreement of public money at home, in its newest state."""

    kind: str
    source: str
    recipient: str
    department: str
    title: str
    first_day: date | None
    last_day: date | None
    fiscal_year: str
    value: Decimal | None
    currency: str
    by_number: bool
    """True where a business number joins it; else only the same name, unproven."""
    permalink: str
    file_id: str
    row_number: int


@dataclass(frozen=True)
class HomeMoney:
    """What is known of public money at home."""

    is_loaded: bool
    says: str
    """What the run says of these records."""
    agreements: tuple[Agreement, ...]


def read_home_money(db: RunDatabase, body: Body, facts: RunFacts) -> HomeMoney:
    """Read the agreements that carry a number or the very name of an organisation."""
    known = next((one for one in facts.looked_at if one.what == PUBLIC_MONEY), None)
    is_loaded = known is not None and known.state == "searched"
    rows = _rows(db, body) if is_loaded and "support" in _tables(db) else []
    numbers = _numbers(body)
    return HomeMoney(
        is_loaded=is_loaded,
        says=known.says if known else "",
        agreements=tuple(_agreement(row, numbers) for row in rows),
    )


def _tables(db: RunDatabase) -> set[str]:
    rows = db.rows("tables of a run", "select table_name from duckdb_tables()")
    return {str(r["table_name"]) for r in rows}


def _numbers(body: Body) -> list[str]:
    return [i.value[:9] for i in body.identifiers if i.scheme.endswith("-bn")]


def _rows(db: RunDatabase, body: Body) -> Sequence[Mapping[str, Any]]:
    return db.rows(
        "public money of an organisation",
        """select *
from support
where not coalesce(recipient_is_person, false)
and (
    recipient_business_number in (select unnest($numbers))
    or upper(recipient_name) in (select unnest($names))
    or upper(recipient_operating_name) in (select unnest($names))
)
order by last_date desc nulls last, support_id""",
        {
            "numbers": _numbers(body),
            "names": sorted({n.name.upper() for n in body.names}),
        },
    )


def _agreement(row: Mapping[str, Any], numbers: Sequence[str]) -> Agreement:
    value = row["total_value"]
    if value is None:
        value = row["paid"] if row["paid"] is not None else row["original_value"]
    return Agreement(
        kind=row["kind"],
        source=row["source"],
        recipient=row["recipient_name"] or row["recipient_operating_name"] or "",
        department=row["department_name"] or "",
        title=row["title"] or row["programme"] or row["description"] or "",
        first_day=row["first_date"],
        last_day=row["last_date"],
        fiscal_year=row["fiscal_year"] or "",
        value=value,
        currency=row["currency"] or "",
        by_number=(row["recipient_business_number"] or "") in numbers,
        permalink=public_url(row["permalink"]),
        file_id=row["file_id"],
        row_number=row["row_number"],
    )
