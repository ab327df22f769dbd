"""What two names cannot be to each other: declared rules over the pair model.

A model learns how names vary. What it cannot learn from letters stands here: numbers
that differ, a ministry and a company, a person and a firm, an arm of a firm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from crosstie.matching.meeting import Meeting, meet
from crosstie.matching.net import Floats
from crosstie.matching.reading import (
    COUNTRY,
    NUMBER,
    PLACE,
    RARE,
    SIDE,
    STRUCT,
    SURNAME,
    TRADE,
    Reading,
    read_names,
)
from crosstie.matching.records import parts_of
from crosstie.model.words import MatchKind
from crosstie.text.bodies import Body
from crosstie.text.legalforms import NEUTRAL, compare_forms
from crosstie.text.wordlists import SURNAMES

SAME_FROM = 0.5


@dataclass(frozen=True)
class Rule:
    """Where it holds, two names are one organisation at most this likely."""

    says: str
    holds: Callable[[Meeting], bool]
    at_most: float
    in_match: float = 0.0
    """Log-odds it takes from the best row of a register, where the search weighs the
    rest itself."""


def _bits(*kinds: int) -> int:
    return sum(1 << kind for kind in kinds)


_NUMBERS, _SIDES, _ARMS = _bits(NUMBER), _bits(SIDE), _bits(STRUCT, COUNTRY)
_PLACES = _bits(PLACE, COUNTRY, SIDE)
_TRADES, _NAMES = _bits(TRADE, STRUCT, PLACE, COUNTRY), _bits(RARE, SURNAME)


def _both_have(met: Meeting, kinds: int) -> bool:
    """Tell whether words of some classes are left alone on both sides."""
    return bool(met.left_kinds & kinds and met.right_kinds & kinds)


def _one_has(met: Meeting, kinds: int) -> bool:
    """Tell whether words of some classes are left alone on a side."""
    return bool((met.left_kinds | met.right_kinds) & kinds)


def _numbers_differ(met: Meeting) -> bool:
    return _both_have(met, _NUMBERS)


def _number_more(met: Meeting) -> bool:
    return _one_has(met, _NUMBERS)


def _bodies_differ(met: Meeting) -> bool:
    return (met.left.body is Body.PUBLIC) != (met.right.body is Body.PUBLIC)


def _offices_differ(met: Meeting) -> bool:
    one, other = met.left.public, met.right.public
    if not one or not other:
        return False
    named = one.kind != other.kind and "service" not in (one.kind, other.kind)
    return named or bool(met.left_alone and met.right_alone)


def _person_and_firm(met: Meeting) -> bool:
    """Tell a person and a firm; a name that the other joins ("Ellis Don") is none."""
    one, other = met.left, met.right
    if one.glued == other.glued and 1 in (len(one.keys), len(other.keys)):
        return False
    differ = (one.body is Body.PERSON) != (other.body is Body.PERSON)
    return differ and not _named_like_a_person(met)


def _named_like_a_person(met: Meeting) -> bool:
    """Tell a firm that bears its founder's name, written once without its legal form.

    The other name has no sign of a person beside its shape: no comma, no initial, no
    surname that very many persons bear.
    """
    one, other = met.left, met.right
    person, firm = (one, other) if one.body is Body.PERSON else (other, one)
    if person.body is not Body.PERSON or firm.body is not Body.OPEN:
        return False
    if person.glued != firm.glued or firm.form in ("", NEUTRAL):
        return False
    signs = person.is_inverted or min(map(len, person.words)) == 1
    return not signs and person.words[-1] not in SURNAMES


def _two_persons(met: Meeting) -> bool:
    both = met.left.body is met.right.body is Body.PERSON
    return both and bool(met.left_alone and met.right_alone)


def _sides_differ(met: Meeting) -> bool:
    return _both_have(met, _SIDES)


def _places_differ(met: Meeting) -> bool:
    return _both_have(met, _PLACES)


def _side_more(met: Meeting) -> bool:
    return _one_has(met, _SIDES)


def _trades_differ(met: Meeting) -> bool:
    return _both_have(met, _TRADES) or _both_have(met, _NAMES)


def _arm(met: Meeting) -> bool:
    return _one_has(met, _ARMS) and not met.acronym


def _venture_and_partner(met: Meeting) -> bool:
    return met.left.is_venture != met.right.is_venture


def _forms_of_two(met: Meeting) -> bool:
    forms = frozenset((met.left.form, met.right.form))
    return forms in TWO_BODIES


def _forms_differ(met: Meeting) -> bool:
    return compare_forms(met.left.form, met.right.form) == "conflict"


def _turned(met: Meeting) -> bool:
    """Plain words in another order, which no comma explains: another name."""
    one, other = met.left, met.right
    if one.is_inverted or other.is_inverted or len(met.equal) < 2:
        return False
    order = [j for _, j in sorted(met.equal)]
    return order != sorted(order) and not any(
        one.classes[i] in (RARE, SURNAME) or one.words[i] != other.words[j]
        for i, j in met.equal
    )


TWO_BODIES = frozenset(
    frozenset(pair.split())
    for pair in (
        "sa gmbh", "sa sas", "sa llc", "sa limited", "sa inc", "sa kg", "sa ulc",
        "gmbh inc", "gmbh limited", "gmbh llc", "gmbh kg", "gmbh corporation",
        "sas inc", "sas limited", "sas corporation", "sas plc", "gmbh plc", "sa plc",
        "partnership inc", "partnership limited", "partnership corporation",
        "partnership plc", "partnership sa", "trust inc", "trust llc",
        "trust limited", "trust corporation", "llc ulc", "limited ulc", "plc llc",
    )
)  # fmt: skip
"""Classes of legal forms that two bodies of one family bear rather than one."""

RULES = (
    Rule("the numbers differ", _numbers_differ, 0.02),
    Rule("a public body and another are never one", _bodies_differ, 0.02, -6.0),
    Rule("two public bodies of different kinds or places", _offices_differ, 0.03, -3.0),
    Rule("a person and an organisation are never one", _person_and_firm, 0.45, -3.0),
    Rule("a firm called as a person, or that person", _named_like_a_person, 0.6, -1.0),
    Rule("a joint venture is none of its partners", _venture_and_partner, 0.05, -3.0),
    Rule("two persons of different names", _two_persons, 0.03, -3.0),
    Rule("directions, sizes or colours differ", _sides_differ, 0.03),
    Rule("the places differ", _places_differ, 0.05),
    Rule("both have a telling word or a trade more", _trades_differ, 0.1),
    Rule("one has a number more", _number_more, 0.2),
    Rule("one has a direction, size or colour more", _side_more, 0.25),
    Rule("plain words stand in another order", _turned, 0.35),
    Rule("the legal forms differ", _forms_differ, 0.75),
    Rule("the legal forms are those of two bodies", _forms_of_two, 0.42),
    Rule("one has a word more that names an arm, a trade or a place", _arm, 0.4),
)
"""The first that holds is told; the lowest of those that hold is the ceiling."""

IN_MATCH = tuple(rule for rule in RULES if rule.in_match)


def ceiling(met: Meeting) -> tuple[float, str]:
    """Return how likely two names are one at most, and why; 1 where no rule holds."""
    found = [(rule.at_most, rule.says) for rule in RULES if rule.holds(met)]
    found.append((slips_meant(met), "a word is nearly the same"))
    lowest = min(found, key=lambda pair: pair[0])
    return lowest if lowest[0] < 1 else (1.0, "")


def adjust(left: Sequence[str], right: Sequence[str]) -> Floats:
    """Return log-odds that the rules take from pairs that a search has scored.

    A written name that holds several ("d/b/a") loses by the best of them.
    """
    found = np.full(len(left), -np.inf, np.float32)
    cells = [
        (number, part)
        for number, name in enumerate(left)
        for part in (name, *parts_of(name))
    ]
    lefts = read_names([part for _, part in cells])
    rights = read_names(right)
    for (number, _), one in zip(cells, lefts, strict=True):
        other, lost = rights[number], 0.0
        if _may_lose(one) or _may_lose(other):
            met = meet(one, other)
            lost = sum(rule.in_match for rule in IN_MATCH if rule.holds(met))
        found[number] = max(found[number], lost)
    return found


def may_be_venture(name: str) -> bool:
    """Tell at a glance whether a name may be a joint venture's.

    >>> may_be_venture("DOYON / AKAL JV"), may_be_venture("Blue Door Inc.")
    (True, False)
    """
    low = name.lower()
    return "jv" in low or "j.v" in low or "ventur" in low or "joint" in low


def _may_lose(name: Reading) -> bool:
    """Tell whether a name holds what a rule of `match` asks for; most hold nothing."""
    return name.body is not Body.OPEN or name.is_venture


def kind_in_match(left: str, right: str, score: float) -> MatchKind:
    """Tell what a name and a register's row are to each other, if a search found them.

    The search's score weighs the register's words; the rules still forbid "same".
    """
    best = MatchKind.WORDS
    for part in (left, *parts_of(left)):
        met = meet(*read_names([part, right]))
        most = min((rule.at_most for rule in RULES if rule.holds(met)), default=1.0)
        kind = kind_of(met, score if most >= SAME_FROM else 0.0)
        if kind is MatchKind.SAME:
            return kind
        best = kind if kind is MatchKind.FAMILY else best
    return best


def slips_meant(met: Meeting) -> float:
    """Return how likely the words that nearly agree are misspellings at all.

    Another telling word that agrees makes a misspelling of the rest far likelier.
    """
    if not met.slips:
        return 1.0
    agree = any(met.left.classes[i] <= SURNAME for i, _ in met.equal) or met.glued
    doubt = 1.0
    for *_, value in met.slips:
        doubt *= 1 - (1 - value) * (SUPPORTED if agree else 1.0)
    return doubt


SUPPORTED = 0.35
"""Share of the doubt in a misspelt word that stays where another rare word agrees."""


def kind_of(met: Meeting, score: float) -> MatchKind:
    """Tell the same organisation, the same family by name, and the same words apart.

    A family shares a rare first word, or the whole of one name, and the other has a
    trade, a place, a country or "Holdings" more.
    """
    if score >= SAME_FROM:
        return MatchKind.SAME
    bodies = {met.left.body, met.right.body}
    if bodies != {Body.OPEN} or _number_more(met) or _sides_differ(met):
        return MatchKind.WORDS
    if _venture_and_partner(met) or _turned(met):
        return MatchKind.WORDS
    slips = {(i, j) for i, j, sure in met.slips if sure > SURE_SLIP}
    pairs = {*met.equal, *met.glued, *slips}
    firsts = {(i, j) for i, j in pairs if i <= 1 and j <= 1}
    rare = any(met.left.classes[i] == RARE for i, _ in firsts)
    inside = not met.left_alone or not met.right_alone
    rare_alone = _both_have(met, _NAMES)
    if rare and not rare_alone and not met.slips:
        return MatchKind.FAMILY
    if not met.left_alone and not met.right_alone and not met.slips:
        return MatchKind.FAMILY
    arms = not (met.left_kinds | met.right_kinds) & ~_ARMS
    if inside and arms and len(met.equal) > 1 and not met.slips:
        return MatchKind.FAMILY
    return MatchKind.WORDS


SURE_SLIP = 0.9
