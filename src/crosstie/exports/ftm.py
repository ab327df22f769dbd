"""FollowTheMoney entities as JSON lines, for Aleph, OpenAleph and Yente.

A supplier as written and the organisation that it is matched with stay two entities,
with a link between them that says how sure it is: what loads this can take the link
away, and never has to take two companies apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crosstie.exports.ftmvalues import (
    Values,
    address,
    cited,
    identifiers,
    of,
    place,
    schema_of,
    share,
    texts,
)
from crosstie.exports.jsontext import Document, stable_id
from crosstie.exports.notes import (
    award_amounts,
    hop_lines,
    origin_line,
    standing,
    tie_lines,
)
from crosstie.exports.rows import awards_held
from crosstie.model.words import Predicate, Route, StationKind
from crosstie.pages.contexts import Evidence, Hop, Tie
from crosstie.pages.exchange import first_evidence
from crosstie.pages.exchange_contexts import Award, Exchange, Statement
from crosstie.pages.money import plain
from crosstie.pages.words import predicate

__all__ = ["entities"]


def entities(exchange: Exchange) -> list[Document]:
    """Make the entities of a run, each once, in the order in which ties name them."""
    writer = _Writer(exchange)
    for tie in exchange.ties:
        writer.tie(tie)
    return list(writer.made.values())


class _Writer:
    """Makes entities; the same thing is made once, whatever ties name it."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.made: dict[str, Document] = {}
        self._held = awards_held(exchange)
        facts = exchange.facts
        self._agencies = {
            facts.buyer.abbreviation: facts.buyer.name,
            **facts.buyer.siblings,
        }

    def tie(self, tie: Tie) -> None:
        """Write a tie, its chain, and what stands in the chain."""
        agency = self._agency(tie.component)
        for award_id in self._award_ids(tie):
            self._contract(self.exchange.awards[award_id], tie)
        for hop in tie.hops:
            self._hop(tie, hop)
        subject = self._end(tie.organisation_id) or self._office(tie)
        if subject is None:
            return
        lines = tie_lines(tie)
        self._link(
            ("tie", tie.tie_id),
            subject,
            agency,
            f"{tie.kind}: {tie.route}",
            first_evidence(tie),
            summary=lines[:2],
            description=lines[2:],
            startDate=[tie.first_date],
            endDate=[tie.last_date],
            status=[tie.kind, tie.status],
        )

    def _hop(self, tie: Tie, hop: Hop) -> None:
        """Write the entities of a hop and the link between them."""
        kinds = (hop.from_kind, hop.to_kind)
        if hop.predicate in _OWNED:
            self._ownership(tie, hop)
        elif hop.predicate == Predicate.NAMES_AS_SUBCONTRACTOR:
            for award_id in self._award_ids(tie):
                contract = self._id("contract", award_id)
                self._joined(tie, hop, contract, self._party(hop.to_id))
        elif kinds == (StationKind.SUPPLIER, StationKind.ORGANISATION):
            self._joined(tie, hop, self._party(hop.from_id), self._end(hop.to_id))
        elif kinds == (StationKind.PRODUCT, StationKind.ORGANISATION):
            maker = self._end(hop.to_id)
            for award_id in self._award_ids(tie):
                self._named(tie, hop, self._id("contract", award_id), maker)
        elif hop.from_kind == StationKind.DOCUMENT:
            end = self._end(hop.to_id) or self._office(tie)
            self._document(tie, hop, end)

    def _award_ids(self, tie: Tie) -> list[str]:
        ids = (r.award_id for r in self.exchange.actions if r.tie_id == tie.tie_id)
        return [id for id in dict.fromkeys(ids) if id in self.exchange.awards]

    def _id(self, kind: str, *parts: str) -> str:
        return stable_id(self.exchange.case, kind, *parts)

    def _add(
        self, kind: str, key: Sequence[str], schema: str, values: Mapping[str, Values]
    ) -> str:
        id = self._id(kind, *key)
        if id not in self.made:
            written = {name: texts(found) for name, found in values.items()}
            self.made[id] = {
                "id": id,
                "schema": schema,
                "properties": {name: v for name, v in written.items() if v},
                "datasets": [self.exchange.case],
            }
        return id

    def _agency(self, abbreviation: str) -> str:
        facts = self.exchange.facts
        name = self._agencies.get(abbreviation, abbreviation)
        parent = None
        if facts.buyer.department:
            department = {"name": [facts.buyer.department]}
            key = (facts.buyer.department,)
            parent = self._add("department", key, "PublicBody", department)
        values: dict[str, Values] = {
            "name": [name],
            "abbreviation": [abbreviation],
            "parent": [parent],
        }
        return self._add("agency", (abbreviation,), "PublicBody", values)

    def _end(self, organisation_id: str) -> str | None:
        one = self.exchange.organisations.get(organisation_id)
        if one is None or one.is_person:
            return None
        schema = schema_of(one)
        values: dict[str, Values] = {
            "name": [one.name],
            "alias": one.other_names,
            "country": [one.country.lower()],
            "jurisdiction": [one.jurisdiction[:2].lower()],
            "legalForm": [one.legal_form],
            "status": [one.status],
            "incorporationDate": [one.valid_from],
            "dissolutionDate": [one.valid_to],
            "website": [one.website],
            "address": [address(one)],
            "notes": [f"id: {one.id}", origin_line(one.origin)],
            **of(one.origin),
            **identifiers(one.identifiers, schema),
        }
        return self._add("organisation", (one.id,), schema, values)

    def _party(self, party_id: str) -> str | None:
        one = self.exchange.parties.get(party_id)
        if one is None or one.is_person:
            return None
        values: dict[str, Values] = {
            "name": [one.name],
            "country": [one.country.lower()],
            "address": [place(one)],
            "notes": ["A supplier as award records write it."],
            **identifiers(one.identifiers, "LegalEntity"),
        }
        return self._add("supplier", (one.id,), "LegalEntity", values)

    def _contract(self, award: Award, tie: Tie) -> None:
        agency = self._agency(award.component)
        held = self._held.ties(award.id)
        values: dict[str, Values] = {
            "title": [award.description or award.piid],
            "name": [award.piid],
            "procedureNumber": [award.piid],
            "noticeId": [award.parent_piid],
            "authority": [agency],
            "contractDate": [award.first_date],
            "status": [award.record_status],
            "currency": [award.currency],
            "notes": [
                *award_amounts(award),
                *(f"tie {one.tie_id}: {standing(one)}" for one in held),
                origin_line(award.origin),
            ],
            **of(award.origin),
        }
        contract = self._add("contract", (award.id,), "Contract", values)
        supplier = self._party(award.party_id)
        if supplier is None:
            return
        obligated = plain(award.obligated)
        in_dollars = obligated if award.currency == "USD" else ""
        awarded: dict[str, Values] = {
            "contract": [contract],
            "supplier": [supplier],
            "amount": [obligated],
            "amountUsd": [in_dollars],
            "currency": [award.currency if obligated else ""],
            "startDate": [award.first_date],
            "endDate": [award.last_date],
            "role": ["supplier"],
            "summary": ["amount: obligated", *award_amounts(award)],
            "recordId": [award.origin.record_id],
            **of(award.origin),
        }
        self._add("award", (award.id,), "ContractAward", awarded)

    def _joined(self, tie: Tie, hop: Hop, start: str | None, end: str | None) -> None:
        if start and end:
            role = predicate(hop.predicate, hop.is_sure)
            self._hop_link(
                ("hop", start, hop.predicate, end), tie, hop, start, end, role
            )

    def _named(self, tie: Tie, hop: Hop, contract: str, maker: str | None) -> None:
        """Link a contract to the maker of what its description names."""
        if maker is None:
            return
        naming = tie.hops[0]
        verb = predicate(naming.predicate, naming.is_sure)
        role = f"{verb} {hop.from_label}, {predicate(hop.predicate, hop.is_sure)}"
        key = ("product", contract, hop.from_id, maker)
        self._hop_link(key, tie, naming, contract, maker, role, also=hop_lines(hop))

    def _document(self, tie: Tie, hop: Hop, end: str | None) -> None:
        if end is None:
            return
        first = hop.evidence[0] if hop.evidence else None
        values: dict[str, Values] = {
            "title": [hop.from_label],
            "summary": [hop.reason],
            "date": [first.record_date if first else None],
            **cited(first),
        }
        document = self._add("document", (hop.from_id,), "Article", values)
        values = {
            "document": [document],
            "entity": [end],
            "role": [predicate(hop.predicate, hop.is_sure)],
            "summary": [standing(tie)],
            "description": hop_lines(hop),
            "recordId": [first.record_id if first else ""],
            **cited(first),
        }
        self._add("mention", (document, end, hop.predicate), "Documentation", values)

    def _office(self, tie: Tie) -> str | None:
        if tie.route != Route.PRESENCE:
            return None
        values: dict[str, Values] = {
            "name": [tie.organisation],
            "country": [tie.organisation_country.lower()],
            "address": [tie.organisation_city],
            "parent": [self._agency(tie.component)],
            "notes": [f"An office of {tie.component}."],
            **cited(first_evidence(tie)),
        }
        return self._add("office", (tie.organisation_id,), "PublicBody", values)

    def _ownership(self, tie: Tie, hop: Hop) -> None:
        """Write a sure link of control as Ownership, any other as a doubtful link."""
        child, parent = self._end(hop.from_id), self._end(hop.to_id)
        if not child or not parent:
            return
        stated = self._stated(hop)
        dates: dict[str, Values] = {
            "startDate": [one.valid_from for one in stated],
            "endDate": [one.valid_to for one in stated],
        }
        if not hop.is_sure or self.made[child]["schema"] != "Company":
            role = predicate(hop.predicate, hop.is_sure)
            key = ("hop", child, hop.predicate, parent, str(hop.is_sure))
            self._hop_link(key, tie, hop, child, parent, role, more=dates)
            return
        first = hop.evidence[0] if hop.evidence else None
        values: dict[str, Values] = {
            "owner": [parent],
            "asset": [child],
            "role": [hop.predicate],
            "ownershipType": [one.interest for one in stated],
            "percentage": [share(one) for one in stated],
            "summary": [standing(tie)],
            "description": hop_lines(hop),
            "recordId": [first.record_id if first else ""],
            **dates,
            **cited(first),
        }
        self._add("ownership", (child, hop.predicate, parent), "Ownership", values)

    def _stated(self, hop: Hop) -> list[Statement]:
        return [
            one
            for one in self.exchange.statements
            if (one.child_id, one.parent_id) == (hop.from_id, hop.to_id)
        ]

    def _hop_link(
        self,
        key: Sequence[str],
        tie: Tie,
        hop: Hop,
        subject: str,
        object: str,
        role: str,
        *,
        also: Sequence[str] = (),
        more: Mapping[str, Values] | None = None,
    ) -> None:
        first = hop.evidence[0] if hop.evidence else None
        said: dict[str, Values] = {
            "summary": [standing(tie)],
            "description": [*hop_lines(hop), *also],
        }
        self._link(key, subject, object, role, first, **said, **(more or {}))

    def _link(
        self,
        key: Sequence[str],
        subject: str,
        object: str,
        role: str,
        first: Evidence | None,
        **more: Values,
    ) -> None:
        values: dict[str, Values] = {
            "subject": [subject],
            "object": [object],
            "role": [role],
            "recordId": [first.record_id if first else ""],
            **more,
            **cited(first),
        }
        self._add(key[0], key[1:], "UnknownLink", values)


_OWNED = (
    Predicate.IS_CONTROLLED_BY.value,
    Predicate.IS_PART_OWNED_BY.value,
    Predicate.IS_VENTURE_OF.value,
)
