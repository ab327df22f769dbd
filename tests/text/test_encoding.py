"""Bytes that are UTF-8 but for some."""

from __future__ import annotations

import pytest

from crosstie.text.encoding import readable


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        ("h\u00e9 \u20ac".encode(), "h\u00e9 \u20ac"),
        (b"\xef\xbb\xbfa", "a"),
        (b"a\x93b\x94", "a\u201cb\u201d"),
        (b"\xc3\xa2\x80\x93", "\u00e2\u20ac\u201c"),
        (b"\x81", "\x81"),
    ],
)
def test_only_what_is_no_utf8_is_read_as_windows_1252(raw: bytes, text: str) -> None:
    assert readable(raw) == text
