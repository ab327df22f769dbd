"""What every format says of a tie and of its evidence, in one wording.

Formats differ in where they hold a probability, a kind or a hash. Where one has no
field for it, these lines stand in its notes, so that nothing is lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterable

from crosstie.exports.rows import AMOUNT_COLUMNS
from crosstie.pages.contexts import Evidence, Hop, Tie
from crosstie.pages.exchange_contexts import Award, Origin
from crosstie.pages.money import exact_probability, plain
from crosstie.pages.words import predicate

__all__ = [
    "amount_lines",
    "award_amounts",
    "evidence_line",
    "hop_lines",
    "origin_line",
    "says",
    "standing",
    "tie_lines",
]


def standing(tie: Tie) -> str:
    """Say how far a tie may be relied on: kind, probability, decision, status."""
    decided = tie.decision or "nobody decided"
    by = f" by {tie.decided_by}" if tie.decision and tie.decided_by else ""
    return (
        f"kind: {tie.kind}; probability: {exact_probability(tie.probability)}; "
        f"decision: {decided}{by}; status: {tie.status}"
        + (f" ({tie.status_date.isoformat()})" if tie.status_date else "")
    )


def says(hop: Hop) -> str:
    """Say a hop as a sentence, doubtful where it is."""
    return f"{hop.from_label} {predicate(hop.predicate, hop.is_sure)} {hop.to_label}"


def tie_lines(tie: Tie) -> tuple[str, ...]:
    """Say what a tie is, how far it may be relied on, why, and what is not known."""
    return (
        f"tie {tie.tie_id}: {tie.organisation} to {tie.component} by {tie.route}",
        standing(tie),
        *((tie.reason,) if tie.reason else ()),
        *amount_lines(tie),
        *tie.doubts,
    )


def amount_lines(tie: Tie) -> tuple[str, ...]:
    """Say each amount of a tie with its kind and currency; none is added to another."""
    return tuple(
        f"{kind}: {plain(getattr(tie, column))} {tie.currency}".strip()
        for kind, column in AMOUNT_COLUMNS.items()
        if getattr(tie, column) is not None
    )


def award_amounts(award: Award) -> tuple[str, ...]:
    """Say each amount of an award with its kind and currency."""
    shared = "shared_ceiling" if award.ceiling_is_shared else "ceiling"
    amounts = {
        "obligated": award.obligated,
        "outlaid": award.outlaid,
        "current": award.current_value,
        shared: award.ceiling,
    }
    return tuple(
        f"{kind}: {plain(value)} {award.currency}".strip()
        for kind, value in amounts.items()
        if value is not None
    )


def hop_lines(hop: Hop) -> tuple[str, ...]:
    """Say why a hop stands, how sure it is, and every record that carries it."""
    confirmed = f"; confirmed by {hop.confirmed_by}" if hop.confirmed_by else ""
    return (
        f"probability: {exact_probability(hop.probability)}{confirmed}",
        hop.reason,
        *dict.fromkeys(evidence_line(one) for one in hop.evidence),
    )


def evidence_line(one: Evidence) -> str:
    """Cite one record: who published it, which record, what it says, file and hash."""
    said = f'{one.field} = "{one.value}"' if one.field else ""
    parts: Iterable[str] = (
        f"{one.publisher}, {one.dataset}",
        f"record {one.record_id}",
        said,
        one.url,
        _file(one.file_name, one.row_number, one.sha256),
        f"retrieved {one.retrieved.isoformat()}" if one.retrieved else "",
    )
    return "evidence: " + "; ".join(part for part in parts if part)


def origin_line(origin: Origin) -> str:
    """Cite the record that a thing was read from."""
    day = origin.retrieved
    parts = (
        f"{origin.publisher}, {origin.dataset}" if origin.publisher else "",
        f"record {origin.record_id}" if origin.record_id else "",
        origin.url,
        _file(origin.file_name, origin.row_number, origin.sha256),
        f"retrieved {day.isoformat()}" if day else "",
    )
    return "evidence: " + "; ".join(part for part in parts if part)


def _file(name: str, row: int | None, sha256: str) -> str:
    at = f" row {row}" if row is not None else ""
    return f"file {name}{at} sha256 {sha256}" if name and sha256 else name
