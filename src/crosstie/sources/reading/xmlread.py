"""XML read element by element: no document type, no entity, and bounded bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

# The elements are made by the standard parser, behind a guard that refuses first.
from xml.etree.ElementTree import ParseError, XMLPullParser
from xml.parsers import expat

from defusedxml.common import DefusedXmlException, DTDForbidden

from crosstie.errors import Place, UnreadableFile
from crosstie.sources.reading.inputs import Member

__all__ = [
    "MOST_BYTES",
    "MOST_DEPTH",
    "WRONG",
    "Counted",
    "events",
    "guarded",
    "too_much",
    "unreadable",
]

_BLOCK = 2**16

MOST_BYTES = 4 * 2**20
"""Bytes that one record may take: the largest known takes some thousands. The parser
reads a token again from its start with each block, so a higher limit costs minutes."""

MOST_DEPTH = 40
"""Elements within elements: the deepest known has a dozen."""

WRONG = (ParseError, expat.ExpatError, DefusedXmlException, LookupError, ValueError)
"""What the parser says of bytes that are no XML, or of an encoding it does not know."""


class Counted:
    """A stream that stops where one record takes too many bytes."""

    def __init__(self, stream: IO[bytes], member: Member) -> None:
        self._stream = stream
        self._member = member
        self.bytes = 0
        """Bytes since the last record; whoever finds a record sets it to 0."""

    def read(self, size: int = -1) -> bytes:
        """Read as the stream does.

        Raises:
            UnreadableFile: one record holds more than any publisher's.

        """
        found = self._stream.read(size)
        self.bytes += len(found)
        if self.bytes > MOST_BYTES:
            raise too_much(self._member, "more bytes")
        return found


def events(stream: Counted, member: Member) -> Iterator[tuple[str, Any]]:
    """Yield the starts and ends of elements.

    Raises:
        UnreadableFile: it is no XML, declares a document type, or breaks a limit.

    """
    guard = guarded()
    parser: Any = XMLPullParser(("start", "end"))
    try:
        while block := stream.read(_BLOCK):
            guard.Parse(block, False)
            parser.feed(block)
            yield from parser.read_events()
        guard.Parse(b"", True)
        parser.close()
        yield from parser.read_events()
    except WRONG as cause:
        raise unreadable(member, cause) from cause


def guarded() -> Any:
    """Make a parser that raises at a document type, and at all that needs one.

    Before a parser that cannot be told to refuse them, it is given every block first;
    without a document type no entity can be declared.
    """
    guard: Any = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise DTDForbidden("a document type", None, None)

    guard.StartDoctypeDeclHandler = refuse
    guard.EntityDeclHandler = refuse
    guard.UnparsedEntityDeclHandler = refuse
    guard.ExternalEntityRefHandler = refuse
    return guard


def unreadable(member: Member, cause: Exception) -> UnreadableFile:
    """Say that a file is no XML that can be read."""
    return UnreadableFile(
        f"this is not XML that can be read: {cause}",
        place=Place(member.label),
        next_step="download it again: it may be cut short",
    )


def too_much(member: Member, what: str) -> UnreadableFile:
    """Say that a record goes beyond all that is known of the publisher's."""
    return UnreadableFile(
        f"one record holds {what} than any of the publisher's",
        place=Place(member.label),
        next_step="download it again from the publisher",
    )
