"""Matches pieces of queries in several processes, each with the stored register open.

The register's arrays are read in place, so that processes share them.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from crosstie.matching import policy
from crosstie.matching.kernel import Matches, moved
from crosstie.matching.net import shipped
from crosstie.matching.policy import Quality
from crosstie.matching.records import Records
from crosstie.matching.sharded import Stored
from crosstie.matching.sides import taken

WORTHWHILE = 10
"""So many pieces must there be for a second process to pay for its start."""

_open: list[Stored] = []
"""The register of a worker's process."""


def match(
    register: Stored, queries: Records, quality: Quality, top: int, workers: int
) -> Iterator[Matches]:
    """Match queries, the pieces in order; with one process where there are few."""
    if workers < 2 or len(queries) < WORTHWHILE * policy.PIECE:
        yield from register.match(queries, quality, top=top)
        return
    wider = policy.widened(quality, register.manifest.names)
    waiting: deque[tuple[int, Future[Matches]]] = deque()
    with (
        ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(register.folder,),
        ) as pool,
        _cancelled(pool),
    ):
        for start in range(0, len(queries), policy.PIECE):
            piece = taken(queries, start, start + policy.PIECE)
            waiting.append((start, pool.submit(_match_piece, piece, wider, top)))
            if len(waiting) > 2 * workers:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


@contextmanager
def _cancelled(pool: ProcessPoolExecutor) -> Iterator[None]:
    """Where the command is stopped, let no further piece begin."""
    try:
        yield
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def _next(waiting: deque[tuple[int, Future[Matches]]]) -> Matches:
    start, future = waiting.popleft()
    return moved(future.result(), start)


def _begin(folder: Path) -> None:
    """Open the register; the process that started this one hears Ctrl-C for both."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()
    _open.append(Stored(folder))


def _end_with_parent() -> None:
    """End when the process that started this one is gone, even if it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _match_piece(queries: Records, quality: Quality, top: int) -> Matches:
    return _open[0].match_piece(queries, quality, top, shipped())
