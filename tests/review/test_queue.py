"""The queue: which questions are asked, in which order, with which sides."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.errors import StoreError
from crosstie.model.case import Decision
from crosstie.model.words import Judgement
from crosstie.review.fields import compared, form_field, name_field
from crosstie.review.items import DIFFERENT, SAME, Item, Piece, Target
from crosstie.review.queue import read_queue
from crosstie.review.sides import bits, sentences
from crosstie.store.engine import Database
from tests.review.factory import run


@pytest.fixture
def db(run_db: Database, tmp_path: Path) -> Iterator[Database]:
    run(run_db, tmp_path)
    yield run_db


def by_supplier(items: tuple[Item, ...]) -> dict[str, Item]:
    return {item.supplier: item for item in items}


def said(judgement: str, by: str = "a", **on: str) -> Decision:
    values = {"supplier": "", "organisation": "", "tie": "", **on}
    return Decision(
        **values,
        judgement=Judgement(judgement),
        by=by,
        at="2026-01-01",
        why="so",
        row=1,
    )


def test_what_moves_most_money_at_the_buyer_comes_first(db: Database) -> None:
    found = [(i.supplier, i.subject, i.kind) for i in read_queue(db)]
    assert found == [
        ("WEST PUMPS USA LLC", "match", "family"),
        ("EAST TOOLS INC", "tie", "subsidiary"),
        ("NORTH RADIO INC.", "match", "same"),
        ("FAR OFF GROUP LLC", "match", "family"),
    ]


def test_a_private_person_and_what_is_sure_are_not_asked_about(db: Database) -> None:
    everything = repr(read_queue(db, whole=True))
    assert "SURE FIRM" not in everything
    assert "private person" not in everything


def test_money_of_siblings_stands_apart_and_each_action_counts_once(
    db: Database,
) -> None:
    item = by_supplier(read_queue(db))["NORTH RADIO INC."]
    assert [
        (s.scope, s.component, s.amount, s.actions, s.awards) for s in item.stakes
    ] == [
        ("buyer", "BO", Decimal("80.05"), 2, 2),
        ("sibling", "SO", Decimal("7.00"), 1, 1),
    ]
    assert item.at_stake == (Decimal("80.05"), Decimal("7.00"))
    assert all(stake.moves for stake in item.stakes)


def test_a_match_that_cannot_make_a_finding_moves_nothing(db: Database) -> None:
    db.run("doubt", "update tie set probability = 0.5 where party_id = 'p1'")
    item = by_supplier(read_queue(db))["NORTH RADIO INC."]
    assert not any(stake.moves for stake in item.stakes)
    assert item.at_stake == (0, 0)


def test_both_records_stand_side_by_side(db: Database) -> None:
    item = by_supplier(read_queue(db))["NORTH RADIO INC."]
    fields = {f.name: (f.left_text, f.sign, f.right_text) for f in item.fields}
    assert fields["name"] == ("NORTH RADIO INC.", "=", "North Radio Ltd")
    assert fields["legal form"] == ("INC.", "≈", "Ltd")
    assert fields["city"] == ("Port", "=", "Port")
    assert fields["region"] == ("", "·", "ON")
    assert fields["identifier"] == ("UEI U1", "·", "")
    assert [r.text for r in item.reasons] == ['It writes "N. Radio".', "It is so."]
    assert [(c.organisation, c.kind, c.probability) for c in item.candidates] == [
        ("Far Gold Inc.", "words", 0.2)
    ]
    assert item.targets == (Target("NORTH RADIO INC.", "lei:1"),)
    assert item.evidence[0].record_id == "U-A-1"


def test_a_reason_is_shown_with_its_weight_and_once(db: Database) -> None:
    weights = "-7.6 before anything is compared\n+6.1 It is so"
    db.run("weights", "update match set weights = $w", {"w": weights})
    item = by_supplier(read_queue(db))["NORTH RADIO INC."]
    assert [(r.text, r.weight) for r in item.reasons] == [
        ('It writes "N. Radio".', None),
        ("before anything is compared.", -7.6),
        ("It is so.", 6.1),
    ]


def test_a_run_of_an_earlier_version_has_no_weights(db: Database) -> None:
    db.run("older", "alter table match drop column weights")
    item = by_supplier(read_queue(db))["NORTH RADIO INC."]
    assert all(reason.weight is None for reason in item.reasons)


def test_a_family_is_asked_for_control_and_decides_its_ties(db: Database) -> None:
    item = by_supplier(read_queue(db))["WEST PUMPS USA LLC"]
    tie = db.value("tie", "select tie_id from tie where party_id = 'p2'")
    assert item.question == "Does this organisation control this supplier?"
    assert item.targets == (Target("WEST PUMPS USA LLC", "lei:2", tie),)
    assert item.pair == Target("WEST PUMPS USA LLC", "lei:2")


def test_a_lead_is_asked_about_its_weakest_hop(db: Database) -> None:
    item = by_supplier(read_queue(db))["EAST TOOLS INC"]
    assert item.question == "Is East Tools Inc. controlled by East Group?"
    weights = [reason.weight for reason in item.reasons if reason.weight is not None]
    assert min(weights) == bits(0.8) == 2.0
    assert item.targets[0].tie == item.id


def test_a_near_miss_of_small_probability_stands_in_the_whole_queue_only(
    db: Database,
) -> None:
    assert len(read_queue(db, whole=True)) == len(read_queue(db)) + 1
    (near,) = set(read_queue(db, whole=True)) - set(read_queue(db))
    assert [(s.scope, s.amount) for s in near.stakes] == [("both", Decimal("87.05"))]
    assert near.question == "Is this supplier this organisation?"


@pytest.mark.parametrize(
    ("decisions", "state"),
    [
        ([], "open"),
        ([said("positive", supplier="North Radio", organisation="lei:1")], "positive"),
        (
            [
                said(
                    "unsure",
                    supplier="NORTH RADIO LTD",
                    organisation="north radio ltd.",
                )
            ],
            "unsure",
        ),
        ([said("negative", supplier="NORTH RADIO LLC", organisation="lei:1")], "open"),
        ([said("negative", supplier="NORTH RADIO", organisation="lei:6")], "open"),
        ([said("withdrawn", supplier="NORTH RADIO", organisation="lei:1")], "open"),
        (
            [
                said("positive", supplier="NORTH RADIO", organisation="lei:1"),
                said("negative", "b", supplier="NORTH RADIO", organisation="lei:1"),
            ],
            "disputed",
        ),
    ],
)
def test_decisions_newer_than_the_run_give_the_state(
    db: Database, decisions: list[Decision], state: str
) -> None:
    item = by_supplier(read_queue(db, decisions))["NORTH RADIO INC."]
    assert item.state == state
    assert bool(item.said) is (state != "open")


def test_a_run_without_its_threshold_is_refused(run_db: Database) -> None:
    with pytest.raises(StoreError, match="publish_threshold"):
        read_queue(run_db)


def test_words_of_both_names_and_of_one_are_marked() -> None:
    field = name_field("THOMSON REUTERS SPECIAL SRVCES LLC", "Thomson Reuters Corp.")
    assert field.sign == "≈"
    assert field.left_text == "THOMSON REUTERS SPECIAL SRVCES LLC"
    assert [p for p in field.left if p.mark] == [
        Piece("THOMSON", SAME),
        Piece("REUTERS", SAME),
        Piece("SPECIAL", DIFFERENT),
        Piece("SRVCES", DIFFERENT),
    ]
    assert [p.text for p in field.right if p.mark == SAME] == ["Thomson", "Reuters"]


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        (["Port"], ["PORT"], "="),
        (["Port Alfred"], ["Alfred"], "≈"),
        (["Port"], ["Hull"], "≠"),
        ([], ["Hull"], "·"),
        (["Montréal"], ["MONTREAL", "Hull"], "="),
    ],
)
def test_signs_between_two_lists(left: list[str], right: list[str], sign: str) -> None:
    assert compared("city", left, right).sign == sign


def test_legal_forms_are_shown_as_written() -> None:
    field = form_field("Yard, L.L.C.", "Yard Incorporated")
    assert (field.left_text, field.sign, field.right_text) == (
        "L.L.C.",
        "≠",
        "Incorporated",
    )
    assert form_field("Yard", "Yard Inc").sign == "·"


def test_sentences_are_parted_outside_quotes() -> None:
    assert sentences('The "U.S. Inc. Group" is it. So it is.') == [
        'The "U.S. Inc. Group" is it.',
        "So it is.",
    ]
