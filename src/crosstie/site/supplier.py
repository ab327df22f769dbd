"""The page of one supplier, as records write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crosstie.errors import NotFound
from crosstie.exports.csvcells import Cell
from crosstie.pages.addresses import award_page, party_anchor, tie_page
from crosstie.pages.award_rows import AwardRow
from crosstie.pages.supplier import (
    SupplierContext,
    every_party,
    find_party,
    read_supplier,
)
from crosstie.pages.tie_page import tie_sections
from crosstie.site.page import Page, Rows, Run
from crosstie.site.query import Parameter, Query
from crosstie.text.language import _, later

AWARD_COLUMNS = (
    *("award", "award_id", "supplier", "organisation", "route", "kind", "component"),
    *("first_date", "last_date", "actions", "actions_outside", "obligated"),
    *("currency", "page", "tie"),
)


def _read(run: Run, query: Query) -> SupplierContext:
    anchor = query.text("supplier")
    found = find_party(run.db, anchor)
    if found is None:
        raise NotFound(
            _("no supplier {anchor} is in this run").format(anchor=anchor[:40]),
            next_step=_("search for its name: an id is that of one case"),
        )
    ties = [part.tie for part in tie_sections(run.context)]
    return read_supplier(run.db, found, ties, run.facts)


def award_row(row: AwardRow) -> dict[str, Cell]:
    """Give one award of a tie as a row of a table."""
    return {
        "award": row.number,
        "award_id": row.award_id,
        "supplier": row.supplier,
        "organisation": row.organisation,
        "route": row.route,
        "kind": row.kind,
        "component": row.component,
        "first_date": row.first_day,
        "last_date": row.last_day,
        "actions": len(row.actions),
        "actions_outside": row.outside,
        "obligated": row.obligated,
        "currency": row.currency,
        "page": award_page(row.award_id),
        "tie": tie_page(row.tie_id),
    }


def _rows(context: SupplierContext) -> Rows:
    return Rows(AWARD_COLUMNS, [award_row(row) for row in context.awards])


def _each(run: Run) -> Iterable[Mapping[str, str]]:
    return ({"supplier": party_anchor(id_)} for id_ in every_party(run.db))


SUPPLIER = Page(
    name="supplier",
    path="/suppliers/{supplier}",
    template="supplier.html.j2",
    context=SupplierContext,
    title=lambda context: context.name,
    description=later(
        "One supplier as records write it: ties, awards, spellings, parents, and the"
        " organisations that it was compared with"
    ),
    read=_read,
    rows=_rows,
    parameters=(
        Parameter(
            "supplier",
            later("Anchor of the supplier"),
            in_path=True,
            pattern="p-[0-9a-f]{12}",
        ),
    ),
    instances=_each,
)
