"""The conversation of `crosstie review`: draw a question, take a key, write, go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO

from crosstie.cli.review_keys import Answers
from crosstie.cli.review_lines import STATES, item_lines, key_lines
from crosstie.cli.terminal_lines import Line
from crosstie.errors import Contradiction, CrosstieError
from crosstie.model.words import Judgement
from crosstie.pages.words import visible
from crosstie.review.session import Act, Session
from crosstie.text.language import _, later, ngettext

CLEAR = "\x1b[2J\x1b[H"

JUDGEMENTS = {
    "a": Judgement.POSITIVE,
    "s": Judgement.POSITIVE,
    "r": Judgement.NEGATIVE,
    "u": Judgement.UNSURE,
}
DONE = {
    Judgement.POSITIVE: later("Accepted"),
    Judgement.NEGATIVE: later("Rejected"),
    Judgement.UNSURE: later("Unsure"),
    Judgement.WITHDRAWN: later("Taken back"),
}


@dataclass(frozen=True)
class Screen:
    """Where lines go, and what that place can show."""

    stream: TextIO
    width: Callable[[], int]
    styled: bool
    ascii_only: bool

    def put(self, lines: Sequence[Line]) -> None:
        """Write lines."""
        if not self.styled:
            for line in lines:
                self.say(line.text)
            return
        from rich.console import Console

        console = Console(
            file=self.stream,
            width=max(self.width(), 20),
            force_terminal=True,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )
        for line in lines:
            console.print(line.rich())

    def say(self, text: str) -> None:
        """Write one line in which nothing steers the terminal."""
        encoding = getattr(self.stream, "encoding", None) or "utf-8"
        shown = visible(text).encode(encoding, "replace").decode(encoding)
        self.stream.write(shown + "\n")
        self.stream.flush()

    def clear(self) -> None:
        """Begin at the top where the terminal can."""
        if self.styled:
            self.stream.write(CLEAR)


def talk(session: Session, screen: Screen, answers: Answers) -> int:
    """Go through the queue until the person quits; return how many acts were written.

    A refusal (a contradiction, a file that cannot be written) is shown and asked again.
    """
    written = 0
    said = ""
    draws = True
    while True:
        if draws:
            _draw(session, screen, said)
        key = answers.key()
        said, draws = "", True
        if key == "q":
            return written
        try:
            said, acts, draws = _act(session, key, answers)
            written += acts
        except CrosstieError as error:
            said = _refusal(error)
        if not draws:
            screen.say(said)


def _act(session: Session, key: str, answers: Answers) -> tuple[str, int, bool]:
    """Do what a key means: what to say, acts written, whether to draw anew."""
    if key in JUDGEMENTS and (key != "s" or session.item.pair):
        return _decide(session, key), 1, True
    if key == "z":
        undone = session.undo()
        if undone is None:
            return _("Nothing of this session is left to take back."), 0, False
        return _written(undone), 1, True
    if key == "n":
        session.note = answers.line(_("Note, kept with the decision"))
        return _("The note goes with the next decision on this question."), 0, False
    if key in ("j", "k"):
        moved = session.move(1 if key == "j" else -1)
        end = _("This is the first question.")
        if key == "j":
            end = _("This is the last question.")
        return ("" if moved else end), 0, moved
    return (
        _("Keys: a accept, r reject, u unsure, n note, z undo, j k move, q quit."),
        0,
        False,
    )


def _decide(session: Session, key: str) -> str:
    act = session.decide(JUDGEMENTS[key], identity=key == "s")
    said = _written(act)
    following = session.next_open(act.at + 1)
    if following is None:
        following = session.next_open(0)
    if following is None:
        return said + " " + _("No question is open any more.")
    session.place = following
    return said


def _written(act: Act) -> str:
    first = act.written[0]
    rows = ", ".join(str(row.row) for row in act.written)
    said = ngettext(
        "{what}: row {rows} of {file}.",
        "{what}: rows {rows} of {file}.",
        len(act.written),
    )
    return said.format(what=_(DONE[first.judgement]), rows=rows, file=first.file)


def _draw(session: Session, screen: Screen, said: str) -> None:
    item = session.item
    where = _("{place} of {all}, {open} open; {state}").format(
        place=session.place + 1,
        all=len(session.items),
        open=session.open,
        state=_(STATES[item.state]),
    )
    screen.clear()
    if said:
        for line in said.splitlines():
            screen.say(line)
    screen.put(
        item_lines(
            item,
            where,
            screen.width(),
            styled=screen.styled,
            ascii_only=screen.ascii_only,
        )
    )
    screen.say("")
    if session.note:
        screen.say(_("Note: {note}").format(note=session.note))
    screen.put(key_lines(item, screen.width()))


def _refusal(error: CrosstieError) -> str:
    lines = [_("Not written: {cause}").format(cause=error)]
    if isinstance(error, Contradiction):
        lines += [f"  {problem}" for problem in error.problems]
    if error.next_step:
        lines.append(_("Next: {step}").format(step=error.next_step))
    return "\n".join(lines)


def farewell(session: Session, written: int, case: str) -> list[str]:
    """Say what was written, where, and what comes next."""
    lines = []
    if written:
        said = ngettext(
            "{count} act written to {file}", "{count} acts written to {file}", written
        )
        lines.append(said.format(count=written, file=session.desk.path))
        said = _("Next: crosstie trace {case}, which takes them in")
        lines.append(said.format(case=case))
    if session.open:
        said = ngettext(
            "{count} question open: crosstie review {case}",
            "{count} questions open: crosstie review {case}",
            session.open,
        )
        lines.append(said.format(count=session.open, case=case))
    return lines
