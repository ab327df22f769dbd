"""Renders a page from its context: HTML through Jinja, or JSON, or CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader

from crosstie.charts import coverage
from crosstie.pages import addresses, paging
from crosstie.report.html import environment
from crosstie.site import drawings, encode, labels
from crosstie.site.links import Links
from crosstie.site.page import Page, Run
from crosstie.site.query import Query
from crosstie.text.language import LANGUAGES, current

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
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

    def has(self, name: str) -> bool:
        """Tell whether a page of that name is there."""
        return any(page.name == name for page in self.pages)


def render(page: Page[Any], run: Run, query: Query, ending: str, site: Site) -> str:
    """Read a page's context and write it as HTML, JSON or CSV."""
    context = page.read(run, query)
    return write(page, context, run, query, ending, site)


def write(
    page: Page[Any], context: Any, run: Run, query: Query, ending: str, site: Site
) -> str:
    """Write a context that was read already."""
    if ending == "json":
        return encode.json_text(context) + "\n"
    if ending == "csv":
        return encode.csv_table(page.rows(context))
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
    return site_environment().get_template(template).render(base | dict(values))


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
        "coverage": coverage,
        "drawings": drawings,
    }
    made.filters |= {"site_of": addresses.site}
    return made
