"""Decisions in the browser: who may, what is written, what is told, what follows."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import pytest

from crosstie import pipeline
from crosstie.errors import Contradiction, Problem
from crosstie.model.words import Judgement
from crosstie.pages.addresses import review_page
from crosstie.review.items import OPEN, Item
from crosstie.review.session import Desk, Session
from crosstie.store.casefolder import read_case
from crosstie.store.engine import Database
from tests.pipeline.test_bench import dump
from tests.web.reviewed import BASE, TOKEN, Browser, Desktop, desktop, make_case


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("traced")
    make_case(folder)
    return folder


@pytest.fixture
def desk(traced: Path, tmp_path: Path) -> Iterator[Desktop]:
    shutil.copytree(traced, tmp_path / "own")
    with desktop(tmp_path / "own") as made:
        yield made


@pytest.fixture
def browser(desk: Desktop) -> Browser:
    return desk.browser()


def first(desk: Desktop, subject: str = "", place: int = 0) -> Item:
    """Find an open question that the short queue asks."""
    found = [
        item
        for item in desk.items
        if item.state == OPEN and item.probability >= 0.3 and subject in item.subject
    ]
    return found[place]


def findings(desk: Desktop) -> str:
    """Give the number of findings at the buyer, as the list of ties tells it."""
    with Database.open(desk.run, read_only=True) as db:
        return str(db.value("n", "select count(*) from tie where kind = 'finding'"))


# Who may.


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


# What is written, and what follows.


def test_a_decision_is_a_row_and_the_numbers_follow_at_once(
    desk: Desktop, browser: Browser
) -> None:
    item, before = first(desk, "tie"), findings(desk)
    found = browser.decide(review_page(item.id), "accept", note="read the order")
    assert found.status_code == 303
    assert found.headers["location"].startswith("/review/q-")
    assert found.headers["location"] != review_page(item.id)
    row = desk.rows[-1]
    assert (row.judgement, row.by, row.why) == (
        Judgement.POSITIVE,
        "JD",
        "read the order",
    )
    assert row.at.startswith("2026-01-02")
    assert int(findings(desk)) > int(before)
    said = browser.web.get(found.headers["location"]).text
    rows = ", ".join(str(row.row) for row in desk.rows)
    assert f"{rows} of decisions.csv" in unescape(said)
    tie = next(t for t in _ties(browser) if t["tie_id"] == row.tie)
    assert tie["kind"] == "finding" and tie["decided_by"] == "JD"


def test_the_run_is_the_one_that_a_trace_would_make(
    desk: Desktop, browser: Browser
) -> None:
    for place, judgement in enumerate(("reject", "unsure", "accept")):
        browser.decide(review_page(first(desk, "", place).id), judgement)
    judged = desk.run
    found = dump(judged)
    judged.unlink()
    request = pipeline.TraceRequest(
        str(desk.case), desk.case.parent, "", sample=True, command=""
    )
    traced = pipeline.trace(request, desk.settings, lambda step: None)
    assert traced.run == judged
    theirs = dump(traced.run)
    for one in (found, theirs):
        one["run"] = [row for row in one["run"] if "traced_at" not in row]
    assert found == theirs


def test_the_terminal_goes_on_where_the_browser_stopped(
    desk: Desktop, browser: Browser
) -> None:
    item = first(desk)
    browser.decide(review_page(item.id), "unsure")
    own = Desk(desk.case, desk.settings.home)
    terminal = Session(list(desk.items), own, "JD", lambda: "2026-01-03T00:00:00+00:00")
    states = {one.id: one.state for one in terminal.items}
    assert states[item.id] == "unsure"
    assert terminal.item.state == OPEN
    read_case(desk.case)


def test_undo_withdraws_and_removes_nothing(desk: Desktop, browser: Browser) -> None:
    item, before = first(desk, "tie"), findings(desk)
    path = review_page(item.id)
    browser.decide(path, "accept")
    assert findings(desk) != before
    found = browser.post("/review/undo", browser.form(path))
    assert found.headers["location"] == path
    judgements = [row.judgement for row in desk.rows]
    assert judgements[0] is Judgement.POSITIVE
    assert set(judgements[len(judgements) // 2 :]) == {Judgement.WITHDRAWN}
    assert findings(desk) == before
    again = browser.post("/review/undo", browser.form("/review"))
    assert again.headers["location"] == "/review"
    assert "Nothing of this session" in browser.web.get("/review").text
    assert len(desk.rows) == len(judgements)


def test_undo_leaves_what_the_same_person_said_since(
    desk: Desktop, browser: Browser
) -> None:
    path = review_page(first(desk).id)
    browser.decide(path, "unsure")
    desk.browser().decide(path, "reject")
    number = len(desk.rows)
    assert browser.post("/review/undo", browser.form(path)).status_code == 409
    assert len(desk.rows) == number


def test_of_two_persons_who_disagree_both_are_shown(desk: Desktop) -> None:
    item = first(desk, "tie")
    path = review_page(item.id)
    one, other = desk.browser(), desk.browser()
    other.post("/review/who", other.form("/review") | {"by": "  K. M.  "})
    one.decide(path, "accept", note="it is named")
    other.decide(path, "reject", note="another firm")
    text = unescape(one.web.get(path).text)
    assert "Two views" in text and "publishing is refused" in text
    assert "it is named" in text and "another firm" in text
    assert {row.by for row in desk.rows} == {"JD", "K. M."}
    tie = next(t for t in _ties(one) if t["tie_id"] == item.targets[0].tie)
    assert (tie["kind"], tie["decision"]) == ("lead", "disputed")


def test_what_was_decided_meanwhile_is_told_and_not_overwritten(desk: Desktop) -> None:
    path = review_page(first(desk).id)
    late, other = desk.browser(), desk.browser()
    other.post("/review/who", other.form("/review") | {"by": "KM"})
    form = late.form(path) | {"judgement": "reject", "note": "kept through it"}
    other.decide(path, "accept")
    number = len(desk.rows)
    found = late.post(path, form)
    assert found.status_code == 409
    text = unescape(found.text)
    assert "Not written" in text and "positive, KM" in text
    assert 'value="kept through it"' in text
    assert len(desk.rows) == number
    assert late.decide(path, "reject").status_code == 303
    assert len(desk.rows) > number


def test_a_contradiction_of_one_person_is_refused_with_both_rows(
    desk: Desktop, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*given: object, **named: object) -> None:
        raise Contradiction(
            "one supplier cannot be two organisations",
            problems=(Problem("A = B: positive by JD"), Problem("not written: A = C")),
            next_step="reject the one that does not hold",
        )

    path = review_page(first(desk).id)
    monkeypatch.setattr(Session, "decide", refuses)
    found = browser.decide(path, "accept", note="stays")
    assert found.status_code == 409
    text = unescape(found.text)
    assert "A = B: positive by JD" in text and "not written: A = C" in text
    assert 'value="stays"' in text and "Reject the one" in text
    assert desk.rows == ()


def test_a_note_can_be_kept_without_deciding(desk: Desktop, browser: Browser) -> None:
    path = review_page(first(desk).id)
    found = browser.decide(path, "note", note="look at the filing")
    assert found.headers["location"] == path
    assert 'value="look at the filing"' in browser.web.get(path).text
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


def test_the_queue_is_there_for_programs(desk: Desktop, browser: Browser) -> None:
    found = browser.web.get("/review.json").json()["items"]
    assert found and {"supplier", "reasons", "stakes", "state"} <= set(found[0])
    rows = list(csv.DictReader(io.StringIO(browser.web.get("/review.csv").text)))
    assert {row["page"] for row in rows} == {review_page(one["id"]) for one in found}
    one = browser.web.get(f"{review_page(found[0]['id'])}.json").json()
    assert one["items"][0]["id"] == found[0]["id"]
    assert browser.web.get("/review/q-000000000000").status_code == 404


def test_an_empty_queue_says_so(desk: Desktop, browser: Browser) -> None:
    aside = desk.run.with_suffix(".new")
    shutil.copyfile(desk.run, aside)
    with Database.open(aside) as db:
        for table in ("tie", "match", "near_miss", "hop"):
            db.run("empty", f"delete from {table}")
    aside.replace(desk.run)
    text = browser.web.get("/review").text
    assert "Nothing is in doubt" in text


def test_all_can_be_decided_and_the_last_leads_to_the_queue(
    desk: Desktop, browser: Browser
) -> None:
    path = review_page(first(desk).id)
    for _ in range(100):
        found = browser.decide(path, "unsure")
        path = found.headers["location"]
        if path == "/review":
            break
    assert "Every question is decided" in browser.web.get("/review").text


def test_browser_and_terminal_write_at_once_and_lose_no_row(
    desk: Desktop, browser: Browser
) -> None:
    items = [item for item in desk.items if item.state == OPEN][:6]
    other = Session(list(desk.items), desk.desk, "KM", desk.reviewing.clock)

    def in_terminal() -> None:
        for item in items:
            other.place = next(n for n, i in enumerate(other.items) if i.id == item.id)
            other.decide(Judgement.UNSURE)

    def in_browser() -> None:
        for item in items:
            path = review_page(item.id)
            for _ in range(5):
                if browser.decide(path, "unsure").status_code == 303:
                    break

    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(in_terminal), pool.submit(in_browser)]:
            done.result()
    said = {(row.tie or (row.supplier, row.organisation), row.by) for row in desk.rows}
    wanted = {
        (target.tie or (target.supplier, target.organisation), by)
        for item in items
        for target in item.targets
        for by in ("JD", "KM")
    }
    assert wanted <= said


def test_a_recount_that_fails_is_told_and_the_row_stays(
    desk: Desktop, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*given: object) -> None:
        raise RuntimeError("no memory")

    before = desk.run
    monkeypatch.setattr("crosstie.pipeline.bench.judge", fails)
    path = review_page(first(desk).id)
    assert browser.decide(path, "unsure").status_code == 303
    text = browser.web.get("/review").text
    assert "could not be recounted" in text and "no memory" not in text
    assert desk.rows and desk.run == before
    monkeypatch.undo()
    browser.decide(path, "reject")
    assert "could not be recounted" not in browser.web.get("/review").text
    assert desk.run != before


def test_pages_say_while_they_are_recounted(
    desk: Desktop, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    recount = desk.app.state.recount
    monkeypatch.setattr(recount, "_asked", recount._asked + 1)
    assert "Being recounted" in browser.web.get("/ties").text
    monkeypatch.undo()
    assert "Being recounted" not in browser.web.get("/ties").text


def test_pages_speak_french(desk: Desktop, browser: Browser) -> None:
    for path in ("/review", review_page(first(desk).id)):
        found = browser.web.get(path, params={"lang": "fr"})
        assert found.status_code == 200 and '<html lang="fr">' in found.text


def _ties(browser: Browser) -> list[dict[str, str]]:
    asked = "/ties.csv?kind=finding&kind=lead&kind=not_counted&per_page=500"
    found = browser.web.get(asked)
    assert found.status_code == 200, json.dumps(found.text[:500])
    return list(csv.DictReader(io.StringIO(found.text)))
