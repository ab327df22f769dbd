"""The loaded names, ready to be looked up one by one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crosstie.resolve.lookup import Lookups, open_lookups
from crosstie.settings import Settings
from crosstie.store.tables import (
    FILE,
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    VENDOR,
)
from crosstie.store.workspace import open_workspace
from tests.resolve.factory import organisation

LEI = "549300ABCDEFGHIJKL00"


def file(key: str, number: int = 1) -> dict[str, object]:
    return {
        "file_id": key, "source": "gleif", "layout": "x", "publisher": "p",
        "name": f"{key}.csv", "sha256": "0" * 64, "bytes": 1,
        "retrieved_basis": "unknown", "rows_read": 1, "rows_loaded": 1,
        "rows_rejected": 0, "rows_repeated": 0, "load_number": number,
    }  # fmt: skip


def add(settings: Settings, **tables: list[dict[str, object]]) -> None:
    names = {
        table.name: table
        for table in (
            FILE, ORGANISATION, ORGANISATION_IDENTIFIER, ORGANISATION_NAME, VENDOR,
        )
    }  # fmt: skip
    with open_workspace(settings) as db:
        for name, rows in tables.items():
            db.append(names[name], rows)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def opened(settings: Settings) -> Lookups:
    found = open_lookups(settings, lambda _: None)
    assert found is not None
    return found


def kwizcom(settings: Settings) -> None:
    """Load one company that two sources hold, with a former name, and a person."""
    key = f"lei:{LEI}"
    add(
        settings,
        file=[file("register")],
        organisation=[
            organisation(key, "Kwizcom Corporation", country="CA"),
            organisation("listed:TOR:KWZ", "KWIZCOM CORP", country="CA"),
            organisation("lei:other", "Harbour Bridge Logistics Ltd", country="GB"),
            organisation("record:1", "Tilly Quarryman", kind="person"),
        ],
        organisation_identifier=[
            {"organisation_id": "listed:TOR:KWZ", "file_id": "register",
             "row_number": 2, "scheme": "lei", "value": LEI},
        ],
        organisation_name=[
            {"organisation_id": key, "file_id": "register", "row_number": 7,
             "name": "Zephyr Tarns Software", "kind": "former",
             "valid_to": date(2019, 5, 1)},
        ],
        vendor=[
            {"file_id": "register", "row_number": 4, "name": "KWIZCOM",
             "fiscal_year": year}
            for year in ("2019-2020", "2020-2021")
        ],
    )  # fmt: skip


def test_an_organisation_of_two_sources_is_one(settings: Settings) -> None:
    kwizcom(settings)
    found = opened(settings).organisations.find("Kwizcom", "CA")
    assert [one.id for one in found] == [f"lei:{LEI}"]
    assert found[0].probability > 0.5


def test_a_former_name_has_its_days_and_its_row(settings: Settings) -> None:
    kwizcom(settings)
    first = opened(settings).organisations.find("Zephyr Tarns Software")[0]
    assert first.id == f"lei:{LEI}"
    assert (first.name_kind, first.until) == ("former", "2019-05-01")
    assert (first.file, first.row) == ("register.csv", 7)


def test_vendors_stand_apart_and_persons_nowhere(settings: Settings) -> None:
    kwizcom(settings)
    found = opened(settings)
    (vendor,) = found.vendors.find("Kwizcom")
    assert (vendor.id, vendor.name_kind) == ("vendor:KWIZCOM", "vendor")
    assert (vendor.since, vendor.until) == ("2019-2020", "2020-2021")
    assert found.organisations.find("Tilly Quarryman") == []


def test_nothing_loaded_is_none(settings: Settings) -> None:
    assert open_lookups(settings, lambda _: None) is None
    open_workspace(settings).close()
    assert open_lookups(settings, lambda _: None) is None


def test_it_is_made_once_and_again_when_something_else_is_loaded(
    settings: Settings,
) -> None:
    kwizcom(settings)
    said: list[str] = []
    open_lookups(settings, said.append)
    assert said
    said.clear()
    open_lookups(settings, said.append)
    assert not said
    add(
        settings,
        file=[file("more", 2)],
        organisation=[
            organisation("lei:new", "Tillsonburg Instruments", file_id="more")
        ],
    )
    found = open_lookups(settings, said.append)
    assert said
    assert found is not None
    assert found.organisations.find("Tillsonburg Instruments")[0].id == "lei:new"
