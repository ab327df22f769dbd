"""axe-core finds nothing serious on any kind of page, in light and in dark.

CROSSTIE_AXE is the path of `axe.min.js` (npm install axe-core).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def axe() -> str:
    path = os.environ.get("CROSSTIE_AXE")
    if not path:
        pytest.skip("CROSSTIE_AXE does not name axe.min.js")
    return Path(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_has_a_serious_violation(
    chromium: Any, base: str, pages: dict[str, str], axe: str, scheme: str, width: int
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    found = []
    for name, address in pages.items():
        page.goto(base + address)
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [
            f"{name}: {one['id']}: {one['nodes'][0]['html'][:200]}"
            for one in result["violations"]
            if one["impact"] in GRAVE
        ]
    context.close()
    assert "\n".join(found) == ""
