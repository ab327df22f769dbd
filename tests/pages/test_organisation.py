"""One organisation: who it is, what ties to it, and what merely resembles it."""

from datetime import date
from decimal import Decimal

from crosstie.pages.addresses import organisation_anchor
from crosstie.pages.bodies import every_body, find_body, read_body
from crosstie.pages.home_money import read_home_money
from crosstie.pages.organisation import OrganisationContext, read_organisation
from crosstie.pages.report import report_context
from crosstie.store.engine import Database
from crosstie.store.tables import SUPPORT
from tests.pages.bodies import BUYER, PARENT, full_run
from tests.pages.rows import FILE_ID


def roska(db: Database | None = None) -> OrganisationContext:
    db = db or full_run()
    return read_organisation(db, report_context(db), PARENT)


def test_the_anchor_of_any_of_its_rows_leads_to_one_organisation() -> None:
    db = full_run()
    for id_ in (PARENT, "listed:XNL:ROS"):
        assert find_body(db, organisation_anchor(id_)) == PARENT
    assert find_body(db, "o-000000000000") is None
    assert find_body(db, "t-123") is None
    assert find_body(db, "o-") is None


def test_every_body_is_listed_once_by_its_canonical_id() -> None:
    bodies = every_body(full_run())
    assert PARENT in bodies
    assert BUYER in bodies
    assert "listed:XNL:ROS" not in bodies
    assert len(bodies) == len(set(bodies))


def test_all_its_rows_speak_of_it() -> None:
    body = read_body(full_run(), PARENT)
    assert (body.name, body.country, body.city) == ("Roska Inc.", "NL", "Ostby")
    assert [(n.name, n.kind) for n in body.names] == [
        ("Roska Inc.", "legal"),
        ("Roska Incorporated", "legal"),
        ("Roska Gun Works", "former"),
    ]
    assert body.names[-1].valid_to == date(1999, 5, 1)
    assert [(i.scheme, i.row_number) for i in body.identifiers] == [
        ("isin", 102),
        ("nl-bn", 102),
    ]
    assert body.countries[0].reason == "The list states Ostby, Northland."


def test_an_organisation_that_no_register_holds_is_named_by_its_ties() -> None:
    body = read_body(full_run(), "case:jasper")
    assert (body.name, body.rows) == ("Jasper Telecom", ())


def test_ties_through_it_are_its_own_and_stand_apart_by_kind() -> None:
    page = roska()
    assert {p.tie.tie_id for p in page.findings} >= {"tie02"}
    assert all(p.tie.is_finding and not p.tie.is_sibling for p in page.findings)
    assert all(p.tie.is_sibling for p in page.siblings)
    assert all(p.tie.is_lead for p in page.leads)
    total = next(t for t in page.totals if t.meaning == "obligated")
    assert total.value >= Decimal("7234926.20")
    assert {a.tie_id for a in page.awards} <= {t.tie_id for t in page.ties}


def test_awards_carry_their_actions_and_what_does_not_count() -> None:
    db = full_run()
    page = read_organisation(db, report_context(db), "case:shredder")
    (award,) = page.awards
    assert (award.outside, award.actions, award.obligated) == (2, (), None)
    assert page.control is not None
    assert {m.ties for m in page.control.marks} == {False}
    assert {a.outside for a in roska().awards} == {0}


def test_near_names_give_reasons_and_no_private_person() -> None:
    page = roska()
    assert [n.supplier for n in page.near] == ["ROSKAM"]
    assert [r.bits for r in page.near[0].reasons] == [Decimal("-6.5"), Decimal("3.7")]
    assert page.near[0].award_id == ""


def test_what_it_said_of_its_ties_stands_on_its_page() -> None:
    assert "<all> law" in roska().answers[0].text


def test_home_money_that_is_not_loaded_is_said_to_be_so() -> None:
    money = roska().home_money
    assert (money.is_loaded, money.agreements) == (False, ())


def test_home_money_says_whether_a_number_or_only_a_name_joins_it() -> None:
    looked = {
        "what": "public money",
        "state": "searched",
        "says": "3 records of public money at home are loaded.",
    }
    db = full_run(looked_at=[looked])

    def row(number: int, name: str, business: str | None, *, person: bool) -> dict:
        return {
            "support_id": f"s{number}",
            "source": "grants",
            "kind": "grant",
            "recipient_name": name,
            "recipient_business_number": business,
            "recipient_is_person": person,
            "total_value": Decimal("1000.00"),
            "currency": "EUR",
            "entries": 1,
            "amendments": 0,
            "has_original": True,
            "file_id": FILE_ID,
            "row_number": number,
        }

    db.append(
        SUPPORT,
        [
            row(1, "Anything", "123456789", person=False),
            row(2, "ROSKA INC.", None, person=False),
            row(3, "ROSKA INC.", None, person=True),
            row(4, "Somebody else", "987654321", person=False),
        ],
    )
    facts = report_context(db).facts
    money = read_home_money(db, read_body(db, PARENT), facts)
    assert [(a.row_number, a.by_number) for a in money.agreements] == [
        (1, True),
        (2, False),
    ]
