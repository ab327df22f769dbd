"""Puts the application together: assets, OpenAPI, review, pages, and the guard."""

from __future__ import annotations

import json
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from crosstie.errors import NotFound
from crosstie.pages.addresses import OPENAPI
from crosstie.site import registry
from crosstie.site.assets import assets
from crosstie.site.links import Links
from crosstie.site.openapi import openapi
from crosstie.site.render import Site, never
from crosstie.text.language import _, speaking
from crosstie.web import review
from crosstie.web.cache import Rendered, rendered
from crosstie.web.languages import language_of
from crosstie.web.pages import Pages, accepts_gzip
from crosstie.web.recount import Recount
from crosstie.web.security import Guard
from crosstie.web.served import ServedRuns
from crosstie.web.serving import Serving

FOR_EVER = "public, max-age=31536000, immutable"


def make_app(serving: Serving, folder: Path) -> Starlette:
    """Make the application; `folder` takes links to the runs while they are open."""
    served = ServedRuns(serving.case, serving.name, serving.settings, folder)
    recount = None
    if serving.reviewing is not None:
        recount = Recount(
            serving.case, serving.name, serving.settings, serving.reviewing
        )
    site = Site(
        Links(),
        registry.PAGES,
        is_reviewing=serving.is_reviewing,
        is_recounting=recount.is_waited_for if recount else never,
    )
    pages = Pages(served, site, patience=serving.patience)
    routes: list[BaseRoute] = [Route("/static/{name}", Assets(pages).answer)]
    routes.append(Route(OPENAPI, describe))
    if recount is not None:
        routes += review.routes(pages, serving, recount)
    routes.append(Route("/{path:path}", pages.answer))

    async def refused(request: Request, error: Exception) -> Response:
        with speaking(language_of(request)):
            return await pages.error(request, error)

    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, names=serving.names)],
        exception_handlers={HTTPException: refused},
    )
    app.state.pages = pages
    app.state.served = served
    app.state.recount = recount
    return app


async def describe(request: Request) -> Response:
    """Answer with the OpenAPI description."""
    body = json.dumps(openapi(registry.PAGES), ensure_ascii=False, indent=1)
    return Response(body, media_type="application/json")


class Assets:
    """Answers for the files of the site itself, each packed once."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._packed: dict[str, Rendered] = {}

    async def answer(self, request: Request) -> Response:
        """Answer one request for a file; with its digest it may be kept for ever."""
        name = request.path_params["name"]
        asset = assets().get(name)
        if asset is None:
            missing = NotFound(
                _("there is no file {name}").format(name=name[:100]),
                next_step=_("begin at the overview, or search"),
            )
            return await self._pages.error(request, missing)
        if name not in self._packed:
            self._packed[name] = rendered(asset.body, asset.media_type, {})
        one = self._packed[name]
        is_known = request.query_params.get("v") == asset.digest
        headers = {
            "cache-control": FOR_EVER if is_known else "no-cache",
            "etag": one.etag,
            "vary": "Accept-Encoding",
        }
        if one.etag == request.headers.get("if-none-match"):
            return Response(status_code=304, headers=headers)
        body = one.body
        if one.packed and accepts_gzip(request):
            body, headers["content-encoding"] = one.packed, "gzip"
        return Response(body, media_type=one.media_type, headers=headers)
