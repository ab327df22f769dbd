"""A sum is stated for a contract, an order, or what an agency has paid."""

from __future__ import annotations

from crosstie.check.clause import Clause, Draft, rule
from crosstie.check.kinds.parties import nearest_firm, parties
from crosstie.check.kinds.vocabulary import CONTRACT, PAYS

_SUM = rule("@MONEY")
_BUSINESS = rule(CONTRACT)
_PAID = rule(PAYS, r"(?:sell|buy|purchase|supply|vendre|vendu|acheter|achete|invoice)")
_OTHER_MONEY = rule(
    r"(?:budget|funding|appropriation|revenue|profit|turnover|gdp|fine|donation|salary|subsidy|grant|loan|tax|aid|deficit|wage|"
    r"financement|credit|chiffre|benefice|amende|subvention|pret|salaire|impot)"
)


def find(clause: Clause) -> Draft | None:
    """Find a sum of money for a contract."""
    if not clause.has(_SUM):
        return None
    is_business = clause.has(_BUSINESS)
    if clause.has(_OTHER_MONEY) and not is_business:
        return None
    firm, buyer = parties(clause)
    if is_business or (clause.has(_PAID) and firm):
        firm = firm or nearest_firm(clause)
        if firm is None and buyer is None:
            return None
        return Draft(firm, buyer, clause.number("money"))
    return None
