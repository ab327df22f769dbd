"""What further publishers would serve, in the shapes of their documents.

Every row is invented.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

from tests.replay.publishers import Row, columns, reply
from tests.replay.server import Asked, Replay, Reply

ICE = "https://www.ice.gov/"


class DetentionPage:
    """The page that links the workbooks, and the workbooks."""

    PAGE = ICE + "detain/detention-management"

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self.links: dict[str, str] = {}
        replay.route(self.PAGE, lambda asked: self._page())

    def publish(self, name: str, content: bytes) -> str:
        """Put a workbook on the page; return its address."""
        url = f"{ICE}doclib/detention/{name}"
        self.links[name] = url
        self.replay.file(url, content)
        return url

    def _page(self) -> Reply:
        rows = "".join(
            f'<li><a href="/doclib/detention/{name}">{name}</a></li>'
            for name in self.links
        )
        return html(f"<ul>{rows}</ul>")


def html(body: str, headers: Mapping[str, str] | None = None) -> Reply:
    """Answer with a web page."""
    return Reply(
        body=f"<!DOCTYPE html><html><body>{body}</body></html>".encode(),
        headers={"Content-Type": "text/html", **(headers or {})},
    )


class Represent:
    """The list of members in pages, and answers for postal codes."""

    BASE = "https://represent.opennorth.ca/"
    LIST = BASE + "representatives/house-of-commons/"
    HOUSE = "https://www.ourcommons.ca/Members/en/search/csv"

    def __init__(self, replay: Replay, people: Sequence[Mapping[str, object]]) -> None:
        self.replay = replay
        self.people = list(people)
        self.page = 200
        replay.route(self.LIST, self._list)

    def postcode(self, code: str, *people: Mapping[str, object]) -> str:
        """Answer for a postal code; return the address."""
        url = f"{self.BASE}postcodes/{code}/"
        self.replay.answer(url, {"code": code, "representatives_centroid": people})
        return url

    def _list(self, asked: Asked) -> Reply:
        start = int(asked.query.get("offset", 0))
        end = start + self.page
        after = f"/representatives/house-of-commons/?limit={self.page}&offset={end}"
        return reply(
            {
                "objects": self.people[start:end],
                "meta": {"next": after if end < len(self.people) else None},
            }
        )


class Edgar:
    """The SEC: lists of filings, and complete submissions."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self.filings: dict[int, list[tuple[str, str, str]]] = {}

    def file(self, cik: int, accession: str, day: str, text: str) -> str:
        """Add an annual report; return its address."""
        self.filings.setdefault(cik, []).insert(0, (accession, day, "10-K"))
        listed = [*self.filings[cik], ("0000000000-00-000000", "2026-01-01", "8-K")]
        numbers, days, forms = zip(*listed, strict=True)
        recent = {"accessionNumber": numbers, "filingDate": days, "form": forms}
        self.replay.answer(
            f"https://data.sec.gov/submissions/CIK{cik:010d}.json",
            {"name": "ALPHA HOLDINGS INC", "filings": {"recent": recent}},
        )
        bare = accession.replace("-", "")
        url = f"https://www.sec.gov/Archives/edgar/data/{cik}/{bare}/{accession}.txt"
        self.replay.file(url, text.encode())
        return url


def submission(exhibit: str, *, filed: str = "20250301", kind: str = "EX-21.1") -> str:
    """Write a complete submission as EDGAR does."""
    return (
        "<SEC-DOCUMENT>0000012345-25-000001.txt : 20250301\n<SEC-HEADER>\n"
        "ACCESSION NUMBER:\t\t0000012345-25-000001\n"
        "CONFORMED SUBMISSION TYPE:\t10-K\n"
        "CONFORMED PERIOD OF REPORT:\t20241231\n"
        f"FILED AS OF DATE:\t\t{filed}\n\nFILER:\n\n\tCOMPANY DATA:\t\n"
        "\t\tCOMPANY CONFORMED NAME:\t\t\tALPHA HOLDINGS INC\n"
        "\t\tCENTRAL INDEX KEY:\t\t\t0000012345\n"
        "\t\tSTATE OF INCORPORATION:\t\t\tDE\n</SEC-HEADER>\n"
        "<DOCUMENT>\n<TYPE>10-K\n<TEXT>\nNot Inc., a name in another part\n</TEXT>\n"
        f"</DOCUMENT>\n<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>2\n<TEXT>\n{exhibit}\n"
        "</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n"
    )


OFFSHORE = "https://offshoreleaks-data.icij.org/offshoreleaks/csv/full-oldb.LATEST.zip"


def offshore(
    entities: Sequence[Row], officers: Sequence[Row], links: Sequence[Row]
) -> bytes:
    """Write the zip of the ICIJ, with the members that are not read."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, layout, rows in (
            ("relationships.csv", "icij-relationships", links),
            ("nodes-officers.csv", "icij-officers", officers),
            ("nodes-entities.csv", "icij-entities", entities),
        ):
            text = io.StringIO()
            header = columns("icij", layout)
            writer = csv.DictWriter(text, header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            info = zipfile.ZipInfo(name, (2026, 9, 9, 0, 0, 0))
            archive.writestr(info, text.getvalue())
        info = zipfile.ZipInfo("nodes-addresses.csv", (2026, 9, 9, 0, 0, 0))
        archive.writestr(info, "node_id,address\n3,Somebody's home\n")
    return stream.getvalue()
