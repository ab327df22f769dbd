"""The page of a search: words, marks, addresses, and the two kinds of emptiness."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.pages.addresses import award_page, organisation_page, tie_page
from crosstie.pages.search import KIND_NAMES, KIND_ORDER, search_page, search_run
from crosstie.pages.search_contexts import Marked, SearchContext, SearchHit
from crosstie.settings import Settings
from crosstie.store.search import Ready, refresh
from crosstie.text.language import speaking
from tests.pages import searchable
from tests.pages.searchable import Silent


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    settings, run = searchable.home(tmp_path_factory.mktemp("search"))
    return refresh(settings, run, Silent())


def text(parts: Marked) -> str:
    return "".join(piece for piece, _is_met in parts)


def first(page: SearchContext, kind: str) -> SearchHit:
    return next(group.hits[0] for group in page.groups if group.key == kind)


def test_every_kind_has_a_name() -> None:
    assert set(KIND_NAMES) == set(KIND_ORDER)


def test_words_that_are_met_are_marked(ready: Ready) -> None:
    hit = first(search_page(ready, "bottling"), "register")
    assert hit.title == (
        ("Coca-Cola Northland ", False),
        ("Bottling", True),
        (" Company", False),
    )


def test_a_former_name_is_shown_with_its_last_day(ready: Ready) -> None:
    hit = first(search_page(ready, "fizz"), "register")
    assert text(hit.title) == "Coca-Cola Northland Bottling Company"
    assert [(line.label, text(line.text)) for line in hit.lines] == [
        ("Former name", "Fizz Works")
    ]
    assert "until 2019-05-01" in hit.facts


def test_a_tie_leads_to_its_page_and_says_its_kind(ready: Ready) -> None:
    hit = first(search_page(ready, "jasper"), "tie")
    assert hit.address == tie_page(hit.id)
    assert (hit.state, hit.amount_kind) == ("finding", "reported on subawards")
    assert hit.amount is not None and hit.amount > Decimal(0)


def test_an_organisation_of_the_run_leads_to_its_page(ready: Ready) -> None:
    assert first(search_page(ready, "roska"), "organisation").address == (
        organisation_page("case:roska")
    )


def test_an_award_has_a_page_only_where_the_run_holds_it(ready: Ready) -> None:
    other = first(search_page(ready, "thermal imag"), "award")
    assert other.address == ""
    own = first(search_page(ready, "anvils"), "award")
    assert own.address == award_page(own.id)


def test_the_description_in_which_the_words_stand_is_shown(ready: Ready) -> None:
    hit = first(search_page(ready, "spare lids"), "award")
    (line,) = [line for line in hit.lines if line.label == "Description"]
    assert line.text == (("SPARE", True), (" ", False), ("LIDS", True))
    assert line.is_record


def test_a_record_is_named_with_file_row_and_hash(ready: Ready) -> None:
    record = first(search_page(ready, "bottling"), "register").record
    assert record is not None
    assert (record.file_name, record.row_number) == ("register.csv", 2)
    assert len(record.sha256) == 64


def test_an_identifier_is_said_in_words(ready: Ready) -> None:
    (hit,) = search_page(ready, "123026635").identified
    assert text(hit.lines[0].text) == "123026635"
    assert hit.lines[0].label == "Business number"


def test_nothing_found_says_among_what(ready: Ready) -> None:
    page = search_page(ready, "zzyzx")
    total = sum(count for _name, count in page.searched)
    assert page.state == "nothing"
    assert f"Nothing among {total:,} names and records of" in page.says
    assert "not that it does not exist" in page.says
    assert page.next_step


def test_not_loaded_is_another_sentence() -> None:
    page = search_page(Ready(None, None, ("No register.",)), "roska")
    assert page.state == "not_loaded"
    assert "Nothing was searched" in page.says
    assert "Nothing is claimed" in page.says
    assert page.notes == ("No register.",)


def test_an_empty_query_asks_nothing(ready: Ready) -> None:
    page = search_page(ready, "   ")
    assert (page.state, page.groups) == ("", ())
    assert "can be searched" in page.says


def test_what_is_not_loaded_stands_beside_every_result(ready: Ready) -> None:
    page = search_page(ready, "roska")
    assert "ABC awards between 2024-09-30 and 2025-11-28" in page.not_loaded
    assert page.sources[0].source == "gleif"


def test_a_long_query_is_cut_and_told(ready: Ready) -> None:
    page = search_page(ready, "x" * 10_000)
    assert page.was_cut
    assert "first 200 characters" in page.notes[0]


def test_braces_of_a_query_are_only_letters(ready: Ready) -> None:
    assert "{total}" in search_page(ready, "{total} zzyzx").says


def test_a_misspelt_word_says_how_it_is_spelled(ready: Ready) -> None:
    page = search_page(ready, "jaspar")
    assert page.respelled[0].word == "jaspar"
    assert page.respelled[0].like == ("jasper",)
    assert {group.key for group in page.spelled} >= {"tie"}
    assert ("Jasper", True) in page.spelled[0].hits[0].title


def test_a_long_text_is_cut_around_the_word(ready: Ready) -> None:
    hit = first(search_page(ready, "metropolitan"), "tie")
    shown = [text(hit.title), *(text(line.text) for line in hit.lines)]
    assert all(len(one) < 280 for one in shown)
    assert any("METROPOLITAN" in one.upper() for one in shown)


def test_the_files_as_they_stand_are_searched_without_making_them(
    tmp_path: Path,
) -> None:
    settings, run = searchable.home(tmp_path)
    before = search_run(settings, "nl-abc", run.stem, "roska")
    assert before.state == "not_loaded"
    assert len(before.notes) == 2
    assert not list((settings.home).glob("search/*.sqlite"))
    refresh(settings, run, Silent())
    after = search_run(settings, "nl-abc", run.stem, "roska")
    assert after.state == "found"
    assert "were not looked for" in after.similar_says
    elsewhere = Settings(home=tmp_path / "none")
    assert search_run(elsewhere, "nl-abc", "x", "roska").state == "not_loaded"


def test_it_is_said_in_another_language_without_fault(ready: Ready) -> None:
    with speaking("fr"):
        assert search_page(ready, "roska").state == "found"
