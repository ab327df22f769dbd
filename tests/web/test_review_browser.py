"""The review in a real browser, by keyboard: decide ten, undo one, numbers follow."""

from __future__ import annotations

import importlib
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from crosstie.model.words import Judgement
from crosstie.web.server import address_of, bind
from tests.web.reviewed import TOKEN, Desktop, desktop, make_case

pytestmark = pytest.mark.browser

AFTER_A_PAGE = 300
"""Milliseconds for which keys that decide are not taken once a page is shown."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desktop]:
    make_case(tmp_path)
    with desktop(tmp_path) as made:
        yield made


@pytest.fixture
def base(desk: Desktop) -> Iterator[str]:
    with bind("127.0.0.1", 0) as bound:
        server = uvicorn.Server(
            uvicorn.Config(desk.app, log_level="error", lifespan="off")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        yield address_of(bound).rstrip("/")
        server.should_exit = True
        thread.join()


@pytest.fixture
def chromium() -> Iterator[Any]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("there is no chromium on this machine")
    try:
        playwright = importlib.import_module("playwright.sync_api")
    except ImportError:
        pytest.skip("playwright is not installed")
    with playwright.sync_playwright() as running:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
        browser = running.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


def press(page: Any, key: str) -> None:
    """Press a key that leads to another page, and wait until it is there."""
    page.wait_for_timeout(AFTER_A_PAGE)
    with page.expect_navigation():
        page.keyboard.press(key)


def findings(page: Any, base: str) -> str:
    """Read what the overview says of the number of findings and their money."""
    page.goto(f"{base}/")
    return str(page.locator("main .nums, main h1").all_inner_texts())


def test_ten_matches_are_reviewed_by_keyboard(
    desk: Desktop, base: str, chromium: Any
) -> None:
    page = chromium.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text))
    before = findings(page, base)
    page.goto(f"{base}/review?token={TOKEN}")
    assert "token" not in page.url
    press(page, "j")
    seen = []
    for number, key in enumerate("aruaaruaaa"):
        seen.append(page.url)
        if number == 0:
            page.keyboard.press("n")
            page.keyboard.type("decided by keyboard, a r u z j k")
            page.keyboard.press("Escape")
        press(page, key)
    assert len(set(seen)) == 10
    assert desk.rows[0].why == "decided by keyboard, a r u z j k"
    decided = {row.judgement for row in desk.rows}
    assert decided == {Judgement.POSITIVE, Judgement.NEGATIVE, Judgement.UNSURE}
    after = findings(page, base)
    assert after != before
    page.goto(seen[0])
    number = len(desk.rows)
    press(page, "z")
    assert page.url == seen[-1]
    assert {row.judgement for row in desk.rows[number:]} <= {Judgement.WITHDRAWN}
    assert page.get_by_role("status").first.inner_text().startswith("Taken back")
    assert wrong == []


def test_keys_move_and_tell_themselves_and_nothing_is_decided(
    desk: Desktop, base: str, chromium: Any
) -> None:
    page = chromium.new_page()
    page.goto(f"{base}/review?token={TOKEN}")
    press(page, "j")
    first = page.url
    press(page, "j")
    assert page.url != first
    press(page, "k")
    assert page.url == first
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    page.keyboard.press("n")
    page.keyboard.type("arsuzjkq?")
    assert page.locator("[name=note]").input_value() == "arsuzjkq?"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == first
    assert page.locator("[name=note]").input_value() == "arsuzjkq?"
    press(page, "q")
    assert page.url.endswith("/review")
    assert desk.rows == ()


def test_a_phone_decides_with_the_thumb_and_without_scripts(
    desk: Desktop, base: str, chromium: Any
) -> None:
    phone = chromium.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = phone.new_page()
    page.goto(f"{base}/review?token={TOKEN}")
    page.get_by_role("link", name="Next open question").click()
    width = page.locator("html").bounding_box()["width"]
    assert width <= 390
    for name in ("Accept", "Reject", "Unsure"):
        box = page.get_by_role("button", name=re.compile(name)).bounding_box()
        assert box["height"] >= 44 and box["width"] >= 90
        assert box["y"] + box["height"] <= 844
    page.get_by_role("button", name=re.compile("Unsure")).click()
    assert desk.rows[0].judgement is Judgement.UNSURE
    page.get_by_role("button", name=re.compile("Undo")).click()
    assert desk.rows[-1].judgement is Judgement.WITHDRAWN
