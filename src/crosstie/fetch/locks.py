"""One process at a time fetches a source: a file that the system locks, and unlocks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import IO

from crosstie.errors import WorkspaceLocked
from crosstie.fetch.manifest import cannot_write
from crosstie.fetch.world import Tick, World

__all__ = ["locked"]

_PAUSE = 0.25


@contextmanager
def locked(folder: Path, source: str, world: World) -> Iterator[None]:
    """Hold the lock of a source's folder; wait for another process, then say so.

    The system gives the lock back when the process ends, however it ends.

    Raises:
        WorkspaceLocked: another process fetched all the while.
        StoreError: the folder cannot be written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / ".lock").open("a+b")
    except OSError as cause:
        raise cannot_write(folder, cause) from cause
    with stream:
        end = world.ticks() + world.lock_wait_seconds
        told = False
        while not _take(stream):
            if world.ticks() >= end:
                raise WorkspaceLocked(
                    f"another process is fetching {source} (waited"
                    f" {world.lock_wait_seconds:g} s)",
                    next_step="wait until it has finished, or set CROSSTIE_WAIT higher",
                )
            if not told:
                told = True
                note = "waiting for another process that fetches this source"
                world.told(Tick(source, 0, None, None, None, note))
            world.sleep(_PAUSE)
        try:
            yield
        finally:
            _give_back(stream)


def _take(stream: IO[bytes]) -> bool:
    """Take the lock, if nobody has it."""
    try:
        if os.name == "posix":
            fcntl = import_module("fcntl")
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:  # pragma: no cover
            msvcrt = import_module("msvcrt")
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _give_back(stream: IO[bytes]) -> None:
    if os.name == "posix":
        fcntl = import_module("fcntl")
        fcntl.flock(stream, fcntl.LOCK_UN)
    else:  # pragma: no cover
        msvcrt = import_module("msvcrt")
        stream.seek(0)
        with suppress(OSError):
            msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)
