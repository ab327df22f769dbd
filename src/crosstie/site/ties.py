"""The list of ties and the page of one tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crosstie.exports.csvcells import Cell
from crosstie.exports.tables import TIE_COLUMNS, tie_row
from crosstie.exports.tables import hop_rows as rows_of_hops
from crosstie.pages.tie_list import KINDS, SORTS, STATUSES, TieList, Wish, tie_list
from crosstie.pages.tie_page import TiePage, anchors, tie_page_of
from crosstie.pages.words import ROUTE_ORDER
from crosstie.site.page import Page, Rows, Run
from crosstie.site.query import PAGES, Parameter, Query
from crosstie.text.language import _, later


def _read_list(run: Run, query: Query) -> TieList:
    return tie_list(
        run.context,
        Wish(
            kinds=query.texts("kind"),
            components=query.texts("component"),
            routes=query.texts("route"),
            statuses=query.texts("status"),
            since=query.day("since"),
            until=query.day("until"),
            least=query.amount("least"),
            most=query.amount("most"),
            text=query.text("q"),
            city=query.text("city"),
            sort=query.text("sort"),
            page=query.whole("page"),
            per_page=query.whole("per_page"),
        ),
    )


def _list_rows(context: TieList) -> Rows:
    """Give the rows as `ties.csv` has them, with the page of each."""
    rows: list[Mapping[str, Cell]] = [
        {**tie_row(row.tie), "page": row.address}
        for group in context.groups
        for row in group.rows
    ]
    return Rows((*TIE_COLUMNS, "page"), rows)


def _hop_rows(context: TiePage) -> Rows:
    rows = rows_of_hops([context.part.tie])
    columns = tuple(rows[0]) if rows else ("tie_id",)
    return Rows(columns, rows)


def _each_tie(run: Run) -> Iterable[Mapping[str, str]]:
    return ({"tie": anchor} for anchor in anchors(run.context))


def _tie_title(context: TiePage) -> str:
    tie = context.part.tie
    through = tie.supplier or tie.component
    return _("{organisation}, by {supplier}").format(
        organisation=context.organisation, supplier=through
    )


TIES = Page(
    name="ties",
    path="/ties",
    template="ties.html.j2",
    context=TieList,
    title=lambda context: _("Ties"),
    description=later(
        "Every tie of the run, filtered and sorted, in groups that never mix"
    ),
    read=_read_list,
    rows=_list_rows,
    nav=later("Ties"),
    parameters=(
        Parameter(
            "kind",
            later("Kinds of tie; without any, findings and leads"),
            "choice",
            choices=KINDS,
            many=True,
        ),
        Parameter(
            "component", later("Agencies, as the case abbreviates them"), many=True
        ),
        Parameter("route", later("Routes"), "choice", choices=ROUTE_ORDER, many=True),
        Parameter("status", later("Statuses"), "choice", choices=STATUSES, many=True),
        Parameter("least", later("Least amount obligated"), "amount"),
        Parameter("most", later("Largest amount obligated"), "amount"),
        Parameter("since", later("Ties with a date on or after this day"), "day"),
        Parameter(
            "until", later("Ties with a date on or before this day"), "day", at_end=True
        ),
        Parameter("q", later("Words of a name, a matched text or an identifier")),
        Parameter("city", later("Seat of the organisation; - means none is stated")),
        Parameter(
            "sort",
            later("Order inside each group"),
            "choice",
            choices=SORTS,
            default=SORTS[0],
        ),
        *PAGES,
    ),
)

TIE = Page(
    name="tie",
    path="/ties/{tie}",
    template="tie.html.j2",
    context=TiePage,
    title=_tie_title,
    description=later(
        "One tie: its chain of hops, amounts by kind, doubts and records"
    ),
    read=lambda run, query: tie_page_of(run.context, query.text("tie")),
    rows=_hop_rows,
    parameters=(
        Parameter(
            "tie",
            later("Anchor of the tie, as in the list"),
            in_path=True,
            pattern="t-[0-9a-f]{12}",
        ),
    ),
    instances=_each_tie,
)
