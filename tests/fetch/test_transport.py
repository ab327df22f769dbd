"""A proxy is asked in a publisher's place, but for hosts that need none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crosstie.errors import Unreachable
from crosstie.fetch.client import Ask, Client
from crosstie.fetch.transport import is_proxied
from tests.fetch.conftest import RULES
from tests.replay.clock import Clock
from tests.replay.server import Replay


def test_a_proxy_is_asked_and_names_are_left_to_it(
    replay: Replay, clock: Clock
) -> None:
    def never(host: str) -> list[str]:
        raise AssertionError("the proxy finds the host")

    world = clock.world(proxies={"https": replay.base})
    with (
        Client(replace(RULES, tries=1), world, resolve=never) as client,
        pytest.raises(Unreachable, match="through the proxy"),
    ):
        client.json(Ask("https://api.example.org/v1/list"))
    assert [asked.method for asked in replay.log] == []


@pytest.mark.parametrize(
    ("no", "direct"),
    [
        ("", False),
        ("example.org", True),
        (".example.org", True),
        ("*", True),
        ("other.org", False),
        ("ample.org", False),
    ],
)
def test_hosts_without_a_proxy(no: str, direct: bool, clock: Clock) -> None:
    world = clock.world(proxies={"all": "http://proxy:3128", "no": no})
    assert is_proxied(world, "api.example.org") is not direct


def test_without_a_variable_there_is_no_proxy(clock: Clock) -> None:
    assert not is_proxied(clock.world(), "api.example.org")
