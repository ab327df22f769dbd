"""Words that templates of the site share, in the language that is being spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from crosstie.model.words import Kind
from crosstie.pages.addresses import TIES, asked
from crosstie.pages.contexts import Column, Timeline
from crosstie.pages.run_contexts import File, SourceFacts
from crosstie.pages.tie_list import TieGroup
from crosstie.pages.words import ROUTES, STATUSES
from crosstie.text.language import _, later, ngettext

KINDS = {
    "finding": later("Findings"),
    "lead": later("Leads"),
    "not_counted": later("Not counted"),
}

FACETS = {
    "kind": later("Kind"),
    "component": later("Agency"),
    "route": later("Route"),
    "status": later("Status"),
}

SORTS = {
    "-obligated": later("Most money first"),
    "obligated": later("Least money first"),
    "organisation": later("Organisation, A to Z"),
    "-organisation": later("Organisation, Z to A"),
    "-probability": later("Most probable first"),
    "probability": later("Least probable first"),
    "-last_date": later("Newest first"),
    "last_date": later("Oldest first"),
    "supplier": later("Supplier, A to Z"),
    "-supplier": later("Supplier, Z to A"),
    "route": later("Route"),
    "status": later("Status"),
}

LANGUAGES = {"en": "English", "fr": "Français"}
"""Each language in its own words; never translated."""

CASE = "case"
"""The source under which a run keeps the case's own files."""

_MEANINGS = {
    "obligated": later("supplier named, owned or in a joint venture"),
    "reseller": later("product sold by a reseller"),
    "subaward": later("named on a subaward"),
    "stake": later("a stake without control"),
    "none": later("without an award"),
}

_NOTES = {
    "obligated": later("obligated by the agency to the supplier"),
    "reseller": later("the money is the reseller’s, and in no other sum"),
    "subaward": later("as the prime supplier reports it; in no other sum"),
    "stake": later("obligated to a company that is part-owned; in no other sum"),
    "none": "",
}


_MONEY = {
    "obligated": later("obligated to the supplier"),
    "reseller": later("obligated to the reseller"),
    "subaward": later("reported on subawards"),
    "stake": later("obligated, a stake"),
    "none": "",
}

_TAKES = {
    "text": later("text"),
    "whole": later("whole number"),
    "amount": later("amount, like 25000.50"),
    "day": later("day, month or year, like 2024-10-31"),
    "choice": later("one of a list"),
}


def kind(value: str) -> str:
    """Say a kind of tie, many of them."""
    return _(KINDS[value])


def facet(name: str) -> str:
    """Say the name of a filter."""
    return _(FACETS[name])


def sort(value: str) -> str:
    """Say an order of the list."""
    return _(SORTS[value])


def choice(name: str, value: str, agencies: Mapping[str, str]) -> str:
    """Say one value of a filter."""
    if name == "kind":
        return kind(value)
    if name == "route":
        return capital(_(ROUTES[value]))
    if name == "status":
        return _(STATUSES[value])
    if value in agencies:
        return _("{agency}, sibling, apart").format(agency=value)
    return value


def group(one: TieGroup, buyer: str) -> str:
    """Say what the rows of a group have in common."""
    if one.key == "lead":
        return _("Leads")
    if one.key == "not_counted":
        return _("Not counted")
    where = _("At a sibling, {agency}") if one.scope == "sibling" else _("At {agency}")
    said = where.format(agency=one.component if one.scope == "sibling" else buyer)
    return _("{name}: {says}").format(name=said, says=_(_MEANINGS[one.meaning]))


def group_note(one: TieGroup) -> str:
    """Say how many rows a group has, and what its money is."""
    if one.key == "lead":
        said = ngettext("{count} lead", "{count} leads", one.ties)
        return said.format(count=one.ties) + ", " + _("not for publication")
    if one.key == "not_counted":
        said = ngettext("{count} tie", "{count} ties", one.ties)
        return said.format(count=one.ties) + ", " + _("outside control, or rejected")
    said = ngettext("{count} finding", "{count} findings", one.ties)
    apart = [_("never added in")] if one.scope == "sibling" else []
    note = _NOTES[one.meaning]
    parts = [said.format(count=one.ties), *([_(note)] if note else []), *apart]
    return ", ".join(parts)


def capital(text: str) -> str:
    """Begin with a capital letter, and leave the rest."""
    return text[:1].upper() + text[1:]


def route(value: str) -> str:
    """Say a route, as a word that stands alone."""
    return capital(_(ROUTES[value]))


def money(meaning: str) -> str:
    """Say what a sum is, in a few words under it."""
    return _(_MONEY[meaning])


def takes(kind: str) -> str:
    """Say what a kind of parameter takes."""
    return _(_TAKES[kind])


def marked(text: str) -> Markup:
    """Set what stands between asterisks in italics; all else is escaped."""
    parts = text.split("*")
    made = [
        Markup("<em>{}</em>").format(part) if at % 2 else escape(part)
        for at, part in enumerate(parts)
    ]
    return Markup("").join(made)


def period_of_ties(chart: Timeline, column: Column, name: str) -> str:
    """Give the ties of one route that have a date in one column's time."""
    first = column.first_day
    year, month = str(first.year), first.month
    since = until = year
    if chart.unit == "quarter":
        since, until = f"{year}-{month:02d}", f"{year}-{month + 2:02d}"
    pairs = [("kind", Kind.FINDING.value), ("route", name)]
    return asked(TIES, [*pairs, ("since", since), ("until", until)])


def of_source(sources: Sequence[SourceFacts], name: str) -> SourceFacts | None:
    """Find the facts of one source; None where the run does not sum it up."""
    return next((one for one in sources if one.source == name), None)


def source_title(facts: SourceFacts | None, name: str) -> str:
    """Name a source; the case's own files are no publisher's."""
    if facts is not None and facts.title:
        return facts.title
    return _("The case itself") if name == CASE else name


def by_source(files: Sequence[File]) -> list[tuple[str, list[File]]]:
    """Put files under their source, those of the case last."""
    found: dict[str, list[File]] = {}
    for one in files:
        found.setdefault(one.source, []).append(one)
    return sorted(found.items(), key=lambda pair: pair[0] == CASE)
