"""The command in an empty home, for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command


@pytest.fixture
def crosstie(tmp_path: Path) -> Command:
    return Command(tmp_path)
