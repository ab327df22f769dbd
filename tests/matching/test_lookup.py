"""One name against a stored register."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.errors import UnreadableFile
from crosstie.matching import building
from crosstie.matching.lookup import Lookup
from crosstie.matching.records import Records
from crosstie.model.words import MatchKind

NAMES = [
    ("lei:1", "Kwizcom Corporation", "CA", '{"kind": "legal", "row": 4}'),
    ("lei:1", "Kwizzical Software", "CA",
     '{"kind": "former", "to": "2019-05-01", "source": "gleif", "file": "a.csv",'
     ' "row": 9}'),
    ("lei:2", "Kwizcom Holdings Europe B.V.", "NL", "17"),
    ("lei:3", "Harbour Bridge Logistics Ltd", "GB", ""),
    *((f"f:{n}", f"{word} Quarry Pumps", "US", "")
      for n, word in enumerate(("Balmont", "Corwick", "Dundale", "Ferford"))),
]  # fmt: skip


@pytest.fixture
def lookup(tmp_path: Path) -> Lookup:
    ids, names, country, notes = (list(column) for column in zip(*NAMES, strict=True))
    rows = Records(ids, names, country, notes=notes, other_names=["", "", "", "H.B.L."])
    building.build([rows], tmp_path, say=lambda _: None, source="register.csv")
    return Lookup.open(tmp_path)


def test_the_likeliest_comes_first_with_its_row(lookup: Lookup) -> None:
    first = lookup.find("KWIZ COM CORP", "CA")[0]
    assert (first.id, first.country, first.kind) == ("lei:1", "CA", MatchKind.SAME)
    assert first.probability > 0.9
    assert (first.file, first.row, first.name_kind) == ("register.csv", 4, "legal")


def test_a_former_name_leads_to_today_s_and_keeps_its_own_row_and_dates(
    lookup: Lookup,
) -> None:
    first = lookup.find("Kwizzical Software")[0]
    assert first.organisation == "Kwizcom Corporation"
    assert (first.name, first.name_kind, first.until) == (
        "Kwizzical Software", "former", "2019-05-01",
    )  # fmt: skip
    assert (first.source, first.file, first.row) == ("gleif", "a.csv", 9)


def test_one_organisation_is_found_once(lookup: Lookup) -> None:
    ids = [one.id for one in lookup.find("Kwizcom Corporation", top=10)]
    assert ids.count("lei:1") == 1


def test_another_name_of_a_row_shows_in_plain_letters(lookup: Lookup) -> None:
    first = lookup.find("HBL", "GB")[0]
    assert (first.id, first.name, first.name_kind) == ("lei:3", "hbl", "other")


def test_nothing_is_found_for_what_is_not_there(lookup: Lookup) -> None:
    assert lookup.find("Zzyzx") == []
    assert lookup.find("  ") == []


def test_the_same_name_gives_the_same_answer(lookup: Lookup) -> None:
    assert lookup.find("Kwizcom") == lookup.find("Kwizcom")


def test_no_index_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no index"):
        Lookup.open(tmp_path / "none")
