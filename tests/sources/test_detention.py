"""Detention workbooks: tables found by their titles, and the page that links them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crosstie.errors import PublisherChanged, UnknownLayout
from crosstie.store.engine import Database
from tests.replay.publishers_more import DetentionPage
from tests.sources.bench import Bench
from tests.sources.books import book, save
from tests.sources.conftest import Load
from tests.sources.more import serving

AVERAGES = "ICE Average Daily Population by Facility Type and Month: FY2026"
TITLE = "ICE Currently Detained by Criminality and Arresting Agency: FY2026"


def sheet(top: int = 8, held: int = 30, **more: Any) -> dict[str, Any]:
    """Write two tables side by side, and one below, from some row on."""
    return {
        "A1": "An agency",
        f"A{top}": TITLE,
        f"A{top + 1}": "Criminality",
        f"B{top + 1}": "Agency A",
        f"C{top + 1}": "Percent A",
        f"D{top + 1}": "Total",
        f"A{top + 2}": "Total",
        f"B{top + 2}": held,
        f"C{top + 2}": (0.75, "0.0%"),
        f"D{top + 2}": 40,
        f"A{top + 3}": "Pending",
        f"B{top + 3}": 10,
        f"D{top + 3}": 12,
        f"G{top}": "ICE Removals: FY2026",
        f"G{top + 1}": "Removals",
        f"I{top + 1}": "Total",
        f"G{top + 2}": "Total",
        f"I{top + 2}": 7,
        f"A{top + 6}": AVERAGES,
        f"A{top + 7}": "Kind",
        f"B{top + 7}": "Oct",
        f"A{top + 8}": "First",
        f"B{top + 8}": 1.5,
        f"A{top + 9}": "Held",
        f"B{top + 9}": 1,
        f"A{top + 10}": "Second",
        f"B{top + 10}": 2.25,
        f"A{top + 11}": "Held",
        f"B{top + 11}": 2,
        **more,
    }


NOTES = {
    "B1": "FY2026 YTD ICE Detention data are updated through 02/07/2026 (Run 02/08)",
    "B2": "Currently in ICE Detention Facilities data are a snapshot as 02/06/2026",
}


def made(top: int = 8, held: int = 30, **more: Any) -> dict[str, Any]:
    return {"Detention FY26": sheet(top, held, **more), "Footnotes": NOTES}


@pytest.mark.parametrize("top", [3, 8, 40])
def test_tables_are_found_wherever_they_stand(
    top: int, tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = save(tmp_path / "FY26_detentionStats_02122026.xlsx", made(top))
    summary = load(path, "detention")
    assert (summary.layout, summary.rows_loaded) == ("detention-workbook", 10)
    assert summary.notes == ("Sheets that are not read: Footnotes",)
    rows = workspace_db.rows(
        "cells",
        "select table_key, row_label, column_label, value, unit, address,"
        " as_of::varchar as as_of, published::varchar as published\n"
        "from detention_cell order by row_number",
    )
    found = [tuple(row.values()) for row in rows]
    key = TITLE.partition(":")[0]
    days = ("2026-02-06", "2026-02-12")
    assert found[0] == (key, "Total", "Agency A", 30, "count", f"B{top + 2}", *days)
    assert found[1][2:5] == ("Percent A", Decimal("0.75"), "share")
    assert ("ICE Removals", "Total", "Total", 7) in [row[:4] for row in found]
    averages = [row for row in found if row[4] == "average"]
    assert [row[1] for row in averages] == [
        *("First", "First | Held", "Second", "Second | Held")
    ]
    assert {row[6] for row in averages} == {"2026-02-07"}


def test_what_is_not_known_is_said(tmp_path: Path, load: Load) -> None:
    extra = {"K30": "Shoe Sizes: FY2026", "K31": "Size", "L31": "Oct", "K32": "x"}
    extra |= {"L32": 9, "P3": 5}
    summary = load(save(tmp_path / "a.xlsx", made(**extra)), "detention")
    assert summary.notes[0].endswith("loaded: Shoe Sizes (1)")
    assert summary.notes[1] == "Numbers outside any table, left out: 1 (P3)."


def test_another_workbook_says_why_not(tmp_path: Path, load: Load) -> None:
    with pytest.raises(UnknownLayout, match="no sheet 'Detention FYnn'"):
        load(save(tmp_path / "a.xlsx", {"Other": {"A1": 1}}), "detention")
    cells = {"A1": "Shoes: FY2026", "A2": "Kind", "B2": "Oct", "A3": "x", "B3": 1}
    with pytest.raises(UnknownLayout, match="has no table 'ICE Currently Detained"):
        load(save(tmp_path / "b.xlsx", {"Detention FY26": cells}), "detention")


def big(held: int) -> bytes:
    """Write a workbook of as many numbers as a publisher's whole has."""
    cells = made(held=held)
    wide = {"A60": "ICE Removals: FY2026", "A61": "Row", "B61": "Oct"}
    wide |= {f"A{n}": f"row {n}" for n in range(62, 480)}
    wide |= {f"B{n}": n for n in range(62, 480)}
    return book({**cells, "Detention FY26": {**cells["Detention FY26"], **wide}})


def test_the_newest_workbook_of_a_year_is_fetched_and_the_older_one_stays(
    bench: Bench,
) -> None:
    page = DetentionPage(serving(bench, "detention").replay)
    page.publish("FY26_detentionStats02022026.xlsx", big(20))
    first = bench.fetch("detention", years="2026")
    assert (first.errors, first.new_files) == ((), 1)
    assert not bench.fetch("detention", years="2026").is_news
    url = page.publish("FY26_detentionStats_02122026.xlsx", big(30))
    found = bench.fetch("detention", years="2026-")
    assert found.plan.items[0].about.endswith("fiscal year 2026, 2026-02-12")
    assert found.loaded[-1].replaced is None
    assert len(bench.replay.asked(url)) == 1
    held = bench.rows(
        "select value::integer as held from detention_cell\n"
        "where address = 'B10' order by published"
    )
    assert held == [{"held": 20}, {"held": 30}]


def test_a_page_without_workbooks_stops_the_source(bench: Bench) -> None:
    DetentionPage(serving(bench, "detention").replay)
    with pytest.raises(PublisherChanged, match="names no workbook"):
        bench.fetch("detention")


@pytest.mark.shared
def test_the_real_workbooks(shared_data: Path, load: Load, workspace_db: Any) -> None:
    """The share of people held without a conviction comes out of one workbook only."""
    for path in sorted((shared_data / "detention").glob("*.xlsx")):
        summary = load(path, "detention")
        assert summary.rows_loaded > 1000
        assert [n for n in summary.notes if not n.startswith("Sheets")] == []
    found = workspace_db.rows(
        "without a conviction",
        "select workbook, any_value(published)::varchar as published,\n"
        "  sum(value) filter (row_label in ('Pending Criminal Charges',\n"
        "    'Other Immigration Violator'))::integer as without,\n"
        "  sum(value) filter (row_label = 'Total')::integer as held\n"
        "from detention_cell\n"
        "where table_key = 'ICE Currently Detained by Criminality and Arresting Agency'"
        "\n  and column_label = 'Total'\ngroup by 1 order by 1",
    )
    shares = {row["published"]: (row["without"], row["held"]) for row in found}
    assert shares["2026-02-12"] == (50_259, 68_289)
    rounded = {day: round(100 * n / held, 1) for day, (n, held) in shares.items()}
    assert [day for day, share in rounded.items() if share == 73.6] == ["2026-02-12"]


def test_a_number_that_counts_nothing_is_rejected(
    tmp_path: Path, load: Load, workspace_db: Any
) -> None:
    path = save(tmp_path / "detention_02122026.xlsx", made(D10=1e300))
    summary = load(path, "detention")
    assert summary.rows_rejected == 1
    assert summary.rows_read == summary.rows_loaded + 1
    ((column, reason),) = [
        (row["column_name"], row["reason"])
        for row in workspace_db.rows("rejects", "select * from reject")
    ]
    assert (column, reason) == ("Total", "D10 is 100,000,000,000 or more")
