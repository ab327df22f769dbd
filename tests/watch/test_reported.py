"""What the last report said: kept for each place, and compared with this one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crosstie.errors import StoreError
from crosstie.watch.changes import TIE_FACTS
from crosstie.watch.reported import Reported, as_said, changes, last_reported, remember

DAY = date(2026, 10, 1)


def tie(**more: object) -> dict[str, object]:
    named = {
        "organisation": "Alpha Inc.",
        "supplier": "ALPHA",
        "route": "direct",
        "component": "ABC",
    }
    facts = dict.fromkeys(TIE_FACTS)
    known = {"kind": "finding", "status": "active", "obligated": "10.00", "actions": 2}
    return {**facts, **named, **known, **more}


EVERY = frozenset({"finding", "lead", "not_counted"})


def groups(before: dict[str, object], after: dict[str, object] | None) -> list[str]:
    old = as_said({"t": before} if before else {}, EVERY)
    new = as_said({"t": after} if after else {}, EVERY)
    return [name for name, _change in changes(old, new)]


@pytest.mark.parametrize(
    ("before", "after", "group"),
    [
        ({}, tie(), ["new"]),
        ({}, tie(kind="not_counted"), []),
        (tie(), tie(), []),
        (tie(), tie(obligated="12.00", actions=3), ["changed"]),
        (tie(), tie(obligated="9.00"), ["corrected"]),
        (tie(), tie(status="ended"), ["ended"]),
        (tie(), tie(status="cancelled", obligated="0.00"), ["cancelled"]),
        (tie(), tie(kind="lead"), ["not_counted"]),
        (tie(), tie(kind="not_counted"), ["not_counted"]),
        (tie(kind="lead"), tie(), ["changed"]),
        (tie(kind="not_counted"), tie(), ["new"]),
        (tie(), None, ["not_counted"]),
        (tie(kind="not_counted"), None, []),
        (tie(), tie(owner="Beta Ltd"), ["changed"]),
    ],
)
def test_each_change_has_one_group(before, after, group) -> None:
    assert groups(before, after) == group


def test_a_published_report_keeps_findings_alone() -> None:
    ties = {"a": tie(), "b": tie(kind="lead")}
    assert set(as_said(ties, frozenset({"finding"}))) == {"a"}


def test_the_same_run_again_compares_with_the_run_before(tmp_path: Path) -> None:
    said = as_said({"t": tie()}, EVERY)
    assert last_reported(tmp_path, "abc", "x", "run1") is None
    remember(tmp_path, "abc", "x", Reported("run1", DAY, said))
    assert last_reported(tmp_path, "abc", "x", "run1") is None
    assert last_reported(tmp_path, "abc", "y", "run2") is None
    remember(tmp_path, "abc", "x", Reported("run2", DAY, {}))
    for _again in range(2):
        remember(tmp_path, "abc", "x", Reported("run2", DAY, {}))
        last = last_reported(tmp_path, "abc", "x", "run2")
        assert last is not None
        assert (last.run_id, last.day, last.ties) == ("run1", DAY, said)


def test_a_file_that_is_damaged_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "abc.json").write_text("{")
    with pytest.raises(StoreError, match=r"abc\.json"):
        last_reported(tmp_path, "abc", "x", "run1")
