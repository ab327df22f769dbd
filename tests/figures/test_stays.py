"""People of a citizenship: distinct, in a period, and never fewer than ten."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crosstie.figures.suppression import FEWEST, banded, is_small
from crosstie.model.claims import Missing
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from tests.figures.made import (
    add_stays,
    asked,
    case,
    level,
    none,
    one,
    published,
    readings,
    stay,
)
from tests.sources.test_deportation_data import FEWER, MANY, write
from tests.sources.test_deportation_data import stay as published_stay

PERIOD = {"since": "2025-01-01", "until": "2025-12-31"}
END = stay(
    "end", citizenship="FI", book_in=date(2025, 12, 1), book_out=date(2026, 1, 31)
)


def people(count: int, start: int = 0, **more: Any) -> list[dict[str, Any]]:
    return [stay(f"p{start + n}", **more) for n in range(count)]


def test_people_are_not_stays(workspace_db: Database) -> None:
    again = people(12, book_in=date(2025, 6, 1), book_out=date(2025, 7, 1))
    twice = people(12, book_in=date(2025, 6, 1), duplicate_likely=True)
    nobody = [stay(None)]
    add_stays(workspace_db, [*people(40), *again, *twice, *nobody, END])
    found = one(workspace_db, case(), "nationals_held", **PERIOD)
    assert (found.value, found.unit, found.as_of) == (40, "people", date(2025, 12, 31))
    assert readings(found)["stays"] == 52
    assert readings(found)["began"] == 40
    assert found.cells[0].file_name == "stays.parquet"
    of_finland = none(workspace_db, case(), "nationals_held", country="FI", **PERIOD)
    assert of_finland.why is Missing.WITHHELD


def test_a_period_counts_who_was_held_on_some_day_of_it(
    workspace_db: Database,
) -> None:
    before = people(15, 100, book_in=date(2024, 5, 1), book_out=date(2024, 12, 31))
    across = people(15, 200, book_in=date(2024, 5, 1), book_out=date(2025, 1, 1))
    after = people(15, 300, book_in=date(2026, 1, 1), book_out=None)
    add_stays(workspace_db, [*people(20), *before, *across, *after, END])
    found = one(workspace_db, case(), "nationals_held", **PERIOD)
    assert found.value == 35
    assert readings(found)["began"] == 20
    early = asked(
        workspace_db,
        case(),
        "nationals_held",
        as_of=date(2025, 2, 1),
        since="2025-01-01",
    )
    assert getattr(early, "value", None) == 15


def test_the_case_gives_the_period_and_what_others_published(
    workspace_db: Database,
) -> None:
    told = published(149, date(2025, 3, 15), date(2025, 7, 31))
    add_stays(
        workspace_db, [*people(20), *people(20, 50, book_in=date(2024, 1, 1)), END]
    )
    found = one(workspace_db, case(published=(told,)), "nationals_held")
    assert dict(found.assumptions)["nationals_held.since"] == "2025-03-15"
    assert [row.value for row in found.reported] == ["149 people: Swedes"]
    assert found.reported[0].is_original is False


def test_few_deaths_few_repeats_and_few_of_an_age_are_withheld(
    workspace_db: Database,
) -> None:
    dead = people(3, 100, release_reason="Died")
    young = people(4, 200, birth_year=2015)
    middle = people(11, 300, birth_year=1970)
    again = [stay("p1", book_in=date(2025, 8, 1), book_out=date(2025, 9, 1))]
    add_stays(workspace_db, [*people(40), *dead, *young, *middle, *again, END])
    found = one(workspace_db, case(), "nationals_held", **PERIOD)
    assert found.value == 58
    assert "deaths" not in readings(found)
    assert "stays" not in readings(found), "59 stays less 58 people is one person"
    assert any("fewer than 10" in caveat for caveat in found.caveats)
    ages = {point.label: point.value for point in found.points}
    assert ages["age 0-17"] is None
    assert ages["age 45-64"] is None, "else 4 is had by subtraction"
    assert ages["age 30-44"] == 43
    text = repr(found)
    assert "Decimal('3')" not in text
    assert "Decimal('4')" not in text


def test_no_death_is_told(workspace_db: Database) -> None:
    add_stays(workspace_db, [*people(40), END])
    found = one(workspace_db, case(), "nationals_held", **PERIOD)
    assert readings(found)["deaths"] == 0


def test_nobodys_file_and_another_agencys(workspace_db: Database) -> None:
    found = none(workspace_db, case(), "nationals_held")
    assert found.command == "crosstie fetch deportation-data"
    add_stays(workspace_db, [*people(40), END])
    other = none(workspace_db, case(buyer="Harbour Police"), "nationals_held")
    assert other.why is Missing.NOT_LOADED


def test_the_pathway_of_one_nationality(workspace_db: Database) -> None:
    held = {"book_in": date(2026, 1, 1), "book_out": None}
    clean = people(60, **held)
    charged = people(20, 100, criminality="2 Pending Criminal Charges", **held)
    convicted = people(30, 200, criminality="1 Convicted Criminal", **held)
    unsaid = people(10, 300, criminality=None, **held)
    add_stays(workspace_db, [*clean, *charged, *convicted, *unsaid, END])
    of = case(levels=(level(2026, 900, 1000, 1200),))
    given = {"nationality": "SE", "willing": "1", "admissible": "1"}
    found = one(workspace_db, of, "pathway", **given)
    assert (found.numerator, found.denominator) == (60, 1000)
    more = one(workspace_db, of, "pathway", criterion="no_conviction", **given)
    assert more.numerator == 80
    small = none(workspace_db, of, "pathway", nationality="FI")
    assert small.why is Missing.WITHHELD


counts = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 60), min_size=1)


@given(counts)
def test_no_part_below_ten_can_be_had_by_subtraction(parts: dict[str, int]) -> None:
    shown = banded(parts)
    assert shown.keys() == parts.keys()
    assert all(not is_small(count) for count in shown.values() if count is not None)
    hidden = [parts[name] for name, count in shown.items() if count is None]
    total = sum(parts.values())
    rest = total - sum(count for count in shown.values() if count is not None)
    assert rest == sum(hidden)
    if hidden and total >= FEWEST:
        assert len(hidden) > 1
        assert rest >= FEWEST


def test_a_file_as_the_project_publishes_it(
    tmp_path: Path, workspace_db: Database
) -> None:
    again = published_stay("id0", stay_book_in_date_time=datetime(2026, 5, 1))
    dead = [published_stay(f"d{n}", stay_release_reason="Died") for n in range(10)]
    path = write(tmp_path / "part.parquet", [*MANY, *FEWER, again, *dead])
    load_files(workspace_db, "deportation-data", [path])
    of = case(buyer="U.S. Immigration and Customs Enforcement")
    given = {"since": "2026-01-01", "country": "FR"}
    found = one(workspace_db, of, "nationals_held", **given)
    assert (found.value, found.as_of) == (20, date(2026, 5, 1))
    assert "stays" not in readings(found), "21 stays of 20 people"
    assert "Deportation Data Project" in found.cells[0].publisher
    few = none(workspace_db, of, "nationals_held", since="2026-01-01", country="MC")
    assert few.why is Missing.WITHHELD
    assert "9" not in few.missing
