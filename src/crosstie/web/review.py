"""Decisions in the browser: the pages and posts that `crosstie serve --review` adds."""

from __future__ import annotations

from starlette.routing import BaseRoute

from crosstie.web.pages import Pages
from crosstie.web.serving import Serving


def routes(pages: Pages, serving: Serving) -> list[BaseRoute]:
    """List the routes that are there while decisions may be made."""
    return []
