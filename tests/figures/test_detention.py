"""Shares of people held: exact numbers, neighbours, days, and what cannot be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crosstie.figures.run import FigureSettings, figures
from crosstie.model.claims import Drawing, FigureValue, Missing, NotLoaded
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from tests.figures.made import asked, case, level, none, one, readings
from tests.sources.books import save

PUBLISHER = "U.S. Immigration and Customs Enforcement"
OURS = case(buyer=PUBLISHER)
TITLE = "ICE Currently Detained by Criminality and Arresting Agency: FY2026"
ROWS = ("Total", "Convicted Criminal", "Pending Criminal Charges")
OTHERS = "Other Immigration Violator"
NOTE = "Currently in ICE Detention Facilities data are a snapshot as "


def workbook(day: str, *counts: int, last: str = OTHERS, top: int = 8) -> Any:
    cells: dict[str, Any] = {f"A{top}": TITLE, f"A{top + 1}": "Criminality"}
    cells |= {
        f"B{top + 1}": "ICE",
        f"C{top + 1}": "Percent ICE",
        f"D{top + 1}": "Total",
    }
    for n, (label, count) in enumerate(
        zip((*ROWS, last), counts, strict=True), top + 2
    ):
        cells |= {f"A{n}": label, f"B{n}": count // 2, f"D{n}": count}
        cells |= {f"C{n}": (0.5, "0.0%")}
    return {"Detention FY26": cells, "Footnotes": {"B2": NOTE + day}}


def add(db: Database, folder: Path, name: str, book: Any) -> None:
    load_files(db, "detention", [save(folder / name, book)])


def test_the_newest_workbook_is_the_figure_and_the_others_the_series(
    tmp_path: Path, workspace_db: Database
) -> None:
    first = workbook("01/06/2026", 200, 80, 60, 60)
    second = workbook("01/20/2026", 400, 100, 200, 100, top=30)
    add(workspace_db, tmp_path, "detentionStats_01122026.xlsx", first)
    add(workspace_db, tmp_path, "detentionStats_01262026.xlsx", second)
    found = one(workspace_db, OURS, "no_conviction")
    assert (found.value, found.numerator, found.denominator) == (
        *(Decimal("0.75"), 300, 400),
    )
    assert (found.as_of, found.published) == (date(2026, 1, 20), date(2026, 1, 26))
    assert [(c.sheet, c.address, c.value) for c in found.cells] == [
        ("Detention FY26", "D32", "400"),
        ("Detention FY26", "D33", "100"),
    ]
    assert found.draws is Drawing.SERIES
    assert [(p.value, p.is_figure) for p in found.points] == [
        (Decimal("0.6"), False),
        (Decimal("0.75"), True),
    ]
    near = readings(found)
    assert near["no_charge"] == Decimal("0.25")
    assert near["complement"] == Decimal("0.25")
    assert near["day"] == Decimal("0.6")
    earlier = asked(workspace_db, OURS, "no_conviction", as_of=date(2026, 1, 25))
    assert isinstance(earlier, FigureValue)
    assert (earlier.value, earlier.as_of) == (Decimal("0.6"), date(2026, 1, 6))
    before = asked(workspace_db, OURS, "no_conviction", as_of=date(2026, 1, 11))
    assert isinstance(before, NotLoaded)


def test_a_workbook_that_does_not_add_up_says_so(
    tmp_path: Path, workspace_db: Database
) -> None:
    good = workbook("01/06/2026", 200, 80, 60, 60)
    wrong = workbook("01/20/2026", 200, 80, 60, 61)
    other = workbook("02/03/2026", 200, 80, 60, 60, last="Other People")
    add(workspace_db, tmp_path, "detentionStats_01262026.xlsx", wrong)
    alone = none(workspace_db, OURS, "no_conviction")
    assert alone.why is Missing.NO_ROWS
    assert "its rows add up to 201, its total is 200" in alone.missing
    add(workspace_db, tmp_path, "detentionStats_01122026.xlsx", good)
    add(workspace_db, tmp_path, "detentionStats_02092026.xlsx", other)
    found = one(workspace_db, OURS, "no_conviction")
    assert found.value == Decimal("0.6")
    why = {p.label: p.says for p in found.points if p.value is None}
    assert why["detentionStats_01262026.xlsx"].startswith("its rows add up to 201")
    assert why["detentionStats_02092026.xlsx"] == (
        "its table has no count in row Other Immigration Violator, column Total"
    )
    assert sum("is left out" in caveat for caveat in found.caveats) == 2


def test_another_agencys_workbook_is_not_the_buyers(
    tmp_path: Path, workspace_db: Database
) -> None:
    add(workspace_db, tmp_path, "a.xlsx", workbook("01/06/2026", 200, 80, 60, 60))
    found = none(workspace_db, case(), "no_conviction")
    assert found.why is Missing.NOT_LOADED


def test_the_pathway_multiplies_its_assumptions(
    tmp_path: Path, workspace_db: Database
) -> None:
    book = workbook("01/06/2026", 2000, 800, 600, 600)
    add(workspace_db, tmp_path, "detentionStats_01122026.xlsx", book)
    of = case(
        buyer=PUBLISHER, levels=(level(2026, 900, 1000, 1200), level(2027, 1, 2, 3))
    )
    found = one(workspace_db, of, "pathway")
    assert (found.numerator, found.denominator) == (240, 1000)
    assert found.value == Decimal("0.24")
    assert [(p.numerator, p.denominator) for p in found.points] == [
        (75, 1200),
        (240, 1000),
        (1200, 900),
    ]
    assert dict(found.assumptions)["pathway.year"] == "2026"
    assert readings(found)["met"] == 600
    more = {"criterion": "no_conviction", "willing": "1", "admissible": "1"}
    every = one(workspace_db, of, "pathway", **more)
    assert every.value == Decimal("1.2")
    few = none(workspace_db, of, "pathway", willing="0.01")
    assert few.why is Missing.WITHHELD
    nowhere = none(workspace_db, case(buyer=PUBLISHER), "pathway")
    assert "levels.csv" in nowhere.missing


@pytest.mark.shared
def test_the_share_comes_out_of_its_own_workbook(
    shared_data: Path, workspace_db: Database
) -> None:
    paths = sorted((shared_data / "detention").glob("*.xlsx"))
    load_files(workspace_db, "detention", paths)
    found = one(workspace_db, OURS, "no_conviction")
    assert round(found.value * 100, 1) == Decimal("73.6")
    assert (found.numerator, found.denominator) == (50_259, 68_289)
    assert (found.as_of, found.published) == (date(2026, 2, 7), date(2026, 2, 12))
    assert {c.file_name for c in found.cells} == {"FY26_detentionStats_02122026.xlsx"}
    assert [(c.address, c.value) for c in found.cells] == [
        ("F20", "68289"),
        ("F21", "18030"),
    ]
    shares = {p.label: round(p.value * 100, 1) for p in found.points if p.value}
    assert {name: str(share) for name, share in shares.items()} == {
        "FY24_detentionStats.xlsx": "73.1",
        "FY25_detentionStats09242025.xlsx": "71.5",
        "FY26_detentionStats02022026.xlsx": "74.2",
        "FY26_detentionStats_02122026.xlsx": "73.6",
    }
    assert len(found.points) == len(paths)
    eve = asked(workspace_db, OURS, "no_conviction", as_of=date(2026, 2, 11))
    assert isinstance(eve, FigureValue)
    assert (eve.numerator, eve.denominator) == (52_504, 70_766)
    none_charged = one(workspace_db, OURS, "no_conviction_or_charge")
    assert (none_charged.numerator, none_charged.denominator) == (32_364, 68_289)


@pytest.mark.shared
def test_the_case_that_ships_gives_its_figures(
    shared_data: Path, workspace_db: Database
) -> None:
    from crosstie.store.casefolder import read_case
    from crosstie.store.decisions import SHIPPED

    load_files(workspace_db, "milex", sorted((shared_data / "milex").glob("*.xlsx")))
    of = read_case(SHIPPED / "ca-ice")
    found = figures(workspace_db, of, None, FigureSettings())
    by_id = {figure.recipe: figure for figure in found}
    rank, growth, offices = (
        by_id[name] for name in ("funding_rank", "funding_growth", "offices")
    )
    assert isinstance(rank, FigureValue)
    assert isinstance(growth, FigureValue)
    assert isinstance(offices, FigureValue)
    assert rank.value == 15
    assert readings(rank)["with_own"] == 16
    around = [point.label for point in rank.points]
    assert around[4:7] == ["Canada", "ICE", "Türkiye"]
    assert round(growth.value, 1) == 3
    assert max(reading.value for reading in growth.readings) > 9
    assert offices.value == 5
    assert "HSI" in offices.caveats[-1]
    stays = by_id["nationals_held"]
    assert isinstance(stays, NotLoaded)
    assert [row.value[:3] for row in stays.reported] == ["149", "207"]
