"""One section an organisation: its ties with chain, quote, amounts and doubts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosstie.model.words import Route, Status
from crosstie.pages.addresses import organisation_anchor, public_url
from crosstie.pages.contexts import (
    Answer,
    OwnershipTime,
    Quote,
    Rung,
    Section,
    Step,
    Tie,
    TieSection,
)
from crosstie.pages.facts import RunDatabase
from crosstie.pages.run_contexts import RunFacts
from crosstie.pages.subjects import subject
from crosstie.pages.totals import add_up
from crosstie.pages.words import (
    STATUSES,
    count,
    long_date,
    period,
    predicate,
    sentence,
    vague_date,
)

DRAWN_IN_SECTION = 4
"""Chains that one section draws; the further ones stand in their tables."""

DRAWN_LEADS = 24
"""Leads whose chain is drawn."""


@dataclass(frozen=True)
class Parts:
    """What sections are made of, beside the ties."""

    facts: RunFacts
    quotes: Mapping[str, Quote]
    ownership: Mapping[str, OwnershipTime]
    answers: Mapping[str, tuple[Answer, ...]]


def read_answers(db: RunDatabase) -> dict[str, tuple[Answer, ...]]:
    """Read what organisations said of their ties, by organisation."""
    found: dict[str, list[Answer]] = defaultdict(list)
    for row in db.rows(
        "answers", "select *\nfrom case_answer\norder by organisation_id, row_number"
    ):
        found[row["organisation_id"]].append(
            Answer(
                text=row["answer"],
                day=row["date"],
                publisher=row["publisher"] or "",
                title=row["title"] or "",
                url=public_url(row["url"]),
            )
        )
    return {id_: tuple(answers) for id_, answers in found.items()}


def organisation_sections(
    ties: Sequence[Tie], parts: Parts, *, prefix: str, drawn: int | None = None
) -> tuple[Section, ...]:
    """Group ties by the organisation that they are reported under, in their order."""
    groups: dict[str, list[Tie]] = {}
    for tie in ties:
        key = subject(tie, parts.facts.country).id
        groups.setdefault(key, []).append(tie)
    sections = []
    left = len(ties) if drawn is None else drawn
    for key, members in groups.items():
        may = min(left, DRAWN_IN_SECTION)
        sections.append(_section(key, members, parts, prefix=prefix, drawn=may))
        left -= min(may, len(members))
    return tuple(sections)


def tie_section(tie: Tie, parts: Parts, *, drawn: bool) -> TieSection:
    """Put together what one tie shows."""
    return TieSection(
        tie=tie,
        quote=parts.quotes.get(tie.tie_id),
        ladder=ladder(tie),
        ownership=parts.ownership.get(tie.tie_id),
        summary=summary(tie, parts.facts),
        is_drawn=drawn and bool(tie.hops),
        why=why_lead(tie, parts.facts.threshold) if tie.is_lead else "",
        steps=steps(tie),
    )


def _section(
    key: str, ties: list[Tie], parts: Parts, *, prefix: str, drawn: int
) -> Section:
    who = subject(ties[0], parts.facts.country)
    ids = dict.fromkeys([key, *(tie.organisation_id for tie in ties)])
    return Section(
        anchor=prefix + organisation_anchor(key),
        name=who.name,
        city=who.city,
        ties=tuple(
            tie_section(tie, parts, drawn=index < drawn)
            for index, tie in enumerate(ties)
        ),
        totals=add_up(ties),
        answers=tuple(a for id_ in ids for a in parts.answers.get(id_, ())),
        doubts=tuple(dict.fromkeys(d for tie in ties for d in tie.doubts)),
        is_as_written=who.is_as_written,
    )


def ladder(tie: Tie) -> tuple[Rung, ...]:
    """List the amounts of a tie by kind; a kind that no record states keeps its row."""
    if tie.obligated is None and tie.ceiling is None and tie.outlaid is None:
        return ()
    if tie.route == Route.SUBAWARD:
        return (Rung("obligated", "Subaward", "as reported", tie.obligated),)
    note = "to the reseller" if tie.route == Route.PRODUCT else ""
    rungs = [
        Rung("obligated", "Obligated", note, tie.obligated),
        Rung("outlaid", "Outlaid", "", tie.outlaid),
        Rung("current", "Current", "base and exercised options", tie.current_value),
        Rung("ceiling", "Ceiling", "base and all options", tie.ceiling),
    ]
    if tie.shared_ceiling is not None:
        note = "of a vehicle, with other holders"
        rungs.append(Rung("shared", "Shared ceiling", note, tie.shared_ceiling))
    return tuple(rungs)


_BECAUSE = re.compile(r"It is a lead, because .*", re.DOTALL)
"""The end of a lead's reason, which says what keeps it from being a finding."""


def why_lead(tie: Tie, threshold: float) -> str:
    """Say why a lead is none but a lead: whose decision, or which hop is not sure."""
    said = []
    if tie.decision == "disputed":
        said.append("two people decided differently")
    elif tie.decision:
        by = f" by {tie.decided_by}" if tie.decided_by else ""
        said.append(f"decided {tie.decision}{by}")
    weak = [hop for hop in tie.hops if not hop.is_sure]
    if weak:
        hop = min(weak, key=lambda h: (h.probability, h.position))
        verb = predicate(hop.predicate, False, hop.from_label)
        said.append(f"{hop.from_label} {verb} {hop.to_label}")
        said.append(hop.reason)
    said += _BECAUSE.findall(tie.reason)
    if not said:
        below = tie.probability < threshold
        said.append("below the publishing threshold" if below else tie.reason)
    return " ".join(sentence(text) for text in said if text)


def steps(tie: Tie) -> tuple[Step, ...]:
    """Give the dated states of a property deal, where two of them are dated."""
    if tie.route != Route.PROPERTY or not tie.status_date:
        return ()
    start = vague_date(tie.date_text)
    if not start and tie.first_date:
        start = long_date(tie.first_date)
    planned = tie.status in (Status.CANCELLED, Status.PLANNED)
    first = (
        Step("planned", "Planned", start) if planned else Step("active", "Begun", start)
    )
    if tie.status == Status.PLANNED:
        return (first,) if start else ()
    last = Step(tie.status, STATUSES[tie.status], long_date(tie.status_date))
    return (first, last) if start else (last,)


def summary(tie: Tie, facts: RunFacts) -> str:
    """Say in a few sentences why the tie stands and what is easily overlooked."""
    said = [tie.reason]
    if tie.actions:
        when = period(tie.first_date, tie.last_date)
        noun = "subaward" if tie.route == Route.SUBAWARD else "action"
        awards = f" on {count(tie.awards, 'award')}" if tie.awards else ""
        dated = f", {when}" if when else ""
        said.append(f"{count(tie.actions, noun)}{awards}{dated}")
    if tie.date_text and tie.date_text not in tie.reason:
        said.append(f"dated {vague_date(tie.date_text)} in the source")
    if not tie.actions_of and tie.status_date and tie.status != Status.UNKNOWN:
        said.append(f"{tie.status} on {long_date(tie.status_date)}")
    if tie.actions_outside:
        said.append(
            f"{count(tie.actions_outside, 'action')} outside the dates of control "
            f"{'is' if tie.actions_outside == 1 else 'are'} not counted"
        )
    if tie.status_date and tie.first_date and tie.status_date < tie.first_date:
        said.append(
            f"the end that the record states, {long_date(tie.status_date)}, is before "
            "its first action"
        )
    codes = {a.supplier_country for a in tie.counted if a.supplier_country}
    if codes and facts.country not in codes and tie.route != Route.PRODUCT:
        said.append(
            f"the records code this supplier’s country as {', '.join(sorted(codes))}, "
            f"so a search for {facts.country_name} by country does not find it"
        )
    if tie.route == Route.PRODUCT and tie.obligated is not None:
        said.append(
            "how much of the reseller’s money reaches the maker is not in the records"
        )
    if tie.route == Route.INVESTOR:
        said.append("a stake is not control, and stands in no sum")
    return " ".join(sentence(text) for text in said if text)
