"""statistic: which recomputed figure answers it, and which reading is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crosstie.check.records import Records
from crosstie.check.verdicts import absent, cues
from crosstie.check.verdicts.confused import confusions
from crosstie.check.verdicts.contract import denied
from crosstie.check.verdicts.words import day, money, number
from crosstie.model.claims import (
    Checked,
    Claim,
    FigureValue,
    NotLoaded,
    Qualifier,
    Reading,
    Support,
    Verdict,
)
from crosstie.text.language import _
from crosstie.text.names import words_of
from crosstie.text.numerals import fixed

Figure = FigureValue | NotLoaded
LOOSE = Decimal("0.2")
"""How far a "tenfold" may lie off: round multiples are said loosely."""
NEAR = Decimal("0.05")
"""How far a count that others published may lie off what a claim states."""
_NUMBER = re.compile(r"\d[\d,\u00a0\u202f]*(?:\.\d+)?")
ALIKE = 4
"""Letters that the beginnings of two words share: detained, detention."""

UNITS = {
    Qualifier.SHARE: {"share"},
    Qualifier.TIMES: {"ratio"},
    Qualifier.RANK: {"rank", "count"},
}
"""The units that a claim so qualified can be answered in."""
COUNTS = {"count", "people", "rank"}


@dataclass(frozen=True)
class Hit:
    """A figure that bears a claim out: by its value, a reading, or another day's."""

    figure: FigureValue
    reading: Reading | None = None
    day: date | None = None
    value: Decimal | None = None


def check_statistic(
    claim: Claim, records: Records, figures: Sequence[Figure]
) -> Checked:
    """Judge a number by the figures that were recomputed from published files."""
    scope = records.scope_of_claim(claim)
    if scope == "other":
        return absent.other_agency(claim, records)
    if scope not in ("buyer", "department"):
        return _unanswered(claim, records)
    asked = [(score(claim, one), one) for one in figures if fits(claim, one)]
    asked = sorted(
        ((points, one) for points, one in asked if points), key=lambda pair: -pair[0]
    )
    values = [one for _points, one in asked if isinstance(one, FigureValue)]
    missing = [one for _points, one in asked if isinstance(one, NotLoaded)]
    if claim.amount is None or not asked:
        return _unanswered(claim, records)
    best = asked[0][0]
    near = [
        one
        for points, one in asked
        if points * 2 >= best and isinstance(one, FigureValue)
    ]
    hit = _hit(claim, near)
    if hit is None and missing and (not values or isinstance(asked[0][1], NotLoaded)):
        return _missing(claim, missing[0], records)
    if hit is None:
        return _off(claim, values[0], records)
    found = _borne_out(claim, hit, records)
    return denied(claim, found) if claim.negated and claim.qualifier is None else found


def fits(claim: Claim, figure: Figure) -> bool:
    """Tell whether a figure's unit can answer the claim's number."""
    if isinstance(figure, NotLoaded):
        return True
    if claim.qualifier in UNITS:
        return figure.unit in UNITS[claim.qualifier]
    if claim.currency:
        return figure.unit == claim.currency
    return figure.unit in COUNTS


def score(claim: Claim, figure: Figure) -> int:
    """Count the words of a figure's keywords that the claim holds, phrase by phrase."""
    said = {w for w in words_of(f"{claim.text} {claim.subject or ''}")}
    total = 0
    for keyword in figure.keywords:
        words = [w for w in words_of(keyword) if len(w) > 2]
        if words and all(any(_alike(word, one) for one in said) for word in words):
            total += len(words)
    return total


def _alike(one: str, other: str) -> bool:
    """Tell whether two words are one up to their endings.

    >>> _alike("budget", "budgets"), _alike("held", "help")
    (True, False)
    """
    if one == other:
        return True
    size = min(len(one), len(other))
    return size > ALIKE and one[: max(ALIKE, size - 2)] == other[: max(ALIKE, size - 2)]


def _hit(claim: Claim, figures: Sequence[FigureValue]) -> Hit | None:
    """Find what bears the claim out: a figure, then a day of it, then a reading."""
    for figure in figures:
        if _agrees(claim, figure.value, figure.unit) and _is_of_day(
            claim, figure.as_of
        ):
            return Hit(figure)
    for figure in figures:
        for when, value in _days(figure):
            if _agrees(claim, value, figure.unit) and _is_of_day(claim, when):
                return Hit(figure, day=when, value=value)
    for figure in figures:
        near = [
            one
            for one in figure.readings
            if _agrees(
                claim,
                one.value,
                figure.unit,
                LOOSE if figure.unit == "ratio" else Decimal(),
            )
        ]
        if near:
            wanted = _scaled(claim)
            return Hit(figure, min(near, key=lambda one: abs(one.value - wanted)))
    return None


def _days(figure: FigureValue) -> Iterator[tuple[date, Decimal]]:
    for point in figure.points:
        if point.day and point.value is not None and not point.is_figure:
            yield point.day, point.value


def _is_of_day(claim: Claim, when: date | None) -> bool:
    """Tell whether a figure's day lies in the time that a claim names, if any."""
    return not claim.date or when is None or when.isoformat().startswith(claim.date[:4])


def _agrees(
    claim: Claim, value: Decimal, unit: str, slack: Decimal = Decimal()
) -> bool:
    if claim.amount is None:
        return False
    scaled = value * 100 if unit == "share" else value
    qualifier = None if claim.qualifier in UNITS else claim.qualifier
    if unit == "share":
        places = max(0, -int(claim.amount.normalize().as_tuple().exponent))
        return round(scaled, places) == claim.amount or cues.agrees(
            claim.amount, scaled, qualifier
        )
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return scaled >= claim.amount
    return cues.agrees(claim.amount, scaled, qualifier, slack)


def _scaled(claim: Claim) -> Decimal:
    amount = claim.amount or Decimal()
    return amount / 100 if claim.qualifier is Qualifier.SHARE else amount


def shown(value: Decimal, unit: str) -> str:
    """Write a figure's value with its unit."""
    match unit:
        case "share":
            return _("{value} %").format(value=fixed(value * 100, 1))
        case "ratio":
            return _("{value} times").format(value=fixed(value, 1))
        case "count" | "people" | "rank":
            return number(value)
        case _:
            return money(value, unit)


def best_of(figure: FigureValue) -> str:
    """Say a figure with what it is computed from, and its day."""
    said = shown(figure.value, figure.unit)
    if figure.numerator is not None and figure.denominator and figure.unit == "share":
        said = _("{part} of {whole} = {share}").format(
            part=number(figure.numerator), whole=number(figure.denominator), share=said
        )
    when = f", {figure.as_of.isoformat()}" if figure.as_of else ""
    if figure.published and figure.published != figure.as_of:
        when += ", " + _("published {day}").format(day=figure.published.isoformat())
    return f"{figure.title}: {said}{when}"


def _borne_out(claim: Claim, hit: Hit, records: Records) -> Checked:
    figure = hit.figure
    confused = confusions(claim, figure)
    verdict = Verdict.SUPPORTED
    said = [_about(figure)]
    if hit.reading is not None:
        verdict = Verdict.SUPPORTED_WITH_CONTEXT
        said = [
            _(
                "It holds only for another reading: {reading} ({value}). The figure "
                "itself is {figure}."
            ).format(
                reading=hit.reading.says,
                value=shown(hit.reading.value, figure.unit),
                figure=shown(figure.value, figure.unit),
            )
        ]
    elif hit.day is not None and not claim.date:
        verdict = Verdict.OUTDATED
        said = [
            _("That was the figure of {day}; the newest is {value}.").format(
                day=day(hit.day), value=shown(figure.value, figure.unit)
            )
        ]
    elif confused or figure.assumptions:
        verdict = Verdict.SUPPORTED_WITH_CONTEXT
    if hit.reading is None:
        said = confused[:2] if len(confused) > 1 else [*said, *confused]
    if not confused and hit.reading is None and verdict is not Verdict.SUPPORTED:
        said = _qualified(figure, said)
    return Checked(
        claim=claim,
        verdict=verdict,
        explanation=" ".join(said),
        best_value=best_of(figure),
        best_value_date=figure.as_of,
        evidence=_evidence(figure),
        searched=records.searched,
    )


def _about(figure: FigureValue) -> str:
    """Say what the figure is, and of which day."""
    value = shown(figure.value, figure.unit)
    if figure.as_of is None:
        return _("{title}: {value}.").format(title=figure.title, value=value)
    return _("{title}: {value}, on {day}.").format(
        title=figure.title, value=value, day=day(figure.as_of)
    )


def _qualified(figure: FigureValue, said: list[str]) -> list[str]:
    """Say whom a figure counts; and, where it rests on a base, which."""
    base = next((c for c in figure.caveats if any(map(str.isdigit, c))), "")
    population = _first_sentence(figure.population)
    return [population, base] if base and figure.unit == "rank" else [*said, population]


def _first_sentence(text: str) -> str:
    return text.split(". ")[0].rstrip(".") + "." if text else ""


def _evidence(figure: FigureValue) -> tuple[Support, ...]:
    return (*figure.cells[:6], *figure.reported[:3])


def _off(claim: Claim, figure: FigureValue, records: Records) -> Checked:
    """Judge a number that no reading of the figure bears out."""
    if not _is_of_day(claim, figure.as_of):
        verdict = Verdict.NOT_FOUND
        said = _("The figure at hand is of another time: {figure}.").format(
            figure=best_of(figure)
        )
    else:
        verdict = Verdict.CONTRADICTED
        said = _("The published file gives another number: {figure}.").format(
            figure=best_of(figure)
        )
    return Checked(
        *(claim, verdict, said, best_of(figure), figure.as_of, _evidence(figure)),
        searched=records.searched,
    )


def _missing(claim: Claim, figure: NotLoaded, records: Records) -> Checked:
    """Judge a number whose file is not loaded: what others published is cited."""
    near = [one for one in figure.reported if _is_near(claim, one)]
    if near:
        original = [one for one in near if one.is_original] or near
        first = original[0]
        said = _(
            "{publisher} published {value}; the file that it could be recomputed from "
            "is not loaded."
        ).format(publisher=first.publisher, value=first.value)
        return Checked(
            *(claim, Verdict.REPORTED_ONLY, said, first.value, first.day),
            evidence=tuple(figure.reported[:6]),
            searched=records.searched,
        )
    return Checked(
        *(claim, Verdict.NOT_FOUND, figure.missing, None, None),
        searched=(*records.searched, *((figure.command,) if figure.command else ())),
    )


def _is_near(claim: Claim, cited: Support) -> bool:
    """Tell whether a published count is about the number that a claim states."""
    written = _NUMBER.search(cited.value)
    if written is None or not claim.amount:
        return False
    value = Decimal(re.sub(r"[^0-9.]", "", written[0]).strip("."))
    if claim.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return claim.amount * (1 - NEAR) <= value <= claim.amount * 2
    return abs(value - claim.amount) <= claim.amount * NEAR


def _unanswered(claim: Claim, records: Records) -> Checked:
    return Checked(
        claim,
        Verdict.NOT_FOUND,
        _("No figure that is recomputed from a published file answers this number."),
        searched=records.searched,
    )
