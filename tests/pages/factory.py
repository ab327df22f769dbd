"""Builds a small run database by hand: every route, kind and status, and traps."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.store.engine import Database
from crosstie.store.run_tables import (
    CASE_ANSWER,
    CONTROL,
    EVIDENCE,
    HOP,
    NEAR_MISS,
    PARTY,
    PARTY_SPELLING,
    RUN,
    RUN_TABLES,
    TIE,
    TIE_TRANSACTION,
)
from crosstie.store.tables import (
    AWARD,
    FILE,
    ORGANISATION,
    OWNERSHIP_EXCEPTION,
    OWNERSHIP_STATEMENT,
    SUBAWARD,
    TRANSACTION,
)

OWN = (
    AWARD,
    FILE,
    ORGANISATION,
    OWNERSHIP_EXCEPTION,
    OWNERSHIP_STATEMENT,
    SUBAWARD,
    TRANSACTION,
)

FILE_ID = "aaaabbbbccccdddd"
SHA = "aaaabbbbccccdddd" + "0" * 48
CASE_SHA = "ffff" * 16

LONG_NAME = (
    "NORTHERN INTERNATIONAL COMPUTERS, CONSULTANTS & INTEGRATED LOGISTICS SUPPORT "
    "SERVICES HOLDINGS OF THE GREATER METROPOLITAN AREA, LIMITED LIABILITY PARTNERSHIP"
)
HOSTILE = '<script>alert("x")</script> & \u202eSons'
FORMULA = '=HYPERLINK("http://example.org")'

FACTS: dict[str, Any] = {
    "case": "nl-abc",
    "title": "Northland and the Agency for Border Cooperation (ABC)",
    "country": "NL",
    "country_name": "Northland",
    "buyer": {
        "name": "Agency for Border Cooperation",
        "abbreviation": "ABC",
        "department": "Department of Borders",
        "siblings": [{"name": "Coast Patrol", "abbreviation": "CP"}],
    },
    "publish_threshold": 0.95,
    "version": "0.1.0",
    "run_id": "0123456789ab",
    "traced_at": "2026-11-22T10:00:00Z",
    "since": None,
    "until": None,
    "as_of": "2025-12-31",
    "data": "sample",
    "files_by_source": [
        {
            "source": "records",
            "publisher": "USAspending.gov",
            "title": "Award records",
            "files": 1,
            "rows_read": 312,
            "rows_rejected": 3,
            "first_date": "2020-10-01",
            "last_date": "2025-11-28",
            "first_retrieved": "2026-11-20",
            "last_retrieved": "2026-11-20",
            "retrieval_unknown": 0,
        }
    ],
    "counts": {
        "transactions": 309,
        "awards": 280,
        "subawards": 12,
        "organisations": 40,
        "suppliers": 150,
        "rejected": 3,
        "rows_read": 312,
    },
    "searched": [
        *("direct", "subsidiary", "joint_venture", "investor", "subaward"),
        *("product", "property", "presence", "documented"),
    ],
    "coverage": [
        {
            "component": "ABC",
            "first_date": "2020-10-01",
            "last_date": "2024-09-30",
            "rows": 300,
        },
        {
            "component": "ABC",
            "first_date": "2025-11-28",
            "last_date": "2025-11-28",
            "rows": 1,
        },
        {
            "component": "CP",
            "first_date": "2021-01-01",
            "last_date": "2024-09-30",
            "rows": 9,
        },
    ],
    "not_loaded": [
        "ABC awards between 2024-09-30 and 2025-11-28",
        "public money at home (grants, contributions, contracts)",
    ],
    "command": "crosstie trace nl-abc --out out",
    "case_files": [["case.toml", CASE_SHA], ["ownership.csv", CASE_SHA]],
}


@dataclass
class Action:
    """One action of a tie, as the factory takes it."""

    row: int
    day: date | None
    obligated: str | None
    counts: bool = True
    currency: str = "USD"
    reason: str | None = None
    type: str = "transaction"


@dataclass
class Made:
    """One tie, as the factory takes it; what is not given has a plain default."""

    id: str
    organisation: str = "Roska Inc."
    organisation_id: str = "case:roska"
    country: str = "NL"
    route: str = "direct"
    supplier: str | None = "ROSKA INC"
    scope: str = "buyer"
    component: str = "ABC"
    kind: str = "finding"
    probability: float = 0.97
    status: str = "unknown"
    currency: str = "USD"
    actions: list[Action] = field(default_factory=list)
    hops: list[dict[str, Any]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    description: str = "ARMOURED VEHICLES"
    supplier_country: str | None = "US"
    is_person: bool = False


def run_database(ties: list[Made] | None = None, **facts: Any) -> Database:
    """Make a run's database in memory; without ties given, one with everything."""
    db = Database.memory()
    db.create(OWN)
    db.create(RUN_TABLES)
    all_facts = {**FACTS, **facts}
    db.append(
        RUN, [{"name": n, "value": json.dumps(v)} for n, v in sorted(all_facts.items())]
    )
    db.append(FILE, [_file("records.csv", FILE_ID, SHA), _case_file()])
    everything = ties is None
    for made in everything_ties() if ties is None else ties:
        _add(db, made)
    if everything:
        _add_extras(db)
    return db


def hop(position: int, source: str, predicate: str, target: str, **more: Any) -> dict:
    """Make one hop; `source` and `target` are "kind:label"."""
    from_kind, from_label = source.split(":", 1)
    to_kind, to_label = target.split(":", 1)
    return {
        "position": position,
        "from_kind": from_kind,
        "from_id": more.pop("from_id", f"id:{from_label}"),
        "from_label": from_label,
        "predicate": predicate,
        "to_kind": to_kind,
        "to_id": more.pop("to_id", f"id:{to_label}"),
        "to_label": to_label,
        "probability": 1.0,
        "from_case": False,
        "reason": f"{from_label} {predicate} {to_label}",
        "records": 1,
        **more,
    }


def chain(made: Made, *middle: tuple[str, str, float]) -> list[dict[str, Any]]:
    """Make hops from an award over a supplier to the country."""
    award = "award:70X" + made.id
    stations = [(award, "names as supplier", f"supplier:{made.supplier}", 1.0)]
    last = f"supplier:{made.supplier}"
    for predicate, target, probability in middle:
        stations.append((last, predicate, target, probability))
        last = target
    stations.append((last, "is registered in", "country:Northland", 0.999))
    return [
        hop(n, source, verb, target, probability=p)
        for n, (source, verb, target, p) in enumerate(stations, 1)
    ]


def everything_ties() -> list[Made]:
    """Make one tie of every route, kind and status, with the traps."""
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
    return [direct, sub, product, hostile, *_other_routes(), *_apart()]


def _other_routes() -> list[Made]:
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
    return [venture, investor, subaward, house, page, *offices]


def _apart() -> list[Made]:
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
    return [sibling, lead, person, shred]


def _add(db: Database, made: Made) -> None:
    counted = [a for a in made.actions if a.counts]
    money = [Decimal(a.obligated) for a in counted if a.obligated is not None]
    days = [a.day for a in counted if a.day]
    tie = {
        "tie_id": f"tie{made.id}",
        "organisation_id": made.organisation_id,
        "organisation": made.organisation,
        "organisation_country": made.country,
        "organisation_city": "Ostby",
        "route": made.route,
        "party_id": f"party{made.supplier}" if made.supplier else None,
        "supplier": made.supplier,
        "buyer": "ABC",
        "component": made.component,
        "scope": made.scope,
        "kind": made.kind,
        "probability": made.probability,
        "weakest_hop": "is the same as",
        "status": made.status,
        "first_date": min(days, default=None),
        "last_date": max(days, default=None),
        "awards": 1 if counted else None,
        "actions": len(counted) or None,
        "actions_outside": len(made.actions) - len(counted) if made.actions else None,
        "obligated": sum(money, Decimal(0)) if money else None,
        "currency": made.currency if made.actions else None,
        "reason": f"The record names {made.supplier or made.organisation}",
        "without_case": True,
        "evidence_record": f"70X{made.id}",
        "evidence_url": f"https://example.org/award/{made.id}",
    }
    db.append(TIE, [tie | made.more])
    db.append(HOP, [{"tie_id": f"tie{made.id}", **h} for h in made.hops])
    db.append(EVIDENCE, [_evidence(made, h) for h in made.hops])
    db.append(
        TIE_TRANSACTION,
        [
            {
                "tie_id": f"tie{made.id}",
                "award_id": f"CONT_AWD_{made.id}",
                "file_id": FILE_ID,
                "row_number": a.row,
                "record_type": a.type,
                "action_date": a.day,
                "obligated": a.obligated and Decimal(a.obligated),
                "currency": a.currency,
                "counts": a.counts,
                "reason": a.reason,
            }
            for a in made.actions
        ],
    )
    _add_rows(db, made)


def _evidence(made: Made, h: dict[str, Any]) -> dict[str, Any]:
    row = made.actions[0].row if made.actions else 1
    from_case = bool(h["from_case"]) or not made.actions
    return {
        "tie_id": f"tie{made.id}",
        "position": h["position"],
        "ordinal": 1,
        "dataset": "Case file ownership.csv" if from_case else "Award records",
        "publisher": "the case" if from_case else "USAspending.gov",
        "record_id": f"row {row}" if from_case else f"70X{made.id}",
        "field": "supplier_name" if h["position"] == 1 else "name",
        "value": made.supplier or made.organisation,
        "url": f"https://example.org/award/{made.id}",
        "retrieved": date(2026, 11, 20),
        "file_sha256": CASE_SHA if from_case else SHA,
        "file_name": "ownership.csv" if from_case else "records.csv",
        "row_number": row,
        "from_case": from_case,
    }


def _add_rows(db: Database, made: Made) -> None:
    spelling = f"spelling{made.id}"
    if made.supplier:
        known = db.value(
            "known",
            "select 1 from party where party_id = $id",
            {"id": f"party{made.supplier}"},
        )
        if not known:
            db.append(PARTY, [_party(made)])
        db.append(
            PARTY_SPELLING,
            [
                {
                    "spelling_id": spelling,
                    "party_id": f"party{made.supplier}",
                    "name": made.supplier,
                }
            ],
        )
    for a in made.actions:
        row = {
            "file_id": FILE_ID,
            "row_number": a.row,
            "record_id": f"70X{made.id}",
            "award_id": f"CONT_AWD_{made.id}",
            "component_name": "AGENCY FOR BORDER COOPERATION",
            "supplier_name": "JANE DOE" if made.is_person else made.supplier,
            "supplier_country": made.supplier_country,
            "supplier_city": "MCLEAN",
            "description": made.description,
            "currency": a.currency,
            "action_date": a.day,
            "spelling_id": spelling,
            "permalink": f"https://example.org/award/{made.id}",
        }
        if a.type == "subaward":
            row |= {
                "subaward_id": f"sub{made.id}",
                "prime_piid": f"70X{made.id}",
                "prime_supplier_name": "PRIME CONTRACTOR INC",
                "subaward_number": "S-1",
                "amount": a.obligated and Decimal(a.obligated),
            }
            db.append(SUBAWARD, [row])
        else:
            row |= {
                "layout": "sample",
                "grain": "transaction",
                "piid": f"70X{made.id}",
                "obligated": a.obligated and Decimal(a.obligated),
            }
            db.append(TRANSACTION, [row])


def _party(made: Made) -> dict[str, Any]:
    return {
        "party_id": f"party{made.supplier}",
        "name": made.supplier,
        "core_name": str(made.supplier).lower(),
        "basis": "name",
        "is_person": made.is_person,
        "is_supplier": True,
        "is_subawardee": False,
        "is_parent": False,
    }


def _add_extras(db: Database) -> None:
    control = {
        "depth": 1,
        "interest": "control",
        "probability": 0.98,
        "reason": "stated by the case",
        "path": "[]",
        "from_case": True,
    }
    db.append(
        CONTROL,
        [
            control
            | {
                "control_id": "c1",
                "child_id": "id:Shredder USA",
                "parent_id": "id:Shredder Inc.",
                "valid_from": None,
                "valid_to": date(2015, 10, 27),
                "end_known": True,
            },
            control
            | {
                "control_id": "c2",
                "child_id": "case:roska-llc",
                "parent_id": "case:roska",
                "valid_from": date(2016, 1, 1),
                "valid_to": None,
                "end_known": False,
            },
        ],
    )
    db.append(
        CASE_ANSWER,
        [
            {
                "organisation_id": "case:roska",
                "answer": "We sell vehicles & comply with <all> law.",
                "date": date(2026, 2, 1),
                "publisher": "Roska Inc.",
                "title": "Statement",
                "url": "https://example.org/statement",
                "row_number": 1,
            }
        ],
    )
    db.append(
        NEAR_MISS,
        [
            {
                "party_id": f"p{n}",
                "supplier": f"LOOKALIKE {n} INC",
                "organisation_id": "lei:LIGHTS",
                "organisation": "Northern Lights Ltd",
                "route": "direct",
                "matched_text": "NORTHERN",
                "probability": 0.2,
                "reason": "a word shared by many names",
                "obligated": Decimal(1000 * n),
                "currency": "USD",
            }
            for n in range(12)
        ],
    )


def _file(name: str, file_id: str, sha: str) -> dict[str, Any]:
    return {
        "file_id": file_id,
        "source": "records",
        "layout": "sample",
        "publisher": "USAspending.gov",
        "title": "Award records",
        "url": "https://www.usaspending.gov",
        "name": name,
        "sha256": sha,
        "bytes": 100,
        "retrieved": date(2026, 11, 20),
        "retrieved_basis": "given",
        "first_date": date(2020, 10, 1),
        "last_date": date(2025, 11, 28),
        "rows_read": 312,
        "rows_loaded": 309,
        "rows_rejected": 3,
        "rows_repeated": 0,
        "load_number": 1,
    }


def _case_file() -> dict[str, Any]:
    return _file("ownership.csv", "case:ownership.csv", CASE_SHA) | {
        "source": "case",
        "publisher": "the case nl-abc",
        "title": "ownership.csv",
        "url": None,
        "retrieved": None,
        "retrieved_basis": "unknown",
        "load_number": 2,
    }
