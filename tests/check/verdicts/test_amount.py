"""Which amount on record it is, of what kind, in which currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crosstie.check.rates import Rate
from crosstie.check.records import Records
from crosstie.check.verdicts.amount import check_amount
from crosstie.model.claims import Checked, ClaimType, Qualifier, Support, Verdict
from tests.check.made import ACME, award, claim, records, tie

RATES = (Rate("USD", "CAD", "2024", Decimal("1.40"), "A bank", "Rates", ""),)


def check(
    amount: str, known: Records, currency: str | None = "USD", **more: Any
) -> Checked:
    given = {
        "organisation": ACME,
        "amount": Decimal(amount),
        "currency": currency,
        **more,
    }
    return check_amount(
        claim("Acme has a contract", ClaimType.CONTRACT_AMOUNT, **given), known, RATES
    )


@pytest.mark.parametrize("amount", ["7234926.20", "7200000", "7.2e6", "7.23e6", "7e6"])
def test_an_obligation_supports_an_amount_as_it_was_rounded(amount: str) -> None:
    found = check(amount, records(tie(award())))
    assert found.verdict is Verdict.SUPPORTED
    assert (
        found.explanation
        == "Award P1 to ACME DRONES INC. shows US$7,234,926.20 obligated."
    )
    assert found.best_value == "US$7,234,926.20 obligated, award P1, 2024-06-01"


def test_another_amount_is_contradicted_with_the_best_value() -> None:
    found = check("9000000", records(tie(award())))
    assert found.verdict is Verdict.CONTRADICTED
    assert "US$7,234,926.20 obligated, award P1" in found.explanation


def test_a_ceiling_is_not_the_value_of_a_contract() -> None:
    known = records(tie(award(obligated=Decimal(250), ceiling=Decimal(138_000_000))))
    found = check("138000000", known)
    assert found.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert found.explanation == (
        "That is the ceiling of the award, not its value: US$250.00 was obligated, "
        "far below it."
    )


def test_a_shared_ceiling_is_said_to_be_shared() -> None:
    known = records(
        tie(award(obligated=Decimal(90), ceiling=Decimal(100), ceiling_is_shared=True))
    )
    found = check("100", known, qualifier=Qualifier.AT_MOST)
    assert "ceiling shared by several holders" in found.explanation


def test_another_currency_is_converted_at_the_rate_of_the_day() -> None:
    found = check("10000000", records(tie(award())), "CAD")
    assert found.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert found.explanation == (
        "The record holds US$7,234,926.20 obligated; at 1.40 CAD to one USD, the "
        "average"
        " of 2024, that is C$10,128,896.68."
    )
    assert any(one.publisher == "A bank" for one in found.evidence)


def test_a_currency_without_a_rate_is_not_compared() -> None:
    found = check("10000000", records(tie(award())), "JPY")
    assert found.verdict is Verdict.NOT_CHECKABLE
    assert "no rate to JPY" in found.explanation


def test_a_sum_over_awards_is_not_one_contract() -> None:
    known = records(
        tie(award("P1", obligated=Decimal(400)), award("P2", obligated=Decimal(300)))
    )
    found = check("700", known)
    assert found.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert "sum of what was obligated on 2 awards" in found.explanation


@pytest.mark.parametrize(
    ("qualifier", "amount", "verdict"),
    [
        (Qualifier.AT_LEAST, "1000000", Verdict.SUPPORTED),
        (Qualifier.MORE_THAN, "8000000", Verdict.CONTRADICTED),
        (Qualifier.AT_MOST, "20000000", Verdict.SUPPORTED_WITH_CONTEXT),
        (Qualifier.ABOUT, "7500000", Verdict.SUPPORTED),
    ],
)
def test_a_bound_is_read_as_a_bound(
    qualifier: Qualifier, amount: str, verdict: Verdict
) -> None:
    assert check(amount, records(tie(award())), qualifier=qualifier).verdict is verdict


def test_an_amount_that_only_a_publication_states_is_reported_only() -> None:
    document = tie(
        route="documented",
        summary="Pilot project worth 95,000 US dollars",
        evidence=(Support("Pilot", "The Daily", value="x"),),
    )
    assert check("95000", records(document)).verdict is Verdict.REPORTED_ONLY


def test_an_amount_on_a_siblings_award_is_of_the_wrong_component() -> None:
    other = tie(
        award("P9", component="CO", is_buyers=False), component="CO", scope="sibling"
    )
    found = check("7234926.20", records(other))
    assert found.verdict is Verdict.CONTRADICTED
    assert found.explanation == "The amount stands on an award of CO, not of BAF."


def test_the_year_of_the_claim_chooses_the_awards_that_are_summed() -> None:
    known = records(
        tie(
            award("P1", obligated=Decimal(400)),
            award("P2", obligated=Decimal(300)),
            award("P3", obligated=Decimal(900), first_date=date(2020, 1, 1)),
        )
    )
    assert check("700", known, date="2024").verdict is Verdict.SUPPORTED_WITH_CONTEXT
