"""The files of the project as text: what is in git, else what is in the folder."""

from __future__ import annotations

import functools
import shutil
import subprocess
from pathlib import Path

from tests.contract.rooms import ROOT

LEFT_OUT = {".git", ".venv", "build", "dist", "out", "__pycache__"}


@functools.cache
def tracked_files() -> tuple[Path, ...]:
    """List the files that git tracks or would add; without git, those of the folder."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        names = listed.stdout.decode().split("\0")
        paths = [ROOT / name for name in names if name]
    else:
        paths = [
            path
            for path in ROOT.rglob("*")
            if not LEFT_OUT & set(path.relative_to(ROOT).parts)
            and not any(part.endswith("_cache") for part in path.parts)
        ]
    return tuple(sorted(path for path in paths if path.is_file()))


@functools.cache
def tracked_text() -> dict[str, str]:
    """Read every tracked file that is text, by its path in the project."""
    found = {}
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found[path.relative_to(ROOT).as_posix()] = text
    return found
