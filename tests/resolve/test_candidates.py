"""What the matcher proposes for a party's name, in a register of any size."""

from __future__ import annotations

import pytest

from crosstie.matching.names import parse_bytes
from crosstie.matching.records import lines
from crosstie.matching.wordtables import CONNECTIVES
from crosstie.resolve.candidates import Asked, Candidate, Index
from crosstie.resolve.organisations import Organisation, OrganisationName
from crosstie.resolve.weights import Weights, measure
from crosstie.text.names import parse_name

FILLERS = [f"Zyquolix{letter} Mining Corp." for letter in "abcdefghijklmnop"]


def named(number: int, name: str, country: str = "CA") -> Organisation:
    own = OrganisationName(
        parse_name(name), "legal", None, None, f"x:{number}", "x", "f", number, None
    )
    return Organisation(f"x:{number}", [{"country": country}], [own])


def find(
    supplier: str, names: list[str], country: str = "", of: str = "CA"
) -> list[Candidate]:
    parsed = [parse_name(name) for name in (supplier, *names)]
    index = Index([named(n, name, of) for n, name in enumerate(names)], measure(parsed))
    (found,) = index.find([Asked(parsed[0].bare, country)])
    return found


def best(supplier: str, names: list[str]) -> str:
    found = max(find(supplier, names), key=lambda candidate: candidate.likeness)
    return found.entry.own.name.raw


@pytest.mark.parametrize(
    ("supplier", "name"),
    [
        ("3M COMPANY (7775)", "3M Company"),
        ("KWIZ COM CORP", "KwizCom Corporation"),
        ("THOMSON REUTERS SPECIAL SERVIES LLC", "Thomson Reuters Special Services LLC"),
        ("GAZPROM NEFT PAO", "Газпром нефть ПАО"),
        ("MINISTERE DES TRANSPORTS QUEBEC", "Ministère des Transports (Québec)"),
    ],
)
def test_the_name_itself_comes_first(supplier: str, name: str) -> None:
    assert best(supplier, [*FILLERS, name]) == name


def test_a_small_register_makes_no_rare_word_common() -> None:
    """The likeness is that of two names, not of how few names there are."""
    pair = "EVANS CONSOLES INC", "Evans Consoles Inc."
    (alone,) = find(pair[0], [pair[1]])
    (among,) = (
        one
        for one in find(pair[0], [*FILLERS, pair[1]])
        if one.entry.own.name.raw == pair[1]
    )
    assert alone.likeness == pytest.approx(among.likeness, abs=0.1)


def test_a_country_that_agrees_speaks_for_a_pair() -> None:
    pair = "STRATEGIC RESOURCES INC", ["Strategic Resources Ltd."]
    (unknown,) = find(*pair)
    (agrees,) = find(*pair, country="CA")
    (differs,) = find(*pair, country="FR")
    assert agrees.likeness > unknown.likeness > differs.likeness


def test_names_that_share_no_word_are_no_candidates() -> None:
    assert find("PELICAN SERVICES INC", ["Pelligrin Quarry Inc."]) == []


def test_no_organisation_no_candidate() -> None:
    index = Index([], Weights({}, 20_000))
    assert index.find([Asked("acme")]) == [[]]


@pytest.mark.parametrize(
    "name",
    [
        "THOMSON REUTERS SPECIAL SRVCES, L.L.C.",
        "Société Générale S.A.",
        "Condor Hospitality Trust, Inc.",
        "ØRSTED A/S",
        "J S I Telecom Inc.",
        "7655762 CANADA INC",
        "Hôpital d'Ottawa",
        "Leon's Furniture Limited",
        "Газпром нефть ПАО",
    ],
)
def test_one_name_and_a_column_of_names_are_read_alike(name: str) -> None:
    """Both readers take their letters, forms and short words from the same tables."""
    column = parse_bytes(lines([name]))
    (core,) = column.core.strings(column.form[:1].astype("int64") * 0)
    own = (word for word in parse_name(name).core if word not in CONNECTIVES)
    assert core == " ".join(own)
