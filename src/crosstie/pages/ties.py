"""Reads a run's ties with their hops, evidence and actions, in the order of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from crosstie.model.words import Kind, Scope, StationKind
from crosstie.pages.addresses import public_url, tie_anchor
from crosstie.pages.casetexts import Say, sayer
from crosstie.pages.contexts import (
    Action,
    Evidence,
    Hop,
    Tie,
)
from crosstie.pages.facts import RunDatabase, run_facts
from crosstie.pages.run_contexts import Record
from crosstie.pages.totals import MEANINGS, meaning
from crosstie.pages.words import ROUTE_ORDER
from crosstie.text.language import _, later, stored
from crosstie.text.territories import named

WITHHELD = later("withheld: the supplier looks like a private person")

Row = Mapping[str, Any]

_TIE_TEXTS = tuple(
    f.name
    for f in fields(Tie)
    if f.type == "str" and f.name not in ("anchor", "evidence_url", "parent_city")
)
_SAID_AGAIN = ("reason", "not_counted_reason", "owner", "weakest_hop")
"""Texts that a step wrote in English, and that the page says in its language."""

_TIE_AS_IT_IS = (
    "probability",
    "status_date",
    "first_date",
    "last_date",
    "awards",
    "actions",
    "actions_outside",
    "obligated",
    "outlaid",
    "current_value",
    "ceiling",
    "shared_ceiling",
)


def read_ties(db: RunDatabase) -> tuple[Tie, ...]:
    """Read every tie of a run: findings, siblings, leads, then what does not count."""
    persons, say = _persons(db), sayer(db)
    actions = _actions(db)
    evidence = _evidence(db)
    hops: dict[str, list[Row]] = defaultdict(list)
    for row in db.rows(
        "hops",
        """select h.*, m.basis
from hop as h
left join match as m
    on m.party_id = h.from_id
    and m.organisation_id = h.to_id
    and h.from_kind = 'supplier'
order by h.tie_id, h.position""",
    ):
        hops[row["tie_id"]].append(row)
    ties = []
    cities, threshold = read_cities(db), run_facts(db).threshold
    for row in db.rows("ties", "select * from tie"):
        tie_id = row["tie_id"]
        withheld = row["party_id"] in persons
        chain = tuple(
            _hop(h, evidence[(tie_id, h["position"])], withheld, say)
            for h in hops[tie_id]
        )
        chain = doubted(chain, threshold, is_lead=row["kind"] == Kind.LEAD)
        city = cities.get(row["parent_id"], "")
        ties.append(_tie(row, chain, tuple(actions[tie_id]), city, say))
    return number_records(sorted(ties, key=report_order))


def report_order(tie: Tie) -> tuple[object, ...]:
    """Order ties as reports do: by kind, scope, meaning of money, money and name."""
    kind = (Kind.FINDING, Kind.LEAD, Kind.NOT_COUNTED).index(Kind(tie.kind))
    return (
        kind,
        tie.scope != Scope.BUYER,
        MEANINGS.index(meaning(tie.route)),
        tie.obligated is None,
        -(tie.obligated or Decimal(0)),
        ROUTE_ORDER.index(tie.route),
        tie.organisation,
        tie.supplier,
        tie.component,
        tie.tie_id,
    )


def number_records(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Give each record cited a number, in the order in which a reader meets it."""
    numbers: dict[tuple[object, ...], int] = {}
    numbered = []
    for tie in ties:
        hops = []
        for hop in tie.hops:
            cited = tuple(
                replace(e, number=numbers.setdefault(_record_key(e), len(numbers) + 1))
                for e in hop.evidence
            )
            hops.append(replace(hop, evidence=cited))
        numbered.append(replace(tie, hops=tuple(hops)))
    return tuple(numbered)


def records_cited(ties: Sequence[Tie]) -> tuple[Record, ...]:
    """List the records that the ties cite, by their number, each once."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for tie in ties:
        for hop in tie.hops:
            for evidence in hop.evidence:
                found[evidence.number].append(evidence)
    return tuple(_record(number, found[number]) for number in sorted(found))


def _record(number: int, evidence: list[Evidence]) -> Record:
    first = evidence[0]
    return Record(
        number=number,
        dataset=first.dataset,
        publisher=first.publisher,
        version=first.version,
        record_id=first.record_id,
        carries=tuple(dict.fromkeys(e.field for e in evidence if e.field)),
        url=next((e.url for e in evidence if e.url), ""),
        retrieved=first.retrieved,
        sha256=first.sha256,
        file_name=first.file_name,
        row_number=first.row_number,
        from_case=first.from_case,
    )


def _record_key(e: Evidence) -> tuple[object, ...]:
    return (e.publisher, e.dataset, e.file_name, e.sha256, e.record_id, e.row_number)


def doubted(
    hops: tuple[Hop, ...], threshold: float, *, is_lead: bool
) -> tuple[Hop, ...]:
    """Mark the hops that are not sure; a lead has at least one, its weakest."""
    weak = {h.position for h in hops if h.probability < threshold}
    if is_lead and hops and not weak:
        weak = {min(hops, key=lambda h: (h.probability, h.position)).position}
    return tuple(replace(h, is_sure=h.position not in weak) for h in hops)


def read_cities(db: RunDatabase) -> dict[str, str]:
    """Read the seat of each organisation, where its record states one."""
    rows = db.rows(
        "seats",
        """select organisation_id, min(city) as city
from organisation
where city is not null
group by organisation_id""",
    )
    return {row["organisation_id"]: row["city"] for row in rows}


def _tie(
    row: Row,
    hops: tuple[Hop, ...],
    actions: tuple[Action, ...],
    parent_city: str,
    say: Say,
) -> Tie:
    values: dict[str, Any] = {name: row[name] or "" for name in _TIE_TEXTS}
    values |= {name: say(row[name]) for name in _SAID_AGAIN}
    values |= {name: row[name] for name in _TIE_AS_IT_IS}
    return Tie(
        **values,
        parent_city=parent_city,
        doubts=tuple(stored(d) for d in (row["doubt"] or "").splitlines() if d.strip()),
        without_case=bool(row["without_case"]),
        evidence_url=public_url(row["evidence_url"]),
        hops=hops,
        actions_of=actions,
        anchor=tie_anchor(row["tie_id"]),
    )


def _hop(row: Row, evidence: list[Row], withheld: bool, say: Say) -> Hop:
    texts = (
        *("from_kind", "from_id", "predicate", "to_kind", "to_id"),
        *("confirmed_by", "basis"),
    )
    return Hop(
        **{name: row[name] or "" for name in texts},
        from_label=_label(row["from_kind"], row["from_id"], row["from_label"]),
        from_note=_note(row["from_note"]),
        to_label=_label(row["to_kind"], row["to_id"], row["to_label"]),
        to_note=_note(row["to_note"]),
        reason=say(row["reason"]),
        position=row["position"],
        probability=row["probability"],
        from_case=bool(row["from_case"]),
        records=row["records"],
        is_sure=True,
        evidence=tuple(_one_evidence(e, withheld) for e in evidence),
    )


def _label(kind: str, id_: str, label: str | None) -> str:
    """Name a station: a count of awards and a country are ours, all else is data."""
    if kind == StationKind.COUNTRY:
        return named(id_, label or "")
    return stored(label or "") if kind == StationKind.AWARD else label or ""


def _note(note: str | None) -> str:
    return "\n".join(stored(line) for line in (note or "").splitlines())


def _one_evidence(row: Row, withheld: bool) -> Evidence:
    texts = (
        *("dataset", "publisher", "version", "record_id"),
        *("field", "value", "file_name"),
    )
    values = {name: row[name] or "" for name in texts}
    if row["from_case"]:
        values |= {name: stored(values[name]) for name in ("dataset", "publisher")}
    if withheld and values["value"]:
        values["value"] = _(WITHHELD)
    return Evidence(
        **values,
        number=0,
        position=row["position"],
        ordinal=row["ordinal"],
        url=public_url(row["url"]),
        retrieved=row["retrieved"],
        sha256=row["file_sha256"] or "",
        row_number=row["row_number"],
        record_date=row["record_date"],
        from_case=bool(row["from_case"]),
    )


def _evidence(db: RunDatabase) -> dict[tuple[str, int], list[Row]]:
    found: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in db.rows(
        "evidence",
        "select *\nfrom evidence\norder by tie_id, position, ordinal",
    ):
        found[(row["tie_id"], row["position"])].append(row)
    return found


def _persons(db: RunDatabase) -> set[str]:
    rows = db.rows("persons", "select party_id\nfrom party\nwhere is_person")
    return {row["party_id"] for row in rows}


def _actions(db: RunDatabase) -> dict[str, list[Action]]:
    found: dict[str, list[Action]] = defaultdict(list)
    for row in db.rows(
        "actions of ties",
        """select
    a.tie_id, a.award_id, a.file_id, a.row_number, a.record_type, a.action_date,
    a.obligated, a.currency, a.counts, a.reason,
    coalesce(t.supplier_country, s.supplier_country) as supplier_country
from tie_transaction as a
left join "transaction" as t
    on t.file_id = a.file_id and t.row_number = a.row_number
left join subaward as s
    on s.file_id = a.file_id and s.row_number = a.row_number
order by a.tie_id, a.action_date nulls last, a.file_id, a.row_number""",
    ):
        found[row["tie_id"]].append(
            Action(
                award_id=row["award_id"],
                file_id=row["file_id"],
                row_number=row["row_number"],
                record_type=row["record_type"],
                day=row["action_date"],
                obligated=row["obligated"],
                currency=row["currency"] or "",
                counts=bool(row["counts"]),
                reason=row["reason"] or "",
                supplier_country=row["supplier_country"] or "",
            )
        )
    return found
