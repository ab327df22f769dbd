"""Sums: each action once, nothing mixed."""

from datetime import date
from decimal import Decimal

from crosstie.pages.contexts import Total
from crosstie.pages.ties import read_ties
from crosstie.pages.totals import add_up, distinct_actions
from tests.pages.factory import Action, Made, run_database

DAY = date(2021, 1, 1)


def totals(*made: Made) -> tuple[Total, ...]:
    return add_up(read_ties(run_database(list(made))))


def test_an_action_counts_once_however_many_ties_it_has() -> None:
    one = Made("1", actions=[Action(1, DAY, "100.00"), Action(2, DAY, "-30.00")])
    two = Made("2", organisation_id="case:x", actions=[Action(1, DAY, "100.00")])
    db = run_database([one])
    db.run("free the row", 'delete from "transaction"')
    both = add_up((*read_ties(db), *read_ties(run_database([two]))))
    assert [(t.value, t.actions) for t in both] == [(Decimal("70.00"), 2)]


def test_kinds_and_currencies_are_never_added() -> None:
    found = totals(
        Made("1", actions=[Action(1, DAY, "1.00")]),
        Made("2", actions=[Action(2, DAY, "2.00", currency="CAD")], currency="CAD"),
        Made("3", route="product", actions=[Action(3, DAY, "4.00")]),
        Made("4", route="subaward", actions=[Action(4, DAY, "8.00", type="subaward")]),
        Made("5", route="investor", actions=[Action(5, DAY, "16.00")]),
    )
    assert [(t.meaning, t.currency, t.value) for t in found] == [
        ("obligated", "CAD", Decimal("2.00")),
        ("obligated", "USD", Decimal("1.00")),
        ("reseller", "USD", Decimal("4.00")),
        ("subaward", "USD", Decimal("8.00")),
        ("stake", "USD", Decimal("16.00")),
    ]


def test_what_lies_outside_control_is_not_added() -> None:
    found = totals(
        Made(
            "1",
            actions=[Action(1, DAY, "1.00"), Action(2, DAY, "9.00", counts=False)],
        )
    )
    assert found[0].value == Decimal("1.00")


def test_an_action_without_an_amount_makes_no_sum() -> None:
    assert totals(Made("1", actions=[Action(1, DAY, None)])) == ()


def test_components_stay_apart() -> None:
    found = totals(
        Made("1", actions=[Action(1, DAY, "1.00")]),
        Made("2", scope="sibling", component="CP", actions=[Action(2, DAY, "2.00")]),
    )
    assert [(t.component, t.value) for t in found] == [
        ("ABC", Decimal("1.00")),
        ("CP", Decimal("2.00")),
    ]


def test_a_shared_action_goes_to_the_surer_meaning() -> None:
    product = Made("1", route="product", actions=[Action(1, DAY, "5.00")])
    direct = Made("2", actions=[Action(1, DAY, "5.00")])
    ties = (
        *read_ties(run_database([product])),
        *read_ties(run_database([direct])),
    )
    assert [t.meaning for t in add_up(ties)] == ["obligated"]
    assert [tie.route for _, tie in distinct_actions(ties)] == ["direct"]
