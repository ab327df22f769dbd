"""Transfer payments of the Public Accounts, in three headers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.errors import TooFewRecords
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary
from tests.sources.canada import columns, write_rows

Load = Callable[..., LoadSummary]

NAMES = {
    "Fscl-yr_Ex-fin": "2023/2024",
    "Dept-nbr_No-min": "001",
    "Dept-name_Nom-min_eng": "Department of Examples",
    "Rcpt-class_Cat-bnfcrs_eng": "Grants for examples",
    "Xpnd-current-yr_Dep-ex-courant": "0",
}
PAID = {
    **NAMES,
    "Rcpt-nm-locn_Nm-lieu-bnfcrs_eng": "Alpha Vineyards Ltd",
    "City_Ville_eng": "Smallplace",
    "Country_Pays_eng": "Canada",
    "Aggregate-payments_Versements-totalisant": "129579",
}
CLASS = {**NAMES, "Xpnd-current-yr_Dep-ex-courant": "78550493"}
CODES = {
    "FSCL_YR": "2023/2024",
    "DepartmentNumber-Numéro-de-Ministère": "001",
    "DEPT_EN_DESC": "Department of Examples",
    "RCPNT_CLS_EN_DESC": "Grants for examples",
    "RCPNT_NML_EN_DESC": "Alpha Vineyards Ltd",
    "CTY_EN_NM": "Smallplace",
    "CNTRY_EN_NM": "Canada",
    "TOT_CY_XPND_AMT": "0",
    "AGRG_PYMT_AMT": "129579",
}


@pytest.mark.parametrize(
    ("layout", "row", "width"),
    [
        ("transfers-12", PAID, 12),
        ("transfers-19", PAID, 19),
        ("transfers-19-codes", CODES, 19),
    ],
)
def test_a_payment_is_read_from_each_header(
    layout: str,
    row: dict[str, str],
    width: int,
    tmp_path: Path,
    load: Load,
    workspace_db: Database,
) -> None:
    assert len(columns("transfers", layout)) == width
    path = write_rows(tmp_path / "t.csv", "transfers", layout, [row])
    assert load(path, "transfers").layout == layout
    found = workspace_db.rows(
        "paid",
        "select kind, fiscal_year, recipient_name, recipient_country, paid, currency\n"
        "from support",
    )
    assert found == [
        {
            "kind": "transfer",
            "fiscal_year": "2023/2024",
            "recipient_name": "Alpha Vineyards Ltd",
            "recipient_country": "CA",
            "paid": Decimal("129579.00"),
            "currency": "CAD",
        }
    ]


def test_the_sum_of_a_class_is_paid_to_nobody(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = write_rows(tmp_path / "t.csv", "transfers", "transfers-19", [CLASS, PAID])
    load(path, "transfers")
    total = workspace_db.value("total", "select sum(paid) from support")
    assert total == Decimal("129579.00")


def test_a_year_that_is_cut_short_stops(tmp_path: Path, load: Load) -> None:
    path = write_rows(tmp_path / "pt-tp-2024.csv", "transfers", "transfers-19", [PAID])
    with pytest.raises(TooFewRecords):
        load(path, "transfers")
