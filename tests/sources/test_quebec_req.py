"""The register of Quebec: six files joined on the number; natural persons left out."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from crosstie.errors import UnreadableFile
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary
from tests.sources.canada import columns, write_rows

Load = Callable[..., LoadSummary]

CODES = (
    "TYP_DOM_VAL,COD_DOM_VAL,VAL_DOM_FRAN\n"
    "STAT_IMMAT,IM,Immatriculée\nFORM_JURI,CIE,Société par actions ou compagnie\n"
    "RELA_ASSUJ,FO,Fusion ordinaire\n"
)
ENTERPRISES = [
    {
        "NEQ": "1140000001",
        "COD_STAT_IMMAT": "IM",
        "COD_FORME_JURI": "CIE",
        "DAT_CONSTI": "1999-01-02",
        "ADR_DOMCL_LIGN1_ADR": "5 rue des Exemples",
        "ADR_DOMCL_LIGN2_ADR": "Laval (Québec)",
        "ADR_DOMCL_LIGN4_ADR": "H7A1A1",
    },
    {"NEQ": "2240000002", "COD_STAT_IMMAT": "IM", "COD_FORME_JURI": "IND"},
    {
        "NEQ": "1140000003",
        "COD_STAT_IMMAT": "RD",
        "DAT_STAT_IMMAT": "2015-06-07",
        "ADR_DOMCL_LIGN2_ADR": "Albany (New York)",
    },
]
NAMES = [
    {
        "NEQ": "1140000001",
        "NOM_ASSUJ": "ALPHA INC.",
        "NOM_ASSUJ_LANG_ETRNG": "ALPHA INCORPORATED",
        "STAT_NOM": "V",
        "TYP_NOM_ASSUJ": "N",
        "DAT_INIT_NOM_ASSUJ": "2005-01-01",
    },
    {
        "NEQ": "1140000001",
        "NOM_ASSUJ": "VIEIL ALPHA LTÉE",
        "STAT_NOM": "A",
        "TYP_NOM_ASSUJ": "N",
        "DAT_INIT_NOM_ASSUJ": "1999-01-02",
        "DAT_FIN_NOM_ASSUJ": "2005-01-01",
    },
    {"NEQ": "2240000002", "NOM_ASSUJ": "Jane Doe Enr.", "STAT_NOM": "V"},
    {"NEQ": "1140000003", "NOM_ASSUJ": "GAMMA", "STAT_NOM": "A"},
]
MERGERS = [
    {
        "NEQ": "1140000001",
        "NEQ_ASSUJ_REL": "1140000003",
        "DENOMN_SOC": "GAMMA",
        "COD_RELA_ASSUJ": "FO",
        "DAT_EFCTVT": "2015-06-07",
    }
]
FILES = {
    "Entreprise.csv": ("req-entreprise", ENTERPRISES),
    "Etablissements.csv": (
        "req-etablissements",
        [{"NEQ": "1140000001", "NOM_ETAB": "Chez Alpha"}],
    ),
    "FusionScissions.csv": ("req-fusions", MERGERS),
    "ContinuationsTransformations.csv": (
        "req-continuations",
        [{"NEQ": "1140000001", "COD_TYP_CHANG": "CON", "NOM_LOCLT": "Canada"}],
    ),
    "Nom.csv": ("req-nom", NAMES),
}


def write(path: Path, layout: str, rows: Sequence[Mapping[str, str]]) -> Path:
    return write_rows(path, "quebec-req", layout, rows, encoding="utf-8-sig")


@pytest.fixture
def loaded(tmp_path: Path, workspace_db: Database) -> list[LoadSummary]:
    path = tmp_path / "register.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, (layout, rows) in FILES.items():
            made.write(write(tmp_path / name, layout, rows), name)
        made.writestr("DomaineValeur.csv", "\ufeff" + CODES)
    return load_files(workspace_db, "quebec-req", [path])


def test_the_layouts_have_the_known_widths() -> None:
    widths = {
        layout: len(columns("quebec-req", layout)) for layout, _ in FILES.values()
    }
    assert widths == {
        "req-entreprise": 37,
        "req-etablissements": 17,
        "req-fusions": 10,
        "req-continuations": 6,
        "req-nom": 7,
    }


def test_enterprises_get_their_names_from_the_other_file(
    loaded: list[LoadSummary], workspace_db: Database
) -> None:
    assert [s.layout for s in loaded][:2] == ["req-nom", "req-entreprise"]
    found = workspace_db.rows(
        "organisations",
        "select organisation_id, name, country, city, region, legal_form, status,\n"
        "  valid_from, valid_to\nfrom organisation\norder by 1",
    )
    assert [tuple(row.values()) for row in found] == [
        (
            *("neq:1140000001", "ALPHA INC.", "CA", "Laval", "Québec"),
            *("Société par actions ou compagnie", "Immatriculée"),
            *(date(1999, 1, 2), None),
        ),
        (
            *("neq:1140000003", "GAMMA", None, "Albany", "New York"),
            *(None, "RD", None, date(2015, 6, 7)),
        ),
    ]


def test_a_public_body_is_told_by_its_number(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    name = {"NEQ": "8840000005", "NOM_ASSUJ": "VILLE D'EXEMPLE", "STAT_NOM": "V"}
    load(write(tmp_path / "Nom.csv", "req-nom", [name]), "quebec-req")
    body = {"NEQ": "8840000005", "COD_STAT_IMMAT": "IM"}
    load(write(tmp_path / "e.csv", "req-entreprise", [body]), "quebec-req")
    assert workspace_db.value("kind", "select kind from organisation") == "government"


def test_names_say_what_they_are(
    loaded: list[LoadSummary], workspace_db: Database
) -> None:
    names = workspace_db.rows(
        "names",
        "select name, kind, valid_to from organisation_name\n"
        "where organisation_id = 'neq:1140000001'\norder by name",
    )
    assert [tuple(row.values()) for row in names] == [
        ("ALPHA INC.", "legal", None),
        ("ALPHA INCORPORATED", "other", None),
        ("Chez Alpha", "trading", None),
        ("VIEIL ALPHA LTÉE", "former", date(2005, 1, 1)),
    ]


def test_a_merger_is_an_event_and_no_ownership(
    loaded: list[LoadSummary], workspace_db: Database
) -> None:
    events = workspace_db.rows(
        "events",
        "select kind, relation, other_id, other_name, place, event_date\n"
        "from organisation_event\norder by kind desc",
    )
    assert [tuple(row.values()) for row in events] == [
        (
            *("merger_or_division", "Fusion ordinaire", "neq:1140000003"),
            *("GAMMA", None, date(2015, 6, 7)),
        ),
        ("change_of_law", "CON", None, None, "Canada", None),
    ]
    assert workspace_db.value("none", "select count(*) from ownership_statement") == 0


def test_a_natural_person_is_nowhere(
    loaded: list[LoadSummary], workspace_db: Database
) -> None:
    assert "Private persons, kept without their name: 1." in loaded[0].notes
    for table in ("organisation", "organisation_name", "organisation_identifier"):
        text = str(workspace_db.rows("all", f"from {table}"))
        assert "Doe" not in text
        assert "2240000002" not in text


def test_enterprises_without_names_say_what_to_load_first(
    tmp_path: Path, load: Load
) -> None:
    path = write(tmp_path / "Entreprise.csv", "req-entreprise", ENTERPRISES)
    with pytest.raises(UnreadableFile) as raised:
        load(path, "quebec-req")
    assert raised.value.next_step == (
        "load the publisher's zip, or Nom.csv before Entreprise.csv"
    )


def test_loose_files_find_the_codes_beside_them(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    (tmp_path / "DomaineValeur.csv").write_text(CODES, encoding="utf-8-sig")
    load(write(tmp_path / "Nom.csv", "req-nom", NAMES[:1]), "quebec-req")
    path = write(tmp_path / "Entreprise.csv", "req-entreprise", ENTERPRISES)
    summary = load(path, "quebec-req")
    assert summary.notes[-1] == "Left out, no name is loaded: 1."
    found = workspace_db.rows("status", "select status from organisation")
    assert found == [{"status": "Immatriculée"}]
