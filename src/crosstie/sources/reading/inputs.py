"""Opening what a person gives: a file, or the members of a zip, each by its bytes."""

from __future__ import annotations

import hashlib
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from crosstie.errors import Place, UnreadableFile

__all__ = ["Member", "beside", "members", "name_of", "reading", "sha256"]

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
)
"""What Python says of an archive whose bytes are damaged."""

MOST_MEMBERS = 1_000
MOST_BYTES = 200 * 2**30
MOST_RATIO = 400
SMALL = 10 * 2**20
"""Below this size a member may be of any ratio: a short repetitive file is no bomb."""


@dataclass(frozen=True)
class Member:
    """One readable file: a plain file, or one member of a zip; never unpacked."""

    path: Path
    member: str | None
    size: int
    sha256: str

    @property
    def file_id(self) -> str:
        """First 16 digits of the hash, plus the member in a zip."""
        short = self.sha256[:16]
        return short if self.member is None else f"{short}/{self.member}"

    @property
    def label(self) -> str:
        """How messages name it."""
        if self.member is None:
            return name_of(self.path)
        return _label(self.path, self.member)

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open it for reading bytes; a broken archive is an `UnreadableFile`."""
        with reading(self.label):
            if self.member is None:
                with self.path.open("rb") as stream:
                    yield stream
            else:
                with (
                    _opened(self.path) as archive,
                    archive.open(self.member) as stream,
                ):
                    yield stream


def name_of(path: Path) -> str:
    """Name a file without its folder; bytes that are no text are replaced."""
    return path.name.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def reading(label: str) -> Iterator[None]:
    """Turn what the system says of unreadable bytes into `UnreadableFile`."""
    try:
        yield
    except BROKEN as cause:
        raise UnreadableFile(
            f"the zip archive is damaged or cut short ({cause})",
            place=Place(label),
            next_step="download it again and compare its size with the publisher's",
        ) from cause
    except RuntimeError as cause:
        if "password" not in str(cause) and "encrypted" not in str(cause):
            raise
        raise UnreadableFile(
            "the zip archive asks for a password",
            place=Place(label),
            next_step="unpack it and load the files",
        ) from cause
    except OSError as cause:
        raise UnreadableFile(
            f"the file cannot be read ({cause.strerror or cause})",
            place=Place(label),
            next_step="check the name and that you may read it",
        ) from cause


def members(path: Path, endings: tuple[str, ...]) -> list[Member]:
    """List what is to be read of a file: itself, or a zip's members with an ending.

    Raises:
        UnreadableFile: missing, a folder, empty, a damaged or an unsafe archive.

    """
    with reading(name_of(path)):
        if path.is_dir():
            raise UnreadableFile(
                "this is a folder",
                place=Place(name_of(path)),
                next_step="name the files in it",
            )
        size = path.stat().st_size
        if not size:
            raise UnreadableFile(
                "the file is empty",
                place=Place(name_of(path)),
                next_step="download it again",
            )
        with path.open("rb") as stream:
            start = stream.read(4)
        is_zip = start[:2] == b"PK" or path.suffix.lower() == ".zip"
        if not is_zip or (".xlsx" in endings and _is_workbook(path)):
            return [Member(path, None, size, sha256(path))]
        return _zip_members(path, endings)


def beside(member: Member, name: str) -> Member | None:
    """Find another file of the same zip, or of the same folder, by its name."""
    if member.member is None:
        path = member.path.with_name(name)
        if path == member.path or not path.is_file():
            return None
        return Member(path, None, path.stat().st_size, sha256(path))
    with reading(member.label), _opened(member.path) as archive:
        found = [
            info
            for info in archive.infolist()
            if PurePosixPath(info.filename).name.lower() == name.lower()
            and "__MACOSX" not in info.filename
        ]
    if not found:
        return None
    _check_limits(member.path, found)
    return Member(member.path, found[0].filename, found[0].file_size, member.sha256)


def _opened(path: Path) -> zipfile.ZipFile:
    """Open an archive; names in it that cannot be read are damage as well."""
    try:
        return zipfile.ZipFile(path)
    except ValueError as cause:
        raise zipfile.BadZipFile(str(cause)) from cause


def sha256(path: Path) -> str:
    """Hash a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_workbook(path: Path) -> bool:
    """Tell a workbook, which is a zip too, from a zip of workbooks."""
    with _opened(path) as archive:
        return "[Content_Types].xml" in archive.namelist()


def _zip_members(path: Path, endings: tuple[str, ...]) -> list[Member]:
    with _opened(path) as archive:
        wanted = [
            info
            for info in archive.infolist()
            if info.filename
            and not info.is_dir()
            and info.filename.lower().endswith(endings)
            and not PurePosixPath(info.filename).name.startswith(".")
            and "__MACOSX" not in info.filename
        ]
    if not wanted:
        raise UnreadableFile(
            f"the zip holds no file that ends in {' or '.join(endings)}",
            place=Place(name_of(path)),
            next_step="check that it is the publisher's download",
        )
    _check_limits(path, wanted)
    digest = sha256(path)
    return [Member(path, i.filename, i.file_size, digest) for i in wanted]


def _check_limits(path: Path, wanted: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that would unpack to far more than a publisher's does."""
    total = sum(info.file_size for info in wanted)
    swollen = [
        info.filename
        for info in wanted
        if info.file_size > SMALL
        and info.file_size > MOST_RATIO * max(info.compress_size, 1)
    ]
    repeated = len({info.filename for info in wanted}) != len(wanted)
    if len(wanted) > MOST_MEMBERS or total > MOST_BYTES or swollen or repeated:
        raise UnreadableFile(
            f"the zip is not safe to read: {len(wanted)} files, {total:,} bytes"
            + (f", {_label(path, swollen[0])} unpacks too far" if swollen else "")
            + (", two members have one name" if repeated else ""),
            place=Place(name_of(path)),
            next_step="unpack it yourself and load the files that you trust",
        )


def _label(path: Path, member: str) -> str:
    """Name a member without its folders, so that no message shows a made-up path."""
    return f"{name_of(path)}: {PurePosixPath(member).name}"
