"""A count, share, rank, ratio or budget that a published figure could bear out."""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re

from crosstie.check.clause import Clause, Draft, rule
from crosstie.check.quantities import Quantity

_CHANGE = (
    r"(?:rise|increase|drop|fall|decrease|decline|jump|growth|grow|rose|fell|grew|double|triple|tripled|quadruple|surge|climb|reduction|cut|soar|up|down|more|less|fewer|high|low|"
    r"higher|lower|hausse|baisse|augmentation|augmenter|augmente|diminution|diminuer|diminue|recul|bond|plus|moins|croissance|doubler|double|tripler|triple)"
)
_MOVE = (
    r"(?:rise|increase|drop|fall|decrease|decline|jump|growth|grow|rose|fell|grew|double|triple|surge|climb|reduction|cut|soar|hausse|baisse|augmentation|augmenter|"
    r"augmente|diminution|diminuer|diminue|recul|bond|croissance|doubler|double|tripler|triple)"
)
_PEOPLE = (
    r"(?:people|person|man|woman|child|migrant|immigrant|refugee|asylum|seeker|applicant|claimant|detainee|prisoner|inmate|deportee|national|citizen|individual|minor|traveller|"
    r"student|worker|resident|foreigner|patient|victim|arrest|detention|deportation|removal|flight|crossing|attempt|application|claim|case|decision|request|death|visa|permit|"
    r"agent|officer|guard|staff|employee|bed|place|appeal|hearing|boat|arrival|entry|seizure|incident|complaint|country|state|nation|city|facility|family|household|"
    r"canadian|american|mexican|briton|german|european|personne|homme|femme|enfant|migrants|refugie|demandeur|demande|detenu|arrestation|expulsion|renvoi|reconduite|"
    r"traversee|deces|mort|dossier|lit|place|agent|fonctionnaire|pays|ressortissant|citoyen|mineur|victime|famille|vol|interpellation|titre|naturalisation|cas|company|companies|firm|supplier|entreprise|contract|contrat)"
)
_STRONG = rule(
    rf"@NUM (?:\S+ ){{0,4}}?{_PEOPLE}s?",
    r"@RANK ~ (?:spend|have|more|big|bigger|large|larger|higher|budget|exceed|depenser|depensent|depense|plus|consacrer)",
    rf"@SHARE (?:\S+ ){{0,3}}?(?:of|de|des|du|d'|have|be|say|{_PEOPLE}s?|{_CHANGE}|higher|than)",
    rf"(?:@SHARE|@TIMES|@NUM) ~ {_CHANGE}",
    rf"{_MOVE} ~ (?:@SHARE|@TIMES|@NUM)",
    r"@NUM (?:of|sur|out of) @NUM",
    r"(?:@GOV|@PLACE|government|gouvernement|taxpayer) ~ (?:spend|spent|cost|allocate|pay|earmark|depenser|depense|consacrer|consacre|verse|alloue) ~ @MONEY",
    r"@MONEY (?:a|per|each|every|par) (?:day|night|year|month|week|person|head|jour|nuit|an|mois|personne)",
    r"(?:cost|costs|coute|couter|coutent) ~ @MONEY",
    r"(?:budget|funding|number|total|backlog|population|spend|spending|rate|share|proportion|cost|revenue|financement|nombre|effectif|taux|cout|depense|credit) ~ (?:@NUM|@SHARE|@TIMES|@MONEY|double|triple|quadruple)",
    r"(?:@MONEY|@TIMES) ~ (?:budget|funding|appropriation|revenue|spending|financement|chiffre|credit|grant|subsidy|fine|increase|aid)",
    r"@TIMES (?:\S+ ){0,3}?(?:since|depuis|que|qu'|than|as|increase|in|between|more|the|over|from)",
    r"(?:detain|arrest|deport|remove|hold|process|receive|record|grant|refuse|reject|issue|house|expel|kill|die|employ|intercept|rescue|register|hire|return|release|"
    r"heberger|heberge|renvoyer|renvoye|expulser|expulse|arreter|arrete|traiter|traite|enregistrer|enregistre|accorder|accorde|refuser|delivrer|delivre|accueillir|accueilli|recenser|recense|interpelle|detenu|place) (?:\S+ ){0,4}?@NUM",
    r"@NUM (?:\S+ ){0,6}?(?:detain|arrest|deport|remove|hold|process|record|grant|refuse|reject|issue|expel|kill|die|cross|apply|flee|arrive|detenu|detenue|expulse|arrete|mort|wear|wait|live|spend|await)",
)
_NO_COUNT = re.compile(
    r"^[\s-]*(?:-?\s?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|km|kilomet\w+|met(?:er|re)s?|miles?|feet|foot|acres?|hectares?|square|pages?|"
    r"ans?|années?|mois|semaines?|jours?|heures?|minutes|mètres|o['’]clock|p\.?m|a\.?m|words?|th|st|nd|rd|°|degrees|times))\b",
    re.I,
)
_SMALL = 13


def find(clause: Clause) -> Draft | None:
    """Find a number of people, cases or countries, a share, a change, or a budget."""
    number = _number(clause)
    if number is None or not clause.has(_STRONG):
        return None
    named = (*clause.agencies, *clause.firms)
    about = named[0] if named else clause.speaker
    buyer = about if about is not None and about.named.is_buyer_side else None
    return Draft(about, buyer, number, _subject(clause, number))


def _number(clause: Clause) -> Quantity | None:
    """Choose the number that the clause is about: no duration, no small word."""
    kept = [q for q in clause.numbers if not _is_measure(clause, q)]
    for kind in ("rank", "times", "share", "count", "money"):
        for one in kept:
            if one.kind == kind:
                return one
    return None


def _is_measure(clause: Clause, one: Quantity) -> bool:
    if one.kind != "count":
        return False
    after = clause.text[one.end - clause.start :][:16]
    small = one.value < _SMALL and one.is_word
    return small or _NO_COUNT.match(after) is not None


def _subject(clause: Clause, number: Quantity) -> str:
    """Give the words after the number, as written: what it counts."""
    after = clause.text[number.end - clause.start :].split()
    before = clause.text[: number.start - clause.start].split()
    return " ".join(after[:12]) if len(after) > 1 else " ".join([*before[-8:], *after])
