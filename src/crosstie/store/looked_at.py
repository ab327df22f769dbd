"""What a run looked at, in sentences that tell "none" from "nothing was loaded"."""

from __future__ import annotations

from crosstie.model.case import Case
from crosstie.model.window import Window
from crosstie.store.engine import Database, Row
from crosstie.text.language import _, later

__all__ = ["NOT_LOADED", "OUTSIDE", "SEARCHED", "looked_at"]

SEARCHED = "searched"
NOT_LOADED = "not loaded"
OUTSIDE = "outside the period"
"""States: rows were looked at; there are none; there are none of the period asked."""

_ELSEWHERE = (
    (
        "subawards",
        "select count(*) from w.subaward",
        later("{count} subawards were looked at."),
        later("No subaward is loaded, so ties by subaward were not looked at."),
    ),
    (
        "ownership",
        "select count(*) from w.ownership_statement",
        later("{count} statements of who owns whom were looked at."),
        later(
            "No register of who owns whom is loaded, so ownership by LEI was not looked"
            " at: only what award records and the case state."
        ),
    ),
    (
        "organisations",
        "select count(*) from w.organisation where source <> 'record'",
        later(
            "Suppliers were compared with {count} organisations of registers and lists."
        ),
        later(
            "No register of companies is loaded, so suppliers were compared with those"
            " of the case alone."
        ),
    ),
    (
        "public money",
        "select count(*) from w.support",
        later("{count} records of public money at home are loaded."),
        later("No public money at home is loaded, so none was looked for."),
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
                "says": some.format(count=f"{rows:,}") if rows else none,
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
    span = _("unknown days")
    if days:
        span = _("{first} to {last}").format(first=min(days), last=max(days))
    total, asked = sum(r["rows"] for r in own), sum(r["asked"] for r in own)
    if not total:
        state = NOT_LOADED
        says = _(
            "No award of {agency} is loaded: that no award is tied says nothing of "
            "what "
            "exists."
        ).format(agency=buyer)
    elif not asked:
        state = OUTSIDE
        says = _(
            "No award of {agency} {when} is loaded; those loaded are of {since}: "
            "nothing "
            "shown means not looked at."
        ).format(agency=buyer, when=_period(window), since=span)
    else:
        state = SEARCHED
        says = _("{count} award actions of {agency} were looked at, of {since}")
        if sample:
            says = _(
                "{count} award actions of {agency} that ship with the case were looked "
                "at, of {since}"
            )
        says = says.format(count=f"{asked:,}", agency=buyer, since=span)
        beyond = _beyond(window, days)
        if beyond:
            says = _("{what} and {when}{also}").format(
                what=says, when=_period(window), also=beyond
            )
        says += "."
    return {"what": "awards", "state": state, "says": says}


def _period(window: Window) -> str:
    """Write the period asked.

    >>> from datetime import date
    >>> _period(Window(since=date(2020, 1, 1)))
    'from 2020-01-01 on'
    """
    if window.since and window.until:
        said = _("from {since_day} to {until_day}")
    elif window.since:
        said = _("from {since_day} on")
    else:
        said = _("up to {until_day}") if window.until else _("of any day")
    return said.format(since_day=window.since, until_day=window.until)


def _beyond(window: Window, days: list[object]) -> str:
    """Say which ends of the period asked the loaded awards do not reach."""
    if not (window.since or window.until) or not days:
        return ""
    first, last = min(map(str, days)), max(map(str, days))
    early = bool(window.since) and str(window.since) < first
    late = bool(window.until) and str(window.until) > last
    said = _(", all of it within what is loaded")
    if early and late:
        said = _(", and nothing before {first} or after {last} is loaded")
    elif early:
        said = _(", and nothing before {first} is loaded")
    elif late:
        said = _(", and nothing after {last} is loaded")
    return said.format(first=first, last=last)
