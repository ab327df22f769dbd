"""Downloads one file: aside, resumed, checked, pinned, and only then renamed in."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from crosstie.errors import PublisherRefuses, StoreError, Unreachable, WrongBytes
from crosstie.fetch.addresses import shown
from crosstie.fetch.client import Ask, Client
from crosstie.fetch.manifest import (
    Pinned,
    cannot_write,
    read_pins,
    write_pins,
)
from crosstie.fetch.part import Part, read_part
from crosstie.fetch.plan import Download
from crosstie.fetch.verify import check_bytes, check_start
from crosstie.fetch.world import Tick

if TYPE_CHECKING:
    import httpx

__all__ = ["Fetched", "fetch_file", "keep", "safe_name"]

SPARE = 64 * 2**20
"""Bytes of a disk that a download leaves free."""

_START = 4096


@dataclass(frozen=True)
class Fetched:
    """What became of one planned download."""

    download: Download
    path: Path
    pinned: Pinned
    state: str
    """new: other bytes than before; same: the same bytes; unchanged: not sent again."""
    moved: int = 0
    """Bytes that came over the network now."""


def fetch_file(client: Client, download: Download, folder: Path) -> Fetched:
    """Download a file, unless the publisher says that what is here still stands.

    Raises:
        FetchError: it cannot be had; what has arrived stays as `<name>.part`.
        StoreError: the disk is full, or the folder cannot be written.

    """
    _make(folder)
    known = _known(folder, download)
    if known and download.fixed:
        return Fetched(download, folder / known.name, known, "unchanged")
    work = _Work(client, download, folder, known)
    client.tried(work.attempt, gained=work.gained)
    if work.unchanged and known:
        return _unchanged(client, download, folder, known)
    return keep(client, download, folder, work.part, work.answered, moved=work.moved)


class _Work:
    """One download, over as many tries as it takes."""

    def __init__(
        self, client: Client, download: Download, folder: Path, known: Pinned | None
    ) -> None:
        self.client = client
        self.download = download
        self.known = known
        self.label = f"{folder.parent.name}: {download.about}"
        self.part = read_part(folder, download)
        self.answered: Mapping[str, Any] = {}
        self.unchanged = False
        self.moved = 0
        self._farthest = self.part.size

    def gained(self) -> int:
        """Tell the most bytes that were here: beginning anew gains nothing."""
        self._farthest = max(self._farthest, self.part.size)
        return self._farthest

    def attempt(self) -> None:
        """Ask once for what is missing, and write what comes."""
        headers = {"Accept-Encoding": "identity"} | self._conditions()
        ask = Ask(self.download.url)
        with self.client.answer(ask, headers) as response:
            if response.status_code == 304:
                self.unchanged = True
                return
            if response.status_code == 416:
                self._nothing_left(response)
                return
            self._receive(response)

    def _nothing_left(self, response: httpx.Response) -> None:
        """See whether all was here already; else ask again from the start."""
        told = response.headers.get("content-range", "").rpartition("/")[2]
        if told.isdigit() and int(told) == self.part.size:
            self.answered = self.part.facts
            return
        self.part.drop()
        raise self.client.broken_off(
            PublisherRefuses(
                f"{shown(self.download.url)} does not give the rest of the file",
                status=416,
                next_step="run the same command again: it is downloaded anew",
            )
        )

    def _conditions(self) -> dict[str, str]:
        """Ask for the rest of a part, or for the file if it has changed."""
        if self.part.size:
            if condition := self.part.condition:
                return {"Range": f"bytes={self.part.size}-", "If-Range": condition}
            self.part.drop()
        if self.known is None:
            return {}
        found = {}
        if self.known.etag:
            found["If-None-Match"] = self.known.etag
        if self.known.last_modified:
            found["If-Modified-Since"] = self.known.last_modified
        return found

    def _receive(self, response: httpx.Response) -> None:
        """Write an answer to the part, and see that all of it came."""
        total = self.part.begin(response, self.download)
        _check_room(self.part.path.parent, (total or 0) - self.part.size)
        self.answered = {
            "final_url": _lasting(
                self.download.url, self._published(str(response.url))
            ),
            "etag": response.headers.get("etag"),
            "last_modified": response.headers.get("last-modified"),
        }
        encoded = response.headers.get("content-encoding", "identity") != "identity"
        chunks = response.iter_bytes() if encoded else response.iter_raw()
        if encoded:
            total = None
        pace = _Pace(self, total)
        with self.client.reading(self.download.url):
            try:
                with self.part.path.open("ab") as stream:
                    for chunk in chunks:
                        if stream.tell() == 0:
                            self._check_start(chunk, response)
                        stream.write(chunk)
                        self.moved += len(chunk)
                        pace.tell(stream.tell())
                    stream.flush()
                    os.fsync(stream.fileno())
            except OSError as cause:
                raise cannot_write(self.part.path.parent, cause) from cause
        self._check_length(total)

    def _published(self, dialled: str) -> str:
        """Give the publisher's address of what was dialled, as it is in a test too."""
        base = self.client.world.bases.get(self.client.rules.source)
        if base and dialled.startswith(f"{base}/"):
            return f"https://{dialled.removeprefix(f'{base}/')}"
        return dialled

    def _check_start(self, chunk: bytes, response: httpx.Response) -> None:
        try:
            check_start(
                chunk[:_START], self.download.kind, self.label, self.client.rules.page
            )
        except WrongBytes:
            response.close()
            self.part.drop()
            raise

    def _check_length(self, total: int | None) -> None:
        size = self.part.size
        wanted = total if total is not None else self.download.size
        if wanted is None or size == wanted:
            return
        if size < wanted:
            raise self.client.broken_off(
                Unreachable(
                    f"{self.label}: the connection ended after {size:,} of"
                    f" {wanted:,} bytes",
                    next_step="run the same command again: it goes on from there",
                )
            )
        self.part.drop()
        raise WrongBytes(
            f"{self.label}: {size:,} bytes came, and {wanted:,} were announced",
            next_step="run the same command again: it is downloaded anew",
        )


def _lasting(asked: str, final: str) -> str:
    """Leave out what follows the path of a redirect: mostly a signature that expires.

    >>> _lasting("https://a.example/x.csv", "https://b.example/x.csv?sig=1")
    'https://b.example/x.csv'
    """
    return final if final == asked else shown(final)


class _Pace:
    """Tells how far a download is, and breaks off one that hardly moves."""

    def __init__(self, work: _Work, total: int | None) -> None:
        self._work = work
        self._total = total
        self._ticks = work.client.world.ticks
        self._start = self._mark = self._ticks()
        self._first = self._marked = work.part.size

    def tell(self, done: int) -> None:
        """Tell the bytes that are here now."""
        now = self._ticks()
        rules, world = self._work.client.rules, self._work.client.world
        spent = now - self._start
        speed = (done - self._first) / spent if spent > 0 else None
        left = (self._total - done) / speed if self._total and speed else None
        world.told(Tick(self._work.label, done, self._total, speed, left))
        if now - self._mark < rules.slow_seconds:
            return
        came = done - self._marked
        if came < rules.slow_bytes_per_second * (now - self._mark):
            raise self._work.client.broken_off(
                Unreachable(
                    f"{self._work.label}: only {came:,} bytes came in"
                    f" {now - self._mark:.0f} s",
                    next_step="run the same command again: it goes on from there",
                )
            )
        self._mark, self._marked = now, done


def keep(
    client: Client,
    download: Download,
    folder: Path,
    part: Part,
    answered: Mapping[str, Any],
    *,
    moved: int,
) -> Fetched:
    """Check a whole part, pin it, and give it its name.

    Raises:
        WrongBytes: it is not what was announced; the part is dropped.

    """
    label = f"{folder.parent.name}: {download.about}"
    client.world.told(Tick(label, part.size, part.size, None, None, "checking"))
    try:
        digest = check_bytes(part.path, download.kind, label, download.sha256)
    except WrongBytes:
        part.drop()
        raise
    final = str(answered.get("final_url") or download.url)
    name = safe_name(download.name or final, digest)
    now = client.world.now().isoformat(timespec="seconds")
    pins = read_pins(folder)
    before = next((pin for pin in reversed(pins) if pin.is_here(folder)), None)
    pinned = Pinned(
        name=name,
        url=download.url,
        sha256=digest,
        bytes=part.size,
        retrieved=now,
        checked=now,
        final_url=final,
        etag=answered.get("etag"),
        last_modified=answered.get("last_modified"),
        dataset_id=download.dataset_id,
        version=download.version,
        role=download.role,
        since=download.since,
        period=download.period,
        licence=download.licence,
        about=download.about,
        asked=download.asked,
    )
    if before and before.sha256 == digest and before.name == name:
        pinned = replace(pinned, retrieved=before.retrieved)
        state = "same"
    else:
        state = "new"
    path = folder / name
    others = [pin for pin in pins if pin.name != name]
    try:
        if state == "new" and path.exists():
            path.unlink()
        write_pins(folder, [*others, pinned])
        part.path.replace(path)
    except OSError as cause:
        raise cannot_write(folder, cause) from cause
    part.drop()
    return Fetched(download, path, pinned, state, moved)


def safe_name(wanted: str, digest: str) -> str:
    """Take the last part of a name or address, with harmless characters only.

    >>> safe_name("https://example.org/a/b%20c.zip?key=1", "ab" * 32)
    'b_c.zip'
    >>> safe_name("../..", "ab" * 32)
    'abababababababab'
    """
    last = unquote(urlsplit(wanted).path.rstrip("/").rpartition("/")[2])
    bare = re.sub(r"[^A-Za-z0-9._()-]+", "_", last).strip("._")[:150]
    taken = bare.lower().endswith((".part", ".lock")) or bare == "manifest.json"
    return bare if bare and not taken else digest[:16]


def _known(folder: Path, download: Download) -> Pinned | None:
    """Find what is pinned of this very address and stands on disk."""
    for pin in reversed(read_pins(folder)):
        if pin.url == download.url and pin.is_here(folder):
            return pin
    return None


def _unchanged(
    client: Client, download: Download, folder: Path, known: Pinned
) -> Fetched:
    """Note that the publisher has nothing newer."""
    now = client.world.now().isoformat(timespec="seconds")
    checked = replace(known, checked=now)
    write_pins(folder, [checked if p == known else p for p in read_pins(folder)])
    return Fetched(download, folder / known.name, checked, "unchanged")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise cannot_write(folder, cause) from cause


def _check_room(folder: Path, needed: int) -> None:
    """Refuse to begin what the disk cannot hold.

    Raises:
        StoreError: naming what is needed and what is free.

    """
    free = shutil.disk_usage(folder).free
    if needed > 0 and free < needed + SPARE:
        raise StoreError(
            f"{needed:,} bytes are needed in {folder}, and {free:,} are free",
            next_step="make room, or set CROSSTIE_HOME to a folder on another disk",
        )
