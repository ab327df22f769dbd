"""Whether a contract exists, between whom, and still."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crosstie.check.records import KnownTie, Records
from crosstie.check.verdicts.contract import check_contract
from crosstie.model.claims import Checked, ClaimType, Named, Support, Verdict
from tests.check.made import ACME, AGENCY, COAST, award, claim, records, tie


def check(text: str, known: Records, **more: Any) -> Checked:
    more.setdefault("organisation", ACME)
    return check_contract(claim(text, ClaimType.CONTRACT_EXISTS, **more), known)


def test_an_award_on_record_supports_a_contract_and_names_the_supplier() -> None:
    found = check("Acme Drones sells to BAF", records(tie(award())))
    assert found.verdict is Verdict.SUPPORTED
    assert found.explanation == (
        "Award P1 of BAF names ACME DRONES INC. as supplier, coded to United States."
    )
    assert found.best_value == "Award P1: US$7,234,926.20 obligated, 2024-06-01"
    assert found.evidence[0].record_id == "P1"


def test_a_subsidiary_of_the_same_name_supports_and_one_of_another_needs_a_word() -> (
    None
):
    own = tie(award(), route="subsidiary", parent="Acme Drones Holding")
    assert check("Acme sells", records(own)).verdict is Verdict.SUPPORTED
    other = tie(
        award(supplier="ZENITH LLC"),
        route="subsidiary",
        supplier="ZENITH LLC",
        parent="Acme Drones Inc.",
    )
    found = check("Acme sells", records(other))
    assert found.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert "ZENITH LLC" in found.explanation
    assert "its owner is Acme Drones Inc." in found.explanation


def test_a_product_at_a_reseller_is_not_a_contract_of_its_maker() -> None:
    found = check(
        "Acme has a contract",
        records(
            tie(
                award(supplier="RESELL LLC"),
                route="product",
                supplier="RESELL LLC",
                matched_text="ACMEFLY",
            )
        ),
    )
    assert found.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert found.explanation == (
        "The agency's awards that name ACMEFLY went to RESELL LLC, not to Acme Drones "
        "Inc. itself."
    )


def sibling() -> KnownTie:
    return tie(
        award("P9", component="CO", is_buyers=False), component="CO", scope="sibling"
    )


def test_an_award_of_a_sibling_is_not_the_agencys() -> None:
    found = check("Acme has a contract with BAF", records(sibling()))
    assert found.verdict is Verdict.NOT_FOUND
    assert "an award" not in found.explanation.split(".")[0]
    assert "The award on record is of CO" in found.explanation
    assert found.searched == ("100 award actions were looked at.",)


def test_the_sibling_and_the_department_are_answered_by_that_award() -> None:
    known = records(sibling())
    assert check("Acme sells to it", known, buyer=COAST).verdict is Verdict.SUPPORTED
    whole = Named("the government", "the government", is_buyer_side=True)
    assert check("Acme sells to it", known, buyer=whole).verdict is Verdict.SUPPORTED


def test_what_only_a_publication_says_is_reported_only() -> None:
    document = tie(
        route="documented",
        summary="Pilot worth 95,000",
        evidence=(Support("Pilot", "The Daily", value="Pilot worth 95,000"),),
    )
    found = check("Acme has a pilot", records(document, sibling()))
    assert found.verdict is Verdict.REPORTED_ONLY
    assert found.explanation.startswith("The Daily reported it; no award of BAF")
    assert "CO" in found.explanation
    assert found.best_value and found.best_value.endswith("(CO)")


def test_nothing_on_record_says_what_was_searched() -> None:
    found = check("Acme has a contract", records())
    assert found.verdict is Verdict.NOT_FOUND
    assert found.explanation == (
        "No award of Border Agency of Freedonia in the records loaded names Acme Drones"
        " as supplier, owner or product. Searched: the records loaded as of 1 July "
        "2026."
    )


def test_a_lead_is_no_support() -> None:
    found = check("Acme has a contract", records(tie(award(), kind="lead")))
    assert found.verdict is Verdict.NOT_FOUND
    assert "nobody has confirmed that it is the same" in found.explanation


def test_a_supplier_without_any_tie_is_found_among_all_awards() -> None:
    known = records(awards_of=lambda name: (award(),) if name == "Zed" else ())
    assert (
        check("Zed sells", known, organisation=Named("Zed", "Zed")).verdict
        is Verdict.SUPPORTED
    )


def test_a_denial_turns_the_verdict_round() -> None:
    denied = check("Acme has no contract", records(tie(award())), negated=True)
    assert denied.verdict is Verdict.CONTRADICTED
    nothing = check("Acme has no contract", records(), negated=True)
    assert nothing.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert nothing.explanation.endswith("That is no proof that there is none.")


def test_a_first_contract_is_contradicted_by_an_earlier_one() -> None:
    found = check(
        "Acme won its first contract in 2025", records(tie(award())), date="2025"
    )
    assert found.verdict is Verdict.CONTRADICTED
    assert "1 March 2024" in found.explanation


def test_an_ended_award_makes_a_present_contract_outdated() -> None:
    known = records(tie(award(period_end=date(2025, 12, 31))))
    assert check("Acme still sells to BAF", known).verdict is Verdict.OUTDATED
    assert check("Acme sold to BAF", known).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("covered", "verdict"),
    [
        (("BAF", date(2018, 1, 1), date(2026, 1, 1)), Verdict.CONTRADICTED),
        (("BAF", date(2024, 1, 1), date(2026, 1, 1)), Verdict.SUPPORTED),
    ],
)
def test_a_wrong_year_is_contradicted_only_where_it_is_loaded(
    covered: tuple[str, date, date], verdict: Verdict
) -> None:
    known = records(tie(award(period_end=date(2025, 1, 1))), covered=(covered,))
    assert check("a contract in 2019", known, date="2019").verdict is verdict


def test_where_goods_are_used_is_not_checkable_and_a_rumour_of_it_reported() -> None:
    known = records(tie(award()))
    found = check("Acme vehicles were deployed in the north", known)
    assert found.verdict is Verdict.NOT_CHECKABLE
    assert (
        check("Acme vehicles were deployed", known, hedged=True).verdict
        is Verdict.REPORTED_ONLY
    )
    both = check("Acme vehicles were bought and deployed in the north", known)
    assert both.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert "No award record says where" in both.explanation


def test_another_agency_is_outside_the_records() -> None:
    other = Named("Home Office", "Home Office", is_buyer_side=True)
    found = check("Acme sells to it", records(tie(award())), buyer=other)
    assert found.verdict is Verdict.NOT_FOUND
    assert "cannot speak of Home Office" in found.explanation


def test_who_says_it_changes_nothing() -> None:
    known = records(tie(award(obligated=Decimal(1))))
    said = check("Acme sells", known, attributed_to="the minister")
    assert said.verdict is check("Acme sells", known).verdict
    assert AGENCY.is_buyer_side


def test_a_subcontractor_has_no_contract_of_its_own() -> None:
    below = tie(award(), route="subaward")
    found = check("Acme has a contract", records(below))
    assert found.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert "named as a subcontractor, below award P1" in found.explanation
