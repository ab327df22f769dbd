"""Where an organisation or agency has its seat, offices, plants or posts."""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

from crosstie.check.clause import Clause, Draft, rule

_HAS = (
    r"(?:have|operate|run|open|maintain|keep|employ|establish|set|staff|expand|occupy|count|hold|own|launch|close|station|post|avoir|ouvrir|ouvert|ouvre|compter|compte|"
    r"exploiter|exploite|posseder|possede|disposer|dispose|etablir|etabli|tenir|tient|employer|emploie|gerer|gere|implanter|implante|installer|installe|fermer|ferme)"
)
_SITE = (
    r"(?:office|headquarters|headquarter|plant|factory|site|branch|facility|hangar|post|outpost|base|depot|campus|presence|bureau|bureaux|siege|usine|succursale|"
    r"entrepot|antenne|etablissement|locaux|implantation|warehouse|laboratory|workshop|yard|shop|hub|centre|center|station|agences|workforce|subsidiary)"
)
_OFFICE = (
    r"(?:office|headquarters|headquarter|plant|factory|branch|hangar|post|outpost|depot|campus|bureau|bureaux|siege|usine|succursale|entrepot|antenne|"
    r"locaux|implantation|laboratory|agences|site)"
)
_OPENS = (
    r"(?:have|open|maintain|keep|establish|set|expand|close|launch|occupy|avoir|ouvrir|ouvert|ouvre|posseder|possede|disposer|dispose|etablir|etabli|"
    r"implanter|implante|installer|installe|fermer|ferme|compter|compte|count)"
)
_ANY = "(?:@ORG|@GOV)"
_RULES = rule(
    rf"{_ANY} ~ {_HAS} ~ {_OFFICE}s?",
    rf"{_ANY} ~ {_OPENS} ~ {_SITE}s?",
    rf"{_ANY} ~ {_HAS} ~ @NUM (?:\S+ )?{_SITE}s?",
    rf"{_ANY} ~ (?:headquarter|headquartered|based|base|locate|located|situate|domicile|incorporate|install|installe|base|basee|situe|situee|domicilie|implante|implantee|etabli|etablie) (?:in|at|near|a|au|en|dans|outside)",
    rf"{_ANY} ~ (?:operate|work|opere|operer) (?:from|out of|depuis|a partir) ~ {_SITE}s?",
    rf"{_ANY} ~ (?:headquarters|head office|siege|siege social|seat) ~ (?:be|in|at|se trouver|se|est|etre|a|au)",
    rf"(?:headquarters|head office|siege) (?:of|de|du|d') (?:\S+ )?{_ANY}",
    rf"{_ANY} ~ {_HAS} ~ @NUM (?:employee|people|staff|worker|employe|salarie|personne|agent|officer)s? (?:at|in|a|en|au)",
    rf"{_ANY} ~ @NUM (?:agent|officer|staff|employee|agents)s? (?:be )?(?:base|post|station|poste|statione) (?:in|at|a|au|en)",
)
_DOES = rule(rf"(?:build|supply|provide|sell|construire|fournir) ~ {_SITE}")


def find(clause: Clause) -> Draft | None:
    """Find a place where somebody named has an office or seat."""
    if clause.language == "en" and " siege " in clause.line:
        return None
    if not clause.mentions or not clause.has(_RULES) or clause.has(_DOES):
        return None
    owner = clause.mentions[0]
    buyer = owner if owner.named.is_buyer_side else None
    return Draft(owner, buyer, clause.number("count"))
