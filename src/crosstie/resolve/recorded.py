"""Organisations known only from award records.

A party that a record itself places in the case's country, and that no register's
organisation is, becomes an organisation of its own (`record:<party_id>`), so that it
can be tied like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crosstie.model.words import MatchKind
from crosstie.resolve import policy
from crosstie.resolve.match import match_id
from crosstie.resolve.organisations import Organisation, OrganisationName, Register
from crosstie.resolve.parties import Party
from crosstie.store.engine import Row
from crosstie.text.language import _

SOURCE = "record"


@dataclass(frozen=True)
class Recorded:
    """What the award records alone add."""

    register: Register
    """The registers' organisations and those of the records."""
    organisations: list[Row]
    names: list[Row]
    matches: list[Row]
    evidence: list[Row]
    """All parties' evidence, told of the new organisation where there is one."""


def recorded_organisations(
    parties: Iterable[Party],
    register: Register,
    matches: Iterable[Row],
    evidence: Mapping[str, list[Row]],
    country: str,
) -> Recorded:
    """Make an organisation of each placed party that no register knows."""
    known = {
        row["party_id"]
        for row in matches
        if row["kind"] == MatchKind.SAME and row["probability"] >= policy.KNOWN_FROM
    }
    found = Recorded(
        Register(dict(register.organisations), list(register.same)), [], [], [], []
    )
    for party in parties:
        stated = evidence.get(party.party_id)
        if not stated:
            continue
        if party.party_id in known:
            found.evidence.extend(stated)
            continue
        _add(found, party, stated, country)
    return found


def _add(found: Recorded, party: Party, stated: list[Row], country: str) -> None:
    """Add one organisation with its row, name, match and evidence."""
    key = f"record:{party.party_id}"
    best = max(
        (row for row in stated if row["country"] == country),
        key=lambda row: row["probability"],
    )
    shown = party.shown
    row: Row = {
        "organisation_id": key,
        "source": SOURCE,
        "file_id": best["file_id"],
        "row_number": best["row_number"],
        "record_id": best["record_id"],
        "name": shown.row["name"],
        "kind": "company",
        "country": best["country"],
        "country_basis": best["basis"],
        "city": shown.row["city"],
        "region": shown.row["state"],
        "website": None,
        "url": None,
    }
    name = {
        "organisation_id": key,
        "file_id": best["file_id"],
        "row_number": best["row_number"],
        "name": shown.row["name"],
        "kind": "legal",
    }
    found.organisations.append(row)
    found.names.append(name)
    found.evidence.extend({**one, "subject_id": key} for one in stated)
    found.register.same.append(
        {"organisation_id": key, "canonical_id": key, "reason": "its own row"}
    )
    own = OrganisationName(
        name=shown.name,
        kind="legal",
        valid_from=None,
        valid_to=None,
        organisation_id=key,
        source=SOURCE,
        file_id=best["file_id"],
        row_number=best["row_number"],
        record_id=best["record_id"],
    )
    found.register.organisations[key] = Organisation(key, [row], [own])
    found.matches.append(_match(party, own))


def _match(party: Party, own: OrganisationName) -> Row:
    """Match the party with the organisation that it is by definition."""
    return {
        "match_id": match_id(party.party_id, own.organisation_id),
        "party_id": party.party_id,
        "organisation_id": own.organisation_id,
        "kind": MatchKind.SAME.value,
        "probability": 1.0,
        "reason": _("The organisation is known from these award records only."),
        "matched_name": own.name.raw,
        "name_kind": own.kind,
        "matched_words": own.name.raw,
        "basis": "name",
        "from_case": False,
        "source": SOURCE,
        "file_id": own.file_id,
        "row_number": own.row_number,
        "record_id": own.record_id,
    }
