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
    assert (
        found.headline == "ABC awards name one organisation in Northland as a supplier."
    )
    assert found.lede.startswith("The records code the supplier to another country.")


def test_suppliers_coded_to_the_country_are_not_called_foreign() -> None:
    found = page(Made("1", supplier_country="NL", actions=[Action(1, DAY, "5.00")]))
    assert "another country" not in found.lede


def test_the_whole_case_is_said_in_words() -> None:
    found = report_context(run_database())
    assert found.headline.startswith(
        "ABC awards name four organisations in Northland, or companies they controlled "
        "or joint ventures of theirs, as suppliers. Resellers’ awards name products of "
        "one more."
    )
    assert "The records code three of the four suppliers to another" in found.lede
    assert "ABC has two offices in Northland." in found.lede
    assert (
        "A property deal of Patterson Developments was cancelled on 30 January 2026."
        in found.lede
    )
    assert "(CP) is reported apart and never added in." in found.lede


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
    assert [(part.text, part.anchor) for part in figure.apart] == [
        ("C$1,200.00", "money-obligated"),
        ("US$66,157.00", "money-reseller"),
        ("US$9,205,427.00", "money-subaward"),
    ]


def test_a_supplier_without_a_code_is_not_coded_elsewhere() -> None:
    found = page(
        Made("1", supplier="ONE INC", actions=[Action(1, DAY, "5.00")]),
        Made(
            "2", supplier="TWO INC", supplier_country="", actions=[Action(2, DAY, "5")]
        ),
    )
    assert (
        "The records state a country for one of the two suppliers, and it is another."
        in found.lede
    )


def test_a_maker_is_called_no_supplier() -> None:
    found = page(Made("1", route="product", actions=[Action(1, DAY, "5.00")]))
    assert found.headline == (
        "Resellers’ ABC awards name products of one organisation in Northland; none is "
        "named as a supplier."
    )
    assert found.figures[1].text == "0"


def test_a_company_owned_from_the_country_is_said_to_be_controlled() -> None:
    made = Made("1", route="subsidiary", actions=[Action(1, DAY, "5.00")])
    assert page(made).headline == (
        "ABC awards name a supplier controlled by one organisation in Northland."
    )
    below = Made("2", route="subaward", actions=[Action(2, DAY, "5.00")])
    assert page(below).headline.startswith("Subawards under ABC awards name one ")
