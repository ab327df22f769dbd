"""Award notices of CanadaBuys: bilingual columns, countries, contacts never read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.sources.canadabuys.connector import archive
from crosstie.sources.registry import SOURCES
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary
from tests.sources.canada import columns, write_rows

Load = Callable[..., LoadSummary]


def notice(**cells: str) -> dict[str, str]:
    short = {
        "title": "title-titre-eng",
        "reference": "referenceNumber-numeroReference",
        "amendment": "amendmentNumber-numeroModification",
        "published": "publicationDate-datePublication",
        "amount": "contractAmount-montantContrat",
        "total": "totalContractValue-valeurTotaleContrat",
        "currency": "contractCurrency-contratMonnaie",
        "english": "supplierLegalName-nomLegalFournisseur-eng",
        "french": "supplierLegalName-nomLegalFournisseur-fra",
        "country": "supplierAddressCountry-fournisseurAdressePays-eng",
        "contact": "contactInfoName-informationsContactNom",
        "instrument": "instrumentType-typeInstrument-eng",
    }
    given = {
        "title": "Armoured vehicles",
        "reference": "cb-123-456",
        "amendment": "000",
        "published": "2024-03-01",
        "amount": "500.00",
        "english": "Alpha Vehicles Inc.",
        "country": "CANADA",
        "contact": "An Official",
        **cells,
    }
    return {short[name]: value for name, value in given.items()}


def write(path: Path, *rows: Mapping[str, str]) -> Path:
    return write_rows(path, "canadabuys", "canadabuys-80", rows)


def test_the_layout_has_80_columns_and_13_are_never_read() -> None:
    assert len(columns("canadabuys", "canadabuys-80")) == 80
    personal = SOURCES["canadabuys"].layouts[0].personal
    assert len(personal) == 13
    assert all(name.startswith("contactInfo") for name in personal)


@pytest.mark.parametrize("written", ["CA", "Canada", "CANADA"])
def test_a_country_is_one_however_it_is_written(
    written: str, tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    load(write(tmp_path / "n.csv", notice(country=written)), "canadabuys")
    assert workspace_db.value("c", "select recipient_country from support") == "CA"


def test_amendments_roll_up_by_reference(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    second = notice(amendment="002", amount="900", total="1400", currency="USD")
    load(
        write(tmp_path / "n.csv", second, notice(), notice(amendment="001")),
        "canadabuys",
    )
    assert workspace_db.rows(
        "state",
        "select support_id, original_value, total_value, currency, entries,\n"
        "  amendments, first_date, row_number\nfrom support",
    ) == [
        {
            "support_id": "canadabuys:cb-123-456",
            "original_value": Decimal("500.00"),
            "total_value": Decimal("1400.00"),
            "currency": "USD",
            "entries": 3,
            "amendments": 2,
            "first_date": date(2024, 3, 1),
            "row_number": 1,
        }
    ]
    assert "An Official" not in str(workspace_db.rows("all", "from loaded_support"))


def test_the_french_name_stands_where_no_english_one_does(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    row = notice(english="", french="Véhicules Alpha inc.")
    load(write(tmp_path / "n.csv", row), "canadabuys")
    name = workspace_db.value("name", "select recipient_name from support")
    assert name == "Véhicules Alpha inc."


def test_only_the_publisher_s_names_claim_to_be_the_whole() -> None:
    complete = "awardNoticeComplete-avisAttributionComplet.csv"
    assert archive(complete, "") == ("CanadaBuys/award-notices/complete", None)
    assert archive("some-notices.csv", "") is None
