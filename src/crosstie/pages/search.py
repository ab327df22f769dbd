"""Reads the page of a search from the index files of a run and of the registers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from crosstie.errors import CrosstieError
from crosstie.matching.lookup import Found, Lookup
from crosstie.pages.search_contexts import (
    Respelled,
    SearchContext,
    SearchedSource,
    SearchGroup,
    SimilarName,
)
from crosstie.pages.search_hits import shown
from crosstie.settings import Settings
from crosstie.store import lookupstamp
from crosstie.store.search import Ready, made
from crosstie.store.searching import KINDS, Group, Results, search
from crosstie.store.searchtext import MOST_CHARACTERS, MOST_WORDS, parse_query
from crosstie.text.language import _, later, ngettext
from crosstie.text.numerals import grouped

__all__ = [
    "KIND_NAMES",
    "KIND_ORDER",
    "SIMILAR",
    "Similar",
    "search_page",
    "search_run",
    "similar_now",
]

KIND_ORDER = KINDS
"""Keys of the kinds, in the order in which they are shown."""

KIND_NAMES = {
    "tie": later("Ties"),
    "organisation": later("Organisations of the run"),
    "supplier": later("Suppliers, as written"),
    "product": later("Products"),
    "document": later("Documents and answers"),
    "office": later("Offices"),
    "award": later("Awards"),
    "subaward": later("Subawards"),
    "near_miss": later("Looked like a tie, and is none"),
    "register": later("Only in registers"),
    "vendor": later("Vendors"),
}

_NOTES = {
    "tie": later("findings first; a lead is not for publication"),
    "supplier": later("every spelling that a record has"),
    "award": later("of the case's agencies, most money first"),
    "near_miss": later("compared and not counted, with the reason"),
    "register": later("loaded, and in no tie of the run"),
    "vendor": later("names on contracts at home, and no evidence of more"),
}

SIMILAR = 5
"""Similar names that are shown at most, of each register."""

Similar = dict[str, Sequence[Found]]
"""What a look-up found by register: organisations, vendors."""


def search_run(
    settings: Settings,
    case: str,
    run_id: str,
    query: str,
    *,
    kind: str = "",
    limit: int = 10,
) -> SearchContext:
    """Search a run in the index files as they stand; nothing is made anew."""
    ready = made(settings, settings.runs / case / f"{run_id}.duckdb")
    asked = parse_query(query).text
    similar = None if kind else similar_now(settings, asked)
    why = "" if kind or not asked else _not_similar()
    return search_page(
        ready, query, kind=kind, limit=limit, similar=similar, similar_says=why
    )


def similar_now(
    settings: Settings, name: str, country: str | None = None, top: int = SIMILAR
) -> Similar | None:
    """Look a name up in the registers of look-ups; None where they are not of today."""
    if not name or not lookupstamp.is_current(settings):
        return None
    home = lookupstamp.folder(settings)
    stamp = str(lookupstamp.noted(home))
    found: Similar = {}
    for register in (lookupstamp.ORGANISATIONS, lookupstamp.VENDORS):
        opened = _lookup(home / register, stamp)
        if opened is None:
            return None
        if len(opened):
            found[register] = opened.find(name, country, top)
    return found


@lru_cache(maxsize=4)
def _lookup(folder: Path, stamp: str) -> Lookup | None:
    """Open a register once for each state of what is loaded."""
    try:
        return Lookup.open(folder)
    except CrosstieError:
        return None


def _not_similar() -> str:
    return _(
        "Similar names in registers were not looked for: crosstie search makes them"
        " ready."
    )


def search_page(
    ready: Ready,
    query: str,
    *,
    kind: str = "",
    limit: int = 10,
    similar: Similar | None = None,
    similar_says: str = "",
) -> SearchContext:
    """Search, and say what was found, among what, and what is not loaded.

    `similar` is what a look-up of the whole query found; None where none was made, and
    `similar_says` why.
    """
    found = search(ready, query, limit=limit, kinds=(kind,) if kind else ())
    has_any = ready.registers is not None or ready.run is not None
    names = tuple(
        _similar(register, one)
        for register, rows in (similar or {}).items()
        for one in rows
    )
    state = _state(found, has_any=has_any)
    return SearchContext(
        query=found.asked.text,
        kind=kind,
        was_cut=found.asked.was_cut,
        says=_says(found, state),
        state=state,
        next_step=_next_step(state, bool(names)),
        identified=tuple(shown(hit, found.asked) for hit in found.identified),
        groups=tuple(_group(one, found) for one in found.groups),
        inside=found.inside,
        respelled=tuple(Respelled(*one) for one in found.spelled_as),
        spelled=tuple(_group(one, found) for one in found.spelled),
        similar=names,
        similar_says="" if similar is not None else similar_says,
        searched=tuple((_(KIND_NAMES[k]), n) for k, n in found.searched.items()),
        sources=tuple(
            SearchedSource(
                str(row["source"]),
                str(row["kind"]),
                int(row["names"]),
                str(row["last_retrieved"] or ""),
            )
            for row in found.sources
        ),
        not_loaded=found.not_loaded,
        notes=_notes(found),
    )


def _state(found: Results, *, has_any: bool) -> str:
    if not has_any or not found.searched:
        return "not_loaded"
    if not found.asked.terms and not found.asked.identifiers:
        return ""
    return "nothing" if found.is_empty else "found"


def _says(found: Results, state: str) -> str:
    """Say what was found; that nothing was is another sentence than "not loaded"."""
    if state == "not_loaded":
        return _(
            "Nothing was searched: no register, no list of vendors and no run is here."
            " Nothing is claimed about what exists."
        )
    total, among = sum(found.searched.values()), len(found.searched)
    if not state:
        return ngettext(
            "{total} names and records of {count} kind can be searched.",
            "{total} names and records of {count} kinds can be searched.",
            among,
        ).format(total=grouped(total), count=among)
    query = found.asked.text
    if state == "nothing":
        return ngettext(
            "Nothing among {total} names and records of {count} kind holds “{query}”."
            " That it is not among them is not that it does not exist.",
            "Nothing among {total} names and records of {count} kinds holds"
            " “{query}”. That it is not among them is not that it does not exist.",
            among,
        ).format(total=grouped(total), count=among, query=query)
    counts = [(group.count, group.is_more) for group in found.groups]
    count = sum(number for number, _more in counts) or len(found.identified)
    least = any(more for _number, more in counts)
    said = (
        _("At least {count} results for “{query}” among {total} things searched.")
        if least
        else ngettext(
            "{count} result for “{query}” among {total} things searched.",
            "{count} results for “{query}” among {total} things searched.",
            count,
        )
    )
    return said.format(count=grouped(count), query=query, total=grouped(total))


def _next_step(state: str, has_similar: bool) -> str:
    if state == "not_loaded":
        return _("load a register (crosstie load), or trace a case (crosstie trace)")
    if state == "nothing" and has_similar:
        return _("look at the similar names, or try the rarest word alone")
    if state == "nothing":
        return _("try the rarest word alone, or see with crosstie files what is loaded")
    return ""


def _notes(found: Results) -> tuple[str, ...]:
    notes = list(found.notes)
    if found.asked.was_cut:
        notes.append(
            _(
                "Only the first {characters} characters and {words} words of the query"
                " were looked for."
            ).format(characters=MOST_CHARACTERS, words=MOST_WORDS)
        )
    if found.ended_early:
        notes.append(
            _("The search was ended early: words that are rarer find all there is.")
        )
    return tuple(notes)


def _group(group: Group, found: Results) -> SearchGroup:
    inside = found.inside + tuple(w for _word, like in found.spelled_as for w in like)
    hits = tuple(shown(hit, found.asked, inside) for hit in group.hits)
    return SearchGroup(
        key=group.kind,
        name=_(KIND_NAMES[group.kind]),
        note=_(_NOTES[group.kind]) if group.kind in _NOTES else "",
        hits=hits,
        count=group.count,
        is_more=group.is_more,
        counted=_counted(len(hits), group),
    )


def _counted(shown_hits: int, group: Group) -> str:
    if group.is_more:
        return _("{shown} of more than {count}").format(
            shown=grouped(shown_hits), count=grouped(group.count)
        )
    if shown_hits < group.count:
        return _("{shown} of {count}").format(
            shown=grouped(shown_hits), count=grouped(group.count)
        )
    return grouped(group.count)


def _similar(register: str, one: Found) -> SimilarName:
    return SimilarName(
        id=one.id,
        organisation=one.organisation,
        name=one.name,
        name_kind=one.name_kind,
        since=one.since,
        until=one.until,
        country=one.country,
        probability=one.probability,
        reason=one.reason,
        source=one.source,
        file_name=one.file,
        row_number=one.row,
        register=register,
        address="",
    )
