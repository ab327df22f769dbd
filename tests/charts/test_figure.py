"""A figure is drawn with every number beside it; what is withheld is hatched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from defusedxml.ElementTree import fromstring

from crosstie.charts.figure import figure_drawing, figure_file
from crosstie.model.claims import Assumption, Drawing, FigureValue, Point, Support

FIGURE = FigureValue(
    recipe="held",
    title="Held & counted",
    value=Decimal("0.75"),
    unit="share",
    as_of=date(2026, 1, 20),
    population="People.",
    cells=(Support("Total", "The agency", file_name="a.xlsx"),),
    points=(
        Point("a.xlsx", Decimal("0.6"), date(2026, 1, 6)),
        Point("b.xlsx", None, date(2026, 1, 7), says="no total"),
        Point("c.xlsx", Decimal("0.75"), date(2026, 1, 20), is_figure=True),
    ),
    draws=Drawing.SERIES,
)


def words(svg: str) -> list[str]:
    root = fromstring(svg)
    return [one.text or "" for one in root.iter() if one.tag.endswith("text")]


def test_a_series_stands_on_a_scale_of_days() -> None:
    svg = str(figure_drawing(FIGURE, "f"))
    found = words(svg)
    assert {"60.0%", "75.0%", "2026-01-06", "2026-01-20"} <= set(found)
    assert "2026-01-07" not in found
    assert svg.count("<circle") == 2
    assert "b.xlsx (2026-01-07): no total" in svg


def test_bars_in_money_with_the_figure_in_bold() -> None:
    points = (
        Point("Norway", Decimal(2_000_000_000)),
        Point("CA", Decimal(1_000_000_000), is_figure=True),
        Point("Few", None, says="withheld: fewer than 10"),
    )
    ranked = replace(FIGURE, draws=Drawing.RANK, points=points, points_unit="USD")
    svg = str(figure_drawing(ranked, "f"))
    assert {"US$2.0bn", "US$1.0bn", "withheld: fewer than 10"} <= set(words(svg))
    assert "url(#nl)" in svg
    assert svg.count('font-weight="700"') == 2


def test_a_file_says_day_source_and_assumptions() -> None:
    assumed = Assumption("held.x", "who comes", "0.5", "0.1", "0.5", "1", "A guess.")
    svg = figure_file(replace(FIGURE, parameters=(assumed,)))
    told = " ".join(words(svg))
    assert "Held & counted" in told
    assert "As of 20 January 2026." in told
    assert "Source: The agency, a.xlsx." in told
    assert "Assumed: who comes: 0.5 (low 0.1, middle 0.5, high 1)." in told
    assert "var(" not in svg.partition("<style")[0]
