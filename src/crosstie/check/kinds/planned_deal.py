"""A purchase, sale, contract or merger that is planned, proposed or negotiated."""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re

from crosstie.check.clause import Clause, Draft, rule
from crosstie.check.kinds.parties import parties

_DEAL = (
    r"(?:buy|sell|acquire|purchase|award|sign|contract|deal|order|sale|lease|extend|renew|merge|merger|takeover|acquisition|loan|stake|bid|supply|"
    r"provide|take over|privatise|outsource|hire|rent|invest|agreement|vendre|acheter|acquerir|racheter|signer|attribuer|commander|louer|ceder|vente|achat|"
    r"acquisition|contrat|marche|commande|fusion|prolonger|renouveler|fournir|livrer|cession|rachat|accord|bail|offer|convert|transfer)"
)
_PLANS = (
    r"(?:plan|intend|propose|consider|negotiate|seek|prepare|aim|hope|look|discuss|explore|mull|weigh|expect|agree|bid|want|wish|eye|envisager|envisage|prevoir|prevoit|"
    r"negocier|negocie|preparer|preparent|souhaiter|souhaite|projeter|projette|etudier|etudie|songer|songe|discuter|vouloir|veut|s'appreter|appreter|apprete|esperer|viser|vise)"
)
_RULES = rule(
    rf"{_PLANS} (?:\S+ ){{0,2}}?(?:to|a|an|the|its|of|on|for|d'|de|un|une|la|le|l'|sell|buy|acquire|vendre|acheter|acquerir|racheter|ceder|whether) ~ {_DEAL}",
    rf"(?:in|en) (?:\S+ )?(?:talk|talks|negotiation|discussion|pourparler|pourparlers|negociation) ~ {_DEAL}",
    r"(?:in|en) (?:\S+ )?(?:talk|talks|negotiation|discussion|pourparlers|negociation) (?:with|avec|to)",
    rf"(?:be) (?:\S+ )?(?:set|due|about|poise|ready|schedule|slated|likely|close|near|plan|expect) ~ {_DEAL}",
    rf"(?:close|near) to ~ {_DEAL}",
    r"(?:could|may|might|will|would|pourrait|pourraient|pourrai|pouvoir|va|vont|devrait) (?:\S+ ){0,2}?(?:buy|sell|acquire|purchase|award|sign|order|lease|extend|renew|hire|vendre|acheter|acquerir|racheter|signer|attribuer|commander|louer|ceder|prolonger|renouveler)",
    r"(?:potential|planned|proposed|pending|possible|prospective|plan|propose|tentative|projet|eventuel|eventuelle|potentiel|future) (?:\S+ )?(?:deal|sale|contract|purchase|acquisition|merger|takeover|lease|order|agreement|de vente|d' achat|vente|achat|contrat|acquisition|fusion|rachat)",
    r"(?:in line for|in the run for|shortlist for|bid for|bid on|approve to bid|approved to bid|candidat a|en lice)",
    r"(?:option|letter of intent|non-binding|memorandum of understanding) (?:to|for|with|agreement)",
    r"(?:compte|comptent|compter) (?:\S+ )?(?:vendre|acheter|acquerir|racheter|signer|attribuer|commander|louer|ceder|prolonger|renouveler)",
    rf"(?:projet|plan) (?:to|de|d') (?:\S+ )?{_DEAL}",
)
_PRESUPPOSED = re.compile(
    r"\b(?:the|any|this|its|their|le|la|ce|cette)\s+(?:potential|planned|proposed|pending|possible|prospective|projet de|éventuelle?|potentielle?)\s+"
    r"(?:\w+\s+){0,2}?(?:deal|sale|contract|purchase|acquisition|merger|takeover|lease|order|vente|achat|contrat|rachat|fusion)\b"
    r"(?P<rest>.{10,300}?)(?=\s+(?:should|must|ought|needs? to|has to|doit|devrait|is (?:a|an|simply|wrong)|est (?:un|une))\b)",
    re.I | re.S,
)


def find(clause: Clause) -> Draft | None:
    """Find a deal that is said to be planned."""
    if not clause.has(_RULES):
        return None
    firm, buyer = parties(clause)
    firm = firm or next((m for m in clause.near if not m.named.is_buyer_side), None)
    if firm is None and not clause.agencies:
        return None
    return Draft(firm, buyer, clause.number("money"))


def within_opinion(clause: Clause) -> Draft | None:
    """Find the deal that a demand takes for granted: "the planned sale ... must stop"."""
    found = _PRESUPPOSED.search(clause.text)
    if found is None:
        return None
    start, end = clause.start + found.start(), clause.start + found.end()
    inside = [m for m in clause.mentions if start <= m.start < end]
    if not inside:
        return None
    firm = next((m for m in inside if not m.named.is_buyer_side), None)
    buyer = next((m for m in inside if m.named.is_buyer_side), None)
    number = next((q for q in clause.numbers if q.kind == "money"), None)
    return Draft(firm, buyer, number, start=start, end=end)
