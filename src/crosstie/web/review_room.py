"""The queue of the newest run, with what everybody decided until now."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from crosstie.errors import NotFound, Overtaken
from crosstie.model.words import Judgement
from crosstie.pages.addresses import review_anchor
from crosstie.review.items import OPEN, Item
from crosstie.review.queue import read_queue, with_decisions
from crosstie.review.session import Act, Desk, Session
from crosstie.site.page import Run
from crosstie.store.decisions import same_words
from crosstie.text.language import _
from crosstie.web.review_access import Visitor
from crosstie.web.serving import Reviewing


@dataclass(frozen=True)
class Queue:
    """Every question of a run, in order, with its anchor."""

    items: tuple[Item, ...]

    @property
    def open(self) -> int:
        """How many nobody has answered."""
        return sum(item.state == OPEN for item in self.items)

    def place(self, anchor: str) -> int:
        """Find a question by its anchor.

        Raises:
            NotFound: it is not asked in this run.

        """
        for number, item in enumerate(self.items):
            if review_anchor(item.id) == anchor:
                return number
        raise NotFound(
            _("this is not asked, or not any more: the numbers have moved on"),
            next_step=_("begin at the queue"),
        )

    def following(self, start: int) -> Item | None:
        """Find the next open question from a place on, and from the top again."""
        turned = [*self.items[start:], *self.items[:start]]
        return next((item for item in turned if item.state == OPEN), None)


class Room:
    """Reads and decides; one act at a time, whoever acts."""

    def __init__(self, reviewing: Reviewing, desk: Desk) -> None:
        self._reviewing = reviewing
        self._desk = desk
        self._acting = threading.RLock()
        self._read: tuple[tuple[str, bool], tuple[Item, ...]] | None = None

    @property
    def file(self) -> str:
        """Name the file that takes the decisions."""
        return self._desk.label

    def queue(self, run: Run, *, whole: bool = False) -> Queue:
        """Give the questions of a run, with what stands in the file now."""
        now = self._desk.standing()
        with self._acting:
            key = (run.identity, whole)
            if self._read is None or self._read[0] != key:
                self._read = (key, read_queue(run.db, whole=whole))
            items = self._read[1]
        return Queue(tuple(with_decisions(item, now) for item in items))

    def decide(
        self,
        visitor: Visitor,
        queue: Queue,
        item: Item,
        judgement: Judgement,
        *,
        identity: bool,
        note: str,
        seen: str,
    ) -> Act:
        """Write what a visitor says of a question, if nothing was said meanwhile.

        Raises:
            Overtaken: somebody decided since the question was shown.
            Contradiction: it cannot hold beside what the visitor said before.

        """
        with self._acting:
            now = self._desk.standing()
            fresh = with_decisions(item, now)
            if mark(fresh) != seen:
                raise overtaken(fresh)
            session = self._session(visitor, queue.items)
            session.place = queue.items.index(item)
            session.note = note
            return session.decide(judgement, identity=identity)

    def undo(self, visitor: Visitor, queue: Queue) -> Act | None:
        """Take back the visitor's last act here; rows are appended, none is removed.

        Raises:
            Overtaken: the same person has decided it again elsewhere since.

        """
        with self._acting:
            session = self._session(visitor, queue.items)
            if session.acts:
                self._check_newest(session.acts[-1])
            return session.undo()

    def _check_newest(self, act: Act) -> None:
        """See that what would be taken back is what its person said last."""
        standing = {same_words(row): row for row in self._desk.standing()}
        for row in act.written:
            held = standing.get(same_words(row))
            if held is None or (held.file, held.row) != (row.file, row.row):
                raise Overtaken(
                    _(
                        "{by} has decided this again since, in row {row} of {file}"
                    ).format(
                        by=row.by,
                        row=held.row if held else "?",
                        file=held.file if held else row.file,
                    ),
                    next_step=_("open the question, and decide it as it should stand"),
                )

    def _session(self, visitor: Visitor, items: Sequence[Item]) -> Session:
        """Give the visitor's session, over the questions as they are now."""
        if visitor.session is None or visitor.session.by != visitor.by:
            clock = self._reviewing.clock
            visitor.session = Session(list(items), self._desk, visitor.by, clock)
        visitor.session.items = list(items)
        visitor.session.reload()
        return visitor.session


def mark(item: Item) -> str:
    """Name what everybody has said of a question: it changes with each decision."""
    said = [(d.file, d.row, d.judgement.value, d.by, d.at) for d in item.said]
    return hashlib.sha256(repr((item.id, said)).encode()).hexdigest()[:16]


def overtaken(item: Item) -> Overtaken:
    """Say who decided what meanwhile."""
    said = "; ".join(f"{d.judgement.value}, {d.by}, {d.at}" for d in item.said)
    return Overtaken(
        _("meanwhile it was decided: {said}. Nothing was written").format(said=said)
        if said
        else _("meanwhile the decision was taken back. Nothing was written"),
        next_step=_("look at it again, then decide"),
    )
