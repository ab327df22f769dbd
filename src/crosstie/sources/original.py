"""Reads a row again from the publisher's own file, where that is still on the machine.

A file counts as the same only where its hash is that of the file that was loaded.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from crosstie.errors import CrosstieError
from crosstie.model.original import OriginalCell, OriginalRow
from crosstie.sources.reading.encoding import CleanText
from crosstie.sources.reading.inputs import Member, sha256
from crosstie.sources.reading.layout import Layout
from crosstie.sources.reading.scan import Records, Scanner, cells
from crosstie.sources.registry import SOURCES
from crosstie.text.persons import looks_like_person

__all__ = ["PLACES", "Originals", "remember"]

PLACES = "originals.json"
"""Where files that a person brought stood when they were loaded; never shown."""

MOST_KEPT = 4_000
"""Rows kept in memory once they were read."""

CASE = "case"
"""The source of the rows that a person wrote into a case."""


class Originals:
    """The publisher's files that are still on this machine, found by their hash."""

    def __init__(self, folders: Sequence[Path], home: Path | None = None) -> None:
        self._folders = tuple(folders)
        self._home = home
        self._lock = Lock()
        self._rows: OrderedDict[tuple[str, int], OriginalRow | None] = OrderedDict()
        self._hashes: dict[tuple[str, int, int], str] = {}

    def row(
        self, file: Mapping[str, Any], number: int, also: frozenset[int] = frozenset()
    ) -> OriginalRow | None:
        """Read one row; None where the file is gone, has changed, or is no CSV.

        `also` names rows that will be asked for later: one pass over a large file
        reads them all.
        """
        file_id = str(file["file_id"])
        with self._lock:
            known = self._rows.get((file_id, number))
            if known is not None:
                self._rows.move_to_end((file_id, number))
                return known
            member = self.find(file)
            if member is None:
                return None
            try:
                found = _read(member, file, {number, *also})
            except (CrosstieError, OSError, UnicodeError, csv.Error):
                return None
            for key, row in found.items():
                self._rows[(file_id, key)] = row
            while len(self._rows) > MOST_KEPT:
                self._rows.popitem(last=False)
            return found.get(number)

    def find(self, file: Mapping[str, Any]) -> Member | None:
        """Find the very file, or member of a zip, that was loaded."""
        for path in self._candidates(file):
            if self._hash(path) == file["sha256"]:
                size = path.stat().st_size
                return Member(path, file["member"], size, str(file["sha256"]))
        return None

    def _candidates(self, file: Mapping[str, Any]) -> Iterable[Path]:
        name, size = str(file["name"]), file["bytes"]
        if self._home is not None:
            place = _places(self._home).get(str(file["sha256"])[:16])
            if place and _is_file(Path(place), None):
                yield Path(place)
        for folder in self._folders:
            if _is_file(folder / name, None):
                yield folder / name
            if not folder.is_dir() or "/" in name:
                continue
            for path in sorted(folder.rglob(_literal(name))):
                # In a zip the size is that of the member, and tells nothing.
                if _is_file(path, None if file["member"] else size):
                    yield path

    def _hash(self, path: Path) -> str:
        known = path.stat()
        key = (str(path), known.st_size, known.st_mtime_ns)
        if key not in self._hashes:
            self._hashes[key] = sha256(path)
        return self._hashes[key]


def remember(home: Path, files: Iterable[Path]) -> None:
    """Note where files stood that a person brought, so that rows can be shown again.

    The note stays in the user's own folder, and no output holds it.
    """
    known = _places(home)
    for path in files:
        if _is_file(path, None):
            known[sha256(path)[:16]] = str(path.resolve())
    aside = home / f".{PLACES}.part"
    aside.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
    aside.replace(home / PLACES)


def _places(home: Path) -> dict[str, str]:
    try:
        found = json.loads((home / PLACES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _literal(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


def _is_file(path: Path, size: int | None) -> bool:
    try:
        return path.is_file() and (size is None or path.stat().st_size == size)
    except OSError:
        return False


def _read(
    member: Member, file: Mapping[str, Any], numbers: set[int]
) -> dict[int, OriginalRow]:
    name = str(file["member"] or file["name"]).lower()
    if not name.endswith((".csv", ".txt", ".tsv")):
        return {}
    if file["source"] == CASE:
        return _case_rows(member, numbers)
    return _csv_rows(member, _layout(file), numbers)


def _layout(file: Mapping[str, Any]) -> Layout | None:
    source = SOURCES.get(str(file["source"]))
    known = source.layouts if source else ()
    return next((one for one in known if one.name == file["layout"]), None)


def _case_rows(member: Member, numbers: set[int]) -> dict[int, OriginalRow]:
    """Read rows of a case's table: rows without any cell are not counted."""
    with member.open() as stream:
        text = stream.read().decode("utf-8-sig")
    lines = csv.reader(io.StringIO(text, newline=""))
    header: list[str] = []
    found, number, line = {}, 0, 1
    for row in lines:
        start, line = line, lines.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        if not header:
            header = [cell.strip() for cell in row]
            continue
        number += 1
        if number in numbers:
            found[number] = OriginalRow(
                tuple(
                    OriginalCell(name, value, name, False)
                    for name, value in zip(header, row, strict=False)
                ),
                start,
            )
    return found


def _csv_rows(
    member: Member, layout: Layout | None, numbers: set[int]
) -> dict[int, OriginalRow]:
    """Stream a file up to the last row wanted; numbered as when it was loaded."""
    found: dict[int, OriginalRow] = {}
    last = max(numbers)
    with member.open() as stream:
        keeps = layout is not None and layout.keeps_lines
        scanner = Scanner(CleanText(stream), keeps_lines=keeps)
        header = scanner.header()
        for run in scanner.read():
            if not isinstance(run, Records):
                continue
            span = range(run.first_row, run.first_row + len(run.starts))
            for number in numbers.intersection(span):
                index = number - run.first_row
                found[number] = _row(
                    header, cells(run.text(index)), run.line(index), layout
                )
            if span.stop > last:
                break
    return found


def _row(
    header: Sequence[str], values: Sequence[str], line: int, layout: Layout | None
) -> OriginalRow:
    read = layout.read if layout else {}
    personal = set(layout.personal) if layout else set()
    by_target = {read[n]: v for n, v in zip(header, values, strict=False) if n in read}
    hidden = _withheld(layout, by_target)
    made = []
    for name, value in zip(header, values, strict=False):
        target = read.get(name, "")
        is_withheld = name in personal or (bool(target) and target in hidden)
        made.append(
            OriginalCell(name, "" if is_withheld else value, target, is_withheld)
        )
    return OriginalRow(tuple(made), line)


def _withheld(layout: Layout | None, cells_of: Mapping[str, str]) -> set[str]:
    """Say which columns are withheld, because the row is a private person's."""
    hidden: set[str] = set()
    for person in layout.persons if layout else ():
        told = (cells_of.get(person.column or "") or "").strip()
        name = (cells_of.get(person.shape or "") or "").strip()
        is_person = bool(
            person.column and told and re.fullmatch(person.matches, told)
        ) or bool(person.shape and not told and name and looks_like_person(name))
        if is_person:
            hidden.update(person.withheld)
    return hidden
