"""Files of a run: columns, safety, same bytes."""

import csv
import json
from pathlib import Path

import pytest

from crosstie.exports.documents import ties_document
from crosstie.exports.write import json_text, write_exports
from tests.pages.factory import run_database

HEADER = (
    "tie_id,organisation,organisation_country,parent,route,supplier,buyer,component,"
    "scope,kind,probability,status,status_date,first_date,last_date,awards,obligated,"
    "ceiling,currency,matched_text,reason,evidence_record,evidence_url"
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    paths = write_exports(run_database(), folder)
    assert [p.name for p in paths] == [
        *("ties.csv", "hops.csv", "coverage.csv", "ties.json", "run.json")
    ]
    assert {p.name for p in folder.iterdir()} == {p.name for p in paths}
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_agreed_columns_come_first(out: Path) -> None:
    first = (out / "ties.csv").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(HEADER + ",")


def test_a_tie_is_a_row(out: Path) -> None:
    found = {row["tie_id"]: row for row in rows(out / "ties.csv")}
    roska = found["tie02"]
    assert roska["obligated"] == "7234926.20"
    assert roska["probability"] == "0.9700"
    assert (roska["status"], roska["status_date"]) == ("ended", "2025-12-31")
    assert roska["without_case"] == "false"
    assert {row["kind"] for row in found.values()} == {"finding", "lead"}
    assert found["tie20"]["scope"] == "sibling"
    assert "tie30" not in found


def test_no_amount_is_an_empty_cell_and_nought_is_nought(out: Path) -> None:
    found = {row["tie_id"]: row for row in rows(out / "ties.csv")}
    assert found["tie05"]["obligated"] == ""
    assert found["tie08"]["supplier"] == ""
    assert found["tie01"]["ceiling"] == ""


def test_a_formula_is_made_harmless(out: Path) -> None:
    found = {row["tie_id"]: row for row in rows(out / "ties.csv")}
    assert found["tie04"]["supplier"] == '\'=HYPERLINK("http://example.org")'
    labels = [row["from_label"] for row in rows(out / "hops.csv")]
    assert not [label for label in labels if label.startswith("=")]


def test_a_hop_is_a_row_with_its_evidence(out: Path) -> None:
    hop = next(
        row
        for row in rows(out / "hops.csv")
        if (row["tie_id"], row["position"]) == ("tie02", "3")
    )
    assert hop["predicate"] == "is controlled by"
    assert hop["evidence_files"] == "ownership.csv#5"
    assert hop["confirmed_by"] == "an editor"


def test_the_document_holds_every_kind_with_its_actions(out: Path) -> None:
    document = json.loads((out / "ties.json").read_text(encoding="utf-8"))
    assert document["case"] == "nl-abc"
    assert [len(document[k]) for k in ("ties", "leads", "not_counted")] == [12, 2, 1]
    roska = document["ties"][0]
    assert roska["obligated"] == "7234926.20"
    assert roska["transactions"][0]["obligated"] == "7234926.20"
    assert roska["hops"][2]["evidence"][0]["file_name"] == "ownership.csv"
    shredder = document["not_counted"][0]
    assert [a["counts"] for a in shredder["transactions"]] == [False, False]
    assert "JANE DOE" not in json.dumps(document)


def test_a_program_gets_the_same_document(out: Path) -> None:
    said = json_text(ties_document(run_database()))
    assert said == (out / "ties.json").read_text(encoding="utf-8")


def test_the_run_names_its_inputs_with_whole_hashes(out: Path) -> None:
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert [len(f["sha256"]) for f in run["files"]] == [64, 64]
    assert run["counts"]["rejected"] == 3
    assert run["publish_threshold"] == 0.95
    assert sum(t["ties"] for t in run["ties"]) == 15


def test_only_the_time_of_the_run_differs(out: Path, tmp_path: Path) -> None:
    write_exports(run_database(traced_at="2027-01-01T00:00:00Z"), tmp_path)
    for name in ("ties.csv", "hops.csv", "ties.json"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes()
    one, two = (
        json.loads((folder / "run.json").read_text(encoding="utf-8"))
        for folder in (out, tmp_path)
    )
    assert [k for k in one if one[k] != two[k]] == ["traced_at"]


def test_a_run_without_ties_gives_headers(tmp_path: Path) -> None:
    write_exports(run_database([]), tmp_path)
    assert rows(tmp_path / "ties.csv") == []
    document = json.loads((tmp_path / "ties.json").read_text(encoding="utf-8"))
    assert document["ties"] == []
