"""Gathers every reason to place an organisation or a party in a country.

Being listed on an exchange of the country and having sold to its government are no
reasons. Sources that contradict each other all stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from crosstie.model.case import Case
from crosstie.resolve import policy
from crosstie.resolve.organisations import Organisation, Register
from crosstie.resolve.parties import Party, Spelling
from crosstie.resolve.spellings import record_of
from crosstie.store.engine import Row
from crosstie.text.countries import country_name
from crosstie.text.language import later, ngettext
from crosstie.text.names import fold
from crosstie.text.places import CountryHint, country_hints


def organisation_evidence(
    register: Register, case: Case, matched: Collection[str]
) -> list[Row]:
    """State the country of matched organisations and of all of the case's country."""
    unconfirmed = {
        f"case:{row.id}" for row in case.organisations if not row.citation.confirmed
    }
    rows: list[Row] = []
    for key in sorted(register.organisations):
        organisation = register.organisations[key]
        named = _named(organisation, case.country)
        wanted = key in matched or case.country in organisation.countries
        if wanted:
            rows += _stated(organisation, unconfirmed)
            rows += _issued(organisation, case.country)
        if wanted or named:
            rows += named
    return rows


def _stated(organisation: Organisation, unconfirmed: Collection[str]) -> list[Row]:
    """Write one row for each row of a register that states a country."""
    rows: list[Row] = []
    for row in organisation.rows:
        if not row["country"]:
            continue
        chosen = policy.COUNTRY_BY_SOURCE
        basis, probability, says = (
            policy.CASE_UNCONFIRMED
            if row["organisation_id"] in unconfirmed
            else chosen.get(row["organisation_id"].partition(":")[0], chosen[""])
        )
        place = ", ".join(filter(None, (row["city"], country_name(row["country"]))))
        rows.append(
            {
                "subject_id": organisation.organisation_id,
                "country": row["country"],
                "basis": basis,
                "probability": probability,
                "reason": says.format(place=place),
                "city": row["city"],
                "from_case": row["source"] == "case",
                "source": row["source"],
                "file_id": row["file_id"],
                "row_number": row["row_number"],
                "record_id": row["record_id"],
                "field": "country",
                "value": row["country"],
                "url": row["url"],
            }
        )
    return rows


def _issued(organisation: Organisation, country: str) -> list[Row]:
    """Read the country in the number of an organisation's security (ISO 6166)."""
    numbers = sorted(
        value
        for scheme, value in organisation.identifiers
        if scheme == "isin" and value.startswith(country)
    )
    stated = [row for row in organisation.rows if row["source"] != "case"]
    if not numbers or not stated:
        return []
    basis, probability, says = policy.COUNTRY_BY_ISIN
    row = stated[0]
    return [
        {
            "subject_id": organisation.organisation_id,
            "country": country,
            "basis": basis,
            "probability": probability,
            "reason": says.format(code=country, country=country_name(country)),
            "city": None,
            "from_case": False,
            "source": row["source"],
            "file_id": row["file_id"],
            "row_number": row["row_number"],
            "record_id": row["record_id"],
            "field": "isin",
            "value": numbers[0],
            "url": row["url"],
        }
    ]


def _named(organisation: Organisation, country: str) -> list[Row]:
    """Read the country in an organisation's own legal names."""
    rows: list[Row] = []
    seen: set[str] = set()
    for own in organisation.names:
        if own.kind != "legal" or own.name.plain in seen:
            continue
        seen.add(own.name.plain)
        for hint in country_hints(own.name):
            if hint.country == country:
                rows.append(
                    {
                        **_hint_row(organisation.organisation_id, hint),
                        "from_case": own.source == "case",
                        "source": own.source,
                        "file_id": own.file_id,
                        "row_number": own.row_number,
                        "record_id": own.record_id,
                        "field": "name",
                        "value": own.name.raw,
                    }
                )
                break
    return rows


_BASES = {
    "numbered company": later("legal name: numbered company"),
    "country before the legal form": later("legal name: country before the legal form"),
    "country word": later("legal name: country word"),
}


def _hint_row(subject: str, hint: CountryHint) -> Row:
    probability, says = policy.COUNTRY_BY_NAME[hint.strength]
    return {
        "subject_id": subject,
        "country": hint.country,
        "basis": _BASES[hint.strength],
        "probability": probability,
        "reason": says.format(country=country_name(hint.country)),
    }


def party_hints(parties: Iterable[Party], country: str) -> dict[str, Spelling]:
    """Find the parties whose name points to a country, and the spelling that does."""
    found: dict[str, Spelling] = {}
    for party in parties:
        if party.is_person:
            continue
        named = [
            (policy.COUNTRY_BY_NAME[hint.strength][0], spelling)
            for spelling in party.spellings
            if not spelling.is_person
            for hint in country_hints(spelling.name)[:1]
            if hint.country == country
        ]
        if named:
            best = max(named, key=lambda n: (n[0], n[1].spelling_id))
            found[party.party_id] = best[1]
    return found


def party_evidence(
    party: Party,
    coded: Mapping[str, list[Row]],
    hinted: Spelling | None,
    samples: Mapping[str, tuple[str, int, str]],
    cities: Mapping[str, Collection[str]],
) -> list[Row]:
    """State what award records themselves say of a party's country.

    `cities` gives, folded, those that registers know in the case's country.
    """
    rows = _coded(party, coded, cities)
    if hinted is not None and hinted.spelling_id in samples:
        rows.append(
            {
                **_hint_row(party.party_id, country_hints(hinted.name)[0]),
                **_recorded(party, samples[hinted.spelling_id]),
                "field": "supplier_name",
                "value": hinted.row["name"],
            }
        )
    return rows


def _recorded(party: Party, sample: tuple[str, int, str]) -> Row:
    """Say which award record of a party carries the evidence."""
    file_id, row_number, record_id = sample
    return {
        "city": party.shown.row["city"],
        "from_case": False,
        "source": "record",
        "file_id": file_id,
        "row_number": row_number,
        "record_id": record_id,
    }


def _coded(
    party: Party, coded: Mapping[str, list[Row]], cities: Mapping[str, Collection[str]]
) -> list[Row]:
    """Write one row for each country that the party's records code."""
    by_country: dict[str, list[Row]] = {}
    for spelling in party.spellings:
        for row in coded.get(spelling.spelling_id, ()):
            by_country.setdefault(row["country"], []).append(row)
    rows: list[Row] = []
    for country, found in sorted(by_country.items()):
        probability, reason = _coding(country, found, cities)
        rows.append(
            {
                "subject_id": party.party_id,
                "country": country,
                "basis": policy.COUNTRY_CODED[0],
                "probability": probability,
                "reason": reason,
                **_recorded(party, min(record_of(r["sample"]) for r in found)),
                "field": "supplier_country",
                "value": country,
            }
        )
    return rows


def _coding(
    country: str, found: list[Row], cities: Mapping[str, Collection[str]]
) -> tuple[float, str]:
    """Weigh a coded country with what the same records say beside it."""
    _, probability, says = policy.COUNTRY_CODED
    name = country_name(country)
    count = sum(r["records"] for r in found)
    said = [ngettext(*says, count).format(count=f"{count:,}", country=name)]
    if country not in cities:
        return probability, " ".join(said)
    known = cities[country]
    given = sorted({city for r in found for city in r["cities"] if fold(city) in known})
    if given:
        probability += policy.CODED_CITY[0]
        said.append(policy.CODED_CITY[1].format(country=name, city=given[0]))
    more, phrase, sentence = policy.CODED_ABROAD
    if any(phrase in text for r in found for text in r["ownerships"]):
        probability += more
        said.append(sentence)
    return round(probability, 4), " ".join(said)
