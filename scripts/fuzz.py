"""Feeds every parser with bytes that no publisher would send.

    python -m scripts.fuzz --seconds 180 [--only csv-usaspending] [--keep FOLDER]

A target takes bytes and ends in nothing or in a `CrosstieError`; anything else is a
finding, and the bytes are kept. With atheris on the path the bytes are led by coverage,
else they are mutations of valid files, chosen by a seed. Each target runs in a process
of its own, under a limit of memory (1 GiB more than at its start) and of time for one
input (20 s).
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from crosstie.errors import CrosstieError, StepFailed

MEMORY = 2**30
ONE_INPUT_SECONDS = 20

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
def _folder() -> Path:
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

        db, path = _database(), _folder() / f"{source}{ending}"
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


def _zip(data: bytes) -> None:
    from crosstie.fetch.verify import check_bytes
    from crosstie.sources.reading.inputs import beside, members

    path = _folder() / "fuzz.zip"
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

    folder = _folder() / "pins"
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

    folder = _folder() / "part"
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

    folder = _folder() / "case"
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

    path = _folder() / "decisions.csv"
    path.write_bytes(data)
    with contextlib.suppress(CrosstieError):
        read_decisions(path)


def _names(data: bytes) -> None:
    from crosstie.cli.namefile import Rejects, read_records

    path = _folder() / "names.csv"
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


OCDS = {
    "publishedDate": "2025-01-01",
    "publisher": {"name": "P"},
    "releases": [
        {
            "ocid": "ocds-x-1",
            "id": "r1",
            "date": "2025-01-02T00:00:00Z",
            "tag": ["award"],
            "buyer": {"id": "B1", "name": "Ministry"},
            "parties": [
                {
                    "id": "S1",
                    "name": "Alpha",
                    "roles": ["supplier"],
                    "identifier": {"scheme": "GB-COH", "id": "012", "legalName": "A"},
                    "address": {"countryName": "Canada", "locality": "Ottawa"},
                }
            ],
            "awards": [
                {
                    "id": "1",
                    "date": "2025-01-01",
                    "value": {"amount": 12.5, "currency": "GBP"},
                    "suppliers": [{"id": "S1", "name": "Alpha"}],
                    "contractPeriod": {"startDate": "2025-01-01"},
                    "items": [{"classification": {"id": "1", "description": "x"}}],
                }
            ],
            "contracts": [{"id": "c", "awardID": "1", "value": {"amount": 1}}],
        }
    ],
}
BODS = [
    {
        "statementID": "e1",
        "statementType": "entityStatement",
        "entityType": "registeredEntity",
        "name": "A",
        "incorporatedInJurisdiction": {"code": "CA"},
        "identifiers": [{"scheme": "XI-LEI", "id": "5493000000000000CH12"}],
    },
    {
        "statementID": "o1",
        "statementType": "ownershipOrControlStatement",
        "statementDate": "2021-01-01",
        "subject": {"describedByEntityStatement": "e1"},
        "interestedParty": {"describedByEntityStatement": "e1"},
        "interests": [{"type": "shareholding", "share": {"exact": 50}}],
    },
    {
        "statementId": "n1",
        "recordType": "entity",
        "recordId": "r1",
        "declarationSubject": "r1",
        "recordDetails": {
            "name": "B",
            "entityType": {"type": "registeredEntity"},
            "jurisdiction": {"code": "CA"},
            "addresses": [{"type": "registered", "address": "x"}],
        },
    },
    {
        "statementId": "n2",
        "recordType": "relationship",
        "recordId": "r2",
        "declarationSubject": "r1",
        "recordDetails": {
            "subject": "r1",
            "interestedParty": "r1",
            "interests": [{"type": "shareholding", "share": {"minimum": 5}}],
        },
    },
]
LEI = {
    "records": [
        {
            "LEI": {"$": "5493000000000000CH12"},
            "Entity": {
                "LegalName": {"@lang": "en", "$": "A"},
                "LegalAddress": {"City": {"$": "O"}, "Country": {"$": "CA"}},
                "OtherEntityNames": {"OtherEntityName": [{"$": "B", "@type": "x"}]},
            },
            "Registration": {"RegistrationStatus": {"$": "ISSUED"}},
            "Extension": {"Deletion": {"DeletedAt": {"$": "2026-01-01"}}},
        }
    ]
}
RELATION = {
    "relations": [
        {
            "Relationship": {
                "StartNode": {"NodeID": {"$": "5493000000000000CH12"}},
                "EndNode": {"NodeID": {"$": "5493000000000000CH12"}},
                "RelationshipType": {"$": "IS_DIRECTLY_CONSOLIDATED_BY"},
                "RelationshipPeriods": {"RelationshipPeriod": [{"StartDate": "2020"}]},
                "RelationshipQuantifiers": {"RelationshipQuantifier": {}},
            },
            "Registration": {},
        }
    ]
}
TOPIC = {
    "total": 1,
    "results": [
        {
            "id": 1,
            "source_id": "BC1",
            "names": [{"text": "A LTD.", "type": "entity_name"}],
            "addresses": [],
            "attributes": [{"type": "entity_status", "value": "ACT"}],
            "inactive": False,
        }
    ],
}
FOUND = {
    "Award ID": "A1",
    "Recipient Name": "ALPHA",
    "Recipient Location": {"city_name": "X"},
    "Award Amount": 1.5,
    "Start Date": "2024-01-01",
    "generated_internal_id": "CONT_AWD_A1_7012_V9_4730",
}
CORPORATION = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<cc:corpcan xmlns:cc="x"'
    b' date="2026-10-01T00:00:00"><corporations><corporation corporationId="12345">'
    b'<names><name code="1" current="true">A INC.</name></names>'
    b'<statuses><status code="1" current="true"/></statuses><addresses>'
    b'<address current="true"><addressLine>5</addressLine><city>S</city></address>'
    b"</addresses><businessNumbers><businessNumber>1</businessNumber>"
    b"</businessNumbers></corporation></corporations></cc:corpcan>"
)
LEI_XML = (
    b"<lei:LEIData xmlns:lei='x'><lei:LEIRecords><lei:LEIRecord><lei:LEI>5493</lei:LEI>"
    b"<lei:Entity><lei:LegalName xml:lang='en'>A</lei:LegalName></lei:Entity>"
    b"</lei:LEIRecord></lei:LEIRecords></lei:LEIData>"
)
PINS = {
    "files": [
        {
            "name": "a.csv",
            "url": "https://example.org/a",
            "sha256": "ab" * 32,
            "bytes": 4,
            "retrieved": "2026-01-01T00:00:00+00:00",
        }
    ],
    "name": "b.csv",
    "retrieved": "2026-01-01",
}
CASE = (
    b'title = "T"\ncountry = "SE"\npublish_threshold = 0.9\n[buyer]\nname = "B"\n'
    b'abbreviation = "B"\ncodes = ["1"]\ncountry = "US"\n[[buyer.sibling]]\n'
    b'name = "S"\n[sources.gleif]\nupdate = "full"\n'
    b"\n===\nid,name,country\na,A,SE\n"
    b"\n===\nsupplier,organisation,judgement,by,at,why\nA,B,positive,c,2026-01-01,d\n"
)


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
        if ".csv" in source.reads
    ]
    lei = (_text(LEI), _text(RELATION), _lines({"ExceptionCategory": "x", "LEI": "1"}))
    found += [
        Target("json-ocds", load("ocds", ".json"), (_text(OCDS),)),
        Target("json-bods", load("bods", ".json"), (_text(BODS), _lines(*BODS))),
        Target("json-gleif", load("gleif", ".json"), lei),
        Target("xml-gleif", load("gleif", ".xml"), (LEI_XML,)),
        Target("json-orgbook", load("orgbook", ".json"), (_text(TOPIC),)),
        Target("json-search", load("usaspending", ".jsonl"), (_lines(FOUND, FOUND),)),
        Target("xml-corporations", load("corporations-canada", ".xml"), (CORPORATION,)),
        Target("zip", _zip, (_zip_seed(),)),
        Target("manifest", _manifest, (_text(PINS),)),
        Target("part", _leftovers, (b'{"url": "https://example.org/a", "etag": "x"}',)),
        Target("case", _case, (CASE,)),
        Target("decisions", _decisions, (CASE.split(b"\n===\n")[2],)),
        Target("names", _names, (b'id,name,country\n1,ALPHA INC.,CA\n2,"B, C",US\n',)),
        Target(
            "texts", _texts, (b"2024-01-31\n$1,234.50\nALPHA INC.\n120\n", b"<html>")
        ),
    ]
    return {target.name: target for target in found}


# Mutations of valid bytes, for machines without atheris and for the suite.

_ODD: tuple[bytes, ...] = (
    b"\x00",
    b'"',
    b'""',
    b"\r",
    b"\n",
    b",",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"NaN",
    b"Infinity",
    b"1e999",
    b"9" * 5000,
    b"null",
    b"[]",
    b"{}",
    b"[[[[",
    b"-0",
    b"0001-01-01",
    b"9999-12-31",
    b"10000-01-01",
    b"true",
    b"\xe2\x80\xae",
    b"<!DOCTYPE a>",
    b"&a;",
    b"=1+1",
)
_VALUE = re.compile(rb'"[^"]*"|-?\d+(\.\d+)?|true|false|null|\[\]|\{\}')


def mutated(data: bytes, chosen: random.Random) -> bytes:
    """Change bytes in one to four ways."""
    for _ in range(chosen.randint(1, 4)):
        at = chosen.randint(0, len(data))
        end = min(len(data), at + chosen.randint(0, 40))
        kind = chosen.randrange(7)
        if kind == 0:
            data = data[:at] + chosen.choice(_ODD) + data[end:]
        elif kind == 1:
            data = data[:at] + chosen.choice(_ODD) + data[at:]
        elif kind == 2:
            data = data[:at] + data[end:]
        elif kind == 3:
            data = data[:end] + data[at:end] * chosen.randint(1, 9) + data[end:]
        elif kind == 4 and data:
            place = min(at, len(data) - 1)
            data = data[:place] + bytes([chosen.randrange(256)]) + data[place + 1 :]
        elif kind == 5:
            data = data[:at]
        elif values := list(_VALUE.finditer(data)):
            value = chosen.choice(values)
            odd = chosen.choice((b"null", b"1", b'"x"', b"[1]", b'{"a":1}', b"NaN"))
            data = data[: value.start()] + odd + data[value.end() :]
    return data


@dataclass
class Finding:
    """Bytes that a target did not end well on."""

    target: str
    error: str
    data: bytes


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Stop one input that takes too long."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"more than {ONE_INPUT_SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, ONE_INPUT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def attempt(target: Target, data: bytes) -> Finding | None:
    """Give bytes to a target once."""
    try:
        with limited():
            target.parse(data)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)
        ours = [f for f in last if "/crosstie/" in f.filename] or last
        at = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
        said = f"{type(error).__name__} at {at}: {str(error)[:200]}"
        return Finding(target.name, said, data)
    return None


def _child(name: str, seconds: float, seed: int, keep: Path) -> None:
    """Fuzz one target in this process, and print what came of it as JSON."""
    target = targets()[name]
    for data in target.seeds:
        target.parse(data)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    found: dict[str, Finding] = {}
    count = 0
    end = time.monotonic() + seconds

    def once(data: bytes) -> None:
        nonlocal count
        count += 1
        finding = attempt(target, data)
        if finding is not None:
            key = re.sub(r"\d+", "", finding.error.split(":")[0]) + finding.error[:40]
            if key not in found:
                found[key] = finding
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{name}-{len(found)}.bin").write_bytes(data)

    engine = "mutations"
    try:
        import atheris  # type: ignore[import-not-found]

        engine = "atheris"
    except ImportError:
        pass
    try:
        if engine == "atheris":
            _led(atheris, target, once, end, seed)
        else:
            chosen = random.Random(seed)  # noqa: S311
            while time.monotonic() < end:
                once(mutated(chosen.choice(target.seeds), chosen))
    finally:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        findings = [finding.error for finding in found.values()]
        said = {"engine": engine, "count": count, "peak": peak, "findings": findings}
        print("RESULT " + json.dumps(said), flush=True)
        os._exit(0)


def _led(atheris: Any, target: Target, once: Parse, end: float, seed: int) -> None:
    """Let atheris choose bytes by what they reach in Crosstie's own modules."""
    chosen = random.Random(seed)  # noqa: S311

    def one(data: bytes) -> None:
        if time.monotonic() > end:
            raise KeyboardInterrupt
        once(data)

    def change(data: bytes, most: int, number: int) -> bytes:
        if chosen.random() < 0.5:
            return bytes(atheris.Mutate(data, most))[:most]
        base = data if chosen.random() < 0.8 else chosen.choice(target.seeds)
        return mutated(base, chosen)[:most]

    corpus = _folder() / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, data in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(data)
    atheris.Setup(
        [
            "fuzz",
            str(corpus),
            "-max_len=60000",
            "-rss_limit_mb=0",
            f"-seed={seed}",
            "-timeout=0",
            "-len_control=0",
            f"-max_total_time={int(end - time.monotonic()) + 1}",
        ],
        one,
        custom_mutator=change,
    )
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        atheris.Fuzz()


def _instrument() -> None:
    """Let atheris follow the branches of Crosstie's modules."""
    try:
        import atheris
    except ImportError:
        return
    with atheris.instrument_imports(include=["crosstie"]):
        import importlib
        import pkgutil

        import crosstie

        for found in pkgutil.walk_packages(crosstie.__path__, "crosstie."):
            if re.search(r"sources|fetch|store|text|namefile|model", found.name):
                importlib.import_module(found.name)


def main() -> None:
    """Fuzz every target for some seconds each."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seconds", type=float, default=60)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--only", action="append", default=[])
    reader.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    reader.add_argument("--child", default="")
    given = reader.parse_args()
    if given.child:
        _instrument()
        _child(given.child, given.seconds, given.seed, given.keep)
    print("| target | engine | seconds | executions | peak MiB | findings |")
    print("| --- | --- | ---: | ---: | ---: | --- |", flush=True)
    for name in given.only or targets():
        done = subprocess.run(
            [
                *(sys.executable, "-m", "scripts.fuzz", "--child", name),
                *("--seconds", str(given.seconds), "--seed", str(given.seed)),
                *("--keep", str(given.keep)),
            ],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        lines = [x for x in done.stdout.splitlines() if x.startswith("RESULT ")]
        if not lines:
            print(f"| {name} | ended: {done.returncode} {done.stderr[-400:]!r} |")
            continue
        said = json.loads(lines[-1].removeprefix("RESULT "))
        listed = "<br>".join(said["findings"]) or "none"
        print(
            f"| {name} | {said['engine']} | {given.seconds:g} | {said['count']:,}"
            f" | {said['peak']:,} | {listed} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
