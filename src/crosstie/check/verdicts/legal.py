"""legal_basis: whether the instrument exists and is in force, and what it asks for."""

from __future__ import annotations

import re

from crosstie.check.instruments import Instrument, find_instrument, instruments
from crosstie.check.records import Records
from crosstie.check.verdicts.words import day
from crosstie.model.claims import Checked, Claim, Verdict
from crosstie.text.language import _, ngettext
from crosstie.text.numerals import grouped

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def check_legal(claim: Claim, records: Records) -> Checked:
    """Judge a claim that names a law or a treaty."""
    written = _YEAR.search(claim.text)
    year = written[1] if written else None
    found = find_instrument(
        f"{claim.subject or ''} {claim.text}", year or (claim.date or "")[:4]
    )
    if found is None:
        return _unknown(claim)
    verdict = Verdict.SUPPORTED_WITH_CONTEXT
    said = [_("The instrument exists: {citation}.").format(citation=found.citation)]
    if found.status in ("abolished", "replaced"):
        verdict = Verdict.OUTDATED
        said = [_("{title} is no longer in force.").format(title=found.name)]
    elif year and found.year and _is_its_year(claim, found, year):
        verdict = Verdict.CONTRADICTED
        said = [
            _("{title} is of {year}, not of {claimed}.").format(
                title=found.name, year=found.year, claimed=year
            )
        ]
    said.append(f"{found.conditions}.")
    when = found.support.day
    best = found.citation
    if when:
        best = _("{citation}; text current to {day}").format(
            citation=best, day=day(when)
        )
    return Checked(claim, verdict, " ".join(said), best, when, (found.support,))


def _is_its_year(claim: Claim, found: Instrument, year: str) -> bool:
    """Tell whether a year that is written beside the title is not the instrument's."""
    title = re.escape(found.title)
    beside = rf"(?:\b{year}\s+(?:{title}))|(?:{title}[^.]{{0,12}}\b{year}\b)"
    return year != found.year and bool(re.search(beside, claim.text, re.IGNORECASE))


def _unknown(claim: Claim) -> Checked:
    count = len(instruments())
    return Checked(
        claim,
        Verdict.NOT_FOUND,
        ngettext(
            "The instrument is none of the {count} whose text was read; nothing is "
            "said of it.",
            "The instrument is none of the {count} whose texts were read; nothing is "
            "said of it.",
            count,
        ).format(count=grouped(count)),
    )
