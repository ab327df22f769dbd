"""Route product: a reseller's award whose description names a maker or its product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crosstie.model.words import Predicate, Route, StationKind
from crosstie.store.engine import Database, Row
from crosstie.text.language import _
from crosstie.ties.chain import Candidate, Hop, Naming, Station, Way
from crosstie.ties.dates import Interval, refusal
from crosstie.ties.descriptions import places_of
from crosstie.ties.distinctive import Language, small_phrases
from crosstie.ties.facts import Facts
from crosstie.ties.hops import organisation_station
from crosstie.ties.makers import foreign_products, owned_elsewhere
from crosstie.ties.near import Miss
from crosstie.ties.product_phrases import (
    NOT_BOUGHT,
    UNCLEAR,
    Reading,
    Use,
    read_phrase,
)
from crosstie.ties.searched import Searched
from crosstie.ties.ways import ways_of_organisation
from crosstie.ties.words import contains, excerpt, words_of

BOTH = Reading(Use.BOUGHT, 0.99, "maker")


@dataclass(frozen=True)
class Hit:
    """One name in one description, and what the words around it say."""

    text: str
    written: str
    name: Searched
    reading: Reading


@dataclass(frozen=True)
class Sale:
    """One row of an award whose description, or whose award's, holds a hit."""

    row: Row
    hit: Hit

    @property
    def key(self) -> tuple[str, int]:
        """File and row."""
        return self.row["file_id"], self.row["row_number"]


def product_ties(
    db: Database,
    facts: Facts,
    names: Sequence[Searched],
    language: Language,
    tied: Mapping[str, frozenset[str]],
) -> tuple[list[Candidate], list[Miss]]:
    """Search every description; give candidates, and what looked like one and is none.

    `tied` gives the organisations that a party is or belongs to: their own sales are
    no resale.
    """
    hits = _beside_others(list(_hits(db, names)), foreign_products(facts, names))
    language = _with_suppliers(db, language, hits)
    candidates: list[Candidate] = []
    misses: list[Miss] = []
    groups: dict[tuple[str, str, Searched], list[Sale]] = defaultdict(list)
    for sale in _sales(db, hits):
        party_id = sale.row["party_id"]
        name = sale.hit.name
        own = name.organisation_id in tied.get(party_id, frozenset())
        if own or contains(words_of(sale.row["supplier"]), name.words):
            continue
        groups[party_id, name.organisation_id, name].append(sale)
    for (party_id, _maker, name), sales in groups.items():
        refused = language.refusal(name)
        if refused:
            why = _("The description names {name}, but that alone names nobody: {why}.")
            why = why.format(name=sales[0].hit.written, why=refused)
            misses.append(_miss(facts, name, sales, why))
            continue
        best = max(sales, key=lambda s: s.hit.reading.probability).hit.reading
        too_little = _too_little(language, name, best, sales)
        if too_little:
            misses.append(_miss(facts, name, sales, too_little))
            continue
        candidates.extend(_candidates(facts, language, party_id, name, sales))
    return candidates, misses


def _too_little(
    language: Language, name: Searched, best: Reading, sales: Sequence[Sale]
) -> str | None:
    """Say why words that do not say it is bought make no lead, or None."""
    if best.use is Use.BOUGHT:
        return None
    written = sales[0].hit.written
    if best.use is Use.MENTIONED or language.is_all_plain(name):
        return best.said(written)
    time = _name_time(name, _("{name} is a name of its maker"))
    reasons = [refusal(time, sale.row["action_date"]) for sale in sales]
    if not all(reasons):
        return None
    said = _("The description names {name}, but {why}.")
    return said.format(name=written, why=reasons[0])


def _hits(db: Database, names: Sequence[Searched]) -> Iterator[Hit]:
    by_words: dict[tuple[str, ...], list[Searched]] = defaultdict(list)
    for name in names:
        if name not in by_words[name.words]:
            by_words[name.words].append(name)
    makers: dict[str, set[str]] = defaultdict(set)
    found = places_of(db, by_words)
    for text, _words, words, _start in found:
        for name in by_words[words]:
            if not name.is_product:
                makers[text].add(name.organisation_id)
    for text, all_words, words, start in found:
        reading = read_phrase(all_words, start, len(words))
        written = excerpt(text, start, len(words))
        for name in by_words[words]:
            both = name.is_product and name.organisation_id in makers[text]
            sure = both and reading.use in (Use.BOUGHT, Use.UNCLEAR)
            other = _names_more(name, by_words, all_words) if both else False
            yield Hit(text, written, name, BOTH if sure and other else reading)


def _beside_others(hits: list[Hit], foreign: frozenset[Searched]) -> list[Hit]:
    """Doubt every name in a description that names another maker's product too."""
    others = {hit.text: hit for hit in hits if hit.name in foreign}
    kept = []
    for hit in hits:
        other = others.get(hit.text)
        if hit.name in foreign:
            continue
        if other is not None:
            reading = Reading(Use.UNCLEAR, UNCLEAR, "another", other.written)
            hit = replace(hit, reading=min(hit.reading, reading, key=_sureness))
        kept.append(hit)
    return kept


def _sureness(reading: Reading) -> float:
    return reading.probability


def _names_more(
    name: Searched,
    by_words: Mapping[tuple[str, ...], Sequence[Searched]],
    words: Sequence[str],
) -> bool:
    """Tell whether the maker's own name stands there beside the product's."""
    return any(
        other.words != name.words and contains(words, other.words)
        for same in by_words.values()
        for other in same
        if other.organisation_id == name.organisation_id and not other.is_product
    )


def _with_suppliers(db: Database, language: Language, hits: Sequence[Hit]) -> Language:
    """Count the suppliers in whose descriptions each name stands, in all records."""
    rows = db.rows(
        "suppliers by description",
        """
        select distinct
            t.description as text,
            coalesce(p.party_id, t.supplier_name) as supplier
        from w."transaction" t
        semi join (select unnest($texts) as text) k on k.text = t.description
        left join party_spelling p on p.spelling_id = t.spelling_id
        """,
        {"texts": sorted({hit.text for hit in hits})},
    )
    by_text: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_text[row["text"]].add(row["supplier"])
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for hit in hits:
        found[hit.name.words] |= by_text[hit.text]
    counts = {words: len(suppliers) for words, suppliers in found.items()}
    phrases = small_phrases(db, found)
    return replace(language, suppliers=counts, phrases=phrases)


def _sales(db: Database, hits: Sequence[Hit]) -> Iterator[Sale]:
    """Find the rows of each description: their own words first, then their award's."""
    by_text: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_text[hit.text].append(hit)
    for row in db.rows(
        "rows of descriptions",
        """
        with searched as (
            select unnest($texts) as words
        )
        select
            a.file_id,
            a.row_number,
            a.award_id,
            a.action_date,
            a.party_id,
            p.name as supplier,
            a.obligated,
            a.currency,
            a.description,
            a.award_description
        from tie_action a
        join party p on p.party_id = a.party_id
        where a.record_type <> 'subaward'
          and (
            a.description in (select words from searched)
            or a.award_description in (select words from searched)
          )
        order by a.award_id, a.action_date, a.file_id, a.row_number
        """,
        {"texts": sorted(by_text)},
    ):
        best: dict[Searched, Hit] = {}
        for text in (row["description"], row["award_description"]):
            for hit in by_text.get(text, ()):
                known = best.get(hit.name)
                if known is None or _stronger(hit, known):
                    best[hit.name] = hit
        for hit in best.values():
            yield Sale(row, hit)


def _stronger(hit: Hit, known: Hit) -> bool:
    return hit.reading.probability > known.reading.probability


def _candidates(
    facts: Facts,
    language: Language,
    party_id: str,
    name: Searched,
    sales: Sequence[Sale],
) -> Iterator[Candidate]:
    """Make a candidate for each way of the maker; rows of weaker words do not count."""
    best = max(sales, key=lambda s: s.hit.reading.probability)
    reading, written = best.hit.reading, best.hit.written
    factor, why = language.factor(name)
    bought = reading.use is Use.BOUGHT
    awards = {s.row["award_id"] for s in sales if s.hit.reading.use is Use.BOUGHT}
    refused = {
        sale.key: _clause(sale.hit)
        for sale in sales
        if bought
        and sale.hit.reading.use is not Use.BOUGHT
        and sale.row["award_id"] not in awards
    }
    owned = owned_elsewhere(facts, name.organisation_id)
    late = [s for s in sales if owned and _after(s.row["action_date"], owned.since)]
    lead = owned.reason if owned and len(late) == len(sales) else None
    if owned and lead is None:
        refused |= {sale.key: owned.reason for sale in late}
    named = Station(
        StationKind.PRODUCT, f"product:{' '.join(name.words)}", written, name.kind
    )
    maker = organisation_station(facts.organisation(name.organisation_id))
    hop = _maker_hop(name, named, maker, factor, why)
    for way in ways_of_organisation(
        facts, name.organisation_id, maker, on_case=hop.from_case
    ):
        if way.route is Route.INVESTOR:
            continue
        yield Candidate(
            way=_product_way(
                way.on(way.route, lead_only=way.lead_only or lead),
                hop,
                name,
                reading,
                written,
            ),
            party_id=party_id,
            supplier=facts.parties[party_id].name,
            naming=Naming(
                Predicate.NAMES_IN_DESCRIPTION,
                reading.probability,
                reading.said(written),
                "description",
                named,
                reading.said_of,
            ),
            rows=frozenset(sale.key for sale in sales),
            refused=refused,
            texts={sale.key: sale.hit.text for sale in sales},
        )


def _clause(hit: Hit) -> str:
    """Say why a row does not count, as part of a longer sentence."""
    said = hit.reading.said(hit.written)
    return f"{said[:1].lower()}{said[1:].rstrip('.')}"


def _after(day: date | None, since: date) -> bool:
    return day is None or day >= since


def _maker_hop(
    name: Searched, named: Station, maker: Station, factor: float, why: str | None
) -> Hop:
    return Hop(
        start=named,
        predicate=Predicate.IS_MADE_BY,
        end=maker,
        probability=name.probability * factor,
        reason=f"{name.reason} {why}" if why else name.reason,
        records=(name.record,),
        from_case=name.record.from_case,
        intervals=_name_time(name, _("{name} is a name of {maker}"), maker.label),
    )


def _name_time(name: Searched, said: str, maker: str = "") -> tuple[Interval, ...]:
    """Give the time in which a name means its maker; an undated name has none."""
    if name.since is None and name.until is None:
        return ()
    what = said.format(name=name.name, maker=maker)
    start = name.since or date.min
    return (Interval(what, name.since, name.until, dated_from=start),)


def _product_way(
    way: Way, hop: Hop, name: Searched, reading: Reading, written: str
) -> Way:
    lead = way.lead_only
    if reading.use is not Use.BOUGHT:
        lead = NOT_BOUGHT
    elif not name.confirmed:
        lead = _("the product's row in the case is marked unconfirmed")
    return way.on(
        Route.PRODUCT,
        hops=(hop, *way.hops),
        matched_text=written,
        lead_only=lead,
        reason=reading.said(written),
    )


def _miss(facts: Facts, name: Searched, sales: Sequence[Sale], reason: str) -> Miss:
    row = sales[0].row
    return Miss(
        party_id=row["party_id"],
        supplier=row["supplier"],
        organisation_id=name.organisation_id,
        organisation=facts.organisation(name.organisation_id).name,
        route=Route.PRODUCT,
        matched_text=sales[0].hit.written,
        probability=min(s.hit.reading.probability for s in sales) * name.probability,
        reason=reason,
        amounts=tuple((s.row["currency"], s.row["obligated"]) for s in sales),
        award_id=row["award_id"],
    )
