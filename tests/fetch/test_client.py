"""One polite client: what it asks, how often it tries, and where it does not go."""

from __future__ import annotations

import json
import socket
from datetime import timedelta
from email.utils import format_datetime

import pytest

from crosstie.errors import (
    IsOffline,
    PublisherChanged,
    PublisherRefuses,
    RefusedAddress,
    Unreachable,
)
from crosstie.fetch.client import Ask, Client
from tests.fetch.conftest import RULES, Make
from tests.replay import server
from tests.replay.clock import Clock
from tests.replay.server import Replay, Reply

URL = "https://api.example.org/v1/list"


def test_a_question_is_asked_with_name_parameters_and_body(
    replay: Replay, make: Make
) -> None:
    replay.answer(URL, {"found": 1})
    client = make()
    assert client.json(Ask(URL, params={"page": 2, "q": "a b"})) == {"found": 1}
    assert client.json(Ask(URL, "POST", body={"x": [1]})) == {"found": 1}
    get, post = replay.log
    assert get.query == {"page": "2", "q": "a b"}
    assert get.headers["user-agent"] == "crosstie/test"
    assert post.json == {"x": [1]}
    assert client.requests == 2


@pytest.mark.parametrize("code", [408, 429, 500, 502, 503, 504])
def test_a_busy_publisher_is_asked_again_after_growing_times(
    code: int, replay: Replay, make: Make, clock: Clock
) -> None:
    replay.answer(URL, [])
    replay.fault(URL, *[server.status(code)] * 3)
    assert make().json(Ask(URL)) == []
    assert len(clock.slept) == 3
    for waited, longest in zip(clock.slept, (1, 2, 4), strict=True):
        assert longest / 2 <= waited <= longest


def test_the_last_try_says_what_was_answered(replay: Replay, make: Make) -> None:
    replay.answer(URL, [])
    replay.fault(URL, *[server.status(500)] * 9)
    with pytest.raises(PublisherRefuses, match="v1/list answers 500") as caught:
        make(tries=3).json(Ask(URL))
    assert caught.value.status == 500
    assert len(replay.log) == 3


def test_the_publisher_says_how_long_to_wait(
    replay: Replay, make: Make, clock: Clock
) -> None:
    replay.answer(URL, [])
    replay.fault(URL, server.status(429, Retry_After="30"))
    make().json(Ask(URL))
    assert 30 <= clock.slept[0] <= 31


@pytest.mark.parametrize("skew", [0, -7200, 86_400])
def test_a_date_to_wait_for_is_read_by_the_publishers_own_clock(
    skew: int, replay: Replay, make: Make, clock: Clock
) -> None:
    theirs = clock.now() + timedelta(seconds=skew)
    until = theirs + timedelta(seconds=90)
    dates = {
        "Date": format_datetime(theirs, usegmt=True),
        "Retry-After": format_datetime(until, usegmt=True),
    }
    replay.answer(URL, [])
    replay.fault(URL, lambda asked, reply: Reply(503, headers=dates))
    make().json(Ask(URL))
    assert 90 <= clock.slept[0] <= 91


def test_a_long_wait_is_the_users_to_decide(
    replay: Replay, make: Make, clock: Clock
) -> None:
    replay.answer(URL, [])
    replay.fault(URL, server.status(429, Retry_After="7200"))
    with pytest.raises(PublisherRefuses, match="asks to wait 120 minutes"):
        make().json(Ask(URL))
    assert clock.slept == []


@pytest.mark.parametrize(
    ("code", "advice"),
    [(403, "browser"), (404, "moved or withdrawn"), (400, "does not take")],
)
def test_a_refusal_is_final_and_says_what_to_do(
    code: int, advice: str, replay: Replay, make: Make
) -> None:
    replay.fault(URL, server.status(code))
    with pytest.raises(PublisherRefuses, match=str(code)) as caught:
        make().json(Ask(URL))
    assert advice in (caught.value.next_step or "")
    assert len(replay.log) == 1


def test_a_publisher_may_say_too_many_requests_in_another_way(
    replay: Replay, make: Make, clock: Clock
) -> None:
    replay.answer(URL, {"job": 1})
    replay.fault(URL, server.status(403), server.status(403, Retry_After="20"))
    client = make(waits={"403": 300})
    assert client.json(Ask(URL, "POST", body={}, repeatable=False)) == {"job": 1}
    assert clock.slept == [pytest.approx(300.5, abs=0.5), pytest.approx(20.5, abs=0.5)]
    replay.fault(URL, *[server.status(403)] * 2)
    with pytest.raises(PublisherRefuses, match="403") as caught:
        make(waits={"403": 300}, tries=2).json(Ask(URL))
    assert "run the same command again" in (caught.value.next_step or "")


def test_json_with_a_pasted_byte_is_json(replay: Replay, make: Make) -> None:
    body = b'{"a": "\xc3\xa9\x93"}'
    replay.route(URL, lambda asked: Reply(200, body))
    assert make().json(Ask(URL)) == {"a": "\u00e9\u201c"}
    replay.route(URL, lambda asked: Reply(200, b"\x93 no JSON"))
    with pytest.raises(PublisherChanged, match="no JSON"):
        make().json(Ask(URL))


def test_what_starts_something_is_sent_once(replay: Replay, make: Make) -> None:
    """A broken connection may have started it; "too many requests" has not."""
    replay.answer(URL, {"job": 1})
    once = Ask(URL, "POST", body={}, repeatable=False)
    replay.fault(URL, server.cut(2))
    with pytest.raises(Unreachable):
        make().json(once)
    assert len(replay.log) == 1
    replay.fault(URL, server.status(429), server.status(503))
    assert make().json(once) == {"job": 1}
    assert len(replay.log) == 4


def test_a_page_in_place_of_json_is_called_so(replay: Replay, make: Make) -> None:
    replay.route(URL, lambda asked: Reply(body=b"<!DOCTYPE html><p>closed"))
    with pytest.raises(PublisherChanged, match="a web page where JSON is expected"):
        make().json(Ask(URL))


def test_an_answer_without_end_is_refused(replay: Replay, make: Make) -> None:
    replay.route(URL, lambda asked: Reply(body=b"[" * 200_000))
    with pytest.raises(PublisherChanged, match="more than 100,000 bytes"):
        make(most_answer_bytes=100_000).json(Ask(URL))


def test_an_answer_that_drips_is_given_up(
    replay: Replay, make: Make, clock: Clock
) -> None:
    body = json.dumps(["x" * 50_000]).encode()
    replay.route(URL, lambda asked: Reply(body=body, pieces=1000))
    clock.step = 100.0
    with pytest.raises(Unreachable, match="longer than 180 s"):
        make(tries=2).json(Ask(URL))


def test_silence_is_given_up(replay: Replay, make: Make) -> None:
    replay.fault(URL, server.hang, server.hang)
    with pytest.raises(Unreachable, match="does not answer in time"):
        make(read_seconds=0.1, tries=2).json(Ask(URL))


def test_redirects_lead_to_named_hosts_only(replay: Replay, make: Make) -> None:
    replay.answer("https://files.example.org/list", {"moved": True})
    replay.fault(URL, server.redirect("https://files.example.org/list", 307))
    assert make().json(Ask(URL, "POST", body={"a": 1})) == {"moved": True}
    assert replay.log[-1].json == {"a": 1}


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example.net/list",
        "http://files.example.org/list",
        "https://files.example.org:8443/list",
        "https://user:word@files.example.org/list",
        "https://127.0.0.1/list",
        "https://2130706433/list",
        "https://[::1]/list",
        "https://files.example.org.evil.example/list",
        "ftp://files.example.org/list",
    ],
)
def test_a_redirect_elsewhere_is_refused(
    target: str, replay: Replay, make: Make
) -> None:
    replay.fault(URL, server.redirect(target))
    with pytest.raises(RefusedAddress, match="example leads to"):
        make().json(Ask(URL))
    assert len(replay.log) == 1


def test_redirects_without_end_are_refused(replay: Replay, make: Make) -> None:
    replay.fault(URL, *[server.redirect(URL)] * 9)
    with pytest.raises(PublisherChanged, match="redirects more than 5 times"):
        make().json(Ask(URL))


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.8",
        "192.168.1.1",
        "127.0.0.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "0.0.0.0",  # noqa: S104
        "100.64.0.1",
        "224.0.0.1",
    ],
)
def test_a_name_that_leads_into_a_private_network_is_refused(
    address: str, clock: Clock
) -> None:
    client = Client(RULES, clock.world(), resolve=lambda host: [address])
    with pytest.raises(RefusedAddress, match="no public address"):
        client.json(Ask(URL))
    assert client.requests == 0


def test_offline_opens_no_socket(
    make: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*given: object, **named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    client = Client(RULES, clock.world(offline=True))
    for act in (lambda: client.json(Ask(URL)), lambda: client.size(URL)):
        with pytest.raises(IsOffline, match="network is switched off"):
            act()


def test_requests_to_a_host_keep_their_distance(clock: Clock) -> None:
    from crosstie.fetch.waiting import Pace

    pace = Pace(2.0)
    waits = [pace.wait("a", 0.0), pace.wait("a", 0.0), pace.wait("b", 0.0)]
    assert waits == [0.0, 0.5, 0.0]
    assert pace.wait("a", 10.0) == 0.0


def test_the_size_of_a_file_is_asked_for(replay: Replay, make: Make) -> None:
    replay.file(URL, b"x" * 321)
    assert make().size(URL) == 321
    replay.fault(URL, server.status(404))
    assert make().size(URL) is None
