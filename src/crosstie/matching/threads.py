"""Works on two pieces at a time, and gives what they came to in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

THREADS = 2
"""Pieces at a time: large array operations let a second thread run."""

Made = TypeVar("Made")


def in_threads(work: Callable[[int], Made], pieces: Sequence[int]) -> Iterator[Made]:
    """Work on two pieces at a time, and give the results in order."""
    with ThreadPoolExecutor(THREADS) as pool:
        waiting = deque(pool.submit(work, piece) for piece in pieces[:THREADS])
        for piece in pieces[THREADS:]:
            yield waiting.popleft().result()
            waiting.append(pool.submit(work, piece))
        while waiting:
            yield waiting.popleft().result()
