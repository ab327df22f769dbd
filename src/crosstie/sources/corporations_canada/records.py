"""The publisher's XML, corporation by corporation, under limits; and its codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from defusedxml import ElementTree

from crosstie.errors import Place, UnknownLayout
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.xmlread import (
    WRONG,
    Counted,
    events,
    too_much,
    unreadable,
)

__all__ = ["Codes", "Corporation", "corporations", "read_codes"]

MOST_ELEMENTS = 20_000
"""Elements of one corporation: the largest known has some hundreds."""

MOST_DEPTH = 12

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
    with member.open() as stream:
        counted = Counted(stream, member)
        for event, element in events(counted, member):
            if event == "start":
                if not path:
                    told.update(element.attrib)
                    _check_root(element, member)
                path.append(element)
                elements += 1
                if elements > MOST_ELEMENTS or len(path) > MOST_DEPTH:
                    raise too_much(member, "more elements")
                continue
            path.pop()
            if _local(element.tag) == "corporation":
                yield _corporation(element)
                element.clear()
                elements = counted.bytes = 0
                if path:
                    path[-1].clear()


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
