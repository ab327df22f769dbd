"""Writes a CSV file that a command was asked for: whole, or not at all."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from crosstie.errors import Place, StoreError
from crosstie.exports.csvcells import harmless

__all__ = ["Rows", "csv_file", "harmless"]


class Rows:
    """Takes rows one after the other."""

    def __init__(self, path: Path, stream: TextIO) -> None:
        self._path = path
        self._writer = csv.writer(stream, lineterminator="\n")

    def writerow(self, row: Sequence[object]) -> None:
        """Write one row.

        Raises:
            StoreError: it cannot be written; the disk is full, or a pipe is closed.

        """
        with _writing(self._path):
            self._writer.writerow(row)


@contextmanager
def csv_file(path: Path) -> Iterator[Rows]:
    """Give a writer of rows; the file has its name once the last row is written.

    A command that is stopped leaves the file of before, or none. What is no plain file
    (a pipe, /dev/stdout) is written as it is.

    Raises:
        StoreError: the folder is missing, or cannot be written.

    """
    is_plain = path.is_file() or not path.exists()
    aside = path.with_name(f".{path.name}.{os.getpid()}.part") if is_plain else path
    try:
        with _writing(path):
            stream = aside.open("w", encoding="utf-8", newline="")
        try:
            yield Rows(path, stream)
            with _writing(path):
                stream.flush()
                if is_plain:
                    os.fsync(stream.fileno())
        finally:
            stream.close()
        if is_plain:
            with _writing(path):
                aside.replace(path.resolve())
    finally:
        if is_plain:
            aside.unlink(missing_ok=True)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as cause:
        raise StoreError(
            f"cannot be written: {cause.strerror or cause}",
            place=Place(str(path)),
            next_step="name a file in a folder that exists, and make room there",
        ) from cause
