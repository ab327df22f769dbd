"""The case that ships, from nothing to the report and again, on loopback."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crosstie.sources.registry import NAMES, SOURCES
from crosstie.store.casefolder import SHIPPED, read_case
from tests.cli.shipped import IN_LOAD, IN_TRACE, Shipped
from tests.cli.test_killed import fingerprint
from tests.replay import server

OUTPUTS = ("ties.csv", "hops.csv", "ties.json")


@pytest.fixture
def user(tmp_path: Path) -> Iterator[Shipped]:
    found = Shipped(tmp_path)
    yield found
    found.replay.close()


def outputs(user: Shipped) -> dict[str, bytes]:
    folder = user.command.folder / "out"
    return {name: (folder / name).read_bytes() for name in OUTPUTS}


def stopped_in_fetch(user: Shipped, how: signal.Signals) -> int:
    """Stop while the second archive is half here and its server says nothing."""
    url = user.archives[2026]
    user.replay.fault(url, server.cut(300), server.hang)
    asked = len(user.replay.asked(url))
    process = user.command.start("refresh", "ca-ice", **user.bases)
    end = time.monotonic() + 60
    while len(user.replay.asked(url)) < asked + 2 and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(how)
    process.communicate(timeout=60)
    return process.returncode


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_broken_off_three_times_it_ends_as_if_it_had_not_been(
    user: Shipped, how: signal.Signals, tmp_path: Path
) -> None:
    """In fetch, in load and in trace, by Ctrl-C and by kill -9."""
    code = 130 if how == signal.SIGINT else -signal.SIGKILL
    assert stopped_in_fetch(user, how) == code
    home = user.command.home
    assert [part.stat().st_size for part in home.rglob("*.part")] == [300]
    for script in (IN_LOAD, IN_TRACE):
        found, _, err = user(
            "refresh", "ca-ice", code=script.replace("{signal}", how.name)
        )
        assert found == code, err
        assert not (tmp_path / "out" / "report.html").exists()
    found, out, err = user("refresh", "ca-ice")
    assert found == 0, err
    assert "This is the first run of the case on loaded records." in out
    assert not list(home.rglob("*.part"))
    broken = fingerprint(user.command), outputs(user)

    other = tmp_path / "undisturbed"
    other.mkdir()
    undisturbed = Shipped(other)
    assert undisturbed("refresh", "ca-ice")[0] == 0
    assert (fingerprint(undisturbed.command), outputs(undisturbed)) == broken
    undisturbed.replay.close()
    assert b"QUORBEX HOLDINGS INC." in broken[1]["ties.csv"]


def test_every_source_that_the_case_names_exists() -> None:
    for need in read_case(SHIPPED / "ca-ice").sources:
        assert need.source in NAMES
        rules = SOURCES[need.source].fetch
        known = {option.name for option in rules.options} if rules else set()
        if rules:
            assert set(dict(need.options)) <= known
            assert set(dict(need.quick or ())) <= known
