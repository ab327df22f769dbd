"""FollowTheMoney entities: organisations, ownership, awards; no person, no guess."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crosstie.errors import UnknownLayout
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary

Load = Callable[..., LoadSummary]

PERSON = "Name That Must Not Stand Anywhere"


def entity(id: str, schema: str, **properties: Any) -> dict[str, Any]:
    return {
        "id": id,
        "schema": schema,
        "properties": {
            k: v if isinstance(v, list) else [v] for k, v in properties.items()
        },
    }


def write(tmp_path: Path, *entities: object, name: str = "entities.jsonl") -> Path:
    path = tmp_path / name
    lines = (e if isinstance(e, str) else json.dumps(e) for e in entities)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def load_ftm(load: Load, path: Path) -> LoadSummary:
    return load(path, "followthemoney")


ALPHA = entity(
    "a",
    "Company",
    name=["Alpha Inc.", "Alpha"],
    previousName="Old Alpha Ltd",
    jurisdiction="ca",
    leiCode="5493000000000000CH12",
    registrationNumber="123-4",
    sourceUrl="https://example.org/a",
)
BETA = entity("b", "LegalEntity", name="Beta Holdings LLC", country="us")


def test_an_organisation_with_its_names_and_numbers(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    summary = load_ftm(load, write(tmp_path, ALPHA, BETA))
    assert (summary.rows_read, summary.rows_loaded) == (2, 2)
    rows = workspace_db.rows(
        "organisations",
        "select organisation_id, name, kind, country, country_basis, url\n"
        "from organisation\norder by all",
    )
    assert rows[0] == {
        "organisation_id": "ftm:a",
        "name": "Alpha Inc.",
        "kind": "company",
        "country": "CA",
        "country_basis": "legal jurisdiction",
        "url": "https://example.org/a",
    }
    assert rows[1]["country_basis"] == "country"
    names = workspace_db.rows(
        "names",
        "select name, kind from organisation_name\n"
        "where organisation_id = 'ftm:a'\norder by all",
    )
    assert [tuple(n.values()) for n in names] == [
        ("Alpha", "other"),
        ("Alpha Inc.", "legal"),
        ("Old Alpha Ltd", "former"),
    ]
    numbers = workspace_db.rows(
        "numbers", "select scheme, value from organisation_identifier order by all"
    )
    assert [tuple(n.values()) for n in numbers] == [
        ("lei", "5493000000000000CH12"),
        ("registration", "123-4"),
    ]


@pytest.mark.parametrize(
    ("properties", "interest", "least"),
    [
        ({"percentage": "51 %"}, "control", Decimal(51)),
        ({"percentage": "50"}, "stake", Decimal(50)),
        ({"percentage": "25-75"}, "stake", Decimal(25)),
        ({"percentage": "a majority"}, "stake", None),
        ({}, "stake", None),
        ({"ownershipType": "control"}, "control", None),
    ],
)
def test_only_a_majority_that_is_a_number_is_control(
    tmp_path: Path,
    load: Load,
    workspace_db: Database,
    properties: dict[str, str],
    interest: str,
    least: Decimal | None,
) -> None:
    link = entity(
        "o", "Ownership", owner="b", asset="a", startDate="2020-02-03", **properties
    )
    load_ftm(load, write(tmp_path, link, ALPHA, BETA))
    (row,) = workspace_db.rows("statements", "select * from ownership_statement")
    assert (row["child_id"], row["parent_id"]) == ("ftm:a", "ftm:b")
    assert (row["child_name"], row["parent_name"]) == (
        "Alpha Inc.",
        "Beta Holdings LLC",
    )
    assert (row["interest"], row["percent_min"]) == (interest, least)
    assert (row["valid_from"], row["is_current"]) == (date(2020, 2, 3), True)


def test_a_person_is_never_kept(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    summary = load_ftm(
        load,
        write(
            tmp_path,
            entity("p", "Person", name=PERSON),
            entity("q", "LegalEntity", name="DOE, JANE Q."),
            entity("o", "Ownership", owner="p", asset="a", percentage="100"),
            ALPHA,
        ),
    )
    assert summary.rows_loaded == 4
    assert "Persons withheld: 2." in summary.notes
    (row,) = workspace_db.rows("statements", "select * from ownership_statement")
    assert (row["parent_id"], row["parent_name"]) == (
        "ftm:person:p",
        "a private person",
    )
    for table in ("organisation", "organisation_name", "reject", "ownership_statement"):
        held = str(workspace_db.rows(table, f'select * from "{table}"'))
        assert PERSON not in held
        assert "DOE" not in held


def test_a_contract_with_its_award(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    contract = entity(
        "c", "Contract", title="Chairs", authority="g", procedureNumber="70C1"
    )
    awarded = entity(
        "w",
        "ContractAward",
        contract="c",
        supplier="a",
        amount="1500.50",
        currency="usd",
        startDate="2024-01-31",
    )
    agency = entity("g", "PublicBody", name="Agency")
    summary = load_ftm(load, write(tmp_path, awarded, contract, ALPHA, agency))
    assert (summary.first_date, summary.last_date) == (date(2024, 1, 31),) * 2
    (row,) = workspace_db.rows("rows", "select * from loaded_transaction")
    assert (row["piid"], row["supplier_name"]) == ("70C1", "Alpha Inc.")
    assert (row["obligated"], row["currency"]) == (Decimal("1500.50"), "USD")
    assert (row["component_name"], row["description"]) == ("Agency", "Chairs")
    assert (row["grain"], row["supplier_country"]) == ("award", "CA")


def test_what_is_wrong_is_rejected_and_the_rest_is_loaded(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    summary = load_ftm(
        load,
        write(
            tmp_path,
            ALPHA,
            ALPHA,
            "{no json",
            {"id": "x"},
            entity("n", "Company", country="ca"),
            entity("o", "Ownership", owner="b"),
            entity("s", "Ownership", owner="b", asset="a", percentage="140"),
            entity("w", "ContractAward", contract="none", supplier="a"),
            entity("v", "Vessel", name="Ship"),
        ),
    )
    assert (summary.rows_read, summary.rows_rejected, summary.rows_repeated) == (
        9,
        6,
        1,
    )
    assert summary.rows_loaded == 2
    assert "Entities of kinds that are not read: Vessel (1)." in summary.notes
    reasons = [
        r["reason"]
        for r in workspace_db.rows("r", "select reason from reject order by row_number")
    ]
    assert reasons[1:] == [
        "the object is no entity: id, schema and properties",
        "an organisation has no name",
        "an ownership lacks its owner or its asset",
        "a share is not between 0 and 100: 140",
        "the contract of an award is not in the file",
    ]


def test_links_without_a_meaning_are_no_ownership(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    link = entity("u", "UnknownLink", subject="a", object="b", role="may be owned by")
    board = entity("d", "Directorship", director="b", organization="a")
    load_ftm(load, write(tmp_path, ALPHA, BETA, link, board))
    assert not workspace_db.rows("s", "select * from ownership_statement")


def test_a_file_of_something_else_stops(tmp_path: Path, load: Load) -> None:
    with pytest.raises(UnknownLayout):
        load_ftm(load, write(tmp_path, {"a": 1}, {"b": 2}))


def test_entities_that_aleph_wrote_out_whole(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    link = entity("o", "Ownership", owner=[BETA], asset=[ALPHA], percentage="75")
    load_ftm(load, write(tmp_path, [link, ALPHA, BETA], name="all.json"))
    (row,) = workspace_db.rows("statements", "select * from ownership_statement")
    assert (row["child_id"], row["parent_id"]) == ("ftm:a", "ftm:b")
