"""What fetching needs of the world outside; only floor 9 can build it for a user."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from crosstie.errors import UsageError

__all__ = ["Tick", "World", "bases_from", "proxies_from"]

BASE = "CROSSTIE_BASE_"
"""Variables that send one source's requests to a server on this machine."""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Tick:
    """How far one download has come: bytes, bytes a second, seconds left."""

    name: str
    done: int
    total: int | None
    speed: float | None
    left: float | None
    note: str = ""
    """What is being waited for, where no bytes move."""


@dataclass(frozen=True)
class World:
    """Clock, sleep and network as they are handed down from the edge.

    `now` tells the time with its zone, `ticks` counts seconds that no clock change
    moves, `sleep` waits some seconds. `bases` maps a source to a loopback address that
    stands for all its hosts: for tests and development. `agent` is the User-Agent.
    """

    now: Callable[[], datetime]
    ticks: Callable[[], float]
    sleep: Callable[[float], None]
    agent: str
    offline: bool = False
    bases: Mapping[str, str] = field(default_factory=dict)
    proxies: Mapping[str, str] = field(default_factory=dict)
    """`http`, `https` or `all` to the address of a proxy; `no` to names without one."""
    ca_file: Path | None = None
    """Certificates to trust in place of those that come with the client."""
    seed: int | None = None
    """Makes the jitter of waiting times repeatable."""
    lock_wait_seconds: float = 10.0
    told: Callable[[Tick], None] = lambda tick: None
    """Called while bytes move and while the client waits."""


def bases_from(environment: Mapping[str, str]) -> dict[str, str]:
    """Read `CROSSTIE_BASE_<SOURCE>`: a server on this machine in a publisher's place.

    A source's - is _ there: no shell takes a - in the name of a variable.

    Raises:
        UsageError: an address that is not on this machine.

    """
    found = {}
    for name, value in environment.items():
        if not name.startswith(BASE) or not value:
            continue
        parts = urlsplit(value)
        if parts.scheme != "http" or parts.hostname not in _LOOPBACK:
            raise UsageError(
                f"{name} is {value!r}, an address on this machine is expected",
                next_step="write it as http://127.0.0.1:8000, or take it away",
            )
        source = name.removeprefix(BASE).lower().replace("_", "-")
        found[source] = value.rstrip("/")
    return found


def proxies_from(environment: Mapping[str, str]) -> dict[str, str]:
    """Read the usual variables of a proxy, in small or in capital letters."""
    found = {}
    for kind in ("http", "https", "all", "no"):
        name = f"{kind}_proxy"
        value = environment.get(name) or environment.get(name.upper())
        if value:
            found[kind] = value if "://" in value or kind == "no" else f"http://{value}"
    return found
