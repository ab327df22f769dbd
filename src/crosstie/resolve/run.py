"""The step from suppliers as written to organisations, in the order of its parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from crosstie.model.case import Case
from crosstie.resolve import country, rows, spellings, weights
from crosstie.resolve.considered import consider
from crosstie.resolve.decisions import Named, apply_decisions
from crosstie.resolve.match import match_parties
from crosstie.resolve.organisations import Register, cities_of, read_register
from crosstie.resolve.parties import Party, group_spellings, parse_spellings
from crosstie.resolve.recorded import recorded_organisations
from crosstie.store import run_tables, tables
from crosstie.store.engine import Database, Row
from crosstie.text.names import Name


@dataclass(frozen=True)
class Resolved:
    """What the records alone say, before any decision: nothing in it is changed."""

    matches: list[Row]
    placed: frozenset[str]
    """Organisations whose country is stated in `country_evidence` for a match."""
    named: Named
    stated: Register
    """The organisations of registers and of the case."""
    register: Register
    """The same, and those known from award records only."""


def resolve(db: Database, case: Case) -> None:
    """Fill the tables that say who suppliers are and where organisations belong.

    Of large registers only what the run points to is considered. `db` is the run's
    database with the workspace attached as `w` and the views
    `every_organisation`, `every_organisation_name` and
    `every_organisation_identifier` in place.
    """
    settle(db, case, read_records(db, case))


def settle(db: Database, case: Case, resolved: Resolved) -> None:
    """Lay the case's decisions over what the records say: `match`, `country_evidence`.

    Raises:
        Contradiction: decisions contradict each other.
        CaseError: a decision names an organisation that several rows may be.

    """
    matches = apply_decisions(resolved.matches, case, resolved.named, resolved.register)
    db.append(run_tables.MATCH, matches)
    new = {row["organisation_id"] for row in matches} - resolved.placed
    if new:
        _place(db, case, resolved.stated, new)


def _place(
    db: Database, case: Case, register: Register, matched: Collection[str]
) -> None:
    """State the country of organisations that only a decision matches."""
    db.run(
        "forget their places",
        "delete from country_evidence\nwhere subject_id in (select unnest($ids) as id)",
        {"ids": sorted(matched)},
    )
    held = {key: register.organisations[key] for key in matched}
    rows = country.organisation_evidence(Register(held, []), case, matched)
    db.append(run_tables.COUNTRY_EVIDENCE, rows)


def read_records(db: Database, case: Case) -> Resolved:
    """Fill the tables that no decision changes; return what decisions are laid over."""
    written = spellings.read_spellings(db)
    consider(db, written, case.country)
    register = read_register(db)
    parties = _parties(written, register)
    party_of = {s.spelling_id: p for p in parties for s in p.spellings}
    parents = rows.parent_rows(spellings.read_parents(db), party_of)
    weighed = _weights(db, parties, register)
    confirmed = {
        f"case:{row.id}" for row in case.organisations if row.citation.confirmed
    }
    matched = match_parties(
        parties,
        register,
        weighed,
        _names(parents, parties),
        confirmed,
        case.buyer.country,
    )
    evidence = _party_evidence(
        db, case, parties, {case.country: cities_of(db, case.country)}
    )
    recorded = recorded_organisations(
        parties, register, matched, evidence, case.country
    )
    matches = matched + recorded.matches
    placed = frozenset(row["organisation_id"] for row in matches)
    db.append(
        run_tables.COUNTRY_EVIDENCE,
        [
            *country.organisation_evidence(register, case, placed),
            *recorded.evidence,
        ],
    )
    db.append(run_tables.PARTY, [rows.party_row(party) for party in parties])
    db.append(
        run_tables.PARTY_SPELLING,
        sorted(
            (row for party in parties for row in rows.spelling_rows(party)),
            key=lambda row: str(row["spelling_id"]),
        ),
    )
    db.append(run_tables.PARTY_PARENT, parents)
    db.append(tables.ORGANISATION, recorded.organisations)
    db.append(tables.ORGANISATION_NAME, recorded.names)
    _write_same(db, recorded.register)
    return Resolved(
        matches, placed, Named(parties, recorded.register), register, recorded.register
    )


_ALONE = """
select distinct organisation_id, organisation_id as canonical_id,
  'its own row' as reason
from every_organisation
where (source not in (select source from large_register)
  or organisation_id in (select organisation_id from considered))
  and organisation_id not in (
  select organisation_id
  from same_organisation)
"""


def _write_same(db: Database, register: Register) -> None:
    """Write the rows that stand together from here, the many others in one step."""
    joined = {
        row["canonical_id"]
        for row in register.same
        if row["organisation_id"] != row["canonical_id"]
    }
    db.append(
        run_tables.SAME_ORGANISATION,
        [row for row in register.same if row["canonical_id"] in joined],
    )
    db.fill(run_tables.SAME_ORGANISATION, _ALONE)


def _parties(written: Iterable[Row], register: Register) -> list[Party]:
    known = {
        own.name.core_text
        for organisation in register.organisations.values()
        for own in organisation.names
    }
    return group_spellings(parse_spellings(written, known))


def _weights(
    db: Database, parties: Iterable[Party], register: Register
) -> weights.Weights:
    """Measure words over all names, once the persons are left out."""
    named = [s for p in parties for s in p.spellings if not s.is_person]
    own = [
        name.name
        for organisation in register.organisations.values()
        for name in organisation.names
    ]
    cities = {s.row["city"] for s in named if s.row["city"]}
    return weights.measure(
        [*(s.name for s in named), *own],
        weights.read_prose(db),
        weights.read_cities(db, sorted(cities)),
    )


def _names(
    parents: Iterable[Row], parties: Iterable[Party]
) -> Mapping[str, tuple[Name, ...]]:
    """Give each party the names of the parents that records name for it."""
    shown = {party.party_id: party.shown.name for party in parties}
    found: dict[str, list[Name]] = {}
    for row in parents:
        found.setdefault(row["party_id"], []).append(shown[row["parent_party_id"]])
    return {key: tuple(names) for key, names in found.items()}


def _party_evidence(
    db: Database,
    case: Case,
    parties: Iterable[Party],
    cities: Mapping[str, Collection[str]],
) -> dict[str, list[Row]]:
    """Gather what records say of each party's country, by party."""
    coded: dict[str, list[Row]] = {}
    for row in spellings.read_countries(db):
        coded.setdefault(row["spelling_id"], []).append(row)
    hinted = country.party_hints(parties, case.country)
    samples = spellings.read_samples(
        db, sorted(spelling.spelling_id for spelling in hinted.values())
    )
    found: dict[str, list[Row]] = {}
    for party in parties:
        if not party.is_person:
            stated = country.party_evidence(
                party, coded, hinted.get(party.party_id), samples, cities
            )
            if any(row["country"] == case.country for row in stated):
                found[party.party_id] = stated
    return found
