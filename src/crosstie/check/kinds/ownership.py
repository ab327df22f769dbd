"""Who owns or controls whom, or has bought whom."""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

from crosstie.check.clause import Clause, Draft, rule
from crosstie.check.kinds.parties import nearest_firm

_WHO = "(?:@ORG|@CAP|@PERSON|fund|firm|company|group|family|investor|investors|fonds|groupe|societe|famille)"
_RULES = rule(
    rf"@ORG ~ (?:own|hold|control|detenir|detenu|detenue|controler|controle|posseder|possede|controlee) ~ (?:by|par|at|a) ~ {_WHO}",
    rf"@ORG ~ (?:subsidiary|division|unit|arm|affiliate|offshoot|brand|filiale|branche|marque|division) ~ (?:of|de|d'|du) ~ {_WHO}",
    rf"(?:subsidiary|division|unit|affiliate|filiale) (?:of|de|d'|du) (?:\S+ ){{0,6}}?{_WHO}",
    rf"(?:parent|owner|shareholder|holding|actionnaire|proprietaire|maison(?: |-)mere|societe(?: |-)mere|propriete) ~ (?:be|etre|est|of|de|du|d'|company|compagnie) ~ {_WHO}",
    r"(?:parent|owner|shareholder|actionnaire|proprietaire) (?:company )?(?:@ORG|@CAP)",
    r"@ORG ~ (?:majority|minority|controlling|largest|main|ultimate|sole) (?:owner|shareholder|stake|interest)",
    rf"@ORG ~ (?:belong|appartenir|appartient|appartiennent) (?:to|a|au|aux) ~ {_WHO}",
    rf"@ORG ~ (?:take over|taken over|acquire|buy|purchase|snap up|swallow|absorb|racheter|rachete|acquis|acquerir|reprendre|repris|vendu|sell|cede) ~ (?:by|par|to|a) ~ {_WHO}",
    rf"{_WHO} ~ (?:acquire|buy|purchase|take over|own|control|absorb|swallow|snap up|racheter|rachete|acquis|acquerir|absorbe|posseder|possede|detenir|detient|controle|controler) (?:\S+ ){{0,5}}?@ORG",
    r"(?:which|that|who|qui) (?:have |also |aussi |a ){0,2}(?:buy|acquire|own|control|take over|racheter|rachete|acquis|detient|possede|controle) (?:it|them|\S+ ){0,7}",
    rf"@ORG ~ (?:hold|own|have|take|buy|acquire|detenir|detient|possede|posseder) ~ (?:stake|share|shareholding|interest|equity|participation|part|capital|action|@SHARE) ~ (?:in|of|de|dans|du|d') ~ {_WHO}",
    r"@SHARE (?:stake|shareholding|interest|share|of the share|des parts|du capital|des actions)",
    rf"{_WHO} ~ (?:sell|vendre|vendu|ceder|cede) (?:\S+ ){{0,3}}?(?:@ORG|@CAP) (?:\S+ ){{0,3}}?(?:to|a|au) ~ {_WHO}",
    rf"{_WHO} (?:\S+ )?(?:merge|fusionner) (?:with|avec) {_WHO}",
)
_THINGS = rule(
    r"(?:drone|vehicle|ship|vessel|truck|camera|weapon|licen[cs]e|software|aircraft|plane|helicopter|scanner|jet|radar)s? ~ (?:from|to|for|by)"
)
_BOUGHT_BY_STATE = rule(
    r"@GOV ~ (?:buy|purchase|acquire|order|achete|acquis|own|control|detenir|hold)"
)


def find(clause: Clause) -> Draft | None:
    """Find a statement on ownership or control of an organisation."""
    firms = clause.firms
    relative = clause.line.startswith((" which ", " who ", " qui ", " that "))
    if not firms and not relative:
        return None
    if not clause.has(_RULES) or clause.has(_THINGS) or clause.has(_BOUGHT_BY_STATE):
        return None
    firm = firms[0] if firms else nearest_firm(clause)
    if firm is None:
        return None
    return Draft(
        firm,
        clause.agencies[0] if clause.agencies else None,
        clause.number("share", "money"),
    )
