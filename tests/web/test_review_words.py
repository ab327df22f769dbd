"""How the reasons of a question add up, and what is said of its decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crosstie.model.case import Decision
from crosstie.model.words import Judgement
from crosstie.review.items import DISPUTED, Item, Reason, Target
from crosstie.web import review_words

ITEM = Item(
    id="1",
    subject="match",
    question="Is this supplier this organisation?",
    supplier="WEST PUMPS LLC",
    organisation="West Pumps Ltd",
    party_id="p",
    organisation_id="case:west",
    kind="same",
    probability=0.8,
    threshold=0.95,
    fields=(),
    reasons=(Reason("They share a word."), Reason("before", -4.0), Reason("rare", 6.0)),
    stakes=(),
    targets=(Target("WEST PUMPS LLC", "case:west"),),
)


@pytest.mark.parametrize(
    ("probability", "rest"),
    [(0.8, None), (0.5, review_words.LIMITS), (1.0, review_words.DECIDED)],
)
def test_the_reasons_of_a_match_add_up_in_view(
    probability: float, rest: str | None
) -> None:
    found = review_words.weights(replace(ITEM, probability=probability))
    assert found.sentences == ("They share a word.",)
    assert found.total == pytest.approx(sum(w.bits for w in found.bars), abs=0.11)
    assert [w.text for w in found.bars[2:]] == ([rest] if rest else [])
    assert all(w.start >= 0 and w.start + w.width <= 201.5 for w in found.bars)


def test_hops_of_a_tie_are_not_added() -> None:
    found = review_words.weights(replace(ITEM, subject="tie"))
    assert found.total is None and len(found.bars) == 2


def test_rows_of_one_act_stand_together_and_two_views_are_named() -> None:
    def row(number: int, judgement: Judgement, by: str) -> Decision:
        day = "2026-01-02T09:00:00+00:00"
        return Decision("A", "B", f"t{number}", judgement, by, day, "read", number)

    said = (
        row(1, Judgement.POSITIVE, "JD"),
        row(2, Judgement.POSITIVE, "JD"),
        row(3, Judgement.NEGATIVE, "KM"),
    )
    item = replace(ITEM, said=said, state=DISPUTED)
    views = [(v.judgement, v.by, v.rows) for v in review_words.said(item)]
    assert views == [("Positive", "JD", (1, 2)), ("Negative", "KM", (3,))]
    assert review_words.views(item) == ["JD: positive", "KM: negative"]
    assert review_words.views(replace(item, state="positive")) == ["JD", "KM"]
