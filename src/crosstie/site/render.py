"""Renders a page from its context: HTML through Jinja, or JSON, or CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader

from crosstie.charts import coverage, tree
from crosstie.charts.picture import as_png
from crosstie.errors import NotFound
from crosstie.pages import addresses, paging
from crosstie.pages.addresses import PICTURE_FORMATS
from crosstie.pages.money import short
from crosstie.pages.words import visible
from crosstie.report.html import environment
from crosstie.site import drawings, encode, labels, looks, pictures
from crosstie.site.links import Links
from crosstie.site.page import Page, Run
from crosstie.site.query import Query
from crosstie.text.language import LANGUAGES, _, current

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def never() -> bool:
    """Say no: nobody can decide anything."""
    return False


@dataclass(frozen=True)
class Site:
    """What pages share whichever way they are given: their links and what is on."""

    links: Links
    pages: tuple[Page[Any], ...]
    is_reviewing: bool = False
    """True where decisions may be made in the browser."""
    is_recounting: Callable[[], bool] = never
    """Tells whether a decision is not in the numbers yet."""

    holds_leads: bool = False
    """True where leads go out on purpose: every page is marked."""

    def has(self, name: str) -> bool:
        """Tell whether a page of that name is there."""
        return any(page.name == name for page in self.pages)


def render(
    page: Page[Any], run: Run, query: Query, ending: str, site: Site
) -> str | bytes:
    """Read a page's context and write it as HTML, JSON or CSV."""
    context = page.read(run, query)
    return write(page, context, run, query, ending, site)


def write(
    page: Page[Any], context: Any, run: Run, query: Query, ending: str, site: Site
) -> str | bytes:
    """Write a context that was read already; a PNG comes as bytes."""
    if ending == "json":
        return encode.json_text(context) + "\n"
    if ending == "csv":
        return encode.csv_table(page.rows(context))
    if ending in PICTURE_FORMATS:
        return _picture(page, context, ending)
    return render_html(
        page.template,
        site,
        run,
        {
            "page": context,
            "title": page.title(context),
            "this": page,
            "query": query,
        },
    )


def _picture(page: Page[Any], context: Any, ending: str) -> str | bytes:
    """Write a drawing as a file of its own.

    Raises:
        NotFound: the page is no picture.
        EngineError: a PNG is asked for, and the extra that draws it is missing.

    """
    if page.drawing is None:
        raise NotFound(
            _("this page is no picture"), next_step=_("ask for it as HTML, JSON or CSV")
        )
    if ending == "svg":
        return page.drawing(context, True)
    return as_png(page.drawing(context, False))


def render_html(
    template: str, site: Site, run: Run | None, values: Mapping[str, Any]
) -> str:
    """Render a template with what every page has: site, links, facts, language."""
    base: dict[str, Any] = {
        "site": site,
        "links": site.links,
        "facts": run.facts if run else None,
        "report": run.context if run else None,
        "language": current(),
        "languages": LANGUAGES,
        "this": None,
        "query": None,
    }
    text = site_environment().get_template(template).render(base | dict(values))
    # What was put into a sentence passed by the filter of single values.
    return visible(text)


@cache
def site_environment() -> Environment:
    """Make the templates' environment: that of the report, with the site's files."""
    made = environment(
        ChoiceLoader(
            [
                PackageLoader("crosstie.site", "templates"),
                PackageLoader("crosstie.report", "templates"),
            ]
        )
    )
    made.globals |= {
        "addresses": addresses,
        "paging": paging,
        "labels": labels,
        "looks": looks,
        "drawn": pictures.drawn,
        "tree": tree,
        "coverage": coverage,
        "drawings": drawings,
    }
    made.filters |= {"site_of": addresses.site, "short": short}
    return made
