"""Why a register names no parent, in words: a reason is never read as 'none'."""

from __future__ import annotations

_REASONS = {
    "NATURAL_PERSONS": "the legal person is controlled by natural persons",
    "NON_CONSOLIDATING": "no parent consolidates it in its accounts",
    "NO_KNOWN_PERSON": "no person is known who controls it",
    "NO_LEI": "the parent has no LEI",
    "NON_PUBLIC": "the parent is not public",
    "BINDING_LEGAL_COMMITMENTS": "binding legal commitments forbid naming the parent",
    "LEGAL_OBSTACLES": "the law forbids naming the parent",
    "CONSENT_NOT_OBTAINED": "the parent's consent was not obtained",
    "DISCLOSURE_DETRIMENTAL": "naming the parent would harm it or the company",
    "DETRIMENT_NOT_EXCLUDED": "harm from naming the parent could not be excluded",
}


def no_parent(code: str, reference: str | None = None) -> str:
    """Put the publisher's reason code into words; an unknown code stays as it is."""
    words = _REASONS.get(code.strip().upper(), f"the register's reason is {code}")
    added = f" ({reference})" if reference else ""
    return f"no parent is reported: {words}{added}"
