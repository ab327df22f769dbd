"""The chain of hops in three widths."""

from xml.etree import ElementTree

import pytest

from crosstie.charts import chain
from crosstie.charts.svg import text_width
from crosstie.pages.contexts import Tie
from crosstie.pages.ties import read_ties
from tests.pages.factory import Made, hop, run_database
from tests.pages.factory import chain as hops


def tie(id_: str) -> Tie:
    return next(t for t in read_ties(run_database()) if t.tie_id == id_)


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314
    return ["".join(e.itertext()) for e in root.iter("text")]


SIZES = {"cn": 11.5, "cp": 12, "cv": 13.5, "ch": 12, "cl": 15, "cw": 12.5, "m": 12.5}

DRAWINGS = [
    lambda t: chain.chain(t, chain.WIDE),
    lambda t: chain.chain(t, chain.MIDDLE),
    lambda t: chain.upright(t),
]


@pytest.mark.parametrize("draw", DRAWINGS)
def test_every_station_and_predicate_is_drawn(draw) -> None:  # type: ignore[no-untyped-def]
    said = " ".join(texts(draw(tie("tie02"))))
    for words in ("ROSKA LLC", "Roska Inc.", "Northland", "is controlled by", "0.98 ✓"):
        assert words in said


@pytest.mark.parametrize("draw", DRAWINGS)
@pytest.mark.parametrize("id_", ["tie01", "tie03", "tie04", "tie05", "tie08", "tie21"])
def test_nothing_is_drawn_outside(draw, id_: str) -> None:  # type: ignore[no-untyped-def]
    root = ElementTree.fromstring(draw(tie(id_)))  # noqa: S314
    _, _, width, height = (float(n) for n in root.get("viewBox", "").split())
    assert height > 50
    for group, element in ((g, t) for g in root.iter("g") for t in g.findall("text")):
        style = (group.get("class") or "").split()[0]
        face = "mono" if style == "m" else "sans"
        wide = text_width("".join(element.itertext()), SIZES[style], face)
        start = float(element.get("x", 0))
        if style in ("cn", "cp", "cv"):
            start -= wide / 2
        assert start >= -1
        assert start + wide <= width + 12
        assert float(element.get("y", 0)) <= height


def test_a_long_chain_breaks_at_an_organisation_and_repeats_it() -> None:
    long = tie("tie05")
    stops = chain.stations_of(long)
    assert chain.rows(stops, 5) == [(0, 5), (5, 7)]
    assert chain.rows(stops, 4) == [(0, 4), (4, 7)]
    said = texts(chain.chain(long, chain.WIDE))
    assert " ".join(said).count("Rivers Holdings Three") == 2


def test_more_than_four_records_are_counted() -> None:
    assert "+19" in texts(chain.chain(tie("tie05"), chain.WIDE))


def test_a_doubtful_hop_is_dashed_and_says_may() -> None:
    drawn = chain.chain(tie("tie21"), chain.WIDE)
    assert 'class="k o"' in drawn
    assert "may be the same as" in texts(drawn)
    assert "Organisation, perhaps" in texts(drawn)
    assert "k o" not in chain.chain(tie("tie02"), chain.WIDE)


def test_a_siblings_award_has_a_dashed_edge_and_is_named() -> None:
    drawn = chain.chain(tie("tie20"), chain.WIDE)
    assert 'href="#sq"' in drawn and 'href="#sp"' not in drawn
    assert "Award, CP (sibling)" in texts(drawn)


def test_the_description_is_the_chain_in_words() -> None:
    said = chain.described(tie("tie02"))
    assert "Roska LLC is controlled by Roska Inc. (probability 0.98, record 2)" in said


def test_one_hop_is_a_chain() -> None:
    made = Made("1", route="presence", supplier=None)
    made.hops = [hop(1, "office:Ostby", "stands in", "country:Northland")]
    (one,) = read_ties(run_database([made]))
    assert "stands in" in texts(chain.chain(one, chain.WIDE))


def test_a_hostile_name_stays_a_name() -> None:
    made = Made("1", supplier="</svg><script>x</script>")
    made.hops = hops(made)
    (one,) = read_ties(run_database([made]))
    drawn = chain.upright(one)
    assert "<script>" not in drawn
    assert "".join(t for t in texts(drawn)).count("<script>") == 1


def test_a_count_of_awards_is_no_words_of_a_record() -> None:
    made = Made("1")
    made.hops = hops(made)
    made.hops[0]["from_label"] = "8 awards"
    (one,) = read_ties(run_database([made]))
    assert not chain.stations_of(one)[0].is_written
    assert chain.stations_of(one)[1].is_written


def test_a_name_known_from_records_alone_is_in_their_voice() -> None:
    made = Made("1", organisation_id="record:1", organisation="ROSKA INC")
    made.hops = hops(made)
    made.hops[1]["to_id"] = "record:1"
    (one,) = read_ties(run_database([made]))
    assert chain.stations_of(one)[2].is_written


def test_an_award_station_names_its_agency_once() -> None:
    made = Made("1")
    made.hops = hops(made)
    made.hops[0]["from_note"] = "ABC\n1 action, 2021-01-01 to 2021-01-01"
    (one,) = read_ties(run_database([made]))
    assert chain.stations_of(one)[0].notes == ("1 action, 2021-01-01",)
    assert texts(chain.chain(one, chain.WIDE)).count("ABC") == 0


def test_the_same_chain_again_points_to_the_words_of_the_first() -> None:
    one = tie("tie02")
    assert "<desc" in chain.chain(one, chain.WIDE)
    again = chain.chain(one, chain.MIDDLE, is_again=True)
    assert "<desc" not in again
    assert f'aria-labelledby="{one.anchor}-t {one.anchor}-d"' in again


def test_several_awards_name_and_one_award_names() -> None:
    made = Made("1")
    made.hops = hops(made)
    made.hops[0]["from_label"] = "8 awards"
    (one,) = read_ties(run_database([made]))
    assert "8 awards name as supplier" in chain.described(one)
