"""The files of the site: whole, and each with an address that names its bytes."""

from __future__ import annotations

import re

import pytest

from crosstie.site.assets import STYLE, asset_address, assets


@pytest.mark.parametrize("name", [n for n in assets() if n.endswith(".css")])
def test_every_block_of_a_style_is_closed(name: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", assets()[name].body.decode(), flags=re.DOTALL)
    text = re.sub(r'"[^"\n]*"', "", text)
    depth = 0
    for at, line in enumerate(text.splitlines(), start=1):
        depth += line.count("{") - line.count("}")
        assert 0 <= depth <= 2, (name, at, line)
        if line.startswith("@media"):
            assert depth <= 1, (name, at, line)
    assert depth == 0


def test_an_address_names_the_bytes() -> None:
    address = asset_address(STYLE)
    assert address == f"/static/{STYLE}?v={assets()[STYLE].digest}"
