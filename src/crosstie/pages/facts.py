"""Reads what a run says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from crosstie.errors import StoreError
from crosstie.pages.casetexts import sayer
from crosstie.pages.run_contexts import (
    Asked,
    BuyerFacts,
    LookedAt,
    RunFacts,
    SourceFacts,
    Span,
)
from crosstie.store.engine import Database
from crosstie.text.language import stored
from crosstie.text.territories import named

RunDatabase = Database
"""A run's database; the rooms above take the type from here, and never from store."""

Facts = Mapping[str, Any]


def run_facts(db: RunDatabase) -> RunFacts:
    """Read the facts of a run.

    Raises:
        StoreError: a fact without which nothing can be shown is missing.

    """
    facts = raw_facts(db)
    buyer = _need(facts, "buyer")
    return RunFacts(
        case=str(_need(facts, "case")),
        title=sayer(db)(str(_need(facts, "title"))),
        country=str(_need(facts, "country")),
        country_name=named(
            str(_need(facts, "country")), str(_need(facts, "country_name"))
        ),
        buyer=BuyerFacts(
            name=str(_need(buyer, "name")),
            abbreviation=str(_need(buyer, "abbreviation")),
            department=_text(buyer.get("department")),
            siblings={
                str(s["abbreviation"]): str(s["name"])
                for s in buyer.get("siblings") or ()
            },
        ),
        threshold=float(_need(facts, "publish_threshold")),
        version=str(_need(facts, "version")),
        run_id=_text(facts.get("run_id")),
        traced_at=_text(facts.get("traced_at")),
        since=_day(facts.get("since")),
        until=_day(facts.get("until")),
        as_of=_day(facts.get("as_of")),
        data=str(_need(facts, "data")),
        sources=tuple(_source(s) for s in facts.get("files_by_source") or ()),
        counts={k: int(v) for k, v in (facts.get("counts") or {}).items()},
        searched=tuple(str(r) for r in facts.get("searched") or ()),
        coverage=tuple(
            span
            for row in facts.get("coverage") or ()
            if row.get("full", True) and (span := _span(row))
        ),
        not_loaded=tuple(stored(str(s)) for s in facts.get("not_loaded") or ()),
        looked_at=tuple(
            LookedAt(str(one["what"]), str(one["state"]), stored(str(one["says"])))
            for one in facts.get("looked_at") or ()
        ),
        asked=tuple(_asked(one) for one in facts.get("asked") or ()),
        known_gaps=tuple(
            (str(one["title"]), stored(str(one["says"])))
            for one in facts.get("known_gaps") or ()
        ),
        command=_text(facts.get("command")),
        case_files=tuple((str(n), str(h)) for n, h in facts.get("case_files") or ()),
    )


def raw_facts(db: RunDatabase) -> dict[str, Any]:
    """Read every fact of a run as it was written, by name."""
    return {
        row["name"]: json.loads(row["value"])
        for row in db.rows("run facts", "select name, value from run order by name")
    }


def _need(facts: Facts, name: str) -> Any:
    if facts.get(name) in (None, ""):
        raise StoreError(
            f"the run does not say its {name}",
            next_step="trace the case again with this version",
        )
    return facts[name]


def _source(row: Facts) -> SourceFacts:
    return SourceFacts(
        source=str(row["source"]),
        publisher=_text(row.get("publisher")),
        title=_text(row.get("title")),
        files=int(row.get("files") or 0),
        rows_read=int(row.get("rows_read") or 0),
        rows_rejected=int(row.get("rows_rejected") or 0),
        first_date=_day(row.get("first_date")),
        last_date=_day(row.get("last_date")),
        first_retrieved=_day(row.get("first_retrieved")),
        last_retrieved=_day(row.get("last_retrieved")),
        retrieval_unknown=int(row.get("retrieval_unknown") or 0),
    )


def _asked(row: Facts) -> Asked:
    return Asked(
        source=str(row["source"]),
        about=str(row["about"]),
        period=_text(row.get("period")),
        retrieved=_text(row.get("retrieved")),
        version=_text(row.get("version")),
        sha256=str(row["sha256"]),
    )


def _span(row: Facts) -> Span | None:
    first, last = _day(row.get("first_date")), _day(row.get("last_date"))
    if first is None or last is None:
        return None
    return Span(_text(row.get("component")), first, last, int(row.get("rows") or 0))


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)[:10]) if value else None


def _text(value: object) -> str:
    return "" if value is None else str(value)
