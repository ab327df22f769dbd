"""The case that ships, from nothing to the report and again, on loopback."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crosstie.sources.registry import NAMES, SOURCES
from crosstie.store.casefolder import SHIPPED, read_case
from tests.cli.shipped import (
    BEFORE_TELLING,
    BOTH,
    BUYER,
    CHILD,
    FIRST,
    IN_LOAD,
    IN_TRACE,
    PARENT,
    Shipped,
    found,
    other_agency,
)
from tests.cli.test_killed import fingerprint
from tests.replay import server
from tests.replay.publishers import action

OUTPUTS = ("ties.csv", "hops.csv", "ties.json")


@pytest.fixture
def user(tmp_path: Path) -> Iterator[Shipped]:
    person = Shipped(tmp_path)
    yield person
    person.replay.close()


def outputs(user: Shipped) -> dict[str, bytes]:
    folder = user.command.folder / "out"
    return {name: (folder / name).read_bytes() for name in OUTPUTS}


def stopped_in_fetch(user: Shipped, how: signal.Signals) -> int:
    """Stop while the second archive is half here and its server says nothing."""
    url = user.archives[2026]
    user.replay.fault(url, server.cut(300), server.hang)
    asked = len(user.replay.asked(url))
    process = user.command.start("refresh", "ca-ice", **user.bases)
    end = time.monotonic() + 60
    while len(user.replay.asked(url)) < asked + 2 and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(how)
    process.communicate(timeout=60)
    return process.returncode


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_broken_off_three_times_it_ends_as_if_it_had_not_been(
    user: Shipped, how: signal.Signals, tmp_path: Path
) -> None:
    """In fetch, in load and in trace, by Ctrl-C and by kill -9."""
    code = 130 if how == signal.SIGINT else -signal.SIGKILL
    assert stopped_in_fetch(user, how) == code
    home = user.command.home
    assert [part.stat().st_size for part in home.rglob("*.part")] == [300]
    for script in (IN_LOAD, IN_TRACE):
        ended, _, err = user(
            "refresh", "ca-ice", code=script.replace("{signal}", how.name)
        )
        assert ended == code, err
        assert not (tmp_path / "out" / "report.html").exists()
    ended, out, err = user("refresh", "ca-ice")
    assert ended == 0, err
    assert "This is the first run of the case on loaded records." in out
    assert not list(home.rglob("*.part"))
    broken = fingerprint(user.command), outputs(user)

    other = tmp_path / "undisturbed"
    other.mkdir()
    undisturbed = Shipped(other)
    assert undisturbed("refresh", "ca-ice")[0] == 0
    assert (fingerprint(undisturbed.command), outputs(undisturbed)) == broken
    undisturbed.replay.close()
    assert b"QUORBEX HOLDINGS INC." in broken[1]["ties.csv"]


def test_every_source_that_the_case_names_exists() -> None:
    for need in read_case(SHIPPED / "ca-ice").sources:
        assert need.source in NAMES
        rules = SOURCES[need.source].fetch
        known = {option.name for option in rules.options} if rules else set()
        if rules:
            assert set(dict(need.options)) <= known
            assert set(dict(need.quick or ())) <= known


def changes(user: Shipped) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        (user.command.folder / "out" / "changes.json").read_text("utf-8")
    )
    return told


def test_nothing_new_downloads_nothing_and_every_change_is_told(user: Shipped) -> None:
    code, _, err = user("refresh", "ca-ice")
    assert code == 0, err
    assert changes(user)["before"] is None
    asked = len(user.replay.log)
    code, out, _ = user("refresh", "ca-ice")
    assert code == 0
    assert "Nothing new was published: nothing was downloaded." in out
    assert "No tie has changed." in out
    assert not any("zip" in one.path for one in user.replay.log[asked:])
    told = changes(user)
    assert (told["records"], told["ties"], told["new_files"]) == ([], [], [])
    assert told["before"]["run_id"] == told["after"]["run_id"]

    rows = [*FIRST[2026][:1], action("C3", "MAPLEWICK TOOLS INC.", "40.00")]
    ended = dict(FIRST[2025][0]) | {"period_of_performance_current_end_date": ENDED}
    user.publish(2026, [dict(rows[0]) | {**MORE}, rows[1]], "20261206")
    user.publish(2025, [ended, FIRST[2025][1]], "20261206")
    code, out, err = user("refresh", "ca-ice")
    assert code == 0, err
    told = changes(user)
    assert [(r["record_id"][:22], r["change"]) for r in told["records"]] == [
        ("7012_-NONE-_B1_0_-NONE", "changed"),
        ("7012_-NONE-_C1_0_-NONE", "changed"),
        ("7012_-NONE-_C2_0_-NONE", "removed"),
        ("7012_-NONE-_C3_0_-NONE", "added"),
    ]
    assert told["records"][0]["facts"] == {"period_end": [None, ENDED]}
    assert told["records"][1]["facts"] == {
        "obligated": ["5000.00", "6000.00"],
    }
    assert "MAPLEWICK TOOLS INC., 2025-12-01, 40.00, USD" in told["records"][3]["about"]
    ties = {t["supplier"]: t["facts"] for t in told["ties"]}
    assert set(ties) == {"MAPLEWICK TOOLS INC.", "QUORBEX OPTICAL LLC"}
    assert ties["QUORBEX OPTICAL LLC"] == {"obligated": ["5000.00", "6000.00"]}
    assert ties["MAPLEWICK TOOLS INC."]["obligated"] == ["400.00", "140.00"]
    assert "Records changed by newer files: 4\n" in out
    assert "Ties that changed: 2\n" in out
    text = (user.command.folder / "out" / "changes.md").read_text("utf-8")
    assert "  - obligated: 5000.00 -> 6000.00" in text
    assert "- usaspending: something new" in text


MORE = {"federal_action_obligation": "6000.00", "total_dollars_obligated": "6000.00"}
ENDED = "2025-06-30"


def test_a_new_parent_and_a_new_year_are_told_as_what_they_are(user: Shipped) -> None:
    assert user("refresh", "ca-ice")[0] == 0
    relations = [relation(CHILD, PARENT, kind, deleted=True) for kind in BOTH] + [
        relation(CHILD, BUYER, kind) for kind in BOTH
    ]
    user.registers("2026-11-20 16:00:00", {"rr": {"relations": relations}})
    user.publish(2027, [action("D1", "PLAINFIELD SUPPLY CO", "9.00", "2026-10-05")])
    code, out, err = user("refresh", "ca-ice")
    assert code == 0, err
    told = changes(user)
    assert [file["name"] for file in told["new_files"]] == [
        "FY2027_070_Contracts_Full_20261106.zip"
    ]
    assert sorted((r["table"], r["change"]) for r in told["records"]) == [
        *[("ownership_statement", "added")] * 2,
        *[("ownership_statement", "removed")] * 2,
    ]
    assert f"lei:{CHILD}, control, lei:{BUYER}" in {r["about"] for r in told["records"]}
    assert [(t["change"], t["supplier"], t["route"]) for t in told["ties"]] == [
        ("gone", "QUORBEX OPTICAL LLC", "subsidiary")
    ]
    assert (
        "New in place of nothing: FY2027_070_Contracts_Full_20261106.zip, 1 row" in out
    )


def relation(
    child: str, parent: str, kind: str, *, deleted: bool = False
) -> dict[str, Any]:
    """Write a relationship as a file of changes does."""
    period = {"StartDate": "2026-11-01T00:00:00Z", "PeriodType": "RELATIONSHIP_PERIOD"}
    told: dict[str, Any] = {
        "Relationship": {
            "StartNode": {"NodeID": child},
            "EndNode": {"NodeID": parent},
            "RelationshipType": kind,
            "RelationshipStatus": "ACTIVE",
            "RelationshipPeriods": [period],
        },
        "Registration": {
            "RegistrationStatus": "PUBLISHED",
            "LastUpdateDate": "2026-11-20T00:00:00Z",
        },
    }
    if deleted:
        told["Extension"] = {"Deletion": {"DeletedAt": "2026-11-20T12:00:00Z"}}
    return told


def test_a_refresh_stopped_before_it_told_tells_afterwards(user: Shipped) -> None:
    """The run is written, and the report is not: what changed is not lost."""
    assert user("refresh", "ca-ice")[0] == 0
    user.publish(
        2025,
        [action("B1", "MAPLEWICK TOOLS INC.", "150.00", "2025-01-15"), FIRST[2025][1]],
        "20261206",
    )
    code, _, _ = user(
        "refresh", "ca-ice", code=BEFORE_TELLING.replace("{signal}", "SIGKILL")
    )
    assert code == -signal.SIGKILL
    code, out, _ = user("refresh", "ca-ice")
    assert code == 0
    assert "Nothing new was published: nothing was downloaded." in out
    assert "    obligated: 100.00 -> 150.00" in out
    assert "Ties that changed: 1\n" in out
    assert "No tie has changed." in user("refresh", "ca-ice")[1]


def test_a_plan_says_what_it_comes_to_and_what_is_left_out(user: Shipped) -> None:
    code, out, err = user("refresh", "ca-ice", "--dry-run")
    assert code == 0, err
    assert "Not asked, because optional: contracts, grants, transfers" in out
    assert "every contract action of Department of Homeland Security, fiscal" in out
    assert "In all: " in out and "min at 50 Mbit/s" in out and "are free" in out
    assert not any("zip" in asked.path for asked in user.replay.log)


def test_a_quick_look_says_what_it_leaves_out(user: Shipped) -> None:
    user.awards.found = [found("E1", "MAPLEWICK TOOLS INC.", 70.0)]
    user.awards.vehicles = [found("V1", "PLAINFIELD SUPPLY CO", 1.0)]
    code, out, err = user("refresh", "ca-ice", "--quick", "--dry-run")
    assert code == 0, err
    assert "In all: 2 files, about 1.8 MB; some 1 min" in out
    code, out, err = user("refresh", "ca-ice", "--quick")
    assert code == 0, err
    assert (
        "A quick look: the largest awards alone. Left out: gleif, corporations-" in out
    )
    assert "a quick look is no whole" in out
    page = (user.command.folder / "out" / "ties.json").read_text("utf-8")
    coverage = json.loads(page)["coverage"]
    says = {one["what"]: one["says"] for one in coverage["looked_at"]}
    assert "ownership by LEI was not looked at" in says["ownership"]
    assert any(
        "the 1,000 largest contracts" in one["about"] for one in coverage["asked"]
    )


def test_what_is_behind_a_result_is_shown_with_it(user: Shipped) -> None:
    assert user("refresh", "ca-ice")[0] == 0
    _, out, _ = user("trace", "ca-ice")
    assert "looked at: 4 award actions of ICE were looked at, of 2025-01-15 to" in out
    assert "entities with an LEI, golden copy of 2026-11-20 08:00, 4" in out
    assert "; every contract action of Department of Homeland Security, fiscal" in out
    assert "Global LEI Index: Only entities that have an LEI" in out
    report = (user.command.folder / "out" / "report.html").read_text("utf-8")
    assert "asked: every contract action of Department of Homeland Security" in report
    assert (
        "Known to be missing" in report and "Only entities that have an LEI" in report
    )
    _, out, _ = user(
        "trace", "ca-ice", "--since", "2010-01-01", "--until", "2010-12-31"
    )
    assert "No award of ICE from 2010-01-01 to 2010-12-31 is loaded" in out
    _, out, _ = user("files")
    assert "  asked: every contract action of Department of Homeland Security" in out
    _, out, _ = user("lookup", "Zzyzx Unheard Of Partners")
    assert "gleif, 4 organisations, retrieved 20" in out
    assert "What is not loaded was not looked through" in out
    _, out, _ = user("sources", "gleif")
    assert "known to be missing: Only entities that have an LEI" in out
    _, out, _ = user("rejects")
    assert out == "No row was rejected.\n"


def test_empty_and_not_loaded_are_two_sentences(user: Shipped) -> None:
    assert user("rejects")[1] == "Nothing is loaded, so there is no row to speak of.\n"
    assert user("files")[1].startswith("Nothing is loaded, which says nothing of what")
    user.publish(2025, [other_agency("X1")])
    only = ("--only", "usaspending", "--only", "gleif")
    user.awards.archives.pop(2026)
    assert user("refresh", "ca-ice", *only)[0] == 0
    out = user("trace", "ca-ice")[1]
    assert "No award of ICE is loaded: that no award is tied says nothing" in out
    report = (user.command.folder / "out" / "report.html").read_text("utf-8")
    assert "no ICE award was looked at" in report or "Not looked at" in report
    user.publish(2026, [action("B2", "PLAINFIELD SUPPLY CO", "7.00")])
    assert user("refresh", "ca-ice", *only)[0] == 0
    out = user("trace", "ca-ice")[1]
    assert "1 award actions of ICE were looked at" in out
    assert "None of them is tied to Canada." in out
