"""JSON read piece by piece: lines of objects, one array, or one package of them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from crosstie.errors import Place, UnreadableFile
from crosstie.sources.reading.encoding import CleanText
from crosstie.sources.reading.inputs import Member

__all__ = ["Item", "items"]

_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""The spelling of half a character, of which two make one."""

_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()

_BLOCK = 2**20
_LONGEST_ITEM = 64 * 2**20
_LARGEST_OBJECT = 512 * 2**20


@dataclass(frozen=True)
class Item:
    """One value of a file: with its line in a file of lines; `None` if it is broken."""

    value: Any
    line: int | None = None
    problem: str | None = None


def items(member: Member) -> Iterator[Item]:
    """Yield the values of a JSON or JSON Lines file; of an array, its items.

    Raises:
        UnreadableFile: it is no JSON, or one object of it is too long.

    """
    with member.open() as stream:
        text = _Text(CleanText(stream))
        first = text.first()
        if first == "[":
            yield from _array(text, member.label)
        elif first == "{":
            yield from _objects(text, member)
        else:
            raise _unreadable(member.label, "it starts with neither { nor [")


class _Text:
    """Text of a file in blocks, with what was not used yet."""

    def __init__(self, clean: CleanText) -> None:
        self._clean = clean
        self.buffer = ""
        self.ended = False

    def more(self) -> bool:
        """Read one block; false at the end."""
        block = self._clean.read(_BLOCK)
        self.ended = not block
        # A block never ends inside a character: CleanText decodes before it yields.
        self.buffer += block.decode("utf-8")
        return not self.ended

    def first(self) -> str:
        """Return the first character that is not blank."""
        while True:
            self.buffer = self.buffer.lstrip()
            if self.buffer or not self.more():
                return self.buffer[:1]

    def line(self) -> str | None:
        """Take one line; None at the end."""
        while "\n" not in self.buffer and self.more():
            if len(self.buffer) > _LARGEST_OBJECT:
                break
        if not self.buffer:
            return None
        line, _, self.buffer = self.buffer.partition("\n")
        return line


def _array(text: _Text, label: str) -> Iterator[Item]:
    """Yield an array's items; what was used is dropped with the block, not by item."""
    at = 1
    while True:
        at = _BETWEEN.match(text.buffer, at).end()  # type: ignore[union-attr]
        if at == len(text.buffer):
            text.buffer, at = "", 0
            if not text.more():
                raise _unreadable(label, "the array is not closed: it is cut short")
            continue
        if text.buffer[at] == "]":
            return
        while True:
            try:
                value, end = _parsed_from(text.buffer, at)
                if end < len(text.buffer) or text.ended:
                    break
            except json.JSONDecodeError as cause:
                ended = text.ended or isinstance(cause, _TooMuch)
                if ended or len(text.buffer) - at > _LONGEST_ITEM:
                    raise _unreadable(label, str(cause)) from cause
            text.buffer, at = text.buffer[at:], 0
            text.more()
        at = end
        yield Item(value)


def _objects(text: _Text, member: Member) -> Iterator[Item]:
    """Read lines of objects, or one object over many lines."""
    line = text.line() or ""
    try:
        first = _parsed(line)
    except json.JSONDecodeError:
        yield from _one_or_broken(line, text, member)
        return
    yield Item(first, 1)
    number = 1
    while (line_or_none := text.line()) is not None:
        number += 1
        if not line_or_none.strip():
            continue
        try:
            yield Item(_parsed(line_or_none), number)
        except json.JSONDecodeError as cause:
            yield Item(None, number, f"no JSON: {cause.msg} at character {cause.colno}")


def _one_or_broken(first: str, text: _Text, member: Member) -> Iterator[Item]:
    if member.size > _LARGEST_OBJECT:
        raise _unreadable(
            member.label, "one object of this size cannot be read; use JSON Lines"
        )
    whole = io.StringIO()
    whole.write(first + "\n")
    while (line := text.line()) is not None:
        whole.write(line + "\n")
    try:
        yield Item(_parsed(whole.getvalue()), 1)
    except json.JSONDecodeError as cause:
        if _is_lines(whole.getvalue()):
            yield from _lines(whole.getvalue())
            return
        raise _unreadable(member.label, str(cause)) from cause


def _is_lines(text: str) -> bool:
    """Tell whether most lines are objects by themselves."""
    lines = [line for line in text.split("\n") if line.strip()][:20]
    good = sum(_loads(line)[0] is not None for line in lines)
    return good * 2 > len(lines)


def _lines(text: str) -> Iterator[Item]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            value, problem = _loads(line)
            yield Item(value, number, problem)


def _parsed(text: str) -> Any:
    """Parse one value; one that is nested without end is no JSON either."""
    with _limits():
        return _whole_characters(json.loads(text), text, 0, len(text))


def _parsed_from(text: str, at: int) -> tuple[Any, int]:
    """Parse the value that begins at a place of a text; return where it ends."""
    with _limits():
        value, end = _DECODER.raw_decode(text, at)
        return _whole_characters(value, text, at, end), end


class _TooMuch(json.JSONDecodeError):
    """More of the text would not help."""


@contextmanager
def _limits() -> Iterator[None]:
    """Say in the parser's own words what goes beyond Python's limits."""
    try:
        yield
    except RecursionError as cause:
        raise _TooMuch("it is nested too deep", "", 0) from cause
    except json.JSONDecodeError:
        raise
    except ValueError as cause:
        raise _TooMuch("a number has too many digits", "", 0) from cause


def _whole_characters(value: Any, text: str, start: int, end: int) -> Any:
    """Replace halves of characters, which JSON can spell and no file can hold."""
    if not _HALF.search(text, start, end):
        return value
    return _mended(value)


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {_mended(name): _mended(item) for name, item in value.items()}
    return value


def _loads(line: str) -> tuple[Any, str | None]:
    try:
        return _parsed(line), None
    except json.JSONDecodeError as cause:
        return None, f"no JSON: {cause.msg} at character {cause.colno}"


def _unreadable(label: str, why: str) -> UnreadableFile:
    return UnreadableFile(
        f"this is not JSON that can be read: {why}",
        place=Place(label),
        next_step="download it again, and check that it is the publisher's file",
    )
