"""OCDS and BODS of any publisher: a declared host, pages, files, newer ones."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crosstie.errors import PublisherChanged, RefusedAddress, UsageError
from tests.replay import server
from tests.sources.bench import Bench
from tests.sources.more import serving

HOST = "data.example.org"
API = f"https://{HOST}/api/releases"
FILE = f"https://{HOST}/files/releases.jsonl"
OWNERS = f"https://{HOST}/files/statements.json"


def release(ocid: str, amount: int = 5, day: str = "2026-01-02") -> dict[str, Any]:
    party = {"id": f"s-{ocid}", "name": "ALPHA LTD"}
    award = {
        "id": "1",
        "date": day,
        "value": {"amount": amount, "currency": "GBP"},
        "suppliers": [party],
    }
    return {
        "ocid": ocid,
        "id": f"{ocid}-1",
        "date": f"{day}T00:00:00Z",
        "tag": ["award"],
        "buyer": {"id": "b", "name": "An Office"},
        "parties": [{**party, "roles": ["supplier"]}],
        "awards": [award],
    }


def package(after: str | None, *releases: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "uri": API,
        "publisher": {"name": "Some Publisher"},
        "license": "Some licence",
        "releases": list(releases),
    }
    return {**found, "links": {"next": after}} if after else found


def pages(bench: Bench, *, amount: int = 5) -> None:
    """Serve two packages; the first leads to the second."""

    def answer(asked: server.Asked) -> server.Reply:
        second = asked.query.get("cursor") == "b"
        content = (
            package(None, release("c"))
            if second
            else package(f"{API}?cursor=b", release("a", amount), release("b"))
        )
        return server.Reply(body=json.dumps(content).encode())

    serving(bench, "ocds", "bods").replay.route(API, answer)


def test_packages_are_followed_and_the_publisher_is_kept(bench: Bench) -> None:
    pages(bench)
    found = bench.fetch("ocds", url=API, host=HOST)
    assert (found.errors, [s.rows_loaded for s in found.loaded]) == ((), [3])
    assert len(bench.replay.asked(API)) == 2
    files = bench.rows("select publisher, licence, dataset_id from file")
    assert files == [
        {
            "publisher": "Some Publisher",
            "licence": "Some licence",
            "dataset_id": f"ocds/{API}",
        }
    ]
    assert not bench.fetch("ocds", url=API, host=HOST).is_news
    assert len(bench.replay.asked(API)) == 2
    pages(bench, amount=7)
    bench.clock.sleep(2 * 86_400)
    newer = bench.fetch("ocds", url=API, host=HOST)
    assert newer.loaded[0].replaced is not None
    rows = bench.rows("select * from award")
    assert len(rows) == 3
    assert "7.00" in str(rows)


def test_a_fetch_that_was_cut_off_goes_on_at_its_page(bench: Bench) -> None:
    pages(bench)
    first = bench.fetch("ocds", url=API, host=HOST)
    assert first.errors == ()
    other = f"{API}/more"
    bench.replay.route(
        other,
        lambda asked: server.Reply(
            body=json.dumps(
                package(None, release("z"))
                if asked.query
                else package(f"{other}?cursor=b", release("y"))
            ).encode()
        ),
    )
    ask = {"url": other, "host": HOST}
    gone = [server.status(404)]
    bench.replay.fault(other, lambda asked, reply: reply, *gone)
    broken = bench.fetch("ocds", **ask)
    assert "404" in str(broken.errors[0][1])
    again = bench.fetch("ocds", **ask)
    assert [s.rows_loaded for s in again.loaded] == [2]
    assert [one.query for one in bench.replay.asked(other)] == [
        *({}, {"cursor": "b"}, {"cursor": "b"})
    ]


def test_a_file_of_lines(bench: Bench) -> None:
    lines = "\n".join(json.dumps(release(ocid)) for ocid in "ab")
    serving(bench, "ocds").replay.file(FILE, lines.encode())
    found = bench.fetch("ocds", url=FILE, host=HOST)
    assert [s.rows_loaded for s in found.loaded] == [2]
    bench.clock.sleep(2 * 86_400)
    assert not bench.fetch("ocds", url=FILE, host=HOST).is_news


def test_ownership_statements_of_an_address(bench: Bench) -> None:
    statement = {
        "statementId": "s1",
        "declarationSubject": "e1",
        "recordId": "e1",
        "recordType": "entity",
        "recordDetails": {
            "isComponent": False,
            "entityType": {"type": "registeredEntity"},
            "name": "ALPHA LTD",
        },
    }
    serving(bench, "bods").replay.file(OWNERS, json.dumps([statement]).encode())
    found = bench.fetch("bods", url=OWNERS, host=HOST)
    assert (found.errors, [s.rows_loaded for s in found.loaded]) == ((), [1])
    assert bench.rows("select name from organisation") == [{"name": "ALPHA LTD"}]
    assert not bench.fetch("bods", url=OWNERS, host=HOST).is_news


@pytest.mark.parametrize("source", ["ocds", "bods"])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"url": FILE}, "needs the option 'host'"),
        ({"url": FILE, "host": "example.org"}, "is on data.example.org, the host"),
        ({"url": FILE, "host": "localhost"}, "is no name of a host"),
        ({"url": FILE, "host": "127.0.0.1"}, "is no name of a host"),
        ({"url": f"http://{HOST}/a.json", "host": HOST}, "not of the form"),
        ({"url": f"{FILE} https://other.example/a.json", "host": HOST}, "is on other"),
    ],
)
def test_the_host_is_declared_beside_the_address(
    options: dict[str, str], message: str, source: str, bench: Bench
) -> None:
    serving(bench, source)
    with pytest.raises(UsageError, match=message):
        bench.fetch(source, **options)
    assert bench.replay.log == []


def test_neither_a_redirect_nor_a_next_page_leads_elsewhere(bench: Bench) -> None:
    elsewhere = "https://other.example/api"
    replay = serving(bench, "ocds").replay
    replay.answer(API, package(elsewhere, release("a")))
    error = bench.fetch("ocds", url=API, host=HOST).errors[0][1]
    assert isinstance(error, RefusedAddress)
    assert "only data.example.org are named" in str(error)
    replay.fault(FILE, server.redirect(elsewhere))
    error = bench.fetch("ocds", url=FILE, host=HOST).errors[0][1]
    assert isinstance(error, RefusedAddress)
    assert replay.asked(elsewhere) == []


def test_an_answer_that_is_no_package_stops(bench: Bench) -> None:
    serving(bench, "ocds").replay.answer(API, {"results": []})
    error = bench.fetch("ocds", url=API, host=HOST).errors[0][1]
    assert isinstance(error, PublisherChanged)
    assert "no release or record package" in str(error)
