"""What a record says, in its own words, with the words that matched marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from crosstie.pages.addresses import public_url
from crosstie.pages.contexts import Quote, QuoteLine, Tie
from crosstie.pages.facts import RunDatabase
from crosstie.pages.money import plain
from crosstie.pages.words import period
from crosstie.text.language import _, counted

Row = Mapping[str, Any]

LONGEST = 1200
"""Characters of a description that are shown; the cut is said."""

_FIELDS = """q.tie_id, t.file_id, t.row_number, t.record_id, t.component_name,
    t.supplier_name, t.supplier_parent_name, t.supplier_city, t.supplier_state,
    t.supplier_country, t.supplier_ownership, t.description, t.currency, t.permalink,
    t.action_date, f.name as file_name, f.sha256, f.retrieved,
    coalesce(t.supplier_is_person, false) or coalesce(p.is_person, false)
        as is_person,
    coalesce(o.is_person, false) as parent_is_person"""

_JOINS = """join file as f on f.file_id = t.file_id
left join party_spelling as ps on ps.spelling_id = t.spelling_id
left join party as p on p.party_id = ps.party_id
left join party_spelling as os on os.spelling_id = t.parent_spelling_id
left join party as o on o.party_id = os.party_id"""

_PRIME = f"""select
    {_FIELDS},
    t.piid, t.parent_piid, t.award_id, t.award_unique_id, t.obligated,
    t.supplier_name_raw, t.award_description, t.period_start, t.period_end
from tie_transaction as q
join "transaction" as t on t.file_id = q.file_id and t.row_number = q.row_number
{_JOINS}
where q.record_type <> 'subaward'"""  # noqa: S608

_SUB = f"""select
    {_FIELDS},
    t.prime_piid as piid, t.subaward_number, t.award_id,
    t.prime_award_unique_id as award_unique_id, t.amount as obligated,
    t.prime_supplier_name
from tie_transaction as q
join subaward as t on t.file_id = q.file_id and t.row_number = q.row_number
{_JOINS}
where q.record_type = 'subaward'"""  # noqa: S608


def quotes(db: RunDatabase, ties: Sequence[Tie]) -> dict[str, Quote]:
    """Choose for each tie the record to show, and cut it into fields."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in db.rows("rows of prime awards", _PRIME):
        rows[row["tie_id"]].append(row)
    for row in db.rows("rows of subawards", _SUB):
        rows[row["tie_id"]].append(row)
    return {
        tie.tie_id: _quote(tie, min(rows[tie.tie_id], key=lambda row: _rank(tie, row)))
        for tie in ties
        if rows[tie.tie_id]
    }


def _rank(tie: Tie, row: Row) -> tuple[object, ...]:
    """Prefer the record that the tie names, then one with its words, then money."""
    names = (row["piid"], row["award_unique_id"], row["record_id"], row["award_id"])
    text = f"{row['supplier_name']} {row['description']}".casefold()
    return (
        not (tie.evidence_record and tie.evidence_record in names),
        not (tie.matched_text and tie.matched_text.casefold() in text),
        -(row["obligated"] or Decimal(0)),
        row["file_id"],
        row["row_number"],
    )


def _quote(tie: Tie, row: Row) -> Quote:
    lines = _lines(row)
    number = next(
        (
            e.number
            for hop in tie.hops
            for e in hop.evidence
            if e.row_number == row["row_number"] and e.sha256 == row["sha256"]
        ),
        None,
    )
    return Quote(
        lines=tuple(
            QuoteLine(
                label, marked(text, tie.matched_text) if may else ((text, False),)
            )
            for label, text, may in lines
            if text
        ),
        file_name=row["file_name"],
        row_number=row["row_number"],
        retrieved=row["retrieved"],
        sha256=row["sha256"],
        url=public_url(row["permalink"]),
        number=number,
    )


def _lines(row: Row) -> list[tuple[str, str, bool]]:
    """List label, text and whether words are marked; a private person stays masked."""
    hidden = row["is_person"]
    raw = row.get("supplier_name_raw")
    place = (row["supplier_city"], row["supplier_state"], row["supplier_country"])
    parent = "" if row["parent_is_person"] else row["supplier_parent_name"] or ""
    supplier = _("a private person, masked") if hidden else row["supplier_name"] or ""
    about = "" if hidden else row["description"] or ""
    base = "" if hidden else row.get("award_description") or ""
    value = plain(row["obligated"])
    raw = "" if hidden or raw == row["supplier_name"] else raw or ""
    return [
        (_("Award"), row["piid"] or "", False),
        (_("Under"), row.get("parent_piid") or "", False),
        (_("Prime supplier"), row.get("prime_supplier_name") or "", False),
        (_("Subaward"), row.get("subaward_number") or "", False),
        (_("Awarding agency"), row["component_name"] or "", False),
        (_("Supplier"), supplier, not hidden),
        (_("Name at the time"), raw, True),
        (_("Its parent"), parent, True),
        (
            _("City, state, country"),
            "" if hidden else ", ".join(p for p in place if p),
            False,
        ),
        (_("Ownership"), row["supplier_ownership"] or "", False),
        (_("Description"), cut(about), True),
        (_("Of the award"), cut(base) if base != about else "", True),
        (_("Action date"), str(row["action_date"] or ""), False),
        (_("Period"), period(row.get("period_start"), row.get("period_end")), False),
        (
            _("Amount") if "subaward_number" in row else _("Obligated"),
            f"{value} {row['currency'] or ''}".strip() if value else "",
            False,
        ),
    ]


def cut(text: str) -> str:
    """Cut a very long description, and say so."""
    if len(text) <= LONGEST:
        return text
    cut_here = counted(
        "[cut here, {count} character in the record]",
        "[cut here, {count} characters in the record]",
        len(text),
    )
    return f"{text[:LONGEST]}… {cut_here}"


def marked(text: str, matched: str) -> tuple[tuple[str, bool], ...]:
    """Cut a text where it holds a matched phrase, whatever stands between its words.

    Single words of a phrase are not marked: "software" of a firm's name is no sign in
    a description of software.
    """
    phrases = {
        tuple(re.findall(r"\w+", line.casefold())) for line in matched.splitlines()
    }
    phrases.discard(())
    if not phrases:
        return ((text, False),)
    longest_first = sorted(phrases, key=lambda p: (-len(p), p))
    either = "|".join(r"\W+".join(re.escape(word) for word in p) for p in longest_first)
    parts = re.split(rf"(?<!\w)({either})(?!\w)", text, flags=re.IGNORECASE)
    return tuple((part, index % 2 == 1) for index, part in enumerate(parts) if part)
