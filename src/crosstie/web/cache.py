"""Rendered pages, kept in memory up to a bound; each is made once, however many ask."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field

MOST_BYTES = 64 * 1024 * 1024
"""Memory that rendered pages may take together."""

SMALL = 1000
"""Bytes below which nothing is compressed: the head would outweigh it."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Rendered:
    """One response's body in both encodings, with what its head says."""

    body: bytes
    packed: bytes
    """The same in gzip; empty where it is too small to gain."""
    etag: str
    media_type: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return len(self.body) + len(self.packed)


def rendered(body: bytes, media_type: str, headers: dict[str, str]) -> Rendered:
    """Pack a body; the same bytes give the same ETag."""
    packed = b"" if len(body) < SMALL else gzip.compress(body, 6, mtime=0)
    digest = hashlib.sha256(body).hexdigest()[:24]
    return Rendered(body, packed, f'W/"{digest}"', media_type, headers)


class Cache:
    """The newest responses, the least recently asked for dropped first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[Key, Rendered] = OrderedDict()
        self.size = 0
        """Bytes kept now."""

    def get(self, key: Key) -> Rendered | None:
        """Give what is kept under a key."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Key, one: Rendered) -> None:
        """Keep a response, unless it alone would fill an eighth of the room."""
        if one.size > self._most // 8 or key in self._kept:
            return
        self._kept[key] = one
        self.size += one.size
        while self.size > self._most:
            _, dropped = self._kept.popitem(last=False)
            self.size -= dropped.size

    def keep_only(self, identity: str) -> None:
        """Drop the pages of runs that were replaced; a key begins with its run."""
        for key in [k for k in self._kept if k[0] != identity]:
            self.size -= self._kept.pop(key).size
