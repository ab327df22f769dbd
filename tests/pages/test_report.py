"""The context of a report."""

from crosstie.pages.report import report_context
from tests.pages.factory import run_database


def test_kinds_and_scopes_are_never_mixed() -> None:
    page = report_context(run_database())
    assert len(page.findings) == 11
    assert [t.tie_id for t in page.siblings] == ["tie20"]
    assert [t.tie_id for t in page.leads] == ["tie21", "tie22"]
    assert [t.tie_id for t in page.not_counted] == ["tie30"]
    assert len(page.offices) == 2
    assert page.organisations_by_money[("ABC", "obligated")] == 4
    assert page.organisations_by_money[("ABC", "reseller")] == 1


def test_near_misses_are_the_most_valuable() -> None:
    page = report_context(run_database())
    assert page.near_miss_count == 12
    assert [m.supplier for m in page.near_misses][:2] == [
        "LOOKALIKE 11 INC",
        "LOOKALIKE 10 INC",
    ]
    assert len(page.near_misses) == 10


def test_a_near_miss_of_a_private_person_is_masked() -> None:
    db = run_database()
    db.run("a person", "update near_miss set party_id = 'partya private person'")
    page = report_context(db)
    assert {m.supplier for m in page.near_misses} == {"a private person"}
    assert {m.matched_text for m in page.near_misses} == {""}
    assert {(m.award_id, m.reason) for m in page.near_misses} == {("", "withheld")}


def test_routes_without_a_tie_are_named() -> None:
    assert report_context(run_database()).searched_empty == ()
    assert len(report_context(run_database([])).searched_empty) == 9


def test_a_run_without_ties_has_a_context() -> None:
    page = report_context(run_database([]))
    assert (page.ties, page.records, page.timelines, page.flows) == ((), (), (), ())


def test_the_same_run_gives_the_same_context() -> None:
    assert report_context(run_database()) == report_context(run_database())
