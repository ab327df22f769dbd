"""One person going through the queue: decide, take back, move; each act is a row.

Nothing is kept here but the place in the queue: whatever was decided stands in the
file before the next question is asked, so that quitting, or a kill, loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from crosstie.errors import Contradiction, Place, Problem
from crosstie.model.case import Decision, own_decisions_name
from crosstie.model.words import Judgement
from crosstie.review.items import OPEN, Item, Target
from crosstie.review.queue import with_decisions
from crosstie.store.appending import append_decisions, read_decisions
from crosstie.store.casefolder_tables import DECISIONS
from crosstie.store.decisions import decisions_file, own_file, same_words, standing
from crosstie.text.names import parse_name


@dataclass(frozen=True)
class Desk:
    """The decisions of a case: where they are read, and where new ones go."""

    folder: Path
    home: Path

    @property
    def path(self) -> Path:
        """The file that takes new rows."""
        return decisions_file(self.folder, self.home)

    @property
    def is_beside(self) -> bool:
        """True where the case ships, and the rows go to the user's home folder."""
        return own_file(self.folder, self.home) is not None

    @property
    def label(self) -> str:
        """How errors and tables name the file."""
        return own_decisions_name(self.path) if self.is_beside else DECISIONS.file

    def shipped(self) -> tuple[Decision, ...]:
        """Read the rows that ship with the case and hold beside the user's own."""
        if not self.is_beside:
            return ()
        return read_decisions(self.folder / DECISIONS.file)

    def standing(self) -> tuple[Decision, ...]:
        """Read what stands now."""
        own = read_decisions(self.path, replace(DECISIONS, file=self.label))
        return standing([*self.shipped(), *own])

    def append(self, rows: Sequence[Decision]) -> tuple[Decision, ...]:
        """Append rows; return them as they stand in the file."""
        return append_decisions(
            self.path, rows, beside=self.shipped(), label=self.label
        )


@dataclass(frozen=True)
class Act:
    """What one key did: the item, the rows written, and what stood before them."""

    at: int
    written: tuple[Decision, ...]
    before: tuple[Decision | None, ...]


@dataclass
class Session:
    """A place in the queue, and the acts that can be taken back."""

    items: list[Item]
    desk: Desk
    by: str
    clock: Callable[[], str]
    """Gives the time as ISO 8601; called once an act."""
    place: int = 0
    note: str = ""
    acts: list[Act] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reload()
        self.place = self.next_open(0) or 0

    @property
    def item(self) -> Item:
        """The question that is asked now."""
        return self.items[self.place]

    @property
    def open(self) -> int:
        """How many questions nobody has answered."""
        return sum(item.state == OPEN for item in self.items)

    def reload(self) -> None:
        """Read the files again: another person may have decided meanwhile."""
        now = self.desk.standing()
        self.items = [with_decisions(item, now) for item in self.items]

    def move(self, step: int) -> bool:
        """Go on or back; False at either end."""
        wanted = self.place + step
        if not 0 <= wanted < len(self.items):
            return False
        self.place, self.note = wanted, ""
        return True

    def next_open(self, start: int) -> int | None:
        """Find the next question that nobody has answered, from a place on."""
        return next(
            (n for n in range(start, len(self.items)) if self.items[n].state == OPEN),
            None,
        )

    def decide(self, judgement: Judgement, *, identity: bool = False) -> Act:
        """Write what the person says of this item.

        `identity` says of a family that supplier and organisation are one and the
        same. What the person said of the item in the other sense is withdrawn.

        Raises:
            Contradiction: it cannot hold beside what the person said before.

        """
        item = self.item
        targets, others = item.targets, [item.pair] if item.pair else []
        if identity and item.pair:
            targets, others = (item.pair,), list(item.targets)
        mine = {same_words(d): d for d in self.desk.standing() if d.by == self.by}
        at, why = self.clock(), self.note or _how(item)
        rows = [self._row(t, judgement, at, why) for t in targets]
        if judgement is Judgement.POSITIVE:
            self._check(rows)
        for other in others:
            row = self._row(other, Judgement.WITHDRAWN, at, "decided otherwise")
            held = mine.get(same_words(row))
            if held and held.judgement is not Judgement.WITHDRAWN:
                rows.append(row)
        before = tuple(mine.get(same_words(row)) for row in rows)
        act = Act(self.place, self.desk.append(rows), before)
        self.acts.append(act)
        self.note = ""
        self.reload()
        return act

    def undo(self) -> Act | None:
        """Take back this session's last act: rows are appended, none is removed.

        What the person said before is said again; where that was nothing, the row
        withdraws. None where there is nothing left to take back.
        """
        if not self.acts:
            return None
        act = self.acts[-1]
        at = self.clock()
        rows = [
            self._undone(row, held, at)
            for row, held in zip(act.written, act.before, strict=True)
        ]
        written = self.desk.append(rows)
        self.acts.pop()
        self.place, self.note = act.at, ""
        self.reload()
        return Act(act.at, written, act.written)

    def _undone(self, row: Decision, held: Decision | None, at: str) -> Decision:
        target = Target(row.supplier, row.organisation, row.tie)
        undone = f"undo of row {row.row} of {row.file}"
        if held is None or held.judgement is Judgement.WITHDRAWN:
            return self._row(target, Judgement.WITHDRAWN, at, undone)
        return self._row(target, held.judgement, at, f"{held.why} ({undone})")

    def _row(self, on: Target, judgement: Judgement, at: str, why: str) -> Decision:
        return Decision(
            supplier=on.supplier,
            organisation=on.organisation,
            tie=on.tie,
            judgement=judgement,
            by=self.by,
            at=at,
            why=why,
            row=0,
        )

    def _check(self, rows: Sequence[Decision]) -> None:
        """Refuse that one supplier is two organisations that are not related.

        Raises:
            Contradiction: with the row that stands, and the one that was not written.

        """
        item = self.item
        if all(row.tie for row in rows):
            return
        for other in self.items:
            if other.party_id != item.party_id or other.id == item.id:
                continue
            if is_related(item, other):
                continue
            for said in other.said:
                if said.tie or said.by != self.by:
                    continue
                if said.judgement is Judgement.POSITIVE:
                    raise _two_bodies(said, rows[0])


def is_related(one: Item, other: Item) -> bool:
    """Tell whether two organisations bear one name or have an owner in common."""
    names = [
        {parse_name(n).core for n in (i.organisation, *i.organisation_names)}
        for i in (one, other)
    ]
    above = [{i.organisation_id, *i.above} for i in (one, other)]
    return bool(names[0] & names[1] or above[0] & above[1])


def _two_bodies(said: Decision, new: Decision) -> Contradiction:
    standing_row = f"{said.supplier} = {said.organisation}: positive by {said.by}"
    refused = f"{new.supplier} = {new.organisation}: positive by {new.by}"
    return Contradiction(
        "one supplier cannot be two organisations that are not related;"
        " nothing was written",
        problems=(
            Problem(f"{standing_row} at {said.at}", Place(said.file, said.row)),
            Problem(f"not written: {refused} at {new.at}"),
        ),
        next_step="reject or undo the one that does not hold, then accept the other",
    )


def _how(item: Item) -> str:
    """Say how it was decided where the person writes no note."""
    return (
        f"compared side by side in crosstie review, probability {item.probability:.4f}"
    )
