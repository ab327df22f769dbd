"""Searches and look-ups from Python, as tables."""

from __future__ import annotations

from dataclasses import asdict

from crosstie.api.reading import Reading
from crosstie.api.result import Table, of_rows
from crosstie.api.shapes import FOUND, HITS, SHOWN
from crosstie.errors import NothingLoaded, UsageError
from crosstie.pages.search_contexts import Marked, SearchHit
from crosstie.settings import Settings
from crosstie.text.language import _

__all__ = ["lookup", "search"]


class _Silent:
    """Tells nobody how far a step has come."""

    def __call__(self, step: str) -> None:
        """Name the step that begins."""

    def count(self, name: str, done: int, total: int) -> None:
        """Tell how far one step has come."""


def search(reading: Reading, text: str, *, kind: str, limit: int) -> Table:
    """Search a run and the registers; index files are made ready where need be.

    Raises:
        UsageError: there is no such kind, or the limit is none.

    """
    from crosstie.pages.search import KIND_ORDER, search_page
    from crosstie.store.search import refresh

    if kind and kind not in KIND_ORDER:
        raise UsageError(
            _("kind is {kind}").format(kind=repr(kind)),
            next_step=_("take one of: {names}").format(names=", ".join(KIND_ORDER)),
        )
    if limit < 1:
        raise UsageError(
            _("limit is {limit}").format(limit=limit), next_step=_("give 1 or more")
        )
    ready = refresh(reading.settings, reading.path, _Silent())
    page = search_page(ready, text, kind=kind, limit=limit)
    hits = [*page.identified, *(hit for group in page.groups for hit in group.hits)]
    hits += [hit for group in page.spelled for hit in group.hits]
    unique = {(hit.kind, hit.id): hit for hit in reversed(hits)}
    rows = [_hit(hit) for hit in reversed(unique.values())]
    return of_rows(HITS, rows, SHOWN["search"])


def _hit(hit: SearchHit) -> dict[str, object]:
    return {
        "found_as": hit.kind,
        "id": hit.id,
        "title": _said(hit.title),
        "kind": hit.state,
        "found_by": hit.how,
        "amount": hit.amount,
        "currency": hit.currency if hit.amount is not None else None,
        "amount_kind": hit.amount_kind if hit.amount is not None else None,
        "facts": " | ".join(hit.facts),
        "file_name": hit.record.file_name if hit.record else None,
        "row_number": hit.record.row_number if hit.record else None,
        "url": hit.url or (hit.record.url if hit.record else ""),
    }


def _said(text: Marked) -> str:
    return "".join(part for part, _is_marked in text)


def lookup(settings: Settings, name: str, country: str | None, top: int) -> Table:
    """Look a name up in all that is loaded.

    Raises:
        NothingLoaded: nothing is loaded that could be looked through.

    """
    from crosstie.resolve.lookup import open_lookups

    found = open_lookups(settings, lambda step: None)
    if found is None:
        raise NothingLoaded(
            _("no organisation and no vendor is loaded, so no name can be looked up"),
            next_step=_("load a register first: crosstie load gleif FILE..."),
        )
    registers = {"organisations": found.organisations, "vendors": found.vendors}
    rows = [
        {**asdict(one), "register": register}
        for register, held in registers.items()
        if len(held)
        for one in held.find(name, country, top)
    ]
    return of_rows(
        FOUND, [{c: row[c] for c in FOUND.columns} for row in rows], SHOWN["lookup"]
    )
