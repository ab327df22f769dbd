"""A case, and rows of the tables that figures read, made for a test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from crosstie.figures.run import FigureSettings, figures
from crosstie.model.case import (
    Buyer,
    Case,
    CaseAppropriation,
    CaseLevel,
    CasePublished,
    Citation,
)
from crosstie.model.claims import FigureValue, NotLoaded
from crosstie.store.engine import Database
from crosstie.store.tables import DETENTION_STAY, FILE, MILITARY_SPENDING

AGENCY = "Coast Agency"
CITED = Citation("The Daily", "Read there", "https://example.org/a", date(2025, 7, 10))
GUESSED = Citation("The Rumour", "Heard", "https://example.org/b", confirmed=False)


def case(**more: Any) -> Case:
    """Make a case of an agency in Norway, seen from Sweden."""
    name = more.pop("buyer", AGENCY)
    buyer = Buyer(name, "CA", country="NO")
    return Case("se-coast", "Sweden and the coast", "SE", buyer, Path(), **more)


def annual(year: int, amount: int, **more: Any) -> CaseAppropriation:
    given = {
        "kind": "annual",
        "last_fiscal_year": year,
        "currency": "USD",
        "law": f"Act {year}",
        "what": "gross",
        "enacted": date(year - 1, 12, 1),
        "citation": CITED,
        "row": 1,
        **more,
    }
    return CaseAppropriation(
        id=f"a-{year}", fiscal_year=year, amount=Decimal(amount), **given
    )


def several(first: int, last: int, amount: int, **more: Any) -> CaseAppropriation:
    return annual(
        first,
        amount,
        **{
            "kind": "multi_year",
            "last_fiscal_year": last,
            "enacted": date(first, 7, 4),
            **more,
        },
    )


def level(year: int, low: int, target: int, high: int) -> CaseLevel:
    return CaseLevel(
        id=f"l-{year}",
        country="SE",
        year=year,
        what="places",
        low=Decimal(low),
        target=Decimal(target),
        high=Decimal(high),
        citation=CITED,
        row=year - 2025,
    )


def published(value: int, since: date, until: date) -> CasePublished:
    return CasePublished(
        id=f"p-{value}",
        figure="nationals_held",
        value=Decimal(value),
        unit="people",
        population="Swedes",
        period_from=since,
        period_to=until,
        is_original=False,
        citation=CITED,
        row=1,
    )


def add_file(db: Database, file_id: str, publisher: str, name: str = "a.csv") -> None:
    row = {
        "file_id": file_id,
        "source": "made",
        "layout": "made",
        "publisher": publisher,
        "title": "Made",
        "name": name,
        "sha256": file_id * 4,
        "bytes": 1,
        "retrieved_basis": "unknown",
        "rows_read": 1,
        "rows_loaded": 1,
        "rows_rejected": 0,
        "rows_repeated": 0,
        "load_number": 1,
    }
    db.append(FILE, [row])


def add_spending(db: Database, millions: dict[str, object], year: int = 2024) -> None:
    add_file(db, f"milex{year}", "An institute", "milex.xlsx")
    rows = [
        {
            "file_id": f"milex{year}",
            "row_number": number,
            "country_name": name,
            "country": name if len(name) == 2 else None,
            "year": year,
            "amount": amount,
            "currency": "USD",
            "unit": "millions",
            "prices": "current",
            "certainty": "stated",
            "address": f"B{number}",
        }
        for number, (name, amount) in enumerate(millions.items(), start=1)
    ]
    db.append(MILITARY_SPENDING, rows)


def stay(person: str | None, **more: Any) -> dict[str, Any]:
    return {
        "file_id": "stays",
        "person": person,
        "book_in": date(2025, 3, 1),
        "book_out": date(2025, 4, 1),
        "birth_year": 1990,
        "citizenship": "SE",
        "citizenship_name": "SWEDEN",
        "criminality": "3 Other Immigration Violator",
        **more,
    }


def add_stays(db: Database, rows: Sequence[dict[str, Any]]) -> None:
    add_file(db, "stays", f"A project, from records of {AGENCY}", "stays.parquet")
    numbered = [{**row, "row_number": n} for n, row in enumerate(rows, start=1)]
    db.append(DETENTION_STAY, numbered)


def one(db: Database | None, of: Case, name: str, **set_: str) -> FigureValue:
    """Ask for one figure, which can be given."""
    found = asked(db, of, name, **set_)
    assert isinstance(found, FigureValue), found
    return found


def none(db: Database | None, of: Case, name: str, **set_: str) -> NotLoaded:
    """Ask for one figure, which cannot be given."""
    found = asked(db, of, name, **set_)
    assert isinstance(found, NotLoaded), found
    return found


def asked(
    db: Database | None, of: Case, name: str, as_of: date | None = None, **set_: str
) -> FigureValue | NotLoaded:
    given = {f"{name}.{key}": value for key, value in set_.items()}
    (found,) = figures(db, of, as_of, FigureSettings((name,), given))
    return found


def readings(figure: FigureValue) -> dict[str, Decimal]:
    return {reading.name: reading.value for reading in figure.readings}
