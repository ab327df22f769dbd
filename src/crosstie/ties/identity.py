"""The id of a tie: a hash of stable ids, so that no spelling changes it."""

from __future__ import annotations

import hashlib


def tie_id(
    buyer: str,
    organisation_id: str,
    route: str,
    *,
    party_id: str | None = None,
    component: str,
    currency: str | None = None,
) -> str:
    """Hash what makes a tie one row, with the buyer of the case."""
    parts = (buyer, organisation_id, route, party_id or "", component, currency or "")
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
