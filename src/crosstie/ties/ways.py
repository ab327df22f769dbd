"""All ways from one party to the case's country: itself, its name, or an owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crosstie.model.words import Route
from crosstie.text.language import _, later
from crosstie.ties import policy
from crosstie.ties.chain import Hop, Station, Way
from crosstie.ties.facts import RECORD, Control, Facts, Match
from crosstie.ties.hops import (
    control_hops,
    match_hop,
    organisation_station,
    place_hop,
    said_of,
    supplier_station,
)
from crosstie.ties.kinds import sentences

FAMILY_ONLY = later(
    "only the name family ties it, and no statement of ownership says so"
)


def ways_of_party(facts: Facts, party_id: str) -> list[Way]:
    """Give every way from a party, the best first; none for a private person."""
    party = facts.parties[party_id]
    if party.is_person:
        return []
    ways = [*_ways_by_match(facts, party_id), *_ways_by_record(facts, party_id)]
    ways.sort(key=lambda w: (-w.probability, w.route.value, w.organisation_id))
    return ways


def stated_first(ways: list[Way]) -> list[Way]:
    """Leave out name families beside stated chains, even beside one that has ended."""
    stated = [way for way in ways if way.lead_only != FAMILY_ONLY]
    return stated or ways


def ways_of_organisation(
    facts: Facts, organisation_id: str, start: Station, *, on_case: bool = False
) -> Iterator[Way]:
    """Give the ways from an organisation: of the country itself, or owned from it.

    `on_case` says that what leads to the organisation rests on a row of the case.

    An organisation that is in the country itself is direct, whoever owns it.
    """
    known = facts.organisation(organisation_id)
    if facts.is_of_country(organisation_id):
        yield Way(
            route=Route.DIRECT,
            organisation_id=organisation_id,
            organisation=known.name,
            country=facts.case.country,
            city=_city(facts, organisation_id),
            hops=(place := place_hop(facts, start, organisation_id, on_case=on_case),),
            reason=place.reason,
            owner=owner_elsewhere(facts, organisation_id),
        )
        return
    yield from _ways_by_owner(facts, organisation_id, start, on_case=on_case)


def owner_elsewhere(facts: Facts, organisation_id: str) -> str | None:
    """Name the nearest owner outside the country, with dates, or why none is known."""
    named = []
    for chain in facts.controls.get(organisation_id, ()):
        owner = facts.organisation(chain.parent_id)
        if chain.interest != "control" or facts.is_of_country(owner.id):
            continue
        if owner.country is None or owner.country == facts.case.country:
            continue
        words = _owned(owner.name, owner.country, chain)
        if words not in named:
            named.append(words)
        if chain.depth > 1:
            break
    if named:
        return "; ".join(named)
    return facts.no_parent.get(organisation_id)


def _ways_by_match(facts: Facts, party_id: str) -> Iterator[Way]:
    for match in facts.matches.get(party_id, ()):
        if match.kind not in ("same", "family"):
            continue
        if match.probability < policy.LEAST_MATCH and match.decision is None:
            continue
        identity = match_hop(facts, match)
        for way in ways_of_organisation(
            facts, match.organisation_id, identity.end, on_case=identity.from_case
        ):
            yield _led_by_match(facts, way, match, identity)


def _led_by_match(facts: Facts, way: Way, match: Match, identity: Hop) -> Way:
    changes: dict[str, object] = {
        "hops": (identity, *way.hops),
        "matched_text": facts.parties[match.party_id].name,
        "decision": match.decision,
        "decided_by": match.decided_by,
        "doubts": way.doubts + _doubts_of_match(facts, match),
        "reason": sentences(match.reason, way.reason),
    }
    route = way.route
    if match.kind == "family":
        named = _family_parent(facts, match)
        changes["lead_only"] = None if named else FAMILY_ONLY
        if named:
            more = _("Its records name {name} as parent.").format(name=named)
            changes["reason"] = sentences(match.reason, more, way.reason)
        if route is Route.DIRECT:
            route = Route.SUBSIDIARY
    return way.on(route, **changes)


def _family_parent(facts: Facts, match: Match) -> str | None:
    """Name a parent in the party's records that is of the same family.

    A parent that is the organisation itself makes a chain of control of its own.
    """
    for row in facts.named_parents.get(match.party_id, ()):
        if _is_itself(facts, match.party_id, row["parent_party_id"]):
            continue
        for other in facts.matches.get(row["parent_party_id"], ()):
            if (
                other.organisation_id == match.organisation_id
                and other.kind == "family"
                and other.probability >= policy.LEAST_MATCH
                and other.decision != "negative"
            ):
                return str(row["value"])
    return None


def _is_itself(facts: Facts, party_id: str, parent_id: str) -> bool:
    """Tell whether a record names as parent what is the party itself, by its name."""
    parent = facts.parties.get(parent_id)
    same = parent and parent.core_name == facts.parties[party_id].core_name
    return party_id == parent_id or bool(same)


def _ways_by_record(facts: Facts, party_id: str) -> Iterator[Way]:
    """Ways that award records state themselves: a coded country, a named parent."""
    start = supplier_station(facts, party_id)
    organisation_id = RECORD + party_id
    name = facts.parties[party_id].name
    if facts.is_of_country(party_id):
        yield Way(
            route=Route.DIRECT,
            organisation_id=organisation_id,
            organisation=name,
            country=facts.case.country,
            city=_city(facts, party_id),
            hops=(place_hop(facts, start, party_id),),
            matched_text=name,
            reason=_("Its award records place it in the country."),
        )
        return
    for way in _ways_by_owner(facts, organisation_id, start):
        best = _best_same(facts, party_id)
        changes: dict[str, object] = {
            "matched_text": name,
            "reason": _("Its award records name its parent.") + f" {way.reason}",
        }
        if best:
            known = facts.organisation(best)
            changes |= {
                "organisation_id": known.id,
                "organisation": known.name,
                "country": known.country,
                "city": known.city,
            }
        yield way.on(way.route, **changes)


def _ways_by_owner(
    facts: Facts, organisation_id: str, start: Station, *, on_case: bool = False
) -> Iterator[Way]:
    """One way a chain whose top is the first of the country on its path."""
    known = facts.organisation(organisation_id)
    for chain in facts.controls.get(organisation_id, ()):
        if not facts.is_of_country(chain.parent_id):
            continue
        if any(facts.is_of_country(link["parent_id"]) for link in chain.links[:-1]):
            continue
        parent = facts.organisation(chain.parent_id)
        route = Route(policy.STRENGTH_ROUTE[chain.interest])
        hops = control_hops(facts, chain, start)
        rests = on_case or any(hop.from_case for hop in hops)
        top = organisation_station(parent)
        hops += (place_hop(facts, top, parent.id, on_case=rests),)
        way = Way(
            route=route,
            organisation_id=organisation_id,
            organisation=known.name,
            country=known.country,
            city=known.city,
            parent_id=parent.id,
            parent=parent.name,
            hops=hops,
            reason=said_of(chain),
            lead_only=_unconfirmed(chain),
            skips_links=chain.is_ultimate,
        )
        if route is Route.INVESTOR:
            yield _as_investor(facts, way)
        else:
            yield way


def _as_investor(facts: Facts, way: Way) -> Way:
    """Put the holder of the stake in front: the tie is the investor's."""
    holder = facts.organisation(str(way.parent_id))
    return way.on(
        Route.INVESTOR,
        organisation_id=holder.id,
        organisation=holder.name,
        country=facts.case.country,
        city=_city(facts, holder.id),
        parent_id=None,
        parent=None,
    )


def _best_same(facts: Facts, party_id: str) -> str | None:
    for match in facts.matches.get(party_id, ()):
        if match.kind == "same" and (
            match.probability >= policy.LEAST_MATCH or match.decision == "positive"
        ):
            return match.organisation_id
    return None


def _doubts_of_match(facts: Facts, match: Match) -> tuple[str, ...]:
    rivals = [
        facts.organisation(other.organisation_id).name
        for other in facts.matches.get(match.party_id, ())
        if other.kind == "same"
        and other.organisation_id != match.organisation_id
        and other.probability >= max(policy.LEAST_MATCH, match.probability)
        and other.decision != "negative"
    ]
    doubts = []
    if rivals and match.kind == "same":
        names = ", ".join(sorted(set(rivals)))
        said = _("The supplier's name is also that of {names}.")
        doubts.append(said.format(names=names))
    if match.valid_to:
        day = match.valid_to.isoformat()
        said = _("The name that matches was the organisation's until {day}.")
        doubts.append(said.format(day=day))
    if match.valid_from:
        day = match.valid_from.isoformat()
        said = _("The name that matches is the organisation's since {day}.")
        doubts.append(said.format(day=day))
    return tuple(doubts)


def _unconfirmed(chain: Control) -> str | None:
    if all(link["confirmed"] for link in chain.links):
        return None
    return _("a statement of ownership is marked unconfirmed")


def _city(facts: Facts, subject_id: str) -> str | None:
    known = facts.organisations.get(subject_id)
    if known and known.city:
        return known.city
    cities = [place.city for place in facts.places.get(subject_id, ()) if place.city]
    return cities[0] if cities else None


def _owned(name: str, country: str, chain: Control) -> str:
    """Name an owner with its country, the dates of control and whether it is sure."""

    def days(key: str) -> list[date]:
        return [date.fromisoformat(k[key]) for k in chain.links if k[key]]

    since, until = days("valid_from"), days("valid_to")
    when = _("dates not stated")
    if since and until:
        when = _("from {since_day} until {until_day}")
    elif since:
        when = _("from {since_day}")
    elif until:
        when = _("until {until_day}")
    when = when.format(
        since_day=max(since, default=None), until_day=min(until, default=None)
    )
    said = _("{owner} ({country}), {when}")
    if _unconfirmed(chain):
        said = _("{owner} ({country}), {when}, not confirmed")
    return said.format(owner=name, country=country, when=when)
