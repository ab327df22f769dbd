"""Every parser ends in nothing or in an error that a user can act upon."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.fuzz import attempt, mutated, targets

TARGETS = targets()
SLOW = {name for name in TARGETS if name.startswith(("csv-", "json-", "xml-"))}


@pytest.mark.parametrize("name", TARGETS)
def test_valid_bytes_and_mutations_of_them(name: str) -> None:
    chosen = random.Random(name)  # noqa: S311
    target = TARGETS[name]
    for data in target.seeds[:1]:
        target.parse(data)
    for _ in range(4 if name in SLOW else 60):
        data = mutated(chosen.choice(target.seeds), chosen)
        assert attempt(target, data) is None, data


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes(name: str) -> None:
    target = TARGETS[name]

    @settings(
        max_examples=6 if name in SLOW else 40,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
    def check(data: bytes) -> None:
        found = attempt(target, data)
        assert found is None, found

    check()
