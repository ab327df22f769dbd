"""Jurisdictions as exhibits write them -> ISO codes; states of the U.S. come first."""

from __future__ import annotations

import re
from functools import lru_cache

from crosstie.text.countries import country, country_code, region_codes

__all__ = ["Place", "place_of"]

Place = tuple[str, str | None]
"""Country, and the code of the province or state where one is named."""

_PARTS = re.compile(r"[,;/()\[\]]| and |\*|\d+$")
_NOISE = re.compile(
    r"\b(the|state of|province of|people'?s republic of|republic of|"
    r"commonwealth of|kingdom of|laws? of|"
    r"limited liability company|corporation|incorporated in)\b",
    re.I,
)
_SPELLED = {
    "usa": "US",
    "u.s.a.": "US",
    "u.s.": "US",
    "us": "US",
    "uk": "GB",
    "u.k.": "GB",
    "great britain": "GB",
    "holland": "NL",
    "korea": "KR",
    "prc": "CN",
    "p.r.c.": "CN",
    "p.r. china": "CN",
    "uae": "AE",
    "u.a.e.": "AE",
    "bvi": "VG",
    "b.v.i.": "VG",
}


@lru_cache(maxsize=4096)
def place_of(written: str) -> Place | None:
    """Find the country and region that a text names; None where it names none.

    Two letters are a state's only where no country has them: "OH", but not "DE".

    >>> place_of("Delaware"), place_of("(USA) Delaware"), place_of("The Netherlands")
    (('US', 'US-DE'), ('US', 'US-DE'), ('NL', None))
    >>> place_of("Ontario, Canada"), place_of("Sales Office") is None
    (('CA', 'CA-ON'), True)
    """
    found: list[Place] = []
    for part in (written, *_PARTS.split(written)):
        place = _one(" ".join(_NOISE.sub(" ", part).split()).strip(" .:"), part)
        if place is not None:
            found.append(place)
    regions = [p for p in found if p[1] is not None]
    countries = [p for p in found if p[1] is None]
    if not found:
        return None
    for region in regions:
        if not countries or any(c[0] == region[0] for c in countries):
            return region
    return (countries or regions)[0]


def _one(bare: str, written: str) -> Place | None:
    plain = bare.casefold()
    if not plain or len(plain) > 60:
        return None
    known = _SPELLED.get(plain) or _SPELLED.get(written.strip().casefold())
    if known:
        return known, None
    regions = sorted(region_codes(bare), key=_order)
    if regions:
        return regions[0][:2], regions[0]
    if len(bare) == 2 and country(bare) is None and region_codes(f"US-{bare}"):
        return "US", f"US-{bare.upper()}"
    code = country_code(bare)
    # Two or three letters alone may be a state's or anybody's abbreviation.
    if code and (len(bare) > 3 or country(bare) is None):
        return code, None
    return None


def _order(code: str) -> tuple[int, str]:
    first = ("US", "CA", "GB")
    return (first.index(code[:2]) if code[:2] in first else len(first), code)
