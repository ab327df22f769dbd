"""What a legal name says of a country: data for each country, one reader for all.

A numbered company ("1234567 CANADA INC.") is as good as a register's own entry; a
country's name before the legal form names the local arm; a country's name elsewhere
is a mere word (a drink, a bank, a trade with that country).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crosstie.text.names import Name

NUMBERED = "numbered company"
ARM = "country before the legal form"
WORD = "country word"


@dataclass(frozen=True)
class CountryWords:
    """The words by which names point to one country."""

    names: str
    """Names of the country, normalised, separated by bars."""
    adjectives: str = ""
    """Adjectives of the country: a word of these is never more than a word."""
    numbered: str = ""
    """Regions under which numbered companies are registered."""
    number: str = r"\d{5,10}"
    """What the number of a numbered company looks like."""


COUNTRIES: dict[str, CountryWords] = {
    "AE": CountryWords("uae|united arab emirates|emirates"),
    "AR": CountryWords("argentina", "argentine"),
    "AT": CountryWords("austria|osterreich", "austrian"),
    "AU": CountryWords("australia", "australian", "australia", r"acn \d{9}|\d{9}"),
    "BE": CountryWords("belgium|belgique|belgie", "belgian"),
    "BR": CountryWords("brazil|brasil", "brazilian"),
    "CA": CountryWords(
        "canada|kanada",
        "canadian|canadien|canadienne|canadiens|canadiennes",
        "canada|ontario|quebec|alberta|british columbia|bc|b c|manitoba|"
        "saskatchewan|nova scotia|new brunswick|nouveau brunswick|newfoundland|"
        "newfoundland and labrador|prince edward island|pei|yukon|nunavut|"
        "northwest territories|nwt|ont|sask|nb",
        r"\d{5,8}|\d{4} \d{4}",
    ),
    "CH": CountryWords("switzerland|schweiz|suisse|svizzera", "swiss"),
    "CL": CountryWords("chile", "chilean"),
    "CN": CountryWords("china|prc", "chinese"),
    "CO": CountryWords("colombia", "colombian"),
    "CZ": CountryWords("czech republic|czechia", "czech"),
    "DE": CountryWords("germany|deutschland|allemagne", "german|deutsche|deutscher"),
    "DK": CountryWords("denmark|danmark", "danish"),
    "ES": CountryWords("spain|espana|espagne", "spanish"),
    "FI": CountryWords("finland|suomi", "finnish"),
    "FR": CountryWords("france|frankreich", "french|francais|francaise"),
    "GB": CountryWords("uk|united kingdom|great britain|england|scotland|wales|gb",
                       "british|scottish|welsh"),
    "GR": CountryWords("greece|hellas", "greek|hellenic"),
    "HK": CountryWords("hong kong"),
    "IE": CountryWords("ireland|eire", "irish"),
    "IL": CountryWords("israel", "israeli"),
    "IN": CountryWords("india|bharat", "indian"),
    "IT": CountryWords("italy|italia|italie", "italian|italiana"),
    "JP": CountryWords("japan|nippon|nihon", "japanese"),
    "KR": CountryWords("korea|south korea", "korean"),
    "LU": CountryWords("luxembourg|luxemburg"),
    "MX": CountryWords("mexico|mexique", "mexican|mexicana"),
    "NL": CountryWords("netherlands|nederland|holland", "dutch"),
    "NO": CountryWords("norway|norge", "norwegian"),
    "NZ": CountryWords("new zealand|nz"),
    "PL": CountryWords("poland|polska", "polish"),
    "PT": CountryWords("portugal", "portuguese"),
    "SE": CountryWords("sweden|sverige", "swedish|svenska"),
    "SG": CountryWords("singapore"),
    "TR": CountryWords("turkey|turkiye", "turkish"),
    "US": CountryWords("usa|us|united states|united states of america|america|"
                       "etats unis|u s a", "american"),
    "ZA": CountryWords("south africa", "south african"),
}  # fmt: skip

FAMOUS = frozenset(("canada dry", "china lake", "turkey hill", "new england",
                    "holland america", "japan airlines", "air france"))  # fmt: skip
"""Names that hold a country's name and say nothing of a seat there."""


@dataclass(frozen=True)
class CountryHint:
    """A country that a legal name points to, how strongly, and by which words."""

    country: str
    strength: str
    words: str


@cache
def _numbered() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (country, re.compile(rf"^(?:{words.number}) (?:{words.numbered})$"))
        for country, words in COUNTRIES.items()
        if words.numbered
    )


@cache
def _by_words() -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    for country, words in COUNTRIES.items():
        for name in words.names.split("|"):
            found[name] = (country, True)
        for name in filter(None, words.adjectives.split("|")):
            found[name] = (country, False)
    return found


@cache
def _first_words() -> frozenset[str]:
    """Return words of which a name needs one to say anything of a country."""
    regions = [
        region.split()[0]
        for words in COUNTRIES.values()
        for region in words.numbered.split("|")
        if region
    ]
    return frozenset([*(name.split()[0] for name in _by_words()), *regions])


@cache
def country_tokens() -> frozenset[str]:
    """Return every single word that names a country or its people."""
    return frozenset(name for name in _by_words() if " " not in name)


def country_hints(name: Name) -> tuple[CountryHint, ...]:
    """Say which countries a legal name points to; none where two contradict.

    >>> from crosstie.text.names import parse_name
    >>> country_hints(parse_name("1234567 ONTARIO INC."))[0].strength
    'numbered company'
    >>> country_hints(parse_name("Canadian Solar (USA) Inc."))
    ()
    """
    if not name.core or _first_words().isdisjoint(name.core):
        return ()
    core = name.core_text
    if core[:1].isdigit() or core.startswith("acn "):
        for country, pattern in _numbered():
            if pattern.match(core):
                return (CountryHint(country, NUMBERED, core),)
    if any(core.startswith(famous) for famous in FAMOUS):
        return ()
    hints = _word_hints(name)
    return hints if len({hint.country for hint in hints}) == 1 else ()


def _word_hints(name: Name) -> tuple[CountryHint, ...]:
    table = _by_words()
    hints: list[CountryHint] = []
    core = name.core
    place = 0
    while place < len(core):
        for length in (4, 3, 2, 1):
            words = " ".join(core[place : place + length])
            if place + length <= len(core) and words in table:
                country, is_name = table[words]
                last = place + length == len(core) and place > 0
                arm = is_name and last and bool(name.form) and not _is_of(core, place)
                hints.append(CountryHint(country, ARM if arm else WORD, words))
                place += length
                break
        else:
            place += 1
    return tuple(hints)


def _is_of(core: tuple[str, ...], place: int) -> bool:
    """Tell whether the country is what the name is "of": Bank of Canada, of America."""
    return core[place - 1] in ("of", "for", "in", "de", "du", "to", "from")


_MORE_WORDS = {
    "FR": "francais|francaises|francaise", "CH": "suisses|svizzera|schweizerische",
    "GB": "britain|britannia|english", "US": "americain|americaine|americas",
    "ES": "espanola|espanol|espagnole", "BR": "brasileiro|brasileira",
    "IT": "italiano|italiane", "SE": "sverige|svensk", "DE": "deutsches|alemania",
    "RU": "russia|russian|rossiya", "UA": "ukraine|ukrainian", "TW": "taiwan",
    "TH": "thailand|thai|siam", "MY": "malaysia|malaysian", "ID": "indonesia",
    "PH": "philippines|philippine", "VN": "vietnam", "PK": "pakistan",
    "EG": "egypt|egyptian", "SA": "saudi arabia|saudi", "QA": "qatar",
    "NG": "nigeria|nigerian", "KE": "kenya", "RO": "romania|romanian",
    "BG": "bulgaria|bulgarian", "HU": "hungary|hungarian|magyar", "HR": "croatia",
    "RS": "serbia", "SK": "slovakia", "SI": "slovenia", "PE": "peru|peruvian",
    "IS": "iceland|icelandic", "CY": "cyprus", "MT": "malta", "KZ": "kazakhstan",
}  # fmt: skip


@cache
def country_names() -> dict[str, str]:
    """Return what names a country or its people -> "@" and its code, to compare names.

    >>> country_names()["canadienne"], country_names()["new zealand"]
    ('@CA', '@NZ')
    """
    found = {words: f"@{code}" for words, (code, _) in _by_words().items()}
    for code, words in _MORE_WORDS.items():
        found.update((word, f"@{code}") for word in words.split("|"))
    return found
