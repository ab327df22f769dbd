"""The index of a run and of registers: what is found, what must not be, kept fresh."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import hypothesis
import hypothesis.strategies as st
import pytest
from hypothesis import given

from crosstie.errors import StoreError
from crosstie.settings import Settings
from crosstie.store.engine import Database
from crosstie.store.search import Ready, made, refresh
from crosstie.store.searchfile import writing
from crosstie.store.searching import Hit, Results, search
from crosstie.store.searchread import IndexFile
from crosstie.store.tables import ORGANISATION
from crosstie.store.workspace import open_workspace
from tests.pages import searchable
from tests.pages.searchable import LEI, Silent


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    settings, run = searchable.home(tmp_path_factory.mktemp("search"))
    return refresh(settings, run, Silent())


def hits(found: Results, kind: str) -> list[Hit]:
    return [hit for group in found.groups if group.kind == kind for hit in group.hits]


def titles(ready: Ready, query: str, kind: str) -> list[str]:
    return [hit.title for hit in hits(search(ready, query), kind)]


@pytest.mark.parametrize(
    ("query", "kind", "title"),
    [
        ("societe generale", "register", "Société Générale de l'Énergie S.A."),
        ("energie", "register", "Société Générale de l'Énergie S.A."),
        ("coca-cola", "register", "Coca-Cola Northland Bottling Company"),
        ("cola coca", "register", "Coca-Cola Northland Bottling Company"),
        ("fizz", "register", "Coca-Cola Northland Bottling Company"),
        ("gazpr", "register", "Газпром"),
        ("газпром", "register", "Газпром"),
        ("電気", "register", "日本電気株式会社"),
        ("wildcards_ %", "register", 'Quote " and % wildcards_ * Ltd'),
        ("jasper", "tie", "Jasper Telecom"),
        ("roska inc", "organisation", "Roska Inc."),
        ("roska incorporated", "organisation", "Roska Inc."),
        ("kettlewerks", "supplier", "KETTLE WORKS LTD"),
        ("thermal imag", "award", "70X-WS-0001"),
        ("spare lids", "award", "70X-WS-0001"),
        ("kettle", "award", "70X-WS-0001"),
        ("ladles", "subaward", "S-77"),
        ("statement", "document", "Statement"),
    ],
)
def test_it_is_found(ready: Ready, query: str, kind: str, title: str) -> None:
    assert title in titles(ready, query, kind)


@pytest.mark.parametrize(
    ("query", "kind", "title", "scheme"),
    [
        (LEI, "register", "Société Générale de l'Énergie S.A.", "lei"),
        (f"{LEI[:4]}-{LEI[4:8]} {LEI[8:]}".lower(), "register", "Société", "lei"),
        ("123026635 RC0001", "register", "Coca-Cola", "ca-bn"),
        ("ab12 345 67", "register", "Coca-Cola", "registration"),
        ("abcdef 123456", "supplier", "KETTLE WORKS LTD", "uei"),
        ("70X-WS-0001", "award", "70X-WS-0001", "award"),
        ("70xws0001", "award", "70X-WS-0001", "award"),
        ("70XWS000", "award", "70X-WS-0001", "award"),
    ],
)
def test_an_identifier_is_found_with_and_without_blanks(
    ready: Ready, query: str, kind: str, title: str, scheme: str
) -> None:
    found = search(ready, query).identified[0]
    assert (found.kind, found.scheme) == (kind, scheme)
    assert found.title.startswith(title)


@pytest.mark.parametrize(
    "query",
    ["doe", "jane", "DOE, JANE Q.", "janes", '"SERVICES OF J DOE"', "PERSON4711"],
)
def test_a_private_person_is_not_found(ready: Ready, query: str) -> None:
    found = search(ready, query, limit=100)
    assert found.identified == ()
    shown = [hit for group in (*found.groups, *found.spelled) for hit in group.hits]
    assert [hit for hit in shown if "DOE" in repr(hit).upper()] == []


def test_no_file_of_the_index_holds_a_private_person(ready: Ready) -> None:
    for path in (ready.run, ready.registers):
        assert path is not None
        held = path.read_bytes().upper()
        for text in (b"JANE", b"PERSON4711"):
            assert text not in held


def test_an_award_to_a_person_is_found_by_its_number_alone(ready: Ready) -> None:
    (found,) = [h for h in hits(search(ready, "70XP"), "award") if h.title == "70XP"]
    assert (found.id, found.more["supplier"]) == ("", "a private person")
    assert "description" not in found.more


def test_awards_of_other_agencies_are_left_out(ready: Ready) -> None:
    assert search(ready, "PANS").groups == ()


def test_a_part_of_a_word_is_found_and_told(ready: Ready) -> None:
    found = search(ready, "berry")
    assert [(h.title, h.how) for h in hits(found, "vendor")] == [
        ("BERRY GARDENS LTD", "words"),
        ("BLACKBERRY", "inside"),
    ]
    assert "blackberry" in found.inside


def test_a_misspelt_word_is_a_section_of_its_own(ready: Ready) -> None:
    found = search(ready, "kettel works")
    assert found.groups == ()
    assert found.spelled_as == (("kettel", ("kettle", "kettles")),)
    assert found.spelled[0].hits[0].how == "spelling"


def test_a_register_row_of_the_run_s_organisation_stands_once(ready: Ready) -> None:
    found = search(ready, "roska incorporated")
    assert [hit.id for hit in hits(found, "organisation")] == ["case:roska"]
    assert hits(found, "register") == []


def test_findings_stand_before_leads(ready: Ready) -> None:
    kinds = [hit.more["kind"] for hit in hits(search(ready, "inc", limit=50), "tie")]
    assert kinds == sorted(kinds, key=["finding", "lead", "not_counted"].index)
    assert len(kinds) > 2


def test_a_hit_says_where_its_record_stands(ready: Ready) -> None:
    (hit,) = hits(search(ready, "bottling"), "register")
    assert (hit.file["name"], hit.row_number) == ("register.csv", 2)
    assert hit.file["sha256"].startswith(hit.file_id)


HOSTILE = (
    '"', "'", '" OR 1=1 --', "NEAR(a b)", "a* b* c* d* e* f*", "*" * 500, '"' * 999,
    "x" * 10_000, "x " * 5_000, "\x00", "\u202eabc", "^a", "-inc", "name:inc", "{}",
    "{query}", "%s", "(((", "a AND", "日" * 300, "\ud800", "'; drop table entry; --",
)  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_only_words(ready: Ready, query: str) -> None:
    found = search(ready, query)
    assert len(found.asked.text) <= 200
    assert all(len(group.hits) <= 10 for group in found.groups)


@given(query=st.text(max_size=60))
@hypothesis.settings(max_examples=80, deadline=None)
def test_whatever_is_typed_is_answered(ready: Ready, query: str) -> None:
    found = search(ready, query, limit=2)
    assert all(1 <= len(group.hits) <= 2 for group in found.groups)
    assert all(group.count >= len(group.hits) for group in found.groups)


def test_a_query_without_words_finds_nothing_and_is_no_error(ready: Ready) -> None:
    found = search(ready, "  ")
    assert found.is_empty
    assert found.searched["register"] == 6


def test_kinds_and_limit_are_kept(ready: Ready) -> None:
    found = search(ready, "inc", limit=1, kinds=("tie",))
    assert [group.kind for group in found.groups] == ["tie"]
    assert len(found.groups[0].hits) == 1
    assert found.groups[0].count > 1


def test_it_is_made_once_and_again_when_more_is_loaded(tmp_path: Path) -> None:
    settings, run = searchable.home(tmp_path)
    first, second, third = Silent(), Silent(), Silent()
    refresh(settings, run, first)
    assert first.steps
    refresh(settings, run, second)
    assert second.steps == []
    with open_workspace(settings) as db:
        db.append(
            ORGANISATION,
            [searchable.organisation(8, "reg:8", "Tillsonburg Instruments")],
        )
        db.run("loaded", "update file set load_number = load_number + 1")
    stale = made(settings, run)
    assert any("since the names were made ready" in note for note in stale.notes)
    assert search(stale, "tillsonburg").is_empty
    ready = refresh(settings, run, third)
    assert third.steps
    assert ready.notes == ()
    assert titles(ready, "tillsonburg", "register") == ["Tillsonburg Instruments"]


def test_a_run_that_is_gone_takes_its_index_with_it(tmp_path: Path) -> None:
    settings, run = searchable.home(tmp_path)
    index = refresh(settings, run, Silent()).run
    assert index is not None
    run.unlink()
    refresh(settings, None, Silent())
    assert not index.exists()


def test_nothing_loaded_is_told(tmp_path: Path) -> None:
    ready = refresh(Settings(home=tmp_path), None, Silent())
    assert (ready.registers, ready.run) == (None, None)
    assert "No register" in ready.notes[0]
    assert search(ready, "roshel").searched == {}


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    settings, run = searchable.home(tmp_path)
    ready = refresh(settings, run, Silent())
    assert ready.registers is not None
    ready.registers.write_bytes(b"no index")
    with pytest.raises(StoreError, match="damaged"):
        IndexFile(ready.registers)
    assert made(settings, run).registers is None
    again = refresh(settings, run, Silent())
    assert titles(again, "fizz", "register")


def test_a_failed_build_leaves_the_index_of_before(tmp_path: Path) -> None:
    path = tmp_path / "i.sqlite"
    path.write_bytes(b"before")
    with pytest.raises(RuntimeError), writing(path):
        raise RuntimeError
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_the_index_is_a_plain_sqlite_file(ready: Ready) -> None:
    assert ready.registers is not None
    with sqlite3.connect(ready.registers) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_sample_run_does_not_search_the_workspace_s_awards(tmp_path: Path) -> None:
    settings, run = searchable.home(tmp_path)
    with Database.open(run) as db:
        db.run("sample", "update run set value = '\"sample\"' where name = 'data'")
    ready = refresh(settings, run, Silent())
    assert titles(ready, "thermal imag", "award") == []
