"""Funding: one year over another, sums over one year, and the rank among countries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosstie.errors import UsageError
from crosstie.figures.recipes.funding_rank.figure import above
from crosstie.model.claims import FigureValue, Missing
from crosstie.store.engine import Database
from tests.figures.made import (
    GUESSED,
    add_spending,
    annual,
    asked,
    case,
    none,
    one,
    readings,
    several,
)

MILLION = 1_000_000
FUNDED = (
    annual(2023, 8 * MILLION),
    annual(2024, 10 * MILLION),
    annual(2025, 10 * MILLION),
    several(2025, 2029, 80 * MILLION),
)
OURS = case(appropriations=FUNDED)

amounts = st.lists(st.decimals(0, 10**6, places=2), max_size=30)


def test_both_readings_of_growth() -> None:
    found = one(None, OURS, "funding_growth")
    assert (found.value, found.numerator) == (3, 30 * MILLION)
    near = readings(found)
    assert (near["sum"], near["annual"]) == (8, 1)
    several_over_one = [r.value for r in found.readings if r.name == "sum_and_annual"]
    assert several_over_one == [9, Decimal("11.25")]
    assert [p.label for p in found.points] == ["2023", "2024", "2025", "2025 + 1/4"]
    assert dict(found.assumptions)["funding_growth.base_year"] == "2024"
    assert [cell.row_number for cell in found.cells] == [1, 1, 1]
    other = one(None, OURS, "funding_growth", base_year="2023", years="5")
    assert other.value == Decimal("3.25")
    assert "1999" in none(None, OURS, "funding_growth", base_year="1999").missing


def test_a_law_counts_from_its_own_day_and_only_where_confirmed() -> None:
    before = asked(None, OURS, "funding_growth", as_of=date(2025, 7, 3))
    assert isinstance(before, FigureValue)
    assert (before.value, readings(before)) == (1, {"annual": 1})
    assert dict(before.assumptions)["funding_growth.base_year"] == "2024"
    guessed = several(2026, 2029, 40 * MILLION, citation=GUESSED, law="Act X")
    found = one(None, case(appropriations=(*FUNDED, guessed)), "funding_growth")
    assert found.value == 3
    assert "Act X" in found.caveats[-1]
    assert "USD 40,000,000" in found.caveats[-1]


def test_the_rank_leaves_the_agencys_own_country_out(workspace_db: Database) -> None:
    spent = {"NO": 900, "FI": 50, "DK": 40, "IS": 30, "EE": 20, "LV": 5}
    add_spending(workspace_db, spent)
    found = one(workspace_db, OURS, "funding_rank")
    assert found.value == 2, "what is equal does not spend more"
    near = readings(found)
    assert (near["with_own"], near["place"], near["annual"]) == (3, 3, 4)
    assert near["sum"] == 0
    assert [p.label for p in found.points] == ["FI", "DK", "CA", "IS", "EE", "LV"]
    assert [p.is_figure for p in found.points].index(True) == 2
    assert found.as_of == date(2024, 12, 31)
    assert dict(found.assumptions)["funding_rank.base"] == "30000000"


def test_any_base_and_any_year(workspace_db: Database) -> None:
    add_spending(workspace_db, {"FI": 50, "DK": 40})
    add_spending(workspace_db, {"FI": 5, "DK": 4}, year=1999)
    found = one(workspace_db, case(), "funding_rank", base="4500000", year="1999")
    assert found.value == 1
    assert readings(found) == {"place": 2}
    lost = none(workspace_db, OURS, "funding_rank", year="1950")
    assert (lost.why, lost.command) == (Missing.NO_ROWS, "")
    assert "1950" in lost.missing
    past = asked(workspace_db, OURS, "funding_rank", as_of=date(2024, 12, 30))
    assert isinstance(past, FigureValue)
    assert past.as_of == date(1999, 12, 31)
    euros = none(
        workspace_db, case(), "funding_rank", base="1", currency="EUR", year="1999"
    )
    assert "EUR" in euros.missing


def test_what_is_missing_is_named(workspace_db: Database) -> None:
    assert none(workspace_db, OURS, "funding_rank").command.endswith("milex FILE")
    add_spending(workspace_db, {"FI": 50})
    assert "appropriations.csv" in none(workspace_db, case(), "funding_rank").missing


@given(amounts, st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_a_larger_base_has_no_more_above_it(
    spent: list[Decimal], one_base: Decimal, other: Decimal
) -> None:
    low, high = sorted((one_base, other))
    assert above(spent, low) >= above(spent, high)
    assert above(spent, high) == above(list(reversed(spent)), high)


@given(amounts, st.decimals(0, 10**6, places=2))
def test_a_rank_splits_the_countries_in_two(
    spent: list[Decimal], base: Decimal
) -> None:
    count = above(spent, base)
    ordered = sorted(spent, reverse=True)
    assert all(amount > base for amount in ordered[:count])
    assert all(amount <= base for amount in ordered[count:])


@pytest.mark.parametrize("value", ["0", "-1"])
def test_years_of_a_spread_are_at_least_one(value: str) -> None:
    with pytest.raises(UsageError, match="a whole number such as 2024, at least 1"):
        one(None, OURS, "funding_growth", years=value)


def test_two_files_of_one_year_are_not_added_up(workspace_db: Database) -> None:
    add_spending(workspace_db, {"FI": 50, "DK": 40})
    workspace_db.run(
        "copy",
        "insert into military_spending\n"
        "select * replace ('older' as file_id) from military_spending",
    )
    found = one(workspace_db, OURS, "funding_rank")
    assert found.value == 2
    assert found.cells[-1].value == "40 millions USD"
