"""Sections of organisations."""

from datetime import date

from crosstie.pages.contexts import ReportContext, Section
from crosstie.pages.report import report_context
from crosstie.pages.sections import DRAWN_IN_SECTION, DRAWN_LEADS
from tests.pages.factory import Action, Made, chain, run_database

DAY = date(2021, 1, 1)


def page() -> ReportContext:
    return report_context(run_database())


def section(name: str) -> Section:
    return next(s for s in page().organisations if s.name == name)


def test_ties_of_one_organisation_share_a_section() -> None:
    jasper = section("Jasper Telecom")
    assert [part.tie.route for part in jasper.ties] == ["direct", "subaward"]
    assert [t.meaning for t in jasper.totals] == ["obligated", "subaward"]


def test_a_section_holds_answer_and_doubts() -> None:
    roska = section("Roska Inc.")
    assert roska.answers[0].text == "We sell vehicles & comply with <all> law."
    assert roska.doubts == (
        "That Roska LLC is controlled by Roska Inc. rests on the case.",
    )
    assert roska.ties[0].ownership is not None


def test_every_kind_of_amount_keeps_its_row() -> None:
    rungs = section("Roska Inc.").ties[0].ladder
    assert [(r.kind, r.value is None) for r in rungs] == [
        ("obligated", False),
        ("outlaid", False),
        ("current", True),
        ("ceiling", False),
        ("shared", False),
    ]
    assert section("Patterson Developments").ties[0].ladder == ()


def test_a_summary_says_what_is_easily_overlooked() -> None:
    assert "reseller’s" in section("KwikForms Corporation").ties[0].summary
    assert "does not find it" in section("Roska Inc.").ties[0].summary
    fund = section("Pension Fund of Northland")
    assert fund.ties[0].summary.endswith(
        "A stake is not control, and stands in no sum."
    )
    shredder = page().not_counted_sections[0]
    assert "2 actions outside the dates of control are not counted." in (
        shredder.ties[0].summary
    )


def test_a_document_says_its_date_and_where_it_stands() -> None:
    summary = section("Patterson Developments").ties[0].summary
    assert "January 2026" in summary
    assert summary.endswith("Cancelled on 30 January 2026.")


def test_long_pages_draw_some_chains_and_list_all() -> None:
    made = []
    for n in range(DRAWN_IN_SECTION + 2):
        one = Made(f"{n}", supplier=f"ROSKA {n}", actions=[Action(n, DAY, "1.00")])
        one.hops = chain(one)
        made.append(one)
    (only,) = report_context(run_database(made)).organisations
    assert sum(part.is_drawn for part in only.ties) == DRAWN_IN_SECTION
    assert len(only.ties) == DRAWN_IN_SECTION + 2


def test_many_leads_are_drawn_up_to_a_limit() -> None:
    made = []
    for n in range(DRAWN_LEADS + 3):
        one = Made(f"{n}", organisation_id=f"lei:{n}", kind="lead")
        one.hops = chain(one)
        made.append(one)
    sections = report_context(run_database(made)).lead_sections
    assert sum(s.ties[0].is_drawn for s in sections) == DRAWN_LEADS
    assert len(sections) == DRAWN_LEADS + 3


def test_a_lead_says_which_hop_is_not_sure() -> None:
    made = Made("1", kind="lead", supplier="ROSKA INC", actions=[Action(1, DAY, "5")])
    made.hops = chain(made, ("is the same as", "organisation:Roska Inc.", 0.6))
    made.more["reason"] = "They match. It is a lead, because nobody confirmed it."
    (section,) = report_context(run_database([made])).lead_sections
    why = section.ties[0].why
    assert why.startswith("ROSKA INC may be the same as Roska Inc.")
    assert why.endswith("It is a lead, because nobody confirmed it.")


def test_an_end_before_the_first_action_is_said() -> None:
    made = Made("1", actions=[Action(1, DAY, "5.00")])
    made.more |= {"status": "ended", "status_date": date(2019, 5, 1)}
    made.more |= {"first_date": DAY}
    (section,) = report_context(run_database([made])).organisations
    assert "1 May 2019, is before its first action." in section.ties[0].summary
