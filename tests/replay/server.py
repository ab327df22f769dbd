"""A publisher on loopback: files with ranges and tags, answers, and faults on demand.

A path is the publisher's host and path (`api.example.org/v1/list`), as the client dials
it when `CROSSTIE_BASE_<SOURCE>` names this server. Each request to a path first uses up
the faults that are set on it, one a request, and then gets what is served there.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """One answer, and how it goes wrong, if it does."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None
    """Length that is announced, where it is not that of the body; -1 for none."""
    cut: int | None = None
    """Bytes after which the connection is cut off."""
    pieces: int | None = None
    """Size of the pieces in which the body is sent, so that each is one read."""
    hangs: bool = False
    """Whether nothing is sent until the server stops."""


Route = Callable[[Asked], Reply]
Fault = Callable[[Asked, Reply], Reply]


class Replay:
    """The server; `log` holds every request in order."""

    def __init__(self) -> None:
        self.log: list[Asked] = []
        self._routes: dict[str, Route] = {}
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.released = Event()
        self.pieces = 0
        """Size of the pieces in which every body is sent; 0 sends it at once."""
        self.pause = 0.0
        """Seconds after each piece, so that a download takes a while."""
        replay = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 0

            def do_GET(self) -> None:
                replay.handle(self)

            do_POST = do_HEAD = do_GET  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # a client that goes away is what some tests are about

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = Thread(
            target=lambda: self._server.serve_forever(poll_interval=0.01), daemon=True
        )
        self._thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def route(self, url: str, route: Route) -> None:
        """Answer a publisher's address with what a function says."""
        self._routes[_path(url)] = route

    def answer(self, url: str, content: Any) -> None:
        """Answer an address with JSON."""
        body = json.dumps(content).encode()
        headers = {"Content-Type": "application/json"}
        self.route(url, lambda asked: Reply(body=body, headers=dict(headers)))

    def file(self, url: str, content: bytes, **headers: str) -> None:
        """Serve a file with a strong tag, ranges and conditions."""
        self.route(url, lambda asked: file_reply(asked, content, headers))

    def fault(self, url: str, *faults: Fault) -> None:
        """Let the next requests to an address go wrong."""
        self._faults[_path(url)].extend(faults)

    def asked(self, url: str, method: str | None = None) -> list[Asked]:
        """List the requests to an address."""
        path = _path(url)
        return [a for a in self.log if a.path == path and method in (None, a.method)]

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        parts = urlsplit(handler.path)
        length = int(handler.headers.get("Content-Length") or 0)
        asked = Asked(
            handler.command,
            parts.path.lstrip("/"),
            dict(parse_qsl(parts.query)),
            {k.lower(): v for k, v in handler.headers.items()},
            handler.rfile.read(length),
        )
        self.log.append(asked)
        route = self._routes.get(asked.path)
        reply = route(asked) if route else Reply(404, b"no such thing")
        if self._faults[asked.path]:
            reply = self._faults[asked.path].popleft()(asked, reply)
        self._send(handler, asked, reply)

    def _send(
        self, handler: BaseHTTPRequestHandler, asked: Asked, reply: Reply
    ) -> None:
        if reply.hangs:
            self.released.wait(30)
            handler.close_connection = True
            return
        if reply.status == 304:
            reply.announced = -1
        announced = len(reply.body) if reply.announced is None else reply.announced
        handler.send_response_only(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if reply.announced is None or reply.announced >= 0:
            handler.send_header("Content-Length", str(announced))
        handler.end_headers()
        if asked.method == "HEAD" or reply.status == 304:
            return
        body = reply.body if reply.cut is None else reply.body[: reply.cut]
        step = reply.pieces or self.pieces or max(len(body), 1)
        for start in range(0, len(body), step):
            handler.wfile.write(body[start : start + step])
            if self.pause:
                time.sleep(self.pause)
        if reply.cut is not None or announced != len(body):
            handler.close_connection = True


def file_reply(asked: Asked, content: bytes, headers: Mapping[str, str]) -> Reply:
    """Answer as file servers do: whole, in part, or "not modified"."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    facts = {"ETag": tag, "Accept-Ranges": "bytes", **headers}
    facts = {name.replace("_", "-"): value for name, value in facts.items() if value}
    tag = facts.get("ETag", "")
    if tag and asked.headers.get("if-none-match") == tag:
        return Reply(304, headers=facts)
    wanted = asked.headers.get("range", "").removeprefix("bytes=").rstrip("-")
    holds = asked.headers.get("if-range", tag) in (tag, facts.get("Last-Modified"))
    if not wanted.isdigit() or not holds:
        return Reply(200, content, facts)
    start, size = int(wanted), len(content)
    if start >= size:
        return Reply(416, headers=facts | {"Content-Range": f"bytes */{size}"})
    span = {"Content-Range": f"bytes {start}-{size - 1}/{size}"}
    return Reply(206, content[start:], facts | span)


# Faults: each takes what would be answered and spoils it.


def status(code: int, **headers: str) -> Fault:
    """Answer with an error."""
    facts = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked, reply: Reply(code, b"refused", facts)


def redirect(url: str, code: int = 302) -> Fault:
    """Lead elsewhere."""
    return lambda asked, reply: Reply(code, headers={"Location": url})


def cut(after: int) -> Fault:
    """Cut the connection off after some bytes of the body."""

    def spoiled(asked: Asked, reply: Reply) -> Reply:
        reply.cut = after
        reply.announced = len(reply.body)
        return reply

    return spoiled


def announce(more: int) -> Fault:
    """Announce another length than that of the body."""

    def spoiled(asked: Asked, reply: Reply) -> Reply:
        reply.announced = len(reply.body) + more
        return reply

    return spoiled


def no_length(asked: Asked, reply: Reply) -> Reply:
    """Announce no length: the end of the connection is that of the body."""
    reply.announced = -1
    return reply


def drip(pieces: int) -> Fault:
    """Send the body in small pieces."""

    def spoiled(asked: Asked, reply: Reply) -> Reply:
        reply.pieces = pieces
        return reply

    return spoiled


def hang(asked: Asked, reply: Reply) -> Reply:
    """Accept the request and say nothing."""
    return Reply(hangs=True)


def other_body(body: bytes, content_type: str = "text/html") -> Fault:
    """Answer with other bytes, and call it a success."""
    return lambda asked, reply: Reply(200, body, {"Content-Type": content_type})


def _path(url: str) -> str:
    return urlsplit(url).netloc + urlsplit(url).path
