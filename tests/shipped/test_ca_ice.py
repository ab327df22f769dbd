"""The shipped case and its sample: facts with identifiers and citations, no more."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from crosstie.model.case import Case, Citation
from crosstie.model.words import Status
from crosstie.store.casefolder import SHIPPED, read_case

AWARDS = (
    "award_unique_id,piid,parent_piid,modification,action_date,obligated,outlaid,"
    "current_value,ceiling,ceiling_is_shared,currency,period_start,period_end,"
    "period_end_potential,component_code,component_name,funding_component_code,"
    "supplier_name,supplier_uei,supplier_parent_name,supplier_country,supplier_city,"
    "supplier_state,supplier_ownership,description,product_description,permalink,"
    "grain,retrieved_from"
)
SUBAWARDS = (
    "prime_award_unique_id,prime_piid,component_code,component_name,"
    "prime_supplier_name,prime_description,subaward_number,report_year,report_month,"
    "amount,currency,action_date,supplier_name,supplier_parent_name,supplier_country,"
    "supplier_city,supplier_state,description,permalink,retrieved_from"
)
ORGANISATIONS = (
    "organisation_id,name,other_names,former_names,kind,country,country_basis,"
    "jurisdiction,city,identifiers,url,retrieved_from"
)
SAMPLE = SHIPPED / "ca-ice" / "sample"
MONEY = ("obligated", "outlaid", "current_value", "ceiling", "amount")
DATES = ("action_date", "period_start", "period_end", "period_end_potential")


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(SHIPPED / "ca-ice")


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def header(name: str) -> str:
    return (SAMPLE / name).read_text(encoding="utf-8").splitlines()[0]


def test_each_row_of_the_case_cites_a_public_page(case: Case) -> None:
    cited: list[Citation] = [
        row.citation
        for table in (
            case.organisations,
            case.ownership,
            case.products,
            case.documents,
            case.presence,
            case.answers,
        )
        for row in table
    ]
    assert len(cited) > 40
    assert [c for c in cited if not re.match(r"https://[^/ ]+/\S", c.url)] == []
    assert [c for c in cited if not (c.date or c.date_text)] == []


def test_the_buyer_and_its_siblings_have_their_codes(case: Case) -> None:
    assert (case.country, case.buyer.abbreviation) == ("CA", "ICE")
    assert case.buyer.codes == ("7012",)
    siblings = {sibling.abbreviation: sibling.codes for sibling in case.buyer.siblings}
    assert siblings["CBP"] == ("7014",)
    assert siblings["USCIS"] == ("7003",)


def test_the_warehouse_is_a_cancelled_property_deal(case: Case) -> None:
    (document,) = [row for row in case.documents if row.route == "property"]
    assert document.status is Status.CANCELLED
    assert document.status_date == date(2026, 1, 30)
    assert (document.first_date, document.first_date_text) == (
        date(2026, 1, 1),
        "2026-01",
    )
    assert "Hanover County" in document.place


def test_five_offices_of_one_component_and_no_address(case: Case) -> None:
    assert [row.city for row in case.presence] == [
        "Ottawa",
        "Toronto",
        "Montreal",
        "Calgary",
        "Vancouver",
    ]
    assert {row.component for row in case.presence} == {"HSI"}
    assert not any(re.search(r"\d", row.site + row.office) for row in case.presence)


def test_control_of_the_shredder_ends_on_the_day_of_its_sale(case: Case) -> None:
    ends = {
        (row.child, row.parent): (row.valid_from, row.valid_to)
        for row in case.ownership
    }
    sold = date(2015, 10, 1)
    assert ends["shred-it-usa", "shred-it-international"] == (None, sold)
    assert ends["shred-it-usa", "stericycle"] == (sold, None)


def test_the_case_leaves_to_the_records_what_they_say(case: Case) -> None:
    names = " ".join(
        " ".join((row.name, *row.other_names)) for row in case.organisations
    ).casefold()
    assert "kwizcom" not in names
    assert "blackberry" not in names


def test_the_sample_has_the_agreed_columns() -> None:
    assert header("awards.csv") == AWARDS
    assert header("subawards.csv") == SUBAWARDS
    assert header("organisations.csv") == ORGANISATIONS
    manifest = json.loads((SAMPLE / "manifest.json").read_text(encoding="utf-8"))
    assert {file["name"] for file in manifest["files"]} == {
        "awards.csv",
        "subawards.csv",
        "organisations.csv",
    }
    assert manifest["licence"].endswith("United States federal works (public domain)")


def test_awards_have_identifiers_dates_and_exact_amounts() -> None:
    awards, subawards = rows("awards.csv"), rows("subawards.csv")
    assert 200 <= len(awards) <= 400
    for row in [*awards, *subawards]:
        for name in MONEY:
            assert re.fullmatch(r"-?\d+\.\d\d|", row.get(name, "")), row
        for name in DATES:
            assert not row.get(name) or date.fromisoformat(row[name]), row
        assert row["currency"] == "USD"
        assert row["retrieved_from"].startswith("https://")
        unique = row.get("award_unique_id") or row.get("prime_award_unique_id") or ""
        assert re.fullmatch(r"CONT_(AWD|IDV)_\S+|", unique)
        ending = f"https://www.usaspending.gov/award/{unique}" if unique else ""
        assert row["permalink"] == ending
    assert all(row["piid"] and row["action_date"] for row in awards)
    assert all(row["prime_piid"] and row["subaward_number"] for row in subawards)
    assert {row["grain"] for row in awards} == {"transaction", "award"}


def test_organisations_have_one_id_each_and_a_page() -> None:
    organisations = rows("organisations.csv")
    assert 60 <= len(organisations) <= 120
    ids = Counter(row["organisation_id"] for row in organisations)
    assert max(ids.values()) == 1
    assert all(row["retrieved_from"].startswith("https://") for row in organisations)
    countries = {row["country"] for row in organisations}
    assert {"CA", "US"} <= countries


def test_the_sample_holds_what_the_trace_must_find_and_must_not() -> None:
    awards = rows("awards.csv")
    found = {(row["piid"], row["modification"]): row for row in awards}
    vehicles = found["70CMSW26FR0000002", "0"]
    assert vehicles["supplier_name"] == "ROSHEL LLC"
    assert (vehicles["obligated"], vehicles["supplier_country"]) == ("7234926.20", "US")
    assert vehicles["award_unique_id"] == vehicles["permalink"] == ""
    platform = found["70B06C24C00000048", "0"]
    assert platform["component_code"] == "7014"
    assert "HOOTSUITE" in platform["description"]
    suppliers = Counter(row["supplier_name"] for row in awards)
    assert suppliers["KWIZCOM CORPORATION"] >= 2
    assert suppliers["SHRED-IT USA LLC"] + suppliers["SHRED-IT USA INC."] == 3
    assert any(row["supplier_country"] == "CA" for row in awards)
    assert any(row["description"] == "VERIZON BLACKBERRY SERVICE" for row in awards)
    assert any(row["description"] == "CANADIAN LIABILITY INSURANCE" for row in awards)
    assert suppliers["CANON U.S.A., INC."] >= 2
    assert any(row["obligated"].startswith("-") for row in awards)
    assert any(row["ceiling_is_shared"] == "true" for row in awards)
    assert max(Counter(tuple(row.values()) for row in awards).values()) > 1
    (deal,) = [
        row for row in rows("subawards.csv") if row["supplier_name"].startswith("THOMS")
    ]
    assert (deal["action_date"], deal["amount"]) == ("2020-10-21", "9205427.00")


def test_no_supplier_of_the_sample_is_written_as_a_person() -> None:
    names = {row["supplier_name"] for row in rows("awards.csv")}
    written = re.compile(r"[A-Z'-]+, [A-Z]+( [A-Z]\.?)?")
    firms = re.compile(r", (INC|LLC|CORP|LTD|THE|LP|LLP|PC|PLLC|CO)\.?$")
    assert [n for n in names if written.fullmatch(n) and not firms.search(n)] == []


def test_no_file_of_the_case_is_large() -> None:
    files = [path for path in (SHIPPED / "ca-ice").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 400_000
    assert all(_is_text(path) for path in files)


def _is_text(path: Path) -> bool:
    return "\x00" not in path.read_text(encoding="utf-8")
