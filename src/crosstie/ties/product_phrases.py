"""Phrases that say whether a named thing is bought, a service on it, or only mentioned.

Each phrase stands before or after the name, at most `reach` words away, and carries its
probability and its reason: the whole policy of the product route is this list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from crosstie.text.language import _, later


class Use(StrEnum):
    """What the words around a name say of it."""

    BOUGHT = "bought"
    SERVICE = "service"
    MENTIONED = "mentioned"
    UNCLEAR = "unclear"


MANNERS = {
    "compared": (
        later(
            "The description names {name}, but only to compare with it (it says "
            '"{words}").'
        ),
        later("Descriptions name {listed}, but only to compare with it."),
    ),
    "replaced": (
        later(
            "The description names {name}, but as what something else replaces (it "
            'says "{words}").'
        ),
        later("Descriptions name {listed}, but as what something else replaces."),
    ),
    "former": (
        later(
            "The description names {name}, but as a former name or a place (it says "
            '"{words}").'
        ),
        later("Descriptions name {listed}, but as a former name or a place."),
    ),
    "alternative": (
        later(
            "The description names {name}, but would take something else as well (it "
            'says "{words}").'
        ),
        later("Descriptions name {listed}, but would take something else as well."),
    ),
    "place": (
        later(
            "The description names {name}, but as a place or a person, not a product "
            '(it says "{words}").'
        ),
        later("Descriptions name {listed}, but as a place or a person, not a product."),
    ),
    "service": (
        later(
            "The description names {name}, but for a service, not for the thing "
            'itself (it says "{words}").'
        ),
        later(
            "Descriptions name {listed}, but for a service, not for the thing itself."
        ),
    ),
    "unsaid": (
        later(
            "The description names {name}, but no words say that it is what was bought."
        ),
        later(
            "Descriptions name {listed}, but no words say that it is what was bought."
        ),
    ),
    "another": (
        later(
            "The description names {name}, but it names {words} too, which another "
            "makes."
        ),
        later(
            "Descriptions name {listed}, but it names {words} too, which another makes."
        ),
    ),
    "licensed": (
        later(
            "The description names {name} as what is licensed or renewed (it says "
            '"{words}").'
        ),
        later("Descriptions name {listed} as what is licensed or renewed."),
    ),
    "bought": (
        later('The description names {name} as the thing bought (it says "{words}").'),
        later("Descriptions name {listed} as the thing bought."),
    ),
    "alone": (
        later("The description names {name} and little else."),
        later("Descriptions name {listed} and little else."),
    ),
    "maker": (
        later("The description names {name} beside its maker's name."),
        later("Descriptions name {listed} beside its maker's name."),
    ),
}
"""How a description names something: said of one name, and of several names."""


@dataclass(frozen=True)
class Phrase:
    """Words near a name, and what they say."""

    use: Use
    side: str
    words: tuple[str, ...]
    reach: int
    probability: float
    manner: str


@dataclass(frozen=True)
class Reading:
    """What the words around one name say, how surely, and why."""

    use: Use
    probability: float
    manner: str
    """One of `MANNERS`."""
    words: str = ""
    """The words of the description that say it."""

    def said(self, written: str) -> str:
        """Say it as a sentence of the name as the description writes it."""
        return _(MANNERS[self.manner][0]).format(name=written, words=self.words)

    def said_of(self, names: str) -> str:
        """Say it of several names, in several descriptions, without the words."""
        return _(MANNERS[self.manner][1]).format(listed=names, words=self.words)


def _phrases(
    use: Use, side: str, reach: int, probability: float, manner: str, *texts: str
) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(use, side, tuple(text.split()), reach, probability, manner)
        for text in texts
    )


MENTIONED = 0.2
UNCLEAR = 0.5
SERVICE = 0.6
BOUGHT = 0.99
WHOLE = 0.98

NOT_BOUGHT = later("the words do not say that it is what was bought")
"""Why a name in a description makes only a lead; its reason says the words."""

PHRASES: tuple[Phrase, ...] = (
    *_phrases(
        Use.MENTIONED,
        "before",
        1,
        MENTIONED,
        "compared",
        "COMPATIBLE WITH",
        "COMPATIBLE TO",
        "EQUAL TO",
        "EQUIVALENT TO",
        "SIMILAR TO",
        "INTERFACE WITH",
        "INTERFACES WITH",
        "INTEGRATE WITH",
        "INTEGRATION WITH",
        "WORKS WITH",
    ),
    *_phrases(
        Use.MENTIONED,
        "before",
        2,
        MENTIONED,
        "replaced",
        "REPLACE",
        "REPLACES",
        "REPLACING",
        "REPLACEMENT OF",
        "REPLACEMENT FOR",
        "IN LIEU OF",
        "INSTEAD OF",
        "OTHER THAN",
        "MIGRATE FROM",
        "MIGRATION FROM",
        "TRANSITION FROM",
        "CONVERSION FROM",
    ),
    *_phrases(
        Use.MENTIONED,
        "before",
        0,
        MENTIONED,
        "former",
        "FORMERLY",
        "FORMERLY KNOWN AS",
        "FKA",
        "F K A",
        "FORMER",
        "AT",
        "AT THE",
        "LOCATED IN",
        "NOVATION FROM",
        "NOVATED FROM",
    ),
    *_phrases(
        Use.MENTIONED,
        "after",
        0,
        MENTIONED,
        "alternative",
        "OR EQUAL",
        "OR EQUIVALENT",
        "OR SIMILAR",
        "COMPATIBLE",
        "EQUIVALENT",
        "REPLACEMENT",
    ),
    *_phrases(
        Use.MENTIONED,
        "after",
        1,
        MENTIONED,
        "place",
        "OFFICE",
        "FIELD OFFICE",
        "BUILDING",
        "STREET",
        "AVENUE",
        "ROAD",
        "AIRPORT",
        "COUNTY",
        "CITY",
        "UNIVERSITY",
        "CONFERENCE",
        "HOTEL",
    ),
    *_phrases(
        Use.SERVICE,
        "after",
        0,
        SERVICE,
        "service",
        "SERVICE",
        "SERVICES",
        "MONTHLY SERVICE",
        "WIRELESS",
        "VOICE",
        "CELLULAR",
        "AIRTIME",
        "DATA PLAN",
        "DATA SERVICE",
        "REPAIR",
        "REPAIRS",
        "TRAINING",
        "INSTALLATION",
    ),
    *_phrases(
        Use.SERVICE,
        "before",
        1,
        SERVICE,
        "service",
        "TRAINING ON",
        "TRAINING FOR",
        "TRAINING AT",
        "REPAIR OF",
        "SERVICE FOR",
        "SERVICES FOR",
        "SUPPORT FOR",
    ),
    *_phrases(
        Use.BOUGHT,
        "after",
        5,
        BOUGHT,
        "licensed",
        "LICENSE",
        "LICENSES",
        "LICENCE",
        "LICENCES",
        "LICENSING",
        "SUBSCRIPTION",
        "SUBSCRIPTIONS",
        "SOFTWARE",
        "MAINTENANCE RENEWAL",
        "RENEWAL",
        "RENEWALS",
    ),
    *_phrases(
        Use.BOUGHT,
        "after",
        2,
        BOUGHT,
        "bought",
        "MAINTENANCE",
        "SAAS",
        "PLATFORM",
        "APP",
        "APPS",
        "FORMS",
        "SUITE",
        "HARDWARE",
    ),
    *_phrases(
        Use.BOUGHT,
        "before",
        2,
        BOUGHT,
        "bought",
        "PURCHASE",
        "PURCHASE OF",
        "PURCHASING",
        "PROCURE",
        "PROCUREMENT OF",
        "ACQUISITION OF",
        "BUY",
        "RENEW",
        "RENEWAL OF",
        "RENEWAL FOR",
        "SUBSCRIPTION TO",
        "SUBSCRIPTION FOR",
        "SUBSCRIPTIONS TO",
        "LICENSE FOR",
        "LICENSES FOR",
        "LICENSES OF",
    ),
    *_phrases(
        Use.BOUGHT,
        "before",
        0,
        BOUGHT,
        "bought",
        "PLATFORM",
        "SOFTWARE",
        "LICENSES",
        "SUBSCRIPTION",
    ),
)

ORDER = (Use.MENTIONED, Use.SERVICE, Use.BOUGHT)
"""What counts first: a doubt before a sign."""

STOPS = frozenset({"AND", "FOR", "WITH", "BY", "FROM", "TO", "OR"})
"""Words that a phrase that follows the name may not reach across, but the first two."""

MAY_CROSS = frozenset({"AND", "FOR"})

WHOLE_WORDS = 2
"""A description of the name and at most so many other words names what is bought."""


def read_phrase(words: Sequence[str], start: int, size: int) -> Reading:
    """Say what the words around a name say of it; what matters more is tried first."""
    before, after = words[:start], words[start + size :]
    for use in ORDER:
        for phrase in PHRASES:
            if phrase.use is use and _stands(phrase, before, after):
                words_of_it = " ".join(phrase.words)
                return Reading(use, phrase.probability, phrase.manner, words_of_it)
    if len(words) - size <= WHOLE_WORDS:
        return Reading(Use.BOUGHT, WHOLE, "alone")
    return Reading(Use.UNCLEAR, UNCLEAR, "unsaid")


def _stands(phrase: Phrase, before: Sequence[str], after: Sequence[str]) -> bool:
    size = len(phrase.words)
    for gap in range(phrase.reach + 1):
        if phrase.side == "after":
            between, found = after[:gap], after[gap : gap + size]
        else:
            end = len(before) - gap
            between, found = before[max(end, 0) :], before[max(end - size, 0) : end]
        if tuple(found) == phrase.words:
            return not _crosses(between, phrase)
    return False


def _crosses(between: Sequence[str], phrase: Phrase) -> bool:
    allowed = MAY_CROSS if phrase.use is Use.BOUGHT else frozenset()
    return any(word in STOPS - allowed for word in between)
