"""An organisation sells to an agency, or holds its contract; no sum is stated."""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

from crosstie.check.clause import Clause, Draft, rule
from crosstie.check.kinds.parties import parties
from crosstie.check.kinds.vocabulary import (
    AGREED,
    ANY_FIRM,
    BUYER,
    BUYS,
    SELLS,
    WINS,
)

_SURE = rule(
    rf"{ANY_FIRM} ~ {WINS} ~ {AGREED}",
    rf"{BUYER} ~ {WINS} ~ {AGREED} ~ (?:to|with|a|avec|au|aux) ~ {ANY_FIRM}",
    rf"{BUYER} ~ {AGREED} ~ (?:with|avec) ~ {ANY_FIRM}",
    rf"{ANY_FIRM} ~ {SELLS} ~~ {BUYER}",
    rf"{BUYER} ~ {BUYS} ~~ {ANY_FIRM}",
    rf"{ANY_FIRM} ~ (?:contract|contracte|hire|retain|select|choose|award|awarded|use|buy|deploy|purchase|order|engage|commission|utiliser|utilise|choisi|retenu|commande|achete|selectionne|loue) ~~ (?:by|par) ~ {BUYER}",
    rf"{ANY_FIRM} ~ (?:deploy|use|spot|see|deployer|deploye|utilise) ~ (?:in|at|with|during|lors) ~ {BUYER}",
    rf"{ANY_FIRM} ~ (?:supplier|vendor|contractor|subcontractor|provider|fournisseur|prestataire|sous-traitant) ~ (?:to|of|for|with|de|du|d'|a|au) ~ {BUYER}",
    rf"{BUYER} ~ (?:supplier|vendor|contractor|fournisseur|prestataire) ~ (?:be|include|compte|etre) ~ {ANY_FIRM}",
    rf"{AGREED} ~ (?:be|have be|etre|a ete|ete) ~ (?:award|awarded|give|grant|attribue|attribuer|confie|accorde) ~ (?:to|a|au) ~ {ANY_FIRM}",
    rf"{AGREED} (?:between|entre) ~ {BUYER} ~ (?:and|et) ~ {ANY_FIRM}",
    rf"{AGREED} (?:between|entre) ~ {ANY_FIRM} ~ (?:and|et) ~ {BUYER}",
    rf"{ANY_FIRM} (?:\S+ )?(?:be|have be) ~ (?:on|under|sous) (?:\S+ )?{AGREED}",
)
_SUPPLIES = rule(
    r"@ORG (?:(?:also|already|already|currently|now|meanwhile|long|routinely|deja|aussi|egalement|actuellement|have) ){0,2}"
    r"(?:supply|provide|fournir|fournit|fourni|deliver|operate|run|livrer|exploiter|exploite)",
)
_UNSIGNED = rule(
    r"(?:no|aucun) (?:\S+ )?(?:contract|agreement|deal|order|contrat|marche|commande|accord) ~ (?:sign|award|awarded|place|conclude|signe|signer|conclu|attribue)",
    rf"{AGREED} ~ (?:sign|signed|award|awarded|cancel|cancelled|terminate|expire|lapse|signe|resilie|annule|expire) ~~ {BUYER}",
)


def find(clause: Clause) -> Draft | None:
    """Find a contract or supply between a firm and an agency."""
    firm, buyer = parties(clause)
    if clause.has(_UNSIGNED):
        return Draft(firm, buyer)
    if firm is None:
        return None
    if clause.has(_SURE):
        return Draft(firm, buyer)
    if clause.has(_SUPPLIES) and any(m.named.is_buyer_side for m in clause.near):
        return Draft(firm, buyer)
    return None
