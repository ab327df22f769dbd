"""Takes away what a process that was killed left half made."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

__all__ = ["sweep"]

_ASIDE = re.compile(r".+\.(?P<process>\d+)\.(?:building|part)(?:\.wal|\.tmp)?")
"""How a file is called while it is made: with the number of the process that does."""


def sweep(folder: Path) -> list[Path]:
    """Remove files that were being made by processes that no longer run."""
    if not folder.is_dir():
        return []
    gone = []
    for path in sorted(folder.iterdir()):
        found = _ASIDE.fullmatch(path.name)
        if found is None or _is_running(int(found["process"])):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        gone.append(path)
    return gone


def _is_running(process: int) -> bool:
    """Tell whether a process runs; where the system cannot say, it may."""
    if process == os.getpid() or os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
