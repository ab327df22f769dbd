"""Open Contracting releases: one award, one amount."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crosstie.errors import UnknownLayout, UnreadableFile
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary, rejects

Load = Callable[..., LoadSummary]


def _release(ocid: str = "ocds-x-1", **more: Any) -> dict[str, Any]:
    return {
        "ocid": ocid,
        "id": f"{ocid}-r",
        "date": "2025-01-02T00:00:00Z",
        "tag": ["award"],
        "buyer": {"id": "B1", "name": "Ministry"},
        "parties": [
            {
                "id": "S1",
                "name": "Alpha",
                "roles": ["supplier"],
                "identifier": {
                    "scheme": "GB-COH",
                    "id": "012",
                    "legalName": "Alpha Ltd",
                },
                "address": {"countryName": "Canada", "locality": "Ottawa"},
                "contactPoint": {"name": "not to be read", "email": "x@example.org"},
            }
        ],
        "awards": [
            {
                "id": "1",
                "date": "2025-01-01",
                "status": "active",
                "value": {"amount": 12.5, "currency": "GBP"},
                "suppliers": [{"id": "S1", "name": "Alpha"}, {"id": "S2", "name": "B"}],
            }
        ],
    } | more


def _lines(tmp_path: Path, *values: object) -> Path:
    path = tmp_path / "releases.jsonl"
    lines = [v if isinstance(v, str) else json.dumps(v) for v in values]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_amount_of_an_award_counts_once_among_its_suppliers(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    load(_lines(tmp_path, _release()), "ocds")
    found = workspace_db.rows(
        "t",
        "select supplier_name, obligated, supplier_country, component_name\n"
        "from loaded_transaction\norder by row_number",
    )
    assert [tuple(row.values()) for row in found] == [
        ("Alpha", Decimal("12.50"), "CA", "Ministry"),
        ("B", None, None, "Ministry"),
    ]
    award = workspace_db.rows("a", "select obligated, identity from award")
    assert award == [{"obligated": Decimal("12.50"), "identity": "published"}]
    organisation = workspace_db.rows(
        "o", "select organisation_id, name, country from organisation"
    )
    assert [tuple(row.values()) for row in organisation] == [
        ("ocds:GB-COH:012", "Alpha Ltd", "CA")
    ]


def test_the_latest_release_stands_and_no_award_is_lost(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    other = {"id": "2", "value": {"amount": 3, "currency": "GBP"}, "suppliers": []}
    first = _release(date="2024-01-01T00:00:00Z")
    first["awards"] = [*first["awards"], other]
    repeated = _release(date="2023-01-01T00:00:00Z")
    summary = load(_lines(tmp_path, first, repeated, _release()), "ocds")
    assert (summary.rows_loaded, summary.rows_repeated) == (2, 1)
    found = workspace_db.rows("a", "select piid, obligated from award order by piid")
    assert [tuple(row.values()) for row in found] == [
        ("1", Decimal("12.50")),
        ("2", Decimal("3.00")),
    ]


def test_a_broken_line_is_kept_without_persons(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    bad = _release("ocds-x-2")
    bad["awards"][0]["value"]["amount"] = "12.345"
    summary = load(_lines(tmp_path, _release(), '{"ocid": "cut', bad), "ocds")
    assert (summary.rows_read, summary.rows_rejected) == (3, 2)
    found = rejects(workspace_db)
    assert [(r["line"], r["column_name"]) for r in found] == [
        (2, None),
        (3, "awards.value"),
    ]
    assert "example.org" not in "".join(r["record"] for r in found)


@pytest.mark.parametrize("kind", ["release", "record"])
def test_packages(
    tmp_path: Path, load: Load, workspace_db: Database, kind: str
) -> None:
    package: dict[str, Any] = {"publisher": {"name": "Office"}, "license": "OGL"}
    if kind == "release":
        package["releases"] = [_release()]
    else:
        package["records"] = [{"ocid": "ocds-x-1", "compiledRelease": _release()}]
    path = tmp_path / "package.json"
    path.write_text(json.dumps(package, indent=1), encoding="utf-8")
    assert load(path, "ocds").rows_loaded == 1
    found = workspace_db.rows("f", "select publisher, licence from file")
    assert found == [{"publisher": "Office", "licence": "OGL"}]


def test_other_json_is_an_unknown_layout_and_cut_json_unreadable(
    tmp_path: Path, load: Load
) -> None:
    with pytest.raises(UnknownLayout, match="ocid"):
        load(_lines(tmp_path, {"a": 1}), "ocds")
    path = tmp_path / "cut.json"
    path.write_text(json.dumps([_release()])[:-5], encoding="utf-8")
    with pytest.raises(UnreadableFile):
        load(path, "ocds")
