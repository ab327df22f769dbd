"""Country codes and names as publishers write them, and ISO 3166-1 alpha-2.

`countries.csv` beside this module holds the standard's codes and the English names,
with other spellings that public records use. Kosovo stands in it under XK, which ISO
leaves to users and most publishers use. A name with two meanings (Korea, Congo) is in
no row.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["Country", "country", "country_code", "country_name"]


@dataclass(frozen=True)
class Country:
    """One country or territory with a code of its own."""

    code: str
    alpha3: str
    name: str
    other_names: tuple[str, ...]


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Country]:
    text = files("crosstie.text").joinpath("countries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["code"]: Country(
            row["code"],
            row["alpha3"],
            row["name"],
            tuple(filter(None, row["other_names"].split("|"))),
        )
        for row in rows
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
