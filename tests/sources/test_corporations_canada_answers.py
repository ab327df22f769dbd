"""One federal corporation by its number: asked with leave, loaded like the register."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from crosstie.errors import UnknownLayout, UsageError
from crosstie.sources.fetching import Request, SourceFetched, fetch_source
from crosstie.sources.registry import SOURCES
from tests.sources.bench import Bench

ADDRESS = "https://www.ic.gc.ca/app/scr/cc/CorporationsCanada/api/corporations/"
ALPHA = {
    "corporationId": "1234567",
    "act": "Act of Examples",
    "status": "Active",
    "corporationNames": [
        {"CorporationName": {"name": "ALPHA INC.", "current": True}},
        {"CorporationName": {"name": "Old Alpha Ltd.", "current": False}},
    ],
    "adresses": [{"address": {"city": "Smallplace"}}],
    "businessNumbers": {"businessNumber": "123026635"},
    "activities": [
        {"activity": {"activity": "Amendment", "date": "2010-01-01"}},
        {"activity": {"activity": "Incorporation", "date": "1990-05-01"}},
    ],
}


def asked(bench: Bench, numbers: str, *, agrees: bool = True) -> SourceFetched:
    request = Request(
        "corporations-canada",
        {"numbers": numbers},
        tell_publisher=lambda sentence: agrees,
    )
    return fetch_source(request, bench.world, bench.settings)


def serve(bench: Bench, number: str, content: object) -> None:
    bench.replay.file(f"{ADDRESS}{number}.json", json.dumps(content).encode())


def test_a_number_leaves_the_machine_only_with_leave(bench: Bench) -> None:
    with pytest.raises(UsageError, match="would learn which names"):
        asked(bench, "1234567", agrees=False)
    assert bench.replay.log == []
    options = {o.name: o for o in SOURCES["corporations-canada"].fetch.options}  # type: ignore[union-attr]
    assert options["numbers"].tells_publisher


def test_an_answer_becomes_an_organisation(bench: Bench) -> None:
    serve(bench, "1234567", [ALPHA])
    serve(bench, "7", ["could not find corporation 7"])
    found = asked(bench, "1234567|7|1234567")
    assert found.errors == ()
    assert [(s.layout, s.rows_loaded, s.rows_rejected) for s in found.loaded] == [
        ("corpcan-answer", 1, 0),
        ("corpcan-answer", 0, 1),
    ]
    assert bench.replay.log[0].query == {"lang": "eng"}
    (row,) = bench.rows(
        "select organisation_id, name, status, legal_form,\n"
        "  valid_from::varchar as day, city\nfrom organisation"
    )
    assert tuple(row.values()) == (
        *("ca-corp:1234567", "ALPHA INC.", "Active", "Act of Examples"),
        *("1990-05-01", None),
    )
    names = bench.rows("select name, kind from organisation_name order by name")
    assert [tuple(one.values()) for one in names] == [
        *(("ALPHA INC.", "legal"), ("Old Alpha Ltd.", "former")),
    ]
    numbers = bench.rows("select value from organisation_identifier order by scheme")
    assert {row["value"] for row in numbers} == {"123026635", "1234567"}
    (reject,) = bench.rows("select reason from reject")
    assert reject["reason"] == "the publisher knows no such corporation"
    assert asked(bench, "1234567").plan.items == ()


@pytest.mark.parametrize(
    "content", [{"corporationId": "1"}, [["x"]], ["another sentence"], [1]]
)
def test_another_shape_stops(content: Mapping[str, object], bench: Bench) -> None:
    serve(bench, "1", content)
    ((_, error),) = asked(bench, "1").errors
    assert isinstance(error, UnknownLayout)
    assert bench.rows("select * from organisation") == []
