"""A person's table, read as its mapping file says; nothing of it is guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crosstie.errors import UnknownLayout, UnreadableFile, UsageError
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary

Load = Callable[..., LoadSummary]

AWARDS = """
table = "award"
title = "Contracts of the agency"
publisher = "Agency of Examples"
licence = "Open"
dates = ["%d/%m/%Y"]
amounts = "1,234.50"

[columns]
"Contract no." = "piid"
Company = "supplier_name"
Amount = "obligated"
Signed = "action_date"
Country = "supplier_country"

[constants]
currency = "USD"
grain = "award"
component_name = "ABC"
"""

OWNERS = """
table = "ownership"
title = "Owners"
publisher = "A reporter"
dates = ["%Y"]
[columns]
Child = "child_name"
Parent = "parent_name"
Share = "percent"
Since = "valid_from"
"Parent id" = "parent_id"
[constants]
interest = "control"
confirmed = false
parent_country = "Canada"
"""

ORGANISATIONS = """
table = "organisation"
title = "Members"
publisher = "An association"
ignore_others = true
[columns]
No = "record_id"
Name = "name"
Former = "former_names"
LEI = "lei"
Numbers = "identifiers"
Town = "city"
[constants]
kind = "company"
country = "CA"
"""


def csv(tmp_path: Path, mapping: str, *lines: str, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / f"{path.stem}.mapping.toml").write_text(mapping, encoding="utf-8")
    return path


def xlsx(
    tmp_path: Path, mapping: str, rows: Sequence[Sequence[Any]], sheet: str = "Sheet"
) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    path = tmp_path / "table.xlsx"
    book.save(path)
    (tmp_path / "table.mapping.toml").write_text(mapping, encoding="utf-8")
    return path


def loaded(db: Database, table: str) -> list[dict[str, Any]]:
    return [
        dict(row) for row in db.rows(table, f'select * from "{table}" order by all')
    ]


def test_awards_of_a_csv(tmp_path: Path, load: Load, workspace_db: Database) -> None:
    path = csv(
        tmp_path,
        AWARDS,
        "Contract no.,Company,Amount,Signed,Country",
        'C-1,ALPHA INC.,"1,234,567.50",31/01/2024,Canada',
        "C-2,BETA LLC,-5,2024-02-01,US",
    )
    summary = load(path, "spreadsheet")
    assert (summary.rows_read, summary.rows_loaded) == (2, 2)
    assert (summary.first_date, summary.last_date) == (
        date(2024, 1, 31),
        date(2024, 2, 1),
    )
    assert summary.notes[0].startswith("Read with the mapping table.mapping.toml, SHA")
    first, second = loaded(workspace_db, "loaded_transaction")
    assert (first["piid"], first["record_id"]) == ("C-1", "C-1")
    assert (first["obligated"], first["currency"]) == (Decimal("1234567.50"), "USD")
    assert (first["supplier_country"], first["grain"]) == ("CA", "award")
    assert (first["component_name"], first["layout"]) == ("ABC", "spreadsheet")
    assert (second["obligated"], second["action_date"]) == (
        Decimal("-5.00"),
        date(2024, 2, 1),
    )
    (file,) = loaded(workspace_db, "file")
    assert (file["publisher"], file["title"], file["licence"]) == (
        "Agency of Examples",
        "Contracts of the agency",
        "Open",
    )


def test_the_same_awards_of_a_workbook(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = xlsx(
        tmp_path,
        AWARDS.replace("amounts", 'sheet = "Data"\nheader = 3\namounts'),
        [
            ["A title above the table"],
            [],
            ["Contract no.", "Company", "Amount", "Signed", "Country"],
            ["C-1", "ALPHA INC.", 1234567.5, datetime(2024, 1, 31), "Canada"],
            ["C-2", "BETA LLC", "1,000.25", "01/02/2024", None],
        ],
        sheet="Data",
    )
    summary = load(path, "spreadsheet")
    assert (summary.rows_read, summary.rows_rejected) == (2, 0)
    first, second = loaded(workspace_db, "loaded_transaction")
    assert (first["obligated"], first["action_date"]) == (
        Decimal("1234567.50"),
        date(2024, 1, 31),
    )
    assert (second["obligated"], second["row_number"]) == (Decimal("1000.25"), 2)


@pytest.mark.parametrize(
    ("style", "good", "bad"),
    [
        ("1,234.50", '"12,345.6"', '"1.234,50"'),
        ("1,234.50", '"$1,000"', '"12,34"'),
        ("1.234,50", '"12.345,6"', '"1,234.50"'),
        ("1.234,50", '"1 000,00 €"', '"1.5"'),
    ],
)
def test_an_amount_of_another_style_is_rejected_and_not_misread(
    tmp_path: Path,
    load: Load,
    workspace_db: Database,
    style: str,
    good: str,
    bad: str,
) -> None:
    path = csv(
        tmp_path,
        AWARDS.replace("1,234.50", style),
        "Contract no.,Company,Amount,Signed,Country",
        f"C-1,ALPHA INC.,{good},31/01/2024,CA",
        f"C-2,BETA INC.,{bad},31/01/2024,CA",
    )
    summary = load(path, "spreadsheet")
    assert (summary.rows_loaded, summary.rows_rejected) == (1, 1)
    (reject,) = loaded(workspace_db, "reject")
    assert (reject["row_number"], reject["column_name"]) == (2, "Amount")
    assert style in reject["reason"]


def test_organisations_with_names_and_numbers(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = csv(
        tmp_path,
        ORGANISATIONS,
        "No,Name,Former,LEI,Numbers,Town,Phone",
        "7,Alpha Inc.,Old Alpha|Older Alpha,5493000000000000CH12,ca-bn:12345,Ottawa,1",
        "7,Alpha Incorporated,,,,Ottawa,1",
        'x,"DOE, JANE Q.",,,,Ottawa,1',
    )
    summary = load(path, "spreadsheet")
    assert (summary.rows_read, summary.rows_loaded) == (3, 3)
    assert any("Private persons" in note for note in summary.notes)
    (one,) = loaded(workspace_db, "organisation")
    assert one["organisation_id"].startswith("sheet:")
    assert one["organisation_id"].endswith(":7")
    assert (one["name"], one["city"], one["country"]) == ("Alpha Inc.", "Ottawa", "CA")
    assert one["country_basis"] == "stated in the table"
    names = {(n["name"], n["kind"]) for n in loaded(workspace_db, "organisation_name")}
    assert names == {
        ("Alpha Inc.", "legal"),
        ("Alpha Incorporated", "other"),
        ("Old Alpha", "former"),
        ("Older Alpha", "former"),
    }
    numbers = loaded(workspace_db, "organisation_identifier")
    assert {(n["scheme"], n["value"]) for n in numbers} == {
        ("lei", "5493000000000000CH12"),
        ("ca-bn", "12345"),
    }


def test_owners_and_the_organisations_that_they_name(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = csv(
        tmp_path,
        OWNERS,
        "Child,Parent,Share,Since,Parent id",
        "Alpha LLC,Alpha Inc.,75,2019,",
        "Beta LLC,Beta Inc.,,2020,lei:X",
        'Gamma LLC,"DOE, JANE Q.",100,2020,',
    )
    load(path, "spreadsheet")
    first, second, third = sorted(
        loaded(workspace_db, "ownership_statement"), key=lambda row: row["row_number"]
    )
    assert (first["interest"], first["percent_min"]) == ("control", Decimal(75))
    assert (first["valid_from"], first["confirmed"]) == (date(2019, 1, 1), False)
    assert second["parent_id"] == "lei:X"
    assert third["parent_name"] == "a private person"
    organisations = {
        o["organisation_id"]: (o["name"], o["country"])
        for o in loaded(workspace_db, "organisation")
    }
    assert organisations[first["parent_id"]] == ("Alpha Inc.", "CA")
    assert organisations[first["child_id"]] == ("Alpha LLC", None)
    assert "lei:X" not in organisations
    assert len(organisations) == 4


def test_support_and_vendors(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    support = """
table = "support"
title = "Grants"
publisher = "A ministry"
[columns]
Ref = "reference"
To = "recipient_name"
Value = "total_value"
[constants]
kind = "grant"
currency = "CAD"
agreed_date = 2024-03-31
"""
    load(csv(tmp_path, support, "Ref,To,Value", "G1,Alpha Inc.,12.50"), "spreadsheet")
    (row,) = loaded(workspace_db, "loaded_support")
    assert (row["support_id"], row["kind"]) == ("spreadsheet:G1", "grant")
    assert (row["total_value"], row["agreed_date"]) == (
        Decimal("12.50"),
        date(2024, 3, 31),
    )
    vendors = """
table = "vendor"
title = "Vendors"
publisher = "A city"
[columns]
Vendor = "name"
Total = "total"
[constants]
currency = "CAD"
"""
    path = csv(tmp_path, vendors, "Vendor,Total", "Alpha Inc.,5.00", name="v.csv")
    load(path, "spreadsheet")
    (row,) = loaded(workspace_db, "vendor")
    assert (row["name"], row["total"], row["currency"]) == (
        "Alpha Inc.",
        Decimal("5.00"),
        "CAD",
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("[constants]", "[constants"), "no TOML"),
        (('table = "award"', 'table = "awards"'), "award, subaward"),
        (('title = "Contracts of the agency"', ""), "must be said"),
        (('"obligated"', '"obligation"'), "no such column"),
        (('currency = "USD"', ""), "needs currency"),
        (('grain = "award"', 'grain = "row"'), "transaction, award"),
        (('"supplier_country"', '"piid"'), "filled twice"),
        (('component_name = "ABC"', 'component_name = "ABC"\npiid = "1"'), "twice"),
        (("amounts", "amount"), "no such key"),
        (('"1,234.50"', '"1 234"'), "1,234.50"),
        (('"%d/%m/%Y"', '"%Q"'), "no form of dates"),
        (('dates = ["%d/%m/%Y"]', "dates = 7"), "a list of texts"),
        (('"USD"', '"dollars"'), "a currency"),
        (('"USD"', "9" * 5_000), "no TOML"),
        (('ABC"', 'ABC"\nperiod_end = "soon"'), "a day as YYYY-MM-DD"),
        (('ABC"', 'ABC"\noutlaid = 1.005'), "at most two decimals"),
        (('ABC"', 'ABC"\nis_vehicle = "no"'), "true or false"),
        (("amounts", 'key = ["No"]\namounts'), "none of the columns"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_its_place(
    tmp_path: Path, load: Load, change: tuple[str, str], says: str
) -> None:
    path = csv(tmp_path, AWARDS.replace(*change), "Contract no.", "C-1")
    with pytest.raises(UnreadableFile) as refused:
        load(path, "spreadsheet")
    assert says in str(refused.value)
    assert "table.mapping.toml" in str(refused.value)


def test_a_table_without_a_mapping_is_refused(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "table.csv"
    path.write_text("A,B\n1,2\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="mapping"):
        load(path, "spreadsheet")


def test_a_mapping_may_be_given_and_only_to_a_table(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Vendor\nAlpha\n", encoding="utf-8")
    mapping = tmp_path / "other.toml"
    mapping.write_text(
        'table = "vendor"\ntitle = "V"\npublisher = "P"\n[columns]\nVendor = "name"\n',
        encoding="utf-8",
    )
    assert load(path, "spreadsheet", mapping=mapping).rows_loaded == 1
    with pytest.raises(UsageError, match="no mapping"):
        load(path, "vendors", mapping=mapping)


def test_a_column_that_nobody_named_stops_the_table(tmp_path: Path, load: Load) -> None:
    header = "Contract no.,Company,Amount,Signed,Country,Notes"
    path = csv(tmp_path, AWARDS, header, "C-1,ALPHA,1,31/01/2024,CA,x")
    with pytest.raises(UnknownLayout, match="Notes"):
        load(path, "spreadsheet")
    book = xlsx(tmp_path, AWARDS, [header.split(","), ["C-1"]])
    with pytest.raises(UnknownLayout, match="Notes"):
        load(book, "spreadsheet")


def test_a_sheet_or_header_that_is_not_there(tmp_path: Path, load: Load) -> None:
    rows = [["Contract no."], ["C-1"]]
    path = xlsx(tmp_path, AWARDS.replace("amounts", 'sheet = "No"\namounts'), rows)
    with pytest.raises(UnreadableFile, match="Sheet"):
        load(path, "spreadsheet")
    path = xlsx(tmp_path, AWARDS.replace("amounts", "header = 9\namounts"), rows)
    with pytest.raises(UnknownLayout, match="row 9"):
        load(path, "spreadsheet")
