"""Finds capitalised runs of words, and tells by their shape what they may be.

>>> from crosstie.check.tokens import tokens
>>> text = "It paid Quillback Catering Pty Ltd in Perth."
>>> [(c.text, c.kind) for c in candidates(text, tokens(text), [], "en")]
[('It', ''), ('Quillback Catering Pty Ltd', 'firm'), ('Perth', '')]
"""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from crosstie.check.tokens import Token, is_plain_word
from crosstie.check.wordlists import words as listed
from crosstie.text.countries import country_code
from crosstie.text.legalforms import split_form
from crosstie.text.names import fold, words_of
from crosstie.text.persons import looks_like_person


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of capitalised words that may name an organisation."""

    start: int
    end: int
    text: str
    kind: str = ""
    """firm, agency, or empty where the shape alone does not say."""
    probability: float = 0.5
    is_place: bool = False
    is_person: bool = False


_LINKS = listed("shapes_links")
_FORMS = listed("shapes_forms")
_TAILS = listed("shapes_tails")
_HEADS = frozenset(
    ["groupe", "drones", "société", "banque", "compagnie", "constructions"]
)
_STATE_HEADS = listed("shapes_state_heads")
_STATE_TAILS = listed("shapes_state_tails")
_STATE_TRADES = listed("shapes_state_trades")
_CUE = (
    r"(?:company|firm|supplier|contractor|subcontractor|vendor|maker|manufacturer|giant|startup|start-up|developer|operator|"
    r"provider|producer|builder|airline|carrier|bank|fund|caterer|consultancy|conglomerate|subsidiary|business|distributor|shipbuilder|"
    r"retailer|corporation|multinational|group|consortium|integrator|landlord|broker|société|entreprise|firme|groupe|fournisseur|fabricant|PME|"
    r"filiale|constructeur|éditeur|prestataire|exploitant|fonds|multinationale|start-up|jeune pousse|sous-traitant|géant)"
)
_CUE_BEFORE = re.compile(
    rf"\b{_CUE},?\s+(?:called |named |known as |appelée? |dénommée? )?[\"“«]?\s?$", re.I
)
_CUE_AFTER = re.compile(
    rf"(?:\s\([^)]{{1,40}}\))?,\s+(?:which is |qui est )?(?:an?|the|une?|la|le|l['’])\s?(?:[^\s,.;]+\s+){{0,7}}?{_CUE}s?\b"
    rf"|['’]s\s+(?:\S+ ){0, 2}contracts?\b|['’]s\s+(?:majority|stock|revenues?|profits?|parent|shareholders|executives|CEO|chief executive|board|founder|shares|owners?|contracts?|customers|subsidiary|software|headquarters)\b"
    rf"|\s+(?:CEO|executives|shareholders|shares|board members|spokes\w+)\b"
    rf"|\s+(?:is|was|est)\s+(?:an?|the|une?)\s+(?:[^\s,.;]+\s+){{0,5}}?{_CUE}\b",
    re.I,
)
_SLOT_BEFORE = re.compile(
    r"\b(?:buys?|bought|purchas\w+|order\w*|leas\w+|rent\w*|acquir\w+|procur\w+|ach[eè]t\w+|command\w+)\s(?:\S+\s){1,7}(?:from|à|auprès de)\s$|\b(?:contracts? (?:with|to|for)|(?:awarded|given|sold|paid|transferred) to|agreements? with|deals? with|bought from|purchased from|leased from|"
    r"(?:owned|controlled|acquired|bought|made|built|supplied|provided|manufactured|run|operated|developed|taken over) by|"
    r"(?:subsidiary|division|unit|affiliate|arm) of|parent company,?(?: is| of)?|belongs to|shares (?:in|of)|stake in|hired|acquired|"
    r"(?:paid|pays|awarded|gave|given|handed|sold|vers\w+|attribu\w+|confi\w+|accord\w+|pay\w+)\s(?:\S+\s){1,6}(?:to|à)|contrats? avec|(?:attribué|confié|vendu|accordé)e?s? à|(?:détenu|contrôlé|racheté|acquis|fourni|fabriqué|construit|exploité)e?s? par|filiale d[e'’]|"
    r"appartient à|maison mère,?)\s?(?:the |la |le |l['’])?$",
    re.I,
)
_SLOT_AFTER = re.compile(
    r"\s(?:is|was|est) (?:also )?(?:based|headquartered|basée?|installée?|negotiating|bidding|building) |,? (?:based|headquartered|basée?|établie?) (?:in|at|à|en) |(?: of [A-Z]\w+)?,?\s+(?:has |have |had |a |ont |also |already )?(?:reportedly |recently |also |already |now |been )?"
    r"(?:sells?|sold|suppl(?:ies|ied)|provides?|provided|won|signed|manufactur(?:es|ed)|delivers?|delivered|leases|was awarded|awarded a|received a|"
    r"(?:been )?contracted|belongs to|is (?:wholly |majority |jointly |partly |ultimately )?(?:owned|controlled) by|was (?:bought|acquired|taken over)|"
    r"is a (?:subsidiary|division|unit)|holds? (?:a|an|the|several|\w+) contracts?|fournit|vend|livre|fabrique|remporté|signé|appartient|est une filiale|obtenu|décroché)\b"
)
_SINGULAR_AFTER = re.compile(
    r",? (?:has |also |already |currently )?(?:sells|supplies|provides|holds|has (?:a|been a|won|signed|sold|supplied|held)|was awarded|is based|belongs|manufactures)\b"
)
"""A bare singular noun before such a verb is a name: common nouns take an article."""
_NOBODY = frozenset(
    [
        "nobody",
        "everybody",
        "everyone",
        "anyone",
        "someone",
        "management",
        "parliament",
        "congress",
        "government",
        "ottawa",
        "washington",
    ]
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|across|throughout|outside|around|to|from|of|à|en|dans|au|aux|de|vers|près de|and|et|,)\s+$",
    re.I,
)
_LEADING = listed("shapes_leading")
_FIRST_ONLY = frozenset(
    [
        "canadian",
        "american",
        "british",
        "french",
        "german",
        "federal",
        "last",
        "next",
        "first",
    ]
)


def core_of(name: str) -> str:
    """Give a name as it is said: no article, legal form, or last "Group".

    >>> core_of("The Jim Pattison Group"), core_of("Acme Drones Inc.")
    ('Jim Pattison', 'Acme Drones')
    """
    words = [word.strip(",") for word in name.split()]
    while len(words) > 1 and fold(words[-1]).replace(".", "") in _FORMS:
        words.pop()
    if len(words) > 1 and words[0].lower() in ("the", "le", "la", "les", "groupe"):
        words = words[1:]
    if len(words) > 1 and fold(words[-1]) in ("group", "holdings", "holding", "groupe"):
        words.pop()
    trades = ("developments", "industries", "enterprises")
    is_founders = len(words) == 3 and fold(words[-1]) in trades
    if is_founders and looks_like_person(" ".join(words[:2])):
        words.pop()
    return " ".join(words)


def candidates(
    text: str, words: list[Token], known: Sequence[_Placed], language: str
) -> list[Candidate]:
    """Find the runs of capitals outside of what is known already."""
    taken: set[int] = set()
    for mention in known:
        taken.update(range(mention.start, mention.end))
    found = []
    at = 0
    while at < len(words):
        begin = words[at].start
        is_sign = text[words[at].end : words[at].end + 1] == "$"
        if not words[at].is_capital or begin in taken or is_sign:
            at += 1
            continue
        last = _run(text, words, at, taken)
        first = at
        while first < last and (
            (words[first].key in _LEADING and words[first].key not in _FIRST_ONLY)
            or words[first].raw.endswith(("-based", "-made", "-owned"))
        ):
            first += 1
        at = last + 1
        found.append(_candidate(text, words[first : last + 1], language))
    return found


def _run(text: str, words: list[Token], at: int, taken: set[int]) -> int:
    """Give the last word of the run that begins here, a legal form included."""
    last = at
    look = at + 1
    while look < len(words) and look - at < 12 and words[look].start not in taken:
        word = words[look]
        between = text[words[look - 1].end : word.start]
        is_form = word.key in _FORMS and between in (
            " ",
            ", ",
            ". ",
            " \u00a0",
            "\u00a0",
        )
        if is_form:
            last = look
        elif (words[last].key in _FORMS and last > at) or between not in (
            " ",
            "\u00a0",
            "",
        ):
            break
        elif word.is_capital and text[word.end : word.end + 1] != "$":
            last = look
        elif (
            not (word.key in _LINKS and look - last <= 2)
            or (word.key in ("and", "et") and not _joins(words, at, look))
            or (word.key in _PREPOSITIONS and words[at].key not in _TAKES_OF)
        ):
            break
        look += 1
    while last > at and words[last].key in _LINKS:
        last -= 1
    return last


_PREPOSITIONS = frozenset(["of", "de", "du", "des", "d'", "la", "for", "the"])
_TAKES_OF = _STATE_HEADS | frozenset(
    [
        "bank",
        "banque",
        "university",
        "institute",
        "society",
        "fédération",
        "federation",
        "league",
        "caisse",
    ]
)


def _joins(words: list[Token], at: int, link: int) -> bool:
    """Tell whether "and" is inside of a name: "Office for X and Y", "X & Sons Ltd"."""
    head = words[at].key in _STATE_HEADS
    after = [word.key for word in words[link + 1 : link + 4]]
    return (
        head
        or bool(set(after[1:]) & _FORMS)
        or after[:1] in (["sons"], ["company"], ["fils"])
    )


def _candidate(text: str, words: list[Token], language: str) -> Candidate:
    start, end = words[0].start, words[-1].end
    if (
        words[-1].key in _FORMS
        and text[end : end + 1] == "."
        and words[-1].raw[-1] != "."
    ):
        after = text[end + 1 : end + 3]
        end += 1 if after[:1] in (",", ")") or after[1:2].islower() else 0
    written = text[start:end]
    kind, probability = _kind(text, words, start, end, language)
    place = not kind and (is_place(written) or bool(
        _PLACE_BEFORE.search(text[max(0, start - 12) : start])
    ))  # fmt: skip
    return Candidate(
        start, end, written, kind, probability, place, not kind and is_person(written)
    )


def _kind(
    text: str, words: list[Token], start: int, end: int, language: str
) -> tuple[str, float]:
    keys = [word.key for word in words]
    written = text[start:end]
    if len(keys) > 1 and (keys[-1] in _FORMS or split_form(words_of(written))[1]):
        return "firm", 0.95
    if (keys[0] in _LEADING and len(keys) == 1) or is_law(written):
        return "", 0.0
    if _is_state(keys):
        return "agency", 0.8
    if is_place(written):
        return "", 0.0
    before, after = text[max(0, start - 80) : start], text[end : end + 110]
    cued = _CUE_BEFORE.search(before) or _CUE_AFTER.match(after)
    if cued and not is_person(written) and not _is_plain(words, language):
        return "firm", 0.85
    slotted = _SLOT_BEFORE.search(before) or (
        _SLOT_AFTER.match(after) and not _PLACE_BEFORE.search(before)
    )
    plain = is_plain_word(words[0].raw, language) and not _SLOT_BEFORE.search(before)
    plain = plain and not _SINGULAR_AFTER.match(after)
    bare = len(words) == 1 and (plain or words[0].key in _LEADING | _NOBODY)
    if slotted and not bare and not is_person(written) and not written.isupper():
        return "firm", 0.75
    tailed = len(keys) > 1 and (keys[-1] in _TAILS or keys[0] in _HEADS)
    if tailed and not is_person(written):
        return "firm", 0.8
    return "", 0.5


def _is_plain(words: list[Token], language: str) -> bool:
    return len(words) == 1 and words[0].key in _LEADING | {"state", "government", "ceo"}


def _is_state(keys: list[str]) -> bool:
    if len(keys) < 2:
        return False
    if keys[0] in _STATE_HEADS and keys[1] in (
        "of",
        "for",
        "de",
        "du",
        "des",
        "d'",
        "fur",
        "del",
    ):
        return True
    trade = bool(set(keys) & _STATE_TRADES)
    return (keys[-1] in _STATE_TAILS and (
        trade or keys[-1] in ("ministry", "police", "commission", "council", "parliament", "government", "court", "army", "navy", "senate")
    )) or (trade and keys[0] in ("federal", "royal", "national", "agence", "service", "direction", "police", "office"))  # fmt: skip


@lru_cache(maxsize=20_000)
def is_place(written: str) -> bool:
    """Tell whether a name is a country's, or an adjective made of one."""
    return country_code(written) is not None or written in _PEOPLES


@lru_cache(maxsize=20_000)
def is_person(written: str) -> bool:
    """Tell whether a name has the shape of a person's."""
    return " " in written and len(written) < 60 and looks_like_person(written)


_LAW = re.compile(
    r"\b(?:Act|Law|Code|Convention|Treaty|Charter|Regulations?|Directive|Constitution|Protocol|Statute|Ordinance|Covenant|Amendment|"
    r"Loi|Règlement|Charte|Traité|Décret|Ordonnance)\b"
)


def is_law(written: str) -> bool:
    """Tell whether a run of capitals names a law."""
    return _LAW.search(written) is not None


_PEOPLES = listed("shapes_peoples")
