"""Tells opinion, demand, prediction and feeling from what records could speak to.

>>> is_opinion(" the contract must be cancel ", "The contract must be cancelled.")
True
"""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re

_DEMANDS = re.compile(
    r" (?:should|must|ought|let us|deserve|urge|demand|devrait|devraient|devrions|doit|doivent|faut|faudrait|falloir|exige[rs]?)(?: |$)"
    r"| (?:need|needs|have|has) to "
    r"| time (?:that|to|for) "
)
_SELF = re.compile(
    r"\b(?:I|we|je|nous)\s+(?:\w+\s+){0,2}?(?:think|believe|hope|fear|suspect|feel|wish|want|ask|urge|call|demand|expect|regret|find|love|hate|wonder|"
    r"doubt|worry|agree|disagree|trust|look|welcome|cannot|can['’]t|could|would|should|must|pense|crois|croyons|espère|espérons|crains|souhaite|voulons|"
    r"demandons|pensons|regrette)\b"
    r"|^(?:our|my|nos|notre|mes)\s"
    r"|\b(?:in my view|in our view|in my opinion|to my mind|frankly|honestly|à mon avis|selon moi|à nos yeux|sans doute|it seems|it is clear that|"
    r"surely|of course|perhaps|maybe|peut-être|I am (?:sure|certain|afraid)|I['’]m (?:sure|afraid|angry))\b"
    r"|\b(?:j['’]espère|j['’]ai honte|nous sommes (?:fiers|heureux|ravis)|we are (?:thrilled|proud|pleased|delighted|excited|ashamed|honou?red))\b",
    re.I,
)
_VALUES = re.compile(
    r"\b(?:shame(?:ful)?|disgrace(?:ful)?|outrag\w+|horrif\w+|horror\w*|immoral|evil|cruel\w*|brutal\w*|reckless|wonderful|terrible|appalling|"
    r"disgusting|scandalous|unacceptable|mistake|wrong-headed|absurd|stupid|greedy|complicit|heartless|inhumane|monstrous|betray\w*|world-class|"
    r"best|worst|greatest|radieux|honte\w*|scandale\w*|inacceptable|inhumain\w*|cruel\w*|indigne\w*|odieux|lamentable|formidable|"
    r"too (?:much|many|little|far)|trop|decent|proud|thrilled)\b",
    re.I,
)
_FORECAST = re.compile(
    r" (?:will|would|could|might|shall) (?:\S+ ){0,2}?(?:transform|make|become|lead|help|be|have|regret|cost|bring|mean|end|do|create|cause|improve|"
    r"change|fail|succeed|get|see|find|never|always|grow|rise|need|remain|continue|say|argue) "
    r"| (?:expect that|bet|predict|forecast that|promise to) "
)
_ORDER = re.compile(
    r"^(?:please\s+)?(?:write|call|tell|stop|let['’]?s|imagine|consider|remember|think|look|read|see|ask|join|sign|click|don['’]t|do not|ignore|"
    r"disregard|mark|treat|cancel|écrivez|imaginez|signez|rejoignez|cessez|arrêtez|voyez|lisez)\b(?! (?:and|or|not)\b)",
    re.I,
)
_CONDITION = re.compile(
    r"^(?:if|unless|whether|si|s['’]il|suppose|supposons|even if|même si)\b", re.I
)


def is_opinion(line: str, text: str) -> bool:
    """Tell whether a clause demands, judges, feels, foretells or only supposes."""
    return bool(
        _DEMANDS.search(line)
        or _SELF.search(text)
        or _ORDER.match(text)
        or _CONDITION.match(text)
    )


def is_judgement(text: str) -> bool:
    """Tell whether a clause holds a word of praise or blame."""
    return _VALUES.search(text) is not None


def is_forecast(line: str) -> bool:
    """Tell whether a clause says what will be or would be."""
    return _FORECAST.search(line) is not None


_HEDGES = re.compile(
    r"\b(?:reportedly|allegedly|apparently|potential(?:ly)?|possible|possibly|rumou?red|believed to|thought to|said to|understood to|(?-i:may)|might|"
    r"could|would|in talks|close to|considering|considers|expected|likely|up to|proposed|planned|unconfirmed|alleged|tentative|"
    r"plans? to|intends? to|hopes? to|seeks? to|négocie\w*|envisage\w*|prévoi\w*|pourrai\w*|serait|seraient|aurait|auraient|éventuel\w*|potentiel\w*|"
    r"jusqu['’]à|présumé\w*|selon des rapports|there are reports|reports (?:say|suggest|that)|en pourparlers|compte \w+er)\b",
    re.I,
)
_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot|n['’]t|\w+n['’]t|denie[sd]|ne|n['’]|aucune?|jamais|ni|pas|sans)\b"
    r"|n['’]t\b|\b[Nn]['’]",
)
_NO_NEGATION = re.compile(
    r"\b(?:no (?:fewer|less|more|later)|not (?:only|just|forget|least|surprisingly)|no\. ?\d|pas moins|non seulement|without (?:warrants?|charge|conviction))",
    re.I,
)


def is_hedged(text: str) -> bool:
    """Tell whether the author does not vouch for a clause.

    >>> is_hedged("It reportedly received $2m"), is_hedged("It received $2m")
    (True, False)
    """
    return _HEDGES.search(text) is not None


def is_negated(text: str) -> bool:
    """Tell whether a clause says that something is not so.

    >>> is_negated("No contract has been signed"), is_negated("No fewer than 20 ships")
    (True, False)
    """
    return _NEGATIONS.search(_NO_NEGATION.sub(" ", text)) is not None
