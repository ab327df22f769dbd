"""The report in a real browser: nothing overflows, and axe-core finds nothing serious.

axe-core is not part of the project; CROSSTIE_AXE names its file where it is at hand.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crosstie.pages.report import report_context
from crosstie.report.html import render_report
from tests.pages.factory import run_database
from tests.report import chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.find() is None, reason="no Chromium on this machine"),
]

OVERFLOW = """({
  page: document.documentElement.scrollWidth,
  wide: [...document.querySelectorAll('main *')]
    .filter(e => !e.closest('.tw') && !e.closest('svg')
      && e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.tagName + '.' + e.className).slice(0, 5),
})"""

SERIOUS = """axe.run(document).then(r => r.violations
  .filter(v => v.impact === 'serious' || v.impact === 'critical')
  .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join(' | ')))"""


@pytest.fixture(scope="module")
def page() -> str:
    with run_database() as db:
        return render_report(report_context(db))


@pytest.mark.parametrize("width", [320, 390, 800, 1280, 1600])
def test_nothing_overflows(page: str, width: int, tmp_path: Path) -> None:
    said = chromium.ask(page, OVERFLOW, width=width, folder=tmp_path)
    assert said["page"] <= width
    assert said["wide"] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_serious(page: str, width: int, tmp_path: Path) -> None:
    axe = os.environ.get("CROSSTIE_AXE")
    if not axe:
        pytest.skip("CROSSTIE_AXE does not name axe.min.js")
    script = f"<script>{Path(axe).read_text(encoding='utf-8')}</script>"
    said = chromium.ask(page, SERIOUS, width=width, folder=tmp_path, head=script)
    assert said == []
