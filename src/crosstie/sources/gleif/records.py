"""LEI data in XML or JSON, record by record, under the golden copy's column names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crosstie.sources.reading.flat import Flat
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.jsonread import items
from crosstie.sources.reading.xmlread import MOST_DEPTH, Counted, events, too_much

__all__ = ["read", "sniff"]

_RECORDS = {"LEIRecord": "lei", "RelationshipRecord": "rr", "Exception": "repex"}
_LISTS = ("records", "LEIRecords", "relations", "exceptions", "data")
_ADDRESS = (
    "FirstAddressLine",
    "City",
    "Region",
    "Country",
    "PostalCode",
)


def sniff(member: Member) -> tuple[str, str | None]:
    """Tell the format (csv, xml, json) and which of lei, rr and repex it holds."""
    with member.open() as stream:
        start = stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<":
        return "xml", next((role for role, _ in _xml(member)), None)
    if start[:1] in (b"[", b"{"):
        first = next(_json(member), None)
        return "json", first[0] if first else None
    return "csv", None


def read(member: Member, form: str, role: str) -> Iterator[Flat]:
    """Yield the file's records, made flat."""
    for found, tree in _xml(member) if form == "xml" else _json(member):
        if found != role:
            cells = _FLAT[found](tree) if found else {}
            yield Flat(cells, f"a record of {found or 'no known kind'}, not of {role}")
            continue
        yield Flat(_FLAT[role](tree), _deleted(tree))


def _xml(member: Member) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """Parse record by record; each is forgotten once it is read."""
    path: list[Any] = []
    with member.open() as stream:
        counted = Counted(stream, member)
        for event, element in events(counted, member):
            if event == "start":
                path.append(element)
                if len(path) > MOST_DEPTH:
                    raise too_much(member, "deeper elements")
                continue
            path.pop()
            role = _RECORDS.get(_local(element.tag))
            if role is not None:
                tree = _tree(element)
                yield role, tree if isinstance(tree, dict) else {}
                element.clear()
                counted.bytes = 0
                if path:
                    path[-1].remove(element)


def _json(member: Member) -> Iterator[tuple[str | None, dict[str, Any]]]:
    for item in items(member):
        value = item.value
        lists = [value[k] for k in _LISTS if isinstance(value, dict) and k in value]
        for record in lists[0] if lists and isinstance(lists[0], list) else [value]:
            tree = record if isinstance(record, dict) else {}
            yield _kind(tree), tree


def _kind(tree: dict[str, Any]) -> str | None:
    if "Relationship" in tree:
        return "rr"
    if "ExceptionCategory" in tree:
        return "repex"
    return "lei" if "Entity" in tree else None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _tree(element: Any) -> Any:
    """Turn an element into what the publisher's JSON would hold."""
    if not len(element):
        text = (element.text or "").strip()
        marks = {f"@{_local(name)}": value for name, value in element.attrib.items()}
        return {"$": text, **marks} if marks else text
    found: dict[str, Any] = {}
    for child in element:
        name, value = _local(child.tag), _tree(child)
        if name in found:
            if not isinstance(found[name], list):
                found[name] = [found[name]]
            found[name].append(value)
        else:
            found[name] = value
    return found


def _at(tree: Any, *path: str) -> Any:
    for name in path:
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree


def _object(value: Any) -> dict[str, Any]:
    """Return a branch; what is none holds nothing."""
    return value if isinstance(value, dict) else {}


def _word(value: Any) -> str | None:
    """Return a leaf's text, whether it carries attributes or not."""
    if isinstance(value, dict):
        value = value.get("$")
    return str(value) if value is not None and not isinstance(value, list) else None


def _many(value: Any, *inside: str) -> list[Any]:
    """Return a list, whether it is one, a single value, or wrapped in a name."""
    for name in inside:
        if isinstance(value, dict) and name in value:
            value = value[name]
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _deleted(tree: dict[str, Any]) -> str | None:
    deletion = _at(tree, "Extension", "Deletion")
    if deletion is None:
        return None
    when = _word(_at(deletion, "DeletedAt")) or ""
    return f"the publisher has deleted this record {when[:10]}".strip()


def _lei(tree: dict[str, Any]) -> dict[str, str | None]:
    entity = _object(tree.get("Entity"))
    found = {
        "LEI": _word(tree.get("LEI")),
        "Entity.LegalName": _word(entity.get("LegalName")),
        "Entity.LegalName.xmllang": _word(_at(entity, "LegalName", "@lang")),
        "Entity.HeadquartersAddress.Country": _word(
            _at(entity, "HeadquartersAddress", "Country")
        ),
        "Entity.LegalForm.EntityLegalFormCode": _word(
            _at(entity, "LegalForm", "EntityLegalFormCode")
        ),
        "Entity.LegalForm.OtherLegalForm": _word(
            _at(entity, "LegalForm", "OtherLegalForm")
        ),
    }
    for name in (
        "LegalJurisdiction",
        "EntityCategory",
        "EntityStatus",
        "EntityCreationDate",
        "EntityExpirationDate",
    ):
        found[f"Entity.{name}"] = _word(entity.get(name))
    for name in _ADDRESS:
        found[f"Entity.LegalAddress.{name}"] = _word(_at(entity, "LegalAddress", name))
    more = _many(_at(entity, "LegalAddress", "AdditionalAddressLine"))
    found["Entity.LegalAddress.AdditionalAddressLine.1"] = (
        ", ".join(filter(None, map(_word, more))) or None
    )
    for name in ("RegistrationAuthorityID", "RegistrationAuthorityEntityID"):
        found[f"Entity.RegistrationAuthority.{name}"] = _word(
            _at(entity, "RegistrationAuthority", name)
        )
    for name in ("LastUpdateDate", "RegistrationStatus"):
        found[f"Registration.{name}"] = _word(_at(tree, "Registration", name))
    return found | _other_names(entity)


def _other_names(entity: dict[str, Any]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    number = 0
    for group in ("OtherEntityName", "TransliteratedOtherEntityName"):
        for value in _many(entity.get(f"{group}s"), group):
            name = _word(_at(value, group)) or _word(value)
            number += 1
            if number > 5:
                break
            base = f"Entity.OtherEntityNames.OtherEntityName.{number}"
            found[base] = name
            found[f"{base}.type"] = _word(_at(value, "type") or _at(value, "@type"))
            found[f"{base}.xmllang"] = _word(_at(value, "@lang"))
    return found


def _relationship(tree: dict[str, Any]) -> dict[str, str | None]:
    relationship = _object(tree.get("Relationship"))
    found = {
        f"Relationship.{node}.NodeID": _word(_at(relationship, node, "NodeID"))
        for node in ("StartNode", "EndNode")
    }
    for name in ("RelationshipType", "RelationshipStatus"):
        found[f"Relationship.{name}"] = _word(relationship.get(name))
    periods = _many(relationship.get("RelationshipPeriods"), "RelationshipPeriod")
    for number, period in enumerate(periods[:5], start=1):
        for name, column in (
            ("StartDate", "startDate"),
            ("EndDate", "endDate"),
            ("PeriodType", "periodType"),
        ):
            found[f"Relationship.Period.{number}.{column}"] = _word(_at(period, name))
    shares = _many(
        relationship.get("RelationshipQuantifiers"), "RelationshipQuantifier"
    )
    for share in shares[:1]:
        for name in ("QuantifierAmount", "QuantifierUnits"):
            found[f"Relationship.Quantifiers.1.{name}"] = _word(_at(share, name))
    for name in ("LastUpdateDate", "RegistrationStatus", "ValidationReference"):
        found[f"Registration.{name}"] = _word(_at(tree, "Registration", name))
    return found


def _exception(tree: dict[str, Any]) -> dict[str, str | None]:
    found = {
        "LEI": _word(tree.get("LEI")),
        "Exception.Category": _word(tree.get("ExceptionCategory")),
    }
    for name in ("Reason", "Reference"):
        values = _many(tree.get(f"Exception{name}"))
        for number, value in enumerate(values[:5], start=1):
            found[f"Exception.{name}.{number}"] = _word(value)
    return found


_FLAT = {"lei": _lei, "rr": _relationship, "repex": _exception}
