"""Golden copies of LEI data: records (338 columns), relationships, exceptions.

The names and the number of the columns are those of the publisher. Their order, and
that every cell is quoted, could not be seen and are assumed; both are read by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.synthetic.drawing import Draw, lei, member, written_zip
from benchmarks.synthetic.tables import write_table

__all__ = ["exceptions", "header_of_exceptions", "header_of_records"]
__all__ += ["header_of_relationships", "records", "relationships"]

_NUMBERS = (1, 2, 3, 4, 5)
_ADDRESS = (
    "xmllang",
    "FirstAddressLine",
    "AddressNumber",
    "AddressNumberWithinBuilding",
    "MailRouting",
    "AdditionalAddressLine.1",
    "AdditionalAddressLine.2",
    "AdditionalAddressLine.3",
    "City",
    "Region",
    "Country",
    "PostalCode",
)
_EVENT = (
    "group_id",
    "event_status",
    "group_type",
    "group_sequence_no",
    "LegalEntityEventType",
    "LegalEntityEventEffectiveDate",
    "LegalEntityEventRecordedDate",
    "ValidationDocuments",
    "ValidationReference",
    *(
        f"AffectedFields.{number}.{part}"
        for number in _NUMBERS
        for part in ("AffectedField", "field_xpath")
    ),
)
_AUTHORITY = (
    "ValidationAuthorityID",
    "OtherValidationAuthorityID",
    "ValidationAuthorityEntityID",
)


def header_of_records() -> list[str]:
    """List the 338 columns of a record."""
    names = ["LEI", "Entity.LegalName", "Entity.LegalName.xmllang"]
    for kind in ("OtherEntityName", "TransliteratedOtherEntityName"):
        for number in _NUMBERS:
            base = f"Entity.{kind}s.{kind}.{number}"
            names += [base, f"{base}.xmllang", f"{base}.type"]
    for kind in ("LegalAddress", "HeadquartersAddress"):
        names += [f"Entity.{kind}.{part}" for part in _ADDRESS]
    for kind in ("OtherAddress", "TransliteratedOtherAddress"):
        for number in _NUMBERS:
            base = f"Entity.{kind}es.{kind}.{number}"
            names += [f"{base}.type", *(f"{base}.{part}" for part in _ADDRESS)]
    authority = "Entity.RegistrationAuthority"
    names += [f"{authority}.RegistrationAuthorityID"]
    names += [f"{authority}.OtherRegistrationAuthorityID"]
    names += [f"{authority}.RegistrationAuthorityEntityID"]
    names += ["Entity.LegalJurisdiction", "Entity.EntityCategory"]
    names += ["Entity.EntitySubCategory", "Entity.LegalForm.EntityLegalFormCode"]
    names += ["Entity.LegalForm.OtherLegalForm"]
    associated = "Entity.AssociatedEntity"
    names += [f"{associated}.{part}" for part in ("type", "AssociatedLEI")]
    names += [f"{associated}.AssociatedEntityName"]
    names += [f"{associated}.AssociatedEntityName.xmllang"]
    names += [f"Entity.Entity{part}" for part in ("Status", "CreationDate")]
    names += [f"Entity.EntityExpiration{part}" for part in ("Date", "Reason")]
    for number in _NUMBERS:
        base = f"Entity.SuccessorEntity.{number}"
        names += [f"{base}.SuccessorLEI", f"{base}.SuccessorEntityName"]
        names += [f"{base}.SuccessorEntity.xmllang"]
    for number in _NUMBERS:
        base = f"Entity.LegalEntityEvents.LegalEntityEvent.{number}"
        names += [f"{base}.{part}" for part in _EVENT]
    names += [f"Registration.{part}Date" for part in ("InitialRegistration",)]
    names += ["Registration.LastUpdateDate", "Registration.RegistrationStatus"]
    names += ["Registration.NextRenewalDate", "Registration.ManagingLOU"]
    names += ["Registration.ValidationSources"]
    names += [f"Registration.ValidationAuthority.{part}" for part in _AUTHORITY]
    for number in _NUMBERS:
        base = (
            f"Registration.OtherValidationAuthorities.OtherValidationAuthority.{number}"
        )
        names += [f"{base}.{part}" for part in _AUTHORITY]
    return [*names, "ConformityFlag"]


def header_of_relationships() -> list[str]:
    """List the 54 columns of a relationship."""
    names = [
        f"Relationship.{node}.{part}"
        for node in ("StartNode", "EndNode")
        for part in ("NodeID", "NodeIDType")
    ]
    names += ["Relationship.RelationshipType", "Relationship.RelationshipStatus"]
    for group, parts in (
        ("Period", ("startDate", "endDate", "periodType")),
        ("Qualifiers", ("QualifierDimension", "QualifierCategory")),
        ("Quantifiers", ("MeasurementMethod", "QuantifierAmount", "QuantifierUnits")),
    ):
        names += [f"Relationship.{group}.{n}.{p}" for n in _NUMBERS for p in parts]
    names += ["Registration.InitialRegistrationDate", "Registration.LastUpdateDate"]
    names += ["Registration.RegistrationStatus", "Registration.NextRenewalDate"]
    names += ["Registration.ManagingLOU", "Registration.ValidationSources"]
    return [
        *names,
        "Registration.ValidationDocuments",
        "Registration.ValidationReference",
    ]


def header_of_exceptions() -> list[str]:
    """List the 12 columns of a reporting exception."""
    reasons = [f"Exception.Reason.{number}" for number in _NUMBERS]
    return [
        *("LEI", "Exception.Category", *reasons),
        *(f"Exception.Reference.{number}" for number in _NUMBERS),
    ]


def records(folder: Path, rows: int, seed: int) -> Path:
    """Write a golden copy of LEI records."""
    draw = Draw(seed)
    return _write(folder, "lei2", header_of_records(), _records(draw, rows))


def relationships(folder: Path, rows: int, seed: int) -> Path:
    """Write a golden copy of relationships, between the LEIs of as many records."""
    draw = Draw(seed + 1, names=10)
    header = header_of_relationships()
    return _write(folder, "rr", header, _relationships(draw, rows))


def exceptions(folder: Path, rows: int, seed: int) -> Path:
    """Write a golden copy of reporting exceptions, two for each LEI."""
    draw = Draw(seed + 2, names=10)
    return _write(folder, "repex", header_of_exceptions(), _exceptions(draw, rows))


def _write(
    folder: Path, kind: str, header: list[str], rows: Iterator[dict[str, str]]
) -> Path:
    """Write a zip of one CSV."""
    name = f"synthetic-{kind}.csv"
    path = folder / f"{name}.zip"
    with written_zip(path) as made, member(made, name) as stream:
        write_table(stream, header, _FILLED[kind], rows, quote_all=True)
    return path


def _records(draw: Draw, rows: int) -> Iterator[dict[str, str]]:
    for number in range(1, rows + 1):
        city, region, country, postal = draw.place()
        created = draw.day(until=12_000)
        row = {
            "LEI": lei(number),
            "Entity.LegalName": draw.name(),
            "Entity.LegalName.xmllang": "en",
            "Entity.LegalAddress.xmllang": "en",
            "Entity.LegalAddress.FirstAddressLine": f"{number % 900} Example Street",
            "Entity.LegalAddress.City": city,
            "Entity.LegalAddress.Region": f"{country}-{region}",
            "Entity.LegalAddress.Country": country,
            "Entity.LegalAddress.PostalCode": postal,
            "Entity.HeadquartersAddress.FirstAddressLine": "1 Example Square",
            "Entity.HeadquartersAddress.City": city,
            "Entity.HeadquartersAddress.Country": country,
            "Entity.RegistrationAuthority.RegistrationAuthorityID": "RA999999",
            "Entity.RegistrationAuthority.RegistrationAuthorityEntityID": str(number),
            "Entity.LegalJurisdiction": country,
            "Entity.EntityCategory": draw.one_of("GENERAL", "GENERAL", "FUND"),
            "Entity.LegalForm.EntityLegalFormCode": "8888",
            "Entity.EntityStatus": "ACTIVE" if draw.chance(0.93) else "INACTIVE",
            "Entity.EntityCreationDate": f"{created}T00:00:00.000Z",
            "Registration.InitialRegistrationDate": f"{created}T08:00:00.000Z",
            "Registration.LastUpdateDate": f"{draw.day(12_000)}T08:00:00.000Z",
            "Registration.RegistrationStatus": draw.one_of("ISSUED", "LAPSED"),
            "Registration.ManagingLOU": lei(0),
            "Registration.ValidationSources": "FULLY_CORROBORATED",
            "ConformityFlag": "CONFORMING",
        }
        if draw.chance(0.12):
            other = "Entity.OtherEntityNames.OtherEntityName.1"
            row[other] = draw.name()
            row[f"{other}.xmllang"] = "en"
            row[f"{other}.type"] = "PREVIOUS_LEGAL_NAME"
        yield row


def _relationships(draw: Draw, rows: int) -> Iterator[dict[str, str]]:
    for number in range(1, rows + 1):
        since = draw.day(until=12_000)
        is_direct = number % 2 == 1
        yield {
            "Relationship.StartNode.NodeID": lei(number * 7),
            "Relationship.StartNode.NodeIDType": "LEI",
            "Relationship.EndNode.NodeID": lei(1 + (number * 7) // 50),
            "Relationship.EndNode.NodeIDType": "LEI",
            "Relationship.RelationshipType": "IS_DIRECTLY_CONSOLIDATED_BY"
            if is_direct
            else "IS_ULTIMATELY_CONSOLIDATED_BY",
            "Relationship.RelationshipStatus": "ACTIVE",
            "Relationship.Period.1.startDate": f"{since}T00:00:00.000Z",
            "Relationship.Period.1.periodType": "RELATIONSHIP_PERIOD",
            "Relationship.Qualifiers.1.QualifierDimension": "ACCOUNTING_STANDARD",
            "Relationship.Qualifiers.1.QualifierCategory": "IFRS",
            "Registration.LastUpdateDate": f"{draw.day(12_000)}T08:00:00.000Z",
            "Registration.RegistrationStatus": "PUBLISHED",
            "Registration.ManagingLOU": lei(0),
        }


def _exceptions(draw: Draw, rows: int) -> Iterator[dict[str, str]]:
    for number in range(rows):
        kind = "DIRECT" if number % 2 == 0 else "ULTIMATE"
        yield {
            "LEI": lei(1 + number // 2),
            "Exception.Category": f"{kind}_ACCOUNTING_CONSOLIDATION_PARENT",
            "Exception.Reason.1": draw.one_of(
                "NATURAL_PERSONS", "NON_CONSOLIDATING", "NO_KNOWN_PERSON"
            ),
        }


def _keys(rows: Iterator[dict[str, str]]) -> list[str]:
    """List the columns that any of some rows fills."""
    return list(dict.fromkeys(name for row in rows for name in row))


_FILLED = {
    "lei2": _keys(_records(Draw(0, names=10), 200)),
    "rr": _keys(_relationships(Draw(0, names=10), 2)),
    "repex": _keys(_exceptions(Draw(0, names=10), 2)),
}
