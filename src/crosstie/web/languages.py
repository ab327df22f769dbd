"""Which language a reader gets: asked for, remembered, or preferred by the browser."""

from __future__ import annotations

from starlette.requests import Request

from crosstie.text.language import LANGUAGES

COOKIE = "lang"
"""The one cookie of a reader: the language, and nothing that tells two apart."""

A_YEAR = 31_536_000


def asked_language(request: Request) -> str:
    """Give the language that the address asks for; empty where it asks for none."""
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else ""


def language_of(request: Request) -> str:
    """Choose a language: the address first, then the cookie, then the browser."""
    asked = asked_language(request) or request.cookies.get(COOKIE, "")
    if asked in LANGUAGES:
        return asked
    return preferred(request.headers.get("accept-language", "")[:500])


def preferred(header: str) -> str:
    """Choose by an Accept-Language header; the first language where none fits.

    >>> preferred("de, fr-CA;q=0.8, en;q=0.5")
    'fr'
    """
    best, weight = LANGUAGES[0], 0.0
    for part in header.split(","):
        name, _, rest = part.strip().partition(";")
        language = name.strip().partition("-")[0].lower()
        try:
            wish = float(rest.strip().removeprefix("q=")) if rest else 1.0
        except ValueError:
            continue
        if language in LANGUAGES and wish > weight:
            best, weight = language, wish
    return best


def cookie(language: str) -> str:
    """Write the cookie that remembers a language."""
    return f"{COOKIE}={language}; Path=/; Max-Age={A_YEAR}; SameSite=Lax; HttpOnly"
