"""Why a register names no parent, in words: a reason is never read as 'none'."""

from __future__ import annotations

from crosstie.text.language import _, later

_REASONS = {
    "NATURAL_PERSONS": later("the legal person is controlled by natural persons"),
    "NON_CONSOLIDATING": later("no parent consolidates it in its accounts"),
    "NO_KNOWN_PERSON": later("no person is known who controls it"),
    "NO_LEI": later("the parent has no LEI"),
    "NON_PUBLIC": later("the parent is not public"),
    "BINDING_LEGAL_COMMITMENTS": later(
        "binding legal commitments forbid naming the parent"
    ),
    "LEGAL_OBSTACLES": later("the law forbids naming the parent"),
    "CONSENT_NOT_OBTAINED": later("the parent's consent was not obtained"),
    "DISCLOSURE_DETRIMENTAL": later("naming the parent would harm it or the company"),
    "DETRIMENT_NOT_EXCLUDED": later(
        "harm from naming the parent could not be excluded"
    ),
}


def no_parent(code: str, reference: str | None = None) -> str:
    """Put the publisher's reason code into words; an unknown code stays as it is."""
    unknown = _("the register's reason is {code}").format(code=code)
    why = _REASONS.get(code.strip().upper(), unknown)
    said = _("no parent is reported: {why}")
    if reference:
        said = _("no parent is reported: {why} ({reference})")
    return said.format(why=why, reference=reference)
