"""The sentences of the terminal's summary, the same in every width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crosstie.cli.terminal_lines import safe
from crosstie.pages.contexts import ReportContext, Tie, Total
from crosstie.pages.money import amount
from crosstie.pages.totals import meaning
from crosstie.pages.words import CONTRACT, ROUTE_ORDER, ROUTES, clauses
from crosstie.text.language import _, counted, later, ngettext
from crosstie.text.numerals import grouped

NO_AMOUNT = "–"

_MONEY = {
    "obligated": "",
    "reseller": later("To resellers whose awards name a product"),
    "subaward": later("On subawards, as reported; part of a prime award"),
    "stake": later("To suppliers held by a stake without control"),
    "none": later("Without an award"),
}
"""What the amounts of a group of rows are; those to tied suppliers come first."""


@dataclass(frozen=True)
class Sum:
    """One line of the summary: how many, and what of them."""

    number: str
    noun: str
    money: str
    says: str


def data_line(page: ReportContext) -> str:
    """Say which data was traced; it is the first line of the output."""
    counts = page.facts.counts
    awards = counts.get("transactions") or counts.get("awards", 0)
    if page.facts.is_sample:
        return counted(
            "Sample data: {count} award record that ship with the case",
            "Sample data: {count} award records that ship with the case",
            awards,
        )
    parts = [counted("{count} action", "{count} actions", awards)]
    if number := counts.get("awards"):
        parts.append(counted("{count} award", "{count} awards", number))
    if number := counts.get("subawards"):
        parts.append(counted("{count} subaward", "{count} subawards", number))
    return _("Loaded data: {counts}").format(counts=", ".join(parts))


def sums(page: ReportContext) -> list[Sum]:
    """Summarise findings, siblings and leads; nothing is added over kinds."""
    found = []
    noun = ngettext("finding", "findings", len(page.findings))
    number = grouped(len(page.findings))
    kept = [t for t in page.totals if t.meaning != "none"]
    own = [_sum(t, page, is_first=t is kept[0]) for t in kept]
    if not own:
        own = [("", _("no money obligated in the records loaded"))]
    for index, (money, says) in enumerate(own):
        lead = (number, noun) if index == 0 else ("", "")
        found.append(Sum(*lead, money, says))
    if page.siblings:
        lead = (str(len(page.siblings)), _("at siblings"))
        totals = [t for t in page.sibling_totals if t.meaning != "none"]
        for index, total in enumerate(totals):
            says = _("{money}, never added in").format(money=_by(total))
            money = amount(total.value, total.currency)
            found.append(Sum(*(lead if index == 0 else ("", "")), money, says))
        if not totals:
            found.append(Sum(*lead, "", _("without money, never added in")))
    number, noun = grouped(len(page.leads)), ngettext("lead", "leads", len(page.leads))
    found.append(Sum(number, noun, "", _("kept out of every number above")))
    return found


def by_route(ties: Sequence[Tie]) -> str:
    """Count ties by route: direct 3, product 1."""
    numbers = Counter(tie.route for tie in ties)
    return ", ".join(f"{ROUTES[r]} {numbers[r]}" for r in ROUTE_ORDER if numbers[r])


def without_case(page: ReportContext) -> str:
    """Say how many findings stand without any row of the case."""
    ties = (*page.findings, *page.siblings)
    number = sum(1 for tie in ties if tie.without_case)
    return counted(
        "{number} of {count} finding without any row of the case",
        "{number} of {count} findings without any row of the case",
        len(ties),
        number=number,
    )


def searched(page: ReportContext) -> str:
    """Name the routes that were searched and gave nothing."""
    return ", ".join(ROUTES.get(r, r) for r in page.searched_empty)


def not_loaded(page: ReportContext) -> str:
    """Name what was not loaded."""
    return clauses(page.facts.not_loaded)


def looked_at(page: ReportContext) -> str:
    """Say which awards were looked at, or why none was; and whether none is tied."""
    says = next((one.says for one in page.facts.looked_at if one.what == "awards"), "")
    is_empty = not any(t.route in CONTRACT for t in page.ties)
    if is_empty and says and not page.facts.awards_not_looked_at:
        none = _("None of them is tied to {country}.")
        says += " " + none.format(country=safe(page.facts.country_name))
    return says


def asked(page: ReportContext) -> str:
    """Name what was asked of publishers, the first of each source."""
    found: dict[str, list[str]] = {}
    for one in page.facts.asked:
        found.setdefault(one.source, []).append(safe(one.about))
    parts = [
        said[0]
        if len(said) == 1
        else counted(
            "{first} and {count} more",
            "{first} and {count} more",
            len(said) - 1,
            first=said[0],
        )
        for said in found.values()
    ]
    if any(len(said) > 1 for said in found.values()):
        parts.append(_("coverage.csv lists each"))
    return clauses(parts)


def known_gaps(page: ReportContext) -> str:
    """Say what the loaded sources are known not to hold."""
    found: dict[str, list[str]] = {}
    for title, says in page.facts.known_gaps:
        found.setdefault(safe(title), []).append(says)
    return " · ".join(labelled(title, " ".join(says)) for title, says in found.items())


def labelled(label: str, text: str) -> str:
    """Write a text after its label: "Rejected: 3 rows"."""
    return _("{title}:").format(title=label) + " " + text


def around(page: ReportContext) -> list[tuple[str, str, bool]]:
    """Give what is said of the data behind a result: label, text, is a warning.

    What was asked of publishers and what they lack is left out where there is none.
    """
    rows = [
        (_("Looked at"), looked_at(page), bool(page.facts.awards_not_looked_at)),
        (
            _("Searched, nothing found"),
            searched(page) or _("every route that was searched gave something"),
            False,
        ),
        (_("Not loaded"), not_loaded(page) or _("no gap is known"), True),
        (_("Known to be missing"), known_gaps(page), True),
        (_("Rejected"), rejected(page), False),
        (_("Asked"), asked(page), False),
        (_("Sources"), sources(page) or _("none"), False),
    ]
    return [row for row in rows if row[1]]


def rejected(page: ReportContext) -> str:
    """Say how many rows could not be read."""
    counts = page.facts.counts
    number = counts.get("rejected", 0)
    if not number:
        return _("none")
    total = counts.get("rows_read")
    if not total:
        return counted(
            "{count} row, see crosstie rejects",
            "{count} rows, see crosstie rejects",
            number,
        )
    return counted(
        "{count} row of {total}, see crosstie rejects",
        "{count} rows of {total}, see crosstie rejects",
        number,
        total=grouped(total),
    )


def sources(page: ReportContext) -> str:
    """Say how fresh each source is."""
    parts = []
    for source in page.facts.sources:
        name = source.title or source.publisher or source.source
        words = [safe(name)]
        if not page.facts.is_sample:
            words.append(counted("{count} row", "{count} rows", source.rows_read) + ",")
        if source.last_date:
            words.append(_("to {day}").format(day=source.last_date))
        if source.last_retrieved:
            words.append(_("retrieved {day}").format(day=source.last_retrieved))
            if source.retrieval_unknown:
                unknown = counted(
                    "{count} files: day unknown",
                    "{count} files: day unknown",
                    source.retrieval_unknown,
                )
                words.append(f"({unknown})")
        elif not source.last_date:
            words.append(_("date unknown"))
        parts.append(" ".join(words))
    return " · ".join(parts)


def next_step(page: ReportContext, written: Sequence[Path]) -> str:
    """Say what to do next."""
    report = next((p for p in written if p.suffix == ".html"), None)
    steps = [_("open {file}").format(file=report)] if report else []
    if page.facts.counts.get("rejected"):
        steps.append("crosstie rejects")
    return " · ".join(steps)


def newest_large(page: ReportContext) -> Tie | None:
    """Choose the tie whose chain is shown: the newest of the five largest."""
    ties = [t for t in page.findings if t.hops and t.route in CONTRACT and t.obligated]
    largest = sorted(ties, key=lambda t: -(t.obligated or 0))[:5]
    dated = [t for t in largest if t.last_date]
    if dated:
        return max(dated, key=lambda t: (str(t.last_date), t.obligated or 0, t.tie_id))
    any_chain = largest or [t for t in page.findings if t.hops]
    return any_chain[0] if any_chain else None


def by_money(ties: Sequence[Tie]) -> list[tuple[str, list[Tie]]]:
    """Group ties by whose money it is and what it is, as ties are ordered already."""
    is_mixed = len({tie.scope for tie in ties}) > 1
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        money = _MONEY[meaning(tie.route)]
        heading = _(money) if money else ""
        if is_mixed and tie.is_sibling:
            at = at_a_sibling(tie.component)
            heading = labelled(at, heading) if heading else at
        found.setdefault(heading, []).append(tie)
    return list(found.items())


def at_a_sibling(names: str) -> str:
    """Head the rows of siblings."""
    return _("At a sibling, {agencies}").format(agencies=names)


def more_leads(number: int, written: Sequence[Path]) -> str:
    """Say how many leads are not listed, and where they stand."""
    table = next((str(p) for p in written if p.name == "ties.csv"), "ties.csv")
    return counted(
        "and {count} more in {file}", "and {count} more in {file}", number, file=table
    )


def main_currency(page: ReportContext) -> str:
    """Choose the currency whose amounts need no sign: that of most ties."""
    found = Counter(t.currency for t in page.ties if t.obligated is not None)
    return min(found, key=lambda c: (-found[c], c)) if found else ""


def offices(ties: Sequence[Tie]) -> tuple[str, list[str]]:
    """Fold the offices of the agency into one row: what they are, and where."""
    cities = list(dict.fromkeys(t.organisation_city or t.organisation for t in ties))
    parts = ", ".join(dict.fromkeys(t.component for t in ties))
    said = ngettext("{agencies} office", "{agencies} offices", len(ties))
    return said.format(agencies=parts), cities


def _sum(total: Total, page: ReportContext, *, is_first: bool) -> tuple[str, str]:
    says = _by(total)
    if is_first and total.meaning == "obligated":
        says = _("obligated by {agency} to tied suppliers")
        says = says.format(agency=total.component)
    number = page.organisations_by_money.get((total.component, total.meaning), 0)
    if number:
        says += ", " + counted("{count} organisation", "{count} organisations", number)
    if total.meaning == "stake":
        says += ", " + _("in no sum")
    return amount(total.value, total.currency), says


def _by(total: Total) -> str:
    """Say what a total is, and who obligated it."""
    said = {
        "reseller": _("obligated to resellers of named products by {agency}"),
        "subaward": _("on subawards under awards of {agency}"),
        "stake": _("obligated to part-owned suppliers by {agency}"),
    }.get(total.meaning, _("obligated by {agency}"))
    return said.format(agency=total.component)
