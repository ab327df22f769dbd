"""Obligations per quarter, and gaps."""

from datetime import date
from decimal import Decimal

from crosstie.pages.facts import run_facts
from crosstie.pages.run_contexts import Span
from crosstie.pages.ties import read_ties
from crosstie.pages.timeline import is_loaded, next_quarter, quarter_of, timelines
from tests.pages.factory import Action, Made, run_database


def made(*actions: Action, **more: str) -> Made:
    return Made("1", actions=list(actions), **more)


def columns(*ties: Made, **facts: object):  # type: ignore[no-untyped-def]
    db = run_database(list(ties), **facts)
    return timelines(read_ties(db), run_facts(db))


def test_quarters_are_those_of_the_calendar() -> None:
    assert quarter_of(date(2024, 12, 31)) == date(2024, 10, 1)
    assert next_quarter(date(2024, 10, 1)) == date(2025, 1, 1)


def test_money_given_and_taken_back_stay_apart() -> None:
    (chart,) = columns(
        made(
            Action(1, date(2021, 1, 5), "100.00"),
            Action(2, date(2021, 2, 5), "-30.00"),
            Action(3, date(2021, 9, 5), "5.00"),
            Action(4, None, "7.00"),
        )
    )
    assert [c.first_day.month for c in chart.columns] == [1, 4, 7]
    assert chart.columns[0].given == {"direct": Decimal("100.00")}
    assert chart.columns[0].taken == {"direct": Decimal("-30.00")}
    assert chart.undated == Decimal("7.00")


def test_a_quarter_without_loaded_awards_is_not_nought() -> None:
    (chart,) = columns(
        made(
            Action(1, date(2024, 9, 5), "1.00"), Action(2, date(2025, 11, 28), "2.00")
        ),
        data="loaded",
    )
    assert [c.loaded for c in chart.columns] == [True, *[False] * 5]


def test_without_known_coverage_nothing_is_called_missing() -> None:
    (chart,) = columns(
        made(Action(1, date(2021, 1, 5), "1.00"), Action(2, date(2022, 1, 5), "1.00")),
        coverage=[],
        data="loaded",
    )
    assert all(c.loaded for c in chart.columns)


def test_of_a_sample_no_time_is_loaded_in_full() -> None:
    (chart,) = columns(
        made(Action(1, date(2021, 1, 5), "1.00"), Action(2, date(2021, 5, 5), "1.00"))
    )
    assert not any(c.loaded for c in chart.columns)


def test_a_quarter_is_loaded_where_most_of_its_days_are() -> None:
    quarter = (date(2024, 1, 1), date(2024, 4, 1))
    spans = [Span("ABC", date(2023, 12, 1), date(2024, 3, 10), 9)]
    assert is_loaded(*quarter, spans)
    assert not is_loaded(
        *quarter, [Span("ABC", date(2024, 3, 1), date(2024, 4, 30), 9)]
    )
    assert is_loaded(*quarter, None)
    assert not is_loaded(*quarter, [])


def test_a_long_time_is_shown_by_years() -> None:
    (chart,) = columns(
        made(Action(1, date(2004, 3, 5), "1.00"), Action(2, date(2024, 5, 5), "2.00"))
    )
    assert chart.unit == "year"
    assert len(chart.columns) == 21
    assert chart.columns[-1].given == {"direct": Decimal("2.00")}


def test_currencies_have_a_timeline_each_and_stakes_none() -> None:
    charts = columns(
        made(Action(1, date(2021, 1, 5), "1.00")),
        Made(
            "2",
            currency="CAD",
            actions=[Action(2, date(2021, 1, 5), "1.00", currency="CAD")],
        ),
        Made("3", route="investor", actions=[Action(3, date(2021, 1, 5), "9.00")]),
    )
    assert [c.currency for c in charts] == ["CAD", "USD"]
    assert all(c.routes == ("direct",) for c in charts)


def test_few_columns_carry_a_label() -> None:
    actions = [Action(n, date(2011 + n, 1, 5), f"{n}.00") for n in range(1, 12)]
    (chart,) = columns(made(*actions))
    labels = [c.label for c in chart.columns if c.label]
    assert 1 <= len(labels) <= 3
    assert chart.columns[-1].label == "ROSKA INC, 11"
