"""Crosstie's own plain format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.errors import UnknownLayout
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary, rejects

Load = Callable[..., LoadSummary]


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "records.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_optional_columns_may_be_absent_and_grain_is_checked(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    load(
        _write(
            tmp_path,
            "piid,action_date,obligated,currency,component_name,supplier_name,"
            "description,grain\n"
            "P1,2024-05-06,7.50,USD,AGENCY,ALPHA INC.,TRUCKS,award\n"
            "P2,2024-05-06,7.50,USD,AGENCY,ALPHA INC.,TRUCKS,month\n"
            "P3,2024-05-06,7.50,dollars,AGENCY,ALPHA INC.,TRUCKS,award\n",
        ),
        "records",
    )
    found = workspace_db.rows("a", "select piid, obligated, grain from award")
    assert [tuple(row.values()) for row in found] == [("P1", Decimal("7.50"), "award")]
    assert [r["column_name"] for r in rejects(workspace_db)] == ["grain", "currency"]


def test_an_unknown_column_is_an_error(tmp_path: Path, load: Load) -> None:
    path = _write(
        tmp_path,
        "piid,action_date,obligated,currency,component_name,supplier_name,"
        "description,grain,colour\n",
    )
    with pytest.raises(UnknownLayout, match="not known: colour"):
        load(path, "records")


def test_organisations_with_names_and_identifiers(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    load(
        _write(
            tmp_path,
            "organisation_id,name,other_names,former_names,kind,country,identifiers\n"
            "listed:X:A,Alpha Inc.,Alpha|ALF,Old Inc.@2019-05-31|Older Inc.,company,"
            "CA,lei:549300ABCDEFGHIJKL12|url:http://x\n",
        ),
        "records",
    )
    names = workspace_db.rows(
        "n", "select name, kind, valid_to from organisation_name order by kind, name"
    )
    assert [tuple(row.values()) for row in names] == [
        ("Old Inc.", "former", date(2019, 5, 31)),
        ("Older Inc.", "former", None),
        ("Alpha Inc.", "legal", None),
        ("ALF", "other", None),
        ("Alpha", "other", None),
    ]
    found = workspace_db.rows(
        "i", "select scheme, value from organisation_identifier order by scheme"
    )
    assert [tuple(row.values()) for row in found] == [
        ("lei", "549300ABCDEFGHIJKL12"),
        ("url", "http://x"),
    ]
    assert workspace_db.value("c", "select country from organisation") == "CA"


def test_subawards(tmp_path: Path, load: Load, workspace_db: Database) -> None:
    load(
        _write(
            tmp_path,
            "prime_piid,component_name,subaward_number,amount,currency,action_date,"
            "supplier_name,report_year,report_month\n"
            "P1,AGENCY,S1,10.00,USD,2024-01-05,BETA LLC,2024,1\n"
            "P1,AGENCY,S1,10.00,USD,2024-01-05,BETA LLC,2024,2\n",
        ),
        "records",
    )
    assert workspace_db.rows("s", "select reports, amount from subaward") == [
        {"reports": 2, "amount": Decimal("10.00")}
    ]
