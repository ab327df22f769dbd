"""Public bodies and persons told from firms by their names."""

from __future__ import annotations

import pytest

from crosstie.text.bodies import Body, body_of, public_body
from crosstie.text.names import words_of


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("City of Toronto", Body.PUBLIC),
        ("Toronto, City of", Body.PUBLIC),
        ("Ville de Montréal", Body.PUBLIC),
        ("Stadt Köln", Body.PUBLIC),
        ("U.S. Department of Energy", Body.PUBLIC),
        ("Gendarmerie royale du Canada", Body.PUBLIC),
        ("City of London Investment Group plc", Body.OPEN),
        ("State Street Corp", Body.OPEN),
        ("Bureau Veritas", Body.OPEN),
        ("Henry Ford", Body.PERSON),
        ("FORD, HENRY", Body.PERSON),
        ("Ford Motor Company", Body.OPEN),
    ],
)
def test_bodies_are_told_apart(name: str, body: Body) -> None:
    assert body_of(name) is body


def test_kind_and_place_of_a_public_body_are_read() -> None:
    read = public_body(words_of("Ministère de la Défense"), False)
    assert read is not None
    assert read.kind == "ministry"
