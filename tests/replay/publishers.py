"""What publishers would serve: small files in their exact layouts, and their lists.

Every row is invented; the shapes are those of the publishers' documents.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

from crosstie.sources.registry import SOURCES
from tests.replay.server import Asked, Replay, Reply

API = "https://api.usaspending.gov/api/v2/"
FILES = "https://files.usaspending.gov/"
GOLDEN = "https://goldencopy.gleif.org/"

Row = Mapping[str, str]


def columns(source: str, layout: str) -> list[str]:
    """List every column of a layout, personal ones too."""
    return next(
        list(one.columns) for one in SOURCES[source].layouts if one.name == layout
    )


def zipped(name: str, header: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Make a zip with one CSV, the same bytes for the same rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), text.getvalue())
    return stream.getvalue()


def action(piid: str, supplier: str, amount: str, day: str = "2025-12-01") -> Row:
    """Write one action as an archive does."""
    unique = f"CONT_AWD_{piid}_7012_-NONE-_-NONE-"
    return {
        "contract_transaction_unique_key": f"7012_-NONE-_{piid}_0_-NONE-_0",
        "contract_award_unique_key": unique,
        "award_id_piid": piid,
        "modification_number": "0",
        "transaction_number": "0",
        "federal_action_obligation": amount,
        "total_dollars_obligated": amount,
        "action_date": day,
        "awarding_agency_code": "070",
        "awarding_agency_name": "Department of Homeland Security",
        "awarding_sub_agency_code": "7012",
        "awarding_sub_agency_name": "U.S. Immigration and Customs Enforcement",
        "recipient_name": supplier,
        "recipient_country_code": "USA",
        "transaction_description": "SERVICES",
        "usaspending_permalink": f"https://www.usaspending.gov/award/{unique}/",
    }


class Awards:
    """USAspending.gov, with one department and what it has published."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self.archives: dict[int, tuple[str, str]] = {}
        self.polls: dict[str, int] = {}
        self.jobs = 0
        self.states_before_finished = 1
        replay.answer(
            API + "references/toptier_agencies/",
            {
                "results": [
                    {
                        "agency_id": 63,
                        "toptier_code": "070",
                        "agency_name": "Department of Homeland Security",
                        "abbreviation": "DHS",
                    }
                ]
            },
        )
        replay.route(API + "bulk_download/list_monthly_files/", self._list)
        replay.route(API + "bulk_download/awards/", self._make)
        replay.route(API + "download/status", self._status)
        replay.route(API + "search/spending_by_award/", self._search)
        self.subawards: list[Row] = []
        self.found: list[Mapping[str, object]] = []
        self.vehicles: list[Mapping[str, object]] = []
        """What the search finds of contracts and of vehicles."""

    def publish(self, year: int, day: str, rows: Sequence[Row]) -> str:
        """Publish the archive of a year; return its address."""
        name = f"FY{year}_070_Contracts_Full_{day}"
        url = f"{FILES}award_data_archive/{name}.zip"
        self.archives[year] = (f"{name}.zip", url)
        header = columns("usaspending", "transactions-297")
        self.replay.file(url, zipped(f"{name}_1.csv", header, rows))
        return url

    def _list(self, asked: Asked) -> Reply:
        wanted = asked.json
        assert wanted["agency"] == 63 and wanted["type"] == "contracts"
        found = self.archives.get(wanted["fiscal_year"])
        listed = [
            {
                "fiscal_year": None,
                "agency_name": "Department of Homeland Security",
                "agency_acronym": "DHS",
                "type": "contracts",
                "updated_date": "2026-11-06",
                "file_name": "FY(All)_070_Contracts_Delta_20261106.zip",
                "url": f"{FILES}award_data_archive/FY(All)_070_Contracts_Delta.zip",
            }
        ]
        if found:
            name, url = found
            listed.insert(
                0,
                {
                    **listed[0],
                    "fiscal_year": wanted["fiscal_year"],
                    "file_name": name,
                    "url": url,
                },
            )
        return reply({"monthly_files": listed})

    def _search(self, asked: Asked) -> Reply:
        wanted = asked.json
        codes = wanted["filters"]["award_type_codes"]
        found = self.found if "A" in codes else self.vehicles
        return reply(
            {
                "results": list(found),
                "page_metadata": {"page": wanted["page"], "hasNext": False},
            }
        )

    def _make(self, asked: Asked) -> Reply:
        self.jobs += 1
        name = f"070_Subawards_{self.jobs}.zip"
        url = f"{FILES}generated_downloads/{name}"
        header = columns("usaspending", "subawards-118")
        rows = self.subawards
        self.replay.file(url, zipped("Contracts_Subawards_1.csv", header, rows))
        self.polls[name] = 0
        return reply(
            {
                "status_url": f"{API}download/status?file_name={name}",
                "file_name": name,
                "file_url": url,
                "download_request": asked.json,
            }
        )

    def _status(self, asked: Asked) -> Reply:
        name = asked.query["file_name"]
        self.polls[name] += 1
        done = self.polls[name] > self.states_before_finished
        return reply(
            {
                "status": "finished" if done else "running",
                "message": None,
                "file_name": name,
                "file_url": f"{FILES}generated_downloads/{name}",
                "total_size": 3.1 if done else None,
                "total_columns": 118 if done else None,
                "total_rows": len(self.subawards) if done else None,
                "seconds_elapsed": "4.1",
            }
        )


class GoldenCopy:
    """GLEIF, with the golden copies of one moment."""

    LAYOUTS = (("lei2", "gleif-lei"), ("rr", "gleif-rr"), ("repex", "gleif-repex"))

    def __init__(self, replay: Replay) -> None:
        self.replay = replay

    def publish(
        self,
        moment: str,
        rows: Mapping[str, Sequence[Row]],
        changes: Mapping[str, object] | None = None,
    ) -> None:
        """Publish all three files; `rows` by kind: lei2, rr, repex.

        `changes` is the JSON of each kind's file of changes, of a day, week and month.
        """
        stamp = moment.replace("-", "").replace(":", "").replace(" ", "-")[:13]
        listed: dict[str, object] = {"publish_date": moment}
        for kind, layout in self.LAYOUTS:
            given = rows.get(kind, ())
            name = f"{stamp}-gleif-goldencopy-{kind}-golden-copy.csv"
            content = zipped(name, columns("gleif", layout), given)
            url = f"{GOLDEN}storage/golden-copy-files/{stamp}/{name}.zip"
            self.replay.file(url, content)
            csv_file = {
                "type": "CSV",
                "record_count": len(given),
                "size": len(content),
                "size_human_readable": f"{len(content)} B",
                "url": url,
            }
            listed[kind] = {
                "type": kind,
                "full_file": {"csv": csv_file},
                "delta_files": {
                    name: self._changed(stamp, kind, name, (changes or {}).get(kind))
                    for name in ("IntraDay", "LastDay", "LastWeek", "LastMonth")
                },
            }
        self.replay.answer(
            GOLDEN + "api/v2/golden-copies/publishes", {"data": [listed]}
        )

    def _changed(self, stamp: str, kind: str, name: str, content: object) -> object:
        """Serve a file of changes and list it."""
        if content is None:
            return {}
        stem = f"{stamp}-gleif-goldencopy-{kind}-{name.lower()}.json"
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(
                zipfile.ZipInfo(stem, (2026, 11, 1, 0, 0, 0)), json.dumps(content)
            )
        url = f"{GOLDEN}storage/golden-copy-files/{stamp}/{stem}.zip"
        self.replay.file(url, stream.getvalue())
        size = len(stream.getvalue())
        return {"json": {"url": url, "size": size, "record_count": 1}}


def reply(content: object) -> Reply:
    """Answer with JSON."""
    return Reply(
        body=json.dumps(content).encode(), headers={"Content-Type": "application/json"}
    )
