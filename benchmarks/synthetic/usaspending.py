"""USAspending's prime transactions: 297 columns, of which some forty are filled.

The columns are those of the layout by which the file is loaded, in the order in which
the layout lists them; the publisher's own order is another.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.synthetic.drawing import Draw, member, written_zip
from benchmarks.synthetic.tables import write_table
from crosstie.sources.registry import SOURCES

__all__ = ["header", "transactions"]

_NAME = "synthetic-transactions"
_COMPONENTS = (
    ("7012", "SYNTHETIC COMPONENT A"),
    ("7014", "SYNTHETIC COMPONENT B"),
    ("7022", "SYNTHETIC COMPONENT C"),
)


def header() -> list[str]:
    """List the 297 columns."""
    layouts = {layout.name: layout for layout in SOURCES["usaspending"].layouts}
    return list(layouts["transactions-297"].columns)


def transactions(folder: Path, rows: int, seed: int) -> Path:
    """Write a zip of one CSV."""
    path = folder / f"{_NAME}.zip"
    filled = list(next(_transactions(Draw(0, names=10), 1)))
    with written_zip(path) as made, member(made, f"{_NAME}_1.csv") as stream:
        write_table(stream, header(), filled, _transactions(Draw(seed), rows))
    return path


def _transactions(draw: Draw, rows: int) -> Iterator[dict[str, str]]:
    award: dict[str, str] = {}
    modification = 0
    for number in range(1, rows + 1):
        if award and draw.chance(0.55):
            modification += 1
        else:
            award, modification = _award(draw, number), 0
        written = f"P{modification:05d}" if modification else "0"
        obligated = draw.amount() if draw.chance(0.9) else f"-{draw.amount(50_000)}"
        yield {
            **award,
            "contract_transaction_unique_key": f"SYNTH_{number}_{written}",
            "modification_number": written,
            "transaction_number": "0",
            "federal_action_obligation": obligated,
            "action_date": draw.day(9_500, 12_900),
            "transaction_description": f"SYNTHETIC ACTION, NUMBER {number}",
        }


def _award(draw: Draw, number: int) -> dict[str, str]:
    city, region, country, postal = draw.place()
    code, component = draw.one_of(*map("|".join, _COMPONENTS)).split("|")
    name, amount = draw.name().upper(), draw.amount()
    key = f"CONT_AWD_SYNTH{number:09d}_{code}_-NONE-_-NONE-"
    return {
        "contract_transaction_unique_key": "",
        "contract_award_unique_key": key,
        "award_id_piid": f"SYNTH{number:09d}",
        "modification_number": "",
        "transaction_number": "",
        "federal_action_obligation": "",
        "total_dollars_obligated": amount,
        "current_total_value_of_award": amount,
        "potential_total_value_of_award": amount,
        "action_date": "",
        "period_of_performance_start_date": draw.day(9_500, 11_000),
        "period_of_performance_current_end_date": draw.day(12_000),
        "period_of_performance_potential_end_date": draw.day(12_000),
        "awarding_agency_code": "070",
        "awarding_agency_name": "SYNTHETIC DEPARTMENT",
        "awarding_sub_agency_code": code,
        "awarding_sub_agency_name": component,
        "funding_sub_agency_code": code,
        "funding_sub_agency_name": component,
        "recipient_uei": f"SYNTH{number % 10_000_000:07d}",
        "recipient_name": name,
        "recipient_name_raw": name,
        "recipient_parent_uei": f"SYNTH{number % 1_000_000:07d}",
        "recipient_parent_name": name,
        "recipient_country_code": "USA" if country != "CA" else "CAN",
        "recipient_address_line_1": f"{number % 900 + 1} EXAMPLE STREET",
        "recipient_city_name": city.upper(),
        "recipient_state_code": region,
        "recipient_zip_4_code": postal,
        "award_type": "DELIVERY ORDER",
        "transaction_description": "",
        "prime_award_base_transaction_description": f"SYNTHETIC AWARD {number}",
        "product_or_service_code": "7030",
        "product_or_service_code_description": "SYNTHETIC SOFTWARE",
        "naics_description": "SYNTHETIC INDUSTRY",
        "usaspending_permalink": f"https://www.usaspending.gov/award/{key}",
    }
