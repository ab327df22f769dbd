"""What the command line takes from the world: environment, clock, terminal, days."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Timer
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.errors import StoreError, UsageError
from crosstie.settings import Settings, from_environment
from crosstie.store.leftovers import sweep

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 2.0
"""Seconds after which a command that is not in a terminal says what it does."""

COUNT_SECONDS = 5.0
"""Seconds between two plain lines that say how far a file is read."""

_SIZE = re.compile(r"\d+(\.\d+)? ?[KMGT]i?B", re.IGNORECASE)
_SECONDS = re.compile(r"\d+(\.\d+)?")


def one_thread_for_algebra() -> None:
    """Keep numpy's matrix products to one thread each, unless the user says otherwise.

    The matcher has threads of its own, and its products are small: more would only
    wait for each other. This must come before numpy is imported.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        UsageError: where a variable holds what it cannot.

    """
    found = from_environment(os.environ)
    if not _SIZE.fullmatch(found.memory_limit):
        raise UsageError(
            f"CROSSTIE_MEMORY is {found.memory_limit!r}, a size is expected",
            next_step="write it as 2GB or 500MB",
        )
    wait = os.environ.get("CROSSTIE_WAIT")
    if wait is None:
        return found
    if not _SECONDS.fullmatch(wait):
        raise UsageError(
            f"CROSSTIE_WAIT is {wait!r}, a number of seconds is expected",
            next_step="write it as 30",
        )
    return replace(found, lock_wait_seconds=float(wait))


def is_debugging() -> bool:
    """Tell whether a fault is to be shown with its traceback."""
    return os.environ.get("CROSSTIE_DEBUG", "") not in ("", "0")


def java() -> str | None:
    """Find Java's program where Spark looks for it; None where there is none."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else shutil.which("java")


def make_folder(folder: Path) -> None:
    """Make the folder for what a command writes; take away what an earlier one left.

    Raises:
        StoreError: where it cannot be made, or is a file.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        is_file = isinstance(cause, FileExistsError | NotADirectoryError)
        why = "a file stands in its place" if is_file else cause.strerror
        raise StoreError(
            f"the folder {folder} cannot be made: {why}",
            next_step="give another folder with --out",
        ) from cause
    sweep(folder)


def free_bytes(folder: Path) -> int | None:
    """Tell the room on the disk of a folder, which may not be there yet."""
    for place in (folder, *folder.parents):
        if place.is_dir():
            try:
                return shutil.disk_usage(place).free
            except OSError:
                return None
    return None


def watch_interrupts() -> Event:
    """Remember that Ctrl-C was pressed, whatever else a library makes of it."""
    stopped = Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, stop)
    return stopped


def now() -> str:
    """Tell the time, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def moment() -> str:
    """Tell the time, in UTC, to the millisecond: a decision comes after another."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def command() -> str:
    """Tell how the program was called, without the folder it stands in."""
    return shlex.join(["crosstie", *sys.argv[1:]])


def language(asked: str | None = None) -> str:
    """Choose the language of what is said: as asked, else as the environment says.

    Raises:
        UsageError: the language asked for does not ship.

    """
    from crosstie.text.language import LANGUAGES, _, chosen

    if asked is not None:
        if asked not in LANGUAGES:
            raise UsageError(
                _("{asked} is no language that Crosstie speaks").format(
                    asked=repr(asked)
                ),
                next_step=_("give one of: {languages}").format(
                    languages=", ".join(LANGUAGES)
                ),
            )
        return asked
    found = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return chosen(next((value for value in found if value), ""))


def speak(asked: str | None) -> None:
    """Speak a language until the command ends: as asked, else as the environment says.

    Raises:
        UsageError: the language asked for does not ship.

    """
    from click import get_current_context

    from crosstie.text.language import speaking

    get_current_context().with_resource(speaking(language(asked)))


Language = Annotated[
    str | None,
    typer.Option(
        metavar="en|fr",
        help="Language of what is said; default: that of LC_ALL or LANG, else English.",
    ),
]
"""The option --language, the same on every command that has it."""


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


def say(text: str, *, error: bool = False) -> None:
    """Print a line in which nothing of a file or record can steer the terminal."""
    from crosstie.pages.words import visible

    stream = sys.stderr if error else sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    shown = visible(text).encode(encoding, "replace").decode(encoding)
    typer.echo(shown, err=error)


def parse_day(value: str) -> date:
    """Read a day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is no day; write YYYY-MM-DD") from error


class Progress:
    """Says which step is running: a spinner in a terminal, plain lines elsewhere.

    Plain lines begin only when a command has worked for a while, so that a script
    that calls it for something short reads nothing on the error stream.
    """

    def __init__(self, status: Status | None, *, quiet: bool, patience: float) -> None:
        self._status = status
        self._quiet = quiet or status is not None
        self._step = ""
        self._told = ""
        self._next_count = time.monotonic() + COUNT_SECONDS
        self._is_late = patience <= 0
        self._timer = Timer(patience, self._late)
        self._timer.daemon = True
        if not self._quiet and not self._is_late:
            self._timer.start()

    def __call__(self, step: str) -> None:
        """Name the step that begins."""
        self._step = step
        if self._status is not None:
            self._spin(step)
        elif self._is_late:
            self._tell(f"{step} ...")

    def count(self, name: str, done: int, total: int) -> None:
        """Say how far one long step has come; nothing is done when it begins."""
        if not done:
            self(name)
        elif total:
            if self._status is not None:
                self._spin(f"{name}: {total:,} rows")
            elif self._is_late:
                self._tell(f"{name}: {total:,} rows read")
        elif self._status is not None:
            self._spin(f"{name}: {done:,} rows")
        elif self._is_late and time.monotonic() >= self._next_count:
            self._next_count = time.monotonic() + COUNT_SECONDS
            self._tell(f"{name}: {done:,} rows")

    def stop(self) -> None:
        """Say nothing any more."""
        self._quiet = True
        self._timer.cancel()

    def _late(self) -> None:
        self._is_late = True
        if self._step:
            self._tell(f"{self._step} ...")

    def _spin(self, text: str) -> None:
        """Show a text beside the spinner, none of it read as markup."""
        from rich.text import Text

        from crosstie.pages.words import visible

        if self._status is not None:
            self._status.update(Text(visible(text)))

    def _tell(self, line: str) -> None:
        if not self._quiet and line != self._told:
            self._told = line
            say(line, error=True)


@contextmanager
def progress(quiet: bool = False, patience: float = PATIENCE) -> Iterator[Progress]:
    """Show progress while a command works."""
    with ExitStack() as open_things:
        status = None
        if sys.stderr.isatty() and not quiet:
            from rich.console import Console

            status = open_things.enter_context(Console(stderr=True).status("Starting"))
        shown = Progress(status, quiet=quiet, patience=patience)
        open_things.callback(shown.stop)
        yield shown
