"""Real pairs of names, read one by one: what they are to each other, and how sure.

`facts/pairs.csv` holds suppliers of award records and vendors of a public list, each
with the organisation of a register that its name is nearest to, and what a reader of
both found: same, family, or other.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.resolve.factory import (
    Row,
    case,
    matches,
    name_row,
    organisation,
    resolved,
    transaction,
)

FACTS = Path(__file__).with_name("facts") / "pairs.csv"
HOMES = {"award": "US", "vendor": "CA"}
FINDING = 0.95

Scored = tuple[dict[str, str], str, float]


def register(facts: list[dict[str, str]]) -> tuple[list[Row], list[Row], list[str]]:
    """Make one organisation of each that the facts name."""
    rows, names, ids = [], [], []
    seen: dict[tuple[str, str], str] = {}
    for fact in facts:
        key = (fact["organisation"], fact["name_kind"])
        if key not in seen:
            seen[key] = f"listed:X:{len(seen)}"
            is_former = fact["name_kind"] == "former"
            shown = f"Zyquolix {len(seen)} Inc." if is_former else fact["organisation"]
            rows.append(organisation(seen[key], shown, country=fact["country"][:2]))
            if is_former:
                names.append(name_row(seen[key], fact["organisation"], "former"))
        ids.append(seen[key])
    return rows, names, ids


def scored(facts: list[dict[str, str]], home: str) -> list[Scored]:
    """Match the suppliers of some facts with all their organisations at once."""
    organisations, names, ids = register(facts)
    suppliers = [transaction(n, f["supplier"]) for n, f in enumerate(facts)]
    with resolved(suppliers, organisations, names=names, of=case(home=home)) as db:
        rows = matches(db)
        shown = {
            row["name"]: row["shown"]
            for row in db.rows(
                "shown",
                "select s.name, p.name as shown "
                "from party_spelling s join party p using (party_id)",
            )
        }
    found = []
    for fact, key in zip(facts, ids, strict=True):
        row = rows.get((shown[fact["supplier"]], key))
        kind, probability = (row["kind"], row["probability"]) if row else ("", 0.0)
        found.append((fact, kind, probability))
    return found


@pytest.fixture(scope="module")
def found() -> list[Scored]:
    """Match the facts; the buyer of each list has a country of its own."""
    with FACTS.open(encoding="utf-8", newline="") as stream:
        facts = list(csv.DictReader(stream))
    return [
        one
        for records, home in HOMES.items()
        for one in scored([f for f in facts if f["records"] == records], home)
    ]


def test_no_other_firm_is_a_finding(found: list[Scored]) -> None:
    wrong = [
        (fact["supplier"], fact["organisation"], round(probability, 2))
        for fact, kind, probability in found
        if fact["records"] == "award"
        and fact["expected"] != "same"
        and kind == "same"
        and probability >= FINDING
    ]
    assert wrong == []


def test_kinds_are_not_mixed(found: list[Scored]) -> None:
    """Of those taken for the same, few are not; and hardly one that is gets lost."""
    taken = Counter(
        fact["expected"] for fact, kind, p in found if kind == "same" and p >= FINDING
    )
    assert taken["same"] >= 0.96 * sum(taken.values())
    missed = [
        fact["supplier"]
        for fact, kind, p in found
        if fact["expected"] == "same" and (kind != "same" or p < 0.5)
    ]
    same = sum(fact["expected"] == "same" for fact, _, _ in found)
    assert len(missed) <= 0.15 * same, missed
    families = [kind for fact, kind, _ in found if fact["expected"] == "family"]
    assert families.count("family") >= 0.7 * len(families)


def test_a_probability_means_what_it_says(found: list[Scored]) -> None:
    """Of pairs with about one probability, about that share is the same."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for fact, kind, probability in found:
        if kind == "same":
            is_same = fact["expected"] == "same"
            bins[min(int(probability * 5), 4)].append((probability, is_same))
    total = sum(len(pairs) for pairs in bins.values())
    error = sum(
        abs(sum(p for p, _ in pairs) - sum(same for _, same in pairs))
        for pairs in bins.values()
    )
    assert total > 200
    assert error / total <= 0.08


@pytest.mark.parametrize(
    ("supplier", "name"),
    [
        ("TECSIS INC", "Tecsys Inc."),
        ("GEMTEC INC", "JEMTEC Inc."),
        ("PALADIN TECHNOLOGIES INC", "Palatin Technologies, Inc."),
        ("PALANTIR TECHNOLOGIES INC.", "Palatin Technologies, Inc."),
        ("SENSORY TECHNOLOGIES, LLC", "Sensor Technologies Corp."),
        ("BOMBERDIER INC", "Bombardier Inc."),
    ],
)
def test_a_slip_in_the_only_telling_word_proves_little(supplier: str, name: str):
    """Mostly it is another firm, and now and then a misspelling."""
    rows = [organisation("listed:X:1", name, country="CA")]
    with resolved([transaction(1, supplier)], rows, of=case(home="US")) as db:
        found = matches(db).get((supplier, "listed:X:1"))
    assert found is None or found["probability"] < 0.5


def test_a_city_makes_no_family() -> None:
    """El Paso is a town in Texas before it is a company."""
    supplier = "EL PASO SANITATION SYSTEMS INC"
    rows = [organisation("listed:X:1", "El Paso Corporation", country="US")]
    with resolved([transaction(1, supplier, supplier_city="EL PASO")], rows) as db:
        found = matches(db).get((supplier, "listed:X:1"))
    assert found is None or found["probability"] < 0.5


def test_a_plain_name_abroad_is_mostly_a_firm_at_home() -> None:
    supplier = "STRATEGIC RESOURCES, INCORPORATED"
    found = {}
    for country in ("CA", "US"):
        rows = [organisation("listed:X:1", "Strategic Resources Inc.", country=country)]
        with resolved([transaction(1, supplier)], rows, of=case(home="US")) as db:
            found[country] = matches(db)[supplier, "listed:X:1"]["probability"]
    assert found["CA"] < 0.5
    assert found["CA"] < found["US"] <= 0.9


def test_another_spelling_is_a_lead_at_most() -> None:
    supplier = "NORONT RESOUCES LTD"
    rows = [organisation("listed:X:1", "Noront Resources Ltd.", country="CA")]
    with resolved([transaction(1, supplier)], rows) as db:
        row = matches(db)[supplier, "listed:X:1"]
    assert row["kind"] == "same"
    assert 0.5 < row["probability"] < FINDING
    assert "spelling (several letters)" in row["reason"]


def test_a_family_of_the_case_is_worth_a_look() -> None:
    supplier = "GALVION BALLISTICS LTD"
    found = []
    for key in ("case:galvion", "listed:X:1"):
        rows = [organisation(key, "Galvion Ltd.", country="CA")]
        with resolved([transaction(1, supplier)], rows) as db:
            found.append(matches(db)[supplier, key])
    assert [row["kind"] for row in found] == ["family", "family"]
    assert found[0]["probability"] > 0.5 > found[1]["probability"]


def test_a_family_that_a_register_knows_rests_on_no_row_of_the_case() -> None:
    supplier, name = "MAGNET FORENSICS, LLC", "Magnet Forensics Inc."
    rows = [
        organisation(key, name, country="CA", city="Waterloo")
        for key in ("listed:X:1", "case:magnet")
    ]
    with resolved([transaction(1, supplier)], rows) as db:
        row = matches(db)[supplier, "listed:X:1"]
    assert (row["kind"], row["from_case"]) == ("family", False)
