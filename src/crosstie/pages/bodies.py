"""Who an organisation is: the rows of registers, lists and case that are one body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crosstie.pages.addresses import public_url
from crosstie.pages.facts import RunDatabase
from crosstie.pages.subjects import is_as_written
from crosstie.text.language import stored

Row = Mapping[str, Any]


@dataclass(frozen=True)
class RegisterRow:
    """One row of a register, a list or the case that is the organisation."""

    organisation_id: str
    source: str
    name: str
    kind: str
    country: str
    country_basis: str
    city: str
    legal_form: str
    status: str
    valid_from: date | None
    valid_to: date | None
    website: str
    url: str
    file_id: str
    row_number: int


@dataclass(frozen=True)
class DatedName:
    """One name that a row gives the organisation, with its dates."""

    name: str
    kind: str
    """legal, trading, former, other, or transliterated."""
    valid_from: date | None
    valid_to: date | None
    file_id: str
    row_number: int


@dataclass(frozen=True)
class BodyIdentifier:
    """One identifier, in its scheme."""

    scheme: str
    value: str
    file_id: str
    row_number: int


@dataclass(frozen=True)
class CountryReason:
    """One reason to place the organisation in a country."""

    country: str
    basis: str
    probability: float
    reason: str
    city: str
    field: str
    value: str
    url: str
    from_case: bool
    file_id: str
    row_number: int | None


@dataclass(frozen=True)
class Body:
    """An organisation with all that registers, lists and the case say of it."""

    id: str
    """The canonical id, which stands for all of them."""
    ids: tuple[str, ...]
    """Every id that is it, the canonical one first."""
    name: str
    is_as_written: bool
    """True where only award records name it: its name is then theirs."""
    country: str
    city: str
    rows: tuple[RegisterRow, ...]
    names: tuple[DatedName, ...]
    identifiers: tuple[BodyIdentifier, ...]
    countries: tuple[CountryReason, ...]


_IDS = """known as (
    select organisation_id as id from organisation
    union select organisation_id from tie
    union select parent_id from tie
    union select organisation_id from near_miss
    union select from_id from hop where from_kind = 'organisation'
    union select to_id from hop where to_kind = 'organisation'
    union select child_id from control
    union select parent_id from control
)
select distinct coalesce(s.canonical_id, k.id) as id
from known as k
left join same_organisation as s on s.organisation_id = k.id
where k.id is not null"""


def find_body(db: RunDatabase, anchor: str) -> str | None:
    """Find the canonical id behind an organisation's anchor; None where there is none.

    The anchor of any of its rows leads to the same organisation.
    """
    digest = anchor.removeprefix("o-")
    if not digest or digest == anchor:
        return None
    found = db.value(
        "organisation of an anchor",
        f"with {_IDS}\nand left(sha256(k.id), $size) = $digest\norder by 1\nlimit 1",
        {"digest": digest, "size": len(digest)},
    )
    return None if found is None else str(found)


def every_body(db: RunDatabase) -> tuple[str, ...]:
    """List the canonical ids of all organisations that have a page."""
    rows = db.rows("every organisation", f"with {_IDS}\norder by 1")
    return tuple(str(row["id"]) for row in rows)


def read_body(db: RunDatabase, canonical: str) -> Body:
    """Read what the run holds of one organisation."""
    ids = _ids(db, canonical)
    rows = tuple(_row(r) for r in _of(db, "organisation", ids))
    best = next((r for r in rows if r.organisation_id == canonical), None)
    first = best or next(iter(rows), None)
    return Body(
        id=canonical,
        ids=ids,
        name=first.name if first else _label(db, canonical),
        is_as_written=is_as_written(canonical),
        country=first.country if first else "",
        city=next((r.city for r in (first, *rows) if r and r.city), ""),
        rows=rows,
        names=_names(db, ids, rows),
        identifiers=_identifiers(db, ids),
        countries=_countries(db, ids),
    )


def _ids(db: RunDatabase, canonical: str) -> tuple[str, ...]:
    found = db.rows(
        "rows of an organisation",
        "select organisation_id as id\nfrom same_organisation\n"
        "where canonical_id = $id\norder by 1",
        {"id": canonical},
    )
    others = [r["id"] for r in found if r["id"] != canonical]
    return (canonical, *others)


def _of(db: RunDatabase, table: str, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    return db.rows(
        f"{table} of an organisation",
        f"select *\nfrom {table}\n"
        "where organisation_id in (select unnest($ids))\n"
        "order by organisation_id, file_id, row_number",
        {"ids": list(ids)},
    )


def _label(db: RunDatabase, id_: str) -> str:
    """Name an organisation that no register row names: by a tie, hop or near miss."""
    found = db.value(
        "name of an organisation",
        """select name from (
    select organisation as name from tie where organisation_id = $id
    union all select parent from tie where parent_id = $id
    union all select to_label from hop
        where to_id = $id and to_kind = 'organisation'
    union all select organisation from near_miss where organisation_id = $id
)
where name is not null
order by name
limit 1""",
        {"id": id_},
    )
    return str(found or id_)


def _row(row: Row) -> RegisterRow:
    texts = (
        *("organisation_id", "source", "name", "kind", "country", "country_basis"),
        *("city", "legal_form", "status"),
    )
    return RegisterRow(
        **{name: row[name] or "" for name in texts},
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        website=public_url(row["website"]),
        url=public_url(row["url"]),
        file_id=row["file_id"],
        row_number=row["row_number"],
    )


def _names(
    db: RunDatabase, ids: tuple[str, ...], rows: tuple[RegisterRow, ...]
) -> tuple[DatedName, ...]:
    """List every name with its dates; one that only a register row gives is legal."""
    found = [
        DatedName(
            r["name"],
            r["kind"],
            r["valid_from"],
            r["valid_to"],
            r["file_id"],
            r["row_number"],
        )
        for r in _of(db, "organisation_name", ids)
    ]
    known = {(n.name, n.file_id) for n in found}
    found += [
        DatedName(r.name, "legal", None, None, r.file_id, r.row_number)
        for r in rows
        if (r.name, r.file_id) not in known
    ]
    order = ("legal", "trading", "other", "transliterated", "former")
    return tuple(
        sorted(
            found,
            key=lambda n: (
                order.index(n.kind) if n.kind in order else len(order),
                n.name,
                n.file_id,
            ),
        )
    )


def _identifiers(db: RunDatabase, ids: tuple[str, ...]) -> tuple[BodyIdentifier, ...]:
    found: dict[tuple[str, str], BodyIdentifier] = {}
    for r in _of(db, "organisation_identifier", ids):
        one = BodyIdentifier(r["scheme"], r["value"], r["file_id"], r["row_number"])
        found.setdefault((one.scheme, one.value), one)
    return tuple(found[key] for key in sorted(found))


def _countries(db: RunDatabase, ids: tuple[str, ...]) -> tuple[CountryReason, ...]:
    rows = db.rows(
        "countries of an organisation",
        "select *\nfrom country_evidence\n"
        "where subject_id in (select unnest($ids))\n"
        "order by probability desc, basis, country, file_id, row_number",
        {"ids": list(ids)},
    )
    texts = ("country", "city", "field", "value", "file_id")
    return tuple(
        CountryReason(
            **{name: row[name] or "" for name in texts},
            basis=stored(row["basis"] or ""),
            reason=stored(row["reason"] or ""),
            probability=row["probability"],
            url=public_url(row["url"]),
            from_case=bool(row["from_case"]),
            row_number=row["row_number"],
        )
        for row in rows
    )
