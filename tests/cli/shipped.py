"""The publishers of the case that ships, on loopback, and a person who refreshes it.

Every company here is invented; the case is the one that ships, with the sources that
its case.toml declares.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from crosstie.sources.registry import NAMES, SOURCES
from tests.cli.command import ENTRY, Command
from tests.replay.publishers import Awards, GoldenCopy, Row, action
from tests.replay.server import Replay

MAKER, CHILD, PARENT, BUYER = (
    "5493000000000000MK31",
    "5493000000000000CH12",
    "5493000000000000PA56",
    "5493000000000000BU78",
)
"""LEIs: a company of the country, a subsidiary abroad, its parent, who buys it."""

CORPORATION = """<?xml version="1.0" encoding="UTF-8"?>
<cc:corpcan xmlns:cc="http://www.ic.gc.ca/corpcan" reportId="OPEN_DATA"
 date="2026-10-01T00:00:00"><corporations><corporation corporationId="12345"><names>
<name code="1" current="true" effectiveDate="2004-03-02T00:00:00">NORTHBROOK LINEN INC.
</name></names><statuses>
<status code="1" current="true" effectiveDate="2004-03-02T00:00:00"/></statuses>
<addresses><address code="2" current="true"><addressLine>5 New Street</addressLine>
<city>Smallplace</city><province code="ON"/><country code="CA"/></address></addresses>
</corporation></corporations></cc:corpcan>"""

STOPPED = "import os, signal\ndef stop():\n    os.kill(os.getpid(), signal.{signal})\n"
IN_LOAD = (
    STOPPED + "from crosstie.sources.reading.scan import Scanner\n"
    "read, opened = Scanner.read, []\n"
    "def stopping(self):\n"
    "    opened.append(self)\n"
    "    for found in read(self):\n"
    "        if len(opened) == 2:\n"
    "            stop()\n"
    "        yield found\n"
    "Scanner.read = stopping\n" + ENTRY
)
"""Stopped while the second file is read."""

IN_TRACE = (
    STOPPED + "import crosstie.pipeline\n"
    "crosstie.pipeline.tie = lambda *given: stop()\n" + ENTRY
)
"""Stopped when all that is needed for the ties is there."""


BEFORE_TELLING = (
    STOPPED + "import crosstie.pipeline\n"
    "crosstie.pipeline.gather = lambda *given: stop()\n" + ENTRY
)
"""Stopped when the run is written, and nothing of it is told."""


def found(piid: str, supplier: str, amount: float) -> dict[str, object]:
    """Write an award as the search answers it."""
    return {
        "Award ID": piid,
        "Recipient Name": supplier,
        "Award Amount": amount,
        "Base Obligation Date": "2025-12-01",
        "Awarding Agency": "Department of Homeland Security",
        "Awarding Sub Agency": "U.S. Immigration and Customs Enforcement",
        "Awarding Sub Agency Code": "7012",
        "generated_internal_id": f"CONT_AWD_{piid}_7012_-NONE-_-NONE-",
    }


def other_agency(piid: str) -> Row:
    """Write an action of an agency that is no component of the case."""
    return {
        **action(piid, "PLAINFIELD SUPPLY CO", "5.00"),
        "awarding_sub_agency_code": "9999",
        "awarding_sub_agency_name": "Office of Nothing Else",
    }


def entity(lei: str, name: str, country: str, city: str) -> Row:
    """Write one record of an entity as a golden copy does."""
    return {
        "LEI": lei,
        "Entity.LegalName": name,
        "Entity.LegalAddress.Country": country,
        "Entity.LegalAddress.City": city,
        "Entity.HeadquartersAddress.Country": country,
        "Entity.EntityStatus": "ACTIVE",
        "Entity.EntityCategory": "GENERAL",
        "Registration.RegistrationStatus": "ISSUED",
    }


def owned(child: str, parent: str, kind: str) -> Row:
    """Write who consolidates whom as a golden copy does."""
    return {
        "Relationship.StartNode.NodeID": child,
        "Relationship.EndNode.NodeID": parent,
        "Relationship.RelationshipType": kind,
        "Relationship.RelationshipStatus": "ACTIVE",
        "Relationship.Period.1.startDate": "2012-01-01T00:00:00Z",
        "Relationship.Period.1.periodType": "RELATIONSHIP_PERIOD",
        "Registration.RegistrationStatus": "PUBLISHED",
        "Registration.LastUpdateDate": "2026-01-01T00:00:00Z",
    }


BOTH = ("IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY")

FIRST: dict[int, list[Row]] = {
    2025: [
        action("B1", "MAPLEWICK TOOLS INC.", "100.00", "2025-01-15"),
        action("B2", "PLAINFIELD SUPPLY CO", "7.00", "2025-02-15"),
    ],
    2026: [
        action("C1", "QUORBEX OPTICAL LLC", "5000.00", "2025-12-01"),
        action("C2", "MAPLEWICK TOOLS INC.", "300.00", "2026-03-01"),
    ],
}
"""Actions by fiscal year: one direct supplier, one subsidiary, one of no interest."""


class Shipped:
    """A person with an empty home, and all publishers that the shipped case asks."""

    def __init__(self, folder: Path) -> None:
        self.replay = Replay()
        self.command = Command(folder)
        self.awards = Awards(self.replay)
        self.awards.states_before_finished = 0
        self.golden = GoldenCopy(self.replay)
        self.archives = {year: self.publish(year, rows) for year, rows in FIRST.items()}
        self.registers()
        self.register_of_corporations()

    def publish(self, year: int, rows: Sequence[Row], day: str = "20261106") -> str:
        """Publish the archive of a year; give its address."""
        return self.awards.publish(year, day, rows)

    def registers(
        self,
        moment: str = "2026-11-20 08:00:00",
        changes: Mapping[str, object] | None = None,
    ) -> None:
        """Publish the golden copies of a moment, or what has changed since."""
        whole = {
            "lei2": [
                entity(MAKER, "MAPLEWICK TOOLS INC.", "CA", "OTTAWA"),
                entity(CHILD, "QUORBEX OPTICAL LLC", "US", "DENVER"),
                entity(PARENT, "QUORBEX HOLDINGS INC.", "CA", "TORONTO"),
                entity(BUYER, "VANTAGE HARBOUR PLC", "GB", "LONDON"),
            ],
            "rr": [owned(CHILD, PARENT, kind) for kind in BOTH],
        }
        self.golden.publish(moment, whole, changes)

    def register_of_corporations(self) -> None:
        """Serve the federal register under every address that its source declares."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, text in (
                ("OPEN_DATA_1.xml", CORPORATION),
                ("codes.xml", "<codes></codes>"),
            ):
                archive.writestr(zipfile.ZipInfo(name, (2026, 10, 1, 0, 0, 0)), text)
        rules = SOURCES["corporations-canada"].fetch
        for url in rules.addresses.values() if rules else ():
            self.replay.file(url, stream.getvalue())

    @property
    def bases(self) -> dict[str, str]:
        names = [name.upper().replace("-", "_") for name in NAMES]
        return {f"CROSSTIE_BASE_{name}": self.replay.base for name in names}

    def __call__(self, *arguments: str, code: str = ENTRY) -> tuple[int, str, str]:
        done = self.command(*arguments, code=code, **self.bases)
        return done.returncode, done.stdout, done.stderr
