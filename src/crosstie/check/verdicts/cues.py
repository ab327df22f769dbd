"""What the words of a claim say besides its facts: now, first, gone, in use.

The lists are of plain words in the languages that ship, and know no company, agency or
country. Words are compared folded, so accents and capitals do not matter.
"""

from __future__ import annotations

import re
from decimal import Decimal

from crosstie.model.claims import Claim, Qualifier
from crosstie.text.names import fold

CUT = Decimal("0.05")
"""How much of a number may be lost where it is cut and not rounded."""
_NOW = re.compile(
    r"\b(still|currently|today|now|ongoing|active|continues?|to this day|remains?|"
    r"toujours|actuellement|aujourd'hui|en cours|encore|continue|desormais)\b"
)
_FIRST = re.compile(r"\b(first|first-ever|premier|premiere|1er|jamais auparavant)\b")
_GONE = re.compile(
    r"\b(cancell?ed|called off|scrapped|scuppered|abandoned|withdr[ae]wn?|fell through|"
    r"collapsed|dropped|backed out|pulled out|will not proceed|not be proceeding|"
    r"annule[es]*|abandonne[es]*|retire[es]*|n'aura pas lieu)\b"
)
_USED = re.compile(
    r"\b(deploy(?:ed|s|ing|ment)?|in use (?:in|at|by)|"
    r"used (?:in|at|by|during|to|against|for)|"
    r"patroll?(?:ed|ing|s)?|roam\w*|spotted|seen (?:in|on|at)|sent to|"
    r"deploye[es]*|deploie\w*|utilise[es]*|servi|servent|apercu[es]*)\b"
)
_SOLD = re.compile(
    r"\b(contract\w*|award\w*|order\w*|purchas\w*|b(?:uy|uys|ought|uying)|s(?:ell|ells|old|elling)|"
    r"suppl(?:y|ies|ied|ier|iers|ying)|deals?|paid|pays?|procure\w*|provid\w*|sales?|"
    r"contrat\w*|marche[s]?|commande\w*|achet\w*|achat\w*|vend\w*|vente\w*|fourni\w*)\b"
)
_PART_OF = re.compile(
    r"\b(owned|owns?|owner|owners|parent|subsidiar(?:y|ies)|acquir\w*|bought|controls?|"
    r"controlled|stake|part of|arm of|unit of|belongs?|"
    r"filiale\w*|propriete|proprietaire\w*|appartien\w*|acqui\w*|rachet\w*|detenu\w*|controle\w*)\b"
)
_BASED = re.compile(
    r"\b(based|headquarter\w*|registered|incorporated|founded|base[es]? (?:a|au|en)|"
    r"siege|etabli\w*|immatricule\w*)\b|\b\w+-based\b"
)


def says_now(claim: Claim) -> bool:
    """Tell whether it says that something is so at present."""
    return bool(_NOW.search(fold(_plain(claim.text))))


def says_first(claim: Claim) -> bool:
    """Tell whether it says that something was the first of its kind."""
    return bool(_FIRST.search(fold(_plain(claim.text))))


def says_gone(claim: Claim) -> bool:
    """Tell whether it says itself that a plan was called off."""
    return claim.negated or bool(_GONE.search(fold(_plain(claim.text))))


def is_of_use(claim: Claim) -> bool:
    """Tell whether it is of where goods are used, and not of a sale."""
    said = fold(_plain(claim.text))
    return bool(_USED.search(said)) and not _SOLD.search(said)


def adds_use(claim: Claim) -> bool:
    """Tell whether it says where goods that were sold are used."""
    said = fold(_plain(claim.text))
    return bool(_USED.search(said)) and bool(_SOLD.search(said))


def says_owned(claim: Claim) -> bool:
    """Tell whether it speaks of who owns whom."""
    return bool(_PART_OF.search(fold(_plain(claim.text))))


def says_based(claim: Claim) -> bool:
    """Tell whether it speaks of where an organisation has its seat."""
    return bool(_BASED.search(fold(_plain(claim.text))))


def year_of(claim: Claim) -> int | None:
    """Give the year that it is about, where it states one."""
    found = re.match(r"(\d{4})", claim.date or "")
    return int(found[1]) if found else None


def precision(value: Decimal) -> Decimal:
    """Give half a unit of the last figure written: 7.2 million is good to 50,000.

    >>> precision(Decimal("7200000")), precision(Decimal("73.6"))
    (Decimal('5E+4'), Decimal('0.05'))
    """
    exponent = int(value.normalize().as_tuple().exponent)
    return Decimal(5).scaleb(exponent - 1)


def agrees(
    claimed: Decimal,
    value: Decimal,
    qualifier: Qualifier | None,
    slack: Decimal = Decimal(),
) -> bool:
    """Tell whether a value bears out a claimed one, as it was qualified and rounded.

    `slack` is a further share of the value that may lie between, for conversions.
    """
    room = max(abs(value) * slack, _room(claimed, qualifier))
    match qualifier:
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            return claimed - room <= value <= claimed * 2
        case Qualifier.LESS_THAN | Qualifier.AT_MOST:
            return claimed / 2 <= value <= claimed + room
        case _:
            # A number is often cut, not rounded: 26.6 million is said to be 26.
            cut = min(2 * precision(claimed), abs(claimed) * CUT)
            return abs(value - claimed) <= room or 0 <= value - claimed < cut


def _room(claimed: Decimal, qualifier: Qualifier | None) -> Decimal:
    """Say how far off a rounded amount may be: a tenth where it is about."""
    share = Decimal("0.1") if qualifier is Qualifier.ABOUT else Decimal("0.05")
    return (
        min(precision(claimed), abs(claimed) * share)
        if qualifier is not Qualifier.ABOUT
        else abs(claimed) * share
    )


def _plain(text: str) -> str:
    return text.replace("\u2019", "'")
