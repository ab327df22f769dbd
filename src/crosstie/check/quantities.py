"""Finds numbers in a text: amounts of money, shares, ratios, ranks, counts.

>>> [(str(q.value), q.currency, q.qualifier.value) for q in quantities("up to C$10M")]
[('10000000', 'CAD', 'at_most')]
>>> [str(q.value) for q in quantities("2,5 millions d'euros, soit 73,6 pour cent")]
['2500000', '73.6']
"""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from crosstie.check.numberwords import SCALES, WORDS, written_number
from crosstie.model.claims import Qualifier


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with what it measures, at its place in a text."""

    start: int
    end: int
    value: Decimal
    kind: str
    """money, share, times, rank or count."""
    qualifier: Qualifier
    currency: str | None = None
    is_word: bool = False
    """True where it is written in letters."""


CURRENCIES = {
    "us$": "USD", "usd": "USD", "$us": "USD", "u.s.$": "USD",
    "c$": "CAD", "ca$": "CAD", "can$": "CAD", "cdn$": "CAD", "cad": "CAD", "$ca": "CAD",
    "cad$": "CAD", "$cad": "CAD", "$can": "CAD", "usd$": "USD", "$usd": "USD",
    "a$": "AUD", "au$": "AUD", "aud": "AUD", "nz$": "NZD", "nzd": "NZD",
    "hk$": "HKD", "s$": "SGD", "r$": "BRL", "mx$": "MXN", "€": "EUR", "eur": "EUR",
    "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP", "¥": "JPY", "jpy": "JPY",
    "₹": "INR", "inr": "INR", "chf": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "pln": "PLN", "zloty": "PLN", "zlotys": "PLN", "sterling": "GBP",
}  # fmt: skip
_PLAIN = {
    "$": None, "dollar": None, "dollars": None, "pound": "GBP", "pounds": "GBP",
    "livres": "GBP", "franc": None, "francs": None, "kronor": "SEK", "kroner": None,
}  # fmt: skip
_NATIONS = {
    "us": "USD", "u.s.": "USD", "american": "USD", "américain": "USD", "canadian": "CAD",
    "canadien": "CAD", "australian": "AUD", "australien": "AUD", "swiss": "CHF",
    "suisse": "CHF", "ca": "CAD", "new zealand": "NZD",
}  # fmt: skip

_SPACE = "[ \u00a0\u202f\u2009]"
_DIGITS = (
    rf"\d{{1,3}}(?:[,'’]\d{{3}})+(?:\.\d+)?(?!\d)|\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:,\d+)?(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d{1,15}(?:[.,]\d{1,6})?"
)
_SCALE = "|".join(sorted(map(re.escape, SCALES), key=len, reverse=True))
_NUMBER_WORDS = "|".join(sorted(WORDS, key=len, reverse=True))
_WRITTEN = rf"(?!an?(?:-|{_SPACE})(?!hundred|thousand|dozen|score))(?:{_NUMBER_WORDS})(?:(?:[ -]|{_SPACE}and{_SPACE})(?:{_NUMBER_WORDS})){{0,5}}"
_FRONT = "|".join(
    sorted((re.escape(c) for c in [*CURRENCIES, "$"] if c[-1] in "$€£¥₹" or len(c) == 3),
           key=len, reverse=True)
)  # fmt: skip
_NATION = "|".join(re.escape(n) for n in _NATIONS)
_BACK = "|".join(
    sorted((re.escape(c) for c in [*CURRENCIES, *_PLAIN]), key=len, reverse=True)
)
_NUMBER = re.compile(
    rf"(?<![\w.,/-])(?P<front>(?:{_FRONT}){_SPACE}?)?"
    rf"(?:(?P<digits>{_DIGITS})|(?P<words>{_WRITTEN})(?=-?fold\b|[^\w$€£]|$))"
    rf"(?:(?:{_SPACE}|-)?(?P<scale>{_SCALE})(?![^\W\d_]|-fold))?"
    rf"(?:-?(?P<fold>fold)\b|(?:{_SPACE}|-)?(?P<unit>%|per{_SPACE}?cents?\b|pct\b|pour{_SPACE}?cents?\b"
    rf"|p\.{_SPACE}?100|percentage{_SPACE}points?|times\b|fois\b)"
    rf"|(?:{_SPACE}|-)?(?:d[e'’]{_SPACE}?)?(?P<nation>{_NATION})?{_SPACE}?(?P<back>{_BACK})"
    rf"(?![^\W\d_])(?:{_SPACE}(?P<nation2>{_NATION})[es]{{0,2}}\b)?)?",
    re.IGNORECASE,
)
_MONTH = (
    "jan(?:uary|vier)?|feb(?:ruary)?|f[ée]v(?:rier)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|may|"
    "mai|june?|juin|july?|juillet|aug(?:ust)?|ao[ûu]t|sept?(?:ember|embre)?|oct(?:ober|obre)?|"
    "nov(?:ember|embre)?|d[ée]c(?:ember|embre)?"
)
_NO_NUMBER = re.compile(
    # days and years
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er)?{_SPACE}(?:{_MONTH})\b\.?(?:,?{_SPACE}\d{{4}})?"
    rf"|\b(?:{_MONTH})\b\.?{_SPACE}\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?{_SPACE}\d{{4}}\b)?"
    rf"|\b(?:{_MONTH})\b\.?{_SPACE}\d{{4}}\b|\b\d{{4}}-\d\d(?:-\d\d)?\b"
    rf"|\b(?:1[89]|20)\d\d(?:[-–/]\d{{2,4}})?\b(?!{_SPACE}?(?:%|[€$£]|per{_SPACE}?cent|euros|dollars))"
    # numbers of laws, pages, models, clocks
    rf"|\b(?:sections?|articles?|schedules?|title|titre|chapters?|chapitre|part|paragraph|paragraphe"
    rf"|clause|question|page|no\.?|n[o°]|numéro|number|order|annexe?|resolution|figure|table|room"
    rf"|bill|phase|level|category|boeing|airbus)(?:{_SPACE}|\.)*[A-Z]?\.?{_SPACE}?\d[\w().-]*"
    r"|\b\d+/\d+\b|\b\d+/(?=\s)|\b\d{1,2}[:h]\d\d\b|\b\d{1,2}(?:[.:]\d\d)?[ap]\.?m\b|\b\d+(?:s|st|nd|rd|th|e|ème|er)\b"
    rf"|§+{_SPACE}?[\d.-]+|\b[A-Z]{{1,4}}-?\d+\b|\b\d+[a-z]?\(\w+\)",
    re.IGNORECASE,
)
_ONE = ("a", "an", "un", "une", "one")
_FRACTIONS = re.compile(
    r"\b(?:(?P<n>one|two|three|four|five|six|seven|eight|nine|une?|deux|trois|\d+)"
    r"(?: in | out of | sur |[ -]in[ -])(?P<d>two|three|four|five|six|seven|eight|nine|ten|twenty|"
    r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|\d+)\b(?! (?:\d{4}|years?|ans))"
    r"|(?P<k>an?|one|two|three|four|un|deux|trois|quatre|le|les deux)[ -](?P<f>half|third|quarter|fifth|sixth|tenth|tiers|quart|"
    r"cinquième|dixième)s?\b|(?P<half>half of|half the|la moitié|half)\b)",
    re.IGNORECASE,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10,
          "tiers": 3, "quart": 4, "cinquième": 5, "dixième": 10}  # fmt: skip
_MULTIPLES = re.compile(
    r"\b(?:(?P<two>doubl(?:ed?s?|ing|é(?:e?s?)|er|ent)|twice)|(?P<three>tripl(?:ed?s?|ing|é(?:e?s?)|er|ent)|trebled?)"
    r"|(?P<four>quadrupl(?:ed?s?|ing|é(?:e?s?)|er))|(?P<ten>décupl\w+))\b",
    re.IGNORECASE,
)
_TIMES = {"two": 2, "three": 3, "four": 4, "ten": 10}
_RANKED = re.compile(
    r"\bonly (?P<n>\w+)(?: other)? (?:countries|nations|states|agencies|companies|cities)\b"
    r"|\bseuls? (?P<m>\w+)(?: autres)? (?:pays|États|agences)\b",
    re.IGNORECASE,
)
_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    (Qualifier.AT_LEAST, r"at least|no fewer than|no less than|not less than|a minimum of|minimum|au moins|au minimum"),
    (Qualifier.AT_MOST, r"up to|at most|no more than|not more than|a maximum of|maximum|ceiling of|capped at|cap of|jusqu'à|au plus|au maximum|plafond de|plafonné à|as (?:much|many) as"),
    (Qualifier.MORE_THAN, r"more than|over|above|exceeding|exceeded|exceeds|in excess of|upwards of|greater than|just over|well over|plus de|plus d'|dépass\w+|supérieure? à"),
    (Qualifier.LESS_THAN, r"less than|fewer than|under|below|just under|moins de|moins d'|inférieure? à"),
    (Qualifier.ABOUT, r"about|around|some|roughly|approximately|approx\.?|nearly|almost|close to|an estimated|estimated at|circa|c\.|~|environ|près de|près d'|quelque|autour de|à peu près|presque|une?|the"),
)  # fmt: skip
_LEADS = tuple(
    (
        qualifier,
        re.compile(
            rf"(?:^|[\s(]|\b)(?:{words})(?:{_SPACE}+(?:the|a|an|les|la))?{_SPACE}*$",
            re.I,
        ),
    )
    for qualifier, words in _BEFORE
)
_AFTER = re.compile(r"[ ](?:or more|and more|ou plus|at least|au moins)\b", re.I)


def quantities(text: str) -> list[Quantity]:
    """Find every number that measures something, in the order of the text.

    Dates, years, numbers of laws, times of day and names of models are none.
    """
    taken = bytearray(len(text))
    for place in _NO_NUMBER.finditer(text):
        taken[place.start() : place.end()] = b"1" * (place.end() - place.start())
    found: list[Quantity] = []
    for one in (*_special(text), *_plain(text)):
        if not any(taken[one.start : one.end]):
            found.append(one)
            taken[one.start : one.end] = b"1" * (one.end - one.start)
    return sorted(found, key=lambda one: one.start)


def _special(text: str) -> list[Quantity]:
    found = []
    for at in _RANKED.finditer(text):
        value = written_number(at["n"] or at["m"])
        if value is not None:
            found.append(_of(text, at.start(), at.end(), value, "rank", Qualifier.RANK))
    for at in _FRACTIONS.finditer(text):
        share = _fraction(at)
        if share is not None:
            found.append(
                _of(text, at.start(), at.end(), share, "share", Qualifier.SHARE, True)
            )
    for at in _MULTIPLES.finditer(text):
        times = Decimal(_TIMES[at.lastgroup or "two"])
        found.append(
            _of(text, at.start(), at.end(), times, "times", Qualifier.TIMES, True)
        )
    return found


def _fraction(at: re.Match[str]) -> Decimal | None:
    if at["half"]:
        return Decimal(50)
    if at["f"]:
        top = written_number(at["k"].replace("les ", "").replace("le", "un"))
        below: Decimal | None = Decimal(_PARTS[at["f"].lower()])
    else:
        top, below = written_number(at["n"]), written_number(at["d"])
    if top is None or not below or top > below:
        return None
    return (100 * top / below).quantize(Decimal("0.01")).normalize() + 0


def _plain(text: str) -> list[Quantity]:
    found = []
    for at in _NUMBER.finditer(text):
        value = _value(at)
        if value is None:
            continue
        kind, qualifier = _kind(at)
        code = None
        if kind == "money":
            code = _currency(at)
        elif kind == "count" and (at["words"] or "").lower() in _ONE:
            continue
        if qualifier is None:
            qualifier = _qualifier(text, at.start(), at.end())
        end = len(at.group().rstrip()) + at.start()
        found.append(
            Quantity(at.start(), end, value, kind, qualifier, code, bool(at["words"]))
        )
    return found


def _value(at: re.Match[str]) -> Decimal | None:
    value = written_number(at["words"]) if at["words"] else _digits(at["digits"])
    if value is not None and at["scale"]:
        value *= SCALES[at["scale"].lower()]
    if value is not None and value == value.to_integral_value():
        value = value.to_integral_value()
    return value


def _digits(written: str) -> Decimal:
    plain = re.sub(r"[\s\u00a0\u202f\u2009'’]", "", written)
    if plain.count(",") and re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        return Decimal(plain.replace(",", ""))
    if plain.count(".") > 1:
        return Decimal(plain.replace(".", ""))
    return Decimal(plain.replace(",", "."))


def _kind(at: re.Match[str]) -> tuple[str, Qualifier | None]:
    unit = (at["unit"] or "").lower()
    if at["front"] or at["back"]:
        return "money", None
    if at["fold"] or unit in ("times", "fois"):
        return "times", Qualifier.TIMES
    if unit:
        return "share", Qualifier.SHARE
    return "count", None


def _currency(at: re.Match[str]) -> str | None:
    front = (at["front"] or "").strip().lower()
    back = (at["back"] or "").lower()
    nation = (at["nation"] or at["nation2"] or "").lower()
    if front in CURRENCIES:
        return CURRENCIES[front]
    if nation:
        return _NATIONS[nation]
    return CURRENCIES.get(back, _PLAIN.get(back))


def _qualifier(text: str, start: int, end: int) -> Qualifier:
    before = text[max(0, start - 24) : start]
    if _AFTER.match(text, end):
        return Qualifier.AT_LEAST
    for qualifier, words in _LEADS[:-1]:
        if words.search(before):
            return qualifier
    near = _LEADS[-1][1].search(before)
    if near and not re.search(r"\b(?:une?|the)\s*$", before, re.I):
        return Qualifier.ABOUT
    return Qualifier.EXACT


def _of(
    text: str,
    start: int,
    end: int,
    value: Decimal,
    kind: str,
    qualifier: Qualifier,
    is_word: bool = False,
) -> Quantity:
    return Quantity(start, end, value, kind, qualifier, None, is_word)
