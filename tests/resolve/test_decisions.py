"""A person's decisions over computed matches."""

from __future__ import annotations

import pytest

from crosstie.errors import CaseError
from crosstie.model.case import Decision
from tests.resolve.factory import (
    Row,
    case,
    decision,
    matches,
    organisation,
    resolved,
    transaction,
)

SUPPLIER = "ENTERPRISE GROUP INC"
ORGANISATION = organisation("listed:TOR:E", "Enterprise Group, Inc.", country="CA")


def decided(*decisions: Decision) -> Row:
    with resolved([transaction(1, SUPPLIER)], [ORGANISATION], of=case(decisions)) as db:
        return matches(db)[SUPPLIER, "listed:TOR:E"]


def test_a_positive_decision_makes_it_certain() -> None:
    row = decided(decision("Enterprise Group, Inc.", "listed:TOR:E", "positive"))
    assert (row["probability"], row["decision"], row["basis"]) == (
        1.0,
        "positive",
        "decision",
    )
    assert row["from_case"]
    assert row["decided_by"] == "Editor"
    assert "read the filing" in row["reason"]


def test_a_negative_decision_stays_and_counts_nothing() -> None:
    row = decided(decision(SUPPLIER, "Enterprise Group, Inc.", "negative"))
    assert (row["probability"], row["decision"]) == (0.0, "negative")


def test_two_persons_who_disagree_make_it_disputed() -> None:
    row = decided(
        decision(SUPPLIER, "listed:TOR:E", "positive", "desk A", 1),
        decision(SUPPLIER, "listed:TOR:E", "negative", "desk B", 2),
    )
    assert (row["decision"], row["decided_by"]) == (
        "disputed",
        "desk A, desk B",
    )


def test_the_newest_word_of_a_person_counts() -> None:
    row = decided(
        decision(SUPPLIER, "listed:TOR:E", "positive", row=1),
        decision(SUPPLIER, "listed:TOR:E", "unsure", row=2),
    )
    assert row["decision"] == "unsure"
    assert row["probability"] < 1


def test_it_holds_for_every_spelling_of_the_party() -> None:
    rows = [
        transaction(1, "ZEBU SERVICES", supplier_duns="1"),
        transaction(2, "ZEBU SERVICES GROUP LLC", supplier_duns="1"),
    ]
    of = case([decision("ZEBU SERVICES", "lei:1", "positive")])
    with resolved(rows, [organisation("lei:1", "Quokka Inc.")], of=of) as db:
        ((_, row),) = matches(db).items()
        assert (row["kind"], row["probability"]) == ("same", 1.0)


def test_a_name_that_several_organisations_bear_is_an_error() -> None:
    rows = [organisation("lei:1", "Zebu Inc."), organisation("lei:2", "Zebu Inc.")]
    of = case([decision("ZEBU INC", "Zebu Inc.", "positive")])
    with (
        pytest.raises(CaseError, match="2 organisations bear the name") as caught,
        resolved([transaction(1, "ZEBU INC")], rows, of=of),
    ):
        pass
    assert str(caught.value.place) == "decisions.csv, row 1, column organisation"


def test_the_case_s_own_id_needs_no_prefix() -> None:
    own = organisation("case:mill", "Enterprise Group, Inc.", country="CA")
    said = case([decision(SUPPLIER, "mill", "negative")])
    with resolved([transaction(1, SUPPLIER)], [own], of=said) as db:
        assert matches(db)[SUPPLIER, "case:mill"]["decision"] == "negative"
