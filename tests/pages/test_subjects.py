"""Whom a tie is reported under."""

from crosstie.pages.subjects import Subject, subject
from crosstie.pages.ties import read_ties
from tests.pages.factory import Made, run_database

OWNED = {"parent": "Roska Inc.", "parent_id": "case:roska"}


def who(**made: object) -> Subject:
    (tie,) = read_ties(run_database([Made("1", **made)]))  # type: ignore[arg-type]
    return subject(tie, "NL")


def test_a_national_organisation_stands_for_itself() -> None:
    found = who(organisation="Jasper", organisation_id="case:j", more=OWNED)
    assert found == Subject("case:j", "Jasper", "", "Ostby")


def test_a_foreign_subsidiary_is_reported_under_its_national_parent() -> None:
    found = who(
        organisation="Roska LLC", organisation_id="lei:R", country="US", more=OWNED
    )
    assert found == Subject("case:roska", "Roska Inc.", "Roska LLC")


def test_without_a_parent_there_is_no_other_name() -> None:
    found = who(organisation="Roska LLC", organisation_id="lei:R", country="US")
    assert found == Subject("lei:R", "Roska LLC", "", "Ostby")
