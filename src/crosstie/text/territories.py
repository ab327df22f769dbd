"""Names of countries, and "in" a country, as the language of the page says them.

English is given by the caller (a case may name its country in its own way). French
needs the article's gender and number: en France, au Canada, aux États-Unis, à Malte.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from crosstie.text.catalogues import LANGUAGES, current
from crosstie.text.numerals import LOCALES

_MASCULINE_IN_E = frozenset({"BZ", "KH", "MX", "MZ", "SR", "ZW"})
"""Countries whose French name ends in e and is masculine: le Mexique."""

_PLURAL = frozenset(
    {"AE", "BS", "FJ", "KM", "MV", "NL", "PH", "SB", "SC", "US", "FK", "FO", "KY", "MH"}
)
"""Countries whose French name is plural: les États-Unis."""

_WITHOUT_ARTICLE = frozenset(
    {"AD", "BH", "CU", "CY", "DJ", "GI", "HK", "HT", "MC", "MG", "MO", "MT", "MU"}
    | {"OM", "PR", "SG", "SM", "ST", "TT", "TW", "VA", "AG", "KN", "LC", "VC", "GG"}
)
"""Countries, mostly islands and cities, whose French name takes no article."""


def named(code: str, english: str) -> str:
    """Name a country by its ISO 3166-1 code; `english` where the page is English."""
    language = current()
    if language == LANGUAGES[0]:
        return english
    return _names(language).get(code.upper(), english)


def within(code: str, english: str) -> str:
    """Say that something is in a country.

    >>> within("CA", "Canada")
    'in Canada'
    """
    name = named(code, english)
    if current() == "fr":
        return f"{_preposition(code.upper(), name)} {name}"
    return f"in {name}"


def _preposition(code: str, name: str) -> str:
    if code in _WITHOUT_ARTICLE:
        return "à"
    if code in _PLURAL:
        return "aux"
    first = unicodedata.normalize("NFKD", name[:1]).casefold()[:1]
    is_feminine = name.endswith("e") and code not in _MASCULINE_IN_E
    return "en" if first in "aeiou" or is_feminine else "au"


@cache
def _names(language: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale.parse(LOCALES.get(language, language)).territories)
