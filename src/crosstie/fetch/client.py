"""The one polite client: named hosts, a pace, tries, time-outs; or no socket at all."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode, urljoin, urlsplit

from crosstie.errors import (
    CrosstieError,
    IsOffline,
    PublisherChanged,
    PublisherRefuses,
    Unreachable,
)
from crosstie.fetch import addresses
from crosstie.fetch.addresses import shown
from crosstie.fetch.rules import Rules
from crosstie.fetch.transport import is_proxied, open_http, said
from crosstie.fetch.waiting import Pace, back_off, retry_after
from crosstie.fetch.world import Tick, World
from crosstie.text.encoding import readable

if TYPE_CHECKING:
    import httpx

__all__ = ["Ask", "Client"]

Found = TypeVar("Found")

_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_SEND_ONCE = (429, 503)
"""Answers after which even a request that starts something may be sent again."""


@dataclass(frozen=True)
class Ask:
    """One question: an address, what to send, and whether asking twice is harmless."""

    url: str
    method: str = "GET"
    params: Mapping[str, str | int] | None = None
    body: Mapping[str, Any] | None = None
    repeatable: bool = True

    @property
    def address(self) -> str:
        """Give the address with its parameters."""
        if not self.params:
            return self.url
        joint = "&" if "?" in self.url else "?"
        return f"{self.url}{joint}{urlencode(self.params)}"


class Client:
    """Asks the hosts that one source names, and no others.

    Nothing of httpx is imported, and no socket opened, before the first question; with
    `world.offline` there is none.
    """

    def __init__(
        self,
        rules: Rules,
        world: World,
        *,
        resolve: addresses.Resolve = addresses.resolve,
    ) -> None:
        self.rules = rules
        self.world = world
        self.requests = 0
        """How many requests were sent, repeated ones and redirects counted."""
        self._base = world.bases.get(rules.source)
        self._resolve = resolve
        self._pace = Pace(1e9 if self._base else rules.requests_per_second)
        self._chance = random.Random(world.seed)  # noqa: S311
        self._http: httpx.Client | None = None

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def json(self, ask: Ask) -> Any:
        """Ask a question and read the answer as JSON.

        Bytes of it that are no UTF-8 are read as Windows-1252, as in files.

        Raises:
            FetchError: no answer, a refusal, or an answer that is no JSON.

        """
        text = self.tried(lambda: self._read(ask), ask.repeatable)
        try:
            try:
                return json.loads(text)
            except UnicodeDecodeError:
                return json.loads(readable(text))
        except (ValueError, RecursionError) as cause:
            what = "a web page" if text.lstrip()[:1] == b"<" else "no JSON"
            raise PublisherChanged(
                f"{shown(ask.url)} answered with {what} where JSON is expected",
                next_step=f"look whether the service has moved: {self.rules.page}",
            ) from cause

    def text(self, ask: Ask) -> str:
        """Ask for a web page and read it as text, to find an address in it.

        Raises:
            FetchError: no answer, or a refusal.

        """
        page = self.tried(lambda: self._read(ask), ask.repeatable)
        return page.decode("utf-8", "replace")

    def content(self, ask: Ask) -> bytes:
        """Ask for something small and give its bytes as they came.

        Raises:
            FetchError: no answer, or a refusal.

        """
        return self.tried(lambda: self._read(ask), ask.repeatable)

    def size(self, url: str) -> int | None:
        """Ask how many bytes a file has; None where the publisher does not tell."""

        def head() -> int | None:
            with self.answer(Ask(url, "HEAD")) as answer:
                told = str(answer.headers.get("content-length", ""))
                return int(told) if told.isdigit() else None

        with suppress(PublisherRefuses, Unreachable):
            return self.tried(head)
        return None

    def tried(
        self,
        act: Callable[[], Found],
        repeatable: bool = True,
        gained: Callable[[], int] = lambda: 0,
    ) -> Found:
        """Do something until it works, waiting longer each time, up to the last try.

        `gained` tells how much is done; a try that gained something was no failure.

        Raises:
            FetchError: of the last try, or one that trying again would not mend.

        """
        attempt, had = 1, gained()
        while True:
            try:
                return act()
            except _Again as again:
                last = again
            if (has := gained()) > had:
                attempt, had = 1, has
            may_repeat = repeatable or last.harmless
            if attempt >= self.rules.tries or not may_repeat:
                raise last.error
            self._wait(last, attempt)
            attempt += 1

    def broken_off(self, error: CrosstieError) -> Exception:
        """Make an error that `tried` answers with another try."""
        return _Again(error)

    def _wait(self, again: _Again, attempt: int) -> None:
        """Wait as the publisher asks, or longer from try to try."""
        seconds = back_off(attempt, self._chance)
        if again.after is not None:
            if again.after > self.rules.most_wait_seconds:
                raise PublisherRefuses(
                    f"{self.rules.source}: the publisher asks to wait"
                    f" {again.after / 60:,.0f} minutes",
                    status=again.status,
                    next_step="run the same command again after that",
                )
            seconds = again.after + self._chance.uniform(0.0, 1.0)
        self._tell(f"{again.error.message}; next try in {seconds:.0f} s")
        self.world.sleep(seconds)

    @contextmanager
    def answer(
        self, ask: Ask, headers: Mapping[str, str] | None = None
    ) -> Iterator[httpx.Response]:
        """Send one request, follow its redirects, and give the answer unread.

        Raises:
            IsOffline, RefusedAddress, PublisherRefuses: trying again mends nothing.

        """
        now = ask
        for _ in range(self.rules.most_redirects + 1):
            response = self._send(now, headers or {})
            try:
                self._check_peer(response, now.url)
                if response.status_code in _REDIRECTS and response.headers.get(
                    "location"
                ):
                    now = _redirected(now, response)
                    continue
                self._check_status(response, now, is_rest="Range" in (headers or {}))
                yield response
                return
            finally:
                response.close()
        raise PublisherChanged(
            f"{shown(ask.url)} redirects more than {self.rules.most_redirects} times",
            next_step=f"look at the publisher's page: {self.rules.page}",
        )

    def _read(self, ask: Ask) -> bytes:
        """Read a whole answer of bounded size and time."""
        start, parts, length = self.world.ticks(), [], 0
        with self.answer(ask) as response, self.reading(ask.url):
            for chunk in response.iter_bytes(2**16):
                parts.append(chunk)
                length += len(chunk)
                if length > self.rules.most_answer_bytes:
                    raise PublisherChanged(
                        f"{shown(ask.url)} answers with more than"
                        f" {self.rules.most_answer_bytes:,} bytes",
                        next_step=f"look at the publisher's page: {self.rules.page}",
                    )
                if self.world.ticks() - start > self.rules.total_seconds:
                    raise _Again(
                        Unreachable(
                            f"{shown(ask.url)} takes longer than"
                            f" {self.rules.total_seconds:.0f} s to answer",
                            next_step=_LATER,
                        )
                    )
        return b"".join(parts)

    def _send(self, ask: Ask, headers: Mapping[str, str]) -> httpx.Response:
        """Send one request to an allowed address, at the source's pace."""
        source, url = self.rules.source, ask.address
        if self.world.offline:
            raise IsOffline(
                f"{source}: {shown(url)} is needed, and the network is switched off",
                next_step="leave --offline out, or load files: crosstie load"
                f" {source} FILE",
            )
        addresses.check_url(url, self.rules.hosts, source)
        host = urlsplit(url).hostname or ""
        if not self._base and not is_proxied(self.world, host):
            found = self._try_again(lambda: self._resolve(host))
            addresses.check_public(host, found, source)
        if waiting := self._pace.wait(host, self.world.ticks()):
            self.world.sleep(waiting)
        self.requests += 1
        with self.reading(url, connecting=True):
            http = self._open()
            request = http.build_request(
                ask.method,
                self._dialled(url),
                json=dict(ask.body) if ask.body is not None else None,
                headers=dict(headers),
            )
            return http.send(request, stream=True)

    def _try_again(self, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Unreachable as error:
            raise _Again(error, harmless=True) from error

    def _open(self) -> httpx.Client:
        if self._http is None:
            self._http = open_http(self.rules, self.world, direct=bool(self._base))
        return self._http

    def _dialled(self, url: str) -> str:
        """Give the address that is really dialled: the publisher's, but in a test."""
        if not self._base:
            return url
        return f"{self._base}/{url.partition('://')[2]}"

    def _check_peer(self, response: httpx.Response, url: str) -> None:
        host = urlsplit(url).hostname or ""
        if self._base or is_proxied(self.world, host):
            return
        stream = response.extensions.get("network_stream")
        if stream is not None:
            peer = stream.get_extra_info("server_addr")
            addresses.check_peer(peer, host, self.rules.source)

    def _check_status(
        self, response: httpx.Response, ask: Ask, *, is_rest: bool
    ) -> None:
        """Turn an answer that is no success into an error, to be tried again or not."""
        status = response.status_code
        if status < 400 or (status == 416 and is_rest):
            return
        error = PublisherRefuses(
            f"{shown(ask.url)} answers {status} {response.reason_phrase}".rstrip(),
            status=status,
            next_step=self._advice(status),
        )
        wait = self.rules.waits.get(str(status))
        if status in _BUSY or wait is not None:
            after = retry_after(response.headers, self.world.now())
            raise _Again(
                error,
                after=wait if after is None else after,
                status=status,
                harmless=status in _SEND_ONCE or wait is not None,
            )
        raise error

    def _advice(self, status: int) -> str:
        source, page = self.rules.source, self.rules.page
        if str(status) in self.rules.waits:
            return _LATER
        if status in (401, 403):
            return (
                f"the publisher does not serve programs here; fetch the file with a"
                f" browser from {page} and load it: crosstie load {source} FILE"
            )
        if status in (404, 410):
            return f"the publisher has moved or withdrawn it; look at {page}"
        if status in _BUSY:
            return _LATER
        return f"the publisher does not take this request; look at {page}"

    @contextmanager
    def reading(self, url: str, *, connecting: bool = False) -> Iterator[None]:
        """Turn what the network does into an error that may be tried again."""
        import httpx

        try:
            yield
        except httpx.TransportError as cause:
            kind = type(cause)
            early = connecting and issubclass(
                kind, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
            )
            host = urlsplit(url).hostname or ""
            proxied = not self._base and is_proxied(self.world, host)
            way = ", through the proxy that the environment names" if proxied else ""
            raise _Again(
                Unreachable(f"{shown(url)} {said(cause)}{way}", next_step=_LATER),
                harmless=early,
            ) from cause

    def _tell(self, note: str) -> None:
        self.world.told(Tick(self.rules.source, 0, None, None, None, note))


_LATER = (
    "run the same command again: what has arrived is kept; if it stays so, look whether"
    " the publisher's service works"
)


class _Again(Exception):
    """An error that may go away: how long the publisher asks to wait, if it does."""

    def __init__(
        self,
        error: CrosstieError,
        *,
        after: float | None = None,
        status: int = 0,
        harmless: bool = False,
    ) -> None:
        super().__init__(str(error))
        self.error = error
        self.after = after
        self.status = status
        self.harmless = harmless


def _redirected(ask: Ask, response: httpx.Response) -> Ask:
    """Follow a redirect as browsers do: after 301 to 303 without what was sent."""
    url = urljoin(ask.address, response.headers["location"])
    if response.status_code in (307, 308) or ask.method == "HEAD":
        return Ask(url, ask.method, body=ask.body, repeatable=ask.repeatable)
    return Ask(url, "GET", repeatable=ask.repeatable)
