"""What the charts of a case are made of: colours, tooltips, stacked money, places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from crosstie.api.result import Row
from crosstie.errors import EngineError, NotFound
from crosstie.pages.contexts import Column, Flow, Timeline
from crosstie.pages.control import OPEN, STATED, Control, ControlTree
from crosstie.pages.money import amount, probability, unit
from crosstie.pages.tokens import tokens
from crosstie.pages.totals import meaning
from crosstie.pages.words import ROUTES, visible
from crosstie.text.language import _

Money = TypeVar("Money", Timeline, Flow)

WIDTH = 640
"""Width of a panel, in pixels."""


def altair() -> Any:
    """Import Altair.

    Raises:
        EngineError: the extra `notebook` is not installed.

    """
    try:
        import altair
    except ImportError as cause:
        raise EngineError(
            _("charts need the extra `notebook`, which is not installed"),
            next_step=_("pip install 'crosstie[notebook]', or take a drawing"),
        ) from cause
    return altair


def of_currency(charts: Iterable[Money], currency: str | None) -> Money:
    """Choose the chart of a currency, or the first.

    Raises:
        NotFound: there is none; says which there are.

    """
    found = list(charts)
    wanted = (currency or "").upper()
    for one in found:
        if wanted in ("", one.currency.upper()):
            return one
    known = ", ".join(one.currency for one in found)
    raise NotFound(
        _("no money in {currency} is in this run").format(currency=repr(currency))
        if found
        else _("no dated money of findings is in this run"),
        next_step=_("take one of: {names}").format(names=known)
        if found
        else _("see totals() and coverage()"),
    )


def money_title(currency: str) -> str:
    """Name an axis of money."""
    return _("Obligated, {currency}").format(currency=unit(currency))


def route_colours(
    alt: Any, routes: Iterable[str], *, legend: bool = True, channel: str = "Color"
) -> Any:
    """Give each route its colour, in the order of reports."""
    held = list(routes)
    scale = alt.Scale(
        domain=[ROUTES[route] for route in held],
        range=[tokens().route[route].light for route in held],
    )
    more = {} if legend else {"legend": None}
    return getattr(alt, channel)("route:N", title=None, scale=scale, **more)


def tips(alt: Any, *names: str) -> list[Any]:
    """Show these values when a mark is pointed at."""
    said = {
        "period": _("Period"),
        "route": _("Route"),
        "amount": _("Obligated"),
        "agency": _("Agency"),
        "supplier": _("Supplier, as written"),
        "organisation": _("Organisation"),
        "kind": _("Kind"),
        "ties": _("Ties"),
        "child": _("Organisation"),
        "parent": _("Owner"),
        "interest": _("Interest"),
        "since": _("From"),
        "until": _("Until"),
        "probability": _("Probability"),
        "name": _("Organisation"),
        "country": _("Country"),
    }
    return [alt.Tooltip(f"{name}:N", title=said[name]) for name in names]


def finished(alt: Any, chart: Any, title: str, note: str) -> Any:
    """Give a chart its title, its note, and the faces and ink of the pages."""
    light = tokens().light
    face = tokens().font["sans"].replace('"', "'")
    words = alt.TitleParams(visible(title), subtitle=[visible(note)], anchor="start")
    is_of_panels = hasattr(chart, "spec") or hasattr(chart, "vconcat")
    sized = chart if is_of_panels else chart.properties(width=WIDTH)
    return (
        sized.properties(title=words, background=light["bg"])
        .configure(font=face)
        .configure_view(stroke=None)
        .configure_title(color=light["ink"], subtitleColor=light["ink-2"])
        .configure_axis(
            labelColor=light["ink-2"],
            titleColor=light["ink-2"],
            gridColor=light["rule"],
        )
    )


def by_meaning(routes: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Put routes whose money may be stacked together."""
    found: dict[str, list[str]] = {}
    for route in routes:
        found.setdefault(meaning(route), []).append(route)
    return list(found.items())


def panel_title(component: str, what: str) -> str:
    """Name a panel by its agency and its kind of money."""
    said = {
        "obligated": _("{agency}: obligated to tied suppliers"),
        "reseller": _("{agency}: obligated to resellers"),
    }
    return said[what].format(agency=component)


def panel(alt: Any, chart: Timeline, what: str, routes: list[str]) -> Any:
    """Draw the columns of one kind of money, before the times not loaded in full."""
    days = [one.first_day for one in chart.columns]
    ends = [_iso(days[0]), _iso(_next(chart.columns[-1], chart))]
    x = alt.X("from:T", title=None, scale=alt.Scale(domain=ends))
    bars = (
        alt.Chart(alt.Data(values=_columns(chart, routes)))
        .mark_rect(stroke=tokens().light["bg"], strokeWidth=1)
        .encode(
            x=x,
            x2="until:T",
            y=alt.Y("low:Q", title=money_title(chart.currency)),
            y2="high:Q",
            color=route_colours(alt, routes),
            tooltip=tips(alt, "period", "route", "amount"),
        )
    )
    gaps = [
        {"from": _iso(one.first_day), "until": _iso(_next(one, chart))}
        for one in chart.columns
        if not one.loaded
    ]
    ground = (
        alt.Chart(alt.Data(values=gaps))
        .mark_rect(color=tokens().light["rule"], opacity=0.45)
        .encode(x=x, x2="until:T")
    )
    said = {"obligated": _("to tied suppliers"), "reseller": _("to resellers")}
    return (
        alt.layer(ground, bars)
        .resolve_scale(color="independent")
        .properties(
            width=WIDTH,
            height=220 if what == "obligated" else 120,
            title=alt.TitleParams(said[what], anchor="start", fontSize=12),
        )
    )


def _columns(chart: Timeline, routes: Iterable[str]) -> list[Row]:
    """Stack the money of each column: what was given upwards, taken back downwards."""
    rows = []
    for column in chart.columns:
        for held in (column.given, column.taken):
            reached = Decimal(0)
            for route in routes:
                value = held.get(route)
                if not value:
                    continue
                rows.append(
                    {
                        "from": _iso(column.first_day),
                        "until": _iso(_next(column, chart)),
                        "period": _iso(column.first_day),
                        "route": ROUTES[route],
                        "low": float(reached),
                        "high": float(reached + value),
                        "amount": amount(value, chart.currency),
                    }
                )
                reached += value
    return rows


def _next(column: Column, chart: Timeline) -> date:
    """Give the day after a column's last."""
    first = column.first_day
    if chart.unit == "year":
        return date(first.year + 1, 1, 1)
    return (first + timedelta(days=95)).replace(day=1)


def _iso(day: date) -> str:
    return day.isoformat()


def places(tree: ControlTree) -> dict[str, Row]:
    """Put the organisations of a level side by side."""
    found: dict[str, Row] = {}
    on_level: dict[int, int] = {}
    for node in tree.nodes:
        at = on_level[node.level] = on_level.get(node.level, -1) + 1
        found[node.id] = {
            "x": at,
            "y": -node.level,
            "name": visible(node.name),
            "country": node.country,
        }
    return found


def link(one: Control, tree: ControlTree, nodes: dict[str, Row]) -> Row | None:
    """Draw a statement that holds on the day, or may."""
    state = one.on(tree.on)
    if state not in (STATED, OPEN):
        return None
    child, parent = nodes[one.child_id], nodes[one.parent_id]
    return {
        "x": child["x"],
        "y": child["y"],
        "x2": parent["x"],
        "y2": parent["y"],
        "child": visible(one.child),
        "parent": visible(one.parent),
        "interest": one.interest,
        "since": _iso(one.valid_from) if one.valid_from else "",
        "until": _iso(one.valid_to) if one.valid_to else "",
        "probability": probability(one.probability),
        "state": _("stated") if state == STATED else _("not dated before"),
    }
