"""Route presence: one tie an office; an office that is not confirmed; its date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crosstie.model.case import CasePresence, Citation
from crosstie.model.words import Status
from crosstie.store.engine import Database
from tests.ties.factory import CITED, case, hops, load, trace


def office(city: str, citation: Citation = CITED) -> CasePresence:
    return CasePresence(
        city.lower(),
        "Attaché office",
        "INV",
        city,
        "embassy",
        Status.ACTIVE,
        date(2026, 11, 18),
        citation,
        1,
    )


def test_each_office_is_a_tie_of_its_own(run_db: Database, tmp_path: Path):
    load(run_db, tmp_path)
    of = case(presence=(office("Port"), office("Hill")))
    first, second = trace(run_db, of)
    assert first["organisation"] == "Attaché office, Hill"
    assert first["organisation_id"] == "presence:hill"
    assert first["tie_id"] != second["tie_id"]
    assert (first["kind"], first["scope"]) == ("finding", "buyer")
    assert (first["component"], first["supplier"]) == ("INV", None)
    assert (first["status"], first["status_date"]) == ("active", date(2026, 11, 18))
    assert hops(run_db, first["tie_id"])[1] == (
        "Attaché office, Hill",
        "stands in",
        "XX",
    )


def test_an_unconfirmed_office_is_a_lead(run_db: Database, tmp_path: Path):
    load(run_db, tmp_path)
    unsure = Citation("A Newspaper", "A rumour", "", confirmed=False)
    (tie,) = trace(run_db, case(presence=(office("Port", unsure),)))
    assert tie["kind"] == "lead"
