"""What is served, and to whom: made by the command line, read by the application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crosstie.settings import Settings


@dataclass(frozen=True)
class Reviewing:
    """Who may decide in the browser, and how a decision is dated and written."""

    token: str
    """Printed in the terminal; whoever opens the address with it may decide."""
    folder: Path
    """The case's folder."""
    cwd: Path
    """Where the case is named from."""
    clock: Callable[[], str]
    """Gives the time as ISO 8601."""
    reviewer: str = ""
    """Who decides until a browser says otherwise; empty where it is asked."""
    patience: float = 2.0
    """Seconds for which an answer waits for the recounted numbers."""


@dataclass(frozen=True)
class Serving:
    """What `crosstie serve` was asked for."""

    case: str
    """As the user named it: a folder, or the name of a case that ships."""
    name: str
    """The name that the case gives itself; its runs stand under it."""
    settings: Settings
    names: tuple[str, ...]
    """Names under which it may be asked, as in a Host header without its port."""
    reviewing: Reviewing | None = None
    """None where nothing can be changed."""
    patience: float | None = 0.2
    """Seconds for which a reader waits for a new run before the one before it answers;
    None waits until it is open."""

    @property
    def is_reviewing(self) -> bool:
        """True where decisions may be made in the browser."""
        return self.reviewing is not None
