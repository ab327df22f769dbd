"""The ownership tree on a day."""

from datetime import date
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from crosstie.charts.tree import UPRIGHT, WIDE, described, stands, tree
from crosstie.pages.control import ControlTree, read_tree
from tests.pages.bodies import PARENT, full_run


def shown(on: date | None = None) -> ControlTree:
    found = read_tree(full_run(), [PARENT], on=on, until=date(2025, 12, 31))
    assert found is not None
    return found


def drawn(on: date, frame: object = WIDE) -> Element:
    return fromstring(str(tree(shown(on), frame, "t")))  # type: ignore[arg-type]


def rails(root: Element) -> list[Element]:
    return [e for e in root.iter("path") if e.get("fill") == "none"]


def test_only_what_holds_on_the_day_is_drawn() -> None:
    assert len(rails(drawn(date(2018, 1, 1)))) == 1
    assert len(rails(drawn(date(2021, 1, 1)))) == 1
    assert len(rails(drawn(date(2025, 1, 1)))) == 2


def test_what_is_not_dated_before_is_dashed() -> None:
    (sure,) = rails(drawn(date(2018, 1, 1)))
    (open_,) = rails(drawn(date(2015, 6, 1)))
    assert sure.get("stroke-dasharray") is None
    assert open_.get("stroke-dasharray")


def test_each_statement_is_said_as_it_stands_on_the_day() -> None:
    by_id = {c.statement_id: c for c in shown().controls}
    day = date(2021, 1, 1)
    assert stands(by_id["s1"], day) == "no longer owned by Roska Inc., since 2020-01-01"
    assert stands(by_id["s2"], day) == "controlled by Big Fund, since 2020-01-01"
    assert stands(by_id["s3"], day) == "not yet owned by Big Fund, only from 2024-06-01"
    early = stands(by_id["s1"], date(2015, 6, 1))
    assert early.startswith("controlled by Roska Inc., not dated before 2016-03-01")
    late = stands(by_id["s1"], date(2018, 6, 1))
    assert late == "controlled by Roska Inc., stated 2016-03-01, until 2020-01-01"


def test_words_say_the_same_and_nothing_that_does_not_hold() -> None:
    said = described(shown(), date(2021, 1, 1))
    assert said == "Roska LLC: controlled by Big Fund, since 2020-01-01."
    assert "not dated before" in described(shown(), date(2015, 1, 1))


def test_nothing_leaves_the_drawing_at_either_size() -> None:
    for frame in (WIDE, UPRIGHT):
        root = drawn(date(2025, 1, 1), frame)
        _x, _y, width, height = map(float, root.get("viewBox", "").split())
        assert width == frame.width
        for text in root.iter("text"):
            assert 0 <= float(text.get("x", "")) < width
            assert 0 < float(text.get("y", "")) < height


def test_it_has_a_title_and_a_description() -> None:
    root = drawn(date(2025, 1, 1))
    assert [e.tag for e in root][:2] == ["title", "desc"]
    assert "Roska Inc." in (root[0].text or "")
