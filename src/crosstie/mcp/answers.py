"""What each tool answers, read from a run and from the index files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crosstie.errors import BadQuery, NotFound, NothingLoaded
from crosstie.mcp import shapes
from crosstie.mcp.desk import Desk, OpenRun
from crosstie.mcp.quoting import identifier, quoted, without_empty
from crosstie.pages.addresses import organisation_anchor
from crosstie.pages.contexts import Tie
from crosstie.pages.search import search_page, similar_now
from crosstie.store.searching import search
from crosstie.store.searchread import IndexFile
from crosstie.store.searchtext import parse_query, search_words

__all__ = [
    "answer_coverage",
    "answer_evidence",
    "answer_lookup",
    "answer_organisation",
    "answer_search",
    "answer_ties",
]

Answer = dict[str, Any]

KINDS = ("finding", "lead", "not_counted")
"""Kinds of tie; each is asked for by itself."""


def answer_search(desk: Desk, values: Mapping[str, Any]) -> Answer:
    """Answer the tool search."""
    try:
        run: OpenRun | None = desk.run(values["case"])
    except NothingLoaded:
        run = None
    query, kind = values["query"], values["kind"]
    ready = desk.ready(run)
    page = search_page(ready, query, kind=kind, limit=values["limit"])
    return {
        "run": shapes.about_run(run.context.facts) if run else None,
        "state": page.state or "nothing asked",
        "searched": dict(page.searched),
        "by_identifier": [shapes.hit_row(hit) for hit in page.identified],
        "groups": [
            without_empty(
                {
                    "found_as": group.key,
                    "count": group.count,
                    "there_are_more_than_counted": group.is_more or None,
                    "results": [shapes.hit_row(hit) for hit in group.hits],
                }
            )
            for group in page.groups
        ],
        "other_spellings": [
            shapes.hit_row(hit) for group in page.spelled for hit in group.hits
        ],
        "coverage": shapes.coverage(run.context.facts if run else None, page.notes),
    }


def answer_ties(desk: Desk, values: Mapping[str, Any]) -> Answer:
    """Answer the tool ties."""
    run = desk.run(values["case"])
    kind = values["kind"] or "finding"
    found = [tie for tie in run.ties if tie.kind == kind]
    if values["route"]:
        found = [tie for tie in found if tie.route == values["route"]]
    if values["words"]:
        words = parse_query(values["words"]).words
        found = [tie for tie in found if _holds(tie, words)]
    shown = found[values["offset"] : values["offset"] + values["limit"]]
    facts = run.context.facts
    return {
        "run": shapes.about_run(facts),
        "total": len(found),
        "offset": values["offset"],
        "shown": len(shown),
        "ties": [shapes.tie_row(tie) for tie in shown],
        "routes_searched": list(facts.searched),
        "coverage": shapes.coverage(facts),
    }


def _holds(tie: Tie, words: Sequence[str]) -> bool:
    said = (tie.organisation, tie.parent, tie.supplier, tie.matched_text, tie.component)
    held = set(search_words(" ".join(said)))
    return all(any(one.startswith(word) for one in held) for word in words)


def answer_organisation(desk: Desk, values: Mapping[str, Any]) -> Answer:
    """Answer the tool organisation."""
    run = desk.run(values["case"])
    id_, names = _named(desk, run, values["organisation"])
    ties = [tie for tie in run.ties if _is_of(tie, id_)]
    name = next((t.organisation for t in ties if t.organisation_id == id_), "")
    known = {name.casefold(), *(str(one["name"]).casefold() for one in names)} - {""}
    near = [miss for miss in run.near if miss.organisation.casefold() in known]
    sections = [
        section
        for sections in (run.context.organisations, run.context.lead_sections)
        for section in sections
        if any(part.tie.organisation_id == id_ for part in section.ties)
    ]
    answers = {one: None for section in sections for one in section.answers}
    return {
        "run": shapes.about_run(run.context.facts),
        "organisation_id": identifier(id_),
        "organisation": quoted(name or (names[0]["title"] if names else id_)),
        "names": [_name_row(one) for one in names[:20]],
        "ties": [shapes.tie_row(tie) for tie in ties],
        "says": "" if ties else "The run holds no tie of it, and no lead.",
        "its_answers": [
            without_empty(
                {
                    "text": quoted(one.text),
                    "date": one.day,
                    "publisher": quoted(one.publisher),
                    "url": one.url,
                }
            )
            for one in answers
        ],
        "near_misses": [shapes.miss_row(miss) for miss in near[:10]],
        "coverage": shapes.coverage(run.context.facts),
    }


def _named(desk: Desk, run: OpenRun, asked: str) -> tuple[str, list[Answer]]:
    """Find the one organisation that is meant: by id, page anchor, or whole name.

    Raises:
        NotFound: none, or several bear it; says which may be meant.

    """
    ids = {t.organisation_id for t in run.ties}
    ids |= {t.parent_id for t in run.ties if t.parent_id}
    for id_ in sorted(ids):
        if asked in (id_, organisation_anchor(id_)):
            return id_, _names(desk, run, id_)
    bearers = sorted(
        {
            tie.organisation_id
            for tie in run.ties
            if tie.organisation.casefold() == asked.casefold()
        }
    )
    found = search(desk.ready(run), asked, limit=5, kinds=("organisation",))
    hits = [hit for group in found.groups for hit in group.hits]
    words = search_words(asked)
    exact = sorted(
        {h.id for h in hits if asked == h.id or search_words(h.name) == words}
    )
    for one in (bearers, exact):
        if len(one) == 1:
            return one[0], _names(desk, run, one[0])
    may_be = ", ".join(bearers or exact or [hit.id for hit in hits])
    raise NotFound(
        f"{'several organisations' if bearers or exact else 'no organisation'} of the"
        f" run {'bear' if bearers or exact else 'bears'} the id or name given",
        next_step=f"give one of these ids: {may_be}"
        if may_be
        else "look for it with the tool search",
    )


def _names(desk: Desk, run: OpenRun, id_: str) -> list[Answer]:
    """List the names that the index of the run has of an organisation."""
    path = desk.ready(run).run
    if path is None:
        return []
    with IndexFile(path) as index:
        files = index.facts.get("files") or {}
        rows = index.entries_of(id_, "organisation")
        return [
            {**row, "name": row["name"] or row["title"],
             "file": files.get(row["file_id"] or "", {})}
            for row in rows
        ]  # fmt: skip


def _name_row(row: Answer) -> Answer:
    file = row["file"]
    return without_empty(
        {
            "name": quoted(row["name"]),
            "name_kind": row["name_kind"],
            "since": row["since"],
            "until": row["until"],
            "source": row["source"],
            "file_name": quoted(file.get("name")),
            "file_sha256": file.get("sha256"),
            "row_number": row["row_number"],
        }
    )


def _is_of(tie: Tie, id_: str) -> bool:
    named = {tie.organisation_id, tie.parent_id}
    named |= {hop.to_id for hop in tie.hops if hop.to_kind == "organisation"}
    return id_ in named


def answer_evidence(desk: Desk, values: Mapping[str, Any]) -> Answer:
    """Answer the tool evidence."""
    run = desk.run(values["case"])
    tie = run.ties_by_id.get(values["tie"])
    if tie is None:
        raise NotFound(
            "the run has no tie of that id",
            next_step="take a tie_id from the tools ties, organisation or search",
        )
    return {
        "run": shapes.about_run(run.context.facts),
        "tie": shapes.tie_row(tie),
        "hops": [shapes.hop_row(hop, values["records"]) for hop in tie.hops],
        "coverage": shapes.coverage(run.context.facts),
    }


def answer_lookup(desk: Desk, values: Mapping[str, Any]) -> Answer:
    """Answer the tool lookup."""
    name = parse_query(values["name"]).text
    if not name:
        raise BadQuery(
            "the name holds no letter",
            parameter="name",
            next_step="give the name of an organisation",
        )
    found = similar_now(desk.settings, name, values["country"] or None, values["limit"])
    if found is None:
        raise NothingLoaded(
            "the names of loaded registers are not ready to be looked up",
            next_step="load a register (crosstie load), then call crosstie search once",
        )
    page = search_page(desk.ready(None), "", similar=found)
    return {
        "names": [shapes.similar_row(one) for one in page.similar],
        "says": "A probability that the name given means the organisation; a vendor is"
        " a name on contracts, and no evidence of more. No tie is stated.",
        "sources": [
            without_empty(
                {
                    "source": one.source,
                    "names": one.names,
                    "retrieved": one.retrieved or "unknown",
                }
            )
            for one in page.sources
        ],
        "coverage": shapes.coverage(None, page.notes),
    }


def answer_coverage(desk: Desk, values: Mapping[str, Any]) -> Answer:
    """Answer the tool coverage."""
    run = desk.run(values["case"])
    facts = run.context.facts
    return {
        "run": shapes.about_run(facts),
        "cases_here": desk.cases(),
        "counts": facts.counts,
        "ties": {kind: sum(tie.kind == kind for tie in run.ties) for kind in KINDS},
        "kinds": shapes.KINDS,
        "looked_at": [
            {"what": one.what, "state": one.state, "says": quoted(one.says)}
            for one in facts.looked_at
        ],
        "routes_searched": list(facts.searched),
        "files": [shapes.file_row(file) for file in run.context.files],
        "known_gaps": [
            {"source": quoted(title), "says": quoted(says)}
            for title, says in facts.known_gaps
        ],
        "not_loaded": [quoted(gap) for gap in facts.not_loaded],
    }
