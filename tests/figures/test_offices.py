"""Offices: counted from the case's rows, by component and city, on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from crosstie.model.case import CasePresence
from crosstie.model.claims import Missing, NotLoaded
from crosstie.model.words import Status
from tests.figures.made import CITED, GUESSED, asked, case, none, one, readings


def office(
    city: str, component: str = "A", row: int = 1, **more: object
) -> CasePresence:
    made = CasePresence(
        id=city.lower(),
        office="Bureau",
        component=component,
        city=city,
        site="",
        status=Status.ACTIVE,
        status_date=date(2026, 2, 5),
        citation=CITED,
        row=row,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_active_offices_with_cities_and_components() -> None:
    rows = (
        office("Malmö"),
        office("Lund", row=2),
        office("Lund", "B", row=3),
        office("Umeå", status=Status.ENDED, row=4),
        office("Kiruna", citation=GUESSED, row=5),
    )
    found = one(None, case(presence=rows), "offices")
    assert (found.value, found.as_of) == (3, date(2026, 2, 5))
    near = {reading.says: reading.value for reading in found.readings}
    assert near["active offices of A (Bureau)"] == 2
    assert near["active offices of B (Bureau)"] == 1
    assert readings(found)["cities"] == 2
    assert readings(found)["others"] == 2
    assert [cell.row_number for cell in found.cells] == [1, 2, 3]
    assert found.caveats[-1].startswith("Every office that is counted belongs to: A")


def test_before_anybody_wrote_of_them_there_is_nothing_to_count() -> None:
    found = asked(None, case(presence=(office("Lund"),)), "offices", date(2026, 1, 1))
    assert isinstance(found, NotLoaded)
    assert found.why is Missing.NO_ROWS
    assert "presence.csv" in none(None, case(), "offices").missing
