"""How much each word of a name tells: rare words much, plain and trade words little.

What a plain word is, is learned from the data: the registers' own prose writes plain
words in lower case and coined names never. A small declared list stands in where a
register brings no prose.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from crosstie.resolve import policy
from crosstie.store.engine import Database
from crosstie.text.names import Name, fold
from crosstie.text.places import country_tokens
from crosstie.text.wordlists import (
    ABBREVIATIONS,
    BUSINESS,
    GIVEN,
    REGIONS,
    SURNAMES,
    is_plain,
)

_PROSE = """
select word, count(*) as records
from (
  select unnest(list_distinct(
    regexp_extract_all(about, '\\b[a-z]{3,}\\b'))) as word
  from (
    select about
    from every_organisation
    where about is not null
    order by md5(organisation_id)
    limit 20000))
group by word
having count(*) >= $records
"""

_CITIES = """
select distinct lower(city) as city
from every_organisation
where city is not null
"""


@dataclass
class Weights:
    """Bits of information for each word, by how many names hold it."""

    frequency: dict[str, int]
    population: int
    prose: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    _known: dict[str, float] = field(default_factory=dict)

    def bits(self, word: str) -> float:
        """Return the information of one word.

        >>> w = Weights({"kwizcom": 1, "summit": 40, "service": 3000}, 20000)
        >>> [round(w.bits(word)) for word in ("kwizcom", "summit", "service")]
        [14, 4, 2]
        """
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._measure(word)
        return found

    def total(self, words: Iterable[str]) -> float:
        """Return the information of several words; a city's name tells little.

        >>> Weights({}, 20000, cities=frozenset(("el paso",))).total(("el", "paso"))
        4.0
        """
        words = tuple(words)
        found = sum(self.bits(word) for word in words)
        if len(words) > 1 and " ".join(words) in self.cities:
            return min(found, policy.CITY_LIMIT)
        return found

    def rarity(self, word: str) -> float:
        """Return how rare a word is among all names, in natural logarithms.

        It knows nothing of plain words; the matcher's weights were learned so.
        """
        return math.log(self.population / max(self.frequency.get(word, 1), 1))

    def _measure(self, word: str) -> float:
        rarity = self.rarity(word) / math.log(2)
        return max(0.5, min(rarity, self._limit(word)))

    def _limit(self, word: str) -> float:
        if word.isdigit():
            long = len(word) >= policy.LONG_NUMBER
            return policy.COINED_LIMIT if long else policy.PLAIN_LIMIT
        limit = policy.LENGTH_LIMITS.get(len(word), policy.COINED_LIMIT)
        if word in BUSINESS:
            limit = min(limit, policy.BUSINESS_LIMIT)
        if word in country_tokens():
            limit = min(limit, policy.COUNTRY_LIMIT)
        if word in self.cities or word in REGIONS:
            limit = min(limit, policy.CITY_LIMIT)
        if is_plain(word) or word in self.prose:
            limit = min(limit, policy.PLAIN_LIMIT)
        if word in GIVEN or word in SURNAMES:
            limit = min(limit, policy.GIVEN_NAME_LIMIT)
        return limit


def measure(
    names: Iterable[Name],
    prose: Collection[str] = (),
    cities: Collection[str] = (),
) -> Weights:
    """Count in how many different cores each word stands."""
    cores = {name.core for name in names}
    frequency = Counter(word for core in cores for word in set(core))
    return Weights(
        frequency=dict(frequency),
        population=max(policy.POPULATION, len(cores)),
        prose=frozenset(prose),
        cities=frozenset(cities),
    )


def read_prose(db: Database) -> set[str]:
    """Read the words that registers write in lower case, as names write them."""
    rows = db.rows("prose", _PROSE, {"records": policy.PROSE_RECORDS})
    words = {str(row["word"]) for row in rows}
    return words | {ABBREVIATIONS.get(word, word) for word in words}


def read_cities(db: Database, more: Iterable[str]) -> set[str]:
    """Read the words that name a city in a register or a record."""
    cities = [str(row["city"]) for row in db.rows("cities", _CITIES)]
    found = {fold(city) for city in (*cities, *more)}
    return {city for city in found if city.replace(" ", "").isalpha()}
