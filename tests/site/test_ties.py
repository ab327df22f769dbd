"""The list of ties: filters, groups, order, paging; and the page of one."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest

from crosstie.errors import BadQuery, NotFound
from tests.site.run import context_of, shown, small_run


def names(path: str, **query: str) -> list[str]:
    found = context_of(small_run(), path, query)
    return [row.organisation for group in found.groups for row in group.rows]


def test_findings_and_leads_are_listed_in_groups_that_never_mix() -> None:
    groups = context_of(small_run(), "/ties").groups
    keys = [group.key.partition("-")[0] for group in groups]
    order = ["finding", "sibling", "lead"]
    assert keys == sorted(keys, key=order.index)
    assert all(len({row.kind for row in group.rows}) == 1 for group in groups)
    assert [g.totals for g in groups if g.kind == "lead"] == [()]


def test_a_filter_keeps_what_passes_and_counts_what_others_would_leave() -> None:
    found = context_of(small_run(), "/ties", {"route": "product"})
    rows = [row for group in found.groups for row in group.rows]
    assert {row.route for row in rows} == {"product"}
    routes = next(f for f in found.facets if f.name == "route")
    assert {c.value: c.ties for c in routes.choices}["joint_venture"] == 1
    assert [c.value for c in routes.choices if c.is_chosen] == ["product"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"least": "7,000,000", "most": "8000000"}, ["Roska Inc."]),
        ({"since": "2025-11", "until": "2025"}, ["Roska Inc."]),
        ({"q": "roska LLC"}, ["Roska Inc."]),
        ({"status": "planned"}, ["Two Rivers Ltd"]),
        ({"component": "CP"}, ["Owlsuite"]),
    ],
)
def test_each_filter(query: dict[str, str], expected: list[str]) -> None:
    assert names("/ties", **query) == expected


def test_what_has_no_money_comes_last_whichever_way_round() -> None:
    for sort in ("obligated", "-obligated"):
        found = context_of(small_run(), "/ties", {"sort": sort})
        for group in found.groups:
            has_none = [row.obligated is None for row in group.rows]
            assert has_none == sorted(has_none)


def test_every_tie_stands_on_exactly_one_page() -> None:
    whole = names("/ties", per_page="1000")
    paged = [
        name
        for page in range(1, len(whole) // 3 + 2)
        if (page - 1) * 3 < len(whole)
        for name in names("/ties", per_page="3", page=str(page))
    ]
    assert paged == whole


def test_a_group_tells_its_sum_whatever_page_is_shown() -> None:
    whole = context_of(small_run(), "/ties").groups[0]
    part = context_of(small_run(), "/ties", {"per_page": "1"}).groups[0]
    assert part.totals == whole.totals and len(part.rows) == 1


def test_a_page_behind_the_last_is_not_there() -> None:
    with pytest.raises(NotFound, match="there is no page 9"):
        context_of(small_run(), "/ties", {"page": "9"})


@pytest.mark.parametrize(
    "query",
    [
        {"least": "much"},
        {"since": "2024-13"},
        {"until": "٢٠٢٤"},
        {"route": "tunnel"},
        {"page": "0"},
        {"per_page": "100000"},
        {"colour": "red"},
        {"q": "x" * 201},
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(query: dict[str, str]) -> None:
    with pytest.raises(BadQuery) as caught:
        context_of(small_run(), "/ties", query)
    assert caught.value.parameter == next(iter(query))
    assert caught.value.next_step


def test_the_formats_tell_the_same_facts() -> None:
    run = small_run()
    document = json.loads(shown(run, "/ties", "json"))
    rows = [row for group in document["groups"] for row in group["rows"]]
    table = list(csv.DictReader(io.StringIO(shown(run, "/ties", "csv"))))
    assert [row["tie_id"] for row in rows] == [row["tie_id"] for row in table]
    amounts = [Decimal(row["obligated"] or 0) for row in rows]
    assert amounts == [Decimal(row["obligated"] or 0) for row in table]
    page = shown(run, "/ties")
    assert all(f'href="{row["address"]}"' in page for row in rows)


def test_the_filter_stands_in_the_form_and_in_the_address() -> None:
    text = shown(small_run(), "/ties", route="product", least="1")
    assert 'value="product" checked' in text
    assert "/ties?route=product&amp;least=1" in text


def test_nothing_found_says_so_and_leads_back() -> None:
    text = shown(small_run(), "/ties", q="zzzz")
    assert "No tie passes these filters." in text


def test_a_tie_has_its_chain_and_its_records() -> None:
    run = small_run()
    row = context_of(run, "/ties", {"q": "roska"}).groups[0].rows[0]
    found = context_of(run, row.address)
    assert found.organisation == "Roska Inc."
    text = shown(run, row.address)
    numbers = [n for hop in found.part.tie.hops for n in hop.numbers]
    assert numbers and all(f'id="r{number}"' in text for number in numbers)


def test_an_unknown_tie_is_not_found() -> None:
    with pytest.raises(NotFound, match="no tie t-000000000000"):
        context_of(small_run(), "/ties/t-000000000000")
