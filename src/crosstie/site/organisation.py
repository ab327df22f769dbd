"""The page of one organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crosstie.errors import NotFound
from crosstie.exports.csvcells import Cell
from crosstie.exports.tables import TIE_COLUMNS, tie_row
from crosstie.pages.addresses import organisation_anchor, tie_page
from crosstie.pages.bodies import every_body, find_body
from crosstie.pages.organisation import OrganisationContext, read_organisation
from crosstie.site.page import Page, Rows, Run
from crosstie.site.query import Parameter, Query
from crosstie.text.language import _, later


def _read(run: Run, query: Query) -> OrganisationContext:
    anchor = query.text("organisation")
    found = find_body(run.db, anchor)
    if found is None:
        raise NotFound(
            _("no organisation {anchor} is in this run").format(anchor=anchor[:40]),
            next_step=_("search for its name: an id is that of one case"),
        )
    return read_organisation(run.db, run.context, found, on=query.day("on"))


def _rows(context: OrganisationContext) -> Rows:
    """Give its ties as `ties.csv` has them, with the page of each."""
    rows: list[Mapping[str, Cell]] = [
        {**tie_row(tie), "page": tie_page(tie.tie_id)} for tie in context.ties
    ]
    return Rows((*TIE_COLUMNS, "page"), rows)


def _each(run: Run) -> Iterable[Mapping[str, str]]:
    return ({"organisation": organisation_anchor(id_)} for id_ in every_body(run.db))


ORGANISATION = Page(
    name="organisation",
    path="/organisations/{organisation}",
    template="organisation.html.j2",
    context=OrganisationContext,
    title=lambda context: context.body.name,
    description=later(
        "One organisation: its ties by kind, ownership on any day, awards, near names,"
        " documents, answer, names and identifiers"
    ),
    read=_read,
    rows=_rows,
    parameters=(
        Parameter(
            "organisation",
            later("Anchor of the organisation"),
            in_path=True,
            pattern="o-[0-9a-f]{12}",
        ),
        Parameter("on", later("Day on which its ownership is shown"), "day"),
    ),
    instances=_each,
)
