"""Who is named in a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.check.agencies import agencies
from crosstie.check.names import Names, find_mentions
from crosstie.check.register import NameIndex
from crosstie.check.tokens import tokens
from crosstie.errors import UnreadableFile
from crosstie.model.case import CaseOrganisation, Citation


def organisation(id: str, name: str, *others: str) -> CaseOrganisation:
    nowhere = Citation("", "", "")
    return CaseOrganisation(id, name, others, "CA", "", (), None, None, nowhere, 1)


CASE = Names(
    [organisation("kwiz", "Kwizcom Inc."), organisation("total", "Total Corp.")]
)


def named(text: str, names: Names = CASE) -> list[tuple[str, str | None, bool]]:
    found, _ = find_mentions(text, tokens(text), names, "en")
    return [
        (m.named.name, m.named.organisation_id, m.named.is_buyer_side) for m in found
    ]


def test_a_name_of_the_case_is_found_without_its_form() -> None:
    assert named("A contract with Kwizcom was signed.") == [
        ("Kwizcom Inc.", "kwiz", False)
    ]


def test_a_plain_word_is_no_mention() -> None:
    assert named("Total costs rose. In total it is much.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He said CBP bought it.", "U.S. Customs and Border Protection"),
        ("the U.S. Department of Homeland Security", "Department of Homeland Security"),
        ("l'OFII a payé", "Office français de l'immigration et de l'intégration"),
        ("a notice of the Home Office", "Home Office"),
        ("Frontex is in Warsaw", "Frontex"),
    ],
)
def test_agencies(text: str, name: str) -> None:
    assert (name, None, True) in named(text)


def test_an_abbreviation_in_small_letters_is_a_word() -> None:
    assert named("There was ice on the road, and who would ind it.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It paid Quillback Catering Pty Ltd yesterday.", "Quillback Catering Pty Ltd"),
        ("Tamarisk Security guards it.", "Tamarisk Security"),
        ("The company Feldhausen builds cars.", "Feldhausen"),
        ("It is a subsidiary of Vexmoor in Leeds.", "Vexmoor"),
    ],
)
def test_organisations_by_shape(text: str, name: str) -> None:
    assert (name, None, False) in named(text)


def test_the_short_name_is_the_same_body() -> None:
    text = "Aldergate Charter LLC flies. Aldergate is large."
    found, _ = find_mentions(text, tokens(text), CASE, "en")
    assert len(found) == 2
    assert found[0].key == found[1].key


def test_a_register(tmp_path: Path) -> None:
    rows = [("R1", "Zimquist Ltd", "GB"), ("R2", "Summit Inc", "US"), ("R3", "", "US")]
    assert NameIndex.build(rows, tmp_path / "index") == 2
    names = Names(register=NameIndex.open(tmp_path / "index"))
    assert named("They met Zimquist at the Summit.", names) == [
        ("Zimquist Ltd", "R1", False)
    ]
    with pytest.raises(UnreadableFile):
        NameIndex.open(tmp_path / "absent")


def test_parents_stand_in_the_table_or_are_no_agencies() -> None:
    known = {agency.name for agency in agencies()}
    outside = {"Department of the Treasury", "European Commission", "United Nations"}
    assert {a.parent for a in agencies() if a.parent} <= known | outside
    assert len(known) == len(agencies())
