"""Anchors and addresses: the one place where a link is made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from urllib.parse import quote, urlencode, urlsplit

OVERVIEW = "/"
TIES = "/ties"
SEARCH = "/search"
REVIEW = "/review"
METHOD = "/method"
SOURCES = "/sources"
RECORDS = "/records"
API = "/api"
OPENAPI = "/openapi.json"
ROWS_PER_PAGE = 100
"""Rows of a page of a long list, unless a reader asks for another number."""
FORMATS = ("html", "json", "csv")
"""What every page answers in; all but HTML at its address with an ending."""

PICTURE_FORMATS = ("svg", "png")
"""What a picture answers in besides."""


def organisation_anchor(organisation_id: str) -> str:
    """Give the anchor of an organisation's section; stable, and safe as an id."""
    return "o-" + _digest(organisation_id)


def tie_anchor(tie_id: str) -> str:
    """Give the anchor of a tie."""
    return "t-" + _digest(tie_id)


def party_anchor(party_id: str) -> str:
    """Give the anchor of a supplier."""
    return "p-" + _digest(party_id)


def award_anchor(award_id: str) -> str:
    """Give the anchor of an award."""
    return "a-" + _digest(award_id)


def money_anchor(meaning: str) -> str:
    """Give the anchor of the rows of the table whose money means the same."""
    return f"money-{meaning}"


def record_anchor(number: int) -> str:
    """Give the anchor of a cited record, from its footnote number."""
    return f"r{number}"


def tie_page(tie_id: str) -> str:
    """Give the address of a tie's page."""
    return f"{TIES}/{tie_anchor(tie_id)}"


def organisation_page(organisation_id: str) -> str:
    """Give the address of an organisation's page."""
    return f"/organisations/{organisation_anchor(organisation_id)}"


def supplier_page(party_id: str) -> str:
    """Give the address of a supplier's page."""
    return f"/suppliers/{party_anchor(party_id)}"


def review_page(item_id: str) -> str:
    """Give the address of a question of the review, from the id of its item."""
    return f"{REVIEW}/{review_anchor(item_id)}"


def review_anchor(item_id: str) -> str:
    """Give the anchor of a question of the review."""
    return "q-" + _digest(item_id)


def award_page(award_id: str) -> str:
    """Give the address of an award's page."""
    return f"/awards/{award_anchor(award_id)}"


def evidence_page(file_sha256: str, row_number: int) -> str:
    """Give the address of one row of one file, as its publisher wrote it."""
    return f"/evidence/{file_sha256[:16]}/{row_number}"


def picture(name: str) -> str:
    """Give the address of a drawing that can be downloaded."""
    return f"/pictures/{quote(name)}"


def record_in_list(number: int) -> str:
    """Give the place of a cited record in the list of records, which has pages."""
    page = (number - 1) // ROWS_PER_PAGE + 1
    at = asked(RECORDS, [("page", str(page) if page > 1 else "")])
    return f"{at}#{record_anchor(number)}"


def asked(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Put parameters behind an address; empty ones are left out.

    >>> asked("/ties", [("route", "direct"), ("q", "")])
    '/ties?route=direct'
    """
    kept = [(name, value) for name, value in pairs if value != ""]
    return f"{path}?{urlencode(kept)}" if kept else path


def in_format(address: str, ending: str) -> str:
    """Give the address of the same page in another format.

    >>> in_format("/ties?route=direct", "csv")
    '/ties.csv?route=direct'
    """
    path, mark, query = address.partition("?")
    if ending == "html":
        return address
    path = "/index" if path == OVERVIEW else path
    return f"{path}.{ending}{mark}{query}"


def split_format(path: str) -> tuple[str, str]:
    """Read the address of a page and its format from a path.

    >>> split_format("/index.json")
    ('/', 'json')
    """
    more = PICTURE_FORMATS if path.startswith("/pictures/") else ()
    for ending in (*FORMATS[1:], *more):
        if path.endswith(f".{ending}"):
            page = path[: -len(ending) - 1]
            return (OVERVIEW if page == "/index" else page), ending
    return path, "html"


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
