"""The overview: four numbers at most, routes, places, and what was loaded."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crosstie.pages.overview import address_of_anchor, overview
from crosstie.pages.report import report_context
from tests.pages.factory import Made, chain, run_database


def test_it_says_what_the_report_says() -> None:
    with run_database() as db:
        report = report_context(db)
        found = overview(report)
    assert (found.headline, found.lede) == (report.headline, report.lede)
    assert 1 <= len(found.numbers) <= 4
    assert [n.text for n in found.numbers] == [f.text for f in report.figures]


def test_the_routes_hold_every_finding_once() -> None:
    with run_database() as db:
        report = report_context(db)
        found = overview(report)
    assert sum(line.findings for line in found.routes) == len(report.findings)
    assert sum(line.siblings for line in found.routes) == len(report.siblings)
    assert sum(line.leads for line in found.routes) == len(report.leads)


def test_places_are_seats_whatever_their_letters() -> None:
    ties = []
    for number, (name, city) in enumerate(
        (("Alder", "Ostby"), ("Birch", "OSTBY"), ("Cedar", None)), 1
    ):
        made = Made(
            f"0{number}",
            organisation=name,
            organisation_id=f"case:{name}",
            supplier=f"{name.upper()} LLC",
            more={"organisation_city": city},
        )
        made.hops = chain(made, ("is the same as", f"organisation:{name}", 0.99))
        ties.append(made)
    with run_database(ties) as db:
        found = overview(report_context(db))
    assert [(p.city, p.organisations) for p in found.places] == [("Ostby", 2), ("", 1)]
    assert found.places[0].address == "/ties?kind=finding&city=Ostby"
    assert found.places[-1].address == "/ties?kind=finding&city=-"


def test_organisations_come_by_money_and_offices_are_none() -> None:
    with run_database() as db:
        found = overview(report_context(db))
    sums = [
        max((t.value for t in line.totals if t.meaning == "obligated"), default=None)
        for line in found.organisations
    ]
    known = [value for value in sums if value is not None]
    assert known == sorted(known, reverse=True) and known[0] > Decimal(0)
    assert not any("Investigations" in line.name for line in found.organisations)


@pytest.mark.parametrize(
    ("anchor", "address"),
    [
        ("money-obligated", "/ties?kind=finding#finding-obligated"),
        ("ties", "/ties?kind=finding"),
        ("leads", "/ties?kind=lead"),
        ("presence", "/ties?route=presence"),
    ],
)
def test_a_number_leads_to_what_it_counts(anchor: str, address: str) -> None:
    assert address_of_anchor(anchor) == address
