"""Reads the bytes of an article as text."""

from __future__ import annotations

from crosstie.text.encoding import readable

BOM = "\ufeff"


def decoded(raw: bytes) -> str:
    """Read bytes as UTF-8, else Windows-1252; newlines stay; no lone surrogates.

    A mark of UTF-16 is heeded; one of UTF-8 stays the first character, so that offsets
    count from the file's beginning.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    text = readable(raw)
    if raw.startswith(b"\xef\xbb\xbf"):
        text = BOM + text
    return text.encode("utf-8", errors="replace").decode("utf-8")
