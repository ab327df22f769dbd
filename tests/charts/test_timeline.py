"""Columns per quarter."""

from xml.etree import ElementTree

import pytest

from crosstie.charts import timeline
from crosstie.pages.contexts import Timeline
from crosstie.pages.report import report_context
from tests.pages.factory import run_database


@pytest.fixture(scope="module")
def chart() -> Timeline:
    return report_context(run_database(data="loaded")).timelines[0]


@pytest.mark.parametrize("frame", [timeline.WIDE, timeline.UPRIGHT])
def test_columns_stand_on_one_scale_from_nought(
    chart: Timeline, frame: timeline.Frame
) -> None:
    root = ElementTree.fromstring(timeline.timeline(chart, frame, "x"))  # noqa: S314
    bars = [
        r for r in root.iter("rect") if (r.get("fill") or "").startswith("var(--r-")
    ]
    heights = {r.get("fill"): float(r.get("height", 0)) for r in bars}
    assert heights["var(--r-subsidiary)"] == max(heights.values())
    assert all(
        float(r.get("x", 0)) + float(r.get("width", 0)) <= frame.width for r in bars
    )


def test_what_is_not_loaded_is_hatched_and_named(chart: Timeline) -> None:
    drawn = timeline.timeline(chart, timeline.WIDE, "x")
    assert drawn.count("url(#nl)") == 1
    assert "Not loaded" in drawn
    assert "Oct 2024 – Sep 2025" in drawn
    assert "5 of 21 quarters are not loaded, or only in part." in timeline.described(
        chart
    )


def test_money_taken_back_is_hollow(chart: Timeline) -> None:
    drawn = timeline.timeline(chart, timeline.WIDE, "x")
    assert 'fill="none" stroke="var(--r-direct)"' in drawn
