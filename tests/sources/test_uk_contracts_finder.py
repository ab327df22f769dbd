"""Contracts Finder at a publisher on loopback: months, pages, waits, odd bytes."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crosstie.errors import PublisherChanged, UsageError
from crosstie.sources.uk_contracts_finder.connector import months
from tests.replay import server
from tests.replay.publishers import reply
from tests.replay.server import Asked, Replay, Reply
from tests.sources.bench import Bench

NAME = "uk-contracts-finder"
SEARCH = "https://www.contractsfinder.service.gov.uk/Published/Notices/OCDS/Search"


def release(number: int, supplier: str = "Alpha Ltd", amount: float = 10.5) -> Any:
    """Write one notice of award in the publisher's shape."""
    ocid = f"ocds-b5fd17-{number:08d}"
    return {
        "ocid": ocid,
        "id": f"{number:08d}-1",
        "language": "en",
        "date": "2026-11-02T10:00:00Z",
        "tag": ["award"],
        "initiationType": "tender",
        "parties": [
            {
                "id": f"GB-COH-{number:08d}",
                "name": supplier,
                "identifier": {
                    "legalName": supplier,
                    "scheme": "GB-COH",
                    "id": f"{number:08d}",
                },
                "address": {"streetAddress": "1 High Street"},
                "roles": ["supplier"],
            }
        ],
        "buyer": {"id": "GB-CFS-1", "name": "A Council"},
        "awards": [
            {
                "id": f"{ocid}-1",
                "status": "active",
                "date": "2026-11-01T00:00:00Z",
                "value": {"amount": amount, "currency": "GBP"},
                "suppliers": [{"id": f"GB-COH-{number:08d}", "name": supplier}],
            }
        ],
    }


class ContractsFinder:
    """The publisher's search: what it holds by month, a few releases on a page."""

    def __init__(self, replay: Replay, page: int = 2) -> None:
        self.page = page
        self.held: dict[str, Sequence[Any]] = {}
        replay.route(SEARCH, self._search)

    def _search(self, asked: Asked) -> Reply:
        assert asked.query["limit"] == "100"
        assert asked.query["stages"] == "award,implementation"
        month = asked.query["publishedFrom"][:7]
        start = int(base64.b64decode(asked.query.get("cursor", "")) or 0)
        held = self.held.get(month, ())
        answer: dict[str, Any] = {
            "uri": SEARCH,
            "version": "1.1",
            "publisher": {"name": "Cabinet Office"},
            "releases": list(held[start : start + self.page]),
        }
        if start + self.page < len(held):
            given = "&".join(
                f"{k}={v}" for k, v in asked.query.items() if k != "cursor"
            )
            cursor = base64.b64encode(str(start + self.page).encode()).decode()
            answer["links"] = {"next": f"{SEARCH}?{given}&cursor={cursor}"}
        return reply(answer)


@pytest.fixture
def finder(replay: Replay) -> ContractsFinder:
    return ContractsFinder(replay)


def test_all_pages_of_each_month_become_rows(
    bench: Bench, finder: ContractsFinder
) -> None:
    finder.held = {
        "2026-10": [release(1)],
        "2026-11": [release(2), release(3), release(4, "Beta plc", 20.25)],
    }
    found = bench.fetch(NAME)
    assert not found.errors
    assert [s.rows_loaded for s in found.loaded] == [1, 3]
    assert {s.source for s in found.loaded} == {NAME}
    first, *later = bench.replay.asked(SEARCH)
    assert dict(first.query) == {
        "publishedFrom": "2026-10-01T00:00:00",
        "publishedTo": "2026-11-01T00:00:00",
        "stages": "award,implementation",
        "limit": "100",
    }
    assert [asked.query["publishedTo"] for asked in later] == [
        "2026-11-21T00:00:00"  # the day after this one: nothing later can exist
    ] * 2
    assert bench.rows(
        "select supplier_name, obligated::varchar as a, component_name as b\n"
        "from transaction\nwhere supplier_name = 'Beta plc'"
    ) == [{"supplier_name": "Beta plc", "a": "20.25", "b": "A Council"}]
    assert bench.rows("select distinct publisher, licence from file") == [
        {
            "publisher": "Cabinet Office, United Kingdom",
            "licence": "Open Government Licence v3.0",
        }
    ]


def test_the_second_time_nothing_is_asked(
    bench: Bench, finder: ContractsFinder
) -> None:
    finder.held = {"2026-10": [release(1)], "2026-11": [release(2)]}
    bench.fetch(NAME)
    asked = len(bench.replay.log)
    again = bench.fetch(NAME)
    assert not again.is_news
    assert again.plan.items == ()
    assert len(bench.replay.log) == asked


def test_a_changed_month_takes_the_earlier_ones_place(
    bench: Bench, finder: ContractsFinder
) -> None:
    finder.held = {"2026-11": [release(2, amount=1.0)]}
    bench.fetch(NAME, **{"from": "2026-11"})
    finder.held = {"2026-11": [release(2, amount=2.0), release(3)]}
    bench.clock.passed += 2 * 86_400
    found = bench.fetch(NAME, **{"from": "2026-11"})
    assert [s.replaced for s in found.loaded] == ["awards-2026-11.jsonl"]
    assert bench.rows(
        "select obligated::varchar as a from transaction order by obligated"
    ) == [{"a": "2.00"}, {"a": "10.50"}]


def test_a_month_is_asked_for_once_more_after_its_end(
    bench: Bench, finder: ContractsFinder
) -> None:
    finder.held = {"2026-11": [release(2)]}
    bench.fetch(NAME, **{"from": "2026-11"})
    options = {"from": "2026-11", "to": "2026-11"}
    for days, wanted in ((11.5, 1), (20, 0), (200, 1)):
        bench.clock.passed += days * 86_400
        assert len(bench.fetch(NAME, **options).plan.items) == wanted


def test_a_break_goes_on_at_its_page(bench: Bench, finder: ContractsFinder) -> None:
    finder.held = {"2026-11": [release(n) for n in range(5)]}
    bench.replay.fault(SEARCH, lambda asked, reply: reply, *[server.status(500)] * 6)
    broken = bench.fetch(NAME, **{"from": "2026-11"})
    assert "answers 500" in str(broken.errors[0][1])
    found = bench.fetch(NAME, **{"from": "2026-11"})
    assert [s.rows_loaded for s in found.loaded] == [5]
    assert sum("cursor" not in a.query for a in bench.replay.asked(SEARCH)) == 1


def test_a_month_without_a_notice_is_empty(
    bench: Bench, finder: ContractsFinder
) -> None:
    finder.held = {"2026-09": [release(1)]}
    found = bench.fetch(NAME, **{"from": "2026-09"})
    assert not found.errors
    assert [s.rows_loaded for s in found.loaded] == [1, 0, 0]
    assert not [s for s in found.loaded if s.already_loaded]


def test_403_means_too_many_requests(bench: Bench, finder: ContractsFinder) -> None:
    """The publisher's pages say so, and ask for five minutes."""
    finder.held = {"2026-11": [release(2), release(3), release(4)]}
    bench.replay.fault(SEARCH, lambda asked, reply: reply, server.status(403))
    found = bench.fetch(NAME, **{"from": "2026-11"})
    assert [s.rows_loaded for s in found.loaded] == [3]
    assert [s for s in bench.clock.slept if s > 60] == [pytest.approx(300, abs=1)]


def test_bytes_that_are_no_utf8_are_read(bench: Bench, finder: ContractsFinder) -> None:
    """Text that was pasted into one notice must not cost its month."""
    finder.held = {"2026-11": [release(2, "Caf\u00e9 ?? Ltd")]}

    def odd(asked: Asked, reply: Reply) -> Reply:
        text = json.dumps(json.loads(reply.body), ensure_ascii=False).encode()
        reply.body = text.replace(b"??", b"\x80\x93")
        return reply

    bench.replay.fault(SEARCH, odd)
    found = bench.fetch(NAME, **{"from": "2026-11"})
    assert [s.rows_loaded for s in found.loaded] == [1]
    assert bench.rows("select distinct supplier_name as n from transaction") == [
        {"n": "Caf\u00e9 \u20ac\u201c Ltd"}
    ]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"results": []}, "no list of releases"),
        ([], "no list of releases"),
        ({"releases": ["a"]}, "no list of releases"),
        ({"releases": [release(n) for n in range(100)]}, "names no next one"),
    ],
)
def test_an_answer_of_another_shape_stops_the_source(
    bench: Bench, answer: object, message: str
) -> None:
    bench.replay.answer(SEARCH, answer)
    found = bench.fetch(NAME, **{"from": "2026-11"})
    ((_, error),) = found.errors
    assert isinstance(error, PublisherChanged)
    assert message in str(error)
    assert found.loaded == ()


def test_months() -> None:
    assert months("2026-01", "2026-03", date(2026, 11, 22)) == [
        date(2026, month, 1) for month in (1, 2, 3)
    ]
    assert months("2025-12", "", date(2026, 1, 31))[-1] == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("first", "last"), [("2026-03", "2026-02"), ("2013-12", ""), ("", "2026-12")]
)
def test_months_that_are_none(first: str, last: str) -> None:
    with pytest.raises(UsageError, match="are no months between 2014-01 and 2026-11"):
        months(first, last, date(2026, 11, 22))


def test_real_notices(bench: Bench, finder: ContractsFinder, shared_data: Path) -> None:
    """The publisher's own releases, as its pages carry them."""
    text = (shared_data / "ocds" / "ocds_releases_extracted.jsonl").read_text("utf-8")
    held = [json.loads(line) for line in text.splitlines()]
    held = [r for r in held if r["ocid"].startswith("ocds-b5fd17")]
    finder.page, finder.held = 100, {"2026-11": held}
    (summary,) = bench.fetch(NAME, **{"from": "2026-11"}).loaded
    assert summary.rows_read == len(held) == 200
    assert (summary.rows_loaded, summary.rows_repeated) == (192, 8)
    assert summary.rows_rejected == 0
