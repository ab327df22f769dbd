"""Where the records hold nothing: what was searched, never "there is none"."""

from __future__ import annotations

from crosstie.check.records import Records
from crosstie.check.verdicts.words import unpointed, whole_search
from crosstie.model.claims import Checked, Claim, Verdict
from crosstie.text.language import _


def no_award(claim: Claim, records: Records, hint: str = "") -> Checked:
    """Say that no award names the organisation; `hint` is what is nearest."""
    name = (
        unpointed(claim.organisation.name)
        if claim.organisation
        else _("anybody so described")
    )
    agency = claim.buyer.name if claim.buyer else records.buyer.abbreviation
    said = _(
        "No award of {agency} in the records loaded names {name} as supplier, owner "
        "or product."
    ).format(agency=agency, name=name)
    return Checked(
        claim,
        Verdict.NOT_FOUND,
        f"{said} {hint or whole_search(records)}",
        searched=records.searched,
    )


def nobody_named(claim: Claim, records: Records) -> Checked:
    """Say that a claim names no organisation that could be looked up."""
    return Checked(
        claim,
        Verdict.NOT_CHECKABLE,
        _("The claim names no organisation that could be looked up in the records."),
        searched=records.searched,
    )


def other_agency(claim: Claim, records: Records) -> Checked:
    """Say that the case is about another agency than the one that is named."""
    about = claim.buyer or claim.organisation
    agency = about.name if about else ""
    return Checked(
        claim,
        Verdict.NOT_FOUND,
        _(
            "The records loaded are of {buyer} and its department; they cannot speak "
            "of {agency}."
        ).format(buyer=records.buyer.name, agency=agency),
        searched=records.searched,
    )
