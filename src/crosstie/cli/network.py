"""What fetching takes from the world at the edge: clock, proxy, and progress bars."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crosstie import __version__
from crosstie.cli import edge

if TYPE_CHECKING:
    from crosstie.fetch.plan import Plan
    from crosstie.fetch.world import Tick, World

LINE_SECONDS = 5.0
"""Seconds between two plain lines on one download."""

UNITS = ("B", "kB", "MB", "GB", "TB")


def world(*, offline: bool, told: Callable[[Tick], None]) -> World:
    """Build what fetching needs from clock and environment.

    Raises:
        UsageError: where a variable holds what it cannot.

    """
    from crosstie.fetch.world import World, bases_from, proxies_from

    ca_file = os.environ.get("SSL_CERT_FILE")
    return World(
        now=lambda: datetime.now(UTC),
        ticks=time.monotonic,
        sleep=time.sleep,
        agent=agent(),
        offline=offline,
        bases=bases_from(os.environ),
        proxies=proxies_from(os.environ),
        ca_file=Path(ca_file) if ca_file else None,
        lock_wait_seconds=edge.settings().lock_wait_seconds,
        told=told,
    )


def agent() -> str:
    """Name the program to publishers, with the project's page where it has one."""
    from importlib.metadata import PackageNotFoundError, metadata

    page = ""
    try:
        urls = metadata("crosstie").get_all("Project-URL") or []
        page = next((u.partition(", ")[2] for u in urls), "")
    except PackageNotFoundError:
        pass
    about = f"+{page}" if page else "open source; reads public records"
    return f"crosstie/{__version__} ({about})"


def size(number: float | None) -> str:
    """Write a number of bytes in a unit that is read at a glance.

    >>> size(60_000_000), size(None)
    ('60.0 MB', 'size not told')
    """
    if number is None:
        return "size not told"
    unit = 0
    while number >= 1000 and unit < len(UNITS) - 1:
        number, unit = number / 1000, unit + 1
    return f"{number:.1f} {UNITS[unit]}" if unit else f"{number:.0f} B"


def spell_plan(plan: Plan, fallback: int) -> list[str]:
    """Say what a plan downloads, with sizes; `fallback` is an estimate in bytes."""
    from crosstie.fetch.plan import of

    lines = []
    for item in plan.items:
        known = of(item)
        told = size(known.size or None)
        if not known.size and known.guess:
            told = f"size not told, about {size(known.guess)}"
        lines.append(f"  fetch  {known.about} ({told})\n         {known.url}")
    lines += [f"  keep   {sentence}" for sentence in plan.current]
    lines += [f"  note   {sentence}" for sentence in plan.notes]
    if plan.items:
        unknown = sum(not of(item).size for item in plan.items)
        total = f"{size(plan.bytes)} are told" if plan.bytes else "no size is told"
        if unknown:
            total += f", {unknown} not told (about {size(plan.guessed(fallback))})"
        lines.append(f"  total  {len(plan.items)} to fetch; {total}")
    else:
        lines.append("  nothing to fetch")
    return lines


class Teller:
    """Says what goes on: downloads, rows being loaded, steps of a trace.

    In a terminal it is a bar or a spinner, never both; elsewhere plain lines, a
    download's now and then.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._is_terminal = sys.stderr.isatty()
        self._open = ExitStack()
        self._bars: Any = None
        self._steps: edge.Progress | None = None
        self._tasks: dict[str, Any] = {}
        self._next: dict[str, float] = {}
        self._note = ""

    def __call__(self, step: str) -> None:
        """Name the step that begins."""
        self._spinner()(step)

    def count(self, name: str, done: int, total: int) -> None:
        """Say how many rows of a file are read."""
        self._spinner().count(name, done, total)

    def tick(self, tick: Tick) -> None:
        """Say how far a download is, or what is being waited for."""
        if self._quiet:
            return
        if self._is_terminal:
            self._draw(tick)
        elif tick.note:
            if tick.note != self._note:
                self._note = tick.note
                edge.say(f"{tick.name}: {tick.note}", error=True)
        else:
            self._line(tick)

    def rest(self) -> None:
        """Take bar and spinner away, so that lines can be printed."""
        self._open.close()
        self._bars = self._steps = None
        self._tasks = {}

    def _spinner(self) -> edge.Progress:
        if self._steps is None:
            self.rest()
            self._steps = self._open.enter_context(edge.progress(self._quiet))
        return self._steps

    def _line(self, tick: Tick) -> None:
        now = time.monotonic()
        whole = tick.total is not None and tick.done >= tick.total
        if now >= self._next.setdefault(tick.name, now + LINE_SECONDS) or whole:
            self._next[tick.name] = now + LINE_SECONDS
            edge.say(f"{tick.name}: {said(tick)}", error=True)

    def _draw(self, tick: Tick) -> None:
        from rich.markup import escape

        from crosstie.pages.words import visible

        if self._bars is None:
            self.rest()
            self._bars = self._open.enter_context(_bars())
        name = escape(visible(tick.name))
        if tick.name not in self._tasks:
            self._tasks[tick.name] = self._bars.add_task(name, total=None)
        text = f"{name}: {escape(visible(tick.note))}" if tick.note else name
        self._bars.update(
            self._tasks[tick.name],
            description=text,
            completed=tick.done,
            total=tick.total,
        )


def said(tick: Tick) -> str:
    """Say bytes, share, speed and time left."""
    parts = [size(tick.done)]
    if tick.total:
        parts[0] += f" of {size(tick.total)} ({tick.done / tick.total:.0%})"
    if tick.speed:
        parts.append(f"{size(tick.speed)}/s")
    if tick.left is not None:
        minutes, seconds = divmod(round(tick.left), 60)
        parts.append(f"{minutes}:{seconds:02d} left")
    return ", ".join(parts)


def _bars() -> Any:
    """Make bars with size, speed and time left; they go when all is done."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


@contextmanager
def telling(quiet: bool = False) -> Iterator[Teller]:
    """Show what goes on while a command fetches."""
    teller = Teller(quiet=quiet)
    try:
        yield teller
    finally:
        teller.rest()
