"""What `source.toml` declares, and what of it a user may ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crosstie.errors import UnreadableFile, UsageError
from crosstie.fetch.rules import (
    Rules,
    check_options,
    read_rules,
    with_host,
)
from crosstie.fetch.world import bases_from, proxies_from
from crosstie.sources.registry import SOURCES

FACTS = {
    "hosts": ["a.example.org"],
    "page": "https://www.example.org",
    "size": "small",
    "bytes": 1,
    "fresh_days": 7,
    "options": {
        "year": {"about": "the year", "pattern": r"\d{4}", "example": "2026"},
        "what": {"about": "which", "default": "all", "pattern": "all|some"},
    },
}


def test_options_are_completed_and_checked() -> None:
    rules = read_rules("example", FACTS)
    assert check_options(rules, {"year": "2025"}) == {"year": "2025", "what": "all"}
    for given, message in (
        ({}, "needs the option 'year'"),
        ({"year": "25"}, "not of the form expected"),
        ({"year": "2025", "x": "1"}, "no option 'x'"),
    ):
        with pytest.raises(UsageError, match=message):
            check_options(rules, given)


def test_an_unknown_or_missing_key_is_named() -> None:
    with pytest.raises(UnreadableFile, match=r"unknown keys \['speed'\]"):
        read_rules("example", {**FACTS, "speed": 1})
    with pytest.raises(UnreadableFile, match=r"missing keys \['hosts'\]"):
        read_rules("example", {k: v for k, v in FACTS.items() if k != "hosts"})


@pytest.mark.parametrize("waits", [{"busy": 300}, {"200": 300}, {"403": 0}])
def test_a_wait_is_for_an_error_and_takes_time(waits: dict[str, float]) -> None:
    assert read_rules("example", FACTS | {"waits": {"403": 300}}).waits == {"403": 300}
    with pytest.raises(UnreadableFile, match="no errors of HTTP with seconds"):
        read_rules("example", FACTS | {"waits": waits})


@pytest.mark.parametrize("name", [n for n in SOURCES if SOURCES[n].fetch])
def test_every_source_is_asked_at_hosts_that_it_names(name: str) -> None:
    from crosstie.fetch.addresses import check_url

    rules = SOURCES[name].fetch
    assert rules is not None
    assert rules.addresses or rules.hosts or rules.host_option
    for url in rules.addresses.values():
        check_url(url, rules.hosts, name)
    for option in rules.options:
        assert option.about
        assert option.default is not None or option.example


RULES = Rules("a", ("a.example",), "https://a.example", "little", 1, 1)


def test_a_declared_host_is_added_to_the_named_ones() -> None:
    assert with_host(RULES, {"host": "b.example"}).hosts == ("a.example",)
    open_to = replace(RULES, host_option="host")
    assert with_host(open_to, {"host": "B.example"}).hosts == ("a.example", "b.example")
    assert with_host(open_to, {"host": ""}).hosts == ("a.example",)
    for host in ("localhost", "10.0.0.1", "*.example", "b.example/x", "b.example:80"):
        with pytest.raises(UsageError, match="is no name of a host"):
            with_host(open_to, {"host": host})


def test_only_this_machine_stands_for_a_publisher() -> None:
    assert bases_from({"CROSSTIE_BASE_GLEIF": "http://127.0.0.1:80/"}) == {
        "gleif": "http://127.0.0.1:80"
    }
    assert list(bases_from({"CROSSTIE_BASE_QUEBEC_REQ": "http://127.0.0.1:80"})) == [
        "quebec-req"
    ]
    for wrong in ("http://10.0.0.1", "https://127.0.0.1", "127.0.0.1:80", "http://a.b"):
        with pytest.raises(UsageError, match="an address on this machine"):
            bases_from({"CROSSTIE_BASE_GLEIF": wrong})


def test_the_program_cannot_be_left_out_of_its_name() -> None:
    assert read_rules("example", FACTS).agent == "{agent}"
    given = {**FACTS, "agent": "Mozilla/5.0 (compatible; {agent})"}
    assert read_rules("example", given).agent == given["agent"]
    with pytest.raises(UnreadableFile, match="agent does not hold"):
        read_rules("example", {**FACTS, "agent": "Mozilla/5.0"})


def test_proxies_are_read_in_both_spellings() -> None:
    assert proxies_from(
        {"HTTPS_PROXY": "proxy:3128", "http_proxy": "http://p", "NO_PROXY": "a,.b"}
    ) == {"https": "http://proxy:3128", "http": "http://p", "no": "a,.b"}
