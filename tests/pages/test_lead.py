"""Headline, lede and the four numbers."""

from datetime import date

from crosstie.pages.contexts import ReportContext
from crosstie.pages.report import report_context
from tests.pages.factory import Action, Made, run_database

DAY = date(2021, 1, 1)


def page(*made: Made) -> ReportContext:
    return report_context(run_database(list(made)))


def test_one_organisation_has_a_sentence_of_its_own() -> None:
    found = page(Made("1", actions=[Action(1, DAY, "5.00")]))
    assert found.headline == (
        "One organisation in Northland has contract ties to ABC. Its supplier is coded "
        "to another country in the records."
    )
    assert found.lede.startswith("It is named as supplier itself.")


def test_suppliers_coded_to_the_country_are_not_called_foreign() -> None:
    found = page(Made("1", supplier_country="NL", actions=[Action(1, DAY, "5.00")]))
    assert found.headline == "One organisation in Northland has contract ties to ABC."


def test_the_whole_case_is_said_in_words() -> None:
    found = report_context(run_database())
    assert found.headline.startswith(
        "Five organisations in Northland have contract ties to ABC. "
        "Three of the four suppliers are coded to another country"
    )
    assert "ABC has two offices in Northland." in found.lede
    assert (
        "A property tie of Patterson Developments was cancelled on 30 January 2026."
        in found.lede
    )
    assert "One tie at CP is reported apart." in found.lede


def test_a_stake_is_in_no_number() -> None:
    found = page(Made("1", route="investor", actions=[Action(1, DAY, "5.00")]))
    assert found.headline.startswith("No award in the records loaded ties an")
    assert [f.text for f in found.figures] == ["No money", "0", "0", "0"]


def test_nothing_found_is_said_as_such() -> None:
    found = page()
    assert found.headline == (
        "No finding: nothing in the records loaded ties an organisation in Northland "
        "to ABC."
    )
    assert "what was not loaded, is listed below" in found.lede


def test_leads_alone_are_not_findings() -> None:
    found = page(Made("1", kind="lead", actions=[Action(1, DAY, "5.00")]))
    assert found.headline.startswith("No finding")
    assert "One lead is not proven." in found.lede
    assert found.figures[0].text == "No money"
    assert found.figures[3].says.startswith("lead, not proven")


def test_the_first_number_keeps_currencies_and_resellers_apart() -> None:
    figure = report_context(run_database()).figures[0]
    assert figure.text == "US$11,384,926.30"
    assert "Also C$1,200.00, not added." in figure.says
    assert "US$66,157.00 went to resellers of named products, apart." in figure.says
