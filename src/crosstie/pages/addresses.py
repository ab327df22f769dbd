"""Anchors and addresses: the one place where a link is made."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit


def organisation_anchor(organisation_id: str) -> str:
    """Give the anchor of an organisation's section; stable, and safe as an id."""
    return "o-" + _digest(organisation_id)


def tie_anchor(tie_id: str) -> str:
    """Give the anchor of a tie."""
    return "t-" + _digest(tie_id)


def money_anchor(meaning: str) -> str:
    """Give the anchor of the rows of the table whose money means the same."""
    return f"money-{meaning}"


def record_anchor(number: int) -> str:
    """Give the anchor of a cited record, from its footnote number."""
    return f"r{number}"


def public_url(url: str | None) -> str:
    """Give an address that may be linked, or nothing: only http and https may."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def site(url: str) -> str:
    """Name the site of an address, to be shown instead of all of it."""
    return urlsplit(url).netloc.removeprefix("www.")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
