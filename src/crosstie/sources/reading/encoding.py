"""Bytes of a publisher's file made valid UTF-8, saying what had to be repaired."""

from __future__ import annotations

import codecs
import re
from typing import IO

import numpy as np
import pyarrow as pa

from crosstie.text.encoding import WINDOWS_1252

__all__ = ["CleanText"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONE_RETURN = re.compile(rb"\r(?!\n)")


class CleanText:
    """Reads a binary stream in blocks of valid UTF-8, without byte order mark or NUL.

    A file is rarely wholly in another encoding: one cell of a UTF-8 file was pasted
    from elsewhere. So only the bytes that are no UTF-8 are read as Windows-1252, and
    `notes()` says how many there were.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._encoding = "utf-8"
        self._decoder: codecs.IncrementalDecoder | None = None
        self._began = False
        self._cut = b""
        self._old_line_ends: bool | None = None
        self._repaired = 0
        self._nuls = 0
        self._returns = 0
        self._held = b""

    def read(self, size: int) -> bytes:
        """Read about `size` bytes; empty at the end."""
        while True:
            raw = self._stream.read(size)
            clean = self._clean(raw)
            if clean or not raw:
                return clean

    def notes(self) -> tuple[str, ...]:
        """Say what was repaired, a sentence each."""
        found = []
        if self._encoding != "utf-8":
            found.append(f"The file is in {self._encoding.upper()}.")
        if self._repaired:
            found.append(
                f"Not UTF-8 and read as Windows-1252: {self._repaired:,} bytes."
            )
        if self._nuls:
            found.append(f"NUL characters left out: {self._nuls:,}.")
        if self._returns:
            found.append(
                f"Carriage returns inside a line, read as blanks: {self._returns:,}."
            )
        return tuple(found)

    def _clean(self, raw: bytes) -> bytes:
        clean = self._held + self._decode(raw)
        self._held = b""
        if b"\x00" in clean:
            self._nuls += clean.count(b"\x00")
            clean = clean.replace(b"\x00", b"")
        return self._line_ends(clean, final=not raw) if b"\r" in clean else clean

    def _line_ends(self, clean: bytes, *, final: bool) -> bytes:
        """Make a lone carriage return a line's end in old files, else a blank."""
        if clean.endswith(b"\r") and not final:
            clean, self._held = clean[:-1], b"\r"
        if self._old_line_ends is None and clean:
            self._old_line_ends = b"\n" not in clean
        if self._old_line_ends:
            return clean.replace(b"\r", b"\n")
        if clean.count(b"\r") != clean.count(b"\r\n"):
            clean, count = _LONE_RETURN.subn(b" ", clean)
            self._returns += count
        return clean

    def _decode(self, raw: bytes) -> bytes:
        if not self._began:
            raw = self._skip_mark(raw)
            self._began = True
        if self._decoder is not None:
            return self._decoder.decode(raw, final=not raw).encode("utf-8")
        if raw and not self._cut and raw.isascii():
            return raw
        whole = self._cut + raw
        held = _unfinished(whole) if raw else 0
        whole, self._cut = whole[: len(whole) - held], whole[len(whole) - held :]
        if _is_utf8(whole):
            return whole
        text = whole.decode("utf-8", errors="surrogateescape")
        self._repaired += sum("\udc80" <= char <= "\udcff" for char in text)
        return text.translate(WINDOWS_1252).encode("utf-8", errors="replace")

    def _skip_mark(self, raw: bytes) -> bytes:
        for mark, encoding in _MARKS:
            if raw.startswith(mark):
                self._encoding = encoding
                raw = raw[len(mark) :]
                break
        if self._encoding != "utf-8":
            decoder = codecs.getincrementaldecoder(self._encoding)
            self._decoder = decoder("replace")
        return raw


def _is_utf8(text: bytes) -> bool:
    """Tell whether bytes are valid UTF-8: Arrow looks at them twice as fast."""
    places = pa.py_buffer(np.array([0, len(text)], dtype=np.int32))
    one = pa.StringArray.from_buffers(1, places, pa.py_buffer(text))
    try:
        one.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _unfinished(text: bytes) -> int:
    """Count the bytes at the end that may begin a character and do not end it."""
    for count in range(1, min(3, len(text)) + 1):
        byte = text[-count]
        if byte < 0x80:
            return 0
        if byte >= 0xC0:
            needed = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return count if needed > count else 0
    return 0
