"""Text of bytes that are UTF-8 but for some that were pasted from elsewhere."""

from __future__ import annotations

__all__ = ["WINDOWS_1252", "readable"]

WINDOWS_1252 = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)
    for byte in range(0x80, 0x100)
}
"""What Python's `surrogateescape` makes of a byte that is no UTF-8 -> what it means."""


def readable(raw: bytes) -> str:
    r"""Read bytes as UTF-8, and those that are none as Windows-1252.

    >>> readable(b"caf\xc3\xa9 \x93caf\xe9\x94")
    'café “café”'
    """
    return raw.decode("utf-8-sig", errors="surrogateescape").translate(WINDOWS_1252)
