"""What is served, and to whom: made by the command line, read by the application."""

from __future__ import annotations

from dataclasses import dataclass

from crosstie.settings import Settings


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
    is_reviewing: bool = False
    patience: float | None = 0.2
    """Seconds for which a reader waits for a new run before the one before it answers;
    None waits until it is open."""
