"""What the command line takes from the world: environment, clock, terminal, days."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import typer

from crosstie.settings import Settings, from_environment


def settings() -> Settings:
    """Read the settings from the environment."""
    return from_environment(os.environ)


def now() -> str:
    """Tell the time, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def command() -> str:
    """Tell how the program was called, without the folder it stands in."""
    return shlex.join(["crosstie", *sys.argv[1:]])


def is_plain(asked: bool) -> bool:
    """Tell whether output is for a pipe, a program, or a terminal without colour."""
    encoding = (sys.stdout.encoding or "").lower()
    return (
        asked
        or not sys.stdout.isatty()
        or bool(os.environ.get("NO_COLOR"))
        or os.environ.get("TERM") == "dumb"
        or "utf" not in encoding
    )


def width() -> int:
    """Tell how many columns the terminal has."""
    return shutil.get_terminal_size(fallback=(100, 24)).columns


def parse_day(value: str) -> date:
    """Read a day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is no day; write YYYY-MM-DD") from error


class Progress:
    """Says which step is running: a spinner in a terminal, plain lines elsewhere."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty() and not quiet
        self._status: object | None = None

    def __call__(self, step: str) -> None:
        """Name the step that begins."""
        if self._terminal and self._status is not None:
            self._status.update(step)  # type: ignore[attr-defined]
        elif not self._quiet:
            typer.echo(f"{step} ...", err=True)

    def count(self, name: str, done: int, total: int) -> None:
        """Say how far one long step has come."""
        share = f"{100 * done // total} %" if total else f"{done:,}"
        if self._terminal and self._status is not None:
            self._status.update(f"{name}: {share}")  # type: ignore[attr-defined]


@contextmanager
def progress(quiet: bool = False) -> Iterator[Progress]:
    """Show progress while a command works."""
    shown = Progress(quiet)
    if shown._terminal:
        from rich.console import Console

        with Console(stderr=True).status("Starting") as status:
            shown._status = status
            yield shown
    else:
        yield shown
