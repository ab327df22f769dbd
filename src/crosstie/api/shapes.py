"""Tables that only the face in Python has, and the columns that a notebook shows."""

from __future__ import annotations

from collections.abc import Mapping

from crosstie.exports.schema import Field, Table

__all__ = [
    "DECISIONS",
    "FOUND",
    "HITS",
    "NAMES",
    "NEAR",
    "NOT_LOADED",
    "SHOWN",
    "SUPPLIERS",
    "TOTALS",
]


def _table(name: str, about: str, columns: Mapping[str, str], key: str = "") -> Table:
    """Declare a table; a column is `type: what it holds`."""
    made = []
    for column, said in columns.items():
        type, _colon, meaning = said.partition(": ")
        made.append(Field(column, type, meaning))
    return Table(name, about, tuple(made), (key,) if key else ())


SUPPLIERS = _table(
    "suppliers",
    "One supplier of the ties, as award records write it.",
    {
        "supplier_id": "text: id of the supplier",
        "supplier": "text: its latest spelling; 'a private person' where it is one",
        "identifiers": "text: scheme:value, with | between",
        "country": "text: country coded in the records, where all agree",
        "city": "text: city in the latest record",
        "state": "text: state in the latest record",
        "ties": "text: ids of the ties that it stands in, with | between",
        "kind": "text: the strongest kind of them",
        "decision": "text: every decision on them",
    },
    "supplier_id",
)

NEAR = _table(
    "near_misses",
    "One pair or phrase that looked like a tie and is none, with the reason.",
    {
        "supplier": "text: supplier, as written",
        "organisation": "text: the organisation it resembles",
        "route": "text: route it was tried on",
        "matched_text": "text: what matched",
        "probability": "number: probability that was reached",
        "reason": "text: why it is no tie",
        "at_stake": "amount: obligated to that supplier, in no sum",
        "currency": "text: ISO 4217 code",
        "award_id": "text: one award",
    },
)

TOTALS = _table(
    "totals",
    "Money of findings, each action once; one row for each kind, agency and currency.",
    {
        "component": "text: who obligated it, abbreviated",
        "scope": "text: buyer, or sibling of the same department",
        "meaning": "text: obligated (to tied suppliers), reseller, subaward, or stake",
        "value": "amount: the sum; no two rows may be added",
        "currency": "text: ISO 4217 code",
        "actions": "integer: actions in the sum",
    },
)

DECISIONS = _table(
    "decisions",
    "One decision of a person that holds, from the case's decisions.csv.",
    {
        "supplier": "text: the supplier as a record writes it",
        "organisation": "text: an organisation's id or name",
        "tie": "text: a tie id, where the row decides a tie",
        "judgement": "text: positive, negative, unsure, or withdrawn",
        "by": "text: who decided",
        "at": "text: when",
        "why": "text: the reason given",
        "file": "text: the file it stands in",
        "row": "integer: its row, the header not counted",
    },
)

NOT_LOADED = _table(
    "not_loaded",
    "What was not loaded, and what a loaded source is known not to hold.",
    {
        "source": "text: title of the source; empty where nothing of it is loaded",
        "says": "text: a sentence",
    },
)

HITS = _table(
    "search",
    "One thing that a search found.",
    {
        "found_as": "text: tie, organisation, supplier, award, near_miss, ...",
        "id": "text: id of the thing",
        "title": "text: its name, or the record's words",
        "kind": "text: finding, lead, or not_counted, of a tie",
        "found_by": "text: identifier, words, inside (part of a word), or spelling",
        "amount": "amount: an amount of it",
        "currency": "text: ISO 4217 code",
        "amount_kind": "text: what the amount is, in words",
        "facts": "text: further facts, with | between",
        "file_name": "text: name of the record's file",
        "row_number": "integer: its row in the file",
        "url": "url: public page of the record",
    },
)

FOUND = _table(
    "lookup",
    "One organisation that a name may mean; no tie is stated.",
    {
        "register": "text: organisations, or vendors",
        "id": "text: id of the organisation",
        "organisation": "text: its first name in the register",
        "name": "text: the name that was met",
        "name_kind": "text: legal, trading, former, ...",
        "country": "text: ISO 3166-1 alpha-2",
        "probability": "number: probability that the name means it",
        "kind": "text: same, family, or words",
        "reason": "text: why",
        "source": "text: source of the name",
        "file": "text: its file",
        "row": "integer: its row",
    },
)

NAMES = _table(
    "names",
    "One name of an organisation, since when and until when.",
    {
        "name": "text: the name",
        "kind": "text: legal, trading, former, ...",
        "valid_from": "date: since when",
        "valid_to": "date: until when",
        "file_id": "text: the file that says so",
        "row_number": "integer: its row",
    },
)


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


SHOWN: Mapping[str, tuple[str, ...]] = {
    name: _columns(names)
    for name, names in {
        "ties": "organisation route supplier component kind probability status"
        " obligated evidence_record",
        "hops": "position from_label predicate to_label probability reason records",
        "evidence": "position publisher dataset field value record_id retrieved",
        "amounts": "tie_id amount_kind amount meaning kind evidence_record",
        "actions": "award_id action_date obligated counts reason record_id",
        "awards": "piid component supplier description obligated kind record_id",
        "organisations": "name country city identifiers kind record_id",
        "ownership": "child interest parent valid_from valid_to stated_on record_id",
        "files": "publisher title name retrieved rows_read rows_rejected url",
        "coverage": "kind source state says first_date last_date retrieved",
        "suppliers": "supplier identifiers country city kind",
        "search": "found_as title kind amount found_by",
        "lookup": "register organisation name country probability kind reason",
        "sources": "publisher title files rows_read rows_rejected last_retrieved",
    }.items()
}
"""The columns that a notebook shows of a table; all where none stand here."""
