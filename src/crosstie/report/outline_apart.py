"""What a report keeps apart, in blocks: not counted, siblings, leads, near misses."""

from __future__ import annotations

from collections.abc import Iterator

from crosstie.pages.contexts import Miss, ReportContext
from crosstie.pages.money import amount, probability
from crosstie.pages.words import ROUTES, listed, sentence
from crosstie.report import views
from crosstie.report.blocks import (
    Block,
    Heading,
    Line,
    Paragraph,
    Table,
    dim,
    record,
    said,
    strong,
)
from crosstie.report.outline_tie import money
from crosstie.report.outline_ties import section
from crosstie.text.language import _, ngettext, stored
from crosstie.text.numerals import grouped


def not_counted(page: ReportContext) -> Iterator[Block]:
    """Write the ties outside the dates of control, and those rejected."""
    if not page.not_counted_sections:
        return
    number = len(page.not_counted)
    title = ngettext(
        "{count} tie outside the dates of control, or rejected",
        "{count} ties outside the dates of control, or rejected",
        number,
    )
    yield Heading(2, said(title.format(count=grouped(number))), "not-counted")
    yield Paragraph(
        said(
            _(
                "Ownership is judged on the date of each action. What lies outside is "
                "kept and shown here; no number above holds any of it."
            )
        )
    )
    for one in page.not_counted_sections:
        yield from section(one, page, _("Not counted"))


def siblings(page: ReportContext) -> Iterator[Block]:
    """Write the ties at sibling agencies, which are in no sum above."""
    facts = page.facts
    if not page.sibling_sections:
        yield Heading(2, said(_("No tie at a sibling agency")), "siblings")
        none = _("The case names no sibling agency.")
        if facts.buyer.siblings:
            none = _("No finding in the records loaded is with one of: {names}.")
            none = none.format(names=listed(list(facts.buyer.siblings)))
        yield Paragraph(said(none))
        return
    number = len(page.siblings)
    title = ngettext(
        "{count} tie elsewhere in the {department}",
        "{count} ties elsewhere in the {department}",
        number,
    )
    department = facts.buyer.department or _("department")
    shown = title.format(count=grouped(number), department=department)
    yield Heading(2, said(shown), "siblings")
    yield Paragraph(
        said(_("Sibling agencies, reported apart and never added in.")), "small"
    )
    for total in page.sibling_totals:
        name = facts.buyer.siblings.get(total.component, total.component)
        yield Paragraph(
            said(
                f"{name} ({total.component}): ",
                strong(amount(total.value, total.currency)),
                f" {views.total_says(total.meaning)}.",
            )
        )
    for one in page.sibling_sections:
        parts = ", ".join(dict.fromkeys(part.tie.component for part in one.ties))
        at = _("At a sibling, {components}").format(components=parts)
        yield from section(one, page, at)


def leads(page: ReportContext) -> Iterator[Block]:
    """Write the leads; of what is published not even that there are none."""
    if page.edition.is_published:
        return
    if not page.lead_sections:
        yield Heading(2, said(_("No leads")), "leads")
        none = _("Nothing below the publishing threshold was kept as a lead.")
        yield Paragraph(said(none))
        return
    number = len(page.leads)
    title = ngettext("{count} lead", "{count} leads", number)
    yield Heading(2, said(title.format(count=grouped(number))), "leads")
    yield Paragraph(said(strong(_("Not proven, not for publication."))), "warning")
    yield Paragraph(
        said(
            _(
                "A lead is below the threshold, undecided or disputed, or rests on a "
                "name alone. No number in this report holds any of them."
            )
        )
    )
    rows: list[tuple[Line, ...]] = []
    for one in page.lead_sections:
        for part in one.ties:
            tie = part.tie
            at = f", {tie.component}" if tie.is_sibling else ""
            rows.append(
                (
                    said(record(tie.supplier or tie.organisation, f"#{tie.anchor}")),
                    said(one.name),
                    said(money(tie), at),
                    said(ROUTES[tie.route]),
                    said(probability(tie.probability)),
                    said(stored(part.why)),
                )
            )
    yield Table(
        _("Leads: not proven"),
        (
            _("Supplier, as written"),
            _("Organisation"),
            _("Amount"),
            _("Route"),
            _("Probability"),
            _("Why it is a lead"),
        ),
        tuple(rows),
        frozenset({4}),
        (0.18, 0.16, 0.16, 0.1, 0.1, 0.3),
    )
    for one in page.lead_sections:
        yield from section(one, page, _("Lead, not for publication"))


def near_misses(page: ReportContext) -> Iterator[Block]:
    """Write what looked like a tie and is none, the most valuable first."""
    if not page.near_misses:
        return
    number = page.near_miss_count
    title = ngettext("{count} near miss", "{count} near misses", number)
    yield Heading(2, said(title.format(count=grouped(number))), "near-misses")
    line = _("Pairs and phrases that looked like a tie and are none.")
    if number > len(page.near_misses):
        more = _("These are {shown} of {count}; all stand in ties.json.")
        more = more.format(shown=len(page.near_misses), count=grouped(number))
        line = f"{line} {more}"
    yield Paragraph(said(line))
    yield Table(
        _("Looked at, no tie"),
        (
            _("Supplier, as written"),
            _("At stake"),
            _("Resembles"),
            _("Tried as"),
            _("Why it is no tie"),
        ),
        tuple(_miss(one) for one in page.near_misses),
        widths=(0.22, 0.16, 0.2, 0.1, 0.32),
    )


def _miss(miss: Miss) -> tuple[Line, ...]:
    at_stake = _("no money")
    if miss.obligated is not None:
        at_stake = (
            f"{amount(miss.obligated, miss.currency)} {views.amount_is(miss.route)}"
        )
    why: Line = said(sentence(stored(miss.reason)))
    if miss.matched_text:
        why = said(why, " ", dim(_("Matched:")), " ", record(miss.matched_text))
    if miss.award_id:
        award = record(views.award_name(miss.award_id))
        why = said(why, " ", dim(_("Award")), " ", award)
    return (
        said(record(miss.supplier or miss.matched_text)),
        said(at_stake),
        said(miss.organisation),
        said(ROUTES[miss.route]),
        why,
    )
