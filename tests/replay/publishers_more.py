"""What further publishers would serve, in the shapes of their documents.

Every row is invented.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.replay.server import Replay, Reply

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
