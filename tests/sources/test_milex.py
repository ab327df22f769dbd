"""SIPRI's workbook, brought by a user: amounts, gaps, certainty; never fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crosstie.errors import UnknownLayout, UsageError
from crosstie.store.engine import Database
from tests.sources.bench import Bench
from tests.sources.books import save
from tests.sources.conftest import Load

HEAD = {
    "A1": "Military expenditure by country, in millions of US$ at current prices",
    "A6": "Country",
    "B6": "Notes",
    "C6": 2023,
    "D6": 2024,
}
ROWS: dict[str, Any] = {
    "A8": "North Somewhere",
    "A9": "France",
    "B9": "5",
    "C9": (10.25, None, "FF0000FF"),
    "D9": 11.5,
    "A10": "Korea, South",
    "C10": "...",
    "D10": (3, None, "FFFF0000"),
    "A11": "Atlantis",
    "C11": "xxx",
    "D11": "soon",
    "A12": "Yugoslavia",
    "C12": 1,
    "D12": "...",
}


def test_a_row_for_each_country_and_year(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = save(
        tmp_path / "SIPRI-Milex-data-1949-2024.xlsx", {"Current US$": {**HEAD, **ROWS}}
    )
    with pytest.raises(Exception, match="at least 8,000 are"):
        load(path, "milex")
    summary = load(path.rename(tmp_path / "part.xlsx"), "milex")
    assert (summary.rows_read, summary.rows_loaded, summary.rows_rejected) == (5, 4, 1)
    assert summary.notes == (
        "Cells that state no data: 2.",
        "Cells that state no such state in that year: 1.",
        "Kept without a country code: Yugoslavia.",
        "To be cited as: SIPRI Military Expenditure Database.",
    )
    rows = workspace_db.rows(
        "spending",
        "select country, year, amount::varchar as amount, certainty, notes, address\n"
        "from military_spending order by row_number",
    )
    assert [
        (r["country"], r["year"], r["amount"][:5], r["certainty"]) for r in rows
    ] == [
        ("FR", 2023, "10.25", "estimate"),
        ("FR", 2024, "11.50", "stated"),
        ("KR", 2024, "3.000", "uncertain"),
        (None, 2023, "1.000", "stated"),
    ]
    assert (rows[0]["notes"], rows[0]["address"]) == ("5", "C9")
    reject = workspace_db.rows("reject", "select reason, record from reject")[0]
    assert "D11 is neither an amount" in reject["reason"]
    assert reject["record"] == "Atlantis, 2024: soon"


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        ({"Share of GDP": HEAD}, "no sheet 'Current US"),
        ({"Current US$": {**HEAD, "D6": 2025}}, "no row of headings"),
        ({"Current US$": {**HEAD, "A1": "Constant prices"}}, "does not say"),
    ],
)
def test_another_layout_says_what_differs(
    sheets: dict[str, Any], message: str, tmp_path: Path, load: Load
) -> None:
    with pytest.raises(UnknownLayout, match=message):
        load(save(tmp_path / "a.xlsx", sheets), "milex")


def test_it_is_not_fetched_and_the_reason_and_page_are_told(bench: Bench) -> None:
    with pytest.raises(UsageError, match=r"citation and no redist.*sipri\.org/databas"):
        bench.fetch("milex")


@pytest.mark.shared
def test_the_real_workbook(shared_data: Path, load: Load, workspace_db: Any) -> None:
    (path,) = (shared_data / "milex").glob("*.xlsx")
    summary = load(path, "milex")
    assert (summary.rows_loaded, summary.rows_rejected) == (8846, 0)
    assert summary.dataset_id == "SIPRI/milex"
    largest = workspace_db.rows(
        "largest",
        "select country, amount::integer as amount from military_spending\n"
        "where year = 2024 order by amount desc limit 1",
    )
    assert largest == [{"country": "US", "amount": 997_309}]
