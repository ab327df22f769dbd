"""ownership: who controls whom, then and now; and where a firm has its seat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from crosstie.check.records import Owned, Place, Records
from crosstie.check.verdicts import absent, cues
from crosstie.check.verdicts.contract import denied
from crosstie.check.verdicts.words import day, listed, sentence, unpointed
from crosstie.model.claims import Checked, Claim, Named, Verdict
from crosstie.text.countries import country_name
from crosstie.text.language import _
from crosstie.text.names import fold, parse_name, words_of


def check_ownership(claim: Claim, records: Records) -> Checked:
    """Judge who owns whom: the other party is the one whose name the claim holds."""
    if claim.organisation is None:
        return absent.nobody_named(claim, records)
    found = _judged(claim, claim.organisation, records)
    return denied(claim, found) if claim.negated else found


def _judged(claim: Claim, named: Named, records: Records) -> Checked:
    ids = records.ids_of(named)
    above = [one for one in records.owned if one.child_id in ids]
    below = [one for one in records.owned if one.parent_id in ids]
    meant = [one for one in above if _names(claim, one.parent, named)]
    meant += [one for one in below if _names(claim, one.child, named)]
    chains = _chains(claim, named, records, above)
    if meant:
        return _dated(claim, meant, records)
    if chains:
        return _dated(claim, chains, records, indirect=True)
    places = [one for one in records.places if one.organisation_id in ids]
    placed = _placed(claim, places, above, records)
    if placed is not None:
        return placed
    if above and cues.says_owned(claim):
        return _another(claim, above, records)
    return Checked(
        claim,
        Verdict.NOT_FOUND,
        _(
            "No statement of ownership in the records loaded says who controls {name}."
        ).format(name=unpointed(named.name)),
        searched=records.searched,
    )


def _names(claim: Claim, other: str, named: Named) -> bool:
    """Tell whether a claim's text names the other party, by its distinctive words."""
    own = set(parse_name(named.name).core)
    core = [w for w in parse_name(other).core if w not in own] or list(
        parse_name(other).core
    )
    said = set(words_of(claim.text)) | set(words_of(claim.subject or ""))
    return (
        bool(core) and core[0] in said and (set(core) - own <= said or len(core[0]) > 3)
    )


def _chains(
    claim: Claim, named: Named, records: Records, above: Sequence[Owned]
) -> list[Owned]:
    """Follow owners upwards to one that the claim names; the first link is given."""
    for first in above:
        seen, at = {first.child_id}, first.parent_id
        while at and at not in seen:
            seen.add(at)
            nexts = [one for one in records.owned if one.child_id == at]
            hit = next((one for one in nexts if _names(claim, one.parent, named)), None)
            if hit:
                return [first, hit]
            at = nexts[0].parent_id if nexts else ""
    return []


def _dated(
    claim: Claim, meant: Sequence[Owned], records: Records, *, indirect: bool = False
) -> Checked:
    """Judge a control that is on record by its dates."""
    one = max(meant, key=lambda o: (o.valid_to is None, o.valid_from or date.min))
    at = _day_of(claim, records)
    span = _span(one)
    evidence = tuple(o.support for o in meant[:4])
    best = f"{one.child} < {one.parent}{', ' + span if span else ''}"
    said = _("{child} is controlled by {parent}.").format(
        child=one.child, parent=unpointed(one.parent)
    )
    verdict = Verdict.SUPPORTED
    if one.interest == "stake":
        verdict = Verdict.SUPPORTED_WITH_CONTEXT
        said = _("{parent} holds a stake in {child}, without control.").format(
            parent=one.parent, child=one.child
        )
    elif one.interest == "joint_control":
        verdict = Verdict.SUPPORTED_WITH_CONTEXT
        said = _("{parent} controls {child} jointly with others.").format(
            parent=one.parent, child=one.child
        )
    if indirect:
        verdict = Verdict.SUPPORTED_WITH_CONTEXT
        said = _("It is owned through {via}.").format(
            via=listed([o.parent for o in meant], 3)
        )
    if one.valid_to and at and one.valid_to <= at:
        verdict = Verdict.OUTDATED
        said = _("{parent} controlled {child} until {day}.").format(
            parent=one.parent, child=one.child, day=day(one.valid_to)
        )
    elif one.valid_from and at and at < one.valid_from:
        verdict = Verdict.CONTRADICTED
        said = _("{parent} has controlled {child} only since {day}.").format(
            parent=one.parent, child=one.child, day=day(one.valid_from)
        )
    elif span and verdict is Verdict.SUPPORTED:
        said = sentence(_("{said} Stated: {span}.").format(said=said, span=span))
    return Checked(
        claim,
        verdict,
        said,
        best,
        one.valid_to or one.valid_from,
        evidence,
        records.searched,
    )


def _day_of(claim: Claim, records: Records) -> date | None:
    """Give the day that a claim is about; without one, the day of the records."""
    if not claim.date:
        return records.as_of
    parts = [int(p) for p in claim.date.split("-")[:3]]
    year, month, of_month = (
        (*parts, 12, 28)[:3] if len(parts) == 1 else (*parts, 28)[:3]
    )
    return date(year, month, of_month)


def _span(one: Owned) -> str:
    if one.valid_from and one.valid_to:
        return _("from {first} to {last}").format(
            first=one.valid_from.isoformat(), last=one.valid_to.isoformat()
        )
    if one.valid_from:
        return _("since {first}").format(first=one.valid_from.isoformat())
    if one.valid_to:
        return _("until {last}").format(last=one.valid_to.isoformat())
    return ""


def _placed(
    claim: Claim, places: Sequence[Place], above: Sequence[Owned], records: Records
) -> Checked | None:
    """Judge where a firm has its seat, or of which country it is."""
    if not places:
        return None
    said = fold(claim.text)
    cities = [one for one in places if one.city and fold(one.city) in said]
    countries = dict.fromkeys(one.country for one in places if one.country)
    named = [c for c in countries if _says_country(said, c)]
    if not cities and not named and not cues.says_based(claim):
        return None
    where = listed([country_name(c) or c for c in countries], 3)
    city = next((one.city for one in (*cities, *places) if one.city), "")
    best = f"{city}, {where}" if city else where
    evidence = tuple(one.support for one in (*cities, *places)[:3])
    if cities or named:
        one = _("The records place it in {where}.").format(where=best)
        return Checked(
            claim, Verdict.SUPPORTED, one, best, None, evidence, records.searched
        )
    one = _("The records place it in {where}, and nowhere else.").format(where=best)
    return Checked(
        claim,
        Verdict.SUPPORTED_WITH_CONTEXT,
        one,
        best,
        None,
        evidence,
        records.searched,
    )


def _says_country(said: str, country: str) -> bool:
    """Tell whether a text names a country or its people: Canada, Canadian."""
    name = fold(country_name(country) or "")
    stem = name[: max(4, len(name) - 2)]
    return bool(stem) and any(word.startswith(stem) for word in words_of(said))


def _another(claim: Claim, above: Sequence[Owned], records: Records) -> Checked:
    current = [one for one in above if one.valid_to is None] or list(above)
    names = listed(list(dict.fromkeys(one.parent for one in current)), 3)
    return Checked(
        claim,
        Verdict.CONTRADICTED,
        _("The records name another owner of {child}: {parent}.").format(
            child=current[0].child, parent=unpointed(names)
        ),
        f"{current[0].child} < {names}",
        current[0].valid_from,
        tuple(one.support for one in current[:4]),
        records.searched,
    )
