"""Appends decisions to a file: whole rows, one writer at a time, nothing else touched.

A person may have edited the file by hand: its byte order mark, line ends, order of
columns and every row stay as they are, and a last line without an end gets one. The
file is written anew beside the old one and takes its place at once, so that neither a
kill nor a full disk can tear a row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from crosstie.errors import CaseError, Place, StoreError
from crosstie.model.case import Decision
from crosstie.store.casefolder_cells import Problems
from crosstie.store.casefolder_rows import decision as read_decision
from crosstie.store.casefolder_rows import read_content, read_table
from crosstie.store.casefolder_tables import DECISIONS, CaseTable
from crosstie.store.decisions import is_later, same_words, span, standing
from crosstie.store.leftovers import sweep
from crosstie.store.locking import only_writer, replace_file

BOM = b"\xef\xbb\xbf"
LONGEST = 100_000
"""Characters that one cell may hold; what reads CSV refuses more than 131,072."""

_SPECIAL = frozenset(',"\r\n')


def append_decisions(
    path: Path,
    new: Sequence[Decision],
    *,
    beside: Sequence[Decision] = (),
    label: str = DECISIONS.file,
) -> tuple[Decision, ...]:
    """Append rows and return them as they stand in the file, with their row numbers.

    `beside` are rows of another file that hold too: those that ship with a case.
    `label` names the file in errors.

    Raises:
        CaseError: the file holds something that cannot be read; nothing is written.
        Contradiction: a row would contradict one by the same person.
        StoreError: the file cannot be written.

    """
    if not new:
        return ()
    table = replace(DECISIONS, file=label)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with only_writer(path.resolve().parent):
            sweep(path.resolve().parent)
            held = read_decisions(path, table)
            rows = _dated([*beside, *held], [_cleaned(d, label) for d in new])
            standing([*beside, *held, *rows])
            content = _with_rows(path, table, rows)
            written = tuple(
                replace(d, row=n) for n, d in enumerate(rows, start=len(held) + 1)
            )
            _check(content, table, written)
            replace_file(path, content)
    except OSError as cause:
        raise StoreError(
            f"decisions cannot be written to {path}: {cause.strerror or cause}",
            next_step="make the folder writable, or copy the case and name the copy",
        ) from cause
    return written


def read_decisions(path: Path, table: CaseTable = DECISIONS) -> tuple[Decision, ...]:
    """Read every row of a file of decisions, also those that no longer stand.

    Raises:
        CaseError: with every problem.

    """
    problems = Problems()
    rows = read_table(path, table, read_decision, problems)
    empty = path.exists() and not path.read_bytes().removeprefix(BOM).strip()
    if problems.found and not empty:
        raise CaseError(
            f"{table.file} cannot be read; nothing was written",
            problems=tuple(problems.found),
            next_step="correct each of them, then decide again",
        )
    return rows


def _cleaned(decision: Decision, label: str) -> Decision:
    """Strip what a reader of the file strips, and what UTF-8 cannot hold."""
    cleaned = replace(
        decision,
        supplier=_storable(decision.supplier),
        organisation=_storable(decision.organisation),
        tie=_storable(decision.tie),
        by=_storable(decision.by),
        at=_storable(decision.at),
        why=_storable(decision.why),
        file=label,
    )
    for name in DECISIONS.columns:
        size = len(getattr(cleaned, name))
        if size > LONGEST:
            raise CaseError(
                f"{size:,} characters are more than a cell holds",
                place=Place(label, None, name),
                next_step=f"keep it below {LONGEST:,} characters",
            )
    return cleaned


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def _dated(held: Iterable[Decision], new: Sequence[Decision]) -> list[Decision]:
    """Date each new row after what the same person said before on the same thing.

    Two keys within one tick of the clock are parted by a millisecond.

    Raises:
        StoreError: an earlier row is dated in the future.

    """
    known = list(held)
    dated = []
    for decision in new:
        row = decision
        for other in known:
            if same_words(other) != same_words(row):
                continue
            if is_later(other, row):
                raise StoreError(
                    f"row {other.row} of {other.file} is dated {other.at}, after now"
                    f" ({row.at}): what is decided now would count for nothing",
                    next_step="correct the date in that row, or the clock",
                )
            if span(other.at) == span(row.at):
                row = replace(row, at=_next_moment(row.at))
        known.append(row)
        dated.append(row)
    return dated


def _next_moment(at: str) -> str:
    later = datetime.fromisoformat(at) + timedelta(milliseconds=1)
    return later.isoformat(timespec="milliseconds")


def _with_rows(path: Path, table: CaseTable, rows: Sequence[Decision]) -> bytes:
    """Give the file's bytes as they are, and the new rows after them."""
    held = path.read_bytes() if path.exists() else b""
    body = held.removeprefix(BOM)
    mark = BOM if held.startswith(BOM) else b""
    if not body.strip():
        body = (",".join(table.columns) + "\n").encode()
    end = b"\r\n" if b"\r\n" in body.partition(b"\n")[0] + b"\n" else b"\n"
    if not body.endswith((b"\n", b"\r")):
        body += end
    columns = _columns(body)
    lines = (",".join(_cell(row, name) for name in columns) for row in rows)
    return mark + body + b"".join(line.encode() + end for line in lines)


def _columns(body: bytes) -> list[str]:
    """Read in which order the file keeps its columns; the first row with a cell."""
    for line in csv.reader(io.StringIO(body.decode(), newline="")):
        if any(cell.strip() for cell in line):
            return [cell.strip() for cell in line]
    return []


def _cell(row: Decision, name: str) -> str:
    text = str(getattr(row, name))
    if _SPECIAL.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _check(content: bytes, table: CaseTable, written: Sequence[Decision]) -> None:
    """Read what is about to be written, and compare; a fault writes nothing.

    Raises:
        StoreError: the rows would not come back as they are.

    """
    problems = Problems()
    rows = read_content(content, table, read_decision, problems)
    if problems.found:
        raise CaseError(
            "the decision cannot be written; nothing was",
            problems=tuple(problems.found),
            next_step="correct it, then decide again",
        )
    if tuple(rows[-len(written) :]) != tuple(written):
        raise StoreError(
            f"{table.file} would not hold the decision as it was given",
            next_step="write it without unusual characters; nothing was changed",
        )
