"""What the pages of the review say of a question, and how its reasons add up."""

from __future__ import annotations

from dataclasses import dataclass

from crosstie.model.words import Judgement
from crosstie.pages.words import AMOUNT_OF_ROUTE
from crosstie.review.items import (
    AGREES,
    DIFFERS,
    DISPUTED,
    IN_PART,
    MISSING,
    OPEN,
    Item,
    Stake,
)
from crosstie.review.sides import bits
from crosstie.text.language import _, later, ngettext, stored

FIELDS = {
    "name": later("Name"),
    "legal form": later("Legal form"),
    "also written": later("Also written"),
    "city": later("City"),
    "region": later("Region"),
    "country": later("Country"),
    "identifier": later("Identifier"),
    "parent named": later("Parent named"),
    "owned": later("Owned"),
    "trade": later("Trade"),
    "record": later("Record"),
    "facts": later("Facts"),
    "supplier": later("Supplier"),
    "organisation": later("Organisation"),
    "controller": later("Controller"),
}

HEADS = {
    "supplier, as written": later("Supplier, as written"),
    "organisation": later("Organisation, in the register"),
    "award": later("Award"),
    "supplier": later("Supplier"),
    "product": later("Product, as described"),
    "country": later("Country"),
}

SIGNS = {
    AGREES: later("agrees"),
    IN_PART: later("agrees in part"),
    DIFFERS: later("differs"),
    MISSING: later("missing on one side"),
}

STATES = {
    OPEN: later("open"),
    DISPUTED: later("two views"),
    Judgement.POSITIVE.value: later("accepted"),
    Judgement.NEGATIVE.value: later("rejected"),
    Judgement.UNSURE.value: later("unsure"),
}

JUDGEMENTS = {
    Judgement.POSITIVE: later("Positive"),
    Judgement.NEGATIVE: later("Negative"),
    Judgement.UNSURE: later("Unsure"),
    Judgement.WITHDRAWN: later("Withdrawn"),
}

DONE = {
    Judgement.POSITIVE: later("Accepted: {supplier}"),
    Judgement.NEGATIVE: later("Rejected: {supplier}"),
    Judgement.UNSURE: later("Unsure: {supplier}"),
    Judgement.WITHDRAWN: later("Taken back: {supplier}"),
}

KINDS = {
    "same": later("one and the same"),
    "family": later("same family"),
    "words": later("shared words only"),
}

AMOUNTS = {
    "obligated": later("obligated"),
    "reported on subawards": later("reported on subawards"),
}

KEYS = (
    ("a", later("accept")),
    ("r", later("reject")),
    ("s", later("supplier and organisation are one and the same")),
    ("u", later("unsure: it stays a lead, and is no longer asked")),
    ("n", later("write a note; Escape leaves the field")),
    ("z", later("take back the last decision of this session")),
    ("j", later("next question")),
    ("k", later("question before")),
    ("q", later("the whole queue")),
    ("?", later("show or hide the keys")),
)

DECIDED = later("What a person decided")
LIMITS = later("Other candidates, and limits of what a name can say")

ROUNDING = 0.05
"""What each weight may be off by, being written with one decimal."""

HALF = 100.0
"""Half the width of the drawing of a weight: zero stands in the middle."""


@dataclass(frozen=True)
class Weight:
    """One reason as a bar: right and filled speaks for it, left and hollow against."""

    text: str
    bits: float
    start: float
    width: float

    @property
    def is_for(self) -> bool:
        """True where it speaks for it."""
        return self.bits >= 0


@dataclass(frozen=True)
class Weights:
    """The reasons of a question: sentences, bars, and what they add up to."""

    sentences: tuple[str, ...]
    bars: tuple[Weight, ...]
    total: float | None
    """In bits; None where the reasons are of several hops, which do not add up."""


@dataclass(frozen=True)
class View:
    """What one person says of a question, in however many rows."""

    judgement: str
    by: str
    at: str
    why: str
    file: str
    rows: tuple[int, ...]


def said(item: Item) -> list[View]:
    """Give what each person says; rows of one act stand together."""
    groups: dict[tuple[str, str, str, str, str], list[int]] = {}
    for d in item.said:
        key = (judgement(d.judgement), d.by, d.at[:10], d.why, d.file)
        groups.setdefault(key, []).append(d.row)
    return [View(*key, rows=tuple(rows)) for key, rows in groups.items()]


def weights(item: Item) -> Weights:
    """Draw the reasons of a question on one scale."""
    said = tuple(stored(r.text) for r in item.reasons if r.weight is None)
    found = [(stored(r.text), r.weight) for r in item.reasons if r.weight is not None]
    total = None
    if item.subject == "match" and found:
        total = bits(item.probability)
        rest = round(total - sum(weight for _text, weight in found), 1)
        if abs(rest) > ROUNDING * (len(found) + 1):
            found.append((_(DECIDED if item.probability in (0, 1) else LIMITS), rest))
    most = max([8.0, *(abs(weight) for _text, weight in found)])
    bars = tuple(
        Weight(
            text,
            weight,
            round(HALF + min(weight, 0) / most * HALF, 1),
            round(max(abs(weight) / most * HALF, 1.5), 1),
        )
        for text, weight in found
    )
    return Weights(said, bars, total)


def stake_note(stake: Stake) -> str:
    """Say of an amount whose it is, of what kind, and what carries it."""
    route = AMOUNT_OF_ROUTE.get(stake.route, "obligated")
    of_route = _(AMOUNTS.get(route, route))
    said = [
        _("{kind} at {agency}").format(kind=of_route, agency=stake.component)
        if stake.component
        else of_route
    ]
    if stake.actions:
        actions = ngettext("{count} action", "{count} actions", stake.actions)
        awards = ngettext("{count} award", "{count} awards", stake.awards)
        said.append(
            _("{actions} in {awards}").format(
                actions=actions.format(count=stake.actions),
                awards=awards.format(count=stake.awards),
            )
        )
    if stake.scope == "sibling":
        said.append(_("a sibling, apart"))
    if stake.scope == "both":
        said.append(_("by the buyer and its siblings together"))
    if not stake.moves:
        said.append(_("stays where it is: another hop is unsure"))
    return ", ".join(said)


def views(item: Item) -> list[str]:
    """Name who decided a question, and what each said where they disagree."""
    if item.state != DISPUTED:
        return list(dict.fromkeys(d.by for d in item.said))
    said = _("{name}: {judgement}")
    return list(
        dict.fromkeys(
            said.format(name=d.by, judgement=judgement(d.judgement).lower())
            for d in item.said
        )
    )


def question(item: Item) -> str:
    """Ask in the reader's language; the names in it stay as they are."""
    return stored(item.question)


def consequence(item: Item) -> str:
    """Say what accepting means."""
    if item.subject == "tie":
        return _(
            "Accept makes it a finding, reject takes it out of every number, unsure"
            " keeps it a lead."
        )
    if item.pair:
        return _(
            "The names are of one family: it asserts control, not identity. Accept"
            " makes the tie a finding."
        )
    return _("Accept says that both are one and the same organisation.")


def field(name: str) -> str:
    """Say the name of a line of two records."""
    return _(FIELDS.get(name, name))


def head(name: str) -> str:
    """Say what one side of two records is."""
    return _(HEADS.get(name, name))


def sign(value: str) -> str:
    """Say how two sides stand to each other."""
    return _(SIGNS[value])


def state(value: str) -> str:
    """Say where a question stands."""
    return _(STATES[value])


def judgement(value: Judgement) -> str:
    """Say what somebody decided."""
    return _(JUDGEMENTS[value])


def kind(value: str) -> str:
    """Say what another candidate is to the supplier."""
    return _(KINDS.get(value, value))


def keys() -> list[tuple[str, str]]:
    """Name every key."""
    return [(key, _(text)) for key, text in KEYS]


def signed(value: float) -> str:
    """Write bits with their sign.

    >>> signed(-1.25)
    '\u22121.2'
    """
    return f"{value:+.1f}".replace("-", "\u2212")
