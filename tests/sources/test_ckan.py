"""Catalogues: where files are today, under which licence, and what has changed."""

from __future__ import annotations

import pytest

from crosstie.errors import PublisherChanged, PublisherRefuses, UsageError
from crosstie.fetch.plan import Download
from crosstie.sources.ckan import Dataset, Resource
from crosstie.sources.fetching import Request, plan_source
from crosstie.sources.registry import load_files
from crosstie.store.loading import LoadOptions
from crosstie.store.unloading import unload
from crosstie.store.workspace import open_workspace
from tests.replay import server
from tests.replay.canada import (
    CATALOGUE,
    QUEBEC,
    catalogue,
    csv_bytes,
    package,
    resource,
    zip_bytes,
)
from tests.sources import test_lobbying, test_quebec_req, test_transfers
from tests.sources.bench import Bench

ACCOUNTS = "https://donnees-data.tpsgc-pwgsc.gc.ca/ba1/pt-tp/"
TRANSFERS = "69bdc3eb_e919_4854_bc52_a435a3e19092"
REQ = "https://www.registreentreprises.gouv.qc.ca/GR/FichierDonneesOuvertes.aspx"
MEDIA = "https://lobbycanada.gc.ca/media/"
REGISTRATIONS = "70ef2117_1095_4d77_80eb_b87f2bada2a4"
COMMUNICATIONS = "a34eb330_7136_4f5e_9f5f_3ba41df58b06"

REGISTER = zip_bytes(
    {
        "DomaineValeur.csv": test_quebec_req.CODES.encode(),
        **{
            name: csv_bytes("quebec-req", layout, rows)
            for name, (layout, rows) in test_quebec_req.FILES.items()
        },
    }
)
LOBBY = zip_bytes(
    {
        "Registration_PrimaryExport.csv": csv_bytes(
            "lobbying", "lobby-registrations", [test_lobbying.REGISTRATION]
        )
    }
)


def quebec(bench: Bench, day: str = "2026-11-01", licence: str = "CC-BY-NC-SA") -> None:
    guide = resource("https://www.donneesquebec.ca/x/guide.pdf", "PDF")
    listed = package(resource(REQ, "ZIP", day), guide, licence=licence)
    catalogue(bench.replay, QUEBEC, registre_des_entreprises=listed)


def test_files_are_found_by_name_whatever_the_case_and_language() -> None:
    found = Dataset(
        "t",
        None,
        (
            Resource("https://a.example/PT-TP-2025.csv?x=1"),
            Resource("https://a.example/other/pt-tp-2025.csv"),
            Resource("https://a.example/pt-tp-2021-fra.csv"),
        ),
    ).named(r"pt-tp-(\d{4})\.csv")
    assert found == {"2025": Resource("https://a.example/PT-TP-2025.csv?x=1")}


def test_years_are_those_that_the_catalogue_lists(bench: Bench) -> None:
    """Bilingual files before English ones; old addresses are asked over TLS."""
    listed = package(
        resource(f"{ACCOUNTS}pt-tp-2025.csv", "CSV"),
        resource(f"{ACCOUNTS}pt-tp-2021-eng.csv".replace("https:", "http:"), "CSV"),
        resource(f"{ACCOUNTS}pt-tp-2021-fra.csv", "CSV"),
        resource(f"{ACCOUNTS}pt-tp-2019-eng.csv", "CSV"),
    )
    catalogue(bench.replay, CATALOGUE, **{TRANSFERS: listed})
    for name in ("2025", "2021-eng"):
        paid = {**test_transfers.PAID, "City_Ville_eng": name}
        content = csv_bytes("transfers", "transfers-12", [paid])
        bench.replay.file(f"{ACCOUNTS}pt-tp-{name}.csv", content)
    found = bench.fetch("transfers", years="2021-")
    assert found.errors == ()
    assert [item.download.url.rpartition("/")[2] for item in found.fetched] == [
        *("pt-tp-2021-eng.csv", "pt-tp-2025.csv"),
    ]
    assert found.plan.notes == tuple(
        f"{year}: the catalogue lists no file of that year"
        for year in (2022, 2023, 2024, 2026)
    )
    assert {row["dataset_id"] for row in bench.rows("select * from file")} == {
        "Public-Accounts/transfers/2021",
        "Public-Accounts/transfers/2025",
    }


@pytest.mark.parametrize("years", ["2002", "2025-2024", "2026-2027"])
def test_years_are_checked(years: str, bench: Bench) -> None:
    with pytest.raises(UsageError, match="none between 2003 and 2026"):
        bench.fetch("transfers", years=years)
    assert bench.replay.log == []


def test_the_licence_of_the_day_is_kept_with_the_file(bench: Bench) -> None:
    quebec(bench, licence="Attribution (CC-BY 4.0)")
    bench.replay.file(REQ, REGISTER)
    found = bench.fetch("quebec-req")
    assert found.errors == ()
    assert found.plan.notes == ("the catalogue states: Attribution (CC-BY 4.0)",)
    assert found.fetched[0].pinned.licence == "Attribution (CC-BY 4.0)"
    rows = bench.rows("select distinct licence, dataset_id, version from file")
    assert rows == [
        {
            "licence": "Attribution (CC-BY 4.0)",
            "dataset_id": "Quebec/registre-des-entreprises",
            "version": "2026-11-01",
        }
    ]


def test_a_register_is_asked_for_again_when_the_catalogue_says_so(bench: Bench) -> None:
    quebec(bench)
    bench.replay.file(REQ, REGISTER)
    bench.fetch("quebec-req")
    bench.clock.passed += 90 * 86_400
    assert bench.fetch("quebec-req").plan.current == (
        "every enterprise registered in Quebec: is here, published 2026-11-01",
    )
    assert len(bench.replay.asked(REQ)) == 1
    quebec(bench, day="2027-01-31", licence="CC-BY")
    newer = zip_bytes(
        {
            name: csv_bytes("quebec-req", layout, rows[:1])
            for name, (layout, rows) in test_quebec_req.FILES.items()
        }
    )
    bench.replay.file(REQ, newer)
    found = bench.fetch("quebec-req")
    assert {s.replaced for s in found.loaded} == {"registre-des-entreprises.zip"}
    current = "select distinct licence from file where replaced_by is null"
    assert bench.rows(current) == [{"licence": "CC-BY"}]


def test_two_archives_where_one_is_expected_stop(bench: Bench) -> None:
    other = resource("https://www.donneesquebec.ca/x/other.zip", "ZIP")
    listed = package(resource(REQ, "ZIP"), other)
    catalogue(bench.replay, QUEBEC, registre_des_entreprises=listed)
    with pytest.raises(PublisherChanged, match="lists 2 zip files, where one"):
        bench.fetch("quebec-req")


def lobby(bench: Bench, place: str = "abc") -> tuple[str, str]:
    one = f"{MEDIA}{place}/registrations_enregistrements_ocl_cal.zip"
    two = f"{MEDIA}{place}/communications_ocl_cal.zip"
    words = resource(f"{MEDIA}{place}/dictionary_registrations.xlsx", "XLSX")
    catalogue(
        bench.replay,
        CATALOGUE,
        **{
            REGISTRATIONS: package(words, resource(one, "CSV"), resource(one, "CSV")),
            COMMUNICATIONS: package(resource(two, "CSV")),
        },
    )
    return one, two


def test_a_registry_that_refuses_programs_names_the_file_to_bring(bench: Bench) -> None:
    one, two = lobby(bench)
    for url in (one, two):
        bench.replay.file(url, LOBBY)
        bench.replay.fault(url, server.status(403, cf_mitigated="challenge"))
    found = bench.fetch("lobbying")
    assert found.fetched == ()
    assert [about for about, _ in found.errors] == [
        *("registrations of lobbying", "communications of lobbying"),
    ]
    (_, error), _ = found.errors
    assert isinstance(error, PublisherRefuses)
    assert str(error).startswith(f"{one} answers 403")
    assert "with a browser" in str(error.next_step)
    assert "crosstie load lobbying FILE" in str(error.next_step)


def test_addresses_that_move_lead_to_the_same_dataset(bench: Bench) -> None:
    one, _ = lobby(bench)
    bench.replay.file(one, LOBBY)
    bench.fetch("lobbying", files="registrations")
    (row,) = bench.rows("select dataset_id, licence from file")
    assert row == {
        "dataset_id": "Lobbying-Canada/registrations",
        "licence": "Open Government Licence - Canada",
    }
    moved, _ = lobby(bench, "def")
    request = Request("lobbying", {"files": "registrations"}, force=True)
    (item,) = plan_source(request, bench.world, bench.settings).items
    assert isinstance(item, Download)
    assert (item.url, item.dataset) == (moved, "registrations")


def test_a_file_that_a_person_brings_takes_the_fetched_ones_place(
    bench: Bench,
) -> None:
    one, _ = lobby(bench)
    bench.replay.file(one, LOBBY)
    bench.fetch("lobbying", files="registrations")
    brought = bench.settings.home / "registrations_enregistrements_ocl_cal.zip"
    rows = [test_lobbying.REGISTRATION, test_lobbying.PERSONS]
    content = csv_bytes("lobbying", "lobby-registrations", rows)
    brought.write_bytes(zip_bytes({"Registration_PrimaryExport.csv": content}))
    with open_workspace(bench.settings) as db:
        (done,) = load_files(db, "lobbying", [brought], LoadOptions(stand_in=True))
        assert done.replaced == "registrations_enregistrements_ocl_cal.zip"
        unload(db, done.file_id)
    assert len(bench.rows("select * from lobby_registration")) == 1


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"<html>Closed</html>", "answered with a web page where JSON is expected"),
        (b"[]", "the catalogue's answer has no"),
        (b'{"success": false, "result": {}}', "has no 'success'"),
        (b'{"success": true, "result": {"title": "x"}}', "has no 'resources'"),
        (
            b'{"success": true, "result": {"resources": [{"format": "ZIP"}]}}',
            "has no 'url'",
        ),
    ],
)
@pytest.mark.parametrize("source", ["transfers", "quebec-req", "lobbying"])
def test_an_answer_of_another_shape_stops_the_source(
    source: str, answer: bytes, message: str, bench: Bench
) -> None:
    address = QUEBEC if source == "quebec-req" else CATALOGUE
    bench.replay.route(address, lambda asked: server.Reply(200, answer))
    with pytest.raises(PublisherChanged) as raised:
        bench.fetch(source)
    assert message in str(raised.value)
    assert "https://" in str(raised.value.next_step)


@pytest.mark.parametrize("source", ["transfers", "quebec-req", "lobbying"])
def test_a_dataset_that_is_withdrawn_is_named(source: str, bench: Bench) -> None:
    catalogue(bench.replay, QUEBEC if source == "quebec-req" else CATALOGUE)
    with pytest.raises(PublisherRefuses, match="answers 404") as raised:
        bench.fetch(source)
    assert "moved or withdrawn" in str(raised.value.next_step)


def test_a_catalogue_cannot_lead_to_another_host(bench: Bench) -> None:
    listed = package(resource("https://files.example.org/pt-tp-2025.csv", "CSV"))
    catalogue(bench.replay, CATALOGUE, **{TRANSFERS: listed})
    ((_, error),) = bench.fetch("transfers", years="2025").errors
    assert "files.example.org" in str(error)
    assert "only open.canada.ca" in str(error)
