"""Drawings as files of their own."""

import builtins
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from markupsafe import Markup

from crosstie.charts import chain, flow, ownership, timeline
from crosstie.charts.picture import as_png
from crosstie.charts.standalone import standalone
from crosstie.errors import EngineError
from crosstie.pages.report import report_context
from crosstie.pages.tie_page import tie_sections
from crosstie.pages.tokens import tokens
from tests.pages.bodies import full_run

NS = "{http://www.w3.org/2000/svg}"


def drawings() -> dict[str, Markup]:
    report = report_context(full_run())
    parts = tie_sections(report)
    tie = next(p.tie for p in parts if p.tie.is_lead and p.tie.hops)
    control = next(p.ownership for p in parts if p.ownership)
    return {
        "chain": chain.chain(tie, chain.WIDE),
        "timeline": timeline.timeline(report.timelines[0], timeline.WIDE, "t"),
        "flow": flow.flow(report.flows[0], flow.WIDE, "f"),
        "control": ownership.ownership(control, "subsidiary", 1104, "c"),
    }


@pytest.fixture(scope="module", params=["chain", "timeline", "flow", "control"])
def root(request: pytest.FixtureRequest) -> Element:
    text = standalone(
        drawings()[request.param], title="A title, long <enough>", notes=["A note."]
    )
    return fromstring(text)


def test_nothing_needs_a_page_around_it(root: Element) -> None:
    text = standalone(drawings()["chain"], title="T")
    assert "var(--" not in text
    assert "currentColor" not in text
    assert root.tag == f"{NS}svg"
    assert not list(root.iter(f"{NS}use"))
    for one in root.iter():
        for name in ("fill", "stroke"):
            assert not one.get(name, "").startswith("var")


def test_what_is_pointed_to_is_inside(root: Element) -> None:
    ids = {one.get("id") for one in root.iter()}
    for one in root.iter():
        for value in one.attrib.values():
            if value.startswith("url(#"):
                assert value[5:-1] in ids


def test_it_is_named_and_described_and_says_where_it_is_from(root: Element) -> None:
    assert [one.tag for one in root if one.tag in (f"{NS}title", f"{NS}desc")]
    texts = ["".join(one.itertext()) for one in root.iter(f"{NS}text")]
    assert "A title, long <enough>" in texts
    assert texts[-1] == "A note."


def test_a_chain_has_its_colours_and_the_records_own_face() -> None:
    given = drawings()["chain"]
    text = standalone(given, title="T", within=("chain",), is_adaptive=False)
    groups = fromstring(text).iter(f"{NS}g")
    ties = [one for one in groups if [c.tag for c in one] == [f"{NS}rect"]]
    direct = tokens().route["direct"].light
    assert {one.get("fill") for one in ties} == {direct, tokens().light["bg"]}
    assert any("mono" in one.get("font-family", "") for one in fromstring(text).iter())


def test_it_turns_dark_for_those_who_ask(root: Element) -> None:
    (style,) = root.iter(f"{NS}style")
    rules = style.text or ""
    assert rules.startswith("@media (prefers-color-scheme:dark){")
    assert tokens().dark["bg"] in rules
    for one in root.iter():
        for name in one.get("class", "").split():
            assert f".{name}{{" in rules


def test_a_picture_of_dots_is_light_for_everybody() -> None:
    text = standalone(drawings()["flow"], title="T", is_adaptive=False)
    assert "<style" not in text
    assert 'class="' not in text


def test_every_word_lies_inside(root: Element) -> None:
    width = float(root.get("width", "0"))
    height = float(root.get("height", "0"))
    assert root.get("viewBox") == f"0 0 {width:g} {height:g}"
    footer = list(root.iter(f"{NS}text"))[-1]
    assert float(footer.get("y", "0")) < height


def test_a_png_is_drawn_where_the_extra_is_there() -> None:
    pytest.importorskip("vl_convert")
    svg = standalone(drawings()["chain"], title="T", is_adaptive=False)
    assert as_png(svg, scale=1)[:8] == b"\x89PNG\r\n\x1a\n"


def test_without_the_extra_the_next_step_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "vl_convert":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(EngineError) as raised:
        as_png("<svg/>")
    assert "crosstie[pictures]" in (raised.value.next_step or "")
