"""Puts a static site in its folder: built aside, then renamed, and nothing else lost.

The folder holds `manifest.json`, which names every file with its hash. By it the next
publish knows which files are its own: these go, and files that somebody else laid
there stay. A folder without it is never written into.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from crosstie.errors import UsageError
from crosstie.text.language import _, ngettext

MANIFEST = "manifest.json"
FORMAT = "crosstie-publish/1"
_SHOWN = 5


def earlier_files(folder: Path) -> dict[str, str]:
    """Give the files of an earlier publish into a folder, with their hashes.

    Raises:
        UsageError: it is no folder, or holds files and no manifest of a publish.

    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(
            _("{folder} is not a folder").format(folder=folder),
            next_step=_("name a folder that is not there yet, or an empty one"),
        )
    if not folder.exists() or not any(folder.iterdir()):
        return {}
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = said["files"] if said["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        files = None
    if not isinstance(files, dict):
        raise UsageError(
            _("{folder} holds files that crosstie publish did not write").format(
                folder=folder
            ),
            next_step=_("name a folder that is not there yet, or an empty one"),
        )
    return {str(name): str(sha256) for name, sha256 in files.items()}


def put_folder(
    folder: Path, files: Iterable[tuple[str, bytes]], facts: Mapping[str, Any]
) -> dict[str, str]:
    """Write files into a folder that changes as a whole; give each with its hash.

    Raises:
        UsageError: the folder is somebody else's, or a file of somebody else stands
            where one of these goes.

    """
    known = earlier_files(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    before = folder.with_name(f".{folder.name}.{os.getpid()}.before.part")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        aside.mkdir()
        written = {name: _write(aside, name, content) for name, content in files}
        written = dict(sorted(written.items()))
        said = {"format": FORMAT, **facts, "files": written}
        text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        (aside / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():
            _carry_over(folder, aside, known)
            folder.rename(before)
        try:
            aside.rename(folder)
        except OSError:
            if before.exists():
                before.rename(folder)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if folder.exists():
            shutil.rmtree(before, ignore_errors=True)
    return written


def _write(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
    return hashlib.sha256(content).hexdigest()


def _carry_over(folder: Path, aside: Path, known: Mapping[str, str]) -> None:
    """Copy what an earlier publish did not write, or what was changed since."""
    taken = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == MANIFEST or (path.is_dir() and not path.is_symlink()):
            continue
        new = aside / name
        if name in known and (new.exists() or _is_same(path, known[name])):
            continue
        if new.exists() or any(one.is_file() for one in _above(new, aside)):
            taken.append(name)
            continue
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, new, follow_symlinks=False)
    if taken:
        raise UsageError(
            ngettext(
                "{count} file of somebody else stands where a page goes: {names}",
                "{count} files of somebody else stand where pages go: {names}",
                len(taken),
            ).format(count=len(taken), names=", ".join(taken[:_SHOWN])),
            next_step=_("move them elsewhere, or name another folder"),
        )


def _above(path: Path, root: Path) -> Iterable[Path]:
    return (one for one in path.parents if one != root and root in one.parents)


def _is_same(path: Path, sha256: str) -> bool:
    if path.is_symlink():
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
