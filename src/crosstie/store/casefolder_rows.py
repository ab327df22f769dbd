"""Reading the small tables of a case folder into the model's rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from crosstie.model.case import (
    CaseAnswer,
    CaseAppropriation,
    CaseDocument,
    CaseLevel,
    CaseOrganisation,
    CaseOwnership,
    CasePresence,
    CaseProduct,
    CasePublished,
    Decision,
)
from crosstie.model.words import Judgement, Route, Status
from crosstie.store.casefolder_cells import Cells, Problems
from crosstie.store.casefolder_tables import CaseTable

Row = TypeVar("Row")

INTERESTS = ("control", "joint_control", "stake")
APPROPRIATION_KINDS = ("annual", "multi_year")
DOCUMENT_ROUTES = (Route.PROPERTY.value, Route.DOCUMENTED.value)


def read_table(
    path: Path,
    table: CaseTable,
    make: Callable[[Cells], Row],
    problems: Problems,
) -> tuple[Row, ...]:
    """Read one table; a file that is not there has no rows."""
    if not path.exists():
        return ()
    return read_content(path.read_bytes(), table, make, problems)


def read_content(
    data: bytes,
    table: CaseTable,
    make: Callable[[Cells], Row],
    problems: Problems,
) -> tuple[Row, ...]:
    """Read one table from its bytes."""
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        problems.add(
            f"is not UTF-8 (byte {cause.start}): save it as CSV UTF-8", table.file
        )
        return ()
    lines = csv.reader(io.StringIO(content, newline=""), strict=True)
    try:
        records = [line for line in lines if any(cell.strip() for cell in line)]
    except csv.Error as cause:
        problems.add(f"line {lines.line_num} is no valid CSV: {cause}", table.file)
        return ()
    if not records:
        problems.add(f"has no header, expected: {','.join(table.columns)}", table.file)
        return ()
    header = [cell.strip() for cell in records[0]]
    if not _is_header(header, table, problems):
        return ()
    return _rows(records[1:], header, table, make, problems)


def count_records(path: Path) -> int:
    """Count the rows of a table that has been read without problems."""
    content = path.read_bytes().decode("utf-8-sig")
    lines = csv.reader(io.StringIO(content, newline=""))
    return sum(any(cell.strip() for cell in line) for line in lines) - 1


def organisation(cells: Cells) -> CaseOrganisation:
    """Read one row of organisations.csv."""
    start, end = cells.period()
    return CaseOrganisation(
        id=cells.id("id"),
        name=cells.required("name"),
        other_names=cells.words("other_names"),
        country=cells.country("country"),
        city=cells.text("city"),
        identifiers=cells.identifiers("identifiers"),
        valid_from=start,
        valid_to=end,
        citation=cells.citation(confirmed=cells.flag("confirmed")),
        row=cells.row,
    )


def ownership(cells: Cells, known: frozenset[str]) -> CaseOwnership:
    """Read one row of ownership.csv."""
    child, parent = cells.reference("child", known), cells.reference("parent", known)
    if child and child == parent:
        cells.problem("parent", f"{parent!r} owns itself: another id is expected")
    start, end = cells.period()
    return CaseOwnership(
        child=child,
        parent=parent,
        interest=cells.choice("interest", INTERESTS),
        percent=cells.percent("percent"),
        valid_from=start,
        valid_to=end,
        citation=cells.citation(confirmed=cells.flag("confirmed")),
        row=cells.row,
    )


def product(cells: Cells, known: frozenset[str]) -> CaseProduct:
    """Read one row of products.csv."""
    start, end = cells.period()
    return CaseProduct(
        name=cells.required("name"),
        maker=cells.reference("maker", known),
        valid_from=start,
        valid_to=end,
        citation=cells.citation(confirmed=cells.flag("confirmed")),
        row=cells.row,
    )


def document(cells: Cells, known: frozenset[str]) -> CaseDocument:
    """Read one row of documents.csv."""
    first, vague = cells.vague_day("first_date")
    return CaseDocument(
        id=cells.id("id"),
        organisation=cells.reference("organisation", known),
        route=cells.choice("route", DOCUMENT_ROUTES),
        summary=cells.required("summary"),
        place=cells.text("place"),
        status=cells.word("status", Status, Status.UNKNOWN),
        status_date=cells.day("status_date"),
        first_date=first,
        first_date_text=vague,
        citation=cells.citation(confirmed=cells.flag("confirmed")),
        row=cells.row,
    )


def presence(cells: Cells) -> CasePresence:
    """Read one row of presence.csv."""
    return CasePresence(
        id=cells.id("id"),
        office=cells.required("office"),
        component=cells.required("component"),
        city=cells.required("city"),
        site=cells.text("site"),
        status=cells.word("status", Status, Status.UNKNOWN),
        status_date=cells.day("status_date"),
        citation=cells.citation(confirmed=cells.flag("confirmed")),
        row=cells.row,
    )


def answer(cells: Cells, known: frozenset[str]) -> CaseAnswer:
    """Read one row of answers.csv."""
    return CaseAnswer(
        organisation=cells.reference("organisation", known),
        text=cells.required("text"),
        date=cells.day("date"),
        citation=cells.citation(confirmed=True),
        row=cells.row,
    )


def appropriation(cells: Cells) -> CaseAppropriation:
    """Read one row of appropriations.csv."""
    kind = cells.choice("kind", APPROPRIATION_KINDS)
    first, last = cells.year("fiscal_year"), cells.year("last_fiscal_year")
    if (kind == "annual" and last != first) or last < first:
        cells.problem(
            "last_fiscal_year",
            f"{last}: the same year is expected of an annual amount, else a later one",
        )
    currency = cells.required("currency")
    if currency and not re.fullmatch("[A-Z]{3}", currency):
        cells.problem("currency", f"{currency!r}: an ISO 4217 code is expected")
    return CaseAppropriation(
        id=cells.id("id"),
        kind=kind,
        fiscal_year=first,
        last_fiscal_year=last,
        amount=cells.number("amount"),
        currency=currency,
        law=cells.required("law"),
        what=cells.required("what"),
        enacted=cells.day("enacted"),
        citation=cells.citation(confirmed=cells.flag("confirmed")),
        row=cells.row,
    )


def level(cells: Cells) -> CaseLevel:
    """Read one row of levels.csv."""
    low, target, high = (cells.number(name) for name in ("low", "target", "high"))
    if not low <= target <= high:
        cells.problem("target", f"{target}: a number from {low} to {high} is expected")
    return CaseLevel(
        id=cells.id("id"),
        country=cells.country("country"),
        year=cells.year("year"),
        what=cells.required("what"),
        low=low,
        target=target,
        high=high,
        citation=cells.citation(confirmed=cells.flag("confirmed")),
        row=cells.row,
    )


def published(cells: Cells) -> CasePublished:
    """Read one row of published_figures.csv."""
    return CasePublished(
        id=cells.id("id"),
        figure=cells.required("figure"),
        value=cells.number("value"),
        unit=cells.required("unit"),
        population=cells.required("population"),
        period_from=cells.day("period_from"),
        period_to=cells.day("period_to"),
        is_original=cells.flag("original"),
        citation=cells.citation(confirmed=cells.flag("confirmed")),
        row=cells.row,
    )


def decision(cells: Cells) -> Decision:
    """Read one row of decisions.csv: on a pair, or on a tie.

    Beside the id of a tie, its supplier and organisation may stand for the reader.
    """
    supplier, named = cells.text("supplier"), cells.text("organisation")
    tie = cells.text("tie")
    if not (tie or supplier or named) or bool(supplier) != bool(named):
        cells.problem(
            "tie", "either supplier and organisation, or a tie id, is expected"
        )
    return Decision(
        supplier=supplier,
        organisation=named,
        tie=tie,
        judgement=cells.word("judgement", Judgement, Judgement.UNSURE),
        by=cells.required("by"),
        at=cells.moment("at"),
        why=cells.required("why"),
        row=cells.row,
        file=cells.file,
    )


def _is_header(header: list[str], table: CaseTable, problems: Problems) -> bool:
    """Tell whether each column stands once and no other; name those that do not."""
    missing = [name for name in table.columns if name not in header]
    unknown = [name for name in header if name not in table.columns]
    repeated = {n for n in header if header.count(n) > 1 and n in table.columns}
    expected = ", ".join(table.columns)
    if len(header) == 1 and ";" in header[0]:
        problems.add("columns are separated by ';', commas are expected", table.file, 0)
        return False
    for name in missing:
        problems.add("the column is missing", table.file, 0, name)
    for name in unknown:
        problems.add(
            f"the column is unknown; known are {expected}", table.file, 0, name
        )
    for name in sorted(repeated):
        problems.add("the column stands twice", table.file, 0, name)
    return not (missing or unknown or repeated)


def _rows(
    records: list[list[str]],
    header: list[str],
    table: CaseTable,
    make: Callable[[Cells], Row],
    problems: Problems,
) -> tuple[Row, ...]:
    found: list[Row] = []
    seen: dict[str, int] = {}
    for number, record in enumerate(records, start=1):
        if len(record) != len(header):
            problems.add(
                f"has {len(record)} cells, {len(header)} are expected",
                table.file,
                number,
            )
            continue
        cells = Cells(
            table.file, number, dict(zip(header, record, strict=True)), problems
        )
        found.append(make(cells))
        key = cells.text(table.key) if table.key else ""
        if key and key in seen:
            cells.problem(table.key, f"{key!r} stands in row {seen[key]} already")
        seen.setdefault(key, number)
    return tuple(found)
