"""One writer at a time in a folder, between processes, without a file left behind."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Wait for the turn to write in a folder; the system ends it with the process.

    The lock is on the folder itself, so that a case in version control gets no stray
    file. Where folders cannot be locked (Windows), a hidden file beside them is.
    """
    if os.name == "posix":
        fcntl: Any = importlib.import_module("fcntl")
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
    else:
        msvcrt: Any = importlib.import_module("msvcrt")
        handle = os.open(folder / ".crosstie.lock", os.O_RDWR | os.O_CREAT)
        try:
            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
            yield
        finally:
            os.close(handle)


def replace_file(path: Path, content: bytes) -> None:
    """Give a file new content, all of it or nothing, also when the power goes.

    Readers meet the old file or the new one; the file keeps its rights.
    """
    target = path.resolve()
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as out:
            if target.exists():
                aside.chmod(target.stat().st_mode & 0o7777)
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    if os.name == "posix":
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
