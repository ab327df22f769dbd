"""Targets beyond plain text: workbooks, columns, filings and answers about members.

A workbook is a zip of compressed XML, so bytes changed at random hardly ever get past
its checksums. Each workbook is therefore a target twice: as a file, and as the XML of
its first sheet, which is put into a sound workbook before it is loaded.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.replay.publishers_more import submission
from tests.sources.books import book

Parse = Callable[[bytes], None]
Load = Callable[[str, str], Parse]

SHEET = "xl/worksheets/sheet1.xml"

DETENTION = {
    "Detention FY26": {
        "A1": "An agency",
        "A8": "ICE Currently Detained by Criminality and Arresting Agency: FY2026",
        "A9": "Criminality",
        "B9": "Agency A",
        "C9": "Percent A",
        "D9": "Total",
        "A10": "Total",
        "B10": 30,
        "C10": (0.75, "0.0%"),
        "D10": 40,
        "A11": "Pending",
        "B11": 10,
        "D11": 12,
    },
    "Footnotes": {
        "B1": "FY2026 YTD ICE Detention data are updated through 02/07/2026 (Run 02/08)"
    },
}
SPENDING = {
    "Current US$": {
        "A1": "Military expenditure by country, in millions of US$ at current prices",
        "A6": "Country",
        "B6": "Notes",
        "C6": 2023,
        "D6": 2024,
        "A8": "North Somewhere",
        "A9": "France",
        "C9": (10.25, None, "FF0000FF"),
        "D9": "...",
    }
}
STAY = {
    "unique_identifier": "a",
    "stay_ID": "a_1",
    "stay_book_in_date_time": datetime(2026, 1, 2, 3, 4),
    "stay_book_out_date_time": None,
    "birth_year": 1980,
    "citizenship_country": "FRANCE",
    "gender": "Female",
    "book_in_criminality": "2 Pending Criminal Charges",
    "case_status": "ACTIVE",
    "stay_release_reason": None,
    "departure_country": None,
    "detention_facility_code_first": "X",
}
EXHIBIT = (
    "<html><body><table><tr><th>Name of Subsidiary</th><th>Jurisdiction</th></tr>"
    "<tr><td>Alpha Canada Ltd.&nbsp;(1)</td><td>Ontario, Canada</td></tr>"
    "<tr><td>Gamma</td><td>France</td><td>50.0%</td></tr></table></body></html>"
)
MEMBER = {
    "name": "Member One",
    "district_name": "North",
    "elected_office": "MP",
    "party_name": "Green",
    "email": "office@house.example",
    "url": "https://house.example/1",
    "offices": [{"type": "constituency", "tel": "1 555 0100", "postal": "Main"}],
    "extra": {},
}


def sheet_of(workbook: bytes) -> bytes:
    """Give the XML of a workbook's first sheet."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(SHEET)


def inside(parse: Parse, workbook: bytes) -> Parse:
    """Put bytes into a sound workbook as its first sheet, and parse that."""

    def act(data: bytes) -> None:
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(workbook)) as sound,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as made,
        ):
            for name in sound.namelist():
                made.writestr(name, data if name == SHEET else sound.read(name))
        parse(stream.getvalue())

    return act


def parquet() -> bytes:
    """Write stays as the publisher's columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    rows: list[dict[str, Any]] = [
        {**STAY, "unique_identifier": f"a{n}"} for n in range(12)
    ]
    pq.write_table(pa.Table.from_pylist(rows), stream, compression="none")
    return stream.getvalue()


def more(load: Load) -> list[tuple[str, Parse, tuple[bytes, ...]]]:
    """List these targets: name, parser, valid bytes."""
    found: list[tuple[str, Parse, tuple[bytes, ...]]] = []
    for source, cells in (("detention", DETENTION), ("milex", SPENDING)):
        made, parse = book(cells), load(source, ".xlsx")
        found.append((f"xlsx-{source}", parse, (made,)))
        found.append((f"sheet-{source}", inside(parse, made), (sheet_of(made),)))
    look_up = {"representatives_centroid": [MEMBER], "code": "A1A1A1", "city": "North"}
    found.append(("parquet-stays", load("deportation-data", ".parquet"), (parquet(),)))
    filing = submission(EXHIBIT).encode()
    found.append(("filing-exhibit21", load("exhibit21", ".txt"), (filing,)))
    answers = (json.dumps(look_up).encode(), json.dumps([MEMBER]).encode())
    found.append(("json-members", load("members", ".json"), answers))
    return found
