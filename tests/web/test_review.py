"""Decisions in the browser: what is written, what is told, and what follows."""

from __future__ import annotations

import csv
import io
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

import pytest

from crosstie import pipeline
from crosstie.errors import Contradiction, Problem, WorkspaceLocked
from crosstie.model.words import Judgement
from crosstie.pages.addresses import review_page
from crosstie.pipeline.bench import Bench
from crosstie.review.items import OPEN
from crosstie.review.session import Desk, Session
from crosstie.store.casefolder import read_case
from crosstie.store.engine import Database
from tests.pipeline.test_bench import dump
from tests.web.reviewed import Browser, Desktop, first


def findings(desk: Desktop) -> str:
    """Give the number of findings at the buyer, as the list of ties tells it."""
    with Database.open(desk.run, read_only=True) as db:
        return str(db.value("n", "select count(*) from tie where kind = 'finding'"))


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


def test_a_decision_made_during_a_load_is_counted_after_it(
    desk: Desktop, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = Bench.rejudge
    tries = iter([WorkspaceLocked("another process is using it")])

    def locked_once(*given: Any) -> Any:
        for error in tries:
            raise error
        return judged(*given)

    monkeypatch.setattr("crosstie.web.recount.AGAIN", 0.01)
    monkeypatch.setattr(Bench, "rejudge", locked_once)
    before = desk.run
    browser.decide(review_page(first(desk).id), "unsure")
    assert desk.run != before
    assert "could not be recounted" not in browser.web.get("/review").text
