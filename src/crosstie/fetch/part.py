"""The bytes of a download that is not whole yet, and what they are the start of."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crosstie.errors import WrongBytes
from crosstie.fetch.manifest import write_json
from crosstie.fetch.plan import Download

if TYPE_CHECKING:
    import httpx

__all__ = ["Part", "read_part"]

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")


@dataclass
class Part:
    """A file `<name>.part`, and beside it a note of its address and validator."""

    path: Path
    url: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Tell how many bytes are here."""
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def note(self) -> Path:
        """Name the file that says what the bytes are the start of."""
        return self.path.with_name(f"{self.path.name}.json")

    @property
    def condition(self) -> str | None:
        """Give what the rest must still carry: a strong tag, or else the day of change.

        None where the publisher gave neither: then a rest might be that of other bytes.
        """
        tag = self.facts.get("etag")
        if tag and not str(tag).startswith("W/"):
            return str(tag)
        changed = self.facts.get("last_modified")
        return str(changed) if changed else None

    def begin(self, response: httpx.Response, download: Download) -> int | None:
        """Prepare for the bytes of an answer; return the length of the whole file.

        Raises:
            WrongBytes: the answer is another part than the one that was asked for.

        """
        if response.status_code == 206:
            found = _RANGE.fullmatch(response.headers.get("content-range", ""))
            if found is None or int(found[1]) != self.size:
                self.drop()
                raise WrongBytes(
                    f"{download.about}: the publisher sent another part of the file"
                    " than was asked for",
                    next_step="run the same command again: it is downloaded anew",
                )
            return None if found[3] == "*" else int(found[3])
        self.drop()
        self.facts = {
            "url": self.url,
            "etag": response.headers.get("etag"),
            "last_modified": response.headers.get("last-modified"),
        }
        write_json(self.note, self.facts)
        length = response.headers.get("content-length", "")
        return int(length) if length.isdigit() else None

    def drop(self) -> None:
        """Take the bytes and the note away."""
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


def read_part(folder: Path, download: Download) -> Part:
    """Find what an earlier try left of a download; bytes of unknown origin go."""
    short = hashlib.sha256(download.url.encode()).hexdigest()[:12]
    part = Part(folder / f"{short}.part", download.url)
    try:
        facts = json.loads(part.note.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        facts = {}
    if isinstance(facts, dict) and facts.get("url") == download.url:
        part.facts = facts
    else:
        part.drop()
    return part
