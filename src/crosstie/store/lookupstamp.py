"""Where the registers of look-ups lie, and of which state of the workspace they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from crosstie.settings import Settings

__all__ = [
    "ORGANISATIONS",
    "STAMP",
    "VENDORS",
    "folder",
    "is_current",
    "noted",
    "state",
]

STAMP = "stamp.json"
ORGANISATIONS = "organisations"
VENDORS = "vendors"


def folder(settings: Settings) -> Path:
    """Give the folder that holds both registers and their stamp."""
    return settings.home / "lookup"


def state(workspace: Path) -> list[int] | None:
    """Tell which state of the workspace's files stands there, without opening it."""
    try:
        found = workspace.stat()
    except FileNotFoundError:
        return None
    return [found.st_size, found.st_mtime_ns]


def noted(home: Path) -> dict[str, Any]:
    """Read of which state the registers are; nothing where that is not known."""
    try:
        found = json.loads((home / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_current(settings: Settings) -> bool:
    """Tell whether the registers are made of what is loaded now."""
    now = state(settings.workspace)
    return now is not None and noted(folder(settings)).get("file") == now
