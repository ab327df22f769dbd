"""The page of a search: a run, the registers that are loaded, and similar names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crosstie.exports.csvcells import Cell
from crosstie.pages.search import KIND_ORDER, search_run
from crosstie.pages.search_contexts import Marked, SearchContext, SearchHit
from crosstie.site.page import Page, Rows, Run
from crosstie.site.query import Parameter, Query
from crosstie.text.language import _, later

__all__ = ["SEARCH"]

FEW, MOST = 10, 100

COLUMNS = (
    *("section", "kind", "id", "title", "how", "state", "amount", "currency"),
    *("amount_kind", "facts", "texts", "page", "url", "file", "row", "sha256"),
)


def _read(run: Run, query: Query) -> SearchContext:
    kind = query.text("kind")
    return search_run(
        run.settings,
        run.facts.case,
        run.facts.run_id,
        query.text("q"),
        kind=kind,
        limit=query.whole("limit"),
    )


def _title(context: SearchContext) -> str:
    if not context.query:
        return _("Search")
    return _("Search for “{query}”").format(query=context.query)


def _rows(context: SearchContext) -> Rows:
    """List every result that is shown, with the section in which it stands."""
    rows = [_row("identifier", hit) for hit in context.identified]
    for group in context.groups:
        rows += [_row("found", hit) for hit in group.hits]
    for group in context.spelled:
        rows += [_row("other spelling", hit) for hit in group.hits]
    for one in context.similar:
        rows.append(
            {
                "section": "similar name",
                "kind": one.register,
                "id": one.id,
                "title": one.organisation,
                "how": f"{one.probability:.4f}",
                "texts": one.name,
                "file": one.file_name,
                "row": one.row_number,
            }
        )
    return Rows(COLUMNS, [{name: row.get(name) for name in COLUMNS} for row in rows])


def _row(section: str, hit: SearchHit) -> Mapping[str, Cell]:
    texts = (f"{one.label}: {_plain(one.text)}" for one in hit.lines)
    return {
        "section": section,
        "kind": hit.kind,
        "id": hit.id,
        "title": _plain(hit.title),
        "how": hit.how,
        "state": hit.state,
        "amount": hit.amount,
        "currency": hit.currency,
        "amount_kind": hit.amount_kind,
        "facts": "; ".join(hit.facts),
        "texts": "; ".join(texts),
        "page": hit.address,
        "url": hit.url,
        "file": hit.record.file_name if hit.record else "",
        "row": hit.record.row_number if hit.record else None,
        "sha256": hit.record.sha256 if hit.record else "",
    }


def _plain(parts: Marked) -> str:
    return "".join(text for text, _is_met in parts)


def _nowhere(run: Run) -> Iterable[Mapping[str, str]]:
    """Give no address: a static site cannot answer a search."""
    return ()


SEARCH = Page(
    name="search",
    path="/search",
    template="search.html.j2",
    context=SearchContext,
    title=_title,
    description=later(
        "Names, descriptions and identifiers of the run and of loaded registers"
    ),
    read=_read,
    rows=_rows,
    instances=_nowhere,
    is_live=True,
    parameters=(
        Parameter(
            "q",
            later(
                "Words in any order, words in quotes in this order, or an identifier"
            ),
            is_cut=True,
        ),
        Parameter("kind", later("One kind alone"), "choice", choices=KIND_ORDER),
        Parameter(
            "limit",
            later("Results of each kind"),
            "whole",
            default=str(FEW),
            least=1,
            most=MOST,
        ),
    ),
)
