"""A small run database with every route, kind and status, and the traps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.store.engine import Database
from tests.pages.extras import add_answer, add_control, add_near_misses
from tests.pages.rows import Action, Made, chain, hop, made_database

__all__ = ["HOSTILE", "LONG_NAME", "Action", "Made", "chain", "hop", "run_database"]

LONG_NAME = (
    "NORTHERN INTERNATIONAL COMPUTERS, CONSULTANTS & INTEGRATED LOGISTICS SUPPORT "
    "SERVICES HOLDINGS OF THE GREATER METROPOLITAN AREA, LIMITED LIABILITY PARTNERSHIP"
)
HOSTILE = '<script>alert("x")</script> & \u202eSons'
FORMULA = '=HYPERLINK("http://example.org")'


def run_database(ties: list[Made] | None = None, **facts: Any) -> Database:
    """Make a run's database; without ties given, one with everything."""
    if ties is not None:
        return made_database(ties, **facts)
    db = made_database(everything_ties(), **facts)
    add_control(db)
    add_answer(db)
    add_near_misses(db)
    return db


def everything_ties() -> list[Made]:
    """Make one tie of every route, kind and status, with the traps."""
    return [
        _direct(),
        _sub(),
        _product(),
        _hostile(),
        _venture(),
        _investor(),
        _subaward(),
        _house(),
        _page(),
        *_offices(),
        _sibling(),
        _lead(),
        _person(),
        _shred(),
    ]


def _direct() -> Made:
    direct = Made(
        "01",
        organisation="Jasper Telecom",
        organisation_id="case:jasper",
        supplier="JASPER TELECOM INC.",
        supplier_country="NL",
        actions=[
            Action(1, date(2020, 11, 3), "2500000.10"),
            Action(2, date(2022, 5, 3), "-150000.00"),
            Action(3, date(2023, 8, 3), "1800000.00"),
            Action(4, date(2023, 8, 4), "0.00"),
        ],
        more={"current_value": Decimal("4150000.10")},
    )
    direct.hops = chain(direct, ("is the same as", "organisation:Jasper Telecom", 0.97))
    return direct


def _sub() -> Made:
    sub = Made(
        "02",
        route="subsidiary",
        supplier="ROSKA LLC",
        status="ended",
        actions=[Action(5, date(2025, 11, 28), "7234926.20")],
        more={
            "status_date": date(2025, 12, 31),
            "parent": "Roska Inc.",
            "parent_id": "case:roska",
            "matched_text": "ROSKA",
            "ceiling": Decimal("9000000.00"),
            "outlaid": Decimal("1000000.00"),
            "shared_ceiling": Decimal("50000000.00"),
            "doubt": "That Roska LLC is controlled by Roska Inc. rests on the case.",
            "weakest_hop": "is controlled by",
            "without_case": False,
        },
    )
    sub.hops = chain(
        sub,
        ("is the same as", "organisation:Roska LLC", 0.99),
        ("is controlled by", "organisation:Roska Inc.", 0.98),
    )
    sub.hops[2] |= {
        "from_case": True,
        "confirmed_by": "an editor",
        "from_id": "case:roska-llc",
        "to_id": "case:roska",
    }
    return sub


def _product() -> Made:
    product = Made(
        "03",
        organisation="KwikForms Corporation",
        organisation_id="listed:XNL:KWF",
        route="product",
        supplier=LONG_NAME,
        status="active",
        description="KWIKFORMS LICENSES, 2 YEARS",
        actions=[Action(6, date(2021, 2, 1), "66157.00")],
        more={"matched_text": "KWIKFORMS", "status_date": date(2026, 2, 1)},
    )
    product.hops = chain(
        product,
        ("supplies", "product:KWIKFORMS", 0.99),
        ("is made by", "organisation:KwikForms Corporation", 0.99),
    )
    return product


def _hostile() -> Made:
    hostile = Made(
        "04",
        organisation=HOSTILE,
        organisation_id="record:hostile",
        supplier=FORMULA,
        description='<img src=x onerror="alert(1)"> =1+1',
        actions=[Action(7, date(2022, 2, 1), "1200.00", currency="CAD")],
        currency="CAD",
        more={"matched_text": "<img", "evidence_url": "javascript:alert(1)"},
    )
    hostile.hops = chain(hostile, ("is the same as", f"organisation:{HOSTILE}", 0.96))
    return hostile


def _venture() -> Made:
    venture = Made(
        "05",
        organisation="Two Rivers Ltd",
        organisation_id="case:rivers",
        route="joint_venture",
        supplier="RIVERS-LAKE JV LLC",
        status="planned",
        actions=[Action(8, None, None)],
    )
    venture.hops = chain(
        venture,
        ("is the same as", "organisation:Rivers-Lake JV", 0.99),
        ("is a joint venture of", "organisation:Rivers Holdings One", 0.99),
        ("is controlled by", "organisation:Rivers Holdings Two", 0.99),
        ("is controlled by", "organisation:Rivers Holdings Three", 0.99),
        ("is controlled by", "organisation:Two Rivers Ltd", 0.99),
    )
    venture.hops[0]["records"] = 22
    return venture


def _investor() -> Made:
    investor = Made(
        "06",
        organisation="Pension Fund of Northland",
        organisation_id="case:fund",
        route="investor",
        supplier="GUARD CORP",
        actions=[Action(9, date(2021, 6, 1), "99000000.00")],
    )
    investor.hops = chain(
        investor, ("is part-owned by", "organisation:Pension Fund of Northland", 0.98)
    )
    return investor


def _subaward() -> Made:
    subaward = Made(
        "07",
        organisation="Jasper Telecom",
        organisation_id="case:jasper",
        route="subaward",
        supplier="JASPER TELECOM INC.",
        actions=[Action(10, date(2020, 10, 21), "9205427.00", type="subaward")],
    )
    subaward.hops = chain(
        subaward, ("is the same as", "organisation:Jasper Telecom", 0.97)
    )
    return subaward


def _house() -> Made:
    house = Made(
        "08",
        organisation="Patterson Developments",
        organisation_id="case:patterson",
        route="property",
        supplier=None,
        status="cancelled",
        more={
            "status_date": date(2026, 1, 30),
            "date_text": "January 2026",
            "reason": "A warehouse was to be sold to the agency in January 2026",
        },
    )
    house.hops = [
        hop(
            1,
            "document:Statement of the owner",
            "names as a party",
            "organisation:Patterson Developments",
        ),
        hop(
            2,
            "organisation:Patterson Developments",
            "is registered in",
            "country:Northland",
        ),
    ]
    return house


def _page() -> Made:
    page = Made(
        "09",
        organisation="Northland Air Leasing",
        organisation_id="case:air",
        route="documented",
        supplier=None,
        status="ended",
        more={"status_date": date(2024, 5, 1)},
    )
    page.hops = [
        hop(
            1,
            "document:Annual report",
            "names as a party",
            "organisation:Northland Air Leasing",
        ),
    ]
    return page


def _offices() -> list[Made]:
    offices = []
    for number, city in enumerate(("Ostby", "Tarn"), 1):
        office = Made(
            f"1{number}",
            organisation=f"Border Investigations, {city}",
            organisation_id=f"case:office-{number}",
            route="presence",
            supplier=None,
            status="active",
            more={"organisation_city": city, "status_date": date(2026, 11, 20)},
        )
        office.hops = [
            hop(
                1,
                f"office:Border Investigations, {city}",
                "stands in",
                "country:Northland",
            )
        ]
        offices.append(office)
    return offices


def _sibling() -> Made:
    sibling = Made(
        "20",
        organisation="Owlsuite",
        organisation_id="case:owlsuite",
        route="product",
        supplier="SENTA STRATEGIC PARTNERS, LLC",
        scope="sibling",
        component="CP",
        description="SOCIAL MEDIA MANAGEMENT PLATFORM OWLSUITE AND SUPPORT",
        actions=[Action(20, date(2024, 7, 30), "409344.91")],
        more={"matched_text": "OWLSUITE"},
    )
    sibling.hops = chain(
        sibling,
        ("supplies", "product:OWLSUITE", 0.99),
        ("is made by", "organisation:Owlsuite", 0.99),
    )
    return sibling


def _lead() -> Made:
    lead = Made(
        "21",
        organisation="Northern Lights Ltd",
        organisation_id="lei:LIGHTS",
        supplier="NORTHERN LIGHTS SYSTEMS INC",
        kind="lead",
        probability=0.9496,
        actions=[Action(21, date(2023, 3, 1), "48210.00")],
        more={"weakest_hop": "is the same as"},
    )
    lead.hops = chain(lead, ("is the same as", "organisation:Northern Lights Ltd", 0.9))
    return lead


def _person() -> Made:
    person = Made(
        "22",
        organisation="Northland Persons",
        organisation_id="case:person",
        supplier="a private person",
        kind="lead",
        probability=0.5,
        actions=[Action(22, date(2023, 4, 1), "100.00")],
        is_person=True,
        description="SECRET PERSON NAME",
    )
    person.hops = chain(person)
    return person


def _shred() -> Made:
    shred = Made(
        "30",
        organisation="Shredder Inc.",
        organisation_id="case:shredder",
        route="subsidiary",
        supplier="SHREDDER USA LLC",
        kind="not_counted",
        actions=[
            Action(30, date(2017, 5, 24), "5000.00", counts=False, reason="after"),
            Action(31, date(2018, 4, 25), "700.00", counts=False, reason="after"),
        ],
        more={
            "not_counted_reason": "outside the dates of control",
            "parent": "Shredder Inc.",
            "parent_id": "case:shredder",
        },
    )
    shred.hops = chain(
        shred,
        ("is the same as", "organisation:Shredder USA", 0.99),
        ("is controlled by", "organisation:Shredder Inc.", 0.98),
    )
    return shred
