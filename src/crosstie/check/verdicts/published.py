"""What stands on something published: reported, planned, called off."""

from __future__ import annotations

from datetime import date

from crosstie.check.records import KnownTie, Records, supports
from crosstie.check.verdicts.gathered import Case, best_of
from crosstie.check.verdicts.words import day, listed
from crosstie.model.claims import Checked, Claim, Verdict
from crosstie.text.language import _


def published(case: Case) -> Checked:
    """Judge where only something published says so; a sibling's award is named."""
    tie = case.published[0]
    originals = {s.publisher for s in supports(case.published) if s.is_original}
    originals -= {f"the case {case.records.case}"}
    source = listed(sorted(originals), 2) or _("a single publisher")
    said = [
        _(
            "{publisher} reported it; no award of {agency} in the records loaded "
            "shows it."
        ).format(publisher=source, agency=case.records.buyer.abbreviation)
    ]
    value, when = tie.summary or None, tie.status_date
    if tie.status == "cancelled":
        return outdated_document(case.claim, tie, case.records)
    if case.elsewhere:
        other = case.elsewhere[0]
        said.append(elsewhere_said(other))
        newest = max(other.awards, key=lambda a: a.last_date or date.min, default=None)
        value, when = best_of(newest)
        if value:
            value = f"{value} ({other.component})"
    return Checked(
        case.claim,
        Verdict.REPORTED_ONLY,
        " ".join(said),
        value,
        when,
        (*supports(case.published, 3), *supports(case.elsewhere, 3)),
        case.records.searched,
    )


def outdated_document(claim: Claim, tie: KnownTie, records: Records) -> Checked:
    """Judge a plan that was called off."""
    when = tie.status_date
    said = (
        _("It was planned, and called off on {day}.").format(day=day(when))
        if when
        else _("It was planned, and called off.")
    )
    answers = [one for one in records.answers if one.organisation_id in tie.chain_ids]
    own = next((one for one in reversed(answers) if when and one.day == when), None)
    if own:
        said = _(
            "It was planned; the owner announced on {day} that it would not go ahead."
        ).format(day=day(when) if when else "")
    best = _("Cancelled {day}").format(day=when.isoformat()) if when else _("Cancelled")
    evidence = (*supports([tie], 4), *((own.support,) if own else ()))
    return Checked(
        claim, Verdict.OUTDATED, said, best, when, evidence, records.searched
    )


def elsewhere_said(tie: KnownTie) -> str:
    """Say that a sibling of the agency has the award."""
    if tie.route == "product":
        return _(
            "Its product is named on an award of {component}, another agency of the "
            "department, to {supplier}."
        ).format(component=tie.component, supplier=tie.supplier)
    return _(
        "The award on record is of {component}, another agency of the department, to "
        "{supplier}."
    ).format(component=tie.component, supplier=tie.supplier)
