"""A general table of public agencies: names, abbreviations, parents, countries.

Written for Crosstie; an agency that it lacks is still found by its shape.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Agency:
    """One public agency of the table."""

    name: str
    abbreviation: str
    other_names: tuple[str, ...]
    parent: str
    country: str
    """ISO 3166-1 alpha-2 code; EU, UN or INT for bodies of several countries."""


@cache
def agencies() -> tuple[Agency, ...]:
    """Read the table."""
    path = Path(__file__).with_name("agencies.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Agency(
                row["name"],
                row["abbreviation"],
                tuple(name for name in row["other_names"].split("|") if name),
                row["parent"],
                row["country"],
            )
            for row in csv.DictReader(file)
        )
