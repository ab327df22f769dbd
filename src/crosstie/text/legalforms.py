"""Legal forms at the end of an organisation's name, and the class each belongs to.

A form is taken off only at the end, and never when nothing else would be left:
"Limited Brands" and "Partners In Health" keep every word.
"""

from __future__ import annotations

from collections.abc import Sequence

NEUTRAL = "company"
"""The class that agrees with every other: "Acme Co" may well be "Acme Co Inc"."""

CLASSES: dict[str, str] = {
    "inc": "inc|incorporated|incorporee|incorp",
    "corporation": "corp|corporation|corpn|professional corporation|pc|apc|psc",
    "limited": (
        "ltd|limited|ltee|limitee|ltda|limitada|pty|pty ltd|pvt ltd|pte|pte ltd|"
        "private limited|pvt|pty limited|pte limited|proprietary limited|berhad|lda|"
        "ltd sti|limited sirketi|company limited by guarantee|cia ltda|"
        "compania limitada|proprietary|proprietary ltd|no liability|dac|clg|uc"
    ),
    "llc": (
        "llc|lc|pllc|limited liability company|limited liability co|llc pc|"
        "professional limited liability company"
    ),
    "ulc": "ulc|unlimited liability company",
    "partnership": (
        "lp|llp|lllp|lp llp|limited partnership|limited liability partnership|"
        "general partnership|gp|senc|sencrl|sec|societe en commandite|"
        "societe en nom collectif"
    ),
    "plc": "plc|public limited company",
    "gmbh": (
        "gesellschaft mit beschrankter haftung|gesellschaft mbh|gmbh|mbh|ggmbh|"
        "gesmbh|ug|gmbh and co kg|gmbh co kg|gmbh and co"
    ),
    "kg": (
        "kg|kgaa|ohg|gbr|kommanditgesellschaft|co kg|ltd co kg|vof|og|keg|comm v|"
        "commv|comm va|gcv|k s|ks|kb|hb|s en c|s en c por a|s com p a|sp j|sp k|"
        "sp komandytowa|osakeyhtioe|eireli|i s|mbh co kg|gmbh and co kgaa|"
        "ug and co kg|ag and co kg|ag and co kgaa|se and co kgaa"
    ),
    "sa": (
        "sa|ag|se|spa|nv|asa|oyj|s a|sab|sab de cv|sa de cv|sapi de cv|ad|sa nv|"
        "nv sa|societe anonyme|aktiengesellschaft|a g|naamloze vennootschap|saa|sau|"
        "sociedad anonima|societa per azioni|sociedade anonima|spolka akcyjna|sca|"
        "sapa|societas europaea|kommanditgesellschaft auf aktien|allmennaksjeselskap"
    ),
    "sas": (
        "sas|sasu|sarl|srl|sl|slu|eurl|bv|bvba|sprl|spzoo|sp z oo|sp z o o|aps|oy|ab|"
        "as|kft|doo|d o o|ooo|eood|ood|sro|s r o|besloten vennootschap|snc|ev|eg|"
        "spolka z ograniczona odpowiedzialnoscia|spolka z oo|s z oo|szoo|"
        "spolocnost s rucenim obmedzenym|spolecnost s rucenim omezenym|ab publ|"
        "aktiebolag|aktiebolaget|aktiebolaget publ|osakeyhtio|akciova spolecnost|"
        "anonim sirketi|societe a responsabilite limitee|"
        "societa a responsabilita limitata|sociedad de responsabilidad limitada|"
        "sociedad limitada|amba|eirl|ivs|esbl|ebvba|sprlu|aktieselskab|vzw|asbl|"
        "aisbl|ivzw|cvba so|scrl fs|sa de cv sofom enr|sapi|anpartsselskab|"
        "aksjeselskap|besloten vennootschap met beperkte aansprakelijkheid|"
        "obshchestvo s ogranichennoi otvetstvennostyu|wll|fze|fzc|fzco|fz llc|dmcc|"
        "korlatolt felelossegu tarsasag|osauhing|uzdaroji akcine bendrove|"
        "de r l de c v|s de rl de cv|de rl de cv|sarl au"
    ),
    "kk": (
        "kk|kabushiki kaisha|godo kaisha|gk|co ltd|company limited|company ltd|bhd|"
        "sdn bhd|persero tbk|persero|tbk|public company limited|pcl|saog|qpsc|qsc|"
        "kscp|joint stock company|public joint stock company|"
        "closed joint stock company|cjsc|publichnoe aktsionernoe obshchestvo|"
        "aktsionernoe obshchestvo|yk|yugen kaisha|nyrt|zrt|pt|jsc|ojsc|pjsc|oao|zao|"
        "pao|as public"
    ),
    "cooperative": (
        "coop|co op|cooperative|cooperatif|scarl|soc coop|s coop|scl|cvoa|"
        "cooperative limited|cooperative ltd|co operative limited|cooperativa|"
        "genossenschaft|ug coop|coopérative|association coop"
    ),
    "trust": "trust|reit|real estate investment trust|income fund",
    NEUTRAL: "co|company|compagnie|cie|comp|coy",
}
"""Class -> its forms, normalised, separated by bars."""


def _table() -> dict[tuple[str, ...], str]:
    return {
        tuple(form.split()): name
        for name, forms in CLASSES.items()
        for form in forms.split("|")
    }


FOLLOWED = ("inc", "corporation", "limited", "llc", "gmbh", "kg", "sa", NEUTRAL)
"""Classes of forms that another form may follow: "Co. Ltd." has two, "Trust Inc" one,
for the trust is what the company is about."""

_SHARES = {"inc", "corporation", "limited", "plc", "kk"}
_FORMS = _table()
_LAST_WORDS = frozenset(form[-1] for form in _FORMS)
_LONGEST = max(len(form) for form in _FORMS)


def split_form(tokens: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Part normalised words into the name and the class of its legal form.

    >>> split_form(("thomson", "reuters", "corp"))
    (('thomson', 'reuters'), 'corporation')
    >>> split_form(("limited", "brands"))
    (('limited', 'brands'), '')
    >>> split_form(("hospitality", "trust", "inc"))
    (('hospitality', 'trust'), 'inc')
    """
    left = tuple(tokens)
    found = ""
    while len(left) > 1 and left[-1] in _LAST_WORDS:
        for length in range(min(_LONGEST, len(left) - 1), 0, -1):
            name = _FORMS.get(left[-length:])
            if name is not None and (not found or name in FOLLOWED):
                left = left[:-length]
                found = name if found in ("", NEUTRAL) else found
                break
        else:
            break
    return left, found


def has_form(tokens: Sequence[str]) -> bool:
    """Tell whether the words end in a legal form."""
    return split_form(tokens)[1] != ""


def compare_forms(left: str, right: str) -> str:
    """Say how two classes stand to each other: same, missing, near, or conflict.

    "near" holds for two forms of company limited by shares: Inc. and Ltd. are mistaken
    for each other, but often they are two bodies of one family. An LLC is another body.
    """
    if not left or not right:
        return "missing"
    if left == right:
        return "same"
    if NEUTRAL in (left, right):
        return "missing"
    if {left, right} <= _SHARES:
        return "near"
    return "conflict"
