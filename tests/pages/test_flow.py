"""Ribbons from agency to organisation."""

from datetime import date

from crosstie.pages.facts import run_facts
from crosstie.pages.flow import DRAWN, flows
from crosstie.pages.ties import read_ties
from tests.pages.factory import Action, Made, run_database

DAY = date(2021, 1, 1)


def test_only_obligations_flow_and_siblings_come_last() -> None:
    db = run_database()
    ties = [t for t in read_ties(db) if t.is_finding]
    charts = flows(ties, run_facts(db))
    assert [c.currency for c in charts] == ["USD", "CAD"]
    assert [(s.component, s.route) for s in charts[0].streams] == [
        ("ABC", "subsidiary"),
        ("ABC", "direct"),
        ("ABC", "product"),
        ("CP", "product"),
    ]


def test_small_ribbons_are_counted_and_not_drawn() -> None:
    made = [Made(f"{n}", actions=[Action(n, DAY, f"{n + 1}.00")]) for n in range(15)]
    db = run_database(made)
    (chart,) = flows(read_ties(db), run_facts(db))
    assert len(chart.streams) == DRAWN
    assert chart.left_out == 15 - DRAWN
    assert chart.streams[0].value == 15
