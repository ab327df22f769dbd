"""Finding, lead, not counted: the order of the policy, and two views of one tie."""

from __future__ import annotations

import pytest

from crosstie.model.case import Decision
from crosstie.model.words import Judgement
from crosstie.ties.kinds import Ruling, decide, ruling
from tests.ties.factory import case


def decided(judgement: str, by: str, at: str, row: int) -> Decision:
    return Decision("", "", "t1", Judgement(judgement), by, at, "why", row)


@pytest.mark.parametrize(
    ("ruled", "probability", "lead_only", "outside", "kind"),
    [
        (Ruling(None, None), 0.95, None, None, "finding"),
        (Ruling(None, None), 0.9499, None, None, "lead"),
        (Ruling(None, None), 0.99, "family", None, "lead"),
        (Ruling("positive", "a"), 0.6, None, None, "finding"),
        (Ruling("positive", "a"), 0.6, "family", None, "lead"),
        (Ruling("positive", "a", on_tie=True), 0.6, "family", None, "finding"),
        (Ruling("unsure", "a"), 0.99, None, None, "lead"),
        (Ruling("disputed", "a, b"), 0.99, None, None, "lead"),
        (Ruling("negative", "a"), 0.99, None, None, "not_counted"),
        (Ruling("positive", "a", on_tie=True), 0.99, None, "sold", "not_counted"),
    ],
)
def test_the_order_of_the_policy(ruled, probability, lead_only, outside, kind):
    found, _ = decide(
        ruled,
        probability=probability,
        threshold=0.95,
        lead_only=lead_only,
        outside=outside,
    )
    assert found == kind


def test_the_latest_word_of_each_person_counts():
    rows = (
        decided("positive", "a", "2026-02-02", 1),
        decided("negative", "a", "2026-01-01", 2),
    )
    assert ruling(case(decisions=rows), "t1", None, None).decision == "positive"


def test_two_people_who_disagree_make_a_dispute():
    rows = (
        decided("positive", "a", "2026-01-01", 1),
        decided("negative", "b", "2026-01-02", 2),
    )
    found = ruling(case(decisions=rows), "t1", "positive", "c")
    assert (found.decision, found.by) == ("disputed", "a, b")


def test_a_decision_on_another_tie_leaves_the_match_s():
    rows = (decided("negative", "a", "2026-01-01", 1),)
    found = ruling(case(decisions=rows), "t2", "positive", "c")
    assert found == Ruling("positive", "c")
