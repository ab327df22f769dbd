"""One supplier as records write it."""

from decimal import Decimal

from crosstie.pages.addresses import party_anchor
from crosstie.pages.report import report_context
from crosstie.pages.supplier import (
    SupplierContext,
    every_party,
    find_party,
    read_supplier,
)
from crosstie.pages.tie_page import tie_sections
from tests.pages.bodies import PARENT, full_run

PARTY = "partyROSKA LLC"


def read(party_id: str = PARTY) -> SupplierContext:
    db = full_run()
    report = report_context(db)
    ties = [part.tie for part in tie_sections(report)]
    return read_supplier(db, party_id, ties, report.facts)


def test_an_anchor_leads_to_a_supplier_but_never_to_a_person() -> None:
    db = full_run()
    assert find_party(db, party_anchor(PARTY)) == PARTY
    assert find_party(db, party_anchor("p-person")) is None
    assert find_party(db, "p-000000000000") is None
    assert find_party(db, "x") is None
    listed = every_party(db)
    assert PARTY in listed
    assert "p-near" in listed
    assert "p-person" not in listed


def test_its_ties_awards_and_spellings_stand_together() -> None:
    page = read()
    assert "tie02" in [t.tie_id for t in page.findings]
    assert page.awards[0].obligated == Decimal("7234926.20")
    assert page.spellings[0].name == "ROSKA LLC"


def test_what_it_was_compared_with_says_whether_a_tie_rests_on_it() -> None:
    (match,) = read().considered
    assert (match.organisation_id, match.is_tied, match.is_in_run) == (
        PARENT,
        True,
        True,
    )
    assert match.reasons[0].says == "before anything is compared"
    (near,) = read("p-near").considered
    assert not near.is_tied


def test_parents_that_records_name_are_dated_and_persons_masked() -> None:
    by_id = {p.party_id: p for p in read().parents}
    assert by_id["p-near"].value == "ROSKAM"
    assert (by_id[""].name, by_id[""].value) == ("a private person", "")
