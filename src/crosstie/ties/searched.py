"""The names that descriptions are searched for, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crosstie.store.engine import Database, Row
from crosstie.text.language import _
from crosstie.ties import policy
from crosstie.ties.actions import Action
from crosstie.ties.case_ties import citation_record
from crosstie.ties.chain import Candidate, Record
from crosstie.ties.facts import Facts
from crosstie.ties.words import core_of, words_of

REGISTER = "register"
CASE = "case"
TAUGHT = "taught"

FILE = "products.csv"


@dataclass(frozen=True)
class Searched:
    """One name in words, and whose name, brand or product it is."""

    words: tuple[str, ...]
    name: str
    organisation_id: str
    source: str
    kind: str
    probability: float
    reason: str
    record: Record
    since: date | None = None
    until: date | None = None
    confirmed: bool = True

    @property
    def is_product(self) -> bool:
        """Whether it is a product's name and not an organisation's."""
        return self.source == CASE


@dataclass(frozen=True)
class Taught:
    """What a direct tie teaches: an organisation's name as a supplier, and one row."""

    organisation_id: str
    name: str
    from_case: bool
    action: Action


def searched_names(
    db: Database, facts: Facts, taught: Iterable[Taught]
) -> list[Searched]:
    """Gather every name, each with where it stands."""
    known = list(_register_names(db, facts))
    return [*known, *_taught_names(taught, known), *_products(facts)]


def _register_names(db: Database, facts: Facts) -> Iterable[Searched]:
    """Names of organisations with sure evidence of the country; a joined form too."""
    sure = sorted(
        subject
        for subject, places in facts.places.items()
        if places[0].probability >= policy.SURE_PLACE
    )
    found = db.answers("names to search", sure, lambda ids: _names_of(db, ids))
    return [name for names in found.values() for name in names]


def _names_of(db: Database, ids: list[str]) -> dict[str, list[Searched]]:
    """Read the names of these organisations, each with its row."""
    found: dict[str, list[Searched]] = {one: [] for one in ids}
    for row in db.rows(
        "names to search",
        """
        select
            coalesce(s.canonical_id, n.organisation_id) as organisation_id,
            n.name,
            n.kind,
            n.valid_from,
            n.valid_to,
            n.file_id,
            n.row_number,
            bool_and(o.source = 'case') as from_case,
            min(o.record_id) as record_id
        from every_organisation_name n
        join every_organisation o
            on o.organisation_id = n.organisation_id
            and o.file_id = n.file_id
        left join same_organisation s on s.organisation_id = n.organisation_id
        semi join (select unnest($ids) as id) k
            on k.id = coalesce(s.canonical_id, n.organisation_id)
        where o.source <> 'record'
          and o.kind not in ('fund', 'person', 'government')
        group by all
        order by all
        """,
        {"ids": ids},
    ):
        core = core_of(row["name"])
        if not core:
            continue
        found[row["organisation_id"]] += [
            _of_register(row, words) for words in _forms(core)
        ]
    return found


def _of_register(row: Row, words: tuple[str, ...]) -> Searched:
    return Searched(
        words=words,
        name=row["name"],
        organisation_id=row["organisation_id"],
        source=REGISTER,
        kind=row["kind"],
        probability=policy.OWN_NAME,
        reason=_name_of_maker(row["kind"]).format(name=row["name"]),
        record=Record(
            record_id=row["record_id"],
            field="name",
            value=row["name"],
            file_id=row["file_id"],
            row_number=row["row_number"],
            from_case=bool(row["from_case"]),
        ),
        since=row["valid_from"] if row["kind"] == "former" else None,
        until=row["valid_to"] if row["kind"] == "former" else None,
    )


def _name_of_maker(kind: str) -> str:
    return {
        "legal": _('"{name}" is the legal name of its maker.'),
        "trading": _('"{name}" is the trading name of its maker.'),
        "former": _('"{name}" is the former name of its maker.'),
        "other": _('"{name}" is the other name of its maker.'),
    }.get(kind, f'"{{name}}" is the {kind} name of its maker.')


def _forms(core: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Give a name as it is, and two words written as one (OPEN TEXT, OPENTEXT)."""
    joined = "".join(core)
    if len(core) == 2 and all(len(w) > 2 for w in core) and joined.isalpha():
        return [core, (joined,)]
    return [core]


def _products(facts: Facts) -> Iterable[Searched]:
    for product in facts.case.products:
        maker = facts.case_id(product.maker)
        words = tuple(words_of(product.name))
        if maker is None or not words:
            continue
        confirmed = product.citation.confirmed
        yield Searched(
            words=words,
            name=product.name,
            organisation_id=maker,
            source=CASE,
            kind="product",
            probability=policy.CASE_PRODUCT if confirmed else policy.UNCONFIRMED,
            reason=_('The case names the maker of "{name}".').format(name=product.name),
            record=citation_record(
                facts, FILE, product.row, product.name, product.citation
            ),
            since=product.valid_from,
            until=product.valid_to,
            confirmed=confirmed,
        )


def _taught_names(
    taught: Iterable[Taught], known: Iterable[Searched]
) -> Iterable[Searched]:
    """Give the names under which a maker sells itself; a register's row goes first."""
    rows: dict[tuple[str, tuple[str, ...]], Searched] = {}
    for name in known:
        if name.kind != "former":
            key = (name.organisation_id, name.words)
            held = rows.get(key)
            if held is None or (held.record.from_case and not name.record.from_case):
                rows[key] = name
    for one in taught:
        core = core_of(one.name)
        row = rows.get((one.organisation_id, core))
        if row is not None:
            from_case = one.from_case or row.record.from_case
            yield replace(
                row,
                source=TAUGHT,
                probability=policy.TAUGHT,
                reason=_("{what}, under which it sells itself too.").format(
                    what=row.reason.rstrip(".")
                ),
                record=replace(row.record, from_case=from_case),
            )
        elif core:
            yield Searched(
                words=core,
                name=one.name,
                organisation_id=one.organisation_id,
                source=TAUGHT,
                kind="supplier",
                probability=policy.TAUGHT,
                reason=_(
                    '"{name}" is the name of a supplier that is tied directly.'
                ).format(name=one.name),
                record=Record(
                    record_id=one.action.record_id,
                    field="supplier_name",
                    value=one.name,
                    file_id=one.action.file_id,
                    row_number=one.action.row_number,
                    date=one.action.action_date,
                    from_case=one.from_case,
                ),
            )


def taught_names(
    candidates: Iterable[Candidate],
    actions: Mapping[str, Sequence[Action]],
    threshold: float,
) -> list[Taught]:
    """Give the names that direct findings teach, each with one of its rows."""
    return [
        Taught(
            candidate.way.organisation_id,
            rows[-1].supplier_name or candidate.supplier,
            any(hop.from_case for hop in candidate.way.hops),
            rows[-1],
        )
        for candidate in candidates
        if (rows := actions.get(candidate.party_id, ()))
        and candidate.way.lead_only is None
        and candidate.way.decision not in ("negative", "unsure", "disputed")
        and candidate.way.probability >= threshold
    ]
