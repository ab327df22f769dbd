"""`crosstie fetch`, `sources` and `refresh` as a user calls them, on loopback."""

from __future__ import annotations

import json
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.cli.test_killed import fingerprint
from tests.replay import server
from tests.replay.publishers import API, Awards, GoldenCopy, action
from tests.replay.server import Replay

CASE = """\
title = "Canada and ICE"
country = "CA"

[sources.usaspending]
agency = "070"
years = "2026"
what = "prime"

[sources.gleif]

[buyer]
name = "U.S. Immigration and Customs Enforcement"
abbreviation = "ICE"
codes = ["7012"]
country = "US"
"""

LEI = "5493000000000000CH12"
ENTITY = {
    "LEI": LEI,
    "Entity.LegalName": "JSI TELECOM INC.",
    "Entity.LegalAddress.Country": "CA",
    "Entity.LegalAddress.City": "OTTAWA",
    "Entity.HeadquartersAddress.Country": "CA",
    "Entity.EntityStatus": "ACTIVE",
    "Entity.EntityCategory": "GENERAL",
    "Registration.RegistrationStatus": "ISSUED",
}


class User:
    """A person with a case folder, and the publishers the commands ask."""

    def __init__(self, folder: Path, replay: Replay) -> None:
        self.replay = replay
        self.command = Command(folder)
        self.folder = folder / "case"
        self.folder.mkdir()
        (self.folder / "case.toml").write_text(CASE, encoding="utf-8")
        self.awards = Awards(replay)
        self.golden = GoldenCopy(replay)
        self.golden.publish("2026-11-20 08:00:00", {"lei2": [ENTITY]})
        self.archive = self.publish("20261106", "100.00")

    def publish(self, day: str, amount: str) -> str:
        rows = [
            action("A1", "JSI TELECOM INC.", amount),
            action("A2", "BETA INC.", "7.00"),
        ]
        return self.awards.publish(2026, day, rows)

    @property
    def bases(self) -> dict[str, str]:
        base = self.replay.base
        return {"CROSSTIE_BASE_USASPENDING": base, "CROSSTIE_BASE_GLEIF": base}

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        done = self.command(*arguments, **self.bases)
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def user(tmp_path: Path) -> Iterator[User]:
    replay = Replay()
    yield User(tmp_path, replay)
    replay.close()


def test_from_nothing_to_the_report_and_then_nothing_new(user: User) -> None:
    code, out, err = user("refresh", "case")
    assert (code, err) == (0, "") or code == 0, err
    assert "FY2026_070_Contracts_Full_20261106.zip: downloaded" in out
    assert "This is the first run of the case on loaded records." in out
    assert (user.command.folder / "out" / "report.html").exists()
    files = len(user.replay.asked(user.archive, "GET"))
    code, out, _ = user("refresh", "case")
    assert code == 0
    assert "Nothing new was published: nothing was downloaded." in out
    assert "No tie has changed." in out
    assert len(user.replay.asked(user.archive, "GET")) == files == 1


def test_a_changed_award_is_reported_and_nothing_else(user: User) -> None:
    assert user("refresh", "case")[0] == 0
    user.publish("20261206", "250.00")
    code, out, err = user("refresh", "case")
    assert code == 0, err
    assert "Records changed by newer files: 1\n" in out
    assert "    obligated: 100.00 -> 250.00" in out
    assert "Ties that changed: 1\n" in out
    assert "  changed: JSI TELECOM INC., direct, ICE, supplier JSI TELECOM INC." in out


def test_what_came_between_two_runs_is_told_by_the_second(user: User) -> None:
    """A refresh that was stopped after loading, or a fetch by hand."""
    assert user("refresh", "case")[0] == 0
    user.publish("20261206", "250.00")
    asked = ("agency=070", "years=2026", "what=prime")
    assert user("fetch", "usaspending", *asked)[0] == 0
    _, out, _ = user("refresh", "case")
    assert "Nothing new was published: nothing was downloaded." in out
    assert "    obligated: 100.00 -> 250.00" in out
    assert "Ties that changed: 1\n" in out


def test_a_source_that_fails_leaves_the_others_and_ends_with_six(user: User) -> None:
    listing = "https://goldencopy.gleif.org/api/v2/golden-copies/publishes"
    user.replay.fault(listing, server.status(403))
    code, out, err = user("refresh", "case")
    assert code == 6
    assert "gleif: https://goldencopy.gleif.org/api/v2/golden-copies/publishes" in err
    assert "Next: the publisher does not serve programs here" in err
    assert "FY2026_070_Contracts_Full_20261106.zip: downloaded" in out
    assert (user.command.folder / "out" / "report.html").exists()


def test_a_plan_downloads_nothing(user: User) -> None:
    code, out, _ = user("refresh", "case", "--dry-run")
    assert code == 0
    assert "fiscal year 2026 (" in out
    assert "  total  1 to fetch;" in out
    assert "  total  3 to fetch;" in out
    assert not any("zip" in asked.path for asked in user.replay.log)
    assert not list(user.command.home.rglob("*.zip"))


@pytest.mark.parametrize("arguments", [("refresh", "case"), ("fetch", "gleif")])
def test_offline_asks_nobody(user: User, arguments: tuple[str, ...]) -> None:
    code, _, err = user(*arguments, "--offline")
    assert code == 6
    assert "the network is switched off" in err
    assert user.replay.log == []


def test_ctrl_c_keeps_what_came_and_the_next_command_goes_on(user: User) -> None:
    user.replay.fault(user.archive, server.hang)
    process = user.command.start("refresh", "case", **user.bases)
    end = time.monotonic() + 60
    while not user.replay.asked(user.archive) and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped." in err
    assert user("refresh", "case")[0] == 0


def test_kills_at_any_moment_lead_to_the_same_end(user: User, tmp_path: Path) -> None:
    """Six kills at seeded moments of the time that a refresh takes."""
    began = time.monotonic()
    assert user("refresh", "case")[0] == 0
    lasts = time.monotonic() - began
    expected = fingerprint(user.command)
    chosen = random.Random(5)  # noqa: S311
    user.command.home = tmp_path / "other"
    for _ in range(6):
        process = user.command.start("refresh", "case", **user.bases)
        time.sleep(lasts * chosen.uniform(0.3, 1.0))
        process.kill()
        process.communicate()
    code, _, err = user("refresh", "case")
    assert code == 0, err
    assert fingerprint(user.command) == expected
    raw = user.command.home / "raw"
    assert not [path for path in raw.rglob("*") if path.suffix == ".part"]


def test_sources_say_what_exists_and_what_is_loaded(user: User) -> None:
    code, out, _ = user("sources")
    assert code == 0
    assert "Nothing of it is loaded, which says nothing of what exists." in out
    assert (
        user("fetch", "usaspending", "agency=070", "years=2026", "what=prime")[0] == 0
    )
    code, out, _ = user("sources", "usaspending")
    assert "loaded: 2 rows of 1 files; retrieved" in out
    assert "contracts-070-FY2026: FY2026_070_Contracts_Full_20261106.zip" in out
    code, out, _ = user("sources", "--json")
    found = {row["name"]: row for row in json.loads(out)}
    assert found["usaspending"]["loaded"]["rows"] == 2
    assert found["listed"]["fetched_by"] == "a person"
    assert "sipri.org/databases/milex" in user("sources", "milex")[1]


def test_wrong_options_end_with_two(user: User) -> None:
    for arguments, message in (
        (("fetch", "usaspending", "agency"), "no option of a source"),
        (("fetch", "nobody"), "there is no source 'nobody'"),
        (("refresh", "case", "--only", "bods"), "needs no source 'bods'"),
    ):
        code, _, err = user(*arguments)
        assert code == 2
        assert message in err
    assert user.replay.log == []


def test_a_base_is_on_this_machine_only(user: User) -> None:
    done = user.command(
        "fetch", "gleif", CROSSTIE_BASE_GLEIF="http://example.org/gleif"
    )
    assert done.returncode == 2
    assert "an address on this machine is expected" in done.stderr


def test_a_job_is_awaited_by_the_command(user: User) -> None:
    user.awards.states_before_finished = 0
    code, out, err = user(
        "fetch", "usaspending", "agency=070", "years=2026", "what=subawards"
    )
    assert code == 0, err
    assert "070_Subawards_1.zip: downloaded" in out
    assert user.replay.asked(API + "download/status")
