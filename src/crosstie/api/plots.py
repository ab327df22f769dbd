"""Charts of a case as Altair objects, in the colours of pages and report.

Values on axes are floating point, because a chart is drawn in dots; the amount in full
stands in each tooltip. Kinds of money, and a sibling's and the buyer's, stand in panels
of their own and are never stacked; a chart has one currency.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crosstie.api import finding
from crosstie.api.plotted import (
    altair,
    by_meaning,
    finished,
    link,
    money_title,
    of_currency,
    panel,
    panel_title,
    places,
    route_colours,
    tips,
)
from crosstie.api.reading import Reading
from crosstie.errors import NotFound
from crosstie.pages.control import ControlTree
from crosstie.pages.money import amount, unit
from crosstie.pages.tokens import tokens
from crosstie.pages.totals import meaning
from crosstie.pages.words import KINDS, ROUTE_ORDER, ROUTES, visible
from crosstie.text.language import _

__all__ = ["Charts"]


@dataclass(frozen=True)
class Charts:
    """The charts of one run; each method gives one that can be changed and saved."""

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
        chart = of_currency(context.timelines, currency)
        agency = context.facts.buyer.abbreviation
        title = _("What {agency} obligated by {unit}, {currency}").format(
            agency=agency, unit=chart.unit, currency=unit(chart.currency)
        )
        panels = [
            panel(alt, chart, what, routes) for what, routes in by_meaning(chart.routes)
        ]
        note = _("Grey: not loaded in full. Below the line: taken back.")
        return finished(alt, alt.vconcat(*panels), title, note)

    def flow(self, currency: str | None = None) -> Any:
        """Chart the money of findings by supplier and organisation, one agency a row.

        Raises:
            NotFound: no money is in the run, or none in that currency.
            EngineError: the extra `notebook` is not installed.

        """
        alt = altair()
        chart = of_currency(self._reading.context.flows, currency)
        values = [
            {
                "agency": one.component,
                "panel": panel_title(one.component, meaning(one.route)),
                "supplier": visible(one.supplier),
                "organisation": visible(one.organisation),
                "route": ROUTES[one.route],
                "value": float(one.value),
                "amount": amount(one.value, chart.currency),
            }
            for one in chart.streams
        ]
        held = dict.fromkeys((s.component, meaning(s.route)) for s in chart.streams)
        panels = [panel_title(*one) for one in held]
        routes = [r for r in ROUTE_ORDER if r in {s.route for s in chart.streams}]
        bars = (
            alt.Chart(alt.Data(values=values))
            .mark_bar()
            .encode(
                x=alt.X("value:Q", title=money_title(chart.currency)),
                y=alt.Y("organisation:N", title=None, sort="-x"),
                detail="supplier:N",
                color=route_colours(alt, routes),
                row=alt.Row(
                    "panel:N",
                    title=None,
                    sort=panels,
                    header=alt.Header(
                        labelAnchor="start", labelOrient="top", labelFontWeight="bold"
                    ),
                ),
                tooltip=tips(
                    alt, "agency", "supplier", "organisation", "route", "amount"
                ),
            )
            .resolve_scale(y="independent")
        )
        title = _("From agency to organisation, {currency} obligated").format(
            currency=unit(chart.currency)
        )
        note = _("Agencies and kinds of money stand apart, and are never added up.")
        if chart.left_out:
            note += " " + _("{count} smaller ties are left out.").format(
                count=chart.left_out
            )
        return finished(alt, bars, title, note)

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
                color=route_colours(alt, held, legend=False),
                stroke=route_colours(alt, held, legend=False, channel="Stroke"),
                fillOpacity=alt.condition(is_finding, alt.value(1), alt.value(0)),
                strokeDash=alt.condition(
                    is_finding, alt.value([1, 0]), alt.value([4, 3])
                ),
                tooltip=tips(alt, "route", "kind", "ties"),
            )
        )
        note = _("Filled: findings. Dashed: leads, which are not proven.")
        return finished(alt, chart, _("Ties by route"), note)

    def ownership(self, organisation: str, on: date | str | None = None) -> Any:
        """Chart who controls whom around an organisation, on a day; owners stand above.

        Solid lines are stated to hold on the day; dashed ones are not dated before it.

        Raises:
            NotFound: no organisation is called so, or no statement is known of it.
            EngineError: the extra `notebook` is not installed.

        """
        alt = altair()
        name, tree = self._tree(organisation, finding.day("on", on))
        nodes = places(tree)
        links = [row for one in tree.controls if (row := link(one, tree, nodes))]
        widest = max(int(one["x"]) for one in nodes.values())
        room = alt.Scale(domain=[-0.1, widest + 1])
        shape: dict[str, Any] = {"x": alt.X("x:Q", axis=None, scale=room)}
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
                tooltip=tips(
                    alt, "child", "interest", "parent", "since", "until", "probability"
                ),
            )
        )
        base = alt.Chart(alt.Data(values=list(nodes.values()))).encode(
            **shape, y=alt.Y("y:Q", axis=None), tooltip=tips(alt, "name", "country")
        )
        dots = base.mark_point(
            filled=True, size=90, color=tokens().light["ink"], opacity=1
        )
        words = base.mark_text(align="left", dx=9).encode(text="name:N")
        title = _("Who controls whom around {organisation}, on {day}").format(
            organisation=name, day=tree.on
        )
        note = _("What had ended by that day, or had not begun, is not drawn.")
        levels = len({node.level for node in tree.nodes})
        drawn = alt.layer(lines, dots, words).properties(height=60 * levels)
        return finished(alt, drawn, title, note)

    def _tree(self, organisation: str, on: date | None) -> tuple[str, ControlTree]:
        """Read the name of an organisation, and who controls whom around it."""
        from crosstie.pages.bodies import read_body
        from crosstie.pages.control import read_tree

        id_ = finding.organisation_id(self._reading, organisation)
        newest = self._reading.context.facts.as_of
        body = self._reading.read(lambda db: read_body(db, id_))
        tree = self._reading.read(
            lambda db: read_tree(db, body.ids, on=on, until=newest)
        )
        if tree is None:
            raise NotFound(
                _("no statement of who owns {organisation} is in this run").format(
                    organisation=repr(organisation)
                ),
                next_step=_("load a register of owners, then trace the case again"),
            )
        return body.name, tree
