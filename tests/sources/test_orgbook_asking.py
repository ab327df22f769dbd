"""OrgBook name by name: asked only where the user agrees, page by page, and cut."""

from __future__ import annotations

from typing import Any

import pytest

from crosstie.errors import PublisherChanged, UsageError
from crosstie.sources.fetching import Request, SourceFetched, fetch_source, plan_source
from tests.replay import server
from tests.replay.canada import ORGBOOK, OrgBook
from tests.sources.bench import Bench
from tests.sources.test_orgbook import topic

MANY = [topic(f"BC{n}", f"ALPHA {n} LTD.", entity_type="BC") for n in range(123)]


def asked(bench: Bench, names: str, **more: Any) -> SourceFetched:
    request = Request(
        "orgbook", {"names": names}, tell_publisher=lambda sentence: True, **more
    )
    return fetch_source(request, bench.world, bench.settings)


def test_without_agreement_no_name_leaves_the_machine(bench: Bench) -> None:
    OrgBook(bench.replay, {"Alpha": MANY[:3]})
    with pytest.raises(UsageError, match="would learn which names") as raised:
        bench.fetch("orgbook", names="Alpha")
    assert "--tell-publisher" in str(raised.value.next_step)
    assert bench.replay.log == []
    request = Request("orgbook", {"names": "Alpha"}, tell_publisher=lambda told: True)
    plan = plan_source(request, bench.world, bench.settings)
    assert plan.notes[0] == "the publisher learns 1 names"
    assert bench.replay.log == []


def test_names_are_asked_one_after_another_into_one_file(bench: Bench) -> None:
    OrgBook(bench.replay, {"Alpha": MANY[:23], "BETA & Co": MANY[20:25]})
    found = asked(bench, "Alpha|BETA & Co | Alpha")
    assert found.errors == ()
    sent = [(a.query["q"], a.query["page"]) for a in bench.replay.asked(ORGBOOK)]
    assert sent == [
        *(("Alpha", "1"), ("Alpha", "2"), ("Alpha", "3"), ("BETA & Co", "1")),
    ]
    (summary,) = found.loaded
    assert (summary.rows_read, summary.rows_loaded, summary.rows_repeated) == (
        28,
        25,
        3,
    )
    assert found.fetched[0].pinned.asked == {"names": ["Alpha", "BETA & Co"]}
    again = asked(bench, "BETA & Co|Alpha")
    assert again.plan.items == ()
    assert len(bench.replay.asked(ORGBOOK)) == 4


def test_what_the_publisher_does_not_give_out_is_said(bench: Bench) -> None:
    OrgBook(bench.replay, {"Alpha": MANY, "Beta": MANY[:1]})
    found = asked(bench, "Alpha|Beta")
    assert found.errors == ()
    assert len(bench.replay.asked(ORGBOOK)) == 11
    assert found.loaded[0].notes == (
        "OrgBook counts 123 answers to a name and gives out the first 100: look for a"
        " longer name, or a register number.",
    )


def test_newer_answers_take_the_older_ones_place(bench: Bench) -> None:
    OrgBook(bench.replay, {"Alpha": MANY[:3]})
    asked(bench, "Alpha")
    OrgBook(bench.replay, {"Alpha": MANY[:2]})
    bench.clock.passed += 31 * 86_400
    assert asked(bench, "Alpha").loaded[0].replaced == "orgbook-answers.jsonl"
    assert len(bench.rows("select * from organisation")) == 2
    OrgBook(bench.replay, {"Alpha": MANY[:3]})
    assert asked(bench, "Alpha", force=True).is_news


def test_no_answer_is_an_answer(bench: Bench) -> None:
    OrgBook(bench.replay, {})
    found = asked(bench, "Nobody Ltd")
    assert found.errors == ()
    assert found.loaded[0].rows_read == 0


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"<html></html>", "answered with a web page where JSON is expected"),
        (b'{"objects": []}', "the answer to a search has no total"),
        (b'{"total": 1, "page": 1, "page_size": 10, "results": 1}', "no results"),
    ],
)
def test_an_answer_of_another_shape_stops(
    answer: bytes, message: str, bench: Bench
) -> None:
    bench.replay.route(ORGBOOK, lambda asked: server.Reply(200, answer))
    ((_, error),) = asked(bench, "Alpha").errors
    assert isinstance(error, PublisherChanged)
    assert message in str(error)


def test_a_search_that_was_broken_off_goes_on_at_its_page(bench: Bench) -> None:
    OrgBook(bench.replay, {"Alpha": MANY[:23]})
    pass_on: server.Fault = lambda asked, reply: reply  # noqa: E731
    bench.replay.fault(ORGBOOK, pass_on, server.status(403))
    assert asked(bench, "Alpha").errors
    assert asked(bench, "Alpha").errors == ()
    pages = [a.query["page"] for a in bench.replay.asked(ORGBOOK)]
    assert pages == ["1", "2", "2", "3"]
