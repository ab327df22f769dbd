"""planned_deal: whether the plan is on record, and still stands."""

from __future__ import annotations

from dataclasses import replace

from crosstie.check.records import KnownTie, Records, supports
from crosstie.check.verdicts import absent, contract, cues
from crosstie.check.verdicts.published import outdated_document
from crosstie.check.verdicts.words import day
from crosstie.model.claims import Checked, Claim, Verdict
from crosstie.text.language import _
from crosstie.text.names import fold, words_of

SHARED_WORDS = 2
"""Words that a claim without an organisation shares with its document."""
LONG = 5


def check_planned(claim: Claim, records: Records) -> Checked:
    """Judge a plan: what was published of it, and its status on the newest day."""
    if records.scope_of_claim(claim) == "other":
        return absent.other_agency(claim, records)
    ties = [tie for tie in records.ties_of(claim.organisation) if tie.is_finding]
    documents = [tie for tie in ties if tie.is_document]
    if not documents and not ties:
        documents = [
            tie for tie in records.ties if tie.is_document and _speaks_of(tie, claim)
        ]
    if documents:
        return _judged(claim, _best(documents, claim), records)
    found = contract.check_contract(replace(claim, negated=False), records)
    if claim.negated:
        return contract.denied(claim, found)
    if found.verdict in (Verdict.SUPPORTED, Verdict.SUPPORTED_WITH_CONTEXT):
        return replace(
            found,
            verdict=Verdict.OUTDATED,
            explanation=_("It is no longer a plan. {found}").format(
                found=found.explanation
            ),
        )
    return replace(found, claim=claim)


def _best(documents: list[KnownTie], claim: Claim) -> KnownTie:
    """Choose the document that shares most words with the claim; property first."""
    return max(
        documents, key=lambda tie: (_shared(tie, claim), tie.route == "property")
    )


def _speaks_of(tie: KnownTie, claim: Claim) -> bool:
    return claim.organisation is None and _shared(tie, claim) >= SHARED_WORDS


def _shared(tie: KnownTie, claim: Claim) -> int:
    said = {w for w in words_of(fold(claim.text)) if len(w) >= LONG}
    about = " ".join((tie.summary, tie.city, tie.organisation))
    return len(said & set(words_of(fold(about))))


def _judged(claim: Claim, tie: KnownTie, records: Records) -> Checked:
    """Compare what the claim says of the plan with its status."""
    when = tie.status_date
    known = day(when) if when else (tie.date_text or _("a day that is not known"))
    gone = outdated_document(claim, tie, records)
    said, verdict = "", Verdict.REPORTED_ONLY
    match tie.status:
        case "cancelled":
            if not cues.says_gone(claim):
                return gone
            return replace(gone, verdict=Verdict.SUPPORTED)
        case "planned":
            said = _("It was planned as of {day}; nothing newer is on record.").format(
                day=known
            )
            verdict = Verdict.SUPPORTED
        case "active" | "ended":
            said = _("It went ahead: its status of {day} is no longer a plan.").format(
                day=known
            )
            verdict = Verdict.OUTDATED
        case _:
            said = _(
                "It was published, and no open record shows whether it went ahead."
            )
    if cues.says_gone(claim) and verdict is not Verdict.REPORTED_ONLY:
        verdict = Verdict.CONTRADICTED
    return Checked(
        claim,
        verdict,
        said,
        tie.summary or None,
        when,
        supports([tie], 4),
        records.searched,
    )
