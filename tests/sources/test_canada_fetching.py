"""Whole files of Canadian publishers: fetched, pinned, loaded, and asked for again."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from crosstie.errors import CrosstieError, TooFewRecords
from crosstie.fetch.world import World
from crosstie.sources.fetching import SourceFetched
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from crosstie.store.unloading import unload
from crosstie.store.workspace import open_workspace
from tests.replay import server
from tests.replay.canada import (
    CONTRACTS,
    GRANTS,
    NOTICES,
    REGISTER,
    STORE,
    csv_bytes,
    redirected,
    zip_bytes,
)
from tests.sources import (
    test_canadabuys,
    test_contracts,
    test_corporations_canada,
    test_grants,
)
from tests.sources.bench import Bench

CODES = test_corporations_canada.CODES.encode()
XML = (
    test_corporations_canada.HEAD
    + test_corporations_canada.ALPHA
    + test_corporations_canada.TAIL
).encode()
FILES = {
    "contracts": (
        CONTRACTS,
        csv_bytes("contracts", "contracts-43", [test_contracts.entry("C-1")]),
        "open.canada.ca/contracts",
    ),
    "grants": (
        GRANTS,
        csv_bytes("grants", "grants-38", [test_grants.entry()]),
        "open.canada.ca/grants",
    ),
    "canadabuys": (
        NOTICES,
        csv_bytes("canadabuys", "canadabuys-80", [test_canadabuys.notice()]),
        "CanadaBuys/award-notices/complete",
    ),
    "corporations-canada": (
        REGISTER,
        zip_bytes({"OPEN_DATA/codes.xml": CODES, "OPEN_DATA/OPEN_DATA_1.xml": XML}),
        "Corporations-Canada/open-data",
    ),
}


def later(bench: Bench, days: int) -> None:
    bench.clock.passed += timedelta(days=days).total_seconds()


def only_error(found: SourceFetched) -> CrosstieError:
    ((_, error),) = found.errors
    return error


@pytest.mark.parametrize("source", FILES)
def test_a_whole_is_fetched_once_and_then_asked_for_news(
    source: str, bench: Bench
) -> None:
    url, content, dataset_id = FILES[source]
    bench.replay.file(url, content)
    found = bench.fetch(source)
    assert found.errors == ()
    assert [summary.rows_loaded for summary in found.loaded] == [1]
    assert bench.rows(
        "select dataset_id, url, retrieved::varchar as day from file"
    ) == [{"dataset_id": dataset_id, "url": url, "day": "2026-11-20"}]
    again = bench.fetch(source)
    assert again.plan.items == ()
    assert again.plan.current[0].endswith("is here, asked for on 2026-11-20")
    assert len(bench.replay.asked(url)) == 1
    later(bench, 31)
    news = bench.fetch(source)
    assert [item.state for item in news.fetched] == ["unchanged"]
    assert not news.is_news
    assert "if-none-match" in bench.replay.asked(url)[-1].headers
    assert bench.fetch(source).plan.items == ()


@pytest.mark.parametrize("source", FILES)
@pytest.mark.parametrize(
    ("fault", "message", "step"),
    [
        (
            server.status(403),
            "answers 403",
            "fetch the file with a browser from https://",
        ),
        (server.status(404), "answers 404", "has moved or withdrawn it"),
        (
            server.other_body(b"<html><title>Just a moment</title></html>"),
            'sent a web page, titled "Just a moment" instead of data',
            "in a browser",
        ),
        (
            server.redirect("https://files.example.org/x"),
            "leads to https://files.example.org/x: only",
            "compare with the publisher's page",
        ),
    ],
)
def test_what_is_no_file_stops_with_the_next_step(
    source: str, fault: server.Fault, message: str, step: str, bench: Bench
) -> None:
    url, content, _ = FILES[source]
    bench.replay.file(url, content)
    bench.replay.fault(url, fault)
    error = only_error(bench.fetch(source))
    assert message in str(error)
    assert step in str(error.next_step)
    assert bench.fetch(source).errors == ()


@pytest.mark.parametrize("source", ["contracts", "grants", "canadabuys"])
def test_a_changed_header_stops_that_source_with_the_difference(
    source: str, bench: Bench
) -> None:
    url, _, _ = FILES[source]
    layout = {
        "contracts": "contracts-43",
        "grants": "grants-38",
        "canadabuys": "canadabuys-80",
    }[source]
    bench.replay.file(url, csv_bytes(source, layout, [], more=["shoe_size"]))
    bench.replay.file(REGISTER, FILES["corporations-canada"][1])
    assert "not known: shoe_size" in str(only_error(bench.fetch(source)))
    assert bench.fetch("corporations-canada").errors == ()
    assert bench.rows("select source from file") == [{"source": "corporations-canada"}]


def test_the_portal_leads_to_its_store_by_a_signed_address(bench: Bench) -> None:
    """The signature expires, so it is not kept; the tag holds over all of them."""
    target = redirected(bench.replay, CONTRACTS, FILES["contracts"][1])
    (item,) = bench.fetch("contracts").fetched
    assert item.pinned.url == CONTRACTS
    assert item.pinned.final_url == f"{STORE}contracts.csv"
    later(bench, 31)
    assert [f.state for f in bench.fetch("contracts").fetched] == ["unchanged"]
    assert [a.query["sig"] for a in bench.replay.asked(target)] == ["1", "2"]


def test_a_newer_file_replaces_and_what_was_superseded_stays(bench: Bench) -> None:
    first = test_contracts.entry("C-1")
    other = test_contracts.entry("C-2", procurement_id="9", vendor_name="BETA LTD.")
    bench.replay.file(CONTRACTS, csv_bytes("contracts", "contracts-43", [first, other]))
    bench.fetch("contracts")
    before = bench.rows("select * from support order by support_id")
    later(bench, 40)
    newer = [first, test_contracts.AMENDED, other]
    bench.replay.file(CONTRACTS, csv_bytes("contracts", "contracts-43", newer))
    found = bench.fetch("contracts")
    assert found.loaded[0].replaced == "contracts.csv"
    assert bench.rows(
        "select recipient_name, total_value, entries, amendments\n"
        "from support\norder by recipient_name"
    ) == [
        {
            "recipient_name": "ALPHA VEHICLES INC.",
            "total_value": Decimal("175000.50"),
            "entries": 2,
            "amendments": 1,
        },
        {
            "recipient_name": "BETA LTD.",
            "total_value": Decimal("100000.00"),
            "entries": 1,
            "amendments": 0,
        },
    ]
    kept = "select reference, total_value from loaded_support order by 1"
    assert [str(row["total_value"]) for row in bench.rows(kept)] == [
        *("100000.00", "100000.00", "175000.50"),
    ]
    assert len(bench.rows("select * from file where replaced_by is not null")) == 1
    with open_workspace(bench.settings) as db:
        unload(db, found.loaded[0].file_id)
    assert bench.rows("select * from support order by support_id") == before


def test_a_fetched_file_claims_to_be_the_whole(
    bench: Bench, workspace_db: Database
) -> None:
    """Of a real publisher, so few records would stop it."""
    for source, (url, content, _) in FILES.items():
        bench.replay.file(url, content)
        (item,) = bench.fetch(source).fetched
        with pytest.raises(TooFewRecords, match="1 records of"):
            load_files(workspace_db, source, [item.path])


def test_the_client_says_what_it_is(bench: Bench) -> None:
    """In the form of declared robots, which the site of the notices asks for."""
    for source, (url, content, _) in FILES.items():
        bench.replay.file(url, content)
        bench.fetch(source)
    sent = {s: bench.replay.asked(FILES[s][0])[0].headers["user-agent"] for s in FILES}
    world: World = bench.world
    assert sent["canadabuys"] == f"Mozilla/5.0 (compatible; {world.agent})"
    assert sent["contracts"] == world.agent


def test_one_year_of_notices_is_a_dataset_of_its_own(bench: Bench) -> None:
    url = NOTICES.replace(
        "awardNoticeComplete-avisAttributionComplet",
        "2026-2027-awardNotice-avisAttribution",
    )
    bench.replay.file(url, FILES["canadabuys"][1])
    found = bench.fetch("canadabuys", years="2026-2027")
    assert found.loaded[0].dataset_id == "CanadaBuys/award-notices/2026-2027"
