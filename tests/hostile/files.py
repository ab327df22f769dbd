"""Hostile files, small enough for the suite; `size` makes the same ones large."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.cli.command import HEADER

Make = Callable[[int], bytes]

ROW = "ICE,P1,ALPHA INC.,100.00,2024-01-31,0,FURNITURE,,CHAIRS,"
CORPCAN = '<?xml version="1.0"?><c:corpcan xmlns:c="x" date="2026-01-01"><corporations>'


@dataclass(frozen=True)
class Hostile:
    """One file: what it is given as, its bytes by size, and what is to be said."""

    source: str
    name: str
    make: Make
    said: str
    """What the message holds; empty where the file loads, with its bad rows aside."""


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()


def _rows(text: str | bytes) -> bytes:
    more = text if isinstance(text, bytes) else text.encode()
    return f"{HEADER}\n{ROW}\n".encode() + more


def _link(size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("rows.csv")
        info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def _nested(size: int) -> bytes:
    found = zipped(("rows.csv", b"0" * 2**16))
    for _ in range(size * 5):
        found = zipped(("inner.zip", found))
    return found


def _xml(inside: str) -> bytes:
    return f"{CORPCAN}{inside}".encode()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><corpcan>&j;</corpcan>"
).encode()
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<corpcan>&x;</corpcan>"
)

FILES: dict[str, Hostile] = {
    "zip: bomb by ratio": Hostile(
        "usaspending",
        "a.zip",
        lambda size: zipped(("rows.csv", b"\0" * (size * 20 * 2**20))),
        "not safe to read",
    ),
    "zip: bomb in a bomb": Hostile(
        "usaspending", "a.zip", _nested, "holds no file that ends in .csv"
    ),
    "zip: many members": Hostile(
        "usaspending",
        "a.zip",
        lambda size: zipped(*((f"{n}.csv", b"a") for n in range(1_001 * size))),
        "not safe to read",
    ),
    "zip: paths that lead out": Hostile(
        "usaspending",
        "a.zip",
        lambda size: zipped(("../../../tmp/x.csv", b"a,b\n1,2\n")),
        "none of the known layouts",
    ),
    "zip: an absolute path": Hostile(
        "usaspending",
        "a.zip",
        lambda size: zipped(("/etc/cron.d/x.csv", b"a,b\n1,2\n")),
        "none of the known layouts",
    ),
    "zip: a link": Hostile("usaspending", "a.zip", _link, "none of the known layouts"),
    "zip: a name that is no text": Hostile(
        "usaspending",
        "a.zip",
        lambda size: zipped(("é.csv", b"a")).replace("é".encode(), b"\xff\xfe"),
        "damaged",
    ),
    "zip: cut short": Hostile(
        "usaspending",
        "a.zip",
        lambda size: zipped(("rows.csv", _rows(ROW) * 50))[:-40],
        "damaged",
    ),
    "xml: a billion laughs": Hostile(
        "corporations-canada", "a.xml", lambda size: LAUGHS, "not XML that can be read"
    ),
    "xml: an entity from outside": Hostile(
        "corporations-canada", "a.xml", lambda size: OUTSIDE, "not XML that can be read"
    ),
    "xml: a billion laughs as LEI": Hostile(
        "gleif", "a.xml", lambda size: LAUGHS, "not XML that can be read"
    ),
    "xml: nested without end": Hostile(
        "corporations-canada",
        "a.xml",
        lambda size: _xml("<a>" * 50_000 * size),
        "more elements than any",
    ),
    "xml: nested without end as LEI": Hostile(
        "gleif", "a.xml", lambda size: b"<a>" * 50_000 * size, "deeper elements than"
    ),
    "xml: one attribute without end": Hostile(
        "gleif",
        "a.xml",
        lambda size: b'<LEIData a="' + b"x" * (33 * 2**20) * size,
        "more bytes than any",
    ),
    "xml: an encoding that is none": Hostile(
        "corporations-canada",
        "a.xml",
        lambda size: b'<?xml version="1.0" encoding="UFF-8"?><corpcan/>',
        "not XML that can be read",
    ),
    "xlsx: a billion laughs": Hostile(
        "usaspending",
        "a.xlsx",
        lambda size: zipped(("xl/workbook.xml", LAUGHS)),
        "holds no file that ends in .csv",
    ),
    "parquet, cut short": Hostile(
        "usaspending",
        "a.csv",
        lambda size: b"PAR1\x15\x04\x15\x00" + bytes(range(256)) * 40,
        "none of the known layouts",
    ),
    "csv: a cell of 10 MB": Hostile(
        "usaspending",
        "a.csv",
        lambda size: _rows(
            f'ICE,P2,"{"x" * 10 * 2**20 * size}",1,2024-01-31,0,F,,C,\n'
        ),
        "",
    ),
    "csv: one line without end": Hostile(
        "usaspending", "a.csv", lambda size: b"x" * 20 * 2**20 * size, "header"
    ),
    "csv: a million columns": Hostile(
        "usaspending",
        "a.csv",
        lambda size: ",".join(f"c{n}" for n in range(100_000 * size)).encode(),
        "none of the known layouts",
    ),
    "csv: a quote opened in the header": Hostile(
        "usaspending", "a.csv", lambda size: b'"' + b"a\n" * 500_000 * size, "layouts"
    ),
    "csv: only quotes": Hostile(
        "usaspending", "a.csv", lambda size: b'"' * 300_000 * size, "layouts"
    ),
    "csv: rows of only quotes": Hostile(
        "usaspending", "a.csv", lambda size: _rows(b'"""\n' * 5_000 * size), ""
    ),
    "csv: long lines with an open quote": Hostile(
        "usaspending",
        "a.csv",
        lambda size: _rows((b'a,"b"c' + b"x" * 20_000 + b"\n") * 60 * size),
        "",
    ),
    "csv: NUL bytes": Hostile(
        "usaspending", "a.csv", lambda size: _rows(b"\0" * 2**20 * size), ""
    ),
    "csv: UTF-16": Hostile(
        "usaspending", "a.csv", lambda size: _rows("").decode().encode("utf-16"), ""
    ),
    "csv: UTF-16, cut in a character": Hostile(
        "usaspending",
        "a.csv",
        lambda size: (_rows("").decode() + "ICE,P2,é").encode("utf-16")[:-1],
        "",
    ),
    "csv: mixed encodings": Hostile(
        "usaspending",
        "a.csv",
        lambda size: _rows(ROW.replace("ALPHA", "\xe9").encode("cp1252") + b"\n\xff"),
        "",
    ),
    "json: nested 100,000 times": Hostile(
        "ocds", "a.json", lambda size: b'{"a":' * 100_000 * size, "nested too deep"
    ),
    "json: a number without end": Hostile(
        "ocds",
        "a.json",
        lambda size: b'{"releases":[{"ocid":' + b"9" * 5_000 * size + b"}]}",
        "too many digits",
    ),
    "json: not a number": Hostile(
        "ocds",
        "a.json",
        lambda size: (
            b'{"releases":[{"ocid":"a","ocid":"b","id":"1","date":"2025-01-01","tag":'
            b'["award"],"awards":[{"id":"1","value":{"amount":NaN,"currency":"GBP"},'
            b'"suppliers":[{"id":"S","name":"A"}]}]}]}'
        ),
        "",
    ),
    "json: half a character": Hostile(
        "ocds",
        "a.json",
        lambda size: (
            b'{"releases":[{"ocid":"\\ud800","id":"1","date":"2025-01-01","tag":'
            b'["award"],"awards":[{"id":"1","value":{"amount":1,"currency":"GBP"},'
            b'"suppliers":[{"id":"S","name":"A\\udfff"}]}]}]}'
        ),
        "",
    ),
    "json: an array that is not closed": Hostile(
        "bods", "a.json", lambda size: b"[" + b"1," * 100_000 * size, "cut short"
    ),
    "json: a branch that is a text": Hostile(
        "gleif", "a.json", lambda size: json.dumps({"Entity": "x"}).encode(), ""
    ),
}
