"""What a run looked at, in sentences that tell "none" from "nothing was loaded"."""

from __future__ import annotations

from crosstie.model.case import Case
from crosstie.model.window import Window
from crosstie.store.engine import Database, Row

__all__ = ["NOT_LOADED", "OUTSIDE", "SEARCHED", "looked_at"]

SEARCHED = "searched"
NOT_LOADED = "not loaded"
OUTSIDE = "outside the period"
"""States: rows were looked at; there are none; there are none of the period asked."""

_ELSEWHERE = (
    (
        "subawards",
        "select count(*) from w.subaward",
        "{:,} subawards were looked at.",
        "No subaward is loaded, so ties by subaward were not looked at.",
    ),
    (
        "ownership",
        "select count(*) from w.ownership_statement",
        "{:,} statements of who owns whom were looked at.",
        "No register of who owns whom is loaded, so ownership by LEI was not looked"
        " at: only what award records and the case state.",
    ),
    (
        "organisations",
        "select count(*) from w.organisation where source <> 'record'",
        "Suppliers were compared with {:,} organisations of registers and lists.",
        "No register of companies is loaded, so suppliers were compared with those of"
        " the case alone.",
    ),
    (
        "public money",
        "select count(*) from w.support",
        "{:,} records of public money at home are loaded.",
        "No public money at home is loaded, so none was looked for.",
    ),
)


def looked_at(db: Database, case: Case, window: Window, *, sample: bool) -> list[Row]:
    """Say of each kind of record whether it was looked at: what, state, says."""
    found = [_awards(db, case, window, sample=sample)]
    for what, question, some, none in _ELSEWHERE:
        rows = int(db.value(what, question) or 0)
        found.append(
            {
                "what": what,
                "state": SEARCHED if rows else NOT_LOADED,
                "says": some.format(rows) if rows else none,
            }
        )
    return found


def _awards(db: Database, case: Case, window: Window, *, sample: bool) -> Row:
    """Say how many of the buyer's actions of the period asked were looked at."""
    buyer = case.buyer.abbreviation
    rows = db.rows(
        "actions by component",
        """select
    component_code,
    component_name,
    count(*) as rows,
    count(*) filter (
        where ($since is null or action_date >= $since)
        and ($until is null or action_date <= $until)
    ) as asked,
    min(action_date) as first_date,
    max(action_date) as last_date
from w.transaction
group by all
order by all""",
        {"since": window.since, "until": window.until},
    )
    own = [r for r in rows if case.buyer.is_named(*list(r.values())[:2])]
    days = [r[d] for r in own for d in ("first_date", "last_date") if r[d]]
    span = f"{min(days)} to {max(days)}" if days else "unknown days"
    total, asked = sum(r["rows"] for r in own), sum(r["asked"] for r in own)
    ship = " that ship with the case" if sample else ""
    if not total:
        state = NOT_LOADED
        says = (
            f"No award of {buyer} is loaded: that no award is tied says nothing of"
            " what exists."
        )
    elif not asked:
        state = OUTSIDE
        says = (
            f"No award of {buyer} {_period(window)} is loaded; those loaded are of"
            f" {span}: nothing shown means not looked at."
        )
    else:
        state = SEARCHED
        says = f"{asked:,} award actions of {buyer}{ship} were looked at, of {span}"
        beyond = _beyond(window, days)
        says += f" and {_period(window)}{beyond}." if beyond else "."
    return {"what": "awards", "state": state, "says": says}


def _period(window: Window) -> str:
    """Write the period asked.

    >>> from datetime import date
    >>> _period(Window(since=date(2020, 1, 1)))
    'from 2020-01-01 on'
    """
    if window.since and window.until:
        return f"from {window.since} to {window.until}"
    if window.since:
        return f"from {window.since} on"
    return f"up to {window.until}" if window.until else "of any day"


def _beyond(window: Window, days: list[object]) -> str:
    """Say which ends of the period asked the loaded awards do not reach."""
    if not (window.since or window.until) or not days:
        return ""
    first, last = min(map(str, days)), max(map(str, days))
    parts = []
    if window.since and str(window.since) < first:
        parts.append(f"before {first}")
    if window.until and str(window.until) > last:
        parts.append(f"after {last}")
    within = f", and nothing {' or '.join(parts)} is loaded" if parts else ""
    return within or ", all of it within what is loaded"
