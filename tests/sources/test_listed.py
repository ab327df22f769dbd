"""Listed companies: the class of a share off the name, former names out of prose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from crosstie.sources.listed.prose import former_names, legal_name
from crosstie.sources.registry import SOURCES
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary

Load = Callable[..., LoadSummary]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Alpha Acquisition Corp. Class A Ordinary Shares", "Alpha Acquisition Corp."),
        ("Alpha Mining Corporation Common Shares", "Alpha Mining Corporation"),
        ("Alpha Corp. Unit", "Alpha Corp."),
        (
            "Alpha Inc. 9.50% Series A Cumulative Redeemable Preferred Stock",
            "Alpha Inc.",
        ),
        ("Alpha Inc. Depositary Shares each representing a 1/40th", "Alpha Inc."),
        ("Alpha Health Corporation Class A", "Alpha Health Corporation"),
        ("Unit Corporation", "Unit Corporation"),
        ("Preferred Apartment Communities Inc.",) * 2,
        ("Civil Rights Legal Inc.",) * 2,
    ],
)
def test_the_class_of_a_share_is_no_part_of_the_name(written: str, name: str) -> None:
    assert legal_name(written) == name


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        (
            "It sells. The company was formerly known as Old Ventures Inc. and changed "
            "its name to New Inc. in November 2001. New Inc. was founded in 1987.",
            [("Old Ventures Inc.", date(2001, 11, 30))],
        ),
        (
            "The company was formerly known as Old Corp. and changed its name to "
            "New Corp. New Corp. was founded in 2003 and is based here.",
            [("Old Corp.", None)],
        ),
        (
            "New Inc. (formerly Old, Inc.) is based here.",
            [("Old, Inc.", None)],
        ),
        (
            "The company was previously known as Old Ltd. until 2015.",
            [("Old Ltd.", date(2015, 12, 31))],
        ),
        (
            "The company was formerly known as Old Holdings Limited. It sells.",
            [("Old Holdings Limited", None)],
        ),
        ("New, Inc. was formerly a subsidiary of Other Inc.", []),
    ],
)
def test_former_names_are_read_with_the_date_of_their_own_sentence(
    prose: str, found: list[tuple[str, date | None]]
) -> None:
    assert former_names(prose) == found


def test_a_row_becomes_an_organisation(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    layout = SOURCES["listed"].layouts[0]
    cells = {
        "symbol": "ABC.X",
        "exchange": "XYZ",
        "name": "Alpha Inc. Common Stock",
        "summary": "The company was formerly known as Beta Inc. It sells.",
        "country": "Canada",
        "isin": "ca0000000000",
        "delisted": "True",
    }
    path = tmp_path / "list.csv"
    names = ",".join(layout.columns)
    values = ",".join(cells.get(name, "") for name in layout.columns)
    nameless = values.replace("ABC.X", "DEF.X").replace("Alpha Inc. Common Stock", "")
    path.write_text(f"{names}\n{values}\n{nameless}\n", encoding="utf-8")
    summary = load(path, "listed")
    assert (summary.rows_loaded, summary.rows_rejected) == (1, 1)
    found = workspace_db.rows("o", "select * from organisation")[0]
    assert found["organisation_id"] == "listed:XYZ:ABC.X"
    assert (found["name"], found["country"], found["status"]) == (
        "Alpha Inc.",
        "CA",
        "delisted",
    )
    kinds = workspace_db.rows(
        "n", "select kind, name from organisation_name order by kind"
    )
    assert [tuple(row.values()) for row in kinds] == [
        ("former", "Beta Inc."),
        ("legal", "Alpha Inc."),
        ("other", "Alpha Inc. Common Stock"),
    ]
    assert workspace_db.rows(
        "i", "select scheme, value from organisation_identifier"
    ) == [{"scheme": "isin", "value": "CA0000000000"}]
