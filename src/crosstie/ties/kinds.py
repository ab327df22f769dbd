"""Finding, lead, or not counted: the declared order in which that is decided."""

from __future__ import annotations

from dataclasses import dataclass

from crosstie.model.case import Case
from crosstie.model.words import Judgement, Kind
from crosstie.text.language import _, later

DISPUTED = "disputed"

LEAD = later("It is a lead, because {why}.")


def sentences(*texts: str) -> str:
    """Join what is to be said, each once, each with its full stop.

    >>> sentences("a pilot project", "It is over.")
    'A pilot project. It is over.'
    """
    said = (text.strip() for text in texts)
    full = (f"{t[0].upper()}{t[1:]}{'' if t[-1] in '.!?' else '.'}" for t in said if t)
    return " ".join(dict.fromkeys(full))


@dataclass(frozen=True)
class Ruling:
    """A person's decision on a tie, or on its match."""

    decision: str | None
    by: str | None
    on_tie: bool = False


def ruling(case: Case, tie_id: str, decision: str | None, by: str | None) -> Ruling:
    """Take the decisions on a tie itself before that on its match; two views stay two.

    Each person's latest row counts, by its day and then its place in the file.
    """
    rows = sorted(case.decisions, key=lambda row: (row.at[:10], row.row))
    latest = {row.by: row.judgement.value for row in rows if row.tie == tie_id}
    if not latest:
        return Ruling(decision, by)
    views = set(latest.values())
    word = views.pop() if len(views) == 1 else DISPUTED
    return Ruling(word, ", ".join(sorted(latest)), on_tie=True)


def decide(
    ruled: Ruling,
    *,
    probability: float,
    threshold: float,
    lead_only: str | None,
    outside: str | None,
) -> tuple[Kind, str]:
    """Give the kind and, where it is no finding, why.

    In this order: rejected, outside the dates, unsure or disputed, confirmed as a tie,
    only ever a lead, confirmed as a match, probability against the threshold.
    """
    if ruled.decision == Judgement.NEGATIVE:
        by = _("rejected by {names}").format(names=ruled.by)
        return Kind.NOT_COUNTED, by if ruled.by else _("rejected")
    if outside:
        return Kind.NOT_COUNTED, outside
    if ruled.decision in (Judgement.UNSURE, DISPUTED):
        if ruled.decision == DISPUTED:
            return Kind.LEAD, _("the decision on it is disputed")
        return Kind.LEAD, _("the decision on it is unsure")
    confirmed = ruled.decision == Judgement.POSITIVE
    if confirmed and ruled.on_tie:
        return Kind.FINDING, ""
    if lead_only:
        return Kind.LEAD, lead_only
    if confirmed or probability >= threshold:
        return Kind.FINDING, ""
    below = _("its probability is below the case's threshold of {threshold}")
    return Kind.LEAD, below.format(threshold=f"{threshold:g}")
