"""One CSV file into its tables: recognise, type, reject, count repeats once, fill."""

# Names that are formatted in below come from the declared tables, never from data.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from crosstie.errors import Place, StepFailed, UnreadableFile
from crosstie.sources.reading.batches import Batches, Torn, withheld
from crosstie.sources.reading.countries import fill_country_table
from crosstie.sources.reading.encoding import CleanText
from crosstie.sources.reading.expect import unknown_categories
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Layout, recognise
from crosstie.sources.reading.scan import Records, Scanner
from crosstie.sources.reading.typed import EXPECTED, clean_select
from crosstie.sources.reading.withhold import WITHHELD, withhold
from crosstie.store.engine import Database, Row, quoted
from crosstie.store.loading import Outcome, keep_rejects
from crosstie.store.masking import masked_name
from crosstie.store.tables import REPEAT

__all__ = [
    "Filler",
    "Progress",
    "Rows",
    "country_of",
    "fill_table",
    "load_csv",
    "load_flat",
]

Progress = Callable[[int], None]
Filler = Callable[[Database, Layout, str], Sequence[str] | None]
"""Fills tables from the view `accepted`, for a file id; may say what it noticed."""


class Rows(Protocol):
    """What rows are read from: a CSV file, or records made flat."""

    torn: list[Torn]
    rows_read: int
    failure: BaseException | None

    def reader(self, progress: Progress | None = None) -> Any:
        """Return an Arrow reader of text columns and `row_number`."""

    def texts(self, rows: set[int]) -> list[tuple[int, int | None, str]]:
        """Read again for the line and the text, without personal cells, of some."""


@dataclass
class _File:
    """One file while it is being loaded."""

    db: Database
    file_id: str
    layout: Layout
    header: Sequence[str]
    identical: Sequence[str]


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
        scanner.keeps_lines = layout.keeps_lines
        wanted = [name for name in header if name in layout.read]
        if not layout.key:
            wanted = [name for name in header if name not in layout.personal]
        personal = [header.index(n) for n in layout.personal if n in header]
        rows = _CsvRows(
            scanner, header, wanted, min(personal, default=None), member=member
        )
        file = _File(db, member.file_id, layout, header, layout.key or wanted)
        return load_rows(file, rows, fill=fill, progress=progress, notes=text.notes)


@dataclass
class _CsvRows(Batches):
    """Rows of a CSV file."""

    member: Member | None = None

    def texts(self, rows: set[int]) -> list[tuple[int, int | None, str]]:
        """Read the file again for the text and line of some records."""
        found: list[tuple[int, int | None, str]] = []
        if not rows or self.member is None:
            return found
        with self.member.open() as stream:
            scanner = Scanner(CleanText(stream), keeps_lines=self.scanner.keeps_lines)
            scanner.header()
            for run in scanner.read():
                if not isinstance(run, Records):
                    continue
                numbers = range(run.first_row, run.first_row + len(run.starts))
                for row in sorted(rows.intersection(numbers)):
                    index = row - run.first_row
                    text = withheld(run.text(index), self.personal_from, 0)
                    found.append((row, run.line(index), text))
                if len(found) == len(rows):
                    break
        return found


def load_flat(
    db: Database,
    file_id: str,
    layout: Layout,
    rows: Rows,
    *,
    fill: Filler,
    progress: Progress | None = None,
) -> Outcome:
    """Load records that a connector has made flat, under the layout's column names."""
    header = list(layout.read)
    file = _File(db, file_id, layout, header, layout.key or header)
    return load_rows(file, rows, fill=fill, progress=progress)


def load_rows(
    file: _File,
    rows: Rows,
    *,
    fill: Filler | None,
    progress: Progress | None = None,
    notes: Callable[[], Sequence[str]] = tuple,
) -> Outcome:
    """Type, reject, count repeats once and fill; nothing is lost."""
    db, layout = file.db, file.layout
    _stream(file, rows, progress)
    said = [*notes()]
    if layout.persons:
        said += withhold(db, layout.persons)
    rejected = _rejects(file, rows)
    keep_rejects(db, file.file_id, rejected)
    repeated = _twins(file)
    said += unknown_categories(db, layout.expect, layout.read)
    said += _countries(file)
    said += (fill or fill_table)(db, layout, file.file_id) or ()
    loaded = int(db.value("count accepted", "select count(*) from accepted") or 0)
    if rows.rows_read != loaded + len(rejected) + repeated:
        raise AssertionError(
            f"{rows.rows_read} records read, but {loaded} loaded,"
            f" {len(rejected)} rejected and {repeated} repeated"
        )
    if not rows.rows_read:
        said.append("The file holds no record.")
    return Outcome(
        layout=layout.name,
        rows_read=rows.rows_read,
        rows_loaded=loaded,
        rows_rejected=len(rejected),
        rows_repeated=repeated,
        notes=tuple(said),
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
        if name in table.column_names and name not in layout.derived
    }
    selected |= layout.derived
    body = ",\n".join(f"  {sql} as {quoted(name)}" for name, sql in selected.items())
    db.fill(
        table,
        f"select\n  $file_id as file_id,\n  row_number,\n{body}\nfrom accepted",
        {"file_id": file_id},
    )


def country_of(name: str) -> str:
    """Write the SQL of an accepted column's country code, null where not known."""
    return (
        "(select k.code from country_written k"
        f" where k.written = accepted.{quoted(name)})"
    )


def _selected(layout: Layout, name: str) -> str:
    if layout.kind(name) != "country":
        return quoted(name)
    return country_of(name)


def _stream(file: _File, rows: Rows, progress: Progress | None) -> None:
    """Read everything once, into the temporary table `clean`."""
    select = clean_select(file.layout, file.header, file.identical, "arriving")
    file.db.register("arriving", rows.reader(progress))
    try:
        file.db.run("clean", f"create or replace temp table clean as\n{select}")
    except StepFailed:
        if rows.failure is not None:
            raise rows.failure from None
        raise
    finally:
        file.db.unregister("arriving")


def _rejects(file: _File, rows: Rows) -> list[Row]:
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
            "record": WITHHELD if file.layout.persons else torn.record,
        }
        for torn in rows.torn
    ]
    persons = _persons(file)
    for row, line, text in rows.texts(set(wrong)):
        target = wrong[row]
        found.append(
            {
                "row_number": row,
                "line": line,
                "column_name": sources[target],
                "reason": _reason(file, target, sources[target]),
                "record": WITHHELD if row in persons else text,
            }
        )
    return sorted(found, key=lambda r: int(r["row_number"]))


def _persons(file: _File) -> set[int]:
    """Find the rows at fault that are of a private person."""
    if not file.layout.persons:
        return set()
    found = file.db.rows(
        "persons at fault",
        "select row_number\nfrom clean\nwhere is_person and problem is not null",
    )
    return {int(row["row_number"]) for row in found}


def _reason(file: _File, target: str, source: str) -> str:
    kind = file.layout.kind(target)
    if kind.startswith("choice:"):
        return f"{source} is not one of {kind[7:].replace('|', ', ')}"
    if kind not in EXPECTED and source in file.layout.closed:
        return (
            f"{source} is not one of {', '.join(file.layout.expect.categories[source])}"
        )
    if kind not in EXPECTED:
        return f"{source} is empty"
    return f"{source} is empty or not {EXPECTED[kind]}"


def _twins(file: _File) -> int:
    """List rows identical to an earlier one; leave the rest as the view `accepted`.

    The hash finds the few rows that may be identical; their values decide.
    """
    layout = file.layout
    compared = [layout.read[n] for n in layout.key] or list(layout.read.values())
    values = ", ".join(quoted(name) for name in compared)
    file.db.run(
        "twin",
        "create or replace temp table twin as\n"
        "select row_number, same_as_row_number\nfrom (\n"
        "  select row_number,\n"
        f"    min(row_number) over (partition by row_hash, {values})\n"
        "      as same_as_row_number\n"
        "  from clean\n"
        "  where problem is null\n"
        "    and row_hash in (\n"
        "      select row_hash\n      from clean\n      where problem is null\n"
        "      group by row_hash\n      having count(*) > 1\n"
        "    )\n"
        ")\nwhere row_number <> same_as_row_number",
    )
    record = layout.derived.get("record_id") or (
        "record_id" if "record_id" in layout.read.values() else "null"
    )
    file.db.fill(
        REPEAT,
        "select\n  $file_id as file_id,\n  row_number,\n"
        f"  {record} as record_id,\n"
        "  $file_id as same_as_file_id,\n  same_as_row_number,\n"
        "  $reason as reason\n"
        "from clean\njoin twin using (row_number)",
        {
            "file_id": file.file_id,
            "reason": "same key in the file" if layout.key else "identical row",
        },
    )
    repeated = int(file.db.value("count repeats", "select count(*) from twin") or 0)
    file.db.run(
        "accepted",
        "create or replace temp view accepted as\n"
        "select *\nfrom clean\nwhere problem is null"
        + ("\n  and row_number not in (select row_number from twin)" * bool(repeated)),
    )
    return repeated


def _countries(file: _File) -> list[str]:
    """Look up the countries that the file names; say which are not known."""
    names = [
        target
        for target in file.layout.read.values()
        if file.layout.kind(target) == "country"
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
            listed = ", ".join(
                f"{masked_name(r['written'])} ({r['rows']:,})" for r in unknown[:10]
            )
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
