"""Anchors and links."""

import pytest

from crosstie.pages import addresses


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//example.org", "", None, "http://["],
)
def test_what_may_not_be_linked_is_left_out(url: str | None) -> None:
    assert addresses.public_url(url) == ""


def test_a_public_page_is_linked_and_named() -> None:
    url = addresses.public_url(" https://www.example.org/award/1?x=2 ")
    assert url == "https://www.example.org/award/1?x=2"
    assert addresses.site(url) == "example.org"


def test_an_anchor_is_stable_and_safe_whatever_the_id() -> None:
    anchor = addresses.organisation_anchor('record:"><script>')
    assert anchor == addresses.organisation_anchor('record:"><script>')
    assert anchor.removeprefix("o-").isalnum()
    assert addresses.tie_anchor("a") != addresses.tie_anchor("b")
