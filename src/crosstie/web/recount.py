"""Recounts after a decision, in the background, one after the other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from crosstie.errors import CrosstieError, WorkspaceLocked
from crosstie.pipeline import TraceRequest
from crosstie.pipeline.bench import Bench, same_again
from crosstie.settings import Settings
from crosstie.store.runs import last_run
from crosstie.web.serving import Reviewing

AGAIN = 5.0
"""Seconds until a recount is tried again where another process loads."""

_log = logging.getLogger("crosstie.web")


class Recount:
    """Judges the case anew whenever it is told that something was decided.

    One thread does all of it. What is decided while it counts is counted next, however
    many decisions that were: the last run always holds all of them.
    """

    def __init__(
        self, case: str, name: str, settings: Settings, reviewing: Reviewing
    ) -> None:
        self._case = case
        self._name = name
        self._settings = settings
        self._reviewing = reviewing
        self._bench = Bench(settings)
        self._change = threading.Condition()
        self._asked = 0
        self._done = 0
        self._is_closed = False
        self._thread: threading.Thread | None = None
        self.error: CrosstieError | None = None
        """Why the last recount failed; None where it did not."""

    def is_waited_for(self) -> bool:
        """Tell whether a decision is not in the numbers yet."""
        return self._done < self._asked

    def start(self) -> None:
        """Make the first recount ready while the reader reads the first question."""
        self._begin(self._prepare)

    def tell(self) -> int:
        """Say that something was decided; give the number of its recount."""
        with self._change:
            self._asked += 1
            number = self._asked
            self._change.notify_all()
        self._begin(None)
        return number

    def wait(self, number: int, seconds: float) -> bool:
        """Wait until a recount is done; False where it takes longer."""
        with self._change:
            return self._change.wait_for(lambda: self._done >= number, seconds)

    def close(self) -> None:
        """Finish what is being counted, and let go of all."""
        with self._change:
            self._is_closed = True
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join()
        self._bench.close()

    def _begin(self, first: Callable[[Path], None] | None) -> None:
        with self._change:
            if self._thread is None and not self._is_closed:
                self._thread = threading.Thread(
                    target=self._work, args=(first,), name="recount", daemon=True
                )
                self._thread.start()

    def _work(self, first: Callable[[Path], None] | None) -> None:
        if first is not None:
            self._try(first)
        while True:
            with self._change:
                self._change.wait_for(lambda: self.is_waited_for() or self._is_closed)
                if not self.is_waited_for():
                    return
                counted = self._asked
            self._try(self._judge)
            with self._change:
                if isinstance(self.error, WorkspaceLocked) and not self._is_closed:
                    # Somebody loads: what was decided is counted once that is done.
                    self._change.wait_for(lambda: self._is_closed, AGAIN)
                    continue
                self._done = counted
                self._change.notify_all()

    def _try(self, act: Callable[[Path], None]) -> None:
        try:
            act(last_run(self._name, self._settings))
            self.error = None
        except CrosstieError as error:
            self.error = error
        except Exception:
            _log.exception("the recount failed")
            self.error = CrosstieError(
                "this is a fault in Crosstie",
                next_step="look at the terminal that serves these pages, and report it",
            )

    def _prepare(self, run: Path) -> None:
        self._bench.prepare(self._request(run), _quiet)

    def _judge(self, run: Path) -> None:
        self._bench.rejudge(self._request(run), _quiet)

    def _request(self, run: Path) -> TraceRequest:
        where = self._reviewing
        now = datetime.fromisoformat(where.clock()).isoformat(timespec="seconds")
        return same_again(run, self._case, where.cwd, now)


def _quiet(step: str) -> None:
    """Say nothing: nobody looks at the terminal."""
