"""Public money of Canada: contracts over $10,000 (43 columns), grants (38)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.synthetic.drawing import Draw, business_number
from benchmarks.synthetic.tables import write_table

__all__ = ["CONTRACTS", "GRANTS", "contracts", "grants"]

CONTRACTS = [
    "reference_number",
    "procurement_id",
    "vendor_name",
    "vendor_postal_code",
    "buyer_name",
    "contract_date",
    "economic_object_code",
    "description_en",
    "description_fr",
    "contract_period_start",
    "delivery_date",
    "contract_value",
    "original_value",
    "amendment_value",
    "comments_en",
    "comments_fr",
    "additional_comments_en",
    "additional_comments_fr",
    "agreement_type_code",
    "trade_agreement",
    "land_claims",
    "commodity_type",
    "commodity_code",
    "country_of_vendor",
    "solicitation_procedure",
    "limited_tendering_reason",
    "trade_agreement_exceptions",
    "indigenous_business",
    "indigenous_business_excluding_psib",
    "intellectual_property",
    "potential_commercial_exploitation",
    "former_public_servant",
    "contracting_entity",
    "standing_offer_number",
    "instrument_type",
    "ministers_office",
    "number_of_bids",
    "article_6_exceptions",
    "award_criteria",
    "socioeconomic_indicator",
    "reporting_period",
    "owner_org",
    "owner_org_title",
]
"""The header, in the publisher's order."""

GRANTS = [
    "ref_number",
    "amendment_number",
    "amendment_date",
    "agreement_type",
    "recipient_type",
    "recipient_business_number",
    "recipient_legal_name",
    "recipient_operating_name",
    "research_organization_name",
    "recipient_country",
    "recipient_province",
    "recipient_city",
    "recipient_postal_code",
    "federal_riding_name_en",
    "federal_riding_name_fr",
    "federal_riding_number",
    "prog_name_en",
    "prog_name_fr",
    "prog_purpose_en",
    "prog_purpose_fr",
    "agreement_title_en",
    "agreement_title_fr",
    "agreement_number",
    "agreement_value",
    "foreign_currency_type",
    "foreign_currency_value",
    "agreement_start_date",
    "agreement_end_date",
    "coverage",
    "description_en",
    "description_fr",
    "naics_identifier",
    "expected_results_en",
    "expected_results_fr",
    "additional_information_en",
    "additional_information_fr",
    "owner_org",
    "owner_org_title",
]
"""The header, in the publisher's order."""

_DEPARTMENTS = tuple(f"synth-dept-{number:02d}" for number in range(1, 61))
_PROSE = "Purchase of synthetic goods, and of services that go with them"
_PERSON = "DOE, JANE Q."


def contracts(folder: Path, rows: int, seed: int) -> Path:
    """Write contracts: about a third of its rows are amendments."""
    path = folder / "synthetic-contracts.csv"
    with path.open("wb") as stream:
        filled = list(next(_contracts(Draw(0, names=10), 1)))
        write_table(stream, CONTRACTS, filled, _contracts(Draw(seed), rows))
    return path


def grants(folder: Path, rows: int, seed: int) -> Path:
    """Write grants: about a fifth amendments, some to private persons."""
    path = folder / "synthetic-grants.csv"
    with path.open("wb") as stream:
        filled = list(next(_grants(Draw(0, names=10), 1)))
        write_table(stream, GRANTS, filled, _grants(Draw(seed), rows))
    return path


def _contracts(draw: Draw, rows: int) -> Iterator[dict[str, str]]:
    last: dict[str, str] = {}
    for number in range(1, rows + 1):
        year = 2016 + number % 10
        period = f"{year}-{year + 1}-Q{number % 4 + 1}"
        fresh = {
            "reference_number": f"C-{period}-{number:07d}",
            "reporting_period": period,
        }
        if last and draw.chance(0.33):
            value = draw.amount()
            total = f"{float(last['contract_value']) + float(value):.2f}"
            last = {
                **last,
                **fresh,
                "instrument_type": "A",
                "amendment_value": value,
                "contract_value": total,
                "buyer_name": "NA",
            }
        else:
            last = {**_contract(draw, number), **fresh}
        yield last


def _contract(draw: Draw, number: int) -> dict[str, str]:
    _, _, country, postal = draw.place()
    since = draw.day(9_500, 12_900)
    value = draw.amount()
    department = draw.one_of(*_DEPARTMENTS)
    return {
        "reference_number": "",
        "procurement_id": f"45{number:08d}",
        "vendor_name": draw.name().upper(),
        "vendor_postal_code": postal[:3] if country == "CA" else "NA",
        "buyer_name": "Synthetic Official",
        "contract_date": since,
        "economic_object_code": "1228",
        "description_en": _PROSE,
        "description_fr": "Achat de biens synthétiques",
        "contract_period_start": since,
        "delivery_date": draw.day(12_900),
        "contract_value": value,
        "original_value": value,
        "amendment_value": "",
        "comments_en": "This row is synthetic.",
        "comments_fr": "Cette ligne est synthétique.",
        "trade_agreement": "XX",
        "commodity_type": draw.one_of("G", "S", "C"),
        "commodity_code": "N7030",
        "country_of_vendor": country,
        "solicitation_procedure": draw.one_of("OB", "TN", "TC", "ST", "AC"),
        "instrument_type": "C",
        "number_of_bids": draw.one_of("1", "2", "3"),
        "reporting_period": "",
        "owner_org": department,
        "owner_org_title": f"{department.title()} | {department.title()} (fr)",
    }


def _grants(draw: Draw, rows: int) -> Iterator[dict[str, str]]:
    last: dict[str, str] = {}
    for number in range(1, rows + 1):
        if last and draw.chance(0.2):
            last = {
                **last,
                "amendment_number": str(int(last["amendment_number"]) + 1),
                "amendment_date": draw.day(12_000),
                "agreement_value": draw.amount(),
            }
        else:
            last = _grant(draw, number)
        yield last


def _grant(draw: Draw, number: int) -> dict[str, str]:
    city, region, country, postal = draw.place()
    kind = draw.one_of("F", "F", "N", "S", "G", "P")
    department = draw.one_of(*_DEPARTMENTS)
    since = draw.day(9_500, 12_500)
    return {
        "ref_number": f"{number % 200:03d}-2024-2025-Q1-{number:07d}",
        "amendment_number": "0",
        "amendment_date": "",
        "agreement_type": draw.one_of("G", "C", "C", "O"),
        "recipient_type": kind,
        "recipient_business_number": business_number(number) if kind != "P" else "",
        "recipient_legal_name": draw.name() if kind != "P" else _PERSON,
        "recipient_country": country,
        "recipient_province": region,
        "recipient_city": city,
        "recipient_postal_code": postal,
        "prog_name_en": "Synthetic Programme",
        "prog_name_fr": "Programme synthétique",
        "agreement_title_en": _PROSE,
        "agreement_value": draw.amount(),
        "agreement_start_date": since,
        "agreement_end_date": draw.day(12_500),
        "description_en": _PROSE,
        "description_fr": "Projet synthétique",
        "owner_org": department,
        "owner_org_title": department.title(),
    }
