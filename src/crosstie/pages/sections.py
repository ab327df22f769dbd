"""One section an organisation: its ties with chain, quote, amounts and doubts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosstie.model.words import Route, Status
from crosstie.pages.addresses import organisation_anchor, public_url
from crosstie.pages.casetexts import sayer
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
    decided_by,
    long_date,
    period,
    predicate,
    sentence,
    vague_date,
)
from crosstie.text.language import _, counted, later

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
    say = sayer(db)
    for row in db.rows(
        "answers", "select *\nfrom case_answer\norder by organisation_id, row_number"
    ):
        found[row["organisation_id"]].append(
            Answer(
                text=say(row["answer"]),
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
        note = _("as reported")
        return (Rung("obligated", _("Subaward"), note, tie.obligated),)
    note = _("to the reseller") if tie.route == Route.PRODUCT else ""
    rungs = [
        Rung("obligated", _("Obligated"), note, tie.obligated),
        Rung("outlaid", _("Outlaid"), "", tie.outlaid),
        Rung(
            "current",
            _("Current"),
            _("base and exercised options"),
            tie.current_value,
        ),
        Rung("ceiling", _("Ceiling"), _("base and all options"), tie.ceiling),
    ]
    if tie.shared_ceiling is not None:
        note = _("of a vehicle, with other holders")
        rungs.append(Rung("shared", _("Shared ceiling"), note, tie.shared_ceiling))
    return tuple(rungs)


_LEAD = later("It is a lead, because {why}.")
"""The end of a lead's reason, which says what keeps it from being a finding."""


def _because(reason: str) -> list[str]:
    """Find that end, in the language that the reason is said in."""
    start = re.escape(_(_LEAD).partition("{why}")[0])
    return re.findall(f"{start}.*", reason, re.DOTALL)


def why_lead(tie: Tie, threshold: float) -> str:
    """Say why a lead is none but a lead: whose decision, or which hop is not sure."""
    said = []
    if tie.decision == "disputed":
        said.append(_("two people decided differently"))
    elif tie.decision:
        said.append(decided_by(tie.decision, tie.decided_by))
    weak = [hop for hop in tie.hops if not hop.is_sure]
    if weak:
        hop = min(weak, key=lambda h: (h.probability, h.position))
        verb = predicate(hop.predicate, False, hop.from_label)
        said.append(f"{hop.from_label} {verb} {hop.to_label}")
        said.append(hop.reason)
    said += _because(tie.reason)
    if not said:
        below = tie.probability < threshold
        said.append(_("below the publishing threshold") if below else tie.reason)
    return " ".join(sentence(text) for text in said if text)


def steps(tie: Tie) -> tuple[Step, ...]:
    """Give the dated states of a property deal, where two of them are dated."""
    if tie.route != Route.PROPERTY or not tie.status_date:
        return ()
    start = vague_date(tie.date_text)
    if not start and tie.first_date:
        start = long_date(tie.first_date)
    planned = tie.status in (Status.CANCELLED, Status.PLANNED)
    first = Step("active", _("Begun"), start)
    if planned:
        first = Step("planned", _("Planned"), start)
    if tie.status == Status.PLANNED:
        return (first,) if start else ()
    last = Step(tie.status, STATUSES[tie.status], long_date(tie.status_date))
    return (first, last) if start else (last,)


def summary(tie: Tie, facts: RunFacts) -> str:
    """Say in a few sentences why the tie stands and what is easily overlooked."""
    said = [tie.reason, _actions(tie)]
    if tie.date_text and tie.date_text not in tie.reason:
        when = vague_date(tie.date_text)
        said.append(_("dated {day} in the source").format(day=when))
    if not tie.actions_of and tie.status_date and tie.status != Status.UNKNOWN:
        said.append(
            _("{status} on {day}").format(
                status=STATUSES[tie.status].lower(), day=long_date(tie.status_date)
            )
        )
    if tie.actions_outside:
        said.append(
            counted(
                "{count} action outside the dates of control is not counted",
                "{count} actions outside the dates of control are not counted",
                tie.actions_outside,
            )
        )
    if tie.status_date and tie.first_date and tie.status_date < tie.first_date:
        said.append(
            _(
                "the end that the record states, {day}, is before its first action"
            ).format(day=long_date(tie.status_date))
        )
    codes = {a.supplier_country for a in tie.counted if a.supplier_country}
    if codes and facts.country not in codes and tie.route != Route.PRODUCT:
        said.append(
            _(
                "the records code this supplier’s country as {codes}, so a search for "
                "{country} by country does not find it"
            ).format(codes=", ".join(sorted(codes)), country=facts.country_name)
        )
    if tie.route == Route.PRODUCT and tie.obligated is not None:
        said.append(
            _(
                "how much of the reseller’s money reaches the maker is not in the "
                "records"
            )
        )
    if tie.route == Route.INVESTOR:
        said.append(_("a stake is not control, and stands in no sum"))
    return " ".join(sentence(text) for text in said if text)


def _actions(tie: Tie) -> str:
    """Say how many actions and awards a tie has, and of when."""
    if not tie.actions:
        return ""
    said = [counted("{count} action", "{count} actions", tie.actions)]
    if tie.route == Route.SUBAWARD:
        said = [counted("{count} subaward", "{count} subawards", tie.actions)]
    if tie.awards:
        said = [
            counted(
                "{actions} on {count} award",
                "{actions} on {count} awards",
                tie.awards,
                actions=said[0],
            )
        ]
    said.append(period(tie.first_date, tie.last_date))
    return ", ".join(filter(None, said))
