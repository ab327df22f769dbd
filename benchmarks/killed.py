"""The command in a process that is forked with everything imported, to be killed.

A kill while Python still reads modules tests nothing, and reading them takes most of a
short command's time. So each command is forked from a server that has read them; it is
a process of its own, with its own files, locks and database.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crosstie.cli import main
from crosstie.sources import registry

__all__ = ["Process", "server"]

EARLY = (
    "duckdb",
    "httpx",
    "pyarrow.csv",
    "crosstie.pipeline",
    "crosstie.pages.report",
    "crosstie.report.html",
    "crosstie.sources.fetching",
)
"""What the commands import when they need it."""

for _name in EARLY:
    importlib.import_module(_name)
for _source in registry.SOURCES.values():
    registry.connector_of(_source)


class Process:
    """One command; its output goes to `said`."""

    def __init__(
        self,
        context: Any,
        folder: Path,
        arguments: Sequence[str],
        environment: Mapping[str, str],
    ) -> None:
        self.said = folder.with_name(f"{folder.name}.said")
        given = (str(folder), str(self.said), list(arguments), dict(environment))
        self._process = context.Process(target=_run, args=given)
        self._process.start()

    def is_alive(self) -> bool:
        """Tell whether it runs."""
        return bool(self._process.is_alive())

    def kill(self) -> None:
        """Send SIGKILL and wait for the end."""
        self._process.kill()
        self._process.join()

    def end(self) -> tuple[int, str]:
        """Wait for its end; return its code and what it said."""
        self._process.join()
        return int(self._process.exitcode), self.said.read_text(encoding="utf-8")


def server() -> Any:
    """Start the server that commands are forked from."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.killed"])
    return context


def _run(
    folder: str, said: str, arguments: list[str], environment: dict[str, str]
) -> None:
    os.chdir(folder)
    os.environ.update(environment)
    handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    # The least numbers of records are of whole registers.
    registry.check_count = lambda *given, **named: None
    sys.argv = ["crosstie", *arguments]
    main.run()
