"""Codes of identifier schemes as org-id.guide, OCDS and BODS write them."""

from __future__ import annotations

from crosstie.pages.exchange_contexts import Identifier

__all__ = ["scheme_code"]

_CODES = {
    "lei": "XI-LEI",
    "uei": "US-SAM",
}


def scheme_code(one: Identifier) -> str:
    """Write a scheme's code; what has none keeps its name, in capitals.

    >>> scheme_code(Identifier("lei", "x")), scheme_code(Identifier("gb-coh", "1"))
    ('XI-LEI', 'GB-COH')
    """
    return _CODES.get(one.scheme, one.scheme.upper())
