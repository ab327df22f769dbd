"""Who may decide in the browser, and what a form may hold."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from crosstie.pages.addresses import review_page
from crosstie.review.items import OPEN
from crosstie.store.casefolder import read_case
from tests.web.reviewed import BASE, TOKEN, Browser, Desktop, desktop, first


@pytest.mark.parametrize("path", ["/review", "/review.json", "/review.csv"])
def test_without_the_token_nothing_of_the_review_is_shown(
    desk: Desktop, path: str
) -> None:
    nobody = desk.browser(token="")
    question = review_page(first(desk).id)
    for asked in (path, question, "/review?token=guessed", f"{path}?token="):
        assert nobody.web.get(asked).status_code == 403
    assert nobody.post(question, {"judgement": "accept"}).status_code == 403
    assert nobody.post("/review/undo", {}).status_code == 403
    assert nobody.post("/review/who", {"by": "X"}).status_code == 403
    assert desk.rows == ()
    assert nobody.web.get("/ties").status_code == 200


def test_the_token_leaves_the_address_for_a_cookie_that_scripts_cannot_read(
    desk: Desktop,
) -> None:
    found = desk.browser(token="").web.get("/review", params={"token": TOKEN})
    assert found.status_code == 303 and found.headers["location"] == "/review"
    cookie = found.headers["set-cookie"]
    assert TOKEN not in cookie
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": BASE.replace("8484", "9999")}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"host": "elsewhere.example"}, 421),
        ({"content-type": "text/plain"}, 400),
    ],
)
def test_a_form_from_elsewhere_writes_nothing(
    desk: Desktop, browser: Browser, headers: dict[str, str], status: int
) -> None:
    path = review_page(first(desk).id)
    form = browser.form(path) | {"judgement": "accept"}
    assert browser.post(path, form, **headers).status_code == status
    assert desk.rows == ()


def test_a_form_needs_the_secret_of_its_own_session(
    desk: Desktop, browser: Browser
) -> None:
    path = review_page(first(desk).id)
    form = browser.form(path) | {"judgement": "accept"}
    other = desk.browser()
    assert other.post(path, form).status_code == 403
    assert browser.post(path, form | {"csrf": ""}).status_code == 403
    no_origin = browser.web.post(path, data=form)
    assert no_origin.status_code == 403
    assert desk.rows == ()


def test_reading_changes_nothing(desk: Desktop, browser: Browser) -> None:
    path = review_page(first(desk).id)
    for asked in (f"{path}?judgement=accept", "/review/undo", "/review/who?by=X"):
        browser.web.get(asked)
    assert browser.web.put(path).status_code == 405
    assert browser.web.post("/ties", data={}).status_code == 405
    assert desk.rows == ()


HOSTILE = {
    "formula": '=HYPERLINK("http://x.example","y")',
    "script": "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>",
    "long": "é" * 10_000,
    "lines": 'one\r\ntwo\n"three", four;',
    "steering": "a\x00b\x1b[31mc\u202ed",
    "signs": "+1-2@3\t|4",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_note_is_kept_as_text_and_shown_as_text(
    desk: Desktop, browser: Browser, name: str
) -> None:
    path = review_page(first(desk).id)
    assert browser.decide(path, "unsure", note=HOSTILE[name]).status_code == 303
    row = desk.rows[-1]
    typed = HOSTILE[name].replace("\r\n", "\n").replace("\x00", "").replace("\x1b", "")
    assert row.why == typed.strip()
    page = browser.web.get(path)
    assert page.status_code == 200
    assert "<script>alert" not in page.text and "<img src=x" not in page.text
    assert "\u202e" not in page.text
    with desk.desk.path.open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file))[-1]["why"] == typed.strip()
    read_case(desk.case)


def test_a_note_that_is_too_long_is_refused(desk: Desktop, browser: Browser) -> None:
    path = review_page(first(desk).id)
    for note in ("x" * 20_001, "x" * 500_000):
        assert browser.decide(path, "unsure", note=note).status_code == 400
    assert desk.rows == ()


@pytest.mark.parametrize("judgement", ["", "maybe", "<b>", "same"])
def test_what_is_no_decision_is_refused(
    desk: Desktop, browser: Browser, judgement: str
) -> None:
    item = next(i for i in desk.items if i.pair is None and i.state == OPEN)
    found = browser.decide(review_page(item.id), judgement)
    assert found.status_code == 400 and desk.rows == ()


def test_a_name_is_asked_where_none_is_given(traced: Path, tmp_path: Path) -> None:
    shutil.copytree(traced, tmp_path / "own")
    with desktop(tmp_path / "own", reviewer="") as desk:
        browser = desk.browser()
        path = review_page(first(desk).id)
        assert "Who decides?" in browser.web.get("/review").text
        form = browser.form(path)
        assert browser.post(path, form | {"judgement": "accept"}).status_code == 400
        for wrong in ("", " \t ", "x" * 81):
            assert browser.post("/review/who", form | {"by": wrong}).status_code == 400
        browser.post("/review/who", form | {"by": "<b>J</b>"})
        assert "<b>J</b>" not in browser.web.get("/review").text
        browser.decide(path, "unsure")
        assert desk.rows[-1].by == "<b>J</b>"
