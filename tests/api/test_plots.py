"""Charts as Altair objects: valid, in the project's colours, and nothing is mixed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import crosstie
from crosstie.errors import NotFound, UsageError
from crosstie.pages.tokens import tokens
from tests.api.held import held_case
from tests.pages.factory import HOSTILE


def spec(chart: Any) -> dict[str, Any]:
    """Validate a chart by Vega-Lite's schema, and give it as JSON."""
    return dict(json.loads(chart.to_json(validate=True)))


def values(of: Any) -> list[dict[str, Any]]:
    """List every row of data in a specification."""
    if isinstance(of, dict):
        held = of.get("values")
        own = (
            [one for one in held if isinstance(one, dict)]
            if isinstance(held, list)
            else []
        )
        return own + [row for part in of.values() for row in values(part)]
    return [row for part in of for row in values(part)] if isinstance(of, list) else []


def test_the_timeline_holds_the_money_of_each_kind_apart(case: crosstie.Case) -> None:
    chart = spec(case.chart.timeline())
    assert [panel["title"]["text"] for panel in chart["vconcat"]] == [
        "to tied suppliers",
        "to resellers",
    ]
    totals = {
        r["meaning"]: r["value"] for r in case.totals() if r["component"] == "ICE"
    }
    for panel, what in zip(chart["vconcat"], ("obligated", "reseller"), strict=True):
        rows = [row for row in values(panel) if "high" in row]
        money = sum(
            Decimal(str(row["high"])) - Decimal(str(row["low"])) for row in rows
        )
        assert abs(money - totals[what]) < 1
        assert all(row["amount"].lstrip("\u2212").startswith("US$") for row in rows)


def test_routes_have_the_colours_of_the_pages(case: crosstie.Case) -> None:
    chart = spec(case.chart.routes())
    scale = chart["encoding"]["color"]["scale"]
    known = tokens().route
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == {
        name: known[name.replace(" ", "_")].light for name in scale["domain"]
    }
    counted = {(row["route"], row["kind"]): row["ties"] for row in values(chart)}
    for (route, kind), number in counted.items():
        asked = case.ties(kind=kind.lower(), route=route.replace(" ", "_"))
        assert len(asked) == number


def test_the_flow_never_stacks_agencies_or_kinds(case: crosstie.Case) -> None:
    chart = spec(case.chart.flow("usd"))
    rows = values(chart)
    assert len({row["panel"] for row in rows}) > 2
    for row in rows:
        assert row["panel"].startswith(row["agency"])
        assert ("reseller" in row["panel"]) is (row["route"] == "product")
    assert "left out" in chart["title"]["subtitle"][0]


def test_ownership_is_that_of_the_day(case: crosstie.Case) -> None:
    on = {
        day: [
            row
            for row in values(spec(case.chart.ownership(name, on=day)))
            if "x2" in row
        ]
        for name in ("Guidance Software, Inc.",)
        for day in ("2010-01-01", "2021-01-01")
    }
    assert len(on["2021-01-01"]) == 1
    assert on["2021-01-01"][0]["state"] == "stated"
    before = on["2010-01-01"]
    assert not before or before[0]["state"] == "not dated before"


@pytest.mark.parametrize("chart", ["timeline", "flow"])
def test_a_currency_that_is_not_there_is_told(case: crosstie.Case, chart: str) -> None:
    with pytest.raises(NotFound, match="'JPY'") as caught:
        getattr(case.chart, chart)("JPY")
    assert "USD" in str(caught.value.next_step)


def test_what_cannot_be_drawn_is_told(case: crosstie.Case) -> None:
    with pytest.raises(NotFound):
        case.chart.ownership("Nobody")
    with pytest.raises(UsageError, match="'soon'"):
        case.chart.ownership("Roshel Inc.", on="soon")


def test_an_empty_run_says_that_there_is_no_money(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no dated money"):
        held_case(tmp_path, []).chart.timeline()


def test_a_hostile_run_is_drawn_as_text(tmp_path: Path) -> None:
    hostile = held_case(tmp_path)
    for chart in (
        hostile.chart.flow(),
        hostile.chart.timeline(),
        hostile.chart.routes(),
    ):
        assert HOSTILE not in json.dumps(spec(chart), ensure_ascii=False)
