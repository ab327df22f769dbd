"""Reads ahead in a thread, so that reading and typing use two processors at once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["ahead"]

Item = TypeVar("Item")

_WAITING = 4
"""Items that are made before they are asked for: some MB each, so few."""

_PATIENCE = 0.2
"""Seconds after which a thread that waits looks whether anybody still listens."""


def ahead(items: Iterable[Item], waiting: int = _WAITING) -> Iterator[Item]:
    """Yield the items in their order while a thread makes the next ones.

    What goes wrong in the thread is raised here. When the reader stops early the thread
    ends at its next item.
    """
    made: queue.Queue[tuple[Item | None, BaseException | None]] = queue.Queue(waiting)
    stopped = threading.Event()

    def put(item: Item | None, error: BaseException | None) -> bool:
        while not stopped.is_set():
            try:
                made.put((item, error), timeout=_PATIENCE)
            except queue.Full:
                continue
            return True
        return False

    def run() -> None:
        try:
            for item in items:
                if not put(item, None):
                    return
            put(None, None)
        except BaseException as cause:  # raised again where the items are read
            put(None, cause)

    worker = threading.Thread(target=run, name="crosstie reading", daemon=True)
    worker.start()
    try:
        while True:
            item, error = made.get()
            if error is not None:
                raise error
            if item is None:
                return
            yield item
    finally:
        stopped.set()
        worker.join()
