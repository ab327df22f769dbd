"""The publisher's XML, corporation by corporation, under limits; and its codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from crosstie.errors import Place, UnknownLayout, UnreadableFile
from crosstie.sources.reading.inputs import Member

__all__ = ["Codes", "Corporation", "corporations", "read_codes"]

MOST_ELEMENTS = 20_000
"""Elements of one corporation: the largest known has some hundreds."""

MOST_DEPTH = 12

MOST_BYTES = 32 * 2**20
"""Bytes that one corporation may take: the largest known takes some thousands."""

_KNOWN_STATUS = {
    "1": "Active",
    "2": "Active - Intent to Dissolve Filed",
    "3": "Active - Dissolution Pending (Non-compliance)",
    "4": "Active - Discontinuance Pending",
    "9": "Inactive - Amalgamated",
    "10": "Inactive - Discontinued",
    "11": "Dissolved",
    "19": "Inactive",
}
"""What the codes of the status mean, for a file that lies without its codes.xml."""


@dataclass(frozen=True)
class Codes:
    """What the publisher's codes mean, in English."""

    status: dict[str, str] = field(default_factory=lambda: dict(_KNOWN_STATUS))
    act: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Corporation:
    """One corporation as it stands in the file."""

    number: str
    names: list[dict[str, str]]
    statuses: list[dict[str, str]]
    acts: list[dict[str, str]]
    activities: list[dict[str, str]]
    address: dict[str, str]
    business_number: str | None


def corporations(member: Member, told: dict[str, str]) -> Iterator[Corporation]:
    """Yield the corporations; `told` gains the attributes of the file's first element.

    Raises:
        UnreadableFile: it is no XML, declares a document type, or breaks a limit.
        UnknownLayout: it is XML, but none of this publisher's.

    """
    path: list[Any] = []
    elements = 0
    with _parsing(member) as stream:
        counted = _Counted(stream, member)
        for event, element in ElementTree.iterparse(
            counted, events=("start", "end"), forbid_dtd=True
        ):
            if event == "start":
                if not path:
                    told.update(element.attrib)
                    _check_root(element, member)
                path.append(element)
                elements += 1
                if elements > MOST_ELEMENTS or len(path) > MOST_DEPTH:
                    raise _too_much(member, "more elements")
                continue
            path.pop()
            if _local(element.tag) == "corporation":
                yield _corporation(element)
                element.clear()
                elements = counted.bytes = 0
                if path:
                    path[-1].clear()


class _Counted:
    """A stream that stops where one corporation takes too many bytes."""

    def __init__(self, stream: IO[bytes], member: Member) -> None:
        self._stream = stream
        self._member = member
        self.bytes = 0

    def read(self, size: int = -1) -> bytes:
        """Read as the stream does."""
        found = self._stream.read(size)
        self.bytes += len(found)
        if self.bytes > MOST_BYTES:
            raise _too_much(self._member, "more bytes")
        return found


def _too_much(member: Member, what: str) -> UnreadableFile:
    return UnreadableFile(
        f"one record holds {what} than any of the publisher's",
        place=Place(member.label),
        next_step="download it again from the publisher",
    )


def _check_root(element: Any, member: Member) -> None:
    if _local(element.tag) != "corpcan":
        raise UnknownLayout(
            f"the XML begins with {_local(element.tag)[:60]}, not with corpcan",
            place=Place(member.label),
            next_step="known: the members of OPEN_DATA_SPLIT.zip",
        )


def read_codes(member: Member | None) -> Codes:
    """Read codes.xml, where it is there."""
    if member is None:
        return Codes()
    found: dict[str, dict[str, str]] = {"status": {}, "act": {}}
    with _parsing(member) as stream:
        root = ElementTree.parse(stream, forbid_dtd=True).getroot()
    for code in root.iter():
        if _local(code.tag) != "code" or code.get("name") not in found:
            continue
        for key in code:
            for full in key.iter():
                language = next(
                    (v for k, v in full.attrib.items() if _local(k) == "lang"), None
                )
                if _local(full.tag) == "full" and language == "en" and full.text:
                    found[code.get("name")][key.get("value")] = full.text.strip()
    return Codes(status=_KNOWN_STATUS | found["status"], act=found["act"])


@contextmanager
def _parsing(member: Member) -> Iterator[Any]:
    with member.open() as stream:
        try:
            yield stream
        except (ElementTree.ParseError, DefusedXmlException) as cause:
            raise UnreadableFile(
                f"this is not XML that can be read: {cause}",
                place=Place(member.label),
                next_step="download it again: it may be cut short",
            ) from cause


def _corporation(element: Any) -> Corporation:
    groups: dict[str, Any] = {_local(child.tag): child for child in element}

    def rows(group: str) -> list[dict[str, str]]:
        return [
            {**each.attrib, "$": (each.text or "").strip()}
            for each in groups.get(group, ())
        ]

    numbers = rows("businessNumbers")
    return Corporation(
        number=(element.get("corporationId") or "").strip(),
        names=rows("names"),
        statuses=rows("statuses"),
        acts=rows("acts"),
        activities=rows("activities"),
        address=_address(groups.get("addresses", ())),
        business_number=numbers[0]["$"] or None if numbers else None,
    )


def _address(addresses: Any) -> dict[str, str]:
    """Take the current address apart; without one there is none."""
    current = [one for one in addresses if one.get("current") == "true"]
    if not current:
        return {}
    found: dict[str, str] = {}
    lines = []
    for part in current[0]:
        name, text = _local(part.tag), (part.text or "").strip()
        if name == "addressLine" and text:
            lines.append(text)
        else:
            found[name] = text or part.get("code") or ""
    return {**found, "address": ", ".join(lines)}


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
