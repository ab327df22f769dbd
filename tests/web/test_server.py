"""The port, the addresses that are loopback, languages, and the cache."""

from __future__ import annotations

import socket

import pytest

from crosstie.errors import UsageError
from crosstie.web.cache import Cache, rendered
from crosstie.web.languages import preferred
from crosstie.web.server import address_of, bind, is_loopback


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104
        ("::", False),
        ("192.168.1.4", False),
        ("example.org", False),
        ("localhost.example.org", False),
    ],
)
def test_what_is_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_a_free_port_is_taken_and_answers_are_sent_at_once() -> None:
    with bind("127.0.0.1", 0) as bound:
        assert bound.proto == socket.IPPROTO_TCP
        port = bound.getsockname()[1]
        assert address_of(bound) == f"http://127.0.0.1:{port}/"
        with pytest.raises(UsageError, match=f"port {port}") as caught:
            bind("127.0.0.1", port)
        assert "--port 0" in str(caught.value.next_step)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("de, fr-CA;q=0.8, en;q=0.5", "fr"),
        ("en-GB, fr;q=0.9", "en"),
        ("fr;q=0", "en"),
        ("fr;q=x, en", "en"),
        ("*", "en"),
    ],
)
def test_the_preferred_language(header: str, expected: str) -> None:
    assert preferred(header) == expected


def test_the_cache_stays_within_its_room() -> None:
    cache = Cache(most_bytes=10_000)
    for number in range(40):
        cache.put(("run", str(number)), rendered(b"x" * 900, "text/plain", {}))
    assert cache.size <= 10_000
    assert cache.get(("run", "0")) is None
    assert cache.get(("run", "39")) is not None


def test_what_is_too_large_is_not_kept() -> None:
    cache = Cache(most_bytes=10_000)
    cache.put(("run", "a"), rendered(bytes(range(256)) * 40, "text/plain", {}))
    assert cache.size == 0


def test_pages_of_a_run_that_was_replaced_are_dropped() -> None:
    cache = Cache()
    cache.put(("old", "/"), rendered(b"a", "text/plain", {}))
    cache.put(("new", "/"), rendered(b"bb", "text/plain", {}))
    cache.keep_only("new")
    assert cache.get(("old", "/")) is None
    assert cache.size == 2
