"""Draws one question of the queue, and the queue as a list, as lines of text.

The same lines serve a terminal with styles and one without: a word that only one side
has is underlined by a style, or by a line of `~` below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from crosstie.cli.terminal_lines import Line, cut, safe, wrapped
from crosstie.model.case import Decision
from crosstie.pages.money import amount, probability
from crosstie.pages.words import AMOUNT_OF_ROUTE, count
from crosstie.review.items import DIFFERENT, SAME, Field, Item, Piece, Stake

SIDE_BY_SIDE = 60
"""Columns from which two records stand beside each other."""

LABEL = 14
TEXT_ROWS = 4
"""Lines that one cell takes at most."""

ASCII = {"≈": "~", "≠": "!", "·": "-"}
WORDS = {"=": "agrees", "≈": "agrees in part", "≠": "differs", "·": "missing"}
STYLES = {SAME: "bold", DIFFERENT: "underline"}

KEYS = (
    ("a", "accept"),
    ("r", "reject"),
    ("u", "unsure"),
    ("n", "note"),
    ("z", "undo"),
    ("j", "next"),
    ("k", "back"),
    ("q", "quit"),
)
SAME_KEY = ("s", "the same")


def item_lines(
    item: Item, where: str, width: int, *, styled: bool, ascii_only: bool
) -> list[Line]:
    """Draw one question: what is at stake, both sides, reasons, decisions so far."""
    page = _Page(width, styled, ascii_only)
    page.rule()
    page.say(where)
    for text in stake_texts(item.stakes):
        page.say(text)
    page.blank()
    page.say(item.question, "bold")
    page.say(_consequence(item))
    page.blank()
    page.sides(item.heads, item.fields)
    page.blank()
    page.reasons(item)
    page.records(item)
    page.candidates(item)
    page.decisions(item.said, item.state)
    return page.lines


def list_lines(items: Sequence[Item], width: int) -> list[Line]:
    """Draw the queue: state, probability, what is at stake, supplier, organisation."""
    lines = []
    for number, item in enumerate(items, start=1):
        head = f"{number:>3}  {item.state:<8}  {probability(item.probability)}  "
        head += f"{item.kind:<10} "
        money = "; ".join(stake_texts(item.stakes)) or "no money"
        lines += [
            Line().add(cut(f"{head} {money}", width)),
            *(
                Line().add(f"     {part}")
                for part in wrapped(
                    safe(f"{item.supplier or '-'} / {item.organisation}"),
                    max(width - 5, 20),
                )
            ),
        ]
    return lines


def key_lines(item: Item, width: int) -> list[Line]:
    """Name the keys, on as few lines as hold them."""
    keys = [*KEYS[:2], SAME_KEY, *KEYS[2:]] if item.pair else KEYS
    found: list[str] = []
    for key in (f"[{key}] {word}" for key, word in keys):
        if found and len(found[-1]) + len(key) + 2 <= width:
            found[-1] += f"  {key}"
        else:
            found.append(key)
    return [Line().add(text) for text in found]


def stake_texts(stakes: Iterable[Stake]) -> list[str]:
    """Say what hangs on it: each scope, component and kind of amount by itself."""
    return [_stake(stake) for stake in stakes]


def _stake(stake: Stake) -> str:
    sum_ = "no money" if stake.amount is None else amount(stake.amount, stake.currency)
    of_route = AMOUNT_OF_ROUTE.get(stake.route, "obligated")
    by = f" by {stake.component}" if stake.component else ""
    said = f"{sum_} {of_route}{by}"
    if stake.actions:
        said += f", {count(stake.actions, 'action')} in {count(stake.awards, 'award')}"
    if stake.scope == "sibling":
        said += ", at a sibling"
    if stake.scope == "both":
        said += " by the buyer and its siblings together"
    return said if stake.moves else f"{said} (stays where it is: another hop is unsure)"


def _consequence(item: Item) -> str:
    if item.subject == "tie":
        return (
            "Accept makes it a finding, reject takes it out of every number,"
            " unsure keeps it a lead."
        )
    if item.pair:
        return (
            "The names are of one family: it asserts control, not identity. Accept"
            " makes the tie a finding; [s] says that both are one and the same."
        )
    return "Accept says that both are one and the same organisation."


class _Page:
    """Lines in the making, for one width and kind of terminal."""

    def __init__(self, width: int, styled: bool, ascii_only: bool) -> None:
        self.width = max(width, 20)
        self.styled = styled
        self.ascii_only = ascii_only
        self.lines: list[Line] = []

    def blank(self) -> None:
        self.lines.append(Line())

    def rule(self) -> None:
        self.lines.append(Line().add(("-" if self.ascii_only else "─") * self.width))

    def say(self, text: str, style: str = "", indent: str = "") -> None:
        for part in wrapped(safe(text), max(self.width - len(indent), 10)):
            for piece in _pieces_of(part, max(self.width - len(indent), 10)):
                self.lines.append(Line().add(indent + piece, self._style(style)))

    def sides(self, heads: tuple[str, str], fields: Sequence[Field]) -> None:
        """Put two records side by side, or below each other where it is narrow."""
        known = [field for field in fields if field.left or field.right]
        if self.width < SIDE_BY_SIDE:
            for field in known:
                self._below(field)
            return
        column = (self.width - LABEL - 5) // 2
        head = Line().pad_to(LABEL).add(cut(heads[0], column))
        head.pad_to(LABEL + column + 4).add(cut(heads[1], column))
        self.lines.append(head)
        for field in known:
            self._beside(field, column)

    def reasons(self, item: Item) -> None:
        below = "below" if item.probability < item.threshold else "at or above"
        self.say(
            f"Why {probability(item.probability)} ({below} the threshold of"
            f" {item.threshold:g})",
            "bold",
        )
        for reason in item.reasons:
            weight = "" if reason.weight is None else f"{reason.weight:+.1f} bits: "
            self.say(f"- {weight}{reason.text}", indent="  ")

    def records(self, item: Item) -> None:
        for found in item.evidence[:3]:
            day = f", {found.date.isoformat()}" if found.date else ""
            self.say(
                f"Record {found.record_id} ({found.dataset}{day}) {found.field}:"
                f" {cut(found.value, 200)}",
                indent="  ",
            )
            if found.url:
                self.lines.append(Line().add(safe(found.url)))

    def candidates(self, item: Item) -> None:
        if item.candidates:
            self.blank()
            self.say("Other candidates", "bold")
        for other in item.candidates[:5]:
            self.say(
                f"{probability(other.probability)} {other.kind}: {other.organisation}"
                f" ({other.organisation_id})",
                indent="  ",
            )

    def decisions(self, said: Sequence[Decision], state: str) -> None:
        if not said:
            return
        self.blank()
        views = "Two views" if state == "disputed" else "Decisions so far"
        self.say(views, "bold")
        for row in said:
            self.say(
                f"{row.judgement.value}, {row.by}, {row.at[:10]}: {row.why}"
                f" ({row.file}, row {row.row})",
                indent="  ",
            )

    def _beside(self, field: Field, column: int) -> None:
        left = _fitted(field.left, column)
        right = _fitted(field.right, column)
        for number in range(max(len(left), len(right))):
            line = Line()
            if number == 0:
                line.add(field.name[: LABEL - 1])
            line.pad_to(LABEL)
            self._add(line, left[number] if number < len(left) else ())
            line.pad_to(LABEL + column + 1)
            if number == 0:
                line.add(self._sign(field.sign))
            line.pad_to(LABEL + column + 4)
            self._add(line, right[number] if number < len(right) else ())
            self._underlined(line)

    def _below(self, field: Field) -> None:
        sign = self._sign(field.sign)
        self.lines.append(Line().add(f"{field.name} ({sign} {WORDS[field.sign]})"))
        for side in (field.left, field.right):
            for pieces in _fitted(side, self.width - 2) or [(Piece("-"),)]:
                line = Line().add("  ")
                self._add(line, pieces)
                self._underlined(line)

    def _add(self, line: Line, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            line.add(safe_piece(piece.text), STYLES.get(piece.mark, ""))

    def _underlined(self, line: Line) -> None:
        """Keep a line; without styles, mark its differing words on a line below."""
        if self.styled:
            self.lines.append(line)
            return
        self.lines.append(Line().add("".join(text for text, _ in line.pieces)))
        if any(style == STYLES[DIFFERENT] for _, style in line.pieces):
            below = "".join(
                ("~" if style == STYLES[DIFFERENT] else " ") * cell_len(text)
                for text, style in line.pieces
            )
            self.lines.append(Line().add(below.rstrip()))

    def _sign(self, sign: str) -> str:
        return ASCII.get(sign, sign) if self.ascii_only else sign

    def _style(self, style: str) -> str:
        return style if self.styled else ""


def safe_piece(text: str) -> str:
    """Make a piece safe to print and keep the blanks at its ends."""
    bare = safe(text)
    if not bare:
        return " " if text else ""
    start = " " if text[:1].isspace() else ""
    return start + bare + (" " if text[-1:].isspace() else "")


def _fitted(pieces: Sequence[Piece], width: int) -> list[tuple[Piece, ...]]:
    """Break marked pieces into lines of a width, a few at most."""
    rows: list[list[Piece]] = [[]]
    used = 0
    for piece in _words(pieces):
        size = cell_len(piece.text)
        if used and used + cell_len(piece.text.rstrip()) > width:
            rows.append([])
            used, piece = 0, Piece(piece.text.lstrip(), piece.mark)
            size = cell_len(piece.text)
        if piece.text:
            rows[-1].append(piece)
            used += size
    found = [tuple(row) for row in rows if row]
    if len(found) > TEXT_ROWS:
        kept = found[:TEXT_ROWS]
        text = "".join(piece.text for piece in kept[-1])
        kept[-1] = (Piece(cut(text + " " * width, width)),)
        return kept
    return found


def _words(pieces: Sequence[Piece]) -> list[Piece]:
    """Part pieces at blanks, and words that fit no line into several."""
    found: list[Piece] = []
    for piece in pieces:
        start = 0
        text = safe_piece(piece.text)
        while start < len(text):
            end = text.find(" ", start) + 1 or len(text)
            found.append(Piece(text[start:end], piece.mark))
            start = end
    return [
        Piece(part, piece.mark)
        for piece in found
        for part in _pieces_of(piece.text, 24)
    ]


def _pieces_of(text: str, width: int) -> list[str]:
    """Cut a text that is too wide, such as an address, without losing a letter."""
    if cell_len(text) <= width:
        return [text]
    return [text[n : n + width] for n in range(0, len(text), width)]
