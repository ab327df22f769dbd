"""Rows of a CSV with many empty columns, written fast: only filled cells are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import IO

__all__ = ["write_table"]

_PIECE = 2_000


def write_table(
    stream: IO[bytes],
    header: Sequence[str],
    filled: Sequence[str],
    rows: Iterable[Mapping[str, str]],
    *,
    quote_all: bool = False,
) -> int:
    """Write a header and rows that fill some of its columns; return their number.

    A template holds the separators of a row once; a row costs as much as the cells that
    it fills, so that a file of 338 columns is written as fast as one of 30.
    """
    if missing := set(filled) - set(header):
        raise ValueError(f"no columns of the header: {sorted(missing)}")
    empty = '""' if quote_all else ""
    known = set(filled)
    cells = [f"{{{_key(name)}}}" if name in known else empty for name in header]
    template = ",".join(cells) + "\n"
    keys = [(name, _key(name)) for name in filled]
    quoted = _quoted_always if quote_all else _quoted
    stream.write((",".join(quoted(name) for name in header) + "\n").encode())
    waiting: list[str] = []
    count = 0
    for row in rows:
        count += 1
        waiting.append(
            template.format_map({key: quoted(row.get(name, "")) for name, key in keys})
        )
        if len(waiting) == _PIECE:
            stream.write("".join(waiting).encode())
            waiting.clear()
    stream.write("".join(waiting).encode())
    return count


def _key(name: str) -> str:
    return "c" + "".join(char if char.isalnum() else "_" for char in name)


def _quoted(text: str) -> str:
    if '"' in text or "," in text or "\n" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _quoted_always(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
