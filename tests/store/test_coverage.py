"""What is loaded and what is not is said in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from crosstie.model.case import (
    Buyer,
    Case,
    CasePresence,
    Citation,
    Component,
    Decision,
)
from crosstie.model.window import Window
from crosstie.model.words import Judgement, Status
from crosstie.store.coverage import (
    component_spans,
    newest_date,
    not_loaded,
)
from crosstie.store.engine import Database
from crosstie.store.run_tables import MATCH, PARTY_SPELLING, RUN_TABLES
from crosstie.store.tables import TRANSACTION, WORKSPACE

SIBLING = Component("Coast Office", "CO", codes=("2",))
QUIET = Component("Quiet Office", "QO", codes=("3",))
CASE = Case(
    name="c",
    title="t",
    country="CA",
    buyer=Buyer(
        "Harbour Agency",
        "HA",
        names=("AGENCY OF HARBOURS",),
        codes=("1",),
        siblings=(SIBLING, QUIET),
    ),
    folder=Path("c"),
)


def traced(tmp_path: Path, days: list[tuple[str, date]]) -> Database:
    path = tmp_path / "workspace.duckdb"
    with Database.open(path) as workspace:
        workspace.create(WORKSPACE)
        workspace.append(
            TRANSACTION,
            [
                {
                    "award_id": f"a{n}",
                    "file_id": "f",
                    "row_number": n,
                    "layout": "l",
                    "grain": "transaction",
                    "piid": f"p{n}",
                    "currency": "USD",
                    "component_code": code,
                    "action_date": when,
                }
                for n, (code, when) in enumerate(days, start=1)
            ],
        )
    db = Database.memory()
    db.create(RUN_TABLES)
    db.attach(path, "w")
    return db


def test_a_gap_splits_the_span_and_is_named(tmp_path: Path) -> None:
    days = [("1", date(2020, 1, 5)), ("1", date(2020, 2, 1)), ("1", date(2022, 3, 1))]
    with traced(tmp_path, days) as db:
        spans = component_spans(db, CASE)
        said = not_loaded(db, CASE, spans, Window(), sample=False)
    assert [(s["first_date"], s["last_date"], s["rows"]) for s in spans] == [
        (date(2020, 1, 5), date(2020, 2, 1), 2),
        (date(2022, 3, 1), date(2022, 3, 1), 1),
    ]
    assert "HA awards between 2020-02-01 and 2022-03-01" in said
    assert "HA awards after 2022-03-01" in said
    assert "HA awards before 2020-01-05" in said
    assert "awards of siblings (CO, QO)" in said
    assert "subawards" in said


def test_months_with_few_rows_are_no_coverage(tmp_path: Path) -> None:
    days = [("1", date(2020, 1, 1 + n)) for n in range(20)]
    days += [
        ("1", date(2020, 12, 1)),
        *[("1", date(2021, 9, 1 + n)) for n in range(20)],
    ]
    with traced(tmp_path, days) as db:
        spans = component_spans(db, CASE)
        said = not_loaded(db, CASE, spans, Window(), sample=False)
    assert [span["full"] for span in spans] == [True, False, True]
    assert "HA awards between 2020-01-20 and 2021-09-01, but for 1 of them" in said


def test_gaps_outside_the_window_are_not_named(tmp_path: Path) -> None:
    days = [("1", date(2019, 5, 5)), ("1", date(2020, 10, 3)), ("1", date(2020, 11, 1))]
    window = Window(since=date(2020, 10, 1), until=date(2020, 10, 31))
    with traced(tmp_path, days) as db:
        spans = component_spans(db, CASE)
        said = not_loaded(db, CASE, spans, window, sample=False)
    assert not any(sentence.startswith("HA") for sentence in said)


def test_an_empty_workspace_says_that_the_buyers_awards_are_missing(
    tmp_path: Path,
) -> None:
    with traced(tmp_path, []) as db:
        spans = component_spans(db, CASE)
        assert "awards of HA" in not_loaded(db, CASE, spans, Window(), sample=False)


def test_of_a_sample_the_gaps_are_not_listed_one_by_one(tmp_path: Path) -> None:
    days = [("1", date(2020, 1, 5)), ("1", date(2022, 3, 1))]
    with traced(tmp_path, days) as db:
        said = not_loaded(db, CASE, component_spans(db, CASE), Window(), sample=True)
    assert said[0] == "every award record but the few that ship with the case"
    assert not any("between" in sentence for sentence in said)


def test_the_newest_date_may_be_that_of_a_document(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with Database.open(path) as db:
        db.create(WORKSPACE)
        assert newest_date(db, CASE) is None
        cited = Citation("p", "t", "https://example.org")
        office = CasePresence(
            "1", "o", "HA", "x", "y", Status.ACTIVE, date(2024, 5, 1), cited, 1
        )
        assert newest_date(db, replace(CASE, presence=(office,))) == date(2024, 5, 1)


def test_a_decision_that_nothing_answers_to_is_named(tmp_path: Path) -> None:
    def decided(row: int, supplier: str = "", tie: str = "") -> Decision:
        at = "2026-01-02T10:00:00Z"
        return Decision(supplier, "o", tie, Judgement.POSITIVE, "desk", at, "seen", row)

    rows = (decided(1, "MILL, INC."), decided(2, "GONE LLC"), decided(3, tie="t9"))
    with traced(tmp_path, []) as db:
        db.append(
            PARTY_SPELLING, [{"spelling_id": "s", "party_id": "p", "name": "MILL INC"}]
        )
        match = {"match_id": "m", "party_id": "p", "organisation_id": "o"}
        words = {"kind": "same", "reason": "r", "basis": "decision"}
        sure = {"probability": 1.0, "from_case": True, "decision": "positive"}
        db.append(MATCH, [{**match, **words, **sure}])
        said = not_loaded(db, replace(CASE, decisions=rows), [], Window(), sample=True)
    assert said[-2:] == [
        "what row 2 of decisions.csv decides on (GONE LLC)",
        "what row 3 of decisions.csv decides on (t9)",
    ]
