"""The publisher's XML, corporation by corporation, under limits; and its codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from defusedxml import ElementTree

from crosstie.errors import Place, UnknownLayout
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.xmlread import (
    WRONG,
    Counted,
    guarded,
    too_much,
    unreadable,
)

__all__ = ["Codes", "Corporation", "corporations", "read_codes"]

MOST_ELEMENTS = 20_000
"""Elements of one corporation: the largest known has some hundreds."""

MOST_DEPTH = 12

_BLOCK = 2**16

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
    with member.open() as stream:
        counted, reader = Counted(stream, member), _Reader(member, told)
        try:
            while block := counted.read(_BLOCK):
                reader.parser.Parse(block, False)
                if reader.found:
                    yield from reader.found
                    reader.found.clear()
                    counted.bytes = 0
            reader.parser.Parse(b"", True)
        except WRONG as cause:
            raise unreadable(member, cause) from cause


class _Reader:
    """Handlers that make corporations while the parser goes through the bytes.

    No tree is made: a file has some fifty elements a corporation, of which a dozen are
    wanted. Rows are the elements of a group (`names`, `statuses`, ...), with the text
    before their first element as `$`; an address is a row whose elements are parts.
    """

    def __init__(self, member: Member, told: dict[str, str]) -> None:
        self.found: list[Corporation] = []
        self.parser = guarded()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._member = member
        self._told = told
        self._depth = self._elements = 0
        self._outside = 0
        """Depth of the corporation that is open; 0 outside of any."""
        self._number = ""
        self._groups: dict[str, list[dict[str, str]]] = {}
        self._rows: list[dict[str, str]] | None = None
        self._part: tuple[str, str] | None = None
        self._text: list[str] = []

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._elements > MOST_ELEMENTS or self._depth > MOST_DEPTH:
            raise too_much(self._member, "more elements")
        inside = self._depth - self._outside if self._outside else 0
        if not inside:
            self._start_outside(_local(tag), attributes)
        elif inside == 1:
            self._rows = None
            if (name := _local(tag)) in _GROUPS:
                self._rows = self._groups[name] = []
        elif self._rows is None:
            return
        elif inside == 2:
            self._rows.append(attributes)
            self._listen()
        elif inside == 3:
            self._told_so_far()
            if self._rows is self._groups.get("addresses"):
                self._part = _local(tag), attributes.get("code", "")
                self._listen()

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        if self._depth == 1:
            self._told.update(attributes)
            _check_root(name, self._member)
        if name == "corporation":
            self._outside = self._depth
            self._number = attributes.get("corporationId", "").strip()
            self._groups = {}

    def _end(self, tag: str) -> None:
        if self._outside:
            inside = self._depth - self._outside
            if inside == 0:
                self._make()
            elif inside == 1:
                self._rows = None
            elif self._rows is not None and inside == 2:
                self._told_so_far()
            elif self._part is not None and inside == 3:
                self._end_part()
        self._depth -= 1

    def _listen(self) -> None:
        self._text = []
        self.parser.CharacterDataHandler = self._text.append

    def _heard(self) -> str:
        self.parser.CharacterDataHandler = None
        return "".join(self._text).strip()

    def _told_so_far(self) -> None:
        """Give the open row its text, which ends where its first element begins."""
        row = self._rows[-1] if self._rows else {}
        if "$" not in row:
            row["$"] = self._heard()

    def _end_part(self) -> None:
        name, code = self._part or ("", "")
        self._part = None
        text, row = self._heard(), self._rows[-1] if self._rows else {}
        if name == "addressLine" and text:
            lines = row.get("address")
            row["address"] = f"{lines}, {text}" if lines else text
        else:
            row[name] = text or code

    def _make(self) -> None:
        groups = self._groups
        numbers = groups.get("businessNumbers", [])
        self.found.append(
            Corporation(
                number=self._number,
                names=groups.get("names", []),
                statuses=groups.get("statuses", []),
                acts=groups.get("acts", []),
                activities=groups.get("activities", []),
                address=_current_address(groups.get("addresses", [])),
                business_number=numbers[0]["$"] or None if numbers else None,
            )
        )
        self._outside = self._elements = 0


_GROUPS = {"names", "statuses", "acts", "activities", "addresses", "businessNumbers"}


def _current_address(addresses: list[dict[str, str]]) -> dict[str, str]:
    """Take the current address; without one there is none."""
    found = next((a for a in addresses if a.get("current") == "true"), None)
    return {} if found is None else {"address": "", **found}


def _check_root(name: str, member: Member) -> None:
    if name != "corpcan":
        raise UnknownLayout(
            f"the XML begins with {name[:60]}, not with corpcan",
            place=Place(member.label),
            next_step="known: the members of OPEN_DATA_SPLIT.zip",
        )


def read_codes(member: Member | None) -> Codes:
    """Read codes.xml, where it is there."""
    if member is None:
        return Codes()
    found: dict[str, dict[str, str]] = {"status": {}, "act": {}}
    with member.open() as stream:
        try:
            counted = Counted(stream, member)
            root = ElementTree.parse(counted, forbid_dtd=True).getroot()
        except WRONG as cause:
            raise unreadable(member, cause) from cause
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


def _local(tag: str) -> str:
    """Return a name without its namespace, however the parser writes that."""
    return tag.rpartition("}")[2].rpartition(":")[2]
