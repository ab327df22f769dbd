"""The guide to adding a source, carried out: its blocks make a source that works."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import crosstie.sources
from crosstie.errors import PublisherChanged
from crosstie.sources import registry
from tests.contract.rooms import ROOT
from tests.sources.bench import Bench

GUIDE = ROOT / "docs" / "guides" / "add-a-source.md"


def blocks() -> list[str]:
    """List the indented blocks of the guide, without their indentation."""
    text = GUIDE.read_text(encoding="utf-8")
    found = re.findall(r"(?:^(?: {4}.*)?\n)+", text, re.M)
    return [re.sub(r"^ {4}", "", b, flags=re.M).strip() + "\n" for b in found]


def block(start: str) -> str:
    (found,) = [b for b in blocks() if b.startswith(start)]
    return found


@pytest.fixture
def example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bench: Bench
) -> Iterator[Bench]:
    """Make the folder of the guide's source, and let the registry find it."""
    folder = tmp_path / "sources" / "example"
    (folder / "layouts").mkdir(parents=True)
    for name, start in (
        ("source.toml", "title ="),
        ("connector.py", '"""Fetches'),
        ("layouts/example-4.toml", "name ="),
    ):
        (folder / name).write_text(block(start), encoding="utf-8")
    (folder / "__init__.py").write_text('"""Example."""\n', encoding="utf-8")
    monkeypatch.setattr(registry, "_FOLDER", folder.parent)
    monkeypatch.setattr(registry, "NAMES", ("example",))
    paths = [*crosstie.sources.__path__, str(folder.parent)]
    monkeypatch.setattr(crosstie.sources, "__path__", paths)
    bench.world = replace(bench.world, bases={"example": bench.replay.base})
    yield bench
    registry._source.cache_clear()
    for name in [n for n in sys.modules if n.startswith("crosstie.sources.example")]:
        del sys.modules[name]


def test_the_guides_source_passes_the_guides_test(example: Bench) -> None:
    scope: dict[str, Callable[[Bench], None]] = {}
    exec(block("def test_the_second"), {"Bench": Bench}, scope)  # noqa: S102
    try:
        scope["test_the_second_time_nothing_is_downloaded"](example)
    finally:
        registry._source.cache_clear()
        for name in [
            n for n in sys.modules if n.startswith("crosstie.sources.example")
        ]:
            del sys.modules[name]


def test_the_guides_source_stops_at_another_shape(example: Bench) -> None:
    example.replay.answer("https://data.example.org/v1/files", [])
    with pytest.raises(PublisherChanged, match="the list has no url"):
        example.fetch("example", year="2026")
