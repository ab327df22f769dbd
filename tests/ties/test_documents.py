"""Routes property and documented: a deal, an unsure row, a day outside control."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crosstie.model.case import CaseDocument, Citation, Decision
from crosstie.model.window import Window
from crosstie.model.words import Judgement, Status
from crosstie.store.engine import Database
from tests.ties.factory import CITED, case, hops, load, organisation, owns, trace


def deal(**changes: object) -> CaseDocument:
    values: dict[str, object] = {
        "id": "warehouse",
        "organisation": "yard",
        "route": "property",
        "summary": "Sale of a warehouse, called off by the owner",
        "place": "Hanover County",
        "status": Status.CANCELLED,
        "status_date": date(2026, 1, 30),
        "first_date": None,
        "first_date_text": "January 2026",
        "citation": CITED,
        "row": 1,
    }
    return CaseDocument(**{**values, **changes})  # type: ignore[arg-type]


def test_a_property_deal_is_a_tie_without_amount(run_db: Database, tmp_path: Path):
    organisation(run_db, "case:yard", "Yard Developments", "XX", source="case")
    load(run_db, tmp_path)
    (tie,) = trace(run_db, case(documents=(deal(),)))
    assert (tie["route"], tie["kind"]) == ("property", "finding")
    assert (tie["status"], tie["status_date"]) == ("cancelled", date(2026, 1, 30))
    assert tie["date_text"] == "January 2026"
    assert tie["obligated"] is None and tie["supplier"] is None
    assert tie["without_case"] is False
    assert hops(run_db, tie["tie_id"]) == [
        ("A report", "names as a party", "Yard Developments"),
        ("Yard Developments", "is registered in", "XX"),
    ]


def test_an_unconfirmed_row_is_a_lead(run_db: Database, tmp_path: Path):
    organisation(run_db, "case:yard", "Yard Developments", "XX", source="case")
    load(run_db, tmp_path)
    unsure = Citation("A Newspaper", "A rumour", "", confirmed=False)
    (tie,) = trace(run_db, case(documents=(deal(citation=unsure),)))
    assert tie["kind"] == "lead"
    assert "unconfirmed" in tie["reason"]


def test_an_organisation_elsewhere_makes_no_tie(run_db: Database, tmp_path: Path):
    organisation(run_db, "case:yard", "Yard Developments", "YY", source="case")
    load(run_db, tmp_path)
    assert trace(run_db, case(documents=(deal(),))) == []


def test_the_window_does_not_touch_documents(run_db: Database, tmp_path: Path):
    organisation(run_db, "case:yard", "Yard Developments", "XX", source="case")
    load(run_db, tmp_path)
    window = Window(since=date(2030, 1, 1))
    assert len(trace(run_db, case(documents=(deal(),)), window)) == 1


def test_control_on_the_document_s_day_decides(run_db: Database, tmp_path: Path):
    organisation(run_db, "case:yard", "Yard Developments", "YY", source="case")
    organisation(run_db, "case:top", "Top Holding", "XX", source="case")
    owns(run_db, "case:yard", "case:top", None, date(2020, 1, 1))
    load(run_db, tmp_path)
    (tie,) = trace(run_db, case(documents=(deal(first_date=date(2026, 1, 5)),)))
    assert tie["kind"] == "not_counted"
    assert "only until 2020-01-01" in tie["not_counted_reason"]


def test_a_rejected_document_is_not_counted(run_db: Database, tmp_path: Path):
    organisation(run_db, "case:yard", "Yard Developments", "XX", source="case")
    load(run_db, tmp_path)
    (tie,) = trace(run_db, case(documents=(deal(route="documented"),)))
    assert tie["route"] == "documented"
    run_db.run("again", "delete from tie")
    for table in ("control", "hop", "evidence", "run"):
        run_db.run("again", f"delete from {table}")
    no = Decision(
        "", "", tie["tie_id"], Judgement.NEGATIVE, "reviewer-1", "2026-02-01", "no", 1
    )
    of = case(documents=(deal(route="documented"),), decisions=(no,))
    (again,) = trace(run_db, of)
    assert again["tie_id"] == tie["tie_id"]
    assert (again["kind"], again["decided_by"]) == ("not_counted", "reviewer-1")
