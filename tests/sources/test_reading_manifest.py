"""What a manifest says of a file: beside it, or for a whole folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from crosstie.errors import UnreadableFile
from crosstie.sources.reading.manifest import Manifest, read_manifest


def test_of_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv.manifest.json").write_text(
        '{"publisher": "Alpha", "retrieved": "2026-01-31T10:00:00Z"}', "utf-8"
    )
    assert read_manifest(tmp_path / "a.csv") == Manifest(
        publisher="Alpha", retrieved=date(2026, 1, 31)
    )


def test_of_a_folder_the_file_itself_comes_first(tmp_path: Path) -> None:
    facts = {
        "publisher": "Alpha",
        "compiled": "2026-01-31",
        "files": [
            {"name": "a.csv", "retrieved": None, "url": "https://example.org/a"},
            {"name": "b.csv", "retrieved": "2026-01-02", "publisher": "Beta"},
        ],
    }
    (tmp_path / "manifest.json").write_text(json.dumps(facts), "utf-8")
    assert read_manifest(tmp_path / "a.csv") == Manifest(
        publisher="Alpha",
        version="2026-01-31",
        retrieved=date(2026, 1, 31),
        url="https://example.org/a",
    )
    found = read_manifest(tmp_path / "b.csv")
    assert (found.publisher, found.retrieved) == ("Beta", date(2026, 1, 2))
    assert read_manifest(tmp_path / "c.csv") == Manifest()


@pytest.mark.parametrize("text", ["[1, 2]", '{"name": "a site"}', "{", '{"files": 1}'])
def test_another_programs_manifest_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, "utf-8")
    assert read_manifest(tmp_path / "a.csv") == Manifest()


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"retrieved": "soon"}', '{"publisher": {}}']
)
def test_a_damaged_one_beside_the_file_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv.manifest.json").write_text(text, "utf-8")
    with pytest.raises(UnreadableFile, match=r"a\.csv\.manifest\.json"):
        read_manifest(tmp_path / "a.csv")
