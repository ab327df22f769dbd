"""Says who says a sentence, and cuts the words off that only say so.

>>> stated("The deal is off, the department said on Tuesday.")
(0, 15, 'the department')
>>> stated("Selon elle, le contrat est signé.")
(12, 32, 'elle')
"""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re

_SAYS = (
    r"(?:said|says|say|told \w+(?: \w+)?|stated|reported|reports|announced|announces|confirmed|confirms|according|wrote|writes|claims|claimed|"
    r"added|noted|notes|shows?|showed|found|finds|estimates?|estimated|argues?|argued|insists?|insisted|acknowledged|admitted|"
    r"suggests?|suggested|indicates?|indicated|revealed|reveals|disclosed|testified|a déclaré|déclare|dit|a dit|affirme|a affirmé|"
    r"indique|a indiqué|précise|a précisé|annonce|a annoncé|rapporte|a rapporté|estime|explique|assure|souligne|confirme|a confirmé|s'indigne|révèle|a révélé)"
)  # fmt: skip
_AFTER = re.compile(
    rf",?\s*(?:,\s*(?P<who>[^,;.:“”\"«»]{{2,90}}?)\s+{_SAYS}\b(?:\s[^.“”\"«»]{{0,60}})?"
    rf"|,\s*{_SAYS}\s+(?P<who2>[^,;.“”\"«»]{{2,80}})"
    r"|,?\s*(?:according to|as reported by|per|selon|d['’]après|d['’]apr[eè]s)\s+(?P<who3>[^;.“”\"«»]{2,120}))"
    r"\s*[.!?]?[”\"»]?\s*$",
    re.I,
)
_BEFORE = re.compile(
    r"^(?:There are|Il existe des|There have been)\s+(?:reports|indications|rapports)\s+(?:that|que|qu['’])\s*"
    r"|^(?:(?P<who4>[A-Z][\w’'-]+ [A-Z][\w’'-]+)\b)?.{0,260}?\b(?:reporting|reports|news|revelations?|allegations?|claims?|fact|evidence|disclosure)\s+that\s+(?=[A-Z]|the |it |a )"
    r"|^(?:According to|As reported by|Per|Selon|D['’]après)\s+(?P<who>[^,;“”\"«»]{2,120}),\s+"
    rf"|^(?P<who2>[^,;:“”\"«»]{{2,90}}?)\s+{_SAYS}\s+(?:\w+day\s|today\s)?(?:that|qu['’]e?)\s*"
    rf"|^(?P<who3>[^,;“”\"«»]{{2,60}}?)\s+{_SAYS}(?:\s[^:“”\"«»]{{0,30}})?:\s+(?=\S)"
    r"|^(?:It (?:is|was) (?:reported|alleged|understood|believed)|Il (?:est|a été) rapporté)\s+(?:that|que)\s+"
    r"|^(?:The same )?(?:[Rr]eports|[Dd]ocuments|[Rr]ecords|[Ff]igures|[Dd]ata) (?:say|suggest|indicate)\s+(?:that\s+)?",
)
_AWARE = re.compile(
    r"^.{0,60}?\b(?:aware (?:of the fact )?that|is it (?:true|correct|not the case) that|do(?:es)? \w+ (?:accept|know|recognise) that|"
    r"savez-vous que|sait-(?:il|elle) que|est-il (?:vrai|exact) que)\s+",
    re.I,
)
_JOINS = re.compile(
    r"^(?:(?:and|but|so|yet|then|also|now|moreover|furthermore|however|meanwhile|instead|first|second|third|finally|indeed|"
    r"let['’]s not forget(?: that)?|in addition|for its part|in fact|of course|worse|still|likewise|similarly|et|mais|or|donc|ainsi|aussi|toutefois|cependant|"
    r"pourtant|en outre|par ailleurs|de plus|enfin|en effet|because|although|though|while|whereas|car|tandis que|alors que|bien que)\b,?\s+)+",
    re.I,
)
_LABEL = re.compile(
    r"^(?:[A-ZÀ-Þ][A-ZÀ-Þ ,.'’-]{2,40}\s*(?:\([^)]{1,60}\)\s*)?(?:,\s*[A-Z][a-z]{2,8}\.?\s*\d{0,2},?\s*\d{0,4}\s*)?(?:--|[–—-])\s+"
    r"|[A-ZÀ-Þ]{4,}\.\s+|(?:Question|Answer|Réponse|Q|A|R)(?:\s?\d+)?[.:]\s+|\d{1,3}[/.)]\s+|\((?:[^()]{1,80})\)\s+|[#>*•–—-]+\s+)+"
)


def stated(text: str) -> tuple[int, int, str | None]:
    """Give where the statement itself begins and ends, and who is said to make it.

    Final marks are left out. The whole text, where nothing can be cut off.
    """
    start, end, who = 0, len(text), None
    for _ in range(3):
        joined = _LABEL.match(text[start:end]) or _JOINS.match(text[start:end])
        aware = _AWARE.match(text[start:end])
        before = _BEFORE.match(text[start:end])
        cut = joined or aware or before
        if cut is None:
            break
        if before and cut is before:
            who = next((name for name in before.groups() if name), who)
            if who is None:
                who = ""
        start += cut.end()
    after = _AFTER.search(text, max(start, end - 220), end)
    if after and after.start() - start >= 15:
        who = next((name for name in after.groups() if name), who)
        end = after.start()
    while end > start and text[end - 1] in " \t\r\n.,;:!?…":
        end -= 1
    return start, end, (who.strip() or None) if who is not None else None
