"""Finds what a caller names: ties by id, organisations by name, days and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from crosstie.api.cards import Drawing, OrganisationCard, TieCard
from crosstie.api.reading import Reading
from crosstie.api.result import Row, of_rows
from crosstie.api.shapes import NAMES, NEAR, TOTALS
from crosstie.errors import NotFound, UsageError
from crosstie.text.language import _

if TYPE_CHECKING:
    from crosstie.pages.contexts import TieSection
    from crosstie.pages.organisation import OrganisationContext
    from crosstie.pages.picture import PictureContext

__all__ = [
    "chain_drawing",
    "day",
    "organisation_card",
    "organisation_id",
    "organisation_ids",
    "tie_card",
    "tie_id",
    "touches",
    "words",
]

NEAREST = 5


def words(name: str, asked: Any, known: type[Enum]) -> set[str]:
    """Read one word of a closed list, or several; none is an empty set.

    Raises:
        UsageError: a word is not in the list.

    """
    if asked is None:
        return set()
    given = [asked] if isinstance(asked, str) else list(asked)
    found = {str(getattr(one, "value", one)) for one in given}
    every = [str(one.value) for one in known]
    if wrong := found - set(every):
        raise UsageError(
            _("{name} is {value}").format(
                name=name, value=", ".join(map(repr, sorted(wrong)))
            ),
            next_step=_("take one of: {names}").format(names=", ".join(every)),
        )
    return found


def day(name: str, asked: date | str | None) -> date | None:
    """Read a day, as a date or as YYYY-MM-DD.

    Raises:
        UsageError: it is no day.

    """
    if asked is None or (isinstance(asked, date) and type(asked) is date):
        return asked
    try:
        return date.fromisoformat(str(asked)[:10])
    except ValueError as cause:
        raise UsageError(
            _("{name} is {value}").format(name=name, value=repr(asked)),
            next_step=_("give a date, or write it as YYYY-MM-DD"),
        ) from cause


def touches(row: Row, since: date | None, until: date | None) -> bool:
    """Tell whether a tie's dates touch a time; one without dates touches none."""
    if since is None and until is None:
        return True
    first = row["first_date"] or row["status_date"]
    last = row["last_date"] or row["status_date"]
    if first is None or last is None:
        return False
    return (until is None or first <= until) and (since is None or last >= since)


def tie_id(reading: Reading, asked: Any) -> str:
    """Find a tie by its id, the anchor of its page, its row, or its card.

    Raises:
        NotFound: the run has no such tie.

    """
    return _section(reading, asked).tie.tie_id


def tie_card(reading: Reading, asked: Any) -> TieCard:
    """Gather all of one tie."""
    part = _section(reading, asked)
    id_ = part.tie.tie_id
    of = {
        name: reading.table(name).where(lambda row: row["tie_id"] == id_)
        for name in ("ties", "hops", "evidence", "actions")
    }
    return TieCard(
        row=of["ties"][0],
        summary=part.summary,
        doubts=part.tie.doubts,
        hops=of["hops"],
        evidence=of["evidence"],
        actions=of["actions"],
        drawing=chain_drawing(reading, id_) if part.tie.hops else None,
    )


def chain_drawing(reading: Reading, asked: Any) -> Drawing:
    """Draw a tie's chain of hops."""
    name = f"chain-{_section(reading, asked).tie.anchor}"
    return _drawing(reading, name)


def organisation_ids(reading: Reading, asked: str | None) -> set[str] | None:
    """List the ties of one organisation; None where none is asked for."""
    if asked is None:
        return None
    return {tie.tie_id for tie in _body(reading, asked).ties}


def organisation_card(reading: Reading, asked: str) -> OrganisationCard:
    """Gather all of one organisation."""
    from crosstie.pages.addresses import organisation_anchor

    page = _body(reading, asked)
    body = page.body
    ids = {tie.tie_id for tie in page.ties}
    every = [("buyer", one) for one in page.totals]
    every += [("sibling", one) for one in page.sibling_totals]
    return OrganisationCard(
        id=body.id,
        name=body.name,
        country=body.country,
        city=body.city,
        identifiers=tuple(f"{one.scheme}:{one.value}" for one in body.identifiers),
        names=of_rows(NAMES, [_columns(one, NAMES.columns) for one in body.names]),
        ties=reading.table("ties").where(lambda row: row["tie_id"] in ids),
        totals=of_rows(
            TOTALS,
            [{**_columns(one, TOTALS.columns), "scope": scope} for scope, one in every],
        ),
        near_names=of_rows(
            replace(NEAR, name="near_names"),
            [
                {
                    **_columns(one, NEAR.columns),
                    "organisation": body.name,
                    "at_stake": one.obligated,
                }
                for one in page.near
            ],
        ),
        drawing=_drawing(reading, f"ownership-{organisation_anchor(body.id)}")
        if page.tree
        else None,
    )


def organisation_id(reading: Reading, asked: str) -> str:
    """Find one organisation by its id, the anchor of its page, or its whole name.

    Raises:
        NotFound: none is called so, or several are; says which may be meant.

    """
    from crosstie.pages.addresses import organisation_anchor
    from crosstie.pages.bodies import every_body

    names = _names(reading)
    for id_ in (*names, *reading.read(every_body)):
        if asked in (id_, organisation_anchor(id_)):
            return _canonical(reading, id_)
    wanted = str(asked).casefold()
    held = [id_ for id_, said in names.items() if wanted in map(str.casefold, said)]
    ids = dict.fromkeys(_canonical(reading, one) for one in held)
    if len(ids) == 1:
        return next(iter(ids))
    like = [f"{said[0]} ({id_})" for id_, said in names.items() if id_ in ids]
    like = like or [
        f"{said[0]} ({id_})"
        for id_, said in names.items()
        if wanted and any(wanted in one.casefold() for one in said)
    ]
    message = (
        _("several organisations of the run are called {name}")
        if ids
        else _("no organisation of the run is called {name}")
    )
    raise NotFound(
        message.format(name=repr(asked)),
        next_step=_("take the id of one of: {names}").format(
            names="; ".join(like[:NEAREST])
        )
        if like
        else _("look at organisations(), or search for it"),
    )


def _canonical(reading: Reading, id_: str) -> str:
    """Give the id that stands for all rows of an organisation."""
    from crosstie.pages.addresses import organisation_anchor
    from crosstie.pages.bodies import find_body

    anchor = organisation_anchor(id_)
    return reading.read(lambda db: find_body(db, anchor)) or id_


def _names(reading: Reading) -> dict[str, tuple[str, ...]]:
    """List the names of every organisation that a tie names, by id."""
    found: dict[str, dict[str, None]] = {}
    for tie in reading.exchange.ties:
        for id_, name in (
            (tie.organisation_id, tie.organisation),
            (tie.parent_id, tie.parent),
        ):
            if id_ and name:
                found.setdefault(id_, {})[name] = None
    for one in reading.exchange.organisations.values():
        if not one.is_person:
            held = found.setdefault(one.id, {})
            held |= dict.fromkeys((one.name, *one.other_names))
    return {id_: tuple(names) for id_, names in found.items()}


def _body(reading: Reading, asked: str) -> OrganisationContext:
    from crosstie.pages.organisation import read_organisation

    id_, context = organisation_id(reading, asked), reading.context
    return reading.read(lambda db: read_organisation(db, context, id_))


def _section(reading: Reading, asked: Any) -> TieSection:
    from crosstie.pages.tie_page import tie_sections

    wanted = asked.id if isinstance(asked, TieCard) else asked
    if isinstance(wanted, Mapping):
        wanted = wanted.get("tie_id")
    for part in tie_sections(reading.context):
        if wanted in (part.tie.tie_id, part.tie.anchor):
            return part
    raise NotFound(
        _("no tie {tie} is in this run").format(tie=repr(wanted)[:80]),
        next_step=_("take a tie_id of ties(); an id is that of one case"),
    )


def _drawing(reading: Reading, name: str) -> Drawing:
    from crosstie.api.drawn import drawn
    from crosstie.pages.picture import read_picture

    context = reading.context
    page: PictureContext = reading.read(lambda db: read_picture(db, context, name))
    return Drawing(page.title, drawn(page))


def _columns(one: Any, names: Iterable[str]) -> Row:
    return {name: getattr(one, name, None) for name in names}
