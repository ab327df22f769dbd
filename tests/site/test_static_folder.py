"""The folder of a static site: whole or not at all, and nobody else's file is lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from crosstie.errors import UsageError
from crosstie.site.static_folder import MANIFEST, put_folder

FACTS = {"run_id": "abc"}


def put(folder: Path, **files: str) -> dict[str, str]:
    named = {name.replace("__", "/"): text.encode() for name, text in files.items()}
    return put_folder(folder, named.items(), FACTS)


def names(folder: Path) -> list[str]:
    return sorted(
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()
    )


def test_the_manifest_names_every_file_with_its_hash(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "site"
    written = put(folder, index="one", ties__t="two")
    said = json.loads((folder / MANIFEST).read_text())
    assert said["run_id"] == "abc" and said["format"] == "crosstie-publish/1"
    assert said["files"] == written
    assert written["ties/t"] == hashlib.sha256(b"two").hexdigest()
    assert names(folder) == ["index", MANIFEST, "ties/t"]
    assert list(folder.parent.iterdir()) == [folder]


def test_what_is_no_longer_there_goes_and_what_is_not_its_own_stays(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "site"
    put(folder, index="one", old="gone", edited="as written")
    (folder / "CNAME").write_text("example.org")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref")
    (folder / "edited").write_text("by hand")
    put(folder, index="two", new="here")
    assert (folder / "index").read_text() == "two"
    assert names(folder) == [".git/HEAD", "CNAME", "edited", "index", MANIFEST, "new"]
    assert (folder / "edited").read_text() == "by hand"


def test_a_foreign_folder_is_never_written_into(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    for manifest in (None, "{}", "no json", '{"format": "other", "files": {}}', "[]"):
        if manifest is not None:
            (folder / MANIFEST).write_text(manifest)
        before = {p.name: p.read_text() for p in folder.iterdir()}
        with pytest.raises(UsageError, match="did not write"):
            put(folder, index="one")
        assert {p.name: p.read_text() for p in folder.iterdir()} == before
    with pytest.raises(UsageError, match="not a folder"):
        put(folder / "thesis.txt", index="one")
    target = tmp_path / "target"
    target.mkdir()
    (tmp_path / "link").symlink_to(target)
    with pytest.raises(UsageError, match="not a folder"):
        put(tmp_path / "link", index="one")


def test_a_file_of_somebody_else_is_not_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    put(folder, index="one")
    (folder / "data").write_text("mine")
    with pytest.raises(UsageError, match="data"):
        put(folder, index="two", data="theirs")
    with pytest.raises(UsageError, match="data"):
        put(folder, index="two", data__x="theirs")
    assert (folder / "data").read_text() == "mine"
    assert (folder / "index").read_text() == "one"
    assert list(tmp_path.iterdir()) == [folder]


def test_what_breaks_off_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    put(folder, index="one")

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "index", b"two"
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        put_folder(folder, broken(), FACTS)
    assert (folder / "index").read_text() == "one"
    assert list(tmp_path.iterdir()) == [folder]
