"""Glyphs, scales and strips."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from crosstie.charts import glyphs
from crosstie.model.words import Route, Status
from crosstie.pages.run_contexts import Span
from crosstie.pages.ties import read_ties
from tests.pages.factory import Action, Made, run_database


def shape(element: ElementTree.Element) -> str:
    return ElementTree.tostring(element).decode()


def test_every_route_and_status_has_a_glyph_of_its_own() -> None:
    drawn = ElementTree.fromstring(glyphs.definitions())  # noqa: S314
    marks = {
        symbol.get("id"): re.sub("--r-[a-z_]+", "", "".join(map(shape, symbol)))
        for symbol in drawn.iter("symbol")
    }
    assert len({marks[f"g-{r.value}"] for r in Route}) == len(Route)
    assert len({marks[f"s-{s.value}"] for s in Status}) == len(Status)
    for made in [glyphs.route_glyph(r) for r in Route]:
        assert re.findall('href="#([^"]+)"', made)[0] in marks
    for made in [glyphs.status_glyph(s) for s in Status]:
        assert re.findall('href="#([^"]+)"', made)[0] in marks


@pytest.mark.parametrize(
    ("value", "filled"), [(0.95, True), (0.949, False), (0.1, False)]
)
def test_a_dot_is_filled_at_the_threshold(value: float, filled: bool) -> None:
    made = glyphs.probability_scale(value, 0.95)
    assert ('class="o"' not in made) is filled


def test_a_strip_has_one_mark_an_action_and_hatches_what_is_not_loaded() -> None:
    made = Made(
        "1",
        actions=[
            Action(1, date(2021, 3, 1), "100.00"),
            Action(2, date(2021, 6, 1), "0.00"),
            Action(3, date(2021, 9, 1), "-4.00"),
            Action(4, None, "9.00"),
        ],
    )
    (tie,) = read_ties(run_database([made]))
    loaded = (Span("ABC", date(2021, 1, 1), date(2021, 12, 1), 9),)
    drawn = glyphs.strip(
        tie.counted, date(2021, 1, 1), date(2022, 12, 31), loaded, "direct"
    )
    svg = ElementTree.fromstring(drawn)  # noqa: S314
    assert len(svg.findall("circle")) == 1
    styles = [rect.get("class") for rect in svg.findall("rect")]
    assert styles == ["h", None, "n"]
    assert svg.get("class") == "strip r-direct"


def test_without_known_coverage_a_strip_is_not_hatched() -> None:
    days = (date(2021, 1, 1), date(2022, 1, 1))
    assert 'class="h"' not in glyphs.strip((), *days, None, "direct")
    assert 'class="h"' in glyphs.strip((), *days, (), "direct")
