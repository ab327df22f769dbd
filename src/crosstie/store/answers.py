"""What organisations said of their ties: from the case into the run."""

from __future__ import annotations

from crosstie.model.case import Case
from crosstie.store.engine import Database
from crosstie.store.run_tables import CASE_ANSWER


def load_answers(db: Database, case: Case) -> None:
    """Put the case's answers beside the organisations that gave them.

    An answer names a row of organisations.csv, or the id of a register; it stands at
    the organisation that all rows of registers and case are one with.
    """
    canonical = {
        row["organisation_id"]: row["canonical_id"]
        for row in db.rows(
            "canonical ids",
            "select organisation_id, canonical_id\nfrom same_organisation",
        )
    }
    own = {organisation.id for organisation in case.organisations}
    rows = []
    for answer in case.answers:
        stated = answer.organisation
        organisation_id = f"case:{stated}" if stated in own else stated
        rows.append(
            {
                "organisation_id": canonical.get(organisation_id, organisation_id),
                "answer": answer.text,
                "date": answer.date,
                "publisher": answer.citation.publisher,
                "title": answer.citation.title,
                "url": answer.citation.url,
                "row_number": answer.row,
            }
        )
    db.append(CASE_ANSWER, rows)
