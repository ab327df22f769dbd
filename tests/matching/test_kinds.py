"""Rules over the pair model, and what they take from a register's best row."""

from __future__ import annotations

import pytest

from crosstie.matching import kernel, policy
from crosstie.matching.kinds import adjust, ceiling, kind_in_match
from crosstie.matching.meeting import meet
from crosstie.matching.pairwise import compare_names
from crosstie.matching.reading import read_names
from crosstie.matching.records import Records
from crosstie.model.words import MatchKind

FAST = policy.QUALITIES["fast"]


def best(register: list[str], asked: str) -> tuple[str, float]:
    filler = [f"{a}{b} Pumps" for a in ("Bal", "Cor", "Dun") for b in ("mont", "wick")]
    names = [*register, *filler]
    ready = kernel.prepare(Records(names, names))
    (found,) = kernel.match(ready, Records(["q"], [asked]), FAST)
    return names[int(found.record[0])], float(found.score[0])


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("1234567 Canada Inc", "1234568 Canada Inc", "numbers"),
        ("City of Hamilton", "Hamilton Beach Brands", "public body"),
        ("Henry Ford", "Ford Motor Company", "person"),
        ("AECOM Fluor JV", "Fluor Corporation", "joint venture"),
        ("Siemens AG", "Siemens GmbH", "legal forms"),
        ("Barclays PLC", "Barclays Bank PLC", "an arm"),
    ],
)
def test_a_rule_says_why_two_names_are_not_one(
    left: str, right: str, reason: str
) -> None:
    at_most, why = ceiling(meet(*read_names([left, right])))
    assert at_most < 0.5
    assert reason in why


def test_no_rule_holds_for_two_spellings() -> None:
    met = meet(*read_names(["KWIZ COM CORP.", "Kwizcom Corporation"]))
    assert ceiling(met) == (1.0, "")


def test_what_the_rules_take_from_a_registers_rows() -> None:
    arm, body, nothing = adjust(
        ["Acme Quarry", "City of Hamilton", "Acme Quarry Ltd"],
        ["acme quarry holdings", "hamilton beach brands", "acme quarry inc"],
    ).tolist()
    assert body < 0 == arm == nothing


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hugo Boss", "Hugo Boss AG"),
        ("RALPH LAUREN", "Ralph Lauren Corporation"),
        ("Henry Schein", "Henry Schein, Inc."),
        ("Charles Schwab", "Charles Schwab Corp"),
    ],
)
def test_a_firm_of_a_person_s_name_may_lack_its_legal_form(
    left: str, right: str
) -> None:
    (found,) = compare_names([left], [right])
    assert (found.score, found.kind) == (pytest.approx(0.6), MatchKind.SAME)
    assert "a firm called as a person" in found.reason


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Boss, Hugo", "Hugo Boss AG"),
        ("Dr. Hugo Boss", "Hugo Boss AG"),
        ("Hugo F. Boss", "Hugo Boss AG"),
        ("John Smith", "John Smith Inc."),
        ("Henry Ford", "Ford Motor Company"),
    ],
)
def test_a_sign_of_a_person_makes_no_firm(left: str, right: str) -> None:
    (found,) = compare_names([left], [right])
    assert found.score < 0.5
    assert found.kind is not MatchKind.SAME


def test_in_a_register_the_same_rule_holds() -> None:
    firm, score = best(["Hugo Boss AG", "Bosch GmbH"], "HUGO BOSS")
    assert firm == "Hugo Boss AG"
    assert score > best(["Hugo Boss AG", "Bosch GmbH"], "BOSS, HUGO")[1]
    assert score > 0.5


def test_a_public_body_and_a_person_are_no_company_of_the_register() -> None:
    assert best(["Hamilton Pumps Inc"], "City of Hamilton")[1] < policy.THRESHOLD
    assert best(["Ford Pumps Company"], "Henry Ford")[1] < policy.THRESHOLD


def test_the_absent_firm_is_less_surely_its_holding() -> None:
    holding, unsure = best(["Kwizcom Holdings Inc"], "Kwizcom")
    itself, sure = best(["Kwizcom Inc", "Kwizcom Holdings Inc"], "Kwizcom")
    assert (holding, itself) == ("Kwizcom Holdings Inc", "Kwizcom Inc")
    assert unsure < sure


def test_a_search_does_not_make_an_arm_the_same() -> None:
    assert kind_in_match("Bombardier Inc", "bombardier aerospace", 0.8) is (
        MatchKind.FAMILY
    )
    assert kind_in_match("Bombardier Inc", "bombardier", 0.8) is MatchKind.SAME
    assert kind_in_match("Acme d/b/a Kwizcom", "kwizcom", 0.8) is MatchKind.SAME
