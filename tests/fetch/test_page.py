"""The one page that a user names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crosstie.errors import IsOffline, RefusedAddress
from crosstie.fetch.page import fetch_page
from crosstie.fetch.world import World


def world(**more: object) -> World:
    return World(
        now=lambda: datetime(2026, 1, 1, tzinfo=UTC),
        ticks=lambda: 0.0,
        sleep=lambda seconds: None,
        agent="test",
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/a",
        "https://127.0.0.1/a",
        "https://user@news.example/a",
        "https://news.example:8443/a",
        "ftp://news.example/a",
        "https:///a",
    ],
)
def test_what_is_no_public_page_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(RefusedAddress):
        fetch_page(url, world(), resolve=lambda host: pytest.fail("was asked"))


def test_a_name_that_leads_to_a_private_address_is_refused() -> None:
    with pytest.raises(RefusedAddress, match="no public address"):
        fetch_page("https://news.example/a", world(), resolve=lambda host: ["10.0.0.7"])


def test_nothing_is_asked_offline() -> None:
    with pytest.raises(IsOffline):
        fetch_page("https://news.example/a", world(offline=True))
