"""Answers for pages: the registry's, in three formats, from the newest run, cached."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from crosstie.errors import CrosstieError, UsageError
from crosstie.pages.addresses import FORMATS, in_format, split_format
from crosstie.pages.paging import Paging
from crosstie.site import registry
from crosstie.site.openapi import Problem
from crosstie.site.page import Page, Run
from crosstie.site.query import Query, read_query
from crosstie.site.render import MEDIA_TYPES, Site, render_html, write
from crosstie.text.language import LANGUAGES, _, speaking
from crosstie.web.cache import Cache, Key, Rendered, rendered
from crosstie.web.errors import as_json, problem, wants_json
from crosstie.web.languages import asked_language, cookie, language_of
from crosstie.web.served import ServedRuns

DATA = ("json", "csv")
"""Formats for programs: English, whoever asks."""

VARY = "Accept-Encoding, Accept-Language, Cookie"

_log = logging.getLogger("crosstie.web")


class Pages:
    """Answers every address of the registry."""

    def __init__(
        self, served: ServedRuns, site: Site, *, patience: float | None = None
    ) -> None:
        self.site = site
        self._served = served
        self._patience = patience
        self._cache = Cache()
        self._run: Run | None = None
        self._opening: asyncio.Task[Run] | None = None
        self._making: dict[Key, asyncio.Future[Rendered]] = {}

    async def answer(self, request: Request) -> Response:
        """Answer one request for a page; an error gets its own page."""
        with speaking(language_of(request)):
            try:
                return await self._page(request)
            except CrosstieError as error:
                return await self.error(request, error)
            except Exception as error:
                _log.exception("%s failed", request.url.path)
                return await self.error(request, error)

    async def run(self, *, patient: bool = False) -> Run:
        """Give the newest run; a patient caller waits for it, however long it takes.

        Raises:
            NothingLoaded: the case was never traced.

        """
        identity = self._served.identity()
        if self._run is not None and self._run.identity == identity:
            return self._run
        if self._opening is None:
            self._opening = asyncio.create_task(self._open())
        opening = asyncio.shield(self._opening)
        if self._run is None or self._patience is None or patient:
            return await opening
        try:
            return await asyncio.wait_for(opening, self._patience)
        except TimeoutError:
            return self._run

    def warm(self) -> None:
        """Open the newest run and draw what is asked for first, before any request.

        Raises:
            NothingLoaded: the case was never traced.

        """
        self._run = run = self._ready()
        for page in self.site.pages[:2]:
            query = read_query(page.parameters, page.path, {}, ())
            key = (run.identity, LANGUAGES[0], FORMATS[0], query.address)
            with speaking(LANGUAGES[0]):
                self._cache.put(key, self._made(page, run, query, FORMATS[0]))

    async def _open(self) -> Run:
        """Open the newest run and read what every page needs, before it is shown."""
        try:
            run = await run_in_threadpool(self._ready)
            self._run = run
            self._cache.keep_only(run.identity)
            return run
        finally:
            self._opening = None

    def _ready(self) -> Run:
        run = self._served.current()
        run.prepare()
        return run

    async def _page(self, request: Request) -> Response:
        path, ending = split_format(request.url.path)
        language = language_of(request) if ending not in DATA else LANGUAGES[0]
        page, in_path = registry.find(path)
        pairs = [p for p in request.query_params.multi_items() if p[0] != "lang"]
        query = read_query(page.parameters, path, in_path, pairs)
        run = await self.run()

        def make() -> Rendered:
            with speaking(language):
                return self._made(page, run, query, ending)

        if page.is_live:
            found = await run_in_threadpool(make)
        else:
            waits = "recounting" if self.site.is_recounting() else ""
            key = (run.identity, language, ending, query.address, waits)
            found = await self._cached(key, make)
        return respond(request, found, language)

    async def _cached(self, key: Key, make: Callable[[], Rendered]) -> Rendered:
        """Give what is kept, or make it; those who ask meanwhile wait for the same."""
        found = self._cache.get(key)
        if found is not None:
            return found
        waiting = self._making.get(key)
        if waiting is not None:
            return await asyncio.shield(waiting)
        future = asyncio.ensure_future(run_in_threadpool(make))
        self._making[key] = future
        try:
            found = await asyncio.shield(future)
        finally:
            self._making.pop(key, None)
        self._cache.put(key, found)
        return found

    def _made(self, page: Page[Any], run: Run, query: Query, ending: str) -> Rendered:
        context = page.read(run, query)
        text = write(page, context, run, query, ending, self.site)
        headers = {}
        place = getattr(context, "paging", None)
        if isinstance(place, Paging):
            headers["link"] = link_header(query, ending, place)
        if ending == "csv":
            name = f"{run.facts.case}-{page.name}.csv"
            headers["content-disposition"] = f'attachment; filename="{name}"'
        body = text.encode() if isinstance(text, str) else text
        return rendered(body, MEDIA_TYPES[ending], headers)

    async def error(self, request: Request, error: BaseException) -> Response:
        """Answer with an error: as JSON for programs, else as a page."""
        said = problem(error)
        if isinstance(error, HTTPException):
            said = problem(_of_http(error), error.status_code)
        headers = dict(getattr(error, "headers", None) or {})
        if wants_json(request):
            response = as_json(said)
            response.headers.update(headers)
            return response
        try:
            run: Run | None = await self.run()
        except CrosstieError:
            run = None
        html = await run_in_threadpool(self._error_page, said, run)
        headers["content-language"] = language_of(request)
        return Response(
            html, said.status, media_type=MEDIA_TYPES["html"], headers=headers
        )

    def _error_page(self, said: Problem, run: Run | None) -> str:
        return render_html(
            "error.html.j2",
            self.site,
            run,
            {
                "title": _("There is nothing here")
                if said.status == 404
                else _("This cannot be shown"),
                "status": said.status,
                "what": said.detail,
                "where": said.where,
                "next_step": said.next,
            },
        )


def respond(request: Request, found: Rendered, language: str) -> Response:
    """Send what was rendered: packed where that is accepted, 304 where it is known."""
    headers = {
        **found.headers,
        "etag": found.etag,
        "cache-control": "private, no-cache",
        "vary": VARY,
        "content-language": language,
    }
    if asked_language(request):
        headers["set-cookie"] = cookie(asked_language(request))
    known = request.headers.get("if-none-match", "")
    if found.etag in [one.strip() for one in known.split(",")] or known == "*":
        return Response(status_code=304, headers=headers)
    body = found.body
    if found.packed and accepts_gzip(request):
        body = found.packed
        headers["content-encoding"] = "gzip"
    return Response(body, media_type=found.media_type, headers=headers)


def accepts_gzip(request: Request) -> bool:
    """Tell whether a client takes gzip."""
    accepted = request.headers.get("accept-encoding", "")
    wishes = [part.replace(" ", "") for part in accepted.split(",")]
    return any(w.startswith("gzip") and not w.endswith("q=0") for w in wishes)


def link_header(query: Query, ending: str, place: Paging) -> str:
    """Write where the other pages of a list are, as RFC 8288 has it."""
    pages: Mapping[str, int] = {
        "first": 1,
        "prev": place.page - 1,
        "next": place.page + 1,
        "last": place.pages,
    }
    links = [
        f'<{in_format(query.with_(page=str(number)), ending)}>; rel="{rel}"'
        for rel, number in pages.items()
        if 1 <= number <= place.pages
    ]
    here = query.with_(page=str(place.page))
    links += [
        f'<{in_format(here, other)}>; rel="alternate"; type="{kind}"'
        for other, kind in (("json", "application/json"), ("csv", "text/csv"))
        if other in FORMATS and other != ending
    ]
    return ", ".join(links)


def _of_http(error: HTTPException) -> CrosstieError:
    if error.status_code == 405:
        return UsageError(
            _("this address does not take that method"),
            next_step=_("read it with GET"),
        )
    return UsageError(
        _("there is nothing at this address"),
        next_step=_("begin at the overview, or search"),
    )
