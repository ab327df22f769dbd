"""The hops that several routes share: same as, controlled by, registered in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import prod
from typing import Any

from crosstie.model.words import Predicate, StationKind
from crosstie.text.countries import country_name
from crosstie.text.language import _
from crosstie.ties import policy
from crosstie.ties.chain import Hop, Record, Station
from crosstie.ties.dates import Interval
from crosstie.ties.facts import RECORD, Control, Facts, Match, Organisation, Place
from crosstie.ties.kinds import sentences

_OWNS = {
    "control": Predicate.IS_CONTROLLED_BY,
    "joint_control": Predicate.IS_VENTURE_OF,
    "stake": Predicate.IS_PART_OWNED_BY,
}


def supplier_station(facts: Facts, party_id: str) -> Station:
    """Stand at the supplier, named as the records write it."""
    party = facts.parties[party_id]
    note = ", ".join(part for part in (party.city, party.state) if part)
    return Station(StationKind.SUPPLIER, party_id, party.name, note)


def organisation_station(organisation: Organisation) -> Station:
    """Stand at an organisation of a register, a list or the case."""
    place = ", ".join(part for part in (organisation.city, organisation.region) if part)
    return Station(StationKind.ORGANISATION, organisation.id, organisation.name, place)


def match_hop(facts: Facts, match: Match) -> Hop:
    """Go from a supplier to the organisation that it is, or shares a name with."""
    same = match.kind == "same"
    positive = match.decision == "positive"
    return Hop(
        start=supplier_station(facts, match.party_id),
        predicate=Predicate.IS_SAME_AS if same else Predicate.BELONGS_TO_FAMILY,
        end=organisation_station(facts.organisation(match.organisation_id)),
        probability=match.probability,
        reason=match.reason,
        records=(
            Record(
                record_id=match.record_id,
                field="name",
                value=match.matched_name,
                file_id=match.file_id,
                row_number=match.row_number,
                from_case=match.from_case,
            ),
        ),
        from_case=match.from_case,
        confirmed_by=match.decided_by if positive and same else None,
    )


def place_hop(
    facts: Facts, start: Station, subject_id: str, *, on_case: bool = False
) -> Hop:
    """Go from an organisation or supplier to the country, on all its evidence.

    A row of the case joins in where nothing else is sure, or where `on_case` says that
    the chain rests on the case anyhow.
    """
    places = facts.places[subject_id]
    best = best_place(places)
    agreeing = _agreeing(best, places, on_case=on_case or best.from_case)
    return Hop(
        start=start,
        predicate=Predicate.IS_REGISTERED_IN,
        end=country_station(best.country, best.basis),
        probability=_together(agreeing),
        reason=" ".join(place.reason for place in agreeing),
        records=tuple(_place_record(place) for place in places),
        from_case=any(place.from_case for place in agreeing),
        intervals=_lifetime(facts, subject_id),
    )


def country_station(code: str, note: str) -> Station:
    """Stand at a country, by its name."""
    return Station(StationKind.COUNTRY, code, country_name(code), note)


def best_place(places: list[Place]) -> Place:
    """Choose the evidence that counts: a sure record before a row of the case."""
    for place in places:
        if not place.from_case and place.probability >= policy.SURE_PLACE:
            return place
    return places[0]


def _agreeing(best: Place, places: list[Place], *, on_case: bool) -> tuple[Place, ...]:
    """Take the best reason of each basis; where no row of the case is needed, none."""
    chosen = {best.basis: best}
    for place in places:
        if place.country == best.country and (on_case or not place.from_case):
            chosen.setdefault(place.basis, place)
    return tuple(chosen.values())


def _together(places: tuple[Place, ...]) -> float:
    """Combine reasons that stand on their own; none of them makes it certain."""
    wrong = prod(1 - place.probability for place in places)
    most = max(place.probability for place in places)
    return max(most, min(1 - wrong, policy.MOST_SURE_PLACE))


def control_hops(facts: Facts, chain: Control, start: Station) -> tuple[Hop, ...]:
    """Climb a chain of control, one hop a link."""
    hops: list[Hop] = []
    for link in chain.links:
        parent = facts.organisation(link["parent_id"])
        end = organisation_station(parent)
        hops.append(
            Hop(
                start=start,
                predicate=_OWNS[link["interest"]],
                end=end,
                probability=link["probability"],
                reason=_link_reason(link),
                records=_link_records(facts, link),
                count=_link_count(facts, link),
                from_case=bool(link["from_case"]),
                intervals=(link_interval(link),),
            )
        )
        start = end
    return tuple(hops)


def link_interval(link: Mapping[str, Any]) -> Interval:
    """Give the time in which a link holds, and the days that date it."""
    return Interval(
        what=_said(link),
        since=_day(link["valid_from"]),
        until=_day(link["valid_to"]),
        dated_from=_day(link["dated_from"]),
        dated_to=_day(link["dated_to"]),
        is_current=bool(link["is_current"]),
    )


def _lifetime(facts: Facts, subject_id: str) -> tuple[Interval, ...]:
    known = facts.organisations.get(subject_id)
    if known is None or (known.valid_from is None and known.valid_to is None):
        return ()
    return (
        Interval(
            what=_("{name} stands in the case's organisations").format(name=known.name),
            since=known.valid_from,
            until=known.valid_to,
            dated_from=known.valid_from,
        ),
    )


def _place_record(place: Place) -> Record:
    return Record(
        record_id=place.record_id,
        field=place.field,
        value=place.value,
        file_id=place.file_id,
        row_number=place.row_number,
        url=place.url,
        from_case=place.from_case,
    )


def _link_reason(link: Mapping[str, Any]) -> str:
    words = str(link["why"])
    if link["percent"]:
        share = _("{why}, {percent} per cent")
        words = share.format(why=words, percent=link["percent"])
    words = _link_dates(link, f"{words[:1].upper()}{words[1:]}") + "."
    unconfirmed = _("It is not confirmed.")
    return words if link["confirmed"] else f"{words} {unconfirmed}"


def said_of(chain: Control) -> str:
    """Say a chain of control in sentences that stand without its drawing."""
    return sentences(*(_link_dates(link, _said(link)) for link in chain.links))


def _said(link: Mapping[str, Any]) -> str:
    """Say a link without its dates: Acme Inc is controlled by Parent Ltd."""
    said = {
        "control": _("{child} is controlled by {parent}"),
        "joint_control": _("{child} is a joint venture of {parent}"),
        "stake": _("{child} is part-owned by {parent}"),
    }[link["interest"]]
    return said.format(child=link["child_name"], parent=link["parent_name"])


def _link_dates(link: Mapping[str, Any], what: str) -> str:
    """Add to what a link says the dates that it holds."""
    said = {
        (True, True): _("{what}, from {since_day} until {until_day}"),
        (True, False): _("{what}, from {since_day}"),
        (False, True): _("{what}, until {until_day}"),
        (False, False): "{what}",
    }[bool(link["valid_from"]), bool(link["valid_to"])]
    return said.format(
        what=what, since_day=link["valid_from"], until_day=link["valid_to"]
    )


def _link_records(facts: Facts, link: Mapping[str, Any]) -> tuple[Record, ...]:
    statement = facts.statements.get(link["statement_id"])
    if statement:
        return (
            Record(
                record_id=statement["record_id"] or statement["statement_id"],
                field=statement["interest"],
                value=f"{link['child_name']} / {link['parent_name']}",
                file_id=statement["file_id"],
                row_number=statement["row_number"],
                url=statement["url"],
                date=statement["stated_on"] or statement["valid_from"],
                from_case=bool(link["from_case"]),
                dataset=statement["citation_title"],
                publisher=statement["citation_publisher"],
            ),
        )
    return tuple(
        Record(
            record_id=row["record_id"],
            field=row["field"],
            value=row["value"],
            file_id=row["file_id"],
            row_number=row["row_number"],
            date=row["last_date"],
        )
        for row in _naming_rows(facts, link)
    )


def _link_count(facts: Facts, link: Mapping[str, Any]) -> int | None:
    if link["statement_id"] in facts.statements:
        return 1
    return sum(int(row["records"] or 1) for row in _naming_rows(facts, link)) or None


def _naming_rows(facts: Facts, link: Mapping[str, Any]) -> list[Any]:
    party_id = str(link["child_id"]).removeprefix(RECORD)
    return [
        row
        for row in facts.named_parents.get(party_id, ())
        if any(
            match.organisation_id == link["parent_id"] and match.kind == "same"
            for match in facts.matches.get(row["parent_party_id"], ())
        )
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
