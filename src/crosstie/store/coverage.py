"""What is loaded and what is not: said wherever a result is shown."""

from __future__ import annotations

import itertools
from datetime import date
from statistics import median

from crosstie.model.case import Case
from crosstie.model.window import Window
from crosstie.model.words import Judgement, Route
from crosstie.store.engine import Database, Row, Value
from crosstie.store.looked_at import SEARCHED, looked_at
from crosstie.text.language import _
from crosstie.text.names import parse_name

FULL_SHARE = 0.1
"""A month counts as loaded in full from this share of the rows of a busy month."""

BUSY_MONTHS = 12
"""The months with most rows, whose median is a busy month."""

_OF_AWARDS = (
    *(Route.DIRECT, Route.SUBSIDIARY, Route.JOINT_VENTURE),
    *(Route.INVESTOR, Route.PRODUCT),
)
"""Routes that begin at an award of the buyer."""

NAMED_MONTHS = 6
"""Shorter gaps are drawn on the timeline, but get no sentence of their own."""


def newest_date(db: Database, case: Case) -> date | None:
    """Find the date of the newest action, subaward, or dated status of the case."""
    stated = [row.status_date for row in case.documents]
    stated += [row.status_date for row in case.presence]
    found = [day for day in stated if day is not None]
    loaded = db.value(
        "newest date",
        """select max(newest)
from (
    select max(action_date) as newest from transaction
    union all
    select max(latest_action_date) from transaction
    union all
    select max(action_date) from subaward
)""",
    )
    if isinstance(loaded, date):
        found.append(loaded)
    return max(found, default=None)


def input_hashes(db: Database) -> list[str]:
    """List the loaded files by hash and order, for the identity of a run."""
    return [
        f"{row['file_id']} {row['retrieved']}"
        for row in db.rows(
            "inputs",
            """select file_id, retrieved
from file
where replaced_by is null
order by file_id""",
        )
    ]


def facts(
    db: Database, case: Case, window: Window, *, sample: bool
) -> dict[str, Value]:
    """Gather what a reader must know of the data behind a run."""
    stated = db.answers(
        "coverage", [""], lambda _: {"": _of_records(db, case, window, sample=sample)}
    )[""]
    return {
        **stated,
        "since": window.since,
        "until": window.until,
        "as_of": window.as_of,
        "not_loaded": [*stated["not_loaded"], *_idle_decisions(db, case)],
    }


def _of_records(
    db: Database, case: Case, window: Window, *, sample: bool
) -> dict[str, Value]:
    """Gather what no decision changes."""
    spans = component_spans(db, case)
    looked = looked_at(db, case, window, sample=sample)
    return {
        "counts": counts(db),
        "files_by_source": files_by_source(db),
        "searched": searched(looked),
        "coverage": spans,
        "looked_at": looked,
        "not_loaded": _missing(db, case, spans, window, sample=sample),
    }


def searched(looked: list[Row]) -> list[str]:
    """List the routes that could be searched: those whose records were looked at."""
    missing = {one["what"] for one in looked if one["state"] != SEARCHED}
    return [
        route.value
        for route in Route
        if not (route is Route.SUBAWARD and "subawards" in missing)
        and not (route in _OF_AWARDS and "awards" in missing)
    ]


def counts(db: Database) -> dict[str, int]:
    """Count what was searched, and the rows that could not be loaded."""
    found = db.rows(
        "counts",
        """select
    (select count(*) from w.transaction) as transactions,
    (select count(*) from w.award) as awards,
    (select count(*) from w.subaward) as subawards,
    (select count(*) from every_organisation where source <> 'record') as organisations,
    (select count(*) from party where is_supplier or is_subawardee) as suppliers,
    (select count(*) from w.vendor) as vendors,
    (select coalesce(sum(rows_read), 0) from w.file where replaced_by is null)
        as rows_read,
    (select count(*) from w.reject) as rejected,
    (select count(*) from w.repeat) as repeated""",
    )[0]
    return {name: int(value) for name, value in found.items()}


def files_by_source(db: Database) -> list[Row]:
    """Sum the loaded files of each source: rows, dates, retrieval."""
    return db.rows(
        "files by source",
        """select
    source,
    any_value(publisher order by file_id) as publisher,
    any_value(title order by file_id) as title,
    count(*) as files,
    sum(rows_read)::bigint as rows_read,
    sum(rows_rejected)::bigint as rows_rejected,
    min(first_date) as first_date,
    max(last_date) as last_date,
    min(retrieved) as first_retrieved,
    max(retrieved) as last_retrieved,
    count(*) filter (where retrieved is null) as retrieval_unknown
from w.file
where replaced_by is null
group by source
order by source""",
    )


def loaded_by_source(db: Database) -> list[Row]:
    """Sum what of each source stands in a workspace: rows, days of retrieval, dates."""
    return db.rows(
        "loaded by source",
        """select
    source,
    count(*) as files,
    sum(rows_loaded)::bigint as rows_loaded,
    min(first_date) as first_date,
    max(last_date) as last_date,
    min(retrieved) as first_retrieved,
    max(retrieved) as last_retrieved
from file
where replaced_by is null
group by source
order by source""",
    )


def names_by_source(db: Database) -> list[Row]:
    """Count the organisations and vendors of each loaded source, with their day."""
    return db.rows(
        "names by source",
        """with named as (
    select file_id, source, 'organisations' as kind from organisation
    union all
    select file_id, 'vendors' as source, 'vendors' as kind from vendor
)
select
    coalesce(f.source, n.source) as source,
    n.kind,
    count(*) as names,
    max(f.retrieved) as last_retrieved
from named as n
left join file as f using (file_id)
where n.source <> 'record'
group by all
order by all""",
    )


def component_spans(db: Database, case: Case) -> list[Row]:
    """List for the buyer and each sibling the spans of months with loaded awards.

    A span is `full`, or not: its months hold some rows (one state's download, a
    publisher's extract), but few against a busy month, so that nothing may be said of
    what is absent.
    """
    rows = db.rows(
        "rows by month",
        """select
    component_code,
    component_name,
    date_trunc('month', action_date)::date as month,
    min(action_date) as first_date,
    max(action_date) as last_date,
    count(*) as rows
from w.transaction
where action_date is not null
group by all
order by all""",
    )
    spans: list[Row] = []
    for component in (case.buyer, *case.buyer.siblings):
        months: dict[date, Row] = {}
        for row in rows:
            if component.is_named(row["component_code"], row["component_name"]):
                _add(months, row)
        spans.extend(_spans(component.abbreviation, months))
    return spans


def _add(months: dict[date, Row], row: Row) -> None:
    known = months.setdefault(row["month"], dict(row) | {"rows": 0})
    known["rows"] += row["rows"]
    known["first_date"] = min(known["first_date"], row["first_date"])
    known["last_date"] = max(known["last_date"], row["last_date"])


def _spans(abbreviation: str, months: dict[date, Row]) -> list[Row]:
    spans: list[Row] = []
    counts = sorted((row["rows"] for row in months.values()), reverse=True)
    busy = median(counts[:BUSY_MONTHS]) if counts else 0
    for month in sorted(months):
        row = months[month]
        full = row["rows"] >= FULL_SHARE * busy
        last = spans[-1] if spans else None
        if last and last["full"] == full and _months(last["month"], month) == 1:
            last["month"] = month
            last["last_date"] = row["last_date"]
            last["rows"] += row["rows"]
        else:
            spans.append(
                {
                    "component": abbreviation,
                    "full": full,
                    "month": month,
                    "first_date": row["first_date"],
                    "last_date": row["last_date"],
                    "rows": row["rows"],
                }
            )
    return spans


def _months(earlier: date, later: date) -> int:
    return 12 * (later.year - earlier.year) + later.month - earlier.month


def not_loaded(
    db: Database, case: Case, spans: list[Row], window: Window, *, sample: bool
) -> list[str]:
    """Say in sentences what is known to be missing from the data."""
    missing = _missing(db, case, spans, window, sample=sample)
    return [*missing, *_idle_decisions(db, case)]


def _missing(
    db: Database, case: Case, spans: list[Row], window: Window, *, sample: bool
) -> list[str]:
    if sample:
        missing = [_("every award record but the few that ship with the case")]
    else:
        missing = [*_missing_spans(case, spans, window), *_silent_siblings(case, spans)]
        if not db.value("any subaward", "select 1 from w.subaward limit 1"):
            missing.append(_("subawards"))
    if not db.value(
        "any relationship", "select 1\nfrom w.ownership_statement\nlimit 1"
    ):
        missing.append(
            _(
                "a register of who owns whom (GLEIF, BODS): ownership by LEI was not"
                " looked at"
            )
        )
    if not db.value("any support", "select 1\nfrom w.support\nlimit 1"):
        missing.append(_("public money at home (grants, contributions, contracts)"))
    return missing


def _idle_decisions(db: Database, case: Case) -> list[str]:
    """Name the decisions that nothing in this run answers to: they had no effect."""
    if not case.decisions:
        return []
    ties = {row["tie_id"] for row in db.rows("tie ids", "select tie_id\nfrom tie")}
    decided = {
        parse_name(row["name"]).core
        for row in db.rows(
            "decided spellings",
            """select distinct s.name
from match as m
join party_spelling as s on s.party_id = m.party_id
where m.decision is not null""",
        )
    }
    return [
        _("what row {row} of {file} decides on ({name})").format(
            row=decision.row,
            file=decision.file,
            name=decision.tie or decision.supplier,
        )
        for decision in case.decisions
        if decision.judgement is not Judgement.WITHDRAWN
        and (
            decision.tie not in ties
            if decision.tie
            else parse_name(decision.supplier).core not in decided
        )
    ]


def _missing_spans(case: Case, spans: list[Row], window: Window) -> list[str]:
    """Name the long gaps in the awards of the buyer and of each loaded sibling."""
    sentences = []
    for component in (case.buyer, *case.buyer.siblings):
        name = component.abbreviation
        own = [span for span in spans if span["component"] == name]
        full = [span for span in own if span["full"]]
        if not full:
            if component is case.buyer:
                sentences.append(_("awards of {agency}").format(agency=name))
            continue
        for start, end in _gaps(full, window):
            if start and end:
                said = _("{agency} awards between {first} and {last}")
            elif end:
                said = _("{agency} awards before {last}")
            else:
                said = _("{agency} awards after {first}")
            said = said.format(agency=name, first=start, last=end)
            few = _rows_between(own, start, end)
            if few:
                but = _("{what}, but for {count} of them")
                said = but.format(what=said, count=f"{few:,}")
            sentences.append(said)
    return sentences


def _gaps(full: list[Row], window: Window) -> list[tuple[date | None, date | None]]:
    """List the gaps before, between and after the full spans that a window touches."""
    gaps: list[tuple[date | None, date | None]] = [(None, full[0]["first_date"])]
    for earlier, later in itertools.pairwise(full):
        start, end = earlier["last_date"], later["first_date"]
        if _months(start, end) > NAMED_MONTHS:
            gaps.append((start, end))
    gaps.append((full[-1]["last_date"], None))
    return [
        (start, end)
        for start, end in gaps
        if not (window.since and end and end <= _month_after(window.since))
        and not (window.until and start and start >= window.until)
    ]


def _month_after(day: date) -> date:
    """Give the month after: a first record some days into a window is no gap."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _rows_between(spans: list[Row], start: date | None, end: date | None) -> int:
    return sum(
        span["rows"]
        for span in spans
        if not span["full"]
        and (start is None or span["first_date"] > start)
        and (end is None or span["first_date"] < end)
    )


def _silent_siblings(case: Case, spans: list[Row]) -> list[str]:
    loaded = {span["component"] for span in spans}
    silent = [
        sibling.abbreviation
        for sibling in case.buyer.siblings
        if sibling.abbreviation not in loaded
    ]
    said = _("awards of siblings ({agencies})").format(agencies=", ".join(silent))
    return [said] if silent else []
