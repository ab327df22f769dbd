"""Plans, owners, offices, statistics and laws."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crosstie.check.verdicts.judge import judge
from crosstie.model.claims import (
    Assumption,
    Checked,
    ClaimType,
    FigureValue,
    Named,
    NotLoaded,
    Point,
    Qualifier,
    Reading,
    Support,
    Verdict,
)
from crosstie.text.language import speaking
from tests.check.made import ACME, claim, owned, records, tie


def one(
    text: str, kind: ClaimType, known: Any, figures: Any = (), **more: Any
) -> Checked:
    (found,) = judge([claim(text, kind, **more)], known, figures)
    return found


def plan(status: str, day: date | None = date(2026, 1, 30)) -> Any:
    return records(
        tie(
            route="property",
            status=status,
            status_date=day,
            summary="Sale of a warehouse near Zenda",
            evidence=(
                Support("Sale", "The Daily", value="Sale of a warehouse near Zenda"),
            ),
        )
    )


@pytest.mark.parametrize(
    ("text", "status", "verdict"),
    [
        ("the potential deal to sell a warehouse", "cancelled", Verdict.OUTDATED),
        ("the sale of a warehouse was called off", "cancelled", Verdict.SUPPORTED),
        ("the plan to sell a warehouse", "planned", Verdict.SUPPORTED),
        ("the sale was scrapped", "planned", Verdict.CONTRADICTED),
        ("the plan to sell a warehouse", "ended", Verdict.OUTDATED),
        ("the plan to sell a warehouse", "unknown", Verdict.REPORTED_ONLY),
    ],
)
def test_a_plan_is_judged_by_its_status(
    text: str, status: str, verdict: Verdict
) -> None:
    found = one(text, ClaimType.PLANNED_DEAL, plan(status), organisation=ACME)
    assert found.verdict is verdict
    if status == "cancelled":
        assert found.best_value == "Cancelled 2026-01-30"


def test_a_plan_that_names_nobody_is_found_by_its_words() -> None:
    text = "the sale of a warehouse near Zenda"
    assert (
        one(text, ClaimType.PLANNED_DEAL, plan("cancelled")).verdict is Verdict.OUTDATED
    )
    vague = one("the sale of a yacht", ClaimType.PLANNED_DEAL, plan("cancelled"))
    assert vague.verdict is Verdict.NOT_CHECKABLE


OWNED = records(
    owned=(
        owned("Acme Drones", "Oldco Ltd", valid_to=date(2023, 5, 1)),
        owned("Acme Drones", "Newco Ltd", valid_from=date(2023, 5, 1)),
        owned("Newco Ltd", "Topco PLC"),
    )
)


@pytest.mark.parametrize(
    ("text", "day", "verdict"),
    [
        ("Acme Drones is owned by Newco", None, Verdict.SUPPORTED),
        ("Acme Drones is owned by Oldco", None, Verdict.OUTDATED),
        ("Acme Drones was owned by Oldco in 2020", "2020", Verdict.SUPPORTED),
        ("Newco owned Acme Drones in 2020", "2020", Verdict.CONTRADICTED),
        ("Acme Drones belongs to Topco", None, Verdict.SUPPORTED_WITH_CONTEXT),
        ("Acme Drones is owned by Elseco", None, Verdict.CONTRADICTED),
    ],
)
def test_ownership_is_judged_on_the_day_of_the_claim(
    text: str, day: str | None, verdict: Verdict
) -> None:
    found = one(
        text, ClaimType.OWNERSHIP, OWNED, organisation=ACME, date=day, buyer=None
    )
    assert found.verdict is verdict, found.explanation


def offices(*cities: str, component: str = "INV") -> Any:
    return records(
        *(
            tie(
                tie_id=city,
                route="presence",
                organisation=f"Office of Investigations, {city}",
                component=component,
                city=city,
                status="active",
                status_date=date(2026, 2, 5),
            )
            for city in cities
        )
    )


def test_offices_are_counted_and_said_to_be_of_one_part() -> None:
    found = one(
        "two offices in Paris and Lyon",
        ClaimType.OFFICE_PRESENCE,
        offices("Paris", "Lyon"),
        amount=Decimal(2),
    )
    assert found.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert found.explanation == (
        "The records list 2 offices, in Lyon and Paris. All are of Office of "
        "Investigations,"
        " a part of BAF; no office of any other part of it is on record."
    )
    wrong = one(
        "six offices",
        ClaimType.OFFICE_PRESENCE,
        offices("Paris", "Lyon"),
        amount=Decimal(6),
    )
    assert wrong.verdict is Verdict.CONTRADICTED
    none = one("an office in Paris", ClaimType.OFFICE_PRESENCE, records())
    assert none.verdict is Verdict.NOT_FOUND


def test_a_firms_offices_are_no_matter_of_the_agencys() -> None:
    found = one(
        "Acme has six offices",
        ClaimType.OFFICE_PRESENCE,
        offices("Paris"),
        organisation=ACME,
        buyer=None,
        amount=Decimal(6),
    )
    assert found.verdict is Verdict.NOT_CHECKABLE


SHARE = FigureValue(
    recipe="no_conviction",
    title="People held without a conviction",
    value=Decimal("0.7359750"),
    unit="share",
    as_of=date(2026, 2, 7),
    population="People in detention; those with pending charges are among them.",
    numerator=Decimal(50259),
    denominator=Decimal(68289),
    cells=(Support("Statistics", "The agency", record_id="F20"),),
    readings=(Reading("both", Decimal("0.4739"), "without a pending charge either"),),
    points=(Point("2025-09-21", Decimal("0.7154"), date(2025, 9, 21)),),
    keywords=("criminal record", "no conviction", "convicted"),
)
GROWTH = FigureValue(
    recipe="growth",
    title="Funding as a multiple",
    value=Decimal("3.0047"),
    unit="ratio",
    as_of=date(2025, 7, 4),
    population="Budget authority of one year. Not spending.",
    readings=(Reading("sum", Decimal("10.1"), "a sum of years over one year"),),
    keywords=("increase in funding",),
)


def statistic(
    text: str, amount: str, figures: Any = (SHARE, GROWTH), **more: Any
) -> Checked:
    return one(
        text, ClaimType.STATISTIC, records(), figures, amount=Decimal(amount), **more
    )


def test_a_share_says_whom_it_counts() -> None:
    found = statistic(
        "73.6 per cent of those targeted don’t have criminal records",
        "73.6",
        qualifier=Qualifier.SHARE,
    )
    assert found.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert "No conviction is not the same as no record" in found.explanation
    assert "not of people targeted" in found.explanation
    assert found.best_value == (
        "People held without a conviction: 50,259 of 68,289 = 73.6 %, 2026-02-07"
    )


def test_the_same_share_of_the_right_people_is_supported() -> None:
    text = "73.6 per cent of people in detention were not convicted"
    assert (
        statistic(text, "73.6", qualifier=Qualifier.SHARE).verdict is Verdict.SUPPORTED
    )


@pytest.mark.parametrize(
    ("amount", "verdict"),
    [
        ("71.5", Verdict.OUTDATED),
        ("47.4", Verdict.SUPPORTED_WITH_CONTEXT),
        ("90", Verdict.CONTRADICTED),
    ],
)
def test_other_days_and_readings_are_told_apart(amount: str, verdict: Verdict) -> None:
    found = statistic(
        f"{amount} % held were not convicted", amount, qualifier=Qualifier.SHARE
    )
    assert found.verdict is verdict


def test_a_tenfold_that_is_a_sum_over_one_year_is_said_to_be_one() -> None:
    found = statistic("a tenfold increase in funding", "10", qualifier=Qualifier.TIMES)
    assert found.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert "a sum of years over one year (10.1 times)" in found.explanation
    assert "The figure itself is 3.0 times" in found.explanation


def test_a_figure_that_rests_on_assumptions_is_never_simply_supported() -> None:
    from dataclasses import replace

    assumed = replace(
        GROWTH,
        parameters=(Assumption("g.y", "years", "4", "5", "4", "3", "a choice"),),
        assumptions=(("years", "4"),),
    )
    found = statistic(
        "a threefold increase in funding", "3", (assumed,), qualifier=Qualifier.TIMES
    )
    assert found.verdict is Verdict.SUPPORTED_WITH_CONTEXT


def test_a_file_that_is_not_loaded_leaves_what_others_published() -> None:
    cited = Support("Held", "The Daily", value="149 people")
    missing = NotLoaded(
        "held",
        "Held",
        "The file is not loaded.",
        keywords=("detained",),
        reported=(cited,),
    )
    found = statistic(
        "at least 150 detained", "150", (missing,), qualifier=Qualifier.AT_LEAST
    )
    assert found.verdict is Verdict.REPORTED_ONLY
    assert found.evidence == (cited,)
    bare = NotLoaded(
        "held",
        "Held",
        "The file is not loaded.",
        "crosstie fetch x",
        keywords=("detained",),
    )
    assert statistic("150 detained", "150", (bare,)).verdict is Verdict.NOT_FOUND
    far = statistic("989 people detained", "989", (missing,))
    assert far.verdict is Verdict.NOT_FOUND


def test_a_number_without_a_figure_is_not_found() -> None:
    assert (
        statistic("36,816 people crossed the sea", "36816").verdict is Verdict.NOT_FOUND
    )


def test_another_agencys_number_is_not_answered_by_this_ones() -> None:
    other = Named("Home Office", "Home Office", is_buyer_side=True)
    found = statistic(
        "73.6 per cent were not convicted",
        "73.6",
        qualifier=Qualifier.SHARE,
        buyer=other,
    )
    assert found.verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (
            "the 1961 Vienna Convention on Diplomatic Relations",
            Verdict.SUPPORTED_WITH_CONTEXT,
        ),
        ("the 1999 Vienna Convention on Diplomatic Relations", Verdict.CONTRADICTED),
        (
            "the Crimes Against Humanity and War Crimes Act",
            Verdict.SUPPORTED_WITH_CONTEXT,
        ),
        ("the Freedonian Bunting Act", Verdict.NOT_FOUND),
    ],
)
def test_a_law_is_judged_by_its_title_and_year(text: str, verdict: Verdict) -> None:
    assert one(text, ClaimType.LEGAL_BASIS, records()).verdict is verdict


def test_conditions_of_a_law_are_said_in_french() -> None:
    text = "la Loi sur les crimes contre l’humanité et les crimes de guerre"
    with speaking("fr"):
        found = one(text, ClaimType.LEGAL_BASIS, records())
    assert found.verdict is Verdict.SUPPORTED_WITH_CONTEXT
    assert "procureur général" in found.explanation
