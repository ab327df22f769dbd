"""Both sides of a question, its reasons and its records, from the tables of a run."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from crosstie.model.words import Predicate
from crosstie.review.facts import Facts
from crosstie.review.fields import beside, compared, form_field, name_field
from crosstie.review.items import Evidence, Field, Reason
from crosstie.store.engine import Row

_STOP = re.compile(r"(?<=[.!?]) (?=[A-Z])")
MOST_RECORDS = 6
_MOST_BITS = 20.0


def match_fields(
    facts: Facts, party_id: str, organisation_id: str, name: str
) -> tuple[Field, ...]:
    """Put a supplier's records beside an organisation's."""
    party = facts.parties[party_id]
    spellings = facts.spellings.get(party_id, [])
    trade = facts.trade.get(party_id, [])
    body = facts.bodies.get(organisation_id)
    names = body.names if body else (name,)
    columns = body.column if body else (lambda column: [])
    numbers = [f"{s.upper()} {party[s]}" for s in ("uei", "duns") if party[s]]
    coded = {row["supplier_country"] for row in trade if row["supplier_country"]}
    return (
        name_field(party["name"], name),
        form_field(party["name"], name),
        beside(
            "also written",
            [s for s in spellings if s != party["name"]],
            [other for other in names if other != name],
        ),
        compared("city", [party["city"] or ""], columns("city")),
        compared("region", [party["state"] or ""], columns("region")),
        compared(
            "country", sorted(coded or {party["country"] or ""}), columns("country")
        ),
        _identifiers(numbers, body.identifiers if body else ()),
        compared(
            "parent named",
            [p for p in facts.parents.get(party_id, ()) if p != party["name"]],
            [owner for _, owner in body.owners] if body else (),
        ),
        beside("owned", _column(trade, "supplier_ownership"), ()),
        beside("trade", _column(trade, "naics_description"), ()),
        beside("record", (), [*columns("about"), *columns("url"), organisation_id]),
    )


def match_reasons(match: Row) -> tuple[Reason, ...]:
    """Give the sentences of a match, what is said of the name, and the weights."""
    weighed = tuple(_weighed(match.get("weights") or ""))
    known = {reason.text for reason in weighed}
    said = [Reason(text) for text in sentences(match["reason"]) if text not in known]
    if match["valid_to"]:
        said.append(
            Reason(f"The name was the organisation's until {match['valid_to']}.")
        )
    if match["valid_from"]:
        said.append(
            Reason(f"The name is the organisation's since {match['valid_from']}.")
        )
    return (*said, *weighed)


def _weighed(written: str) -> Iterator[Reason]:
    """Read what each reason weighs; runs of earlier versions hold nothing."""
    for line in written.splitlines():
        weight, _, text = line.partition(" ")
        yield Reason(_stopped(text), float(weight))


def match_evidence(
    facts: Facts, match: Row, ties: Sequence[Row]
) -> tuple[Evidence, ...]:
    """Give the records of the hop that joins the two, and of the hop before it."""
    found: dict[Evidence, None] = {}
    for tie in ties:
        for hop in facts.hops.get(tie["tie_id"], ()):
            joins = hop["to_id"] in (match["party_id"], match["organisation_id"])
            if joins:
                records = hop_evidence(facts, tie["tie_id"], hop["position"])
                found |= dict.fromkeys(records)
    return tuple(found)[:MOST_RECORDS]


def hop_fields(facts: Facts, tie: Row, hop: Row) -> tuple[Field, ...]:
    """Put the two ends of a tie's weakest hop side by side."""
    place = hop["to_kind"] == "country"
    first = (
        beside("name", [hop["from_label"]], [hop["to_label"]])
        if place
        else name_field(hop["from_label"], hop["to_label"])
    )
    return (
        first,
        beside("facts", _lines(hop["from_note"]), _lines(hop["to_note"])),
        beside("supplier", [tie["supplier"] or ""], ()),
        beside("organisation", (), [tie["organisation"]]),
        beside("controller", (), [tie["parent"] or ""]),
    )


def tie_reasons(tie: Row, hops: Sequence[Row]) -> tuple[Reason, ...]:
    """Give each hop with its weight, then what is not known."""
    found = [
        Reason(
            f"{_stopped(hop['from_label'], hop['predicate'], hop['to_label'])}"
            f" {hop['reason']}",
            bits(hop["probability"]),
        )
        for hop in hops
        if hop["predicate"] != Predicate.NAMES_AS_SUPPLIER
    ]
    return (
        *found,
        *(Reason(text) for text in sentences(tie["reason"])[-1:]),
        *(Reason(line) for line in _lines(tie["doubt"])),
    )


def hop_evidence(facts: Facts, tie_id: str, position: int) -> tuple[Evidence, ...]:
    """Give the records of one hop."""
    return tuple(
        Evidence(
            dataset=row["dataset"],
            record_id=row["record_id"],
            field=row["field"] or "",
            value=row["value"] or "",
            url=row["url"] or "",
            date=row["record_date"],
        )
        for row in facts.evidence.get((tie_id, position), ())[:MOST_RECORDS]
    )


def bits(probability: float) -> float:
    """Turn a probability into bits for (above zero) or against.

    >>> bits(0.8)
    2.0
    """
    if probability <= 0 or probability >= 1:
        return math.copysign(_MOST_BITS, probability - 0.5)
    found = math.log2(probability / (1 - probability))
    return round(max(-_MOST_BITS, min(_MOST_BITS, found)), 1)


def sentences(text: str) -> list[str]:
    """Part a reason into sentences; a stop inside a quoted name ends none.

    >>> sentences('The record writes "U.S. Bancorp". It is one.')
    ['The record writes "U.S. Bancorp".', 'It is one.']
    """
    found: list[str] = []
    for piece in _STOP.split(text.strip()):
        if found and found[-1].count('"') % 2:
            found[-1] += f" {piece}"
        elif piece:
            found.append(piece)
    return found


def _identifiers(left: Sequence[str], right: Sequence[str]) -> Field:
    """Compare identifiers; those of two schemes say nothing of each other."""
    schemes = [{text.partition(" ")[0] for text in side} for side in (left, right)]
    made = compared if schemes[0] & schemes[1] else beside
    return made("identifier", left, right)


def _stopped(*words: str) -> str:
    text = " ".join(words)
    return text if text.endswith(".") else f"{text}."


def _column(rows: Sequence[Row], name: str) -> list[str]:
    return [str(row[name]) for row in rows if row[name]]


def _lines(text: str | None) -> list[str]:
    return [line for line in (text or "").split("\n") if line]
