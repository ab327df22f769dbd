"""A deal over time."""

from datetime import date
from xml.etree import ElementTree

from crosstie.charts import deals
from crosstie.pages.contexts import Step, Tie
from crosstie.pages.sections import steps
from crosstie.pages.ties import read_ties
from tests.pages.factory import Made, run_database


def deal(**more: object) -> Tie:
    known = {"status": "cancelled", "status_date": date(2026, 1, 30)}
    made = Made("1", route="property", supplier=None, more={**known, **more})
    (tie,) = read_ties(run_database([made]))
    return tie


def test_a_deal_called_off_was_planned_before() -> None:
    assert steps(deal(date_text="2026-01")) == (
        Step("planned", "Planned", "January 2026"),
        Step("cancelled", "Cancelled", "30 January 2026"),
    )


def test_a_deal_that_ended_had_begun() -> None:
    ended = deal(status="ended", first_date=date(2025, 3, 1))
    assert [s.label for s in steps(ended)] == ["Begun", "Ended"]


def test_without_a_date_nothing_is_drawn() -> None:
    assert steps(deal(status_date=None)) == ()


def test_what_did_not_happen_is_dotted_and_struck() -> None:
    tie = deal(date_text="2026-01")
    root = ElementTree.fromstring(deals.deal(steps(tie), tie))  # noqa: S314
    dashes = [p.get("stroke-dasharray") for p in root.iter("path")]
    assert dashes == ["6 5", "1.5 5", None]
    said = [t.text for t in root.iter("text")]
    assert "no money in the records" in said
    assert "Planned, January 2026; then Cancelled, 30 January 2026." in "".join(
        root.itertext()
    )
