"""Addresses and dates beside names: what they add, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.matching import beside, building, dated, kernel
from crosstie.matching.addresses import street_of
from crosstie.matching.dated import iso, read_dated
from crosstie.matching.explain import reasons
from crosstie.matching.lookup import Lookup
from crosstie.matching.records import Records
from tests.matching.test_kernel import FAST, FILLER

FORMER = {
    "BlackBerry Limited": "Research In Motion Limited (until 2013-07-08)",
    "Sun Life Capital Trust": "",
    "TC Energy Corporation": "TransCanada Corporation (until 2019-05-03)",
    "Bausch Health Companies Inc.": "Biovail Corporation (1994-02-18 to 2010-09-28)"
    "|Valeant Pharmaceuticals International, Inc. (2010-09-28 to 2018-07-13)",
    "Ovintiv Inc.": "Encana Corporation (2002 to 2020-01)",
    "Nutrien Ltd.": "Agrium Inc. (until 2018-01-01)",
}


def register() -> Records:
    names = [*FORMER, *FILLER]
    others = [*FORMER.values(), *("" for _ in FILLER)]
    return Records([f"R{n}" for n in range(len(names))], names, other_names=others)


def asked(name: str, day: str) -> tuple[str, float, str]:
    rows = register()
    queries = Records(["q"], [name], date=[day])
    (found,) = kernel.match(kernel.prepare(rows), queries, FAST, top=1)
    why = reasons(found.features[0], float(found.evidence[0]), int(found.beside[0]))
    return rows.names[int(found.record[0])], float(found.score[0]), why


@pytest.mark.parametrize(
    ("written", "name", "since", "until"),
    [
        ("Research In Motion Limited (until 2013-07-08)",
         "Research In Motion Limited", "", "2013-07-08"),
        ("Biovail Corporation (1994-02-18 to 2010-09-28)",
         "Biovail Corporation", "1994-02-18", "2010-09-28"),
        ("Encana Corporation (2002 to 2020-01)",
         "Encana Corporation", "2002-01-01", "2020-01-31"),
        ("TC Energy (since 2019-05)", "TC Energy", "2019-05-01", ""),
        ("Leap Corp (to 2024-02)", "Leap Corp", "", "2024-02-29"),
        ("Shred-it (Canada)", "Shred-it (Canada)", "", ""),
        ("Never Ltd (until 2015-02-31)", "Never Ltd (until 2015-02-31)", "", ""),
    ],
)  # fmt: skip
def test_dates_are_parted_from_a_name(
    written: str, name: str, since: str, until: str
) -> None:
    found = read_dated(written)
    assert (found.name, iso(found.since), iso(found.until)) == (name, since, until)


@pytest.mark.parametrize(
    ("name", "day", "today"),
    [
        ("RESEARCH IN MOTION LTD", "2011-03-01", "BlackBerry Limited"),
        ("TRANSCANADA CORP", "2015-06-30", "TC Energy Corporation"),
        ("BIOVAIL CORP", "2003-01-01", "Bausch Health Companies Inc."),
        ("ENCANA CORPORATION", "2010-01-01", "Ovintiv Inc."),
    ],
)
def test_a_former_name_leads_to_today_s(name: str, day: str, today: str) -> None:
    found, score, why = asked(name, day)
    assert found == today
    assert score > 0.8
    assert "it bore that name on the date given" in why


@pytest.mark.parametrize(
    ("name", "day", "says"),
    [
        ("RESEARCH IN MOTION LTD", "2020-03-01", "no longer bore"),
        ("VALEANT PHARMACEUTICALS INTL INC", "2005-03-01", "did not yet bear"),
    ],
)
def test_outside_its_days_it_counts_less_and_is_not_dropped(
    name: str, day: str, says: str
) -> None:
    inside = asked(name, "2012-01-01")
    found, score, why = asked(name, day)
    undated = asked(name, "")
    assert found == inside[0] == undated[0]
    assert 0.2 < score < inside[1]
    assert inside[1] == pytest.approx(undated[1])
    assert says in why
    assert "on the date" not in undated[2]


def test_a_name_is_written_on_for_a_while() -> None:
    _, score, why = asked("RESEARCH IN MOTION LTD", "2013-12-01")
    assert score == pytest.approx(asked("RESEARCH IN MOTION LTD", "")[1])
    assert "it bore that name" in why


def test_a_newcomer_of_the_same_name_goes_first_after_the_days() -> None:
    rows = Records(
        ["old", "new", *(f"F{n}" for n in range(len(FILLER)))],
        ["Tillsonburg Holdings Inc", "Balfour Marine Ltd", *FILLER],
        other_names=[
            "Kwizcom Corporation (until 2009-12-31)",
            "Kwizcom Corporation (since 2010-01-01)",
            *("" for _ in FILLER),
        ],
    )
    ready = kernel.prepare(rows)
    queries = Records(
        ["a", "b"], ["KWIZCOM CORP", "KWIZCOM CORP"], date=["2005-01-01", "2015-01-01"]
    )
    (found,) = kernel.match(ready, queries, FAST, top=5)
    first = found.record[found.rank == 1].tolist()
    assert [rows.ids[record] for record in first] == ["old", "new"]


def test_a_look_up_shows_the_days(tmp_path: Path) -> None:
    building.build([register()], tmp_path, say=lambda _: None)
    first = Lookup.open(tmp_path).find("RESEARCH IN MOTION")[0]
    assert first.organisation == "BlackBerry Limited"
    assert (first.name_kind, first.since, first.until) == ("former", "", "2013-07-08")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("100 Main St., Suite 5", "unit 5 - 100 MAIN STREET"),
        ("2200 University Ave. East", "2200 University Avenue E, Waterloo"),
        ("1350, boul. René-Lévesque Ouest", "1350 René-Lévesque Blvd. W."),
        ("Bahnhofstrasse 45", "BAHNHOFSTRASSE 45, 8001 Zurich"),
    ],
)
def test_one_street_written_twice_is_one(one: str, other: str) -> None:
    assert street_of(one) == street_of(other) != ""


def test_a_box_and_a_bare_town_are_no_street() -> None:
    assert street_of("P.O. Box 5022") == street_of("Waterloo, Ontario") == ""


def test_an_address_decides_between_namesakes_and_is_told() -> None:
    rows = Records(
        ["a", "b", *(f"F{n}" for n in range(len(FILLER)))],
        ["JSI Inc", "JSI Inc", *FILLER],
        address=["12 Elm Street", "2200 Harbour Road", *("" for _ in FILLER)],
    )
    ready = kernel.prepare(rows)
    bare, told = (
        Records(["q"], ["JSI"]),
        Records(["q"], ["JSI"], address=["2200 HARBOUR RD., UNIT 4"]),
    )
    (without,), (found,) = (kernel.match(ready, q, FAST) for q in (bare, told))
    assert rows.ids[int(found.record[0])] == "b"
    assert float(found.score[0]) > float(without.score[0])
    assert "house number and street agree" in beside.said(int(found.beside[0]))


def test_a_day_is_read_from_a_moment() -> None:
    assert iso(dated.day_of("2013-07-08T12:00:00Z")) == "2013-07-08"
    assert dated.day_of("07/08/2013") == 0
