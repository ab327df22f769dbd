"""What Canadian publishers would serve: files in their layouts, and catalogues.

Every row is invented; addresses and shapes are those of the publishers.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

from tests.replay.server import Asked, Replay, Reply, file_reply
from tests.sources.canada import columns

PORTAL = "https://open.canada.ca/data/"
CATALOGUE = f"{PORTAL}api/3/action/package_show"
QUEBEC = "https://www.donneesquebec.ca/recherche/api/3/action/package_show"
ORGBOOK = "https://orgbook.gov.bc.ca/api/v4/search/topic"
CONTRACTS = (
    f"{PORTAL}dataset/d8f85d91-7dec-4fd1-8055-483b77225d8b"
    "/resource/fac950c0-00d5-4ec1-a4d3-9cbebf98a305/download/contracts.csv"
)
GRANTS = (
    f"{PORTAL}dataset/432527ab-7aac-45b5-81d6-7597107a7013"
    "/resource/1d15a62f-5656-49ad-8c88-f40ce689d831/download/grants.csv"
)
NOTICES = (
    "https://canadabuys.canada.ca/opendata/pub/"
    "awardNoticeComplete-avisAttributionComplet.csv"
)
REGISTER = "https://ised-isde.canada.ca/cc/lgcy/download/OPEN_DATA_SPLIT.zip"
STORE = "https://opencanada.blob.core.windows.net/opengovprod/resources/"

Row = Mapping[str, str]


def csv_bytes(
    source: str, layout: str, rows: Sequence[Row], more: Sequence[str] = ()
) -> bytes:
    """Write a file of a layout; `more` names columns that the layout does not know."""
    text = io.StringIO()
    head = [*columns(source, layout), *more]
    writer = csv.DictWriter(text, head, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Make a zip, the same bytes for the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), content)
    return stream.getvalue()


def resource(url: str, form: str, day: str = "2026-11-01") -> dict[str, object]:
    """Write one file of a dataset as a catalogue lists it."""
    return {
        "id": "00000000-0000-0000-0000-000000000000",
        "name": "a file",
        "format": form,
        "url": url,
        "created": "2020-01-01T00:00:00.000000",
        "last_modified": f"{day}T10:20:30.123456",
        "size": None,
        "state": "active",
    }


def package(
    *resources: Mapping[str, object], licence: str = "Open Government Licence - Canada"
) -> dict[str, object]:
    """Write what `package_show` answers."""
    return {
        "help": "https://catalogue.example/api/3/action/help_show?name=package_show",
        "success": True,
        "result": {
            "id": "a-dataset",
            "name": "a-dataset",
            "title": "A dataset",
            "license_id": "an-id",
            "license_title": licence,
            "license_url": "https://licence.example",
            "metadata_modified": "2026-11-01T10:20:30.123456",
            "num_resources": len(resources),
            "resources": list(resources),
        },
    }


def catalogue(replay: Replay, address: str, **datasets: Mapping[str, object]) -> None:
    """Let a catalogue answer by dataset; - is _ in its name. The rest is not found."""
    known = {name.replace("_", "-"): answer for name, answer in datasets.items()}

    def route(asked: Asked) -> Reply:
        found = known.get(asked.query["id"])
        if found is None:
            return Reply(404, b'{"success": false, "error": {"message": "Not found"}}')
        return Reply(200, json.dumps(found).encode())

    replay.route(address, route)


def redirected(replay: Replay, url: str, content: bytes) -> str:
    """Serve a file as the portal does: by a signed address, a new one each time."""
    target = f"{STORE}{url.rpartition('/')[2]}"
    signed = iter(range(1, 1000))
    replay.route(
        url,
        lambda asked: Reply(302, headers={"Location": f"{target}?sig={next(signed)}"}),
    )
    replay.route(target, lambda asked: file_reply(asked, content, {}))
    return target


class OrgBook:
    """OrgBook's search: ten answers a page, and 400 after the tenth page."""

    SIZE = 10

    def __init__(self, replay: Replay, found: Mapping[str, Sequence[Row]]) -> None:
        self.found = found
        replay.route(ORGBOOK, self._answer)

    def _answer(self, asked: Asked) -> Reply:
        page = int(asked.query.get("page", "1"))
        if page > self.SIZE:
            return Reply(400, b"{}")
        every = self.found.get(asked.query["q"], [])
        start = (page - 1) * self.SIZE
        given = every[start : start + self.SIZE]
        return Reply(
            200,
            json.dumps(
                {
                    "total": len(every),
                    "page_size": self.SIZE,
                    "page": page,
                    "first_index": start + 1,
                    "last_index": start + len(given),
                    "next": None,
                    "previous": None,
                    "results": given,
                }
            ).encode(),
        )
