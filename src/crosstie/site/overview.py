"""The first page: the sentence, at most four numbers, routes, time, places, gaps."""

from __future__ import annotations

from collections.abc import Mapping

from crosstie.exports.csvcells import Cell
from crosstie.pages.overview import Overview, overview
from crosstie.site.page import Page, Rows, Run
from crosstie.site.query import Query
from crosstie.text.language import _, later

COLUMNS = (
    *("route", "is_searched", "findings", "siblings", "leads"),
    *("meaning", "obligated", "currency", "component", "page"),
)


def _read(run: Run, query: Query) -> Overview:
    return overview(run.context)


def _rows(context: Overview) -> Rows:
    """Give the routes, one row for each sum that they have."""
    rows: list[Mapping[str, Cell]] = []
    for line in context.routes:
        base: dict[str, Cell] = {
            "route": line.route,
            "is_searched": line.is_searched,
            "findings": line.findings,
            "siblings": line.siblings,
            "leads": line.leads,
            "page": line.address,
        }
        sums: list[dict[str, Cell]] = [
            {
                "meaning": total.meaning,
                "obligated": total.value,
                "currency": total.currency,
                "component": total.component,
            }
            for total in line.totals
        ]
        nothing: dict[str, Cell] = dict.fromkeys(COLUMNS[5:9])
        for one in sums or [nothing]:
            rows.append({**base, **one})
    return Rows(COLUMNS, rows)


OVERVIEW = Page(
    name="overview",
    path="/",
    template="overview.html.j2",
    context=Overview,
    title=lambda context: _("Overview"),
    description=later(
        "What the run found, what it rests on, and what was not looked at"
    ),
    read=_read,
    rows=_rows,
    nav=later("Overview"),
)
