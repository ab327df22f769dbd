"""A drawing that needs nothing around it: no class, no variable, no reference."""

import re

import pytest
from defusedxml.ElementTree import fromstring

from crosstie.charts import chain, glyphs, timeline
from crosstie.charts.inlined import inlined, named, size
from crosstie.charts.picture import png
from crosstie.pages.report import report_context
from crosstie.pages.tokens import tokens
from tests.pages.factory import run_database

PAGE = report_context(run_database())
TIE = PAGE.findings[0]


def test_nothing_is_left_that_a_page_would_resolve() -> None:
    drawings = [
        inlined(chain.chain(tie, chain.MIDDLE), within=("chain",))
        for tie in (*PAGE.findings, *PAGE.leads)
        if tie.hops
    ]
    drawings += [
        inlined(timeline.timeline(one, timeline.PAPER, "t")) for one in PAGE.timelines
    ]
    for drawn in drawings:
        root = fromstring(drawn)
        assert "var(" not in drawn and "class=" not in drawn and "<use" not in drawn
        pointed = set(re.findall(r"url\(#(\w+)\)", drawn))
        assert pointed <= {e.get("id") for e in root.iter()}
        assert size(drawn)[0] > 0 and size(drawn)[1] > 0


def test_a_route_has_its_colour_in_each_theme() -> None:
    drawn = chain.chain(TIE, chain.MIDDLE)
    mark = tokens().route[TIE.route]
    assert mark.light in inlined(drawn, within=("chain",))
    assert mark.dark in inlined(drawn, within=("chain",), theme="dark")


def test_the_words_stay() -> None:
    drawn = chain.chain(TIE, chain.MIDDLE)
    title, description = named(drawn)
    assert TIE.organisation in title and "is the same as" in description
    assert TIE.supplier and TIE.supplier.split()[0] in inlined(drawn)


def test_a_mark_takes_its_own_size() -> None:
    drawn = inlined(glyphs.route_glyph("product"))
    assert size(drawn) == (14, 14)
    assert tokens().route["product"].light in drawn


def test_a_picture_is_a_png() -> None:
    pytest.importorskip("vl_convert")
    content = png(chain.chain(TIE, chain.MIDDLE), within=("chain",))
    assert content.startswith(b"\x89PNG") and b"tEXt" not in content
