"""Fixtures of the review in the browser: a case traced once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.reviewed import Browser, Desktop, desktop, make_case


@pytest.fixture(scope="session")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("traced")
    make_case(folder)
    return folder


@pytest.fixture
def desk(traced: Path, tmp_path: Path) -> Iterator[Desktop]:
    shutil.copytree(traced, tmp_path / "own")
    with desktop(tmp_path / "own") as made:
        yield made


@pytest.fixture
def browser(desk: Desktop) -> Browser:
    return desk.browser()
