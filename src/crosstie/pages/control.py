"""Who controlled whom around one organisation, and how that stood on any date."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crosstie.pages.addresses import public_url
from crosstie.pages.facts import RunDatabase

Row = Mapping[str, Any]

MOST_NODES = 40
"""Organisations that one tree shows; of more, the nearest are kept and it is said."""

STATED, OPEN, ENDED, NOT_YET = "stated", "open", "ended", "not yet"
"""How a statement stands on a date: inside its dates, or before any of them; or out."""


@dataclass(frozen=True)
class Control:
    """One statement that an organisation controls or owns another."""

    statement_id: str
    child_id: str
    child: str
    parent_id: str
    parent: str
    interest: str
    """control, joint_control, or stake."""
    percent: str
    valid_from: date | None
    valid_to: date | None
    """First day without control."""
    is_current: bool
    dated_from: date | None
    """First day on which a source states it; earlier, its truth is not dated."""
    dated_to: date | None
    probability: float
    confirmed: bool
    from_case: bool
    url: str
    publisher: str
    file_id: str
    row_number: int | None

    def on(self, day: date) -> str:
        """Say how the statement stands on a day."""
        if self.valid_to is not None and day >= self.valid_to:
            return ENDED
        if self.valid_from is not None and day < self.valid_from:
            return NOT_YET
        if self.valid_from is None and (
            self.dated_from is None or day < self.dated_from
        ):
            return OPEN
        return STATED


@dataclass(frozen=True)
class Node:
    """One organisation of a tree, on its level; the page's own is on level 0."""

    id: str
    name: str
    country: str
    level: int
    """Negative above, positive below."""


@dataclass(frozen=True)
class ControlTree:
    """The organisations above and below one, with every statement between them."""

    focus: str
    nodes: tuple[Node, ...]
    """In the order of drawing: those above, itself, those below."""
    controls: tuple[Control, ...]
    days: tuple[date, ...]
    """The days on which something changes, oldest first; the last is the newest."""
    on: date
    """The day that is shown."""
    left_out: int

    @property
    def step(self) -> int:
        """Say which of the days the tree shown begins with."""
        return max((n for n, day in enumerate(self.days) if day <= self.on), default=0)


def read_tree(
    db: RunDatabase, ids: Sequence[str], *, on: date | None, until: date | None
) -> ControlTree | None:
    """Read what stands above and below an organisation; None where nothing does.

    `until` is the newest day that the run knows; `on` the day to show, else that one.
    """
    controls = _controls(db)
    focus = ids[0]
    above = _walk(focus, controls, upward=True)
    below = _walk(focus, controls, upward=False)
    if not above and not below:
        return None
    levels = {focus: 0} | {k: -v for k, v in above.items()} | below
    kept = sorted(levels, key=lambda k: (abs(levels[k]), k))[:MOST_NODES]
    used = tuple(
        c
        for c in controls
        if c.child_id in kept and c.parent_id in kept
        if levels[c.child_id] > levels[c.parent_id]
    )
    names = _names(db, kept, used)
    nodes = tuple(
        Node(k, *names[k], level=levels[k])
        for k in _ordered(focus, kept, levels, names, used)
    )
    days = _days(used, until)
    return ControlTree(
        focus=focus,
        nodes=nodes,
        controls=used,
        days=days,
        on=on or days[-1],
        left_out=len(levels) - len(kept),
    )


def _controls(db: RunDatabase) -> tuple[Control, ...]:
    """Read every link of every chain once, with the row that states it."""
    links: dict[tuple[str, str, str], Row] = {}
    for row in db.rows("chains of control", "select path\nfrom control"):
        for link in json.loads(row["path"]):
            key = (link["child_id"], link["parent_id"], link["statement_id"])
            links.setdefault(key, link)
    stated = {
        row["statement_id"]: row
        for row in db.rows(
            "statements of ownership",
            """select statement_id, arg_min(file_id, file_id) as file_id,
    arg_min(row_number, file_id) as row_number, arg_min(url, file_id) as url,
    arg_min(citation_publisher, file_id) as publisher
from ownership_statement
group by statement_id""",
        )
    }
    made = [_control(links[key], stated.get(key[2])) for key in sorted(links)]
    return tuple(sorted(made, key=lambda c: (_day(c.valid_from), c.parent, c.child)))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _control(link: Row, stated: Row | None) -> Control:
    days = {
        name: date.fromisoformat(link[name]) if link.get(name) else None
        for name in ("valid_from", "valid_to", "dated_from", "dated_to")
    }
    percent = link.get("percent")
    return Control(
        statement_id=link["statement_id"],
        child_id=link["child_id"],
        child=link.get("child_name") or link["child_id"],
        parent_id=link["parent_id"],
        parent=link.get("parent_name") or link["parent_id"],
        interest=link.get("interest") or "control",
        percent="" if percent is None else str(percent),
        **days,
        is_current=bool(link.get("is_current")),
        probability=float(link.get("probability") or 0),
        confirmed=link.get("confirmed") is not False,
        from_case=bool(link.get("from_case")),
        url=public_url(stated["url"]) if stated else "",
        publisher=(stated["publisher"] or "") if stated else "",
        file_id=stated["file_id"] if stated else "",
        row_number=stated["row_number"] if stated else None,
    )


def _walk(focus: str, controls: Iterable[Control], *, upward: bool) -> dict[str, int]:
    """Find what stands above (or below) an organisation, with the least distance."""
    near: dict[str, list[str]] = defaultdict(list)
    for c in controls:
        a, b = (c.child_id, c.parent_id) if upward else (c.parent_id, c.child_id)
        near[a].append(b)
    found: dict[str, int] = {}
    edge = [focus]
    level = 0
    while edge:
        level += 1
        after = []
        for id_ in edge:
            for other in near[id_]:
                if other != focus and other not in found:
                    found[other] = level
                    after.append(other)
        edge = after
    return found


def _names(
    db: RunDatabase, ids: Sequence[str], controls: Sequence[Control]
) -> dict[str, tuple[str, str]]:
    """Name each organisation as its own row does, else as a statement does."""
    said = {c.child_id: c.child for c in controls}
    said |= {c.parent_id: c.parent for c in controls}
    rows = db.rows(
        "names of a tree",
        "select organisation_id, min(name) as name, min(country) as country\n"
        "from organisation\nwhere organisation_id in (select unnest($ids))\n"
        "group by organisation_id",
        {"ids": list(ids)},
    )
    known = {r["organisation_id"]: (r["name"], r["country"] or "") for r in rows}
    return {id_: known.get(id_, (said.get(id_, id_), "")) for id_ in ids}


def _ordered(
    focus: str,
    kept: Sequence[str],
    levels: Mapping[str, int],
    names: Mapping[str, tuple[str, str]],
    controls: Sequence[Control],
) -> list[str]:
    """Order a tree for drawing: each organisation below stands under its parent."""
    above = sorted(
        (k for k in kept if levels[k] < 0), key=lambda k: (levels[k], names[k])
    )
    children: dict[str, list[str]] = defaultdict(list)
    for c in controls:
        if levels[c.parent_id] >= 0 and c.child_id not in children[c.parent_id]:
            children[c.parent_id].append(c.child_id)
    ordered: list[str] = []

    def place(id_: str) -> None:
        if id_ in ordered:
            return
        ordered.append(id_)
        for child in sorted(children[id_], key=lambda k: names[k]):
            if levels[child] == levels[id_] + 1:
                place(child)

    place(focus)
    return [*above, *ordered]


def _days(controls: Sequence[Control], until: date | None) -> tuple[date, ...]:
    """List the days on which a statement begins, is first stated, or ends."""
    found = {
        day
        for c in controls
        for day in (c.valid_from, c.valid_to, c.valid_from or c.dated_from)
        if day is not None
    }
    last = max([*found, *([until] if until else [])], default=None)
    if last is None:
        return (date.min,)
    first = min(found, default=last)
    before = date(first.year - 1, 1, 1) if first.year > 1 else first
    return tuple(sorted({before, *found, last}))
