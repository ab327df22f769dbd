"""Records page by page: one file, resumed at its page, with an end."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crosstie.errors import PublisherChanged, Unreachable
from crosstie.fetch.client import Ask
from crosstie.fetch.paging import fetch_pages
from crosstie.fetch.plan import Download, Pages
from tests.fetch.conftest import Make
from tests.replay import server
from tests.replay.server import Asked, Replay, Reply

URL = "https://api.example.org/v1/search"


def following(answer: Any, ask: Ask) -> Ask | None:
    if not answer["more"]:
        return None
    return replace(ask, body={**(ask.body or {}), "page": answer["page"] + 1})


PAGES = Pages(
    Download("search", URL, "all awards", name="awards.jsonl", kind="jsonl"),
    first=Ask(URL, "POST", body={"page": 1, "words": "a"}),
    records=lambda answer: answer["results"],
    following=following,
)


@pytest.fixture
def search(replay: Replay) -> Replay:
    """Serve three pages of two records."""

    def page(asked: Asked) -> Reply:
        number = asked.json["page"]
        found = [{"id": f"{number}-{n}", "name": "Élan"} for n in (1, 2)]
        content = {"page": number, "more": number < 3, "results": found}
        return Reply(body=json.dumps(content).encode())

    replay.route(URL, page)
    return replay


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()]


ALL = ["1-1", "1-2", "2-1", "2-2", "3-1", "3-2"]


def test_all_pages_are_one_file(search: Replay, make: Make, tmp_path: Path) -> None:
    found = fetch_pages(make(), PAGES, tmp_path)
    assert found.path.name == "awards.jsonl"
    assert ids(found.path) == ALL
    assert [asked.json["page"] for asked in search.log] == [1, 2, 3]
    assert {path.name for path in tmp_path.iterdir()} == {
        "awards.jsonl",
        "manifest.json",
    }
    assert fetch_pages(make(), PAGES, tmp_path).state == "same"


def test_a_break_goes_on_at_its_page(
    search: Replay, make: Make, tmp_path: Path
) -> None:
    search.fault(URL, lambda asked, reply: reply, *[server.status(500)] * 2)
    with pytest.raises(Exception, match="answers 500"):
        fetch_pages(make(tries=2), PAGES, tmp_path)
    (part,) = tmp_path.glob("*.part")
    with part.open("ab") as stream:  # killed while it wrote the second page
        stream.write(b'{"id": "2-')
    found = fetch_pages(make(), PAGES, tmp_path)
    assert ids(found.path) == ALL
    assert [asked.json["page"] for asked in search.log] == [1, 2, 2, 2, 3]


def test_another_question_begins_anew(
    search: Replay, make: Make, tmp_path: Path
) -> None:
    search.fault(URL, lambda asked, reply: reply, server.status(403))
    with pytest.raises(Exception, match="403"):
        fetch_pages(make(), PAGES, tmp_path)
    other = replace(PAGES, first=Ask(URL, "POST", body={"page": 1, "words": "b"}))
    assert ids(fetch_pages(make(), other, tmp_path).path) == ALL


def test_pages_have_an_end(search: Replay, make: Make, tmp_path: Path) -> None:
    with pytest.raises(PublisherChanged, match="more than 2 pages"):
        fetch_pages(make(), replace(PAGES, most_pages=2), tmp_path)
    loop = replace(PAGES, following=lambda answer, ask: ask)
    with pytest.raises(PublisherChanged, match="to the same page"):
        fetch_pages(make(), loop, tmp_path / "loop")


def test_a_silent_page_is_no_empty_page(
    search: Replay, make: Make, tmp_path: Path
) -> None:
    search.fault(URL, *[server.cut(5)] * 3)
    with pytest.raises(Unreachable):
        fetch_pages(make(tries=3), PAGES, tmp_path)
