"""What the templates of organisations, suppliers and awards need beyond the context."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from crosstie.charts.glyphs import strip
from crosstie.charts.svg import element
from crosstie.pages.award import AwardContext
from crosstie.pages.award_rows import AwardRow
from crosstie.pages.bodies import Body, BodyIdentifier
from crosstie.pages.contexts import Action, ReportContext, TieSection, Total
from crosstie.pages.organisation import DRAWN, OrganisationContext
from crosstie.pages.run_contexts import Record
from crosstie.pages.supplier import SupplierContext
from crosstie.pages.ties import records_cited
from crosstie.pages.timeline import loaded_spans
from crosstie.report.views import Years
from crosstie.text.countries import country_name
from crosstie.text.language import _, ngettext
from crosstie.text.numerals import grouped
from crosstie.text.territories import named


def one_currency(rows: Sequence[AwardRow]) -> str | None:
    """Give the currency of all amounts, or None where they have several."""
    found = {row.currency for row in rows if row.obligated is not None}
    return found.pop() if len(found) == 1 else None


def scale_of(rows: Sequence[AwardRow]) -> dict[str, Decimal]:
    """Find the largest amount of each currency: the bars of one table share it."""
    found: dict[str, Decimal] = {}
    for row in rows:
        value = row.obligated or Decimal(0)
        found[row.currency] = max(found.get(row.currency, Decimal(0)), value)
    return found


def bar_of(row: AwardRow, scales: dict[str, Decimal]) -> Markup:
    """Draw the bar under an award's amount, in the route's colour."""
    most = scales.get(row.currency, Decimal(0))
    if row.obligated is None or row.obligated <= 0 or not most:
        return Markup("")
    width = max(1.0, 110 * float(row.obligated / most))
    return element(
        "svg",
        element("rect", width=width, height=4),
        class_=f"bar r-{row.route}",
        width=width,
        height=4,
        aria_hidden="true",
    )


def years_of(rows: Sequence[AwardRow], report: ReportContext) -> Years | None:
    """Choose the years that the strips of a page share."""
    days = [a.day for row in rows for a in row.actions if a.day]
    if not days:
        return None
    name = report.facts.buyer.abbreviation
    return Years(
        date(min(days).year, 1, 1),
        date(max(days).year, 12, 31),
        loaded_spans(report.facts, name),
    )


def strip_of(row: AwardRow, years: Years) -> Markup:
    """Draw the actions of an award over the shared years."""
    loaded = None if row.is_sibling else years.loaded
    return strip(row.actions, years.first, years.last, loaded, row.route)


def largest_of(row: AwardRow) -> Action | None:
    """Choose the action of an award whose record is to be opened first."""
    return max(
        row.actions, key=lambda a: (abs(a.obligated or Decimal(0)), a.key), default=None
    )


def chosen_identifiers(body: Body) -> list[BodyIdentifier]:
    """Choose the identifiers that stand under the name, the strongest first."""
    order = ("lei", "isin", "figi", "gb-coh", "registration", "uei", "duns")
    known = [i for i in body.identifiers if i.scheme in order]
    known.sort(key=lambda i: (order.index(i.scheme), i.value))
    return known[:3]


def place_of(body: Body) -> str:
    """Say what kind of body it is, and where it has its seat."""
    kinds = {
        "company": _("Company"),
        "fund": _("Fund"),
        "branch": _("Branch"),
        "government": _("Government body"),
    }
    kind = next((kinds[r.kind] for r in body.rows if r.kind in kinds), "")
    if any(r.source == "listed" for r in body.rows):
        kind = _("Listed company")
    country = ""
    if body.country:
        country = named(body.country, country_name(body.country))
    where = ", ".join(part for part in (kind, body.city, country) if part)
    return f"{where}. " if where else ""


def meaning_of(total: Total) -> str:
    """Say what a total is, with the agency."""
    count = total.actions
    said = {
        "obligated": ngettext(
            "obligated by {agency}, {count} action",
            "obligated by {agency}, {count} actions",
            count,
        ),
        "reseller": ngettext(
            "obligated to resellers by {agency}, {count} action, apart",
            "obligated to resellers by {agency}, {count} actions, apart",
            count,
        ),
        "subaward": ngettext(
            "reported on {count} subaward under awards of {agency}, apart",
            "reported on {count} subawards under awards of {agency}, apart",
            count,
        ),
        "stake": _("obligated by {agency} to a company part-owned, in no sum"),
        "none": _("of {agency}"),
    }[total.meaning]
    return said.format(agency=total.component, count=grouped(count))


def records_of(page: OrganisationContext) -> tuple[Record, ...]:
    """List the records that the ties shown in full cite; the rest has its own pages."""
    return records_cited([part.tie for part in full_parts(page)])


def full_parts(page: OrganisationContext) -> tuple[TieSection, ...]:
    """Choose the findings that the page shows with all they have: the largest."""
    return page.findings[:DRAWN]


def roles_of(page: SupplierContext) -> str:
    """Say as what records name a supplier."""
    roles = [
        *([_("supplier")] if page.is_supplier else []),
        *([_("subcontractor")] if page.is_subawardee else []),
        *([_("parent of a supplier")] if page.is_parent else []),
    ]
    said = ", ".join(roles)
    return _("Named in records as {roles}").format(roles=said) if roles else ""


def grouped_by(basis: str) -> str:
    """Say by what the spellings of a supplier were put together."""
    said = {
        "uei": _("Put together by the UEI, a weak identifier: registrations repeat."),
        "duns": _("Put together by the DUNS number."),
        "name": _("Put together by the name, capitals, punctuation and form apart."),
    }
    return said.get(basis, "")


def name_kind(kind: str) -> str:
    """Say what a name is to an organisation."""
    said = {
        "legal": _("legal"),
        "trading": _("trading"),
        "former": _("former"),
        "other": _("other"),
        "transliterated": _("in other letters"),
    }
    return said.get(kind, kind)


def match_kind(kind: str) -> str:
    """Say what a match states."""
    said = {
        "same": _("is the same as"),
        "family": _("shares its name with"),
        "words": _("shares words with"),
    }
    return said.get(kind, kind)


def identity_of(page: AwardContext) -> str:
    """Say what an award's identity stands on."""
    said = {
        "published": _("The publisher’s own unique id tells it from every other."),
        "found": _(
            "The row has no unique id; the same number of the same agency carries one"
            " elsewhere in the files loaded."
        ),
        "inferred": _(
            "The files loaded give no unique id: agency, number and supplier stand for"
            " it."
        ),
    }
    return said.get(page.identity, _("Known from subawards or ties alone."))
