"""The method: what counts as a tie, what it does not prove, and measured errors."""

from __future__ import annotations

from collections.abc import Mapping

from crosstie.exports.csvcells import Cell
from crosstie.pages.method import MethodPage, method_page
from crosstie.site.page import Page, Rows
from crosstie.text.language import _, later


def _rows(context: MethodPage) -> Rows:
    """Give the measured table."""
    rows: list[Mapping[str, Cell]] = [
        {"probability": m.band, "pairs": m.pairs, "mean": m.mean, "same": m.same}
        for m in context.measured
    ]
    return Rows(("probability", "pairs", "mean", "same"), rows)


METHOD = Page(
    name="method",
    path="/method",
    template="method.html.j2",
    context=MethodPage,
    title=lambda context: _("Method"),
    description=later(
        "What counts as a tie, what it does not prove, and measured errors"
    ),
    read=lambda run, query: method_page(run.facts),
    rows=_rows,
    nav=later("Method"),
)
