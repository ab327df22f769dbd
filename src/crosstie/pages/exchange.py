"""Reads a run for exchange with other programs, and chooses which ties go out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from crosstie.model.words import Kind
from crosstie.pages.addresses import public_url
from crosstie.pages.contexts import Evidence, Tie
from crosstie.pages.exchange_contexts import (
    ActionRow,
    Award,
    Exchange,
    Identifier,
    Organisation,
    Origin,
    Party,
    SourceFile,
    Statement,
)
from crosstie.pages.facts import RunDatabase, run_facts
from crosstie.pages.publish import published
from crosstie.pages.ties import WITHHELD, read_ties
from crosstie.store.masking import masked_name

Row = Mapping[str, Any]

CONTROL = ("is controlled by", "is part-owned by", "is a joint venture of")
"""Predicates that rest on a statement of ownership."""


def read_exchange(db: RunDatabase, *, publish: bool = False) -> Exchange:
    """Read a run; with `publish` its findings alone.

    Raises:
        Undecided: `publish` is asked for, and a tie waits for a decision.

    """
    facts = run_facts(db)
    ties = read_ties(db)
    if publish:
        ties = published(ties, facts.case)
    files = _files(db)
    whole = Exchange(
        facts=facts,
        ties=ties,
        organisations=_organisations(db, files),
        parties=_parties(db),
        awards={},
        actions=(),
        statements=_statements(db, files),
        files=tuple(files.values()),
        is_published=publish,
    )
    actions = _actions(db, files, whole.parties, _by_tie(ties))
    awards = _awards(db, files, whole.parties, actions, _by_tie(ties))
    return chosen(replace(whole, awards=awards, actions=actions), ties)


def with_kinds(exchange: Exchange, kinds: Iterable[Kind]) -> Exchange:
    """Keep the ties of some kinds, and what they use."""
    wanted = {kind.value for kind in kinds}
    return chosen(exchange, [tie for tie in exchange.ties if tie.kind in wanted])


def chosen(exchange: Exchange, ties: Sequence[Tie]) -> Exchange:
    """Keep some ties, and of everything else what their chains use."""
    tie_ids = {tie.tie_id for tie in ties}
    actions = tuple(row for row in exchange.actions if row.tie_id in tie_ids)
    award_ids = {row.award_id for row in actions}
    awards = {id: a for id, a in exchange.awards.items() if id in award_ids}
    stations = {
        (kind, id)
        for tie in ties
        for hop in tie.hops
        for kind, id in ((hop.from_kind, hop.from_id), (hop.to_kind, hop.to_id))
    }
    named = {id for kind, id in stations if kind == "organisation"}
    named |= {tie.organisation_id for tie in ties}
    named |= {tie.parent_id for tie in ties if tie.parent_id}
    suppliers = {tie.party_id for tie in ties if tie.party_id}
    suppliers |= {award.party_id for award in awards.values() if award.party_id}
    links = {
        (hop.from_id, hop.to_id)
        for tie in ties
        for hop in tie.hops
        if hop.predicate in CONTROL
    }
    return replace(
        exchange,
        ties=tuple(ties),
        organisations={
            id: one for id, one in exchange.organisations.items() if id in named
        },
        parties={id: one for id, one in exchange.parties.items() if id in suppliers},
        awards=awards,
        actions=actions,
        statements=tuple(
            one for one in exchange.statements if (one.child_id, one.parent_id) in links
        ),
    )


def first_evidence(tie: Tie) -> Evidence | None:
    """Give the record to open first: the tie's own, else the first of its chain."""
    evidence = [one for hop in tie.hops for one in hop.evidence]
    own = (one for one in evidence if one.record_id == tie.evidence_record)
    return next(own, evidence[0] if evidence else None)


def _by_tie(ties: Sequence[Tie]) -> dict[str, Tie]:
    return {tie.tie_id: tie for tie in ties}


def _files(db: RunDatabase) -> dict[str, SourceFile]:
    rows = db.rows(
        "files",
        "select *\nfrom file\nwhere replaced_by is null\norder by source, load_number, "
        "name, member nulls first, file_id",
    )
    texts = (
        *("file_id", "source", "layout", "dataset_id", "publisher", "title"),
        *("licence", "name", "member", "sha256", "version"),
    )
    plain = (
        *("bytes", "retrieved", "first_date", "last_date", "rows_read"),
        *("rows_loaded", "rows_rejected", "rows_repeated"),
    )
    found = {}
    for row in rows:
        values: dict[str, Any] = {name: row[name] or "" for name in texts}
        values |= {name: row[name] for name in plain}
        found[row["file_id"]] = SourceFile(**values, url=public_url(row["url"]))
    return found


def _origin(row: Row, files: Mapping[str, SourceFile], url: str | None) -> Origin:
    file = files.get(row["file_id"])
    if file is None:
        return Origin(record_id=row["record_id"] or "", url=public_url(url))
    number = row["row_number"]
    return Origin(
        publisher=file.publisher,
        dataset=file.title or file.name,
        version=file.version,
        record_id=row["record_id"] or f"{file.name} row {number}",
        url=public_url(url) or file.url,
        retrieved=file.retrieved,
        sha256=file.sha256,
        file_name=file.name,
        row_number=number,
    )


def _canonical(db: RunDatabase) -> Mapping[Any, str]:
    rows = db.rows(
        "canonical ids", "select organisation_id, canonical_id\nfrom same_organisation"
    )
    return {row["organisation_id"]: str(row["canonical_id"]) for row in rows}


def _organisations(
    db: RunDatabase, files: Mapping[str, SourceFile]
) -> dict[str, Organisation]:
    canonical = _canonical(db)
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for row in db.rows(
        "names",
        "select organisation_id, name\nfrom organisation_name\norder by all",
    ):
        id = row["organisation_id"]
        names[canonical.get(id, id)][row["name"]] = None
    identifiers: dict[str, dict[Identifier, None]] = defaultdict(dict)
    for row in db.rows(
        "identifiers",
        "select organisation_id, scheme, value\nfrom organisation_identifier\n"
        "order by all",
    ):
        id = row["organisation_id"]
        one = Identifier(row["scheme"], row["value"])
        identifiers[canonical.get(id, id)][one] = None
    found: dict[str, Organisation] = {}
    rows = db.rows("organisations", "select *\nfrom organisation")
    for row in sorted(rows, key=lambda r: _organisation_order(r, canonical)):
        id = canonical.get(row["organisation_id"], row["organisation_id"])
        if id not in found:
            found[id] = _organisation(row, id, files, names[id], identifiers[id])
    return found


def _organisation_order(row: Row, canonical: Mapping[Any, str]) -> tuple[object, ...]:
    id = row["organisation_id"]
    return (canonical.get(id, id), canonical.get(id, id) != id, id, row["file_id"])


def _organisation(
    row: Row,
    id: str,
    files: Mapping[str, SourceFile],
    names: Iterable[str],
    identifiers: Iterable[Identifier],
) -> Organisation:
    texts = (
        *("kind", "country", "country_basis", "jurisdiction", "legal_form", "city"),
        *("region", "address", "postal_code", "status"),
    )
    return Organisation(
        id=id,
        name=row["name"],
        other_names=tuple(name for name in names if name != row["name"]),
        **{name: row[name] or "" for name in texts},
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        website=public_url(row["website"]),
        identifiers=tuple(identifiers),
        origin=_origin(row, files, row["url"]),
    )


def _parties(db: RunDatabase) -> dict[str, Party]:
    rows = db.rows("parties", "select *\nfrom party\norder by party_id")
    return {
        row["party_id"]: Party(
            id=row["party_id"],
            name=row["name"],
            country=row["country"] or "",
            city="" if row["is_person"] else row["city"] or "",
            state="" if row["is_person"] else row["state"] or "",
            identifiers=tuple(
                Identifier(scheme, row[scheme])
                for scheme in ("uei", "duns")
                if row[scheme] and not row["is_person"]
            ),
            is_person=bool(row["is_person"]),
        )
        for row in rows
    }


def _actions(
    db: RunDatabase,
    files: Mapping[str, SourceFile],
    parties: Mapping[str, Party],
    ties: Mapping[str, Tie],
) -> tuple[ActionRow, ...]:
    rows = db.rows(
        "actions with their records",
        """select a.tie_id, a.award_id, a.file_id, a.row_number, a.record_type,
    a.action_date, a.obligated, a.currency, a.counts, a.reason, t.modification,
    coalesce(t.record_id, s.record_id) as record_id,
    coalesce(t.permalink, s.permalink) as permalink,
    coalesce(t.description, s.description) as description
from tie_transaction as a
left join "transaction" as t
    on t.file_id = a.file_id and t.row_number = a.row_number
left join subaward as s
    on s.file_id = a.file_id and s.row_number = a.row_number
    and a.record_type = 'subaward'
order by a.tie_id, a.action_date nulls last, a.file_id, a.row_number""",
    )
    found = []
    for row in rows:
        tie = ties.get(row["tie_id"])
        if tie is None:
            continue
        party = parties.get(tie.party_id)
        withheld = party is not None and party.is_person
        found.append(
            ActionRow(
                tie_id=row["tie_id"],
                award_id=row["award_id"],
                record_type=row["record_type"],
                day=row["action_date"],
                amount=row["obligated"],
                currency=row["currency"] or tie.currency,
                counts=bool(row["counts"]),
                reason=row["reason"] or "",
                modification=row["modification"] or "",
                description=WITHHELD if withheld else row["description"] or "",
                origin=_origin(row, files, row["permalink"]),
            )
        )
    return tuple(found)


def _awards(
    db: RunDatabase,
    files: Mapping[str, SourceFile],
    parties: Mapping[str, Party],
    actions: Sequence[ActionRow],
    ties: Mapping[str, Tie],
) -> dict[str, Award]:
    ordered = sorted(actions, key=lambda row: row.record_type != "subaward")
    held = {row.award_id: (row, ties[row.tie_id]) for row in ordered}
    rows = db.rows(
        "awards with a record of each",
        """select a.*, p.party_id, t.file_id, t.row_number, t.record_id
from award as a
left join party_spelling as p on p.spelling_id = a.spelling_id
left join (
    select award_id, arg_max(file_id, seq) as file_id,
        arg_max(row_number, seq) as row_number,
        arg_max(record_id, seq) as record_id
    from (
        select *, (coalesce(action_date, date '0001-01-01'), file_id, row_number)
            as seq
        from "transaction"
    )
    group by award_id
) as t on t.award_id = a.award_id
order by a.award_id""",
    )
    return {
        row["award_id"]: _award(row, files, parties, held[row["award_id"]])
        for row in rows
        if row["award_id"] in held
    }


def _award(
    row: Row,
    files: Mapping[str, SourceFile],
    parties: Mapping[str, Party],
    held: tuple[ActionRow, Tie],
) -> Award:
    action, tie = held
    # An award whose latest spelling no action has is the supplier's of its actions.
    own = tie.party_id if action.record_type != "subaward" else ""
    party_id = row["party_id"] or own
    party = parties.get(party_id)
    withheld = party is not None and party.is_person
    published_id = row["award_unique_id"] if row["identity"] != "inferred" else None
    origin = _origin(row, files, row["permalink"])
    texts = (
        *("piid", "parent_piid", "component_code", "component_name", "currency"),
        "record_status",
    )
    plain = (
        *("outlaid", "current_value", "ceiling", "period_start", "period_end"),
        "period_end_potential",
    )
    stated = row["obligated_stated"]
    values: dict[str, Any] = {name: row[name] or "" for name in texts}
    values |= {name: row[name] for name in plain}
    return Award(
        id=row["award_id"],
        is_published=published_id is not None,
        **values,
        component=tie.component,
        party_id=party_id,
        supplier=party.name if party else masked_name(row["supplier_name"] or ""),
        description=WITHHELD if withheld else row["description"] or "",
        first_date=row["first_action_date"],
        last_date=row["last_action_date"],
        obligated=stated if row["obligated"] is None else row["obligated"],
        ceiling_is_shared=bool(row["ceiling_is_shared"]),
        origin=replace(origin, record_id=published_id or origin.record_id),
    )


def _statements(
    db: RunDatabase, files: Mapping[str, SourceFile]
) -> tuple[Statement, ...]:
    canonical = _canonical(db)
    rows = db.rows(
        "ownership statements",
        "select *\nfrom ownership_statement\norder by statement_id, file_id",
    )
    return tuple(
        Statement(
            id=row["statement_id"],
            child_id=canonical.get(row["child_id"], row["child_id"]),
            parent_id=canonical.get(row["parent_id"], row["parent_id"]),
            interest=row["interest"],
            percent_min=row["percent_min"],
            percent_max=row["percent_max"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            stated_on=row["stated_on"],
            confirmed=row["confirmed"] is not False,
            from_case=row["source"] == "case",
            origin=_cited(_origin(row, files, row["url"]), row),
        )
        for row in rows
    )


def _cited(origin: Origin, row: Row) -> Origin:
    """Name what a person read, where the statement is a person's."""
    return replace(
        origin,
        publisher=row["citation_publisher"] or origin.publisher,
        dataset=row["citation_title"] or origin.dataset,
    )
