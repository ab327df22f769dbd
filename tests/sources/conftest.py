"""A file of the 10-column layout, a function that loads it, and publishers to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from crosstie.store.loading import LoadOptions, LoadSummary
from tests.replay.server import Replay
from tests.sources.bench import Bench

HEADER = (
    "Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,"
    "Modification,Product/Service Description,NAICS Description,"
    "Transaction Description,Generated Award ID"
)


def line(
    piid: str,
    amount: str = "100.00",
    *,
    day: str = "2024-01-31",
    mod: str = "0",
    name: str = "ALPHA INC.",
    agency: str = "ICE",
    about: str = "CHAIRS",
    unique: str = "",
) -> str:
    """Write one row of the 10-column layout."""
    quoted = f'"{name}"' if "," in name else name
    return f"{agency},{piid},{quoted},{amount},{day},{mod},FURNITURE,,{about},{unique}"


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a file of the 10-column layout."""

    def _write(
        rows: Sequence[str], *, name: str = "rows.csv", encoding: str = "utf-8"
    ) -> Path:
        path = tmp_path / name
        path.write_bytes(("\n".join([HEADER, *rows]) + "\n").encode(encoding))
        return path

    return _write


Load = Callable[..., LoadSummary]


@pytest.fixture
def load(workspace_db: Database) -> Load:
    """Return a function that loads one file into an empty workspace."""

    def _load(
        path: Path, source: str = "usaspending", **options: object
    ) -> LoadSummary:
        given = LoadOptions(**options)  # type: ignore[arg-type]
        return load_files(workspace_db, source, [path], given)[0]

    return _load


@pytest.fixture
def replay() -> Iterator[Replay]:
    found = Replay()
    yield found
    found.close()


@pytest.fixture
def bench(replay: Replay, tmp_path: Path) -> Bench:
    return Bench(replay, tmp_path / "home")
