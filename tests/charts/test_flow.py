"""The flow as a drawing."""

import itertools
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from crosstie.charts import flow
from crosstie.pages.contexts import Flow
from crosstie.pages.report import report_context
from tests.pages.factory import run_database


@pytest.fixture(scope="module")
def chart() -> Flow:
    return report_context(run_database()).flows[0]


@pytest.mark.parametrize("frame", [flow.WIDE, flow.UPRIGHT])
def test_width_is_money_and_labels_do_not_collide(
    chart: Flow, frame: flow.Frame
) -> None:
    root = ElementTree.fromstring(flow.flow(chart, frame, "x"))  # noqa: S314
    bars = [r for r in root.iter("rect") if r.get("x") == f"{frame.supplier:g}"]
    heights = [float(r.get("height", 0)) for r in bars]
    assert heights[0] / heights[1] == pytest.approx(7234926.20 / 4150000.10, rel=0.01)
    right = sorted(
        float(t.get("y", 0))
        for t in root.iter("text")
        if float(t.get("x", 0)) > frame.organisation and t.get("y") != "14"
    )
    assert all(b - a >= 12 for a, b in itertools.pairwise(right))


def test_a_sibling_is_apart_and_paler(chart: Flow) -> None:
    drawn = flow.flow(chart, flow.WIDE, "x")
    assert 'stroke-dasharray="2 4"' in drawn
    assert "sibling, apart" in drawn
    assert "CP, apart: US$409,344.91" in flow.described(chart)


def test_a_sibling_that_obligated_far_more_does_not_burst_the_drawing() -> None:
    chart = report_context(run_database()).flows[0]
    large = [
        replace(s, value=s.value * 1000) if s.is_sibling else s for s in chart.streams
    ]
    root = ElementTree.fromstring(  # noqa: S314
        flow.flow(replace(chart, streams=tuple(large)), flow.WIDE, "x")
    )
    assert float(root.get("viewBox", "").split()[3]) < 1200
