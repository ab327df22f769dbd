"""Which run is served, and that those who read an old one may finish."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from crosstie.errors import NothingLoaded
from crosstie.settings import Settings
from crosstie.web import served
from crosstie.web.served import ServedRuns
from tests.web.served import put_run


def runs(home: Path) -> ServedRuns:
    folder = home / "links"
    folder.mkdir()
    return ServedRuns("nl-abc", "nl-abc", Settings(home=home), folder)


def test_without_a_run_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NothingLoaded):
        runs(tmp_path).current()


def test_one_run_is_opened_once(tmp_path: Path) -> None:
    put_run(tmp_path)
    one = runs(tmp_path)
    assert one.current() is one.current()
    assert one.identity() == one.current().identity


def test_a_file_at_the_same_path_is_another_run(tmp_path: Path) -> None:
    put_run(tmp_path, run_id="first")
    one = runs(tmp_path)
    before = one.current()
    put_run(tmp_path, run_id="second")
    after = one.current()
    assert (before.facts.run_id, after.facts.run_id) == ("first", "second")


def test_a_reader_of_an_old_run_finishes(tmp_path: Path) -> None:
    put_run(tmp_path, run_id="first")
    one = runs(tmp_path)
    before = one.current()
    for number in range(5):
        put_run(tmp_path, run_id=f"later-{number}")
        one.current()
    names = {row["name"] for row in before.db.rows("names", "select name from run")}
    assert "run_id" in names
    assert before.facts.run_id == "first"
    assert len(list((tmp_path / "links").iterdir())) <= served.KEPT + 1


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    put_run(tmp_path)
    run = runs(tmp_path).current()
    found: list[int] = []

    def read() -> None:
        for _ in range(20):
            rows = run.db.rows("ties", "select tie_id from tie order by tie_id")
            found.append(len(rows))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 160 and len(set(found)) == 1


def test_where_the_disk_has_no_links_it_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    put_run(tmp_path, run_id="first")
    assert runs(tmp_path).current().facts.run_id == "first"
