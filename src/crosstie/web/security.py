"""What every response and request has to hold: host, methods, lengths, headers."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crosstie.errors import UsageError
from crosstie.text.language import _
from crosstie.web.errors import answer, problem

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Names under which this machine is asked by itself."""

MOST_QUERY = 2_000
MOST_PATH = 500

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No inline script or style, nothing from elsewhere, no frame around it."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(),"
        " payment=(), usb=()"
    ),
}
"""Headers of every response, errors among them."""


class Guard:
    """Refuses what no reader of these pages sends, and puts the headers on the rest.

    The Host header is compared with the names that are served: a page elsewhere whose
    name was rebound to this machine (DNS rebinding) is refused before anything is read.
    """

    def __init__(self, app: ASGIApp, names: tuple[str, ...]) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request, then answer it or let it through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refused = self._refusal(scope)
        if refused is not None:
            status, error = refused
            response = answer(problem(error, status), scope)
            await response(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> tuple[int, UsageError] | None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or not self._is_known(hosts[0].decode("latin-1")):
            return 421, UsageError(
                _("this address is not served under that name"),
                next_step=_("open the address that crosstie serve printed"),
            )
        if len(scope["query_string"]) > MOST_QUERY:
            return 414, UsageError(
                _("the query is longer than {most} characters").format(most=MOST_QUERY),
                next_step=_("ask for less at once"),
            )
        if len(scope["path"]) > MOST_PATH:
            return 414, UsageError(
                _("the address is longer than {most} characters").format(
                    most=MOST_PATH
                ),
                next_step=_("begin at the overview, or search"),
            )
        return None

    def _is_known(self, host: str) -> bool:
        """Tell whether a Host header names what is served, on whichever port."""
        name, colon, port = host.lower().rpartition(":")
        if not colon or host.endswith("]"):
            name, port = host.lower(), ""
        return name in self._names and (not port or port.isdigit())
