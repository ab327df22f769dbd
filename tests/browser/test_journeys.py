"""What a reporter does with the pages, in a real browser."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

RECORD = re.compile(r"/evidence/[0-9a-f]{16}/\d+$")


def said(page: Any) -> list[str]:
    """Collect what a page's console and scripts complain of."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda one: wrong.append(one.text) if one.type == "error" else None,
    )
    return wrong


def test_first_look(chromium: Any, base: str) -> None:
    page = chromium.new_page()
    wrong = said(page)
    page.goto(f"{base}/")
    assert page.locator("h1").inner_text().strip()
    numbers = page.locator(".nums b a")
    assert 1 <= numbers.count() <= 4
    for at in range(numbers.count()):
        page.goto(f"{base}/")
        numbers.nth(at).click()
        assert page.locator("table.ties tbody tr").count() > 1
    for name in ("Ties", "Sources", "Records", "Method"):
        page.goto(f"{base}/")
        page.get_by_role("navigation", name="Main").get_by_role(
            "link", name=name, exact=True
        ).click()
        assert page.locator("h1").count() == 1
    assert wrong == []
    page.close()


def test_filter_and_share_an_address(chromium: Any, base: str) -> None:
    page = chromium.new_page()
    page.goto(f"{base}/ties")
    every = page.locator("table.ties tr:has(td.full)").count()
    page.get_by_role("checkbox", name=re.compile("Product")).check()
    page.get_by_label("Least amount obligated").fill("1000")
    page.get_by_role("button", name="Show ties").click()
    rows = page.locator("table.ties tr:has(td.full)").all_inner_texts()
    assert 0 < len(rows) < every
    assert all("Product" in row for row in rows)
    query = parse_qs(urlsplit(page.url).query)
    assert query["route"] == ["product"] and query["least"] == ["1000"]
    other = chromium.new_context().new_page()
    other.goto(page.url)
    assert other.locator("table.ties tr:has(td.full)").all_inner_texts() == rows
    assert other.get_by_role("checkbox", name=re.compile("Product")).is_checked()
    other.context.close()
    page.close()


def test_one_figure_is_traced_to_its_record_in_two_clicks(
    chromium: Any, base: str
) -> None:
    page = chromium.new_page()
    page.goto(f"{base}/")
    figure = page.locator(".nums b a").first
    amount = figure.inner_text()
    figure.click()
    page.locator("table.ties a", has_text=re.compile("^record ")).first.click()
    assert RECORD.search(urlsplit(page.url).path)
    assert page.locator("main").inner_text().count("SHA-256") >= 1
    assert amount
    page.close()


def test_searching_leads_to_an_organisation(chromium: Any, base: str) -> None:
    page = chromium.new_page()
    wrong = said(page)
    page.goto(f"{base}/")
    box = page.locator("input[name=q]").first
    box.fill("roshel")
    box.press("Enter")
    page.wait_for_url("**/search?q=roshel")
    page.locator(".hits a", has_text=re.compile("roshel", re.I)).first.click()
    assert "oshel" in page.locator("h1").inner_text().casefold()
    assert wrong == []
    page.close()


def test_on_paper_every_row_is_there(
    chromium: Any, base: str, pages: dict[str, str]
) -> None:
    page = chromium.new_page()
    page.emulate_media(media="print")
    for address in ("/ties", pages["organisation-roshel"], "/records"):
        page.goto(base + address)
        rows = page.locator("table tbody tr:visible, ol.records li:visible").count()
        page.emulate_media(media="screen")
        on_screen = page.locator(
            "table tbody tr:visible, ol.records li:visible"
        ).count()
        page.emulate_media(media="print")
        assert rows >= on_screen > 0, address
        assert not page.locator("nav:visible, form:visible, .btn:visible").count()
        assert page.pdf(format="A4")[:5] == b"%PDF-"
    page.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280, 1600])
def test_no_page_is_wider_than_its_window(
    chromium: Any, base: str, pages: dict[str, str], width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 844})
    wide = []
    for name, address in pages.items():
        page.goto(base + address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)
    assert wide == []
    page.close()


def test_everything_works_without_scripts(
    chromium: Any, base: str, pages: dict[str, str]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/ties")
    page.get_by_role("checkbox", name=re.compile("Subsidiary")).check()
    page.get_by_role("button", name="Show ties").click()
    rows = page.locator("table.ties tr:has(td.full)").all_inner_texts()
    assert rows and all("Subsidiary" in row for row in rows)
    box = page.locator("input[name=q]").first
    box.fill("roshel")
    box.press("Enter")
    assert page.locator(".hits li").count() > 0
    page.goto(base + pages["organisation-roshel"])
    day = page.locator("input[type=date]")
    day.fill("2025-06-01")
    page.get_by_role("button", name="Show this day").click()
    assert "on=2025-06-01" in page.url
    assert page.locator("input[type=date]").input_value() == "2025-06-01"
    assert page.locator(".state:visible svg:visible").count() == 1
    context.close()


def test_the_slider_moves_the_tree(
    chromium: Any, base: str, pages: dict[str, str]
) -> None:
    page = chromium.new_page()
    wrong = said(page)
    page.goto(base + pages["organisation-roshel"])
    slider = page.locator("input.slider")
    before = page.locator("input[type=date]").input_value()
    slider.focus()
    slider.press("Home")
    after = page.locator("input[type=date]").input_value()
    assert after < before
    assert page.locator(".state:visible").count() == 1
    assert slider.get_attribute("aria-valuetext") == after
    assert wrong == []
    page.close()


def test_the_other_language_says_the_same(chromium: Any, base: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{base}/ties?route=product")
    count = page.locator("table.ties tr:has(td.full)").count()
    page.get_by_role("link", name="Français").click()
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("table.ties tr:has(td.full)").count() == count
    page.goto(f"{base}/")
    assert page.locator("html").get_attribute("lang") == "fr"
    context.close()
