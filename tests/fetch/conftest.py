"""A publisher on loopback, a clock that no one waits for, and a client of the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from crosstie.fetch.client import Client
from crosstie.fetch.rules import Rules
from tests.replay.clock import Clock
from tests.replay.server import Replay

RULES = Rules(
    source="example",
    hosts=("api.example.org", "files.example.org"),
    page="https://www.example.org/data",
    size="small",
    bytes=1000,
    fresh_days=7,
)


@pytest.fixture
def replay() -> Iterator[Replay]:
    server = Replay()
    yield server
    server.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


Make = Callable[..., Client]


@pytest.fixture
def make(replay: Replay, clock: Clock) -> Iterator[Make]:
    """Return a function that makes a client; keyword arguments change its rules."""
    made: list[Client] = []

    def _make(**rules: object) -> Client:
        world = clock.world(bases={"example": replay.base})
        made.append(Client(replace(RULES, **rules), world))  # type: ignore[arg-type]
        return made[-1]

    yield _make
    for client in made:
        client.close()
