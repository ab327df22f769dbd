"""Country codes and names as publishers write them, and ISO 3166-1 alpha-2.

`countries.csv` beside this module holds the standard's codes and the English names,
with other spellings that public records use. Kosovo stands in it under XK, which ISO
leaves to users and most publishers use. A name with two meanings (Korea, Congo) is in
no row. `regions.csv` holds provinces and states, by ISO 3166-2, of some federations.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = [
    "Country",
    "country",
    "country_code",
    "country_name",
    "region_codes",
    "territory_names",
]


@dataclass(frozen=True)
class Country:
    """One country or territory with a code of its own."""

    code: str
    alpha3: str
    name: str
    other_names: tuple[str, ...]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("crosstie.text").joinpath(name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Country]:
    return {
        row["code"]: Country(
            row["code"],
            row["alpha3"],
            row["name"],
            tuple(filter(None, row["other_names"].split("|"))),
        )
        for row in _rows("countries.csv")
    }


@lru_cache(maxsize=1)
def _by_spelling() -> dict[str, str]:
    found = {}
    for known in _by_code().values():
        for written in (known.code, known.alpha3, known.name, *known.other_names):
            found[_key(written)] = known.code
    return found


def _key(written: str) -> str:
    """Forget case, accents, blanks."""
    apart = unicodedata.normalize("NFKD", written.replace("’", "'"))
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def country(code: str) -> Country | None:
    """Find a country by its alpha-2 code."""
    return _by_code().get(code.strip().upper())


def country_code(written: str | None) -> str | None:
    """Find the alpha-2 code of a country's code or name; None where it is not known.

    >>> country_code("CAN"), country_code("KOREA, SOUTH"), country_code("Korea")
    ('CA', 'KR', None)
    """
    return _by_spelling().get(_key(written)) if written else None


def country_name(code: str) -> str:
    """Name a country in English; a code that is not known stays as it is."""
    known = country(code)
    return known.name if known else code


def region_codes(name: str) -> tuple[str, ...]:
    """Find the ISO 3166-2 codes of the provinces and states of a name or code.

    >>> region_codes("delaware"), region_codes("US-DE"), region_codes("Atlantis")
    (('US-DE',), ('US-DE',), ())
    """
    return _regions().get(_key(name), ())


@lru_cache(maxsize=1)
def _regions() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("regions.csv"):
        for key in (_key(row["name"]), _key(row["code"])):
            found[key] = (*found.get(key, ()), row["code"])
    return found


@lru_cache(maxsize=1)
def territory_names() -> frozenset[str]:
    """Name every country, and the provinces and states of some federations."""
    regions = (row["name"] for row in _rows("regions.csv"))
    return frozenset((*(known.name for known in _by_code().values()), *regions))
