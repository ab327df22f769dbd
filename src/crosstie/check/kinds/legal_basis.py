"""What a law, treaty or regulation lets, forbids or founds."""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

from crosstie.check.clause import Clause, Draft, rule

_VERB = rule(
    r"(?:be|have|do|can|may|let|allow|permit|require|prohibit|ban|bar|forbid|rest|govern|set|provide|give|grant|make|oblige|authorise|authorize|protect|invoke|"
    r"work|act|hold|detain|breach|violate|break|apply|rely|must|cite|limit|cover|define|criminalise|empower|enable|guarantee|pass|sign|ratify|adopt|"
    r"permettre|permet|permettent|permis|interdire|interdit|interdisent|obliger|oblige|autoriser|autorise|prevoir|prevoit|imposer|impose|garantir|garantit|exiger|exige|etre|est|sont|avoir|a|"
    r"fonder|fonde|fondee|reposer|repose|violer|viole|enfreindre|enfreint|fixer|fixe|encadrer|encadre|reprimer|punir|punit|passe|invoquer|etablir|establish|impose|regulate|entitle|exempt|exclude)"
)
_GRANTS = rule(
    r"(?:which|that|qui) (?:\S+ ){0,2}?(?:let|allow|permit|require|prohibit|ban|bar|forbid|give|grant|oblige|authorise|authorize|empower|enable|make|permettre|permet|interdire|interdit|obliger|oblige|autoriser|autorise|prevoir|prevoit|exige|impose)"
)


def find(clause: Clause) -> Draft | None:
    """Find a statement that rests on a named instrument."""
    if clause.laws:
        if not clause.has(_VERB) or len(clause.text.split()) < 5:
            return None
        subject = "; ".join(law.text for law in clause.laws)
    elif clause.after_law and clause.has(_GRANTS):
        subject = ""
    else:
        return None
    firm = clause.firms[0] if clause.firms else None
    buyer = clause.agencies[0] if clause.agencies else None
    return Draft(firm, buyer, subject=subject or None)
