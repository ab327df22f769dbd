"""`crosstie serve`: what is refused, and a server that traces, answers and stops."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.cli.command import Command


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--host", "0.0.0.0"], "--public"),  # noqa: S104
        (["--host", "192.0.2.1", "--public", "--review"], "this machine alone"),
        (["--host", "192.0.2.1", "--public"], "cannot be taken"),
        (["--reviewer", "Someone"], "--review"),
    ],
)
def test_what_would_open_it_to_others_is_refused(
    tmp_path: Path, options: list[str], says: str
) -> None:
    done = Command(tmp_path)("serve", "ca-ice", "--port", "0", *options)
    assert done.returncode == 2
    assert says in done.stderr and "Next:" in done.stderr


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        if found:
            return found.group()
    raise AssertionError(process.communicate()[1])


def test_it_traces_what_was_never_traced_answers_and_stops(tmp_path: Path) -> None:
    command = Command(tmp_path)
    process = command.start("serve", "ca-ice", "--port", "0")
    try:
        base = address(process)
        assert "ICE" in httpx.get(base).text
        ties = httpx.get(base + "ties.json").json()
        assert ties["findings"] > 0
        refused = httpx.get(base, headers={"host": "evil.example"})
        assert refused.status_code == 421
        assert list((command.home / "cache").glob("serving.*.part"))
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 130
    assert not list((command.home / "cache").glob("serving.*.part"))
