"""Whether what came is what was announced: its length, hash, archive, kind."""

from __future__ import annotations

import hashlib
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from crosstie.errors import Place, WrongBytes

__all__ = ["check_bytes", "check_start", "sha256"]

_PAGE = re.compile(rb"\s*(<!doctype\s+html|<html|<head|<body)", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_BLOCK = 2**20
MOST_MEMBERS = 10_000
MOST_UNPACKED = 200 * 2**30
MOST_RATIO = 400
SMALL = 10 * 2**20
"""Below this size a member may be of any ratio: a short repetitive file is no bomb."""

_STARTS = {"zip": b"PK", "xlsx": b"PK", "parquet": b"PAR1"}


def sha256(path: Path, told: Callable[[int], None] | None = None) -> str:
    """Hash a file's bytes, and tell how many are done."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            done += len(block)
            if told:
                told(done)
    return digest.hexdigest()


def check_start(start: bytes, kind: str, label: str, page: str) -> None:
    """Refuse a web page in place of data, by the first bytes of a file.

    Raises:
        WrongBytes: with the page's title, where it has one.

    """
    bare = start.removeprefix(b"\xef\xbb\xbf")
    if _PAGE.match(bare):
        title = _TITLE.search(bare)
        said = ""
        if title:
            text = " ".join(title[1].decode("utf-8", "replace").split())
            said = f', titled "{text[:80]}"'
        raise WrongBytes(
            f"the publisher sent a web page{said} instead of data",
            place=Place(label),
            next_step=f"open {page} in a browser: the service may be closed, or the"
            " file may have moved",
        )
    expected = _STARTS.get(kind)
    if expected and not start.startswith(expected):
        raise WrongBytes(
            f"a {kind} file is expected, and this is none",
            place=Place(label),
            next_step=f"compare with the publisher's page: {page}",
        )
    if kind in ("json", "jsonl") and bare.lstrip()[:1] not in (b"{", b"[", b""):
        raise WrongBytes(
            "JSON is expected, and this is none",
            place=Place(label),
            next_step=f"compare with the publisher's page: {page}",
        )


def check_bytes(path: Path, kind: str, label: str, expected: str | None) -> str:
    """Check a whole file, and return its hash.

    Raises:
        WrongBytes: empty, a damaged archive, or another hash than announced.

    """
    if not path.stat().st_size:
        raise WrongBytes(
            "the publisher sent an empty file",
            place=Place(label),
            next_step="run the same command again later",
        )
    if kind in ("zip", "xlsx"):
        _check_archive(path, label)
    found = sha256(path)
    if expected and found != expected.lower():
        raise WrongBytes(
            f"the hash is {found[:16]}..., {expected[:16].lower()}... was announced",
            place=Place(label),
            next_step="run the same command again; if it stays so, tell the publisher",
        )
    return found


def _check_archive(path: Path, label: str) -> None:
    """Read the central directory and every member, as the checksums in it ask for."""
    try:
        with zipfile.ZipFile(path) as archive:
            if not archive.infolist():
                raise zipfile.BadZipFile("it holds no file")
            _check_unpacked(archive.infolist(), label)
            if broken := archive.testzip():
                raise zipfile.BadZipFile(f"{Path(broken).name} is damaged")
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        struct.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as cause:
        raise WrongBytes(
            f"the zip archive is damaged ({cause})",
            place=Place(label),
            next_step="run the same command again: it is downloaded anew",
        ) from cause


def _check_unpacked(found: Sequence[zipfile.ZipInfo], label: str) -> None:
    """Refuse an archive that unpacks to more than any publisher's, before it is read.

    Raises:
        WrongBytes: too many members, too many bytes, or too far from their number.

    """
    total = sum(info.file_size for info in found)
    swollen = any(
        info.file_size > SMALL
        and info.file_size > MOST_RATIO * max(info.compress_size, 1)
        for info in found
    )
    if len(found) > MOST_MEMBERS or total > MOST_UNPACKED or swollen:
        raise WrongBytes(
            f"the zip archive is not safe to read: {len(found):,} files,"
            f" {total:,} bytes unpacked",
            place=Place(label),
            next_step="look at it in a browser; load by hand the files that you trust",
        )
