"""A person's decisions as rows of a file: where they go, which stand, which clash.

Rows are appended and never changed. What a person said later, by `at`, takes the place
of what the same person said before on the same pair or tie.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from crosstie.errors import Contradiction, Place, Problem
from crosstie.model.case import Decision
from crosstie.model.words import Judgement
from crosstie.store.casefolder_tables import DECISIONS
from crosstie.text.legalforms import compare_forms
from crosstie.text.names import fold, parse_name

SHIPPED = Path(__file__).parents[1] / "shipped"
"""The folder of the cases that are installed with the program."""

DAY = len("2026-01-31")

Key = Callable[[Decision], Hashable]


def decisions_file(folder: Path, home: Path) -> Path:
    """Say which file takes new decisions on a case.

    A case of the user takes them itself. One that ships stays as it was installed, so
    that it can be replaced; its decisions stand in the user's home folder instead.
    """
    return own_file(folder, home) or folder / DECISIONS.file


def own_file(folder: Path, home: Path) -> Path | None:
    """Name the user's file of decisions on a shipped case; None for other cases."""
    if folder.resolve().parent != SHIPPED.resolve():
        return None
    return home / "decisions" / f"{folder.resolve().name}.csv"


def same_words(decision: Decision) -> Hashable:
    """Say what a decision is on, spelling aside: a pair by its names, or a tie."""
    if decision.tie:
        return ("tie", decision.tie, decision.by)
    supplier = parse_name(decision.supplier)
    return (
        "pair",
        supplier.core,
        supplier.form,
        " ".join(fold(decision.organisation).split()),
        decision.by,
    )


def is_same_name(left: str, right: str) -> bool:
    """Tell whether two spellings are one name: legal form, case and accents aside.

    Every number must agree, and two legal forms of different kinds of body do not
    (an LLC and an Inc.): these are two firms, and a decision on one says nothing of
    the other.

    >>> is_same_name("Fonderie Générale inc.", "FONDERIE GENERALE")
    True
    >>> is_same_name("7655762 CANADA INC", "7655763 CANADA INC")
    False
    """
    a, b = parse_name(left), parse_name(right)
    if a.words == b.words:
        return True
    return a.core == b.core and compare_forms(a.form, b.form) != "conflict"


def span(at: str) -> tuple[datetime, datetime]:
    """Give the earliest and the latest moment that a cell `at` may mean.

    A day without a time may be any moment of it; a time without a zone is UTC.
    """
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if len(at) > DAY:
        return moment, moment
    return moment, moment.replace(hour=23, minute=59, second=59, microsecond=999999)


def is_later(one: Decision, other: Decision) -> bool:
    """Tell whether the first was surely decided after the second."""
    return span(one.at)[0] > span(other.at)[1]


def standing(
    decisions: Iterable[Decision], key: Key = same_words
) -> tuple[Decision, ...]:
    """Keep each person's latest row on each pair or tie, in the order of the files.

    Rows of two persons that contradict each other both stand: that is a dispute.

    Raises:
        Contradiction: one person says two things, and neither is dated later.

    """
    given = tuple(decisions)
    groups: dict[Hashable, list[Decision]] = {}
    for decision in given:
        groups.setdefault(key(decision), []).append(decision)
    problems: list[Problem] = []
    kept: set[int] = set()
    for group in groups.values():
        latest = _latest(group)
        kept.add(id(latest))
        problems += [
            clash(latest, other)
            for other in group
            if other.judgement is not latest.judgement and not is_later(latest, other)
        ]
    refuse(problems)
    return tuple(decision for decision in given if id(decision) in kept)


def clash(one: Decision, other: Decision, why: str = "") -> Problem:
    """Show two rows that cannot both hold, each with its place and its words."""
    first, second = sorted((one, other), key=lambda d: (d.file, d.row))
    reason = why or "the same person says both, and neither is dated later"
    return Problem(
        f"{_said(first)}; {Place(second.file, second.row)}: {_said(second)} ({reason})",
        Place(first.file, first.row),
    )


def refuse(problems: Sequence[Problem]) -> None:
    """Raise where decisions contradict each other.

    Raises:
        Contradiction: with every pair of rows.

    """
    if problems:
        pairs = "two decisions" if len(problems) == 1 else f"{len(problems)} pairs"
        raise Contradiction(
            f"{pairs} {'of decisions ' if len(problems) > 1 else ''}contradict each"
            " other",
            problems=tuple(problems),
            next_step="append the row that holds, with a later date and time in `at`,"
            " or correct one of the two",
        )


def _latest(group: Sequence[Decision]) -> Decision:
    """Find the row that no other row of the group is surely later than."""
    latest = group[0]
    for decision in group[1:]:
        if not is_later(latest, decision):
            latest = decision
    return latest


def _said(decision: Decision) -> str:
    on = decision.tie or f"{decision.supplier} = {decision.organisation}"
    judgement = Judgement(decision.judgement).value
    why = f", {decision.why!r}" if decision.why else ""
    return f"{on}: {judgement} by {decision.by} at {decision.at}{why}"
