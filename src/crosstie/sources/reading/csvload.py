"""One CSV file into its tables: recognise, type, reject, count repeats once, fill."""

# Names that are formatted in below come from the declared tables, never from data.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from crosstie.errors import Place, StepFailed, UnreadableFile
from crosstie.sources.reading.batches import Batches, withheld
from crosstie.sources.reading.countries import fill_country_table
from crosstie.sources.reading.encoding import CleanText
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Layout, recognise
from crosstie.sources.reading.scan import Records, Scanner
from crosstie.sources.reading.typed import EXPECTED, clean_select
from crosstie.store.engine import Database, Row, quoted
from crosstie.store.loading import Outcome, keep_rejects
from crosstie.store.tables import REPEAT

__all__ = ["Filler", "load_csv"]

Progress = Callable[[int], None]
Filler = Callable[[Database, Layout, str], None]
"""Fills tables from the view `accepted`, for a file id."""


@dataclass
class _File:
    """One CSV file while it is being loaded."""

    db: Database
    member: Member
    layout: Layout
    header: Sequence[str]

    @property
    def personal_from(self) -> int | None:
        found = [self.header.index(n) for n in self.layout.personal if n in self.header]
        return min(found, default=None)


def load_csv(
    db: Database,
    member: Member,
    layouts: Sequence[Layout],
    *,
    fill: Filler | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Load one CSV file of a known layout; nothing of it is lost.

    Raises:
        UnknownLayout: its columns are none of the known layouts.
        UnreadableFile: it has no header, or its bytes end early.

    """
    with member.open() as stream:
        text = CleanText(stream)
        scanner = Scanner(text)
        header = scanner.header()
        if not any(header):
            raise UnreadableFile(
                "the file holds no header line",
                place=Place(member.label),
                next_step="download it again",
            )
        layout = recognise(header, layouts, member.label)
        file = _File(db, member, layout, header)
        batches = _stream(file, scanner, progress)
    rejected = _rejects(file, batches)
    keep_rejects(db, member.file_id, rejected)
    repeated = _twins(file)
    notes = [*text.notes(), *_countries(file)]
    (fill or fill_table)(db, layout, member.file_id)
    loaded = int(db.value("count accepted", "select count(*) from accepted") or 0)
    if batches.rows_read != loaded + len(rejected) + repeated:
        raise AssertionError(
            f"{batches.rows_read} records read, but {loaded} loaded,"
            f" {len(rejected)} rejected and {repeated} repeated"
        )
    if not batches.rows_read:
        notes.append("The file holds a header and no record.")
    return Outcome(
        layout=layout.name,
        rows_read=batches.rows_read,
        rows_loaded=loaded,
        rows_rejected=len(rejected),
        rows_repeated=repeated,
        notes=tuple(notes),
        **_dates(db, layout),
    )


def fill_table(db: Database, layout: Layout, file_id: str) -> None:
    """Insert the accepted rows into the layout's table."""
    table = layout.table
    if table is None:
        raise AssertionError(f"layout {layout.name} declares no table")
    selected = {
        name: _selected(layout, name)
        for name in layout.read.values()
        if name in table.column_names
        and name in set(db.columns("accepted"))
        and name not in layout.derived
    }
    selected |= layout.derived
    body = ",\n".join(f"  {sql} as {quoted(name)}" for name, sql in selected.items())
    db.fill(
        table,
        f"select\n  $file_id as file_id,\n  row_number,\n{body}\nfrom accepted",
        {"file_id": file_id},
    )


def _selected(layout: Layout, name: str) -> str:
    if layout.kind(name) != "country":
        return quoted(name)
    return (
        "(select k.code from country_written k"
        f" where k.written = accepted.{quoted(name)})"
    )


def _stream(file: _File, scanner: Scanner, progress: Progress | None) -> Batches:
    """Read the file once, into the temporary table `clean`."""
    personal = set(file.layout.personal)
    identical = list(file.layout.key)
    wanted = [name for name in file.header if name in file.layout.read]
    if not identical:
        wanted = identical = [name for name in file.header if name not in personal]
    batches = Batches(scanner, file.header, wanted, file.personal_from)
    select = clean_select(file.layout, file.header, identical, "arriving")
    reader = batches.reader(progress)
    file.db.register("arriving", reader)
    try:
        file.db.run("clean", f"create or replace temp table clean as\n{select}")
    except StepFailed:
        if batches.failure is not None:
            raise batches.failure from None
        raise
    finally:
        file.db.unregister("arriving")
    return batches


def _rejects(file: _File, batches: Batches) -> list[Row]:
    """Collect torn records, and rows with a cell that is not what it should be."""
    wrong = {
        int(row["row_number"]): str(row["problem"])
        for row in file.db.rows(
            "problems",
            "select row_number, problem\nfrom clean\nwhere problem is not null",
        )
    }
    sources = {target: source for source, target in file.layout.read.items()}
    found: list[Row] = [
        {
            "row_number": torn.row,
            "line": torn.line,
            "column_name": None,
            "reason": torn.reason,
            "record": torn.record,
        }
        for torn in batches.torn
    ]
    for row, line, text in _texts(file, set(wrong)):
        target = wrong[row]
        found.append(
            {
                "row_number": row,
                "line": line,
                "column_name": sources[target],
                "reason": _reason(file, target, sources[target], row),
                "record": withheld(text, file.personal_from, 0),
            }
        )
    return sorted(found, key=lambda r: int(r["row_number"]))


def _reason(file: _File, target: str, source: str, row: int) -> str:
    expected = EXPECTED.get(file.layout.kind(target), "a value")
    return f"{source} is empty or not {expected}"


def _texts(file: _File, rows: set[int]) -> list[tuple[int, int, str]]:
    """Read the file again for the text and line of some records."""
    if not rows:
        return []
    found = []
    with file.member.open() as stream:
        scanner = Scanner(CleanText(stream))
        scanner.header()
        for run in scanner.read():
            if not isinstance(run, Records):
                continue
            for row in rows.intersection(
                range(run.first_row, run.first_row + len(run.starts))
            ):
                index = row - run.first_row
                found.append((row, run.line(index), run.text(index)))
            if len(found) == len(rows):
                break
    return found


def _twins(file: _File) -> int:
    """List rows identical to an earlier one; leave the rest as the view `accepted`."""
    file.db.run(
        "twin",
        "create or replace temp table twin as\n"
        "select row_hash, min(row_number) as same_as_row_number\n"
        "from clean\n"
        "where problem is null\n"
        "group by row_hash\n"
        "having count(*) > 1",
    )
    record = file.layout.derived.get("record_id") or (
        "record_id" if "record_id" in file.layout.read.values() else "null"
    )
    file.db.fill(
        REPEAT,
        "select\n  $file_id as file_id,\n  row_number,\n"
        f"  {record} as record_id,\n"
        "  $file_id as same_as_file_id,\n  same_as_row_number,\n"
        "  $reason as reason\n"
        "from clean\njoin twin using (row_hash)\n"
        "where problem is null\n  and row_number <> same_as_row_number",
        {
            "file_id": file.member.file_id,
            "reason": "same key in the file" if file.layout.key else "identical row",
        },
    )
    file.db.run(
        "accepted",
        "create or replace temp view accepted as\n"
        "select clean.*\nfrom clean\n"
        "left join twin using (row_hash)\n"
        "where problem is null\n"
        "  and (same_as_row_number is null or same_as_row_number = row_number)",
    )
    return int(
        file.db.value(
            "count repeats",
            "select count(*)\nfrom clean\njoin twin using (row_hash)\n"
            "where problem is null\n  and row_number <> same_as_row_number",
        )
        or 0
    )


def _countries(file: _File) -> list[str]:
    """Look up the countries that the file names; say which are not known."""
    present = set(file.db.columns("clean"))
    names = [
        target
        for target in file.layout.read.values()
        if target in present and file.layout.kind(target) == "country"
    ]
    if not names:
        return []
    union = "\nunion\n".join(
        f"select distinct {quoted(name)} as written\nfrom accepted\n"
        f"where {quoted(name)} is not null"
        for name in names
    )
    written = [str(row["written"]) for row in file.db.rows("countries", union)]
    fill_country_table(file.db, written)
    notes = []
    for name in names:
        unknown = file.db.rows(
            "unknown countries",
            f"select {quoted(name)} as written, count(*) as rows\nfrom accepted\n"
            f"where {quoted(name)} is not null\n"
            f"  and {quoted(name)} not in (select written from country_written)\n"
            "group by 1\norder by 2 desc, 1",
        )
        if unknown:
            listed = ", ".join(f"{r['written']} ({r['rows']:,})" for r in unknown[:10])
            notes.append(f"Left empty, no known country in {name}: {listed}.")
    return notes


def _dates(db: Database, layout: Layout) -> dict[str, Any]:
    if layout.first_date is None:
        return {}
    name = quoted(layout.first_date)
    row = db.rows(
        "dates of records",
        f"select min({name}) as first_date, max({name}) as last_date\nfrom accepted",
    )[0]
    return dict(row)
