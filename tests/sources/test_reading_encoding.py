"""Every file becomes valid UTF-8, and what was repaired is said."""

from __future__ import annotations

import io

import pytest

from crosstie.sources.reading.encoding import CleanText


def _clean(data: bytes, size: int = 7) -> tuple[str, tuple[str, ...]]:
    text = CleanText(io.BytesIO(data))
    found = b""
    while block := text.read(size):
        found += block
    return found.decode("utf-8"), text.notes()


def test_utf_8_is_left_alone_across_blocks() -> None:
    written = "Société Générale, 東京, naïve\n" * 3
    assert _clean(written.encode()) == (written, ())


def test_only_the_wrong_bytes_are_read_as_windows_1252() -> None:
    data = "Café ".encode() + b"Qu\xe9bec \x93x\x94\n"
    assert _clean(data) == (
        "Café Québec “x”\n",
        ("Not UTF-8 and read as Windows-1252: 3 bytes.",),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_character(encoding: str) -> None:
    assert _clean("a,é\n".encode(encoding))[0] == "a,é\n"


def test_nul_and_lone_carriage_returns() -> None:
    assert _clean(b"a\x00b,c\rd\r\ne\n", size=1000) == (
        "ab,c d\r\ne\n",
        (
            "NUL characters left out: 1.",
            "Carriage returns inside a line, read as blanks: 1.",
        ),
    )


def test_lines_of_old_systems() -> None:
    assert _clean(b"a,b\r1,2\r", size=1000)[0] == "a,b\n1,2\n"
