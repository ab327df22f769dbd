"""Groups the spellings of records into parties.

An identifier groups first, but a UEI or DUNS is weak: registrations mix owners and
companies. Spellings of one identifier stay together where their names are akin, or
where one stops before the other begins and both stand on several records (a rename).
A name without identifier joins the one identified group that bears it; otherwise
equal cores with agreeing legal forms make a party.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from crosstie.store.engine import Row
from crosstie.text.legalforms import NEUTRAL
from crosstie.text.nameparts import TRADING, WHOLE, split_parts
from crosstie.text.names import Name, parse_name
from crosstie.text.persons import is_flagged_person, looks_like_person
from crosstie.text.wordlists import BUSINESS

RENAME_RECORDS = 2
"""Records on each side that a change of name under one identifier needs."""


@dataclass(frozen=True)
class Spelling:
    """One spelling (name, UEI, DUNS) and what its records say."""

    spelling_id: str
    row: Row
    name: Name
    others: tuple[tuple[Name, str], ...]
    """Names inside it (trading name, division of, partners) and their roles."""
    is_person: bool

    @property
    def identifier(self) -> tuple[str, str] | None:
        """Return scheme and value of the identifier that groups it."""
        for scheme in ("uei", "duns"):
            if self.row[scheme]:
                return (scheme, str(self.row[scheme]))
        return None


@dataclass
class Party:
    """Spellings that are one party."""

    key: str
    basis: str
    spellings: list[Spelling] = field(default_factory=list)

    @cached_property
    def party_id(self) -> str:
        """Return a stable hash of the identifier or normalised name."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:16]

    @property
    def is_person(self) -> bool:
        """Tell whether every spelling looks like a private person."""
        return all(spelling.is_person for spelling in self.spellings)

    @property
    def shown(self) -> Spelling:
        """Return the latest spelling that is no person's."""
        named = [s for s in self.spellings if not s.is_person] or self.spellings
        return max(
            named,
            key=lambda s: (
                bool(s.row["is_supplier"] or s.row["is_subawardee"]),
                s.row["last_date"] or date.min,
                s.row["records"],
                s.spelling_id,
            ),
        )

    @property
    def obligated(self) -> Decimal:
        """Return what all records obligate to it."""
        return sum((s.row["obligated"] for s in self.spellings), Decimal(0))

    def values(self, column: str) -> list[str]:
        """Return the distinct values of a column over the spellings, sorted."""
        found: set[str] = set()
        for spelling in self.spellings:
            value = spelling.row[column]
            found.update(value if isinstance(value, list) else [value])
        return sorted(v for v in found if v)

    def names(self) -> list[tuple[Name, str]]:
        """Return every name it bears, with its role, each once."""
        found: dict[tuple[str, str], tuple[Name, str]] = {}
        for spelling in self.spellings:
            if not spelling.is_person:
                for name, role in ((spelling.name, WHOLE), *spelling.others):
                    found.setdefault((name.plain, role), (name, role))
        return [found[key] for key in sorted(found)]


def parse_spellings(rows: Iterable[Row], known: Collection[str]) -> list[Spelling]:
    """Make spellings comparable and tell persons apart.

    `known` holds the cores of organisations in registers: a name that an organisation
    bears, or that stands elsewhere with a legal form, is no private person's.
    """
    parsed = [_parse(row) for row in rows]
    formal = {s.name.core_text for s in parsed if s.name.form}
    return [
        Spelling(s.spelling_id, s.row, s.name, s.others, False)
        if s.is_person
        and not s.row["is_person"]
        and (s.name.core_text in known or s.name.core_text in formal)
        else s
        for s in parsed
    ]


def _parse(row: Row) -> Spelling:
    text = str(row["name"])
    parts = split_parts(text)
    others = [(parse_name(part.text), part.role) for part in parts[1:]]
    for trading in row["trading_names"] or []:
        others.append((parse_name(trading), TRADING))
    is_person = looks_like_person(text) or (
        bool(row["is_person"]) and is_flagged_person(text)
    )
    name = parse_name(parts[0].text)
    kept = tuple(o for o in others if o[0].core and o[0].core != name.core)
    return Spelling(row["spelling_id"], row, name, kept, is_person)


def group_spellings(spellings: Iterable[Spelling]) -> list[Party]:
    """Group spellings into parties; the order of the spellings does not matter."""
    ordered = sorted(spellings, key=lambda s: s.spelling_id)
    parties = _by_identifier([s for s in ordered if s.identifier])
    _by_name(parties, [s for s in ordered if not s.identifier])
    return sorted(parties, key=lambda p: p.party_id)


def _by_identifier(spellings: list[Spelling]) -> list[Party]:
    """Group by UEI, else by DUNS; a DUNS that stands beside one UEI counts as it."""
    beside: dict[str, set[str]] = defaultdict(set)
    for spelling in spellings:
        if spelling.row["uei"] and spelling.row["duns"]:
            beside[spelling.row["duns"]].add(spelling.row["uei"])
    groups: dict[tuple[str, str], list[Spelling]] = defaultdict(list)
    for spelling in spellings:
        found = spelling.identifier
        if found is None:
            continue
        if found[0] == "duns" and len(beside.get(found[1], ())) == 1:
            found = ("uei", next(iter(beside[found[1]])))
        groups[found].append(spelling)
    return [
        party
        for (scheme, value), members in sorted(groups.items())
        for party in _split_group(scheme, value, members)
    ]


def _split_group(scheme: str, value: str, members: list[Spelling]) -> list[Party]:
    """Keep names that are akin together; the largest part keeps the bare identifier."""
    parts: list[list[Spelling]] = []
    for spelling in members:
        related = [p for p in parts if any(is_akin(spelling, other) for other in p)]
        merged = [spelling, *(s for part in related for s in part)]
        parts = [p for p in parts if not any(p is r for r in related)] + [merged]
    parts.sort(
        key=lambda p: (
            -sum(s.row["records"] for s in p),
            min(s.name.core_text for s in p),
        )
    )
    return [
        Party(
            key=f"{scheme}:{value}"
            if number == 0
            else f"{scheme}:{value}|{min(s.name.core_text for s in part)}",
            basis=scheme,
            spellings=sorted(part, key=lambda s: s.spelling_id),
        )
        for number, part in enumerate(parts)
    ]


def is_akin(left: Spelling, right: Spelling) -> bool:
    """Tell whether two spellings of one identifier are one party."""
    a, b = left.name, right.name
    if a.glued == b.glued or a.core_text == b.core_text:
        return True
    shared = (set(a.core) & set(b.core)) - BUSINESS
    if any(len(word) > 1 for word in shared):
        return True
    if len(a.glued) >= 4 and len(b.glued) >= 4 and _overlap(a.glued, b.glued):
        return True
    if _initials(a) == b.glued or _initials(b) == a.glued:
        return True
    names = {name.core_text for name, _ in (*left.others, *right.others)}
    return a.core_text in names or b.core_text in names or _is_rename(left, right)


def _overlap(a: str, b: str) -> bool:
    """Tell whether two glued names are one cut short, or differ by a slip."""
    if a.startswith(b) or b.startswith(a):
        return True
    from rapidfuzz.fuzz import ratio

    return float(ratio(a, b)) >= 85


def _initials(name: Name) -> str:
    return "".join(word[0] for word in name.core) if len(name.core) > 2 else "-"


def _is_rename(left: Spelling, right: Spelling) -> bool:
    """Tell whether one name stops before the other begins, each on several records.

    A name that stands only as a parent is no rename: records give parents and
    suppliers one identifier by mistake.
    """
    if not all(s.row["is_supplier"] or s.row["is_subawardee"] for s in (left, right)):
        return False
    if min(left.row["records"], right.row["records"]) < RENAME_RECORDS:
        return False
    a = (left.row["first_date"], left.row["last_date"])
    b = (right.row["first_date"], right.row["last_date"])
    if None in a or None in b:
        return False
    return bool(a[1] < b[0] or b[1] < a[0])


def _by_name(parties: list[Party], spellings: list[Spelling]) -> None:
    """Join names without identifier to the one party that bears them, else to theirs.

    A name that two identified parties bear stays apart: which one is meant is unknown.
    """
    identified: dict[str, dict[str, dict[str, Party]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for party in parties:
        for spelling in party.spellings:
            name = spelling.name
            identified[name.core_text][_form(name)][party.key] = party
    loose: dict[str, dict[str, list[Spelling]]] = defaultdict(lambda: defaultdict(list))
    for spelling in spellings:
        bearers = _bearers(identified.get(spelling.name.core_text, {}), spelling.name)
        if len(bearers) == 1:
            next(iter(bearers.values())).spellings.append(spelling)
        else:
            loose[spelling.name.core_text][_form(spelling.name)].append(spelling)
    for core, forms in sorted(loose.items()):
        formal = sorted(form for form in forms if form)
        if "" in forms and len(formal) == 1:
            forms[formal[0]] += forms.pop("")
        for form, members in sorted(forms.items()):
            parties.append(Party(f"name:{core}|{form}", "name", members))


def _bearers(forms: dict[str, dict[str, Party]], name: Name) -> dict[str, Party]:
    """Find the identified parties of one core whose legal form agrees best."""
    if _form(name) in forms:
        return forms[_form(name)]
    if not _form(name):
        return {key: party for found in forms.values() for key, party in found.items()}
    return forms.get("", {})


def _form(name: Name) -> str:
    return "" if name.form == NEUTRAL else name.form
