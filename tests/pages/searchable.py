"""A home with a workspace and a run on the disk, small, with what must not be found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from crosstie.settings import Settings
from crosstie.store.engine import Database
from crosstie.store.run_tables import PARTY, PARTY_SPELLING, SAME_ORGANISATION
from crosstie.store.runs import OWN
from crosstie.store.tables import (
    AWARD,
    FILE,
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    SUBAWARD,
    TRANSACTION,
    VENDOR,
)
from crosstie.store.workspace import open_workspace
from tests.pages.factory import run_database

REGISTER = "1111222233334444"
AWARDS = "5555666677778888"
LEI = "001GPB6A9XPE8XJICC14"
PERSON = "DOE, JANE Q."


class Silent:
    """Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def __call__(self, step: str) -> None:
        self.steps.append(step)

    def count(self, name: str, done: int, total: int) -> None:
        if not done:
            self(name)


def home(folder: Path) -> tuple[Settings, Path]:
    """Make a workspace and a run; give the settings and the run's database."""
    settings = Settings(home=folder)
    with open_workspace(settings) as db:
        fill_workspace(db)
    run = settings.runs / "nl-abc" / "0123456789ab.duckdb"
    run.parent.mkdir(parents=True)
    with run_database(data="loaded") as db:
        fill_run(db)
        db.run("attach", f"attach '{run}' as kept")
        db.run("keep", "copy from database memory to kept")
        db.run("detach", "detach kept")
    return settings, run


def file(file_id: str, source: str, name: str, number: int) -> dict[str, Any]:
    return {
        "file_id": file_id, "source": source, "layout": source, "publisher": "P",
        "name": name, "sha256": file_id * 4, "bytes": 1, "retrieved_basis": "unknown",
        "rows_read": 9, "rows_loaded": 9, "rows_rejected": 0, "rows_repeated": 0,
        "load_number": number,
    }  # fmt: skip


def organisation(row: int, id_: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "organisation_id": id_, "file_id": REGISTER, "row_number": row, "name": name,
        "source": "gleif", "kind": "company", "country": "NL", **more,
    }  # fmt: skip


def fill_workspace(db: Database) -> None:
    db.append(
        FILE,
        [
            file(REGISTER, "gleif", "register.csv", 1),
            file(AWARDS, "usaspending", "awards.csv", 2),
        ],
    )
    db.append(
        ORGANISATION,
        [
            organisation(1, f"lei:{LEI}", "Société Générale de l'Énergie S.A."),
            organisation(2, "reg:2", "Coca-Cola Northland Bottling Company"),
            organisation(3, "reg:3", "日本電気株式会社", country="JP"),
            organisation(4, "reg:4", PERSON, kind="person"),
            organisation(5, "reg:5", "Газпром"),
            organisation(6, "reg:6", "Roska Incorporated"),
            organisation(7, "reg:7", 'Quote " and % wildcards_ * Ltd'),
        ],
    )
    db.append(
        ORGANISATION_NAME,
        [
            {
                "organisation_id": "reg:2", "file_id": REGISTER, "row_number": 2,
                "name": "Fizz Works", "kind": "former", "valid_to": date(2019, 5, 1),
            }
        ],
    )  # fmt: skip
    db.append(
        ORGANISATION_IDENTIFIER,
        [
            {
                "organisation_id": id_, "file_id": REGISTER, "row_number": row,
                "scheme": scheme, "value": value,
            }
            for id_, row, scheme, value in (
                (f"lei:{LEI}", 1, "lei", LEI),
                ("reg:2", 2, "ca-bn", "123026635"),
                ("reg:2", 2, "registration", "AB-12/34567"),
                ("reg:4", 4, "registration", "PERSON4711"),
            )
        ],
    )  # fmt: skip
    db.append(
        VENDOR,
        [
            {"file_id": REGISTER, "row_number": row, "name": name}
            for row, name in ((1, "BLACKBERRY"), (2, PERSON), (3, "BERRY GARDENS LTD"))
        ],
    )
    fill_awards(db)


def fill_awards(db: Database) -> None:
    awards = [
        award("CONT_1", "70X-WS-0001", "KETTLE WORKS LTD", "THERMAL IMAGING KETTLES"),
        award("CONT_2", "70X-WS-0002", "PAN WORKS LTD", "PANS", component="Other"),
        award("inferred:1:70XP:" + PERSON, "70XP", PERSON, "SERVICES OF J DOE"),
    ]
    db.append(AWARD, awards)
    db.append(
        TRANSACTION,
        [
            {
                **{k: one[k] for k in ("award_id", "piid", "component_name")},
                "file_id": AWARDS, "row_number": row, "layout": "x", "currency": "USD",
                "grain": "transaction", "description": text,
                "supplier_name": one["supplier_name"],
                "spelling_id": one["spelling_id"],
            }
            for row, (one, text) in enumerate(
                zip(awards, ("SPARE LIDS", "PANS", "JANE DOES WORK"), strict=True), 1
            )
        ],
    )  # fmt: skip
    db.append(
        SUBAWARD,
        [
            {
                "subaward_id": "s1", "award_id": "CONT_1", "file_id": AWARDS,
                "row_number": 1, "prime_piid": "70X-WS-0001", "subaward_number": "S-77",
                "supplier_name": "LADLE INC", "component_name": "ABC",
                "description": "LADLES", "currency": "USD", "amount": Decimal(5),
            }
        ],
    )  # fmt: skip

    for table, own in (
        ("transaction", "award_id, spelling_id, parent_spelling_id"),
        ("subaward", "subaward_id, award_id, reports, spelling_id, parent_spelling_id"),
    ):
        db.run(
            f"loaded {table}",
            f"insert into loaded_{table} by name\n"
            f"select * exclude ({own}) from {table}",
        )


def award(
    id_: str, piid: str, supplier: str, description: str, component: str = "ABC"
) -> dict[str, Any]:
    return {
        "award_id": id_, "piid": piid, "supplier_name": supplier, "currency": "USD",
        "description": description, "component_name": component, "grain": "transaction",
        "identity": "inferred" if "inferred" in id_ else "published",
        "obligated": Decimal(100), "spelling_id": f"of {supplier}",
    }  # fmt: skip


def fill_run(db: Database) -> None:
    db.create(OWN)
    db.append(AWARD, [award("CONT_9", "70X-OWN-0009", "FORGE LTD", "ANVILS")])
    flags = {"is_supplier": True, "is_subawardee": False, "is_parent": False}
    db.append(
        PARTY,
        [
            {"party_id": f"p{n}", "name": name, "core_name": name, "basis": "name",
             "is_person": is_person, **flags}
            for n, name, is_person in (
                (1, "KETTLE WORKS LTD", False), (2, "a private person", True),
            )
        ],
    )  # fmt: skip
    db.append(
        PARTY_SPELLING,
        [
            {"spelling_id": "of KETTLE WORKS LTD", "party_id": "p1",
             "name": "KETTLE WORKS LTD", "uei": "ABCDEF123456"},
            {"spelling_id": "other", "party_id": "p1", "name": "KETTLEWERKS"},
            {"spelling_id": f"of {PERSON}", "party_id": "p2",
             "name": "a private person"},
        ],
    )  # fmt: skip
    db.append(
        ORGANISATION,
        [
            organisation(1, "case:roska", "Roska Inc.", source="case"),
            organisation(6, "reg:6", "Roska Incorporated"),
        ],
    )
    db.append(
        SAME_ORGANISATION,
        [
            {"organisation_id": "reg:6", "canonical_id": "case:roska", "reason": "x"},
            {"organisation_id": "case:roska", "canonical_id": "case:roska",
             "reason": "x"},
        ],
    )  # fmt: skip
