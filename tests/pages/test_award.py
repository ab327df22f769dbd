"""One award: every action of it, and what of it counts where."""

from datetime import date
from decimal import Decimal

from crosstie.pages.addresses import award_anchor
from crosstie.pages.award import AwardContext, every_award, find_award, read_award
from crosstie.pages.report import report_context
from crosstie.pages.tie_page import tie_sections
from crosstie.store.engine import Database
from crosstie.store.tables import AWARD, TRANSACTION
from crosstie.text.persons import MASK
from tests.pages.bodies import full_run
from tests.pages.rows import FILE_ID


def read(award_id: str, db: Database | None = None) -> AwardContext:
    db = db or full_run()
    ties = [part.tie for part in tie_sections(report_context(db))]
    return read_award(db, award_id, ties)


def with_award(**more: object) -> Database:
    db = full_run()
    db.append(
        AWARD,
        [
            {
                "award_id": "CONT_AWD_02",
                "identity": "published",
                "award_unique_id": "CONT_AWD_02",
                "piid": "70X02",
                "parent_piid": "VEHICLE1",
                "supplier_name": "ROSKA LLC",
                "spelling_id": "spelling02",
                "description": "ROSKA ARMOURED VEHICLES",
                "currency": "USD",
                "grain": "transaction",
                "obligated": Decimal("7234926.20"),
                "obligated_stated": Decimal("8000000.00"),
                "ceiling": Decimal("9000000.00"),
                "permalink": "https://example.org/award/02",
                **more,
            },
            {
                "award_id": "CONT_IDV_V",
                "identity": "published",
                "piid": "VEHICLE1",
                "is_vehicle": True,
                "grain": "award",
                "currency": "USD",
            },
        ],
    )
    return db


def test_an_anchor_leads_to_an_award() -> None:
    db = full_run()
    assert find_award(db, award_anchor("CONT_AWD_02")) == "CONT_AWD_02"
    assert find_award(db, "a-000000000000") is None
    assert find_award(db, "o-000000000000") is None
    assert "CONT_AWD_02" in every_award(db)


def test_amounts_stand_by_kind_and_matched_words_are_marked() -> None:
    page = read("CONT_AWD_02", with_award())
    kinds = [(r.kind, r.value) for r in page.ladder]
    assert kinds == [
        ("obligated", Decimal("7234926.20")),
        ("outlaid", None),
        ("current", None),
        ("ceiling", Decimal("9000000.00")),
    ]
    assert page.description == (("ROSKA", True), (" ARMOURED VEHICLES", False))
    assert (page.vehicle_piid, page.vehicle_id) == ("VEHICLE1", "CONT_IDV_V")
    assert page.permalink == "https://example.org/award/02"


def test_a_shared_ceiling_is_never_the_awards_own() -> None:
    page = read("CONT_AWD_02", with_award(ceiling_is_shared=True))
    assert [r.kind for r in page.ladder][-1] == "shared"


def test_a_vehicle_lists_its_orders() -> None:
    page = read("CONT_IDV_V", with_award())
    assert page.orders == (("CONT_AWD_02", "70X02"),)


def test_every_action_stands_there_with_what_counts_and_why_not() -> None:
    db = full_run()
    db.append(
        TRANSACTION,
        [
            {
                "file_id": FILE_ID,
                "row_number": 300,
                "award_id": "CONT_AWD_30",
                "layout": "sample",
                "grain": "transaction",
                "piid": "70X30",
                "currency": "USD",
                "action_date": date(2019, 1, 1),
            }
        ],
    )
    page = read("CONT_AWD_30", db)
    used = {a.row_number: [u.counts for u in a.uses] for a in page.actions}
    assert used == {30: [False], 31: [False], 300: []}
    refused = next(u for a in page.actions for u in a.uses if not u.counts)
    assert refused.reason
    assert [u.counts for u in read("CONT_AWD_02").actions[0].uses] == [True]


def test_a_subaward_stands_below_its_award() -> None:
    db = full_run()
    ties = [p.tie for p in tie_sections(report_context(db))]
    award_id = next(
        a.award_id for t in ties if t.route == "subaward" for a in t.actions_of
    )
    page = read(award_id, db)
    assert page.actions == ()
    assert [s.number for s in page.subawards] == ["S-1"]
    assert page.subawards[0].uses[0].counts


def test_a_private_person_is_masked() -> None:
    page = read("CONT_AWD_22")
    assert {a.supplier for a in page.actions} == {MASK}
    assert {a.party_id for a in page.actions} == {""}
    assert {a.description for a in page.actions} == {()}
    assert "SECRET" not in repr(page.actions) + repr(page.description)
