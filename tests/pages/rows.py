"""Writes ties, their hops, evidence and rows into a run database by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.store.engine import Database
from crosstie.store.run_tables import (
    EVIDENCE,
    HOP,
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
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    OWNERSHIP_EXCEPTION,
    OWNERSHIP_STATEMENT,
    SUBAWARD,
    SUPPORT,
    TRANSACTION,
)

OWN = (
    AWARD,
    FILE,
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    OWNERSHIP_EXCEPTION,
    OWNERSHIP_STATEMENT,
    SUBAWARD,
    SUPPORT,
    TRANSACTION,
)

FILE_ID = "aaaabbbbccccdddd"
SHA = "aaaabbbbccccdddd" + "0" * 48
CASE_SHA = "ffff" * 16

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


def made_database(ties: list[Made], **facts: Any) -> Database:
    """Make a run's database in memory, with these ties."""
    db = Database.memory()
    db.create(OWN)
    db.create(RUN_TABLES)
    all_facts = {**FACTS, **facts}
    db.append(
        RUN, [{"name": n, "value": json.dumps(v)} for n, v in sorted(all_facts.items())]
    )
    db.append(FILE, [_file("records.csv", FILE_ID, SHA), _case_file()])
    for made in ties:
        _add(db, made)
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
