"""What further publishers would serve, in the shapes of their documents.

Every row is invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.replay.publishers import reply
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
