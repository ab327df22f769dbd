"""Facts of a run."""

from datetime import date

import pytest

from crosstie.errors import StoreError
from crosstie.pages.facts import run_facts
from tests.pages.factory import run_database


def test_facts_are_read_with_their_types() -> None:
    facts = run_facts(run_database([], since="2020-10-01"))
    assert facts.is_sample
    assert facts.since == date(2020, 10, 1)
    assert facts.until is None
    assert facts.buyer.siblings == {"CP": "Coast Patrol"}
    assert facts.coverage[0].last_date == date(2024, 9, 30)
    assert facts.sources[0].rows_rejected == 3


@pytest.mark.parametrize("name", ["country", "buyer", "publish_threshold", "data"])
def test_a_missing_fact_is_named_and_never_guessed(name: str) -> None:
    with pytest.raises(StoreError, match=name):
        run_facts(run_database([], **{name: None}))


def test_facts_that_a_run_may_lack_are_empty() -> None:
    facts = run_facts(
        run_database([], coverage=None, not_loaded=None, counts=None, as_of=None)
    )
    assert (facts.coverage, facts.not_loaded, facts.counts) == ((), (), {})
    assert facts.as_of is None
