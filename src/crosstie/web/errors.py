"""The one shape of an error: what was wrong, where, and the next step."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from crosstie.errors import (
    BadQuery,
    Contradiction,
    CrosstieError,
    NotFound,
    NothingLoaded,
    Overtaken,
    Refused,
    UsageError,
    WorkspaceLocked,
)
from crosstie.pages.addresses import split_format
from crosstie.pages.words import visible
from crosstie.site.openapi import Problem
from crosstie.text.language import _

MEDIA_TYPE = "application/problem+json"
"""RFC 9457's."""

STATUSES: tuple[tuple[type[CrosstieError], int], ...] = (
    (NotFound, 404),
    (Refused, 403),
    (Overtaken, 409),
    (Contradiction, 409),
    (BadQuery, 400),
    (NothingLoaded, 503),
    (WorkspaceLocked, 503),
    (UsageError, 400),
)
"""The status of each branch of the error tree; all else is the program's fault: 500."""


def problem(error: BaseException, status: int | None = None) -> Problem:
    """Say what an error is; of a fault in the program nothing inner is told."""
    if not isinstance(error, CrosstieError):
        return Problem(
            type="about:blank",
            title=HTTPStatus(500).phrase,
            status=500,
            detail=_("this is a fault in Crosstie"),
            where="",
            next=_("look at the terminal that serves these pages, and report it"),
        )
    code = status or next((s for kind, s in STATUSES if isinstance(error, kind)), 500)
    where = str(error.place) if error.place else ""
    if isinstance(error, BadQuery):
        where = error.parameter
    return Problem(
        type="about:blank",
        title=HTTPStatus(code).phrase,
        status=code,
        detail=visible(error.message),
        where=visible(where),
        next=visible(error.next_step or ""),
    )


def answer(said: Problem, scope: Scope) -> Response:
    """Answer with an error as JSON, or as plain text where a person may be reading.

    The page of an error needs a run; `web.pages` draws it where one can be opened.
    """
    request = Request(scope)
    if wants_json(request):
        return as_json(said)
    text = f"{said.status} {said.title}\n\n{said.detail}\n"
    text += f"\n{_('Where:')} {said.where}\n" if said.where else ""
    text += f"\n{_('Next:')} {said.next}\n" if said.next else ""
    return Response(text, said.status, media_type="text/plain; charset=utf-8")


def as_json(said: Problem) -> Response:
    """Write an error as JSON."""
    body = json.dumps(said.__dict__, ensure_ascii=False)
    return Response(body, said.status, media_type=MEDIA_TYPE)


def wants_json(request: Request) -> bool:
    """Tell whether a program asks: by the address, or by what it accepts."""
    if split_format(request.url.path)[1] != "html":
        return True
    accepted = request.headers.get("accept", "")
    return "json" in accepted and "text/html" not in accepted
