"""A person's decisions over computed matches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crosstie.errors import CaseError, Contradiction
from crosstie.model.case import Decision
from tests.resolve.factory import (
    Row,
    case,
    decision,
    matches,
    organisation,
    resolved,
    statement,
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


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("Énterprise  Group, Incorporated", "positive"),
        ("ENTERPRISE GRP", "positive"),
        ("ENTERPRISE GROUP LLC", None),
        ("ENTERPRISE GROUP 2 INC", None),
        ("ENTERPRISE INC", None),
    ],
)
def test_it_holds_for_later_spellings_of_the_same_names(
    written: str, held: str | None
) -> None:
    said = case([decision(SUPPLIER, "ENTERPRISE GROUP", "positive")])
    with resolved([transaction(1, written)], [ORGANISATION], of=said) as db:
        row = matches(db).get((written, "listed:TOR:E"), {})
        assert row.get("decision") == held


def test_a_number_that_differs_is_another_firm() -> None:
    own = organisation("lei:1", "7655762 Canada Inc.", country="CA")
    said = case([decision("7655762 CANADA INC", "lei:1", "positive")])
    rows = [transaction(1, "7655762 CANADA LTD"), transaction(2, "7655763 CANADA INC")]
    with resolved(rows, [own], of=said) as db:
        found = matches(db)
        assert found["7655762 CANADA LTD", "lei:1"]["decision"] == "positive"
        assert ("7655763 CANADA INC", "lei:1") not in found


def test_what_a_person_takes_back_has_no_effect() -> None:
    row = decided(
        decision(SUPPLIER, "listed:TOR:E", "positive", row=1),
        decision("Enterprise Group", "Enterprise Group, Inc.", "withdrawn", row=2),
    )
    assert row["decision"] is None
    assert row["basis"] != "decision"


def test_two_spellings_of_one_pair_that_clash_show_both_rows() -> None:
    first = decision(SUPPLIER, "listed:TOR:E", "positive", row=4)
    second = decision("Enterprise Group", "Enterprise Group, Inc.", "negative", row=5)
    with pytest.raises(Contradiction) as caught:
        decided(first, replace(second, at=first.at))
    (problem,) = caught.value.problems
    assert "decisions.csv, row 4: ENTERPRISE GROUP INC = listed:TOR:E" in str(problem)
    assert "decisions.csv, row 5: Enterprise Group = Enterprise" in str(problem)


TWO = [organisation("lei:1", "Quokka Inc."), organisation("lei:2", "Wombat Inc.")]
BOTH = [
    decision("ZEBU SERVICES", "lei:1", "positive", row=1),
    decision("Zebu Services Inc.", "lei:2", "positive", row=2),
]


def test_one_supplier_cannot_be_two_unrelated_organisations() -> None:
    with (
        pytest.raises(Contradiction) as caught,
        resolved([transaction(1, "ZEBU SERVICES")], TWO, of=case(BOTH)),
    ):
        pass
    (problem,) = caught.value.problems
    assert "row 1: ZEBU SERVICES = lei:1: positive by Editor" in str(problem)
    assert "row 2: Zebu Services Inc. = lei:2: positive by Editor" in str(problem)
    assert "one supplier cannot be two organisations" in str(problem)


def test_two_organisations_that_are_related_may_both_be_meant() -> None:
    owned = [statement("lei:1", "lei:2")]
    rows = [transaction(1, "ZEBU SERVICES")]
    with resolved(rows, TWO, statements=owned, of=case(BOTH)) as db:
        assert {row["decision"] for row in matches(db).values()} == {"positive"}


def test_two_persons_who_name_two_organisations_disagree() -> None:
    said = [BOTH[0], replace(BOTH[1], by="desk b")]
    with resolved([transaction(1, "ZEBU SERVICES")], TWO, of=case(said)) as db:
        rows = matches(db).values()
        assert [row["decision"] for row in rows] == ["disputed", "disputed"]
        assert {row["decided_by"] for row in rows} == {"Editor, desk b"}
        assert {row["probability"] for row in rows} == {0.0}
