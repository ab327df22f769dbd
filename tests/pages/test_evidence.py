"""One row of a file: what was written there, and who relies on it."""

from collections.abc import Mapping
from typing import Any

import pytest

from crosstie.errors import NotFound
from crosstie.model.original import OriginalCell, OriginalRow, ReadOriginal
from crosstie.pages.evidence import (
    EvidenceContext,
    every_record,
    find_file,
    read_evidence,
)
from crosstie.pages.report import report_context
from crosstie.pages.tie_page import tie_sections
from crosstie.store.engine import Database
from tests.pages.bodies import full_run
from tests.pages.rows import CASE_SHA, SHA


def read(row: int, original: ReadOriginal | None = None) -> EvidenceContext:
    db = full_run()
    ties = [part.tie for part in tie_sections(report_context(db))]
    return read_evidence(db, ties, find_file(db, SHA[:16], row), row, original)


def written(*cells: tuple[str, str, str, bool]) -> ReadOriginal:
    def read_row(
        file: Mapping[str, Any], number: int, also: frozenset[int]
    ) -> OriginalRow:
        assert file["sha256"] == SHA
        assert number in also
        return OriginalRow(tuple(OriginalCell(*cell) for cell in cells), number + 1)

    return read_row


def test_where_the_file_is_gone_it_shows_what_was_loaded() -> None:
    page = read(5)
    assert not page.is_original
    assert page.cells == ()
    (row,) = page.loaded
    assert row.table == "transaction"
    by_name = {c.column: c.value for c in row.cells}
    assert by_name["supplier_name"] == "ROSKA LLC"
    assert "spelling_id" not in by_name
    assert page.url == "https://example.org/award/02"
    assert (page.sha256, page.rows, page.award_id) == (SHA, 312, "CONT_AWD_02")


def test_where_the_file_stands_it_shows_every_column_as_written() -> None:
    original = written(
        ("Recipient", "ROSKA LLC", "supplier_name", False),
        ("Officer pay", "", "", True),
        ("Weight", " 12 kg", "", False),
    )
    page = read(5, original)
    assert page.is_original
    assert page.line == 6
    assert [(c.column, c.value, c.state) for c in page.cells] == [
        ("Recipient", "ROSKA LLC", ""),
        ("Officer pay", "", "withheld"),
        ("Weight", " 12 kg", ""),
    ]
    assert page.cells[0].parts == (("ROSKA LLC", True),)


def test_every_tie_that_relies_on_it_is_named() -> None:
    page = read(5)
    said = {(c.tie_id, c.hop != "") for c in page.cited}
    assert ("tie02", True) in said
    assert ("tie02", False) in said
    action = next(c for c in page.cited if not c.hop)
    assert action.counts
    assert str(action.obligated) == "7234926.20"


def test_a_private_person_is_withheld_in_the_raw_row_too() -> None:
    original = written(
        ("recipient_name", "JANE DOE", "supplier_name", False),
        ("recipient_city", "MCLEAN", "supplier_city", False),
        ("home_address_of_awardee", "1 LANE", "", False),
        ("notes", "JANE DOE", "", False),
        ("what", "SECRET PERSON NAME", "description", False),
        ("amount", "100.00", "obligated", False),
    )
    for page in (read(22, original), read(22)):
        shown = repr((page.cells, page.loaded, page.cited))
        for secret in ("JANE", "MCLEAN", "1 LANE", "SECRET"):
            assert secret not in shown
        assert page.is_person
        assert (page.record_id, page.party_id) == ("", "")
    states = {c.column: c.state for c in read(22, original).cells}
    assert states == {
        "recipient_name": "withheld",
        "recipient_city": "withheld",
        "home_address_of_awardee": "withheld",
        "notes": "masked",
        "what": "withheld",
        "amount": "",
    }


def test_a_name_of_an_organisation_is_never_taken_for_a_persons() -> None:
    original = written(("name", "Roska Inc.", "name", False))
    assert read(101, original).cells[0].state == ""


def test_a_row_that_no_tie_uses_is_nobodys_business() -> None:
    with pytest.raises(NotFound, match="no tie"):
        read(299)


@pytest.mark.parametrize(("digest", "row"), [("0" * 16, 1), (SHA[:16], 313)])
def test_what_is_not_there_is_said_to_be_missing(digest: str, row: int) -> None:
    with pytest.raises(NotFound):
        find_file(full_run(), digest, row)


def test_every_record_that_is_cited_has_a_page() -> None:
    db: Database = full_run()
    listed = set(every_record(db))
    ties = [part.tie for part in tie_sections(report_context(db))]
    for tie in ties:
        assert {(SHA, a.row_number) for a in tie.actions_of} <= listed
        for hop in tie.hops:
            for e in hop.evidence:
                assert (e.sha256, e.row_number) in listed


def test_a_row_of_the_case_says_so() -> None:
    db = full_run()
    ties = [part.tie for part in tie_sections(report_context(db))]
    row = next(n for sha, n in every_record(db) if sha == CASE_SHA)
    page = read_evidence(db, ties, find_file(db, CASE_SHA[:16], row), row)
    assert page.is_case
