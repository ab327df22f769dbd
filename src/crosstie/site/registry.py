"""Every page of the site, each listed once, in the order of the navigation."""

from __future__ import annotations

from typing import Any

from crosstie.errors import NotFound
from crosstie.site import (
    award,
    evidence,
    method,
    organisation,
    overview,
    pictures,
    search,
    sources,
    supplier,
    ties,
)
from crosstie.site.api import make_api
from crosstie.site.page import Page
from crosstie.text.language import _

PAGES: tuple[Page[Any], ...] = (
    overview.OVERVIEW,
    ties.TIES,
    ties.TIE,
    organisation.ORGANISATION,
    supplier.SUPPLIER,
    award.AWARD,
    evidence.EVIDENCE,
    pictures.PICTURE,
    search.SEARCH,
    sources.SOURCES,
    sources.RECORDS,
    method.METHOD,
    make_api(lambda: PAGES),
)


def find(path: str) -> tuple[Page[Any], dict[str, str]]:
    """Find the page at an address, with the values of the address's parameters.

    Raises:
        NotFound: there is no page at it.

    """
    for page in PAGES:
        match = page.pattern.fullmatch(path)
        if match:
            return page, match.groupdict()
    raise NotFound(
        _("there is no page at {path}").format(path=path[:200]),
        next_step=_("begin at the overview, or search"),
    )
