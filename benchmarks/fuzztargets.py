"""Every parser as a target: bytes in; nothing, or an error a user can act on, out."""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import fuzzbooks
from benchmarks import fuzzseeds as seeds
from crosstie.errors import CrosstieError, StepFailed

__all__ = ["Parse", "Target", "folder_of_work", "targets"]

Parse = Callable[[bytes], None]


@dataclass(frozen=True)
class Target:
    """One parser: what it is called, what it does with bytes, and valid bytes."""

    name: str
    parse: Parse
    seeds: tuple[bytes, ...]


class Stopped(Exception):
    """Rolls back what a target has loaded."""


@cache
def _database() -> Any:
    from crosstie.store.engine import Database
    from crosstie.store.tables import WORKSPACE

    db = Database.memory()
    db.create(WORKSPACE)
    return db


@cache
def folder_of_work() -> Path:
    """Make a folder in memory, where the system has one."""
    fast = Path("/dev/shm")  # noqa: S108
    base = fast if fast.is_dir() and os.access(fast, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="crosstie-fuzz-", dir=base))


@contextlib.contextmanager
def clear_errors() -> Iterator[None]:
    """Let pass what a user can act upon; a step that failed is a fault of ours."""
    try:
        yield
    except StepFailed:
        raise
    except (Stopped, CrosstieError):
        pass


def load(source: str, ending: str) -> Parse:
    """Load bytes as a file of a source, and take it out again."""

    def parse(data: bytes) -> None:
        from crosstie.sources.reading.inputs import members
        from crosstie.sources.registry import SOURCES, connector_of

        db, path = _database(), folder_of_work() / f"{source}{ending}"
        path.write_bytes(data)
        found = SOURCES[source]
        connector = connector_of(found)
        extra: dict[str, Any] = {"role": None} if found.roles else {}
        with clear_errors(), db.transaction():
            given = members(path, found.reads)
            if hasattr(connector, "arrange"):
                given = connector.arrange(given)
            for member in given:
                connector.load(db, found, member, lambda rows: None, **extra)
            raise Stopped

    return parse


def _table(data: bytes) -> None:
    """Load bytes as a person's table, with a mapping beside it."""
    (folder_of_work() / "spreadsheet.mapping.toml").write_text(seeds.MAPPING)
    load("spreadsheet", ".csv")(data)


def _mapping(data: bytes) -> None:
    from crosstie.sources.spreadsheet.mapping import read_mapping

    path = folder_of_work() / "other.mapping.toml"
    path.write_bytes(data)
    with contextlib.suppress(CrosstieError):
        read_mapping(path)


def _zip(data: bytes) -> None:
    from crosstie.fetch.verify import check_bytes
    from crosstie.sources.reading.inputs import beside, members

    path = folder_of_work() / "fuzz.zip"
    path.write_bytes(data)
    for act in (_read_all, lambda p: check_bytes(p, "zip", "fuzz", None)):
        with contextlib.suppress(CrosstieError):
            act(path)
    with contextlib.suppress(CrosstieError):
        for member in members(path, (".csv",)):
            beside(member, "codes.xml")


def _read_all(path: Path) -> None:
    from crosstie.sources.reading.inputs import members

    for member in members(path, (".csv", ".json", ".xml")):
        with member.open() as stream:
            while stream.read(2**16):
                pass


def _manifest(data: bytes) -> None:
    from crosstie.fetch.manifest import MANIFEST, read_pins
    from crosstie.sources.reading.manifest import read_manifest

    folder = folder_of_work() / "pins"
    folder.mkdir(exist_ok=True)
    (folder / MANIFEST).write_bytes(data)
    (folder / "b.csv.manifest.json").write_bytes(data)
    for act in (
        lambda: read_pins(folder),
        lambda: read_manifest(folder / "a.csv"),
        lambda: read_manifest(folder / "b.csv"),
    ):
        with contextlib.suppress(CrosstieError):
            act()


def _leftovers(data: bytes) -> None:
    """Read the note beside a part."""
    from crosstie.fetch.part import read_part
    from crosstie.fetch.plan import Download

    folder = folder_of_work() / "part"
    folder.mkdir(exist_ok=True)
    download = Download(dataset="d", url="https://example.org/a", about="a")
    part = read_part(folder, download)
    part.path.write_bytes(b"half")
    part.note.write_bytes(data)
    with contextlib.suppress(CrosstieError):
        found = read_part(folder, download)
        assert found.size in (0, 4)  # noqa: S101
        _ = found.condition


def _case(data: bytes) -> None:
    from crosstie.store.casefolder import read_case

    folder = folder_of_work() / "case"
    folder.mkdir(exist_ok=True)
    files = data.split(b"\n===\n")
    names = ("case.toml", "organisations.csv", "decisions.csv", "ownership.csv")
    for name, content in zip(names, [*files, b"", b"", b""], strict=False):
        if content:
            (folder / name).write_bytes(content)
        else:
            (folder / name).unlink(missing_ok=True)
    with contextlib.suppress(CrosstieError):
        read_case(folder)


def _decisions(data: bytes) -> None:
    from crosstie.store.appending import read_decisions

    path = folder_of_work() / "decisions.csv"
    path.write_bytes(data)
    with contextlib.suppress(CrosstieError):
        read_decisions(path)


def _names(data: bytes) -> None:
    from crosstie.cli.namefile import Rejects, read_records

    path = folder_of_work() / "names.csv"
    path.write_bytes(data)
    with contextlib.suppress(CrosstieError):
        read_records(path, "id", Rejects())


def _texts(data: bytes) -> None:
    """Cells, one a line: amounts, days, names, headers of an answer."""
    from datetime import UTC, datetime

    from crosstie.fetch.verify import check_start
    from crosstie.fetch.waiting import retry_after
    from crosstie.text.dates import iso_day
    from crosstie.text.identifiers import business_number
    from crosstie.text.money import exact_amount
    from crosstie.text.names import fold, parse_name, words_of

    for line in data.decode("utf-8", "surrogateescape").split("\n"):
        iso_day(line)
        exact_amount(line)
        business_number(line)
        parse_name(line)
        fold(line)
        words_of(line)
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        retry_after({"retry-after": line, "date": line[::-1]}, moment)
    for kind in ("zip", "json", "csv"):
        with contextlib.suppress(CrosstieError):
            check_start(data[:4096], kind, "fuzz", "https://example.org/")


def _csv_seeds(source: str) -> tuple[bytes, ...]:
    """Write two rows of each layout of a source, and one with quotes."""
    from crosstie.sources.registry import SOURCES

    found = []
    for layout in SOURCES[source].layouts:
        columns = layout.columns
        cells = [_cell(layout.kind(layout.read.get(name, ""))) for name in columns]
        lines = [",".join(f'"{name}"' for name in columns), ",".join(cells)]
        lines.append(",".join(f'"{cell} ""x"" y"' for cell in cells))
        found.append("\r\n".join(lines).encode())
    return tuple(found)


def _cell(kind: str) -> str:
    if kind.startswith("choice:"):
        return kind[7:].split("|")[0]
    return {"date": "2024-01-31", "money": "100.50", "whole": "7", "flag": "f"}.get(
        kind, "ALPHA INC."
    )


def _zip_seed() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "a,b\n1,2\n" * 20)
        archive.writestr("../b.csv", "a,b\n")
        archive.writestr("codes.xml", "<a/>")
    return stream.getvalue()


def _text(value: object) -> bytes:
    return json.dumps(value).encode()


def _lines(*values: object) -> bytes:
    return b"\n".join(map(_text, values))


def targets() -> Mapping[str, Target]:
    """List every parser with valid bytes."""
    from crosstie.sources.registry import SOURCES

    found = [
        Target(f"csv-{name}", load(name, ".csv"), _csv_seeds(name))
        for name, source in SOURCES.items()
        if ".csv" in source.reads and not source.takes_mapping
    ]
    lei = (
        _text(seeds.LEI),
        _text(seeds.RELATION),
        _lines({"ExceptionCategory": "x", "seeds.LEI": "1"}),
    )
    found += [
        Target("json-ocds", load("ocds", ".json"), (_text(seeds.OCDS),)),
        Target(
            "json-bods", load("bods", ".json"), (_text(seeds.BODS), _lines(*seeds.BODS))
        ),
        Target("json-ftm", load("followthemoney", ".json"), (_lines(*seeds.FTM),)),
        Target("csv-spreadsheet", _table, (seeds.TABLE,)),
        Target("mapping", _mapping, (seeds.MAPPING.encode(),)),
        Target("json-gleif", load("gleif", ".json"), lei),
        Target("xml-gleif", load("gleif", ".xml"), (seeds.LEI_XML,)),
        Target("json-orgbook", load("orgbook", ".json"), (_text(seeds.TOPIC),)),
        Target(
            "json-search",
            load("usaspending", ".jsonl"),
            (_lines(seeds.FOUND, seeds.FOUND),),
        ),
        Target(
            "xml-corporations",
            load("corporations-canada", ".xml"),
            (seeds.CORPORATION,),
        ),
        Target("zip", _zip, (_zip_seed(),)),
        Target("manifest", _manifest, (_text(seeds.PINS),)),
        Target("part", _leftovers, (b'{"url": "https://example.org/a", "etag": "x"}',)),
        Target("case", _case, (seeds.CASE,)),
        Target("decisions", _decisions, (seeds.CASE.split(b"\n===\n")[2],)),
        Target("names", _names, (b'id,name,country\n1,ALPHA INC.,CA\n2,"B, C",US\n',)),
        Target(
            "texts", _texts, (b"2024-01-31\n$1,234.50\nALPHA INC.\n120\n", b"<html>")
        ),
    ]
    found += [Target(*one) for one in fuzzbooks.more(load)]
    return {target.name: target for target in found}
