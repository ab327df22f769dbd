"""Who may decide in the browser: a token from the terminal, sessions, forged forms."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import Request

from crosstie.errors import CrosstieError, Refused
from crosstie.review.session import Session
from crosstie.text.language import _

MOST_VISITORS = 200
"""Sessions kept at once; the least recently used is dropped."""


@dataclass
class Visitor:
    """One browser that came with the token: who decides in it, and what it did."""

    key: str
    csrf: str
    by: str = ""
    session: Session | None = None
    """The acts that can be taken back, once somebody is named."""
    said: str = ""
    """What the last act came to; told once."""
    notes: dict[str, str] = field(default_factory=dict)
    """Notes kept for a question that is not decided yet, by its anchor."""


class Access:
    """Gives sessions for the token, and checks that a form comes from its own page."""

    def __init__(self, token: str, reviewer: str) -> None:
        self._token = token
        self._reviewer = reviewer
        self._visitors: OrderedDict[str, Visitor] = OrderedDict()
        # Browsers send the cookies of all ports of a host to each of them.
        self.cookie = "review-" + hashlib.sha256(token.encode()).hexdigest()[:8]

    def enter(self, given: str) -> Visitor:
        """Open a session for whoever shows the token.

        Raises:
            Refused: it is not the token.

        """
        if not secrets.compare_digest(given.encode(), self._token.encode()):
            raise refused()
        visitor = Visitor(
            secrets.token_urlsafe(24), secrets.token_urlsafe(24), self._reviewer
        )
        self._visitors[visitor.key] = visitor
        while len(self._visitors) > MOST_VISITORS:
            self._visitors.popitem(last=False)
        return visitor

    def header(self, visitor: Visitor) -> str:
        """Write the cookie of a session: for this program alone, until it ends."""
        return f"{self.cookie}={visitor.key}; Path=/; HttpOnly; SameSite=Strict"

    def known(self, request: Request) -> Visitor:
        """Give the session of a request.

        Raises:
            Refused: there is none.

        """
        key = request.cookies.get(self.cookie, "")
        visitor = self._visitors.get(key)
        if visitor is None:
            raise refused()
        self._visitors.move_to_end(key)
        return visitor


def check_origin(request: Request) -> None:
    """Refuse a form that another site sent; browsers name the site that sends.

    Raises:
        Refused: it came from elsewhere, or from nowhere that is said.

    """
    given = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    own = f"{request.url.scheme}://{host}".lower()
    site = request.headers.get("sec-fetch-site", "same-origin")
    if given.lower() != own or not urlsplit(given).netloc or site != "same-origin":
        raise Refused(
            _("the form was not sent by a page of this address; nothing was written"),
            next_step=_("open the question here, and decide it again"),
        )


def check_form(visitor: Visitor, given: str) -> None:
    """Refuse a form without the secret of the session that its page was made for.

    Raises:
        Refused: it is missing or another one.

    """
    if not secrets.compare_digest(given.encode(), visitor.csrf.encode()):
        raise Refused(
            _("the form is of another session; nothing was written"),
            next_step=_("open the question again, and decide it there"),
        )


def refused() -> CrosstieError:
    """Say that only who holds the token may decide."""
    return Refused(
        _("decisions are made by whoever opens the address from the terminal"),
        next_step=_("open the address with the token that crosstie serve printed"),
    )
