"""One ownership statement, in either version, under the same names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["Statement", "read"]

_KINDS = {
    "entityStatement": "entity",
    "personStatement": "person",
    "ownershipOrControlStatement": "relationship",
    "entity": "entity",
    "person": "person",
    "relationship": "relationship",
}
_UNKNOWN_TYPES = {
    "unknownEntity",
    "anonymousEntity",
    "unknownPerson",
    "anonymousPerson",
}


@dataclass(frozen=True)
class Statement:
    """A statement: entity, person or relationship."""

    version: str
    id: str
    record: str | None
    kind: str
    date: str | None
    closed: bool
    details: dict[str, Any]
    replaces: tuple[str, ...]
    unknown: str | None
    """Why an entity or person is not known, where it is not."""
    subject: str | None = None
    party: str | None = None
    party_is_person: bool = False
    party_unknown: str | None = None
    publisher: dict[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """By what other statements point to it."""
        return self.id if self.version == "0.2" or not self.record else self.record

    @property
    def name(self) -> str | None:
        """An entity's name."""
        found = str(self.details.get("name") or "").strip()
        return found or None


def read(value: Any) -> Statement | None:
    """Read one statement of 0.2 or 0.4; None where it is neither."""
    if not isinstance(value, dict):
        return None
    if "recordType" in value and "recordDetails" in value:
        return _new(value)
    if "statementType" in value:
        return _old(value)
    return None


def _old(value: dict[str, Any]) -> Statement | None:
    kind = _KINDS.get(str(value["statementType"]))
    if kind is None or not value.get("statementID"):
        return None
    party = _dict(value, "interestedParty")
    return Statement(
        version="0.2",
        id=str(value["statementID"]),
        record=None,
        kind=kind,
        date=value.get("statementDate"),
        closed=False,
        details=value,
        replaces=tuple(map(str, value.get("replacesStatements") or ())),
        unknown=_unknown(value),
        subject=_dict(value, "subject").get("describedByEntityStatement"),
        party=party.get("describedByEntityStatement")
        or party.get("describedByPersonStatement"),
        party_is_person="describedByPersonStatement" in party,
        party_unknown=_reason(party.get("unspecified")),
        publisher=_publisher(value),
    )


def _new(value: dict[str, Any]) -> Statement | None:
    kind = _KINDS.get(str(value["recordType"]))
    details = _dict(value, "recordDetails")
    if kind is None or not value.get("statementId"):
        return None
    party, subject = details.get("interestedParty"), details.get("subject")
    return Statement(
        version="0.4",
        id=str(value["statementId"]),
        record=str(value["recordId"]) if value.get("recordId") else None,
        kind=kind,
        date=value.get("statementDate"),
        closed=value.get("recordStatus") == "closed",
        details=details,
        replaces=(),
        unknown=_unknown(details),
        subject=subject if isinstance(subject, str) else None,
        party=party if isinstance(party, str) else None,
        party_unknown=_reason(party),
        publisher=_publisher(value),
    )


def _unknown(details: dict[str, Any]) -> str | None:
    kinds = (
        details.get("personType"),
        _dict(details, "entityType").get("type") or details.get("entityType"),
    )
    if not any(isinstance(kind, str) and kind in _UNKNOWN_TYPES for kind in kinds):
        return None
    for key in (
        "unspecifiedEntityDetails",
        "unspecifiedPersonDetails",
        "unspecifiedReason",
    ):
        if (found := _reason(details.get(key))) is not None:
            return found
    return "unknown"


def _reason(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    parts = (value.get("reason"), value.get("description"))
    return ": ".join(str(part) for part in parts if part) or "unspecified"


def _publisher(value: dict[str, Any]) -> dict[str, str]:
    details = _dict(value, "publicationDetails")
    publisher = _dict(details, "publisher")
    found = {
        "publisher": publisher.get("name"),
        "url": publisher.get("url") or publisher.get("uri"),
        "licence": details.get("license"),
    }
    return {name: str(text) for name, text in found.items() if text}


def _dict(value: dict[str, Any], key: str) -> dict[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}
