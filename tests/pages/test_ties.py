"""Ties as they are read from a run."""

from decimal import Decimal

from crosstie.pages.ties import WITHHELD, read_ties, records_cited
from tests.pages.factory import Action, Made, chain, hop, run_database


def test_ties_stand_in_the_order_of_a_report() -> None:
    ties = read_ties(run_database())
    assert [t.tie_id for t in ties][:3] == ["tie02", "tie01", "tie04"]
    assert [t.kind for t in ties] == sorted(
        (t.kind for t in ties), key=("finding", "lead", "not_counted").index
    )
    findings = [t.scope for t in ties if t.is_finding]
    assert findings == sorted(findings)


def test_no_amount_is_none_and_never_nought() -> None:
    by_id = {t.tie_id: t for t in read_ties(run_database())}
    assert by_id["tie05"].obligated is None
    assert by_id["tie01"].obligated == Decimal("4150000.10")


def test_one_record_has_one_number_wherever_it_is_cited() -> None:
    made = Made("1", actions=[Action(1, None, "1.00")])
    made.hops = chain(made, ("is the same as", "organisation:Roska", 0.9))
    other = Made("2", actions=[Action(2, None, "5.00")])
    other.hops = [hop(1, "award:A", "names as supplier", "supplier:B", from_case=True)]
    ties = read_ties(run_database([made, other]))
    records = records_cited(ties)
    assert [r.number for r in records] == [1, 2]
    assert records[0].from_case
    assert records[1].carries == ("supplier_name", "name")
    assert {n for h in ties[1].hops for n in h.numbers} == {2}


def test_an_address_that_is_no_page_is_dropped() -> None:
    by_id = {t.tie_id: t for t in read_ties(run_database())}
    assert by_id["tie04"].evidence_url == ""


def test_what_a_record_says_of_a_private_person_is_withheld() -> None:
    tie = next(t for t in read_ties(run_database()) if t.tie_id == "tie22")
    assert {e.value for h in tie.hops for e in h.evidence} == {WITHHELD}


def test_a_doubt_a_line() -> None:
    made = Made("1", more={"doubt": "One.\n\nTwo."})
    assert read_ties(run_database([made]))[0].doubts == ("One.", "Two.")


def test_a_lead_has_a_hop_that_is_not_sure() -> None:
    lead = Made("1", kind="lead", probability=0.94)
    lead.hops = chain(lead, ("is the same as", "organisation:Roska", 0.96))
    finding = Made("2", supplier="OTHER")
    finding.hops = chain(finding, ("is the same as", "organisation:Roska", 0.96))
    ties = read_ties(run_database([finding, lead]))
    assert [h.is_sure for h in ties[0].hops] == [True, True, True]
    assert [h.is_sure for h in ties[1].hops] == [True, False, True]
