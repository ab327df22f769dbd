"""The page of one row of one file: the publisher's record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crosstie.pages.evidence import (
    EvidenceContext,
    every_record,
    find_file,
    read_evidence,
)
from crosstie.pages.tie_page import tie_sections
from crosstie.site.page import Page, Rows, Run
from crosstie.site.query import Parameter, Query
from crosstie.text.language import _, later


def _read(run: Run, query: Query) -> EvidenceContext:
    row = query.whole("row")
    file = find_file(run.db, query.text("file"), row)
    ties = [part.tie for part in tie_sections(run.context)]
    return read_evidence(run.db, ties, file, row, run.original)


def _rows(context: EvidenceContext) -> Rows:
    """Give every column of the row; what was loaded where the file is gone."""
    cells = [("", c) for c in context.cells] or [
        (one.table, c) for one in context.loaded for c in one.cells
    ]
    return Rows(
        ("table", "column", "value", "state"),
        [
            {"table": t, "column": c.column, "value": c.value, "state": c.state}
            for t, c in cells
        ],
    )


def _each(run: Run) -> Iterable[Mapping[str, str]]:
    return (
        {"file": sha256[:16], "row": str(row)} for sha256, row in every_record(run.db)
    )


EVIDENCE = Page(
    name="evidence",
    path="/evidence/{file}/{row}",
    template="evidence.html.j2",
    context=EvidenceContext,
    title=lambda context: _("Row {row} of {file}").format(
        row=context.row_number, file=context.file_name
    ),
    description=later(
        "One row of a file as its publisher wrote it, with file, hash and day of"
        " retrieval, and the ties that cite it"
    ),
    read=_read,
    rows=_rows,
    parameters=(
        Parameter(
            "file",
            later("First 16 digits of the SHA-256 of the file"),
            in_path=True,
            pattern="[0-9a-f]{16}",
        ),
        Parameter(
            "row",
            later("Row of the file, from 1, the header not counted"),
            "whole",
            least=1,
            in_path=True,
        ),
    ),
    instances=_each,
)
