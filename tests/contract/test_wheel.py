"""The wheel carries what `pipx install` needs: case, sample, templates, types."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.contract.rooms import PACKAGE, SRC

CODE = {".py"}
NOT_SHIPPED = {".pyc", ".pyo"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling, the build backend, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=SRC.parent,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("crosstie-*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def files_of_the_package() -> set[str]:
    return {
        path.relative_to(SRC).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file()
        and path.suffix not in NOT_SHIPPED
        and path.name != ".DS_Store"
    }


def test_the_wheel_carries_every_file_of_the_package(wheel: set[str]) -> None:
    assert files_of_the_package() - wheel == set()


def test_the_wheel_carries_types_and_licence(wheel: set[str]) -> None:
    assert "crosstie/py.typed" in wheel
    assert any(name.endswith("/licenses/LICENSE") for name in wheel)


def test_the_wheel_carries_the_case_and_its_sample(wheel: set[str]) -> None:
    case = {Path(n).name for n in wheel if n.startswith("crosstie/shipped/ca-ice/")}
    assert "case.toml" in case
    assert any("sample" in name for name in wheel if "/shipped/ca-ice/" in name)


def test_the_wheel_carries_what_the_report_is_made_of(wheel: set[str]) -> None:
    endings = {Path(name).suffix for name in wheel} - CODE
    assert {".css", ".toml", ".csv"} <= endings
    assert {".html", ".j2", ".jinja"} & endings


def test_the_wheel_carries_nothing_else(wheel: set[str]) -> None:
    outside = {n for n in wheel if not n.startswith(("crosstie/", "crosstie-"))}
    assert outside == set()
