"""One row of a file: as its publisher wrote it, as it was loaded, and what cites it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.errors import NotFound
from crosstie.model.original import ReadOriginal
from crosstie.pages.addresses import public_url
from crosstie.pages.contexts import Tie
from crosstie.pages.evidence_cells import (
    Cell,
    is_person,
    known_names,
    loaded_cells,
    original_cells,
)
from crosstie.pages.facts import RunDatabase
from crosstie.pages.words import of_case, predicate
from crosstie.text.language import _

Row = Mapping[str, Any]


@dataclass(frozen=True)
class LoadedRow:
    """What one table took from the row."""

    table: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Cited:
    """One place where the row carries something."""

    tie_id: str
    organisation: str
    organisation_id: str
    supplier: str
    route: str
    kind: str
    scope: str
    hop: str
    """The statement that it carries; empty where it is an action of the tie."""
    field: str
    value: str
    number: int
    """Its number among the records cited; 0 where it has none."""
    obligated: Decimal | None
    currency: str
    counts: bool
    reason: str


@dataclass(frozen=True)
class EvidenceContext:
    """One row of one file."""

    file_id: str
    sha256: str
    row_number: int
    rows: int
    """Rows of the file."""
    file_name: str
    member: str
    publisher: str
    title: str
    version: str
    licence: str
    source: str
    layout: str
    file_url: str
    """The publisher's page of the dataset."""
    url: str
    """The publisher's page of this record; empty where it has none."""
    retrieved: date | None
    retrieved_basis: str
    record_id: str
    is_case: bool
    award_id: str
    party_id: str
    is_original: bool
    """True where the cells were read from the file itself, with the hash above."""
    line: int | None
    cells: tuple[Cell, ...]
    loaded: tuple[LoadedRow, ...]
    cited: tuple[Cited, ...]
    is_person: bool
    """True where the row is of a private person, who is masked."""
    others: tuple[int, ...]
    """Neighbouring rows of the file that the run uses: before and after."""


TABLES = (
    *("transaction", "subaward", "organisation", "organisation_name"),
    *("organisation_identifier", "ownership_statement", "support"),
)
"""Tables of a run whose rows come from a row of a file."""

_PLACED = (*TABLES, "tie_transaction", "match", "party_parent")

_COUNTRIES = """select row_number
from country_evidence
where file_id = $file_id
and subject_id in (
    select organisation_id from organisation
    union select s.canonical_id from same_organisation as s
        join organisation as o on o.organisation_id = s.organisation_id
    union select child_id from control
    union select parent_id from control
    union select organisation_id from tie
    union select parent_id from tie
    union select organisation_id from near_miss
)"""
"""Country evidence of organisations that have a page; a run holds that of all."""


def find_file(
    db: RunDatabase, digest: str, row_number: int, member: str = ""
) -> dict[str, Any]:
    """Find the file of a row from the first digits of its hash.

    Of several members of one zip, the one whose row the run uses is taken.

    Raises:
        NotFound: the run rests on no such file, or the file has no such row.

    """
    found = db.rows(
        "file of a row",
        "select *\nfrom file\nwhere left(sha256, 16) = $digest\n"
        "and ($member = '' or member = $member)\norder by file_id",
        {"digest": digest, "member": member},
    )
    if not found:
        raise NotFound(
            _("the run rests on no file whose hash begins with {digest}").format(
                digest=digest
            ),
            next_step=_("look at the page of sources, which lists every file"),
        )
    if len(found) > 1:
        used = [f for f in found if row_number in used_rows(db, f)]
        found = used or found
    file = found[0]
    if not 1 <= row_number <= max(file["rows_read"], 1):
        raise NotFound(
            _("{file} has no row {row}: it has {rows}").format(
                file=file["name"], row=row_number, rows=file["rows_read"]
            ),
            next_step=_("ask for one of its rows"),
        )
    return file


def used_rows(db: RunDatabase, file: Row) -> frozenset[int]:
    """List the rows of a file that the run uses anywhere."""
    known = {
        r["table_name"]
        for r in db.rows("tables of a run", "select table_name from duckdb_tables()")
    }
    parts = [
        f'select row_number from "{table}" where file_id = $file_id'  # noqa: S608
        for table in _PLACED
        if table in known
    ]
    parts.append("select row_number from evidence where file_sha256 = $sha256")
    parts.append(_COUNTRIES)
    rows = db.rows(
        "rows that are used",
        "select distinct row_number\nfrom (\n" + "\nunion all\n".join(parts) + "\n)",
        {"file_id": file["file_id"], "sha256": file["sha256"]},
    )
    return frozenset(r["row_number"] for r in rows if r["row_number"])


def every_record(db: RunDatabase) -> tuple[tuple[str, int], ...]:
    """List every row that has a page: (SHA-256 of its file, row), each once."""
    files = db.rows("files of a run", "select *\nfrom file\norder by sha256, file_id")
    found = {(f["sha256"], row) for f in files for row in used_rows(db, f)}
    return tuple(sorted(found))


def read_evidence(
    db: RunDatabase,
    ties: Sequence[Tie],
    file: Row,
    row_number: int,
    original: ReadOriginal | None = None,
) -> EvidenceContext:
    """Read one row of a file; `original` reads it from the file itself.

    Raises:
        NotFound: the run does not use the row. A file holds many rows about others,
            which are nobody's business here.

    """
    used = used_rows(db, file)
    if row_number not in used:
        raise NotFound(
            _("no tie of this run rests on row {row} of {file}").format(
                row=row_number, file=file["name"]
            ),
            next_step=_("open the file itself at its publisher"),
        )
    tables = _tables(db, file, row_number)
    of_person = is_person(db, tables)
    row = original(file, row_number, used) if original else None
    cited = _cited(ties, file, row_number)
    values = frozenset(c.value for c in cited if c.value)
    safe = known_names(db, tables)
    cells = original_cells(row, of_person, safe, values) if row else ()
    loaded = tuple(
        LoadedRow(table, loaded_cells(one, of_person, safe, values))
        for table, one in tables
    )
    first = next((r for t, r in tables if t in ("transaction", "subaward")), {})
    before = max((n for n in used if n < row_number), default=0)
    after = min((n for n in used if n > row_number), default=0)
    texts = ("version", "licence", "member", "layout")
    return EvidenceContext(
        file_id=file["file_id"],
        sha256=file["sha256"],
        row_number=row_number,
        rows=file["rows_read"],
        file_name=file["name"],
        publisher=of_case(file["source"], file["publisher"]),
        title=of_case(file["source"], file["title"] or ""),
        source=file["source"],
        **{name: file[name] or "" for name in texts},
        file_url=public_url(file["url"]),
        url=_url(tables, ties, file, row_number),
        retrieved=file["retrieved"],
        retrieved_basis=file["retrieved_basis"],
        record_id="" if of_person else _record_id(tables),
        is_case=file["source"] == "case",
        award_id=first.get("award_id") or "",
        party_id="" if of_person else _party(db, first),
        is_original=row is not None,
        line=row.line if row else None,
        cells=cells,
        loaded=loaded,
        cited=cited,
        is_person=of_person,
        others=tuple(n for n in (before, after) if n),
    )


def _tables(db: RunDatabase, file: Row, number: int) -> list[tuple[str, Row]]:
    known = {
        r["table_name"]
        for r in db.rows("tables of a run", "select table_name from duckdb_tables()")
    }
    found: list[tuple[str, Row]] = []
    for table in TABLES:
        if table in known:
            found += [
                (table, row)
                for row in db.rows(
                    f"{table} of a row",
                    f'select *\nfrom "{table}"\n'
                    "where file_id = $file_id and row_number = $number\norder by all",
                    {"file_id": file["file_id"], "number": number},
                )
            ]
    return found


def _party(db: RunDatabase, row: Row) -> str:
    if not row.get("spelling_id"):
        return ""
    found = db.value(
        "party of a row",
        "select party_id\nfrom party_spelling\nwhere spelling_id = $id",
        {"id": row["spelling_id"]},
    )
    return str(found or "")


def _record_id(tables: Sequence[tuple[str, Row]]) -> str:
    return next((r["record_id"] for _table, r in tables if r.get("record_id")), "")


def _url(
    tables: Sequence[tuple[str, Row]], ties: Sequence[Tie], file: Row, number: int
) -> str:
    """Give the publisher's page of the record, as the row or its evidence states it."""
    for _table, row in tables:
        url = public_url(row.get("permalink") or row.get("url"))
        if url:
            return url
    return next(
        (
            e.url
            for tie in ties
            for hop in tie.hops
            for e in hop.evidence
            if e.url and e.sha256 == file["sha256"] and e.row_number == number
        ),
        "",
    )


def _cited(ties: Sequence[Tie], file: Row, number: int) -> tuple[Cited, ...]:
    found: dict[tuple[object, ...], Cited] = {}
    for tie in ties:
        for hop in tie.hops:
            for e in hop.evidence:
                if e.sha256 == file["sha256"] and e.row_number == number:
                    verb = predicate(hop.predicate, hop.is_sure, hop.from_label)
                    said = f"{hop.from_label} {verb} {hop.to_label}"
                    one = _one(tie, said, e.field, e.value, e.number)
                    found.setdefault((tie.tie_id, said, e.field, e.value), one)
        for action in tie.actions_of:
            if action.key == (file["file_id"], number):
                one = _one(
                    tie,
                    "",
                    "",
                    "",
                    0,
                    action.obligated,
                    action.currency or tie.currency,
                    action.counts and not tie.not_counted_reason,
                    action.reason or tie.not_counted_reason,
                )
                found.setdefault((tie.tie_id, "action"), one)
    return tuple(found.values())


def _one(
    tie: Tie,
    said: str,
    field: str,
    value: str,
    number: int,
    obligated: Decimal | None = None,
    currency: str = "",
    counts: bool = False,
    reason: str = "",
) -> Cited:
    return Cited(
        tie_id=tie.tie_id,
        organisation=tie.organisation,
        organisation_id=tie.organisation_id,
        supplier=tie.supplier,
        route=tie.route,
        kind=tie.kind,
        scope=tie.scope,
        hop=said,
        field=field,
        value=value,
        number=number,
        obligated=obligated,
        currency=currency,
        counts=counts,
        reason=reason,
    )
