"""What is pinned of each download: one `manifest.json` in the folder of its dataset.

`crosstie load` reads it too, so that a fetched file knows its address, day and hash. It
is written aside and renamed, so that a reader never meets half of one.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from crosstie.errors import Place, StoreError, UnreadableFile

__all__ = [
    "MANIFEST",
    "Pinned",
    "cannot_write",
    "read_pins",
    "write_json",
    "write_pins",
]

MANIFEST = "manifest.json"
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


@dataclass(frozen=True)
class Pinned:
    """One file as it was downloaded; later entries of a manifest are newer."""

    name: str
    url: str
    sha256: str
    bytes: int
    retrieved: str
    """When its last byte arrived, ISO 8601 in UTC."""
    final_url: str = ""
    """Where the redirects ended."""
    etag: str | None = None
    last_modified: str | None = None
    checked: str = ""
    """When the publisher last said that it is unchanged, or it was retrieved."""
    publisher: str | None = None
    dataset_id: str | None = None
    version: str | None = None
    role: str | None = None
    since: str | None = None
    """Of a file of changes: the version from which on it tells them all."""
    period: str | None = None
    licence: str | None = None
    """What the publisher's catalogue stated when it was fetched."""
    about: str | None = None
    """What it holds, in words, as the plan said it."""
    asked: Mapping[str, Any] = field(default_factory=dict)
    """The options and the question that led to it."""

    def age_days(self, now: datetime) -> float:
        """Tell how old the last word of the publisher is; 0 for a time to come."""
        last = datetime.fromisoformat(self.checked or self.retrieved)
        return max(0.0, (now - last).total_seconds() / 86_400)

    def is_here(self, folder: Path) -> bool:
        """Tell whether the whole file stands in the folder."""
        path = folder / self.name
        return path.is_file() and path.stat().st_size == self.bytes


def read_pins(folder: Path) -> list[Pinned]:
    """Read a manifest; nothing where there is none yet.

    Raises:
        UnreadableFile: it is not what a download writes.

    """
    path = folder / MANIFEST
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        known = set(Pinned.__dataclass_fields__)
        return [
            _typed(Pinned(**{k: v for k, v in entry.items() if k in known}))
            for entry in facts["files"]
        ]
    except FileNotFoundError:
        return []
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        IsADirectoryError,
    ) as cause:
        raise UnreadableFile(
            f"this is not what a download writes ({cause})",
            place=Place(f"{folder.parent.name}/{folder.name}/{MANIFEST}"),
            next_step=f"take the folder {folder} away; it is fetched again",
        ) from cause


def _typed(pin: Pinned) -> Pinned:
    """Refuse an entry that names no file of the folder, or whose facts are no text."""
    texts = (pin.name, pin.url, pin.sha256, pin.retrieved, pin.checked)
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("a text is expected")
    if not pin.name or Path(pin.name).name != pin.name or "\0" in pin.name:
        raise ValueError(f"{pin.name[:80]!r} is no name of a file")
    if isinstance(pin.bytes, bool) or not isinstance(pin.bytes, int):
        raise ValueError("bytes is no whole number")
    datetime.fromisoformat(pin.checked or pin.retrieved)
    return pin


def write_pins(folder: Path, pins: list[Pinned]) -> None:
    """Write a manifest: the entries with what says something, oldest first."""
    entries = [
        {name: value for name, value in asdict(pin).items() if value not in (None, "")}
        for pin in pins
    ]
    write_json(folder / MANIFEST, {"files": entries})


def write_json(path: Path, facts: Mapping[str, Any]) -> None:
    """Write JSON aside, and rename it in.

    Raises:
        StoreError: the folder cannot be written.

    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("w", encoding="utf-8") as stream:
            json.dump(facts, stream, indent=1, ensure_ascii=False, sort_keys=True)
            stream.write("\n")
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    except OSError as cause:
        aside.unlink(missing_ok=True)
        raise cannot_write(path.parent, cause) from cause


def cannot_write(folder: Path, cause: OSError) -> StoreError:
    """Say why the system refused to write, and what to do."""
    if cause.errno in _FULL:
        return StoreError(
            f"the disk is full: {folder}",
            next_step="make room, or set CROSSTIE_HOME to a folder on another disk, and"
            " run the same command again: what has arrived is kept",
        )
    return StoreError(
        f"{folder} cannot be written: {cause.strerror or cause}",
        next_step="allow writing there, or set CROSSTIE_HOME to another folder",
    )
