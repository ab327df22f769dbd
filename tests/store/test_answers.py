"""An answer stands at the organisation that gave it, whatever register it is in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crosstie.model.case import Buyer, Case, CaseAnswer, CaseOrganisation, Citation
from crosstie.store.answers import load_answers
from crosstie.store.engine import Database
from crosstie.store.run_tables import SAME_ORGANISATION

CITED = Citation("A newspaper", "What they said", "https://example.org/said")


def answer(organisation: str, row: int) -> CaseAnswer:
    return CaseAnswer(organisation, "We did so.", date(2026, 1, 2), CITED, row)


def test_an_answer_goes_to_the_canonical_organisation(run_db: Database) -> None:
    run_db.append(
        SAME_ORGANISATION,
        [
            {
                "organisation_id": "case:mill",
                "canonical_id": "lei:1",
                "reason": "shared identifier",
            }
        ],
    )
    mill = CaseOrganisation("mill", "Mill", (), "CA", "", (), None, None, CITED, 1)
    case = Case(
        name="c",
        title="t",
        country="CA",
        buyer=Buyer("b", "B"),
        folder=Path("c"),
        organisations=(mill,),
        answers=(answer("mill", 1), answer("listed:X:Y", 2)),
    )
    load_answers(run_db, case)
    assert run_db.rows(
        "answers",
        "select organisation_id, answer, date from case_answer order by row_number",
    ) == [
        {
            "organisation_id": "lei:1",
            "answer": "We did so.",
            "date": date(2026, 1, 2),
        },
        {
            "organisation_id": "listed:X:Y",
            "answer": "We did so.",
            "date": date(2026, 1, 2),
        },
    ]
