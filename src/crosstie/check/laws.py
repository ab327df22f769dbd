"""Finds the laws, treaties and their sections that a sentence names.

>>> [l.text for l in laws("Canada can do so under the 1961 Vienna Convention on Diplomatic Relations.")]
['1961 Vienna Convention on Diplomatic Relations']
"""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re

from crosstie.check.sentences import Span

_CAP = r"[A-ZÀ-Þ][\w’'-]*"
_LINK = r"(?:of|and|on|against|for|the|to|in|with|from|by|,|&)"
_NAMED = re.compile(
    rf"(?:\b\d{{4}} )?\b(?:{_CAP}(?:,? {_LINK}){{0,3}} ){{1,9}}"
    r"(?:Act|Law|Code|Convention|Treaty|Charter|Regulations?|Directive|Constitution|Protocol|Statute|Ordinance|Covenant|"
    r"Amendment|Declaration|Agreement|Accords?|Rules|Bill)\b(?! of (?:the )?(?:company|contract))"
    rf"(?: (?:on|of|for|relating to|against)(?: (?:the|and|{_CAP}|of)){{1,9}})?(?:,? (?:of )?\d{{4}}\b)?"
    rf"|\b(?:Treaty|Convention|Charter|Constitution|Protocol|Covenant|Declaration|Bill of Rights)(?: (?:on|of|for|relating to|against)"
    rf"(?: (?:the|and|of))?(?: {_CAP})(?: (?:the|and|of|{_CAP})){{0,9}})(?:,? \d{{4}}\b)?"
)
_NUMBERED = re.compile(
    r"\b(?:(?:[Ss]ections?|[Aa]rticles?|Schedule|Title|Chapter|Annexe?|Part) (?:[LRDlrd]\.? ?)?\d[\w().-]*(?: (?:of|to|de|du) (?:the |la |l['’])?)?"
    r"|(?:Executive Order|Regulation|Directive|Règlement|règlement|directive|Decree|Bill) (?:\([A-Z]+\) )?(?:(?:No\.? ?|n° ?)?[A-Z]{0,2}-?\d[\w./-]*)"
    r"|\d+ U\.?S\.?C\.? ?§* ?\d*\w*|§+ ?\d+\w*(?: \w+G\b)?)"
)
_FRENCH = re.compile(
    r"\b(?:[Ll]oi|[Cc]ode|[Cc]onvention|[Rr]èglement|[Cc]harte|[Dd]écret|[Oo]rdonnance|[Tt]raité|Constitution|[Dd]irective)"
    r" (?:(?:fédérale|européenne|internationale|organique) )?(?:sur |relati(?:f|ve) (?:à |au |aux )|du |des |de |d['’]|n[o°] ?|portant |contre )"
    r"(?:l['’]|la |les |le )?[\w°’'-]+(?:(?: (?:et|de|des|du|la|le|les|à|au|aux|en))*(?: d?[el]?['’]?[\w°’'-]+)){0,3}"
)
_FRENCH_STOPS = re.compile(
    r" (?:permet|interdit|oblige|autorise|prévoit|impose|garantit|exige|est|sont|a|ont|qui|que|pour|par|dans|ne|fixe|encadre|réprime|punit)\b"
)
_GERMAN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]+gesetz(?:es)?\b|\b(?:Asyl|Aufenth)G\b")
_LETTER = frozenset(
    ("In", "Under", "By", "The", "This", "That", "But", "And", "If", "Since")
)
_NO_LAW = re.compile(
    r"(?:Framework|Purchase|Service|Services|Lease|Loan|Sale|Sales|Share|Partnership|Licen[cs]e|Master|Supply|Free Trade|Press|Dress|Zip|Bar|Source)"
    r" (?:Agreement|Code|Accord|Rules|Declaration)$|\b[Cc]ode (?:d['’]accès|source|postal)"
)


def laws(text: str, start: int = 0) -> list[Span]:
    """Find the instruments that a sentence names; a section is joined to its law."""
    found: list[tuple[int, int]] = []
    for at in _NAMED.finditer(text):
        begin = at.start()
        first = at.group().split(" ", 1)
        if first[0] in _LETTER and len(first) > 1:
            begin += len(first[0]) + 1
        if text[begin : begin + 4] == "the ":
            begin += 4
        found.append((begin, at.end()))
    for at in _FRENCH.finditer(text):
        stop = _FRENCH_STOPS.search(text, at.start() + 8, at.end())
        found.append((at.start(), stop.start() if stop else at.end()))
    for pattern in (_NUMBERED, _GERMAN):
        found += [(at.start(), at.end()) for at in pattern.finditer(text)]
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    spans = [
        Span(begin + start, begin + start + len(written), written)
        for begin, end in joined
        if (written := text[begin:end].rstrip(" ,."))
    ]
    return [
        span for span in spans if " " in span.text and not _NO_LAW.search(span.text)
    ]
