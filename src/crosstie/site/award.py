"""The page of one award."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crosstie.errors import NotFound
from crosstie.exports.csvcells import Cell
from crosstie.pages.addresses import award_anchor, evidence_page
from crosstie.pages.award import AwardContext, Use, every_award, find_award, read_award
from crosstie.pages.tie_page import tie_sections
from crosstie.site.page import Page, Rows, Run
from crosstie.site.query import Parameter, Query
from crosstie.text.language import _, later

COLUMNS = (
    *("record", "file_id", "row_number", "date", "modification", "supplier"),
    *("amount", "currency", "description", "counts", "why_not", "page"),
)


def _read(run: Run, query: Query) -> AwardContext:
    anchor = query.text("award")
    found = find_award(run.db, anchor)
    if found is None:
        raise NotFound(
            _("no award {anchor} is in this run").format(anchor=anchor[:40]),
            next_step=_("search for its number: an id is that of one case"),
        )
    ties = [part.tie for part in tie_sections(run.context)]
    return read_award(run.db, found, ties)


def _rows(context: AwardContext) -> Rows:
    rows: list[dict[str, Cell]] = []
    for action in context.actions:
        rows.append(
            {
                "record": action.grain,
                "file_id": action.file_id,
                "row_number": action.row_number,
                "date": action.day,
                "modification": action.modification,
                "supplier": action.supplier,
                "amount": action.obligated,
                "currency": action.currency,
                "description": "".join(text for text, _hit in action.description),
                **_used(action.uses),
                "page": evidence_page(action.file_id, action.row_number),
            }
        )
    for sub in context.subawards:
        rows.append(
            {
                "record": "subaward",
                "file_id": sub.file_id,
                "row_number": sub.row_number,
                "date": sub.day,
                "modification": sub.number,
                "supplier": sub.supplier,
                "amount": sub.amount,
                "currency": sub.currency,
                "description": "".join(text for text, _hit in sub.description),
                **_used(sub.uses),
                "page": evidence_page(sub.file_id, sub.row_number),
            }
        )
    return Rows(COLUMNS, rows)


def _used(uses: tuple[Use, ...]) -> dict[str, Cell]:
    """Say whether a row counts in any tie, and why it does not in one."""
    reasons = dict.fromkeys(u.reason for u in uses if not u.counts and u.reason)
    return {
        "counts": any(u.counts for u in uses),
        "why_not": "; ".join(reasons),
    }


def _each(run: Run) -> Iterable[Mapping[str, str]]:
    return ({"award": award_anchor(id_)} for id_ in every_award(run.db))


AWARD = Page(
    name="award",
    path="/awards/{award}",
    template="award.html.j2",
    context=AwardContext,
    title=lambda context: context.piid,
    description=later(
        "One award: its actions and subawards, its amounts by kind, and what of it"
        " counts in which tie"
    ),
    read=_read,
    rows=_rows,
    parameters=(
        Parameter(
            "award",
            later("Anchor of the award"),
            in_path=True,
            pattern="a-[0-9a-f]{12}",
        ),
    ),
    instances=_each,
)
