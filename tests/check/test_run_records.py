"""What verdicts read of a run: the sample's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from crosstie import pipeline
from crosstie.check.records import Records
from crosstie.check.run_records import read_records, repeats
from crosstie.model.claims import Named
from crosstie.settings import Settings
from crosstie.store.casefolder import find_case, read_case
from crosstie.store.engine import Database
from crosstie.store.runs import last_run

CASE = "ca-ice"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    home = tmp_path_factory.mktemp("home")
    settings = Settings(home=home)
    pipeline.trace(
        pipeline.TraceRequest(
            case=CASE, cwd=home, traced_at="2026-11-22T10:00:00+00:00", sample=True
        ),
        settings,
        lambda *_said: None,
    )
    case = read_case(find_case(CASE, home, home), None)
    with Database.open(last_run(CASE, settings), read_only=True) as db:
        yield read_records(db, case)


def named(name: str) -> Named:
    return Named(name, name)


def test_a_tie_brings_its_awards_and_records(sample: Records) -> None:
    (tie,) = sample.ties_of(named("Roshel"))
    assert (tie.route, tie.supplier, tie.status) == (
        "subsidiary",
        "ROSHEL LLC",
        "ended",
    )
    (award,) = tie.awards
    assert (award.piid, award.obligated) == ("70CMSW26FR0000002", Decimal("7234926.20"))
    assert (award.supplier_country, award.period_end) == ("US", date(2025, 12, 31))
    assert award.support and award.support.record_id == award.piid
    assert len(award.support.sha256) == 64


def test_a_document_brings_what_it_says(sample: Records) -> None:
    ties = {tie.route: tie for tie in sample.ties_of(named("Hootsuite"))}
    assert set(ties) == {"product", "documented"}
    assert ties["product"].scope == "sibling"
    assert "95,000" in ties["documented"].summary


def test_a_short_name_finds_the_few_that_begin_with_it(sample: Records) -> None:
    assert {t.status for t in sample.ties_of(named("Jim Pattison"))} == {"cancelled"}
    assert sample.ties_of(named("Nobody At All")) == ()


def test_agencies_are_told_apart(sample: Records) -> None:
    names = (
        "ICE",
        "U.S. Immigration and Customs Enforcement",
        "DHS",
        "CBP",
        "Home Office",
    )
    found = [sample.scope_of(named(name)) for name in names]
    assert found == ["buyer", "buyer", "department", "CBP", "other"]
    assert sample.scope_of(named("U.S. authorities")) == "department"


def test_owners_places_and_answers_are_read(sample: Records) -> None:
    assert any(one.parent.startswith("Roshel") for one in sample.owned)
    assert any(one.city == "Brampton" for one in sample.places)
    assert any(one.day == date(2026, 1, 30) for one in sample.answers)
    assert sample.searched and sample.as_of


def test_a_publisher_that_carries_another_is_no_original() -> None:
    assert repeats("The Globe and Mail (as carried by Europe Says)")
    assert repeats("British Brief, after The Independent")
    assert not repeats("The Globe and Mail")
