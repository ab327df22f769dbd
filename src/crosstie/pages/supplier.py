"""One supplier as records write it: spellings, parents, awards, ties and matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.pages.award_rows import AwardRow, award_rows
from crosstie.pages.contexts import Tie, Timeline, Total
from crosstie.pages.facts import RunDatabase
from crosstie.pages.run_contexts import RunFacts
from crosstie.pages.timeline import timelines
from crosstie.pages.totals import add_up
from crosstie.text.language import stored

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Spelling:
    """One way in which records write the supplier."""

    name: str
    uei: str
    duns: str
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class NamedParent:
    """One parent that award records name, with the days of those records."""

    name: str
    value: str
    """The parent's name as one such row writes it."""
    party_id: str
    first_day: date | None
    last_day: date | None
    records: int
    file_id: str
    row_number: int | None


@dataclass(frozen=True)
class Reason:
    """What one reason weighs, in bits; for the match where it is positive."""

    bits: Decimal
    says: str


@dataclass(frozen=True)
class Considered:
    """One organisation that the supplier was compared with."""

    match_id: str
    party_id: str
    supplier: str
    organisation_id: str
    organisation: str
    is_in_run: bool
    """True where the run holds the organisation, and so has a page for it."""
    kind: str
    """same, family, or words."""
    probability: float
    reason: str
    reasons: tuple[Reason, ...]
    matched_name: str
    name_kind: str
    basis: str
    decision: str
    decided_by: str
    source: str
    file_id: str
    row_number: int | None
    is_tied: bool


@dataclass(frozen=True)
class SupplierContext:
    """One supplier with all that the run holds of it."""

    party_id: str
    name: str
    basis: str
    """uei, duns, or name: what its spellings were put together by."""
    uei: str
    duns: str
    country: str
    city: str
    state: str
    obligated: Decimal | None
    """Obligated to it by all awards loaded, tied or not."""
    is_supplier: bool
    is_subawardee: bool
    is_parent: bool
    spellings: tuple[Spelling, ...]
    parents: tuple[NamedParent, ...]
    findings: tuple[Tie, ...]
    siblings: tuple[Tie, ...]
    leads: tuple[Tie, ...]
    not_counted: tuple[Tie, ...]
    totals: tuple[Total, ...]
    awards: tuple[AwardRow, ...]
    considered: tuple[Considered, ...]
    timelines: tuple[Timeline, ...]


def find_party(db: RunDatabase, anchor: str) -> str | None:
    """Find the supplier behind an anchor; None where there is none.

    A private person has no page: there is none for them either.
    """
    digest = anchor.removeprefix("p-")
    if not digest or digest == anchor:
        return None
    found = db.value(
        "supplier of an anchor",
        "select party_id\nfrom party\nwhere not is_person\n"
        "and left(sha256(party_id), $size) = $digest\norder by 1\nlimit 1",
        {"digest": digest, "size": len(digest)},
    )
    return None if found is None else str(found)


def every_party(db: RunDatabase) -> tuple[str, ...]:
    """List the suppliers that ties, awards, near misses and matches of the run name."""
    rows = db.rows(
        "every supplier",
        """select party_id
from party
where not is_person
and party_id in (
    select party_id from tie where party_id is not null
    union select party_id from near_miss where party_id is not null
    union select party_id from match
    union select s.party_id from party_spelling as s
        join "transaction" as t on t.spelling_id = s.spelling_id
    union select s.party_id from party_spelling as s
        join subaward as t on t.spelling_id = s.spelling_id
    union select parent_party_id from party_parent
)
order by party_id""",
    )
    return tuple(str(row["party_id"]) for row in rows)


def read_supplier(
    db: RunDatabase, party_id: str, ties: Sequence[Tie], facts: RunFacts
) -> SupplierContext:
    """Read one supplier of a run."""
    row: Row = db.rows(
        "supplier", "select *\nfrom party\nwhere party_id = $id", {"id": party_id}
    )[0]
    mine = tuple(t for t in ties if t.party_id == party_id)
    findings = tuple(t for t in mine if t.is_finding and not t.is_sibling)
    texts = ("name", "basis", "uei", "duns", "country", "city", "state")
    return SupplierContext(
        party_id=party_id,
        **{name: row[name] or "" for name in texts},
        is_supplier=bool(row["is_supplier"]),
        is_subawardee=bool(row["is_subawardee"]),
        is_parent=bool(row["is_parent"]),
        obligated=row["obligated"],
        spellings=_spellings(db, party_id),
        parents=_parents(db, party_id),
        findings=findings,
        siblings=tuple(t for t in mine if t.is_finding and t.is_sibling),
        leads=tuple(t for t in mine if t.is_lead),
        not_counted=tuple(t for t in mine if not t.is_finding and not t.is_lead),
        totals=add_up(t for t in mine if t.is_finding),
        awards=award_rows(db, mine),
        considered=considered(db, parties=(party_id,), ties=mine),
        timelines=timelines(findings, facts),
    )


def _spellings(db: RunDatabase, party_id: str) -> tuple[Spelling, ...]:
    rows = db.rows(
        "spellings of a supplier",
        "select *\nfrom party_spelling\nwhere party_id = $id\n"
        "order by last_date desc nulls last, name, uei, duns",
        {"id": party_id},
    )
    return tuple(
        Spelling(
            r["name"], r["uei"] or "", r["duns"] or "", r["first_date"], r["last_date"]
        )
        for r in rows
    )


def _parents(db: RunDatabase, party_id: str) -> tuple[NamedParent, ...]:
    rows = db.rows(
        "parents named in records",
        """select n.*, p.name, p.is_person
from party_parent as n
left join party as p on p.party_id = n.parent_party_id
where n.party_id = $id
order by n.last_date desc nulls last, p.name, n.parent_party_id""",
        {"id": party_id},
    )
    return tuple(
        NamedParent(
            name=r["name"] or r["value"] or "",
            value="" if r["is_person"] else r["value"] or "",
            party_id="" if r["is_person"] else r["parent_party_id"],
            first_day=r["first_date"],
            last_day=r["last_date"],
            records=r["records"] or 0,
            file_id=r["file_id"] or "",
            row_number=r["row_number"],
        )
        for r in rows
    )


def considered(
    db: RunDatabase,
    *,
    parties: Sequence[str] = (),
    organisations: Sequence[str] = (),
    ties: Sequence[Tie] = (),
) -> tuple[Considered, ...]:
    """Read the matches of some suppliers or organisations, the surest first.

    A private person's rows are left out.
    """
    tied = {(t.party_id, id_) for t in ties for id_ in _ids(t)}
    rows = db.rows(
        "matches considered",
        """select m.*, p.name as supplier, o.name as organisation
from match as m
join party as p on p.party_id = m.party_id and not p.is_person
left join (
    select organisation_id, min(name) as name
    from organisation
    group by organisation_id
) as o on o.organisation_id = m.organisation_id
where m.party_id in (select unnest($parties))
or m.organisation_id in (select unnest($organisations))
order by m.probability desc, m.kind, p.name, m.match_id""",
        {"parties": list(parties), "organisations": list(organisations)},
    )
    return tuple(_considered(row, tied) for row in rows)


def _ids(tie: Tie) -> set[str]:
    found = {tie.organisation_id, tie.parent_id}
    found |= {h.to_id for h in tie.hops if h.to_kind == "organisation"}
    return found


def _considered(row: Row, tied: set[tuple[str, str]]) -> Considered:
    texts = (
        *("match_id", "party_id", "supplier", "organisation_id", "kind"),
        *("matched_name", "name_kind", "basis", "decision", "decided_by", "source"),
        "file_id",
    )
    return Considered(
        **{name: row[name] or "" for name in texts},
        organisation=row["organisation"]
        or row["matched_name"]
        or row["organisation_id"],
        is_in_run=row["organisation"] is not None,
        probability=row["probability"],
        reason=stored(row["reason"] or ""),
        reasons=_reasons(row["weights"] or ""),
        row_number=row["row_number"],
        is_tied=(row["party_id"], row["organisation_id"]) in tied,
    )


def _reasons(weights: str) -> tuple[Reason, ...]:
    """Read what each reason weighs: a line each, as in "+8.1 how alike they are"."""
    found = []
    for line in weights.splitlines():
        bits, _space, says = line.strip().partition(" ")
        try:
            found.append(Reason(Decimal(bits), stored(says)))
        except ArithmeticError:
            continue
    return tuple(found)
