"""Charts of a case as Altair objects, in the colours of pages and report.

Values on axes are floating point, because a chart is drawn in dots; the amount in full
stands in each tooltip. No chart adds currencies, kinds of money, or a sibling's money to
the buyer's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from crosstie.api import finding
from crosstie.api.reading import Reading
from crosstie.api.result import Row
from crosstie.errors import EngineError, NotFound
from crosstie.pages.contexts import Column, Flow, Timeline
from crosstie.pages.control import STATED, Control, ControlTree
from crosstie.pages.money import amount, probability, unit
from crosstie.pages.tokens import tokens
from crosstie.pages.words import KINDS, ROUTE_ORDER, ROUTES, visible
from crosstie.text.language import _

Money = TypeVar("Money", Timeline, Flow)

WIDTH = 640


@dataclass(frozen=True)
class Charts:
    """The charts of one run; each method gives a chart that can be changed and saved."""

    _reading: Reading = field(repr=False)

    def timeline(self, currency: str | None = None) -> Any:
        """Chart what the buyer obligated over time by route; taken back stands below.

        Times that are not loaded in full are grey: nothing is claimed about them.

        Raises:
            NotFound: no dated money is in the run, or none in that currency.
            EngineError: the extra `notebook` is not installed.

        """
        alt = altair()
        context = self._reading.context
        chart = _of_currency(context.timelines, currency)
        agency = context.facts.buyer.abbreviation
        title = _("What {agency} obligated by {unit}, {currency}").format(
            agency=agency, unit=chart.unit, currency=unit(chart.currency)
        )
        x = alt.X("from:T", title=None)
        bars = (
            alt.Chart(alt.Data(values=_columns(chart)))
            .mark_bar()
            .encode(
                x=x,
                x2="until:T",
                y=alt.Y("value:Q", title=_money_title(chart.currency), stack="zero"),
                color=_route_colours(alt, chart.routes),
                tooltip=_tips(alt, "period", "route", "amount"),
            )
        )
        gaps = [
            {"from": _iso(one.first_day), "until": _iso(_next(one, chart))}
            for one in chart.columns
            if not one.loaded
        ]
        ground = (
            alt.Chart(alt.Data(values=gaps))
            .mark_rect(color=tokens().light["rule-2"], opacity=0.35)
            .encode(x=x, x2="until:T")
        )
        note = _("Grey: not loaded in full. Below the line: taken back.")
        return _finished(alt, alt.layer(ground, bars), title, note)

    def flow(self, currency: str | None = None) -> Any:
        """Chart the money of findings by supplier and organisation, one agency a row.

        Raises:
            NotFound: no money is in the run, or none in that currency.
            EngineError: the extra `notebook` is not installed.

        """
        alt = altair()
        chart = _of_currency(self._reading.context.flows, currency)
        values = [
            {
                "agency": one.component,
                "supplier": visible(one.supplier),
                "organisation": visible(one.organisation),
                "route": ROUTES[one.route],
                "value": float(one.value),
                "amount": amount(one.value, chart.currency),
            }
            for one in chart.streams
        ]
        agencies = list(dict.fromkeys(str(row["agency"]) for row in values))
        routes = [r for r in ROUTE_ORDER if r in {s.route for s in chart.streams}]
        bars = (
            alt.Chart(alt.Data(values=values))
            .mark_bar()
            .encode(
                x=alt.X("value:Q", title=_money_title(chart.currency)),
                y=alt.Y("organisation:N", title=None, sort="-x"),
                detail="supplier:N",
                color=_route_colours(alt, routes),
                row=alt.Row("agency:N", title=None, sort=agencies),
                tooltip=_tips(
                    alt, "agency", "supplier", "organisation", "route", "amount"
                ),
            )
            .resolve_scale(y="independent")
        )
        title = _("From agency to organisation, {currency} obligated").format(
            currency=unit(chart.currency)
        )
        note = _(
            "A product’s bar is the reseller’s money. Agencies are never added up."
        )
        if chart.left_out:
            note += " " + _("{count} smaller ties are left out.").format(
                count=chart.left_out
            )
        return _finished(alt, bars, title, note)

    def routes(self) -> Any:
        """Chart how many ties each route gave: findings filled, leads hollow.

        Raises:
            EngineError: the extra `notebook` is not installed.

        """
        alt = altair()
        ties = [t for t in self._reading.exchange.ties if t.is_finding or t.is_lead]
        held = [r for r in ROUTE_ORDER if r in {tie.route for tie in ties}]
        values = []
        for route in held:
            for kind in ("finding", "lead"):
                count = sum(t.route == route and t.kind == kind for t in ties)
                said = {"route": ROUTES[route], "kind": KINDS[kind], "ties": count}
                values += [said] if count else []
        is_finding = alt.datum.kind == KINDS["finding"]
        chart = (
            alt.Chart(alt.Data(values=values))
            .mark_bar(strokeWidth=1.5)
            .encode(
                x=alt.X("ties:Q", title=_("ties"), axis=alt.Axis(tickMinStep=1)),
                y=alt.Y("route:N", title=None, sort=[ROUTES[r] for r in held]),
                yOffset=alt.YOffset("kind:N", sort=[KINDS["finding"], KINDS["lead"]]),
                color=_route_colours(alt, held, legend=False),
                stroke=_route_colours(alt, held, legend=False, channel="Stroke"),
                fillOpacity=alt.condition(is_finding, alt.value(1), alt.value(0)),
                strokeDash=alt.condition(
                    is_finding, alt.value([1, 0]), alt.value([4, 3])
                ),
                tooltip=_tips(alt, "route", "kind", "ties"),
            )
        )
        note = _("Filled: findings. Dashed: leads, which are not proven.")
        return _finished(alt, chart, _("Ties by route"), note)

    def ownership(self, organisation: str, on: date | str | None = None) -> Any:
        """Chart who controls whom around an organisation, on a day; owners stand above.

        Solid lines are stated to hold on the day; dashed ones are not dated before it.

        Raises:
            NotFound: no organisation is called so, or no statement is known of it.
            EngineError: the extra `notebook` is not installed.

        """
        alt = altair()
        from crosstie.pages.bodies import read_body
        from crosstie.pages.control import read_tree

        id_ = finding.organisation_id(self._reading, organisation)
        day, newest = finding.day("on", on), self._reading.context.facts.as_of
        body = self._reading.read(lambda db: read_body(db, id_))
        tree = self._reading.read(
            lambda db: read_tree(db, body.ids, on=day, until=newest)
        )
        if tree is None:
            raise NotFound(
                _("no statement of who owns {organisation} is in this run").format(
                    organisation=repr(organisation)
                ),
                next_step=_("load a register of owners, then trace the case again"),
            )
        nodes = _places(tree)
        links = [row for one in tree.controls if (row := _link(one, tree, nodes))]
        shape: dict[str, Any] = {"x": alt.X("x:Q", axis=None)}
        lines = (
            alt.Chart(alt.Data(values=links))
            .mark_rule(color=tokens().route["subsidiary"].light, strokeWidth=2)
            .encode(
                **shape,
                x2="x2:Q",
                y=alt.Y("y:Q", axis=None),
                y2="y2:Q",
                strokeDash=alt.StrokeDash(
                    "state:N",
                    title=None,
                    scale=alt.Scale(
                        domain=[_("stated"), _("not dated before")],
                        range=[[1, 0], [6, 4]],
                    ),
                ),
                tooltip=_tips(
                    alt, "child", "interest", "parent", "since", "until", "probability"
                ),
            )
        )
        base = alt.Chart(alt.Data(values=list(nodes.values()))).encode(
            **shape, y=alt.Y("y:Q", axis=None), tooltip=_tips(alt, "name", "country")
        )
        dots = base.mark_point(
            filled=True, size=90, color=tokens().light["ink"], opacity=1
        )
        words = base.mark_text(align="left", dx=9).encode(text="name:N")
        title = _("Who controls whom around {organisation}, on {day}").format(
            organisation=body.name, day=tree.on
        )
        note = _("What had ended by that day, or had not begun, is not drawn.")
        return _finished(alt, alt.layer(lines, dots, words), title, note)


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


def _of_currency(charts: Iterable[Money], currency: str | None) -> Money:
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


def _money_title(currency: str) -> str:
    return _("Obligated, {currency}").format(currency=unit(currency))


def _route_colours(
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


def _tips(alt: Any, *names: str) -> list[Any]:
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


def _finished(alt: Any, chart: Any, title: str, note: str) -> Any:
    """Give a chart its title, its note, and the faces and ink of the pages."""
    light = tokens().light
    face = tokens().font["sans"].replace('"', "'")
    words = alt.TitleParams(visible(title), subtitle=[visible(note)], anchor="start")
    sized = chart if hasattr(chart, "spec") else chart.properties(width=WIDTH)
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


def _columns(chart: Timeline) -> list[Row]:
    rows = []
    for column in chart.columns:
        for route in chart.routes:
            for held in (column.given, column.taken):
                if value := held.get(route):
                    rows.append(
                        {
                            "from": _iso(column.first_day),
                            "until": _iso(_next(column, chart)),
                            "period": _iso(column.first_day),
                            "route": ROUTES[route],
                            "value": float(value),
                            "amount": amount(value, chart.currency),
                        }
                    )
    return rows


def _next(column: Column, chart: Timeline) -> date:
    """Give the day after a column's last."""
    first = column.first_day
    if chart.unit == "year":
        return date(first.year + 1, 1, 1)
    return (first + timedelta(days=95)).replace(day=1)


def _iso(day: date) -> str:
    return day.isoformat()


def _places(tree: ControlTree) -> dict[str, Row]:
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


def _link(one: Control, tree: ControlTree, nodes: dict[str, Row]) -> Row | None:
    """Draw a statement that holds on the day, or may."""
    state = one.on(tree.on)
    if state not in (STATED, "open"):
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
