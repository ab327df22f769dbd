"""The sample that ships, traced once for all tests of the room."""

from __future__ import annotations

from pathlib import Path

import pytest

import crosstie


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def case(home: Path) -> crosstie.Case:
    return crosstie.open("ca-ice", home=home, sample=True)
