"""Nothing in the project names the machine that it was made on, or a registry's host.

The words are put together here from pieces, so that this file does not hold them.
"""

from __future__ import annotations

import re

import pytest

from tests.contract.tracked import tracked_text

PATHS = (
    "/" + "work/",
    "/" + "root/",
    "/" + r"home/\w",
    "/" + r"Users/\w",
    "file:" + "///",
)
HOSTS = (
    r"pypi\." + "org",
    r"python" + r"hosted\.org",
    r"registry\.npm" + "js",
    r"registry\.yarn" + "pkg",
    r"proxy\.golang" + r"\.org",
    r"crates" + r"\.io",
)


def found(pattern: str) -> list[str]:
    wanted = re.compile(pattern)
    return [
        f"{name}:{number}"
        for name, text in tracked_text().items()
        for number, line in enumerate(text.splitlines(), 1)
        if wanted.search(line)
    ]


@pytest.mark.parametrize("pattern", PATHS)
def test_no_path_of_a_machine(pattern: str) -> None:
    assert found(r"(?<![\w.])" + pattern) == []


@pytest.mark.parametrize("pattern", HOSTS)
def test_no_host_of_a_registry(pattern: str) -> None:
    assert found(pattern) == []


def test_locks_name_no_index() -> None:
    locks = {n: t for n, t in tracked_text().items() if n.endswith(".lock")}
    assert set(locks) >= {
        "requirements.lock",
        "requirements-dev.lock",
        "requirements-build.lock",
    }
    for text in locks.values():
        assert not re.search(r"^\s*-|--index|://", re.sub(r"--hash=", "", text), re.M)


def test_every_pin_of_a_lock_has_a_hash() -> None:
    for name, text in tracked_text().items():
        if name.endswith(".lock"):
            pins = re.split(r"^(?=[a-z0-9])", text, flags=re.M | re.I)[1:]
            assert pins
            assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
