"""What has to be decided before anything is published."""

import pytest

from crosstie.errors import Undecided
from crosstie.pages.publish import is_undecided, published, undecided
from crosstie.pages.ties import read_ties
from crosstie.store.run_tables import MATCH
from tests.pages.factory import Made, chain, run_database
from tests.pages.rows import Action

SAME = ("is the same as", "organisation:Roska Inc.", 0.97)


def made(name: str = "01", **more: object) -> Made:
    action = Action(int(name), None, "10.00")
    one = Made(name, actions=[action], more=more)
    one.hops = chain(one, SAME)
    return one


def only(one: Made):
    (tie,) = read_ties(run_database([one]))
    return tie


def test_a_finding_read_off_a_name_waits_for_a_person() -> None:
    tie = only(made())
    assert tie.is_finding
    assert undecided([tie]) == (tie,)


def test_a_confirmed_finding_is_decided() -> None:
    assert undecided([only(made(decision="positive", decided_by="an editor"))]) == ()


def test_a_match_on_an_identifier_is_decided() -> None:
    one = made()
    db = run_database([one])
    hop = one.hops[1]
    db.append(
        MATCH,
        [
            {
                "match_id": "m",
                "party_id": hop["from_id"],
                "organisation_id": hop["to_id"],
                "kind": "same",
                "probability": 0.97,
                "reason": "The same number.",
                "basis": "identifier",
                "from_case": False,
            }
        ],
    )
    (tie,) = read_ties(db)
    assert tie.hops[1].basis == "identifier"
    assert undecided([tie]) == ()


@pytest.mark.parametrize(
    "settled",
    [{"from_case": True}, {"confirmed_by": "an editor"}, {"probability": 1.0}],
)
def test_what_the_case_cites_or_a_person_confirmed_is_decided(settled: dict) -> None:
    one = made()
    one.hops[1] |= settled
    assert not is_undecided(only(one))


def test_a_statement_of_control_is_not_read_off_a_name() -> None:
    one = made()
    one.hops = chain(one, ("is controlled by", "organisation:Roska Inc.", 0.96))
    assert not is_undecided(only(one))


@pytest.mark.parametrize("kind", ["finding", "lead"])
def test_a_dispute_stops_a_publication_whatever_the_kind(kind: str) -> None:
    one = made(decision="disputed", decided_by="a, b")
    one.kind = kind
    tie = only(one)
    assert undecided([tie]) == (tie,)


def test_leads_and_what_does_not_count_stop_nothing() -> None:
    lead, gone = made("01"), made("02", decision="negative")
    lead.kind, gone.kind = "lead", "not_counted"
    ties = read_ties(run_database([lead, gone]))
    assert undecided(ties) == ()
    assert published(ties, "nl-abc") == ()


def test_a_refusal_names_the_ties_and_the_next_step() -> None:
    tie = only(made())
    with pytest.raises(Undecided) as refused:
        published([tie], "nl-abc")
    assert refused.value.ties == (tie.tie_id,)
    assert tie.organisation in str(refused.value)
    assert "crosstie review nl-abc" in (refused.value.next_step or "")


def test_only_findings_are_published() -> None:
    decided, lead = made("01", decision="positive"), made("02")
    lead.kind = "lead"
    ties = read_ties(run_database([decided, lead]))
    assert [t.kind for t in published(ties, "nl-abc")] == ["finding"]
