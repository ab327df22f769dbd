"""Reads organisations with their names, and finds rows that are one organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from crosstie.resolve import policy
from crosstie.store.engine import Database, Row
from crosstie.text.legalforms import compare_forms
from crosstie.text.names import Name, fold, parse_name

PRIORITY = ("lei", "listed", "case", "record")
"""Which id stands for an organisation that several sources hold: the first of these."""

_ORGANISATIONS = """
select organisation_id, source, file_id, row_number, record_id, name, kind, country,
  city, region, website, url
from every_organisation
semi join considered using (organisation_id)
order by organisation_id, file_id, row_number
"""

_NAMES = """
select organisation_id, file_id, row_number, name, kind, valid_from, valid_to
from every_organisation_name
semi join considered using (organisation_id)
order by organisation_id, file_id, row_number, name, kind
"""

_PARENTS = """
select distinct child_id, parent_id, parent_name
from every_ownership_statement
semi join considered on considered.organisation_id = child_id
order by child_id, parent_id, parent_name
"""

_IDENTIFIERS = """
select distinct organisation_id, lower(scheme) as scheme, value
from every_organisation_identifier
semi join considered using (organisation_id)
order by organisation_id, scheme, value
"""


_CITIES = """
select distinct city
from every_organisation
where country = $country
  and city is not null
"""


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """One name of an organisation, and the row it stands in."""

    name: Name
    kind: str
    valid_from: date | None
    valid_to: date | None
    organisation_id: str
    source: str
    file_id: str
    row_number: int
    record_id: str | None


@dataclass(slots=True)
class Organisation:
    """One organisation: every row, name and identifier that is it."""

    organisation_id: str
    """The canonical id."""
    rows: list[Row] = field(default_factory=list)
    names: list[OrganisationName] = field(default_factory=list)
    identifiers: set[tuple[str, str]] = field(default_factory=set)

    parents: set[tuple[str, ...]] = field(default_factory=set)
    """Cores of the names of those that a statement says own or control it."""
    owners: set[str] = field(default_factory=set)
    """Canonical ids of the same, where they are loaded."""

    def as_written(self, column: str, folded: str) -> str:
        """Give a place as one of the rows writes it, found by its folded form."""
        return next(
            (r[column] for r in self.rows if r[column] and fold(r[column]) == folded),
            folded.title(),
        )

    @property
    def countries(self) -> set[str]:
        """Return every country that a row states."""
        return {row["country"] for row in self.rows if row["country"]}

    @property
    def cities(self) -> set[str]:
        """Return every city that a row states, folded."""
        return {fold(row["city"]) for row in self.rows if row["city"]}

    @property
    def regions(self) -> set[str]:
        """Return every province or state that a row states, folded."""
        return {fold(row["region"]) for row in self.rows if row["region"]}


@dataclass(frozen=True)
class Register:
    """The organisations considered, by canonical id, and each row's canonical id."""

    organisations: dict[str, Organisation]
    same: list[Row]
    """Rows of the table same_organisation, those that stand alone among them."""

    @cached_property
    def canonical(self) -> dict[str, str]:
        """Return for every organisation the id that stands for it."""
        return {row["organisation_id"]: row["canonical_id"] for row in self.same}


def cities_of(db: Database, country: str) -> frozenset[str]:
    """Return the cities, folded, in which registers place a country's bodies."""
    rows = db.rows("cities of a country", _CITIES, {"country": country})
    return frozenset(fold(row["city"]) for row in rows)


def read_register(db: Database) -> Register:
    """Read the organisations that are considered and merge the rows that are one."""
    rows = db.rows("organisations", _ORGANISATIONS)
    names = db.rows("organisation names", _NAMES)
    identifiers = db.rows("organisation identifiers", _IDENTIFIERS)
    parsed: dict[str, Name] = {}
    for row in (*rows, *names):
        if row["name"] not in parsed:
            parsed[row["name"]] = parse_name(row["name"])
    same = merge(rows, identifiers, parsed)
    canonical = {row["organisation_id"]: row["canonical_id"] for row in same}
    found: dict[str, Organisation] = {}
    by_place: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = canonical[row["organisation_id"]]
        found.setdefault(key, Organisation(key)).rows.append(row)
        by_place[row["organisation_id"], row["file_id"]] = row
    for name in _with_own(rows, names):
        owner = by_place.get((name["organisation_id"], name["file_id"]))
        if owner is not None:
            key = canonical[owner["organisation_id"]]
            found[key].names.append(_name(name, owner, parsed[name["name"]]))
    for item in identifiers:
        if item["organisation_id"] in canonical:
            key = canonical[item["organisation_id"]]
            found[key].identifiers.add((item["scheme"], item["value"]))
    _add_parents(db, found, canonical)
    return Register(found, same)


def _add_parents(
    db: Database, found: dict[str, Organisation], canonical: dict[str, str]
) -> None:
    """Tell each organisation how its owners are named; the dates are not asked."""
    for row in db.rows("parents stated", _PARENTS):
        child = found.get(canonical.get(row["child_id"], ""))
        parent = found.get(canonical.get(row["parent_id"], ""))
        if child is None or child is parent:
            continue
        if row["parent_name"]:
            child.parents.add(parse_name(row["parent_name"]).core)
        if parent is not None:
            child.parents |= {own.name.core for own in parent.names}
            child.owners.add(parent.organisation_id)


def _with_own(rows: list[Row], names: list[Row]) -> list[Row]:
    """Add each row's own name where the table of names lacks it."""
    held = {(n["organisation_id"], n["file_id"], n["name"]) for n in names}
    return names + [
        {**row, "kind": "legal", "valid_from": None, "valid_to": None}
        for row in rows
        if (row["organisation_id"], row["file_id"], row["name"]) not in held
    ]


def _name(row: Row, owner: Row, name: Name) -> OrganisationName:
    return OrganisationName(
        name=name,
        kind=row["kind"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        organisation_id=owner["organisation_id"],
        source=owner["source"],
        file_id=row["file_id"],
        row_number=row["row_number"],
        record_id=owner["record_id"],
    )


def merge(
    rows: list[Row], identifiers: Iterable[Row], parsed: dict[str, Name]
) -> list[Row]:
    """Find the rows that are one organisation; every organisation has a row."""
    groups = _Groups(row["organisation_id"] for row in rows)
    _merge_identifiers(groups, identifiers)
    _merge_names(groups, rows, parsed)
    return [
        {
            "organisation_id": member,
            "canonical_id": canonical,
            "reason": groups.reason[member],
        }
        for members in groups.members()
        for canonical in [min(members, key=_rank)]
        for member in sorted(members)
    ]


def _rank(organisation_id: str) -> tuple[int, str]:
    source = organisation_id.partition(":")[0]
    place = PRIORITY.index(source) if source in PRIORITY else 1
    return (place, organisation_id)


def _merge_identifiers(groups: _Groups, identifiers: Iterable[Row]) -> None:
    """Join rows that share a strong identifier, or that name another row's id."""
    bearers: dict[tuple[str, str], str] = {}
    for row in identifiers:
        scheme, value = row["scheme"], row["value"]
        own = row["organisation_id"]
        if own not in groups:
            continue
        named = f"{scheme}:{value}"
        if named in groups:
            groups.join(own, named, f"the row carries the identifier {named}")
        if scheme in policy.WEAK_SCHEMES or scheme in ("website", "ticker"):
            continue
        first = bearers.setdefault((scheme, value), own)
        groups.join(own, first, f"shared identifier {scheme} {value}")


def _merge_names(groups: _Groups, rows: list[Row], parsed: dict[str, Name]) -> None:
    """Join rows of one core name, country and city; two LEIs are never joined."""
    by_core: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_core[parsed[row["name"]].core_text, row["kind"]].append(row)
    for alike in by_core.values():
        for number, row in enumerate(alike):
            for other in alike[:number]:
                reason = _same_place(row, other, parsed)
                if reason and not groups.has_two_leis(row, other):
                    groups.join(
                        row["organisation_id"], other["organisation_id"], reason
                    )


def _same_place(row: Row, other: Row, parsed: dict[str, Name]) -> str:
    """Say why two rows of one core name are one organisation; empty where not."""
    names = parsed[row["name"]], parsed[other["name"]]
    exchange = _exchange(row)
    if exchange and exchange == _exchange(other) and names[0].plain == names[1].plain:
        if not row["country"] or not other["country"]:
            return "same name on one exchange"
        if row["country"] == other["country"]:
            return "same name and country on one exchange"
    forms = compare_forms(names[0].form, names[1].form)
    if forms in ("near", "conflict") or not row["country"]:
        return ""
    if row["country"] != other["country"]:
        return ""
    if row["website"] and _host(row["website"]) == _host(other["website"] or ""):
        return "same name, country and web site"
    if not row["city"] or not other["city"]:
        return ""
    if fold(row["city"]) == fold(other["city"]):
        return "same name, country and city"
    return ""


def _exchange(row: Row) -> str:
    """Return the exchange of a listing; no exchange lists two companies of one name."""
    parts = str(row["organisation_id"]).split(":")
    return parts[1] if parts[0] == "listed" and len(parts) > 2 else ""


def _host(address: str) -> str:
    host = address.partition("://")[2] or address
    return host.partition("/")[0].removeprefix("www.").lower()


class _Groups:
    """Disjoint sets of organisation ids, with the reason of each join."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._above = {one: one for one in ids}
        self._leis = {
            one: {one} if one.startswith("lei:") else set() for one in self._above
        }
        self.reason = dict.fromkeys(self._above, "its own row")

    def __contains__(self, organisation_id: object) -> bool:
        return organisation_id in self._above

    def top(self, one: str) -> str:
        """Return the set's first id."""
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def has_two_leis(self, row: Row, other: Row) -> bool:
        """Tell whether joining would make one organisation of two LEIs."""
        tops = {self.top(row["organisation_id"]), self.top(other["organisation_id"])}
        return len(set().union(*(self._leis[top] for top in tops))) > 1

    def join(self, one: str, other: str, reason: str) -> None:
        """Make two sets one."""
        a, b = sorted((self.top(one), self.top(other)))
        if a == b:
            return
        self._above[b] = a
        self._leis[a] |= self._leis[b]
        for member in (one, other):
            if self.reason[member] == "its own row":
                self.reason[member] = reason

    def members(self) -> list[list[str]]:
        """Return the sets, each sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for one in sorted(self._above):
            found[self.top(one)].append(one)
        return [found[key] for key in sorted(found)]
