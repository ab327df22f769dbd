"""Whether a name says anything in a description: plain words and places do not.

What is plain is learnt from the loaded data: words that registers write small in their
prose, cities of their addresses, names in the descriptions of many suppliers. A short
list of English words stands in where no prose is loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from crosstie.model.case import Case
from crosstie.store.engine import Database
from crosstie.text.countries import territory_names
from crosstie.text.language import _
from crosstie.ties import policy
from crosstie.ties.searched import REGISTER, Searched
from crosstie.ties.words import core_of, words_of

Words = tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """What the loaded data teaches of words: plain, places, shared, common."""

    plain: frozenset[str]
    places: frozenset[Words]
    shared: frozenset[str]
    """Words that stand in names of other organisations."""
    declared: frozenset[Words]
    """Names that the case declares to prove nothing."""
    makers: dict[Words, int] = field(default_factory=dict)
    suppliers: dict[Words, int] = field(default_factory=dict)
    phrases: frozenset[Words] = frozenset()
    """Names of several words that registers write small in their prose."""

    def refusal(self, name: Searched) -> str | None:
        """Say why a name proves nothing in a description, or None."""
        words = name.words
        if words in self.declared:
            return _("the case declares it a common word")
        if sum(map(len, words)) < policy.SHORTEST_NAME:
            return _("it has fewer than {number} letters").format(
                number=policy.SHORTEST_NAME
            )
        if all(word.isdigit() for word in words):
            return _("it is a number")
        if words in self.places:
            return _("it is the name of a place")
        if len(words) == 1 and words[0] in self.plain:
            return _("it is a plain word")
        if words in self.phrases:
            return _("it is a plain phrase")
        count = self.suppliers.get(words, 0)
        if count > policy.MOST_SUPPLIERS:
            return _("it stands in descriptions of {number} suppliers").format(
                number=count
            )
        return None

    def factor(self, name: Searched) -> tuple[float, str | None]:
        """Lower a name that could mean something else, and say why."""
        if self.makers.get(name.words, 1) > 1:
            return (
                policy.SEVERAL_MAKERS,
                _("Several organisations of the country bear it."),
            )
        if name.source != REGISTER:
            return 1.0, None
        if self.is_all_plain(name):
            return policy.ALL_PLAIN, _("All its words are plain ones.")
        if len(name.words) == 1 and name.words[0] in self.shared:
            return policy.SHARED_WORD, _("Other organisations bear the same word.")
        return 1.0, None

    def is_all_plain(self, name: Searched) -> bool:
        """Tell whether a name is several plain words, as a register gives it."""
        return (
            name.source == REGISTER
            and len(name.words) > 1
            and all(word in self.plain or len(word) == 1 for word in name.words)
        )


def small_phrases(db: Database, names: Collection[Words]) -> frozenset[Words]:
    """Find the names that prose writes small; asked only for names that were found."""
    texts = {" ".join(words).lower(): words for words in names if len(words) > 1}
    found = db.answers("plain phrases", sorted(texts), lambda asked: _small(db, asked))
    return frozenset(texts[phrase] for phrase, is_small in found.items() if is_small)


def _small(db: Database, phrases: list[str]) -> Mapping[str, bool]:
    rows = db.rows(
        "plain phrases",
        """
        select k.phrase
        from (select unnest($phrases) as phrase) k
        where exists (
            select 1
            from every_organisation o
            where contains(o.about, ' ' || k.phrase)
              and o.source <> 'case'
        )
        order by k.phrase
        """,
        {"phrases": phrases},
    )
    small = {row["phrase"] for row in rows}
    return {phrase: phrase in small for phrase in phrases}


def learn(db: Database, case: Case, names: Collection[Searched]) -> Language:
    """Learn from prose, addresses and names what the words of these names are."""
    words = sorted({word for name in names for word in name.words})
    makers: dict[Words, set[str]] = {}
    for name in names:
        makers.setdefault(name.words, set()).add(name.organisation_id)
    return Language(
        plain=_listed_words() | _prose_words(db, words),
        places=db.answers("places", [""], lambda _: {"": _places(db)})[""],
        shared=_shared_words(db, names),
        declared=frozenset(tuple(words_of(word)) for word in case.common_words),
        makers={words: len(ids) for words, ids in makers.items()},
    )


@cache
def _listed_words() -> frozenset[str]:
    text = resources.files(__package__).joinpath("plain_words.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def _prose_words(db: Database, words: list[str]) -> frozenset[str]:
    """Find the words that several texts write small: no proper names."""
    found = db.answers("plain words", words, lambda asked: _in_prose(db, asked))
    return frozenset(word for word, is_plain in found.items() if is_plain)


def _in_prose(db: Database, words: list[str]) -> Mapping[str, bool]:
    rows = db.rows(
        "plain words",
        r"""
        with word as (
            select distinct
                organisation_id,
                unnest(regexp_extract_all(about, '\b[a-z]{3,}\b')) as small
            from every_organisation
            where about is not null
              and source <> 'case'
        )
        select upper(small) as word
        from word
        semi join (select unnest($words) as listed) k on k.listed = upper(small)
        group by small
        having count(*) >= $texts
        """,
        {"words": words, "texts": policy.PROSE_TEXTS},
    )
    plain = {row["word"] for row in rows}
    return {word: word in plain for word in words}


def _places(db: Database) -> frozenset[Words]:
    rows = db.rows(
        "names of places",
        """
        select distinct city as name
        from every_organisation
        where city is not null
        union
        select distinct region
        from every_organisation
        where region is not null
        union
        select distinct city
        from party
        where city is not null
        order by 1
        """,
    )
    return _territories() | {tuple(words_of(row["name"])) for row in rows}


@cache
def _territories() -> frozenset[Words]:
    return frozenset(tuple(words_of(name)) for name in territory_names())


def _shared_words(db: Database, names: Iterable[Searched]) -> frozenset[str]:
    """Find single-word names that are a word of other organisations' longer names."""
    single = sorted({name.words[0] for name in names if len(name.words) == 1})
    found = db.answers("shared words", single, lambda asked: _others(db, asked))
    return frozenset(word for word, count in found.items() if count >= OTHER_NAMES)


def _others(db: Database, words: list[str]) -> Mapping[str, int]:
    """Count for each word the names that hold it among others."""
    rows = db.rows(
        "words of other names",
        r"""
        with
        name as (
            select upper(name) as name
            from every_organisation_name
            union
            select upper(core_name)
            from party
            where not is_person
            union
            select upper(name)
            from w.vendor
        ),
        word as (
            select
                name,
                unnest(regexp_extract_all(name, '[A-Z0-9]+')) as word
            from name
        )
        select distinct
            w.word,
            w.name
        from word w
        semi join (select unnest($words) as listed) k on k.listed = w.word
        order by all
        """,
        {"words": words},
    )
    others = dict.fromkeys(words, 0)
    for row in rows:
        if not _is_same_name(row["word"], row["name"]):
            others[row["word"]] += 1
    return others


OTHER_NAMES = 3
"""With so many longer names that hold it, a word points at no one organisation."""


def _is_same_name(word: str, name: str) -> bool:
    """Tell whether a name is the word with a legal form, so the organisation's own."""
    return core_of(name) == (word,)
