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
from crosstie.pages.words import AMOUNT_OF_ROUTE, DECISIONS, ROUTES
from crosstie.review.items import DIFFERENT, SAME, Field, Item, Piece, Stake
from crosstie.text.language import _, counted, later, stored

SIDE_BY_SIDE = 60
"""Columns from which two records stand beside each other."""

LABEL = 14
TEXT_ROWS = 4
"""Lines that one cell takes at most."""

ASCII = {"≈": "~", "≠": "!", "·": "-"}
WORDS = {
    "=": later("agrees"),
    "≈": later("agrees in part"),
    "≠": later("differs"),
    "·": later("missing"),
}

STATES = {
    "open": later("open"),
    "disputed": later("disputed"),
    "positive": later("positive"),
    "negative": later("negative"),
    "unsure": later("unsure"),
}

HEADS = {
    "supplier, as written": later("supplier, as written"),
    "supplier": later("supplier"),
    "organisation": later("organisation"),
    "award": later("award"),
    "product": later("product"),
    "country": later("country"),
    "document": later("document"),
    "office": later("office"),
}

KINDS = {
    "same": later("same"),
    "family": later("family"),
    "words": later("words"),
}
STYLES = {SAME: "bold", DIFFERENT: "underline"}

KEYS = (
    ("a", later("accept")),
    ("r", later("reject")),
    ("u", later("unsure")),
    ("n", later("note")),
    ("z", later("undo")),
    ("j", later("next")),
    ("k", later("back")),
    ("q", later("quit")),
)
SAME_KEY = ("s", later("the same"))


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
    page.say(stored(item.question), "bold")
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
        state = _(STATES[item.state])
        head = f"{number:>3}  {state:<8}  {probability(item.probability)}  "
        head += f"{_kind(item.kind):<10} "
        money = "; ".join(stake_texts(item.stakes)) or _("no money")
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
    for key in (f"[{key}] {_(word)}" for key, word in keys):
        if found and len(found[-1]) + len(key) + 2 <= width:
            found[-1] += f"  {key}"
        else:
            found.append(key)
    return [Line().add(text) for text in found]


def stake_texts(stakes: Iterable[Stake]) -> list[str]:
    """Say what hangs on it: each scope, component and kind of amount by itself."""
    return [_stake(stake) for stake in stakes]


def _stake(stake: Stake) -> str:
    sum_ = (
        _("no money") if stake.amount is None else amount(stake.amount, stake.currency)
    )
    of_route = AMOUNT_OF_ROUTE.get(stake.route) or _("obligated")
    said = f"{sum_} {of_route}"
    if stake.component:
        said = _("{what} by {agency}").format(what=said, agency=stake.component)
    if stake.actions:
        actions = counted("{count} action", "{count} actions", stake.actions)
        awards = counted("{count} award", "{count} awards", stake.awards)
        said += ", " + _("{actions} in {awards}").format(actions=actions, awards=awards)
    if stake.scope == "sibling":
        said += ", " + _("at a sibling")
    if stake.scope == "both":
        said += " " + _("by the buyer and its siblings together")
    if stake.moves:
        return said
    return f"{said} ({_('stays where it is: another hop is unsure')})"


def _consequence(item: Item) -> str:
    if item.subject == "tie":
        return _(
            "Accept makes it a finding, reject takes it out of every number,"
            " unsure keeps it a lead."
        )
    if item.pair:
        return _(
            "The names are of one family: it asserts control, not identity. Accept"
            " makes the tie a finding; [s] says that both are one and the same."
        )
    return _("Accept says that both are one and the same organisation.")


def _kind(name: str) -> str:
    """Say of what kind a match or a tie is."""
    return _(KINDS[name]) if name in KINDS else ROUTES.get(name, name)


def _field(name: str) -> str:
    """Say the name of a line of two records."""
    from crosstie.web.review_words import FIELDS

    return _(FIELDS[name]).lower() if name in FIELDS else name


def _head(name: str) -> str:
    """Say what one side of two records is."""
    return _(HEADS[name]) if name in HEADS else name


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
        head = Line().pad_to(LABEL).add(cut(_head(heads[0]), column))
        head.pad_to(LABEL + column + 4).add(cut(_head(heads[1]), column))
        self.lines.append(head)
        for field in known:
            self._beside(field, column)

    def reasons(self, item: Item) -> None:
        said = _("Why {probability} (at or above the threshold of {threshold})")
        if item.probability < item.threshold:
            said = _("Why {probability} (below the threshold of {threshold})")
        chance = probability(item.probability)
        said = said.format(probability=chance, threshold=f"{item.threshold:g}")
        self.say(said, "bold")
        for reason in item.reasons:
            said = stored(reason.text)
            if reason.weight is not None:
                weight = f"{reason.weight:+.1f}"
                said = _("{weight} bits: {says}").format(weight=weight, says=said)
            self.say(f"- {said}", indent="  ")

    def records(self, item: Item) -> None:
        for found in item.evidence[:3]:
            day = f", {found.date.isoformat()}" if found.date else ""
            self.say(
                _("Record {record} ({dataset}) {field}: {value}").format(
                    record=found.record_id,
                    dataset=f"{found.dataset}{day}",
                    field=found.field,
                    value=cut(found.value, 200),
                ),
                indent="  ",
            )
            if found.url:
                self.lines.append(Line().add(safe(found.url)))

    def candidates(self, item: Item) -> None:
        if item.candidates:
            self.blank()
            self.say(_("Other candidates"), "bold")
        for other in item.candidates[:5]:
            self.say(
                _("{name}: {says}").format(
                    name=f"{probability(other.probability)} {_kind(other.kind)}",
                    says=f"{other.organisation} ({other.organisation_id})",
                ),
                indent="  ",
            )

    def decisions(self, said: Sequence[Decision], state: str) -> None:
        if not said:
            return
        self.blank()
        views = _("Two views") if state == "disputed" else _("Decisions so far")
        self.say(views, "bold")
        for row in said:
            self.say(
                _("{name}: {says}").format(
                    name=f"{DECISIONS[row.judgement.value]}, {row.by}, {row.at[:10]}",
                    says=f"{row.why} ("
                    + _("{file}, row {row}").format(file=row.file, row=row.row)
                    + ")",
                ),
                indent="  ",
            )

    def _beside(self, field: Field, column: int) -> None:
        left = _fitted(field.left, column)
        right = _fitted(field.right, column)
        for number in range(max(len(left), len(right))):
            line = Line()
            if number == 0:
                line.add(_field(field.name)[: LABEL - 1])
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
        self.lines.append(
            Line().add(f"{_field(field.name)} ({sign} {_(WORDS[field.sign])})")
        )
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
