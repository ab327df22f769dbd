"""`crosstie review` as a person meets it: keys in a terminal, lines, a pipe, JSON."""

from __future__ import annotations

import csv
import json
import shutil
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Command, awards_file
from tests.cli.driver import Terminal

LAST = "quit"
"""The last word of a drawn question."""


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Command:
    command = Command(tmp_path_factory.mktemp("traced"))
    done = command("trace", "ca-ice", "--sample")
    assert done.returncode == 0, done.stderr
    return command


@pytest.fixture
def command(traced: Command, tmp_path: Path) -> Command:
    """Give the traced home, copied, so that no test meets another's decisions."""
    shutil.copytree(traced.home, tmp_path / "home")
    return Command(tmp_path)


def rows(command: Command) -> list[dict[str, str]]:
    path = command.home / "decisions" / "ca-ice.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def said(row: dict[str, str]) -> str:
    return row["judgement"]


def queue(command: Command) -> list[dict[str, Any]]:
    done = command("review", "ca-ice", "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_accept_reject_undo_note_quit_and_go_on(command: Command) -> None:
    total = len(queue(command))
    screen = Terminal(command, "review", "ca-ice")
    screen.until("Who decides?")
    screen.press("Desk A\n")
    shown = screen.until(LAST)
    assert f"1 of {total}, {total} open" in shown
    assert "home/decisions/ca-ice.csv" in shown.replace("\n", "")
    screen.press("a")
    assert f"2 of {total}, {total - 1} open" in screen.until(LAST)
    screen.press("n")
    screen.until("Note, kept with the decision")
    screen.press("read the annual report\n")
    screen.until("goes with the next decision")
    screen.press("r")
    assert "Rejected: row" in screen.until(LAST)
    screen.press("z")
    assert f"2 of {total}, {total - 1} open" in screen.until(LAST)
    screen.press("u")
    screen.until(LAST)
    screen.press("\x1b[A")
    assert f"2 of {total}" in screen.until(LAST)
    screen.press("j")
    screen.until(LAST)
    screen.press("q")
    assert screen.end() == 0
    assert "Next: crosstie trace ca-ice" in screen.raw
    judgements = [judgement for judgement, _ in groupby(map(said, rows(command)))]
    assert judgements == ["positive", "negative", "withdrawn", "unsure"]
    assert {row["by"] for row in rows(command)} == {"Desk A"}
    assert "read the annual report" in [row["why"] for row in rows(command)]

    again = Terminal(command, "review", "ca-ice")
    shown = again.until(LAST)
    assert "Who decides?" not in shown
    assert f"3 of {total}, {total - 2} open" in shown
    again.press("q")
    assert again.end() == 0
    states = [item["state"] for item in queue(command)[:3]]
    assert states == ["positive", "unsure", "open"]


def test_a_killed_session_keeps_what_was_decided_and_gives_the_terminal_back(
    command: Command,
) -> None:
    screen = Terminal(command, "review", "ca-ice", "--by", "B")
    screen.until(LAST)
    screen.press("a")
    screen.until(LAST)
    screen.process.kill()
    screen.process.wait()
    held = rows(command)
    assert {row["judgement"] for row in held} == {"positive"}
    assert queue(command)[0]["state"] == "positive"
    assert not (command.home / "settings.toml").exists()


def test_ctrl_c_ends_with_its_code_and_loses_nothing(command: Command) -> None:
    screen = Terminal(command, "review", "ca-ice", "--by", "B")
    screen.until(LAST)
    screen.press("r")
    screen.until(LAST)
    screen.press("\x03")
    assert screen.end() == 130
    assert rows(command)[0]["judgement"] == "negative"


def test_a_decision_moves_the_money_of_the_next_trace_and_holds_after_it(
    command: Command,
) -> None:
    first = queue(command)[0]
    ties = {target["tie"] for target in first["targets"]}
    answers = Terminal(command, "review", "ca-ice", "--by", "B")
    answers.until(LAST)
    answers.press("a")
    answers.until(LAST)
    answers.press("q")
    assert answers.end() == 0
    for _ in range(2):
        done = command("trace", "ca-ice", "--sample", "--json")
        assert done.returncode == 0, done.stderr
        kinds = {t["tie_id"]: t for t in json.loads(done.stdout)["ties"]}
        if ties != {""}:
            assert {kinds[tie]["kind"] for tie in ties} == {"finding"}
            assert {kinds[tie]["decided_by"] for tie in ties} == {"B"}
        assert queue(command)[0]["state"] != "disputed"
        assert first["id"] in {
            i["id"] for i in queue(command) if i["state"] == "positive"
        }


def test_no_line_is_wider_than_the_terminal(command: Command) -> None:
    for columns in (80, 46):
        screen = Terminal(
            command, "review", "ca-ice", "--by", "B", columns=columns, NO_COLOR="1"
        )
        shown = screen.until(LAST)
        for _ in range(4):
            screen.press("j")
            shown += screen.until(LAST)
        screen.press("q")
        assert screen.end() == 0
        assert "\x1b[" not in screen.raw
        wide = [
            line
            for line in shown.splitlines()
            if len(line) > columns and "http" not in line and "/decisions/" not in line
        ]
        assert wide == []
        assert "~~~" in shown


def test_lines_serve_a_terminal_that_has_no_keys(command: Command) -> None:
    screen = Terminal(command, "review", "ca-ice", "--by", "B", TERM="dumb")
    screen.until("> ")
    screen.press("u\n")
    assert "Unsure: row" in screen.until("> ")
    screen.press("what\n")
    screen.until("> ")
    screen.press("q\n")
    assert screen.end() == 0
    assert {row["judgement"] for row in rows(command)} == {"unsure"}


def test_lines_come_from_a_pipe_where_asked(command: Command) -> None:
    process = command.start("review", "ca-ice", "--lines", code=PIPED)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "Decided by Desk C" in out
    assert {row["judgement"] for row in rows(command)} == {"negative"}
    assert (command.home / "settings.toml").read_text("utf-8") == (
        '[review]\nby = "Desk C"\n'
    )


PIPED = (
    "import io, sys\n"
    "sys.stdin = io.StringIO('Desk C\\nj\\nr\\n')\n"
    "from crosstie.cli.main import run; run()"
)


def test_a_pipe_prints_the_queue_and_asks_nothing(command: Command) -> None:
    done = command("review", "ca-ice")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].endswith(" open")
    assert "by value at stake" in done.stdout
    assert "\x1b" not in done.stdout
    assert rows(command) == []
    assert command("review", "ca-ice", "--list").stdout == done.stdout


def test_json_holds_both_sides_exact_amounts_and_targets(command: Command) -> None:
    items = queue(command)
    amounts = [
        float(stake["amount"])
        for item in items
        for stake in item["stakes"]
        if stake["moves"] and stake["scope"] != "sibling"
    ][:1]
    assert amounts
    for item in items:
        assert item["question"].endswith("?")
        assert item["targets"]
        assert {"left", "right", "sign", "name"} <= set(item["fields"][0])
    assert len(queue(command)) <= len(
        json.loads(command("review", "ca-ice", "--json", "--all").stdout)
    )


def test_a_case_without_a_run_says_what_to_do(tmp_path: Path) -> None:
    done = Command(tmp_path)("review", "ca-ice")
    assert done.returncode == 2
    assert "has not been traced" in done.stderr
    assert "crosstie trace ca-ice" in done.stderr


def test_contradictions_by_hand_show_both_rows(command: Command) -> None:
    path = command.home / "decisions" / "ca-ice.csv"
    path.parent.mkdir()
    path.write_text(
        "supplier,organisation,tie,judgement,by,at,why\n"
        "YARD INC,roshel,,positive,desk a,2026-01-01,same address\n"
        "Yard Inc.,roshel,,negative,desk a,2026-01-01,another yard\n",
        encoding="utf-8",
    )
    for name in ("review", "trace"):
        done = command(name, "ca-ice")
        assert done.returncode == 3
        assert "decisions/ca-ice.csv, row 1: YARD INC = roshel: positive" in done.stderr
        assert (
            "decisions/ca-ice.csv, row 2: Yard Inc. = roshel: negative" in done.stderr
        )
        assert "Next: append the row that holds" in done.stderr


def test_a_case_of_the_user_takes_the_rows_itself(command: Command) -> None:
    from crosstie.store.casefolder import SHIPPED

    shutil.copytree(SHIPPED / "ca-ice", command.folder / "mine")
    assert command("trace", "mine", "--sample").returncode == 0
    screen = Terminal(command, "review", "mine", "--by", "B")
    screen.until(LAST)
    screen.press("a")
    screen.until(LAST)
    screen.press("q")
    assert screen.end() == 0
    held = (command.folder / "mine" / "decisions.csv").read_text("utf-8")
    assert len(held.splitlines()) >= 2
    assert rows(command) == []
    assert sorted(p.name for p in (command.folder / "mine").iterdir()) == sorted(
        p.name for p in (SHIPPED / "ca-ice").iterdir()
    )


def test_a_decision_holds_across_reloads_and_for_a_later_spelling(
    tmp_path: Path,
) -> None:
    command = Command(tmp_path)
    assert command("new", "xx-bo", "--buyer", BUYER, "--country", "CA").returncode == 0
    with (tmp_path / "xx-bo" / "organisations.csv").open("a", encoding="utf-8") as out:
        out.write("zebulon,Zebulon Ltd.,,CA,Ottawa,,,,The Daily,Ships,2019-05-02,")
        out.write("https://example.org/ships,true\n")
    one = awards_file(tmp_path / "one.csv", 1, name="ZEBULON PUMPS INC")
    two = awards_file(tmp_path / "two.csv", 1, start=1, name="Zébulon Pumps Ltd")
    assert command("load", "usaspending", one).returncode == 0
    assert command("trace", "xx-bo").returncode == 0
    screen = Terminal(command, "review", "xx-bo", "--by", "B")
    assert "ZEBULON PUMPS INC" in screen.until(LAST)
    screen.press("s")
    screen.until("No question is open any more")
    screen.press("q")
    assert screen.end() == 0
    kept = (tmp_path / "xx-bo" / "decisions.csv").read_bytes()
    for arguments in (("unload", "one.csv"), ("load", "usaspending", one, two)):
        assert command(*arguments).returncode == 0
    done = command("trace", "xx-bo", "--json")
    found = json.loads(done.stdout)["ties"]
    assert {(t["kind"], t["decision"], t["decided_by"]) for t in found} == {
        ("finding", "positive", "B")
    }
    assert {t["supplier"] for t in found} == {"ZEBULON PUMPS INC", "Zébulon Pumps Ltd"}
    assert (tmp_path / "xx-bo" / "decisions.csv").read_bytes() == kept


BUYER = "U.S. Immigration and Customs Enforcement (ICE)"
