"""Words of names and descriptions: legal forms, accents, places of words as written."""

from __future__ import annotations

import pytest

from crosstie.ties.words import core_of, excerpt, find_all, words_of


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("KWIZCOM CORPORATION", ("KWIZCOM",)),
        ("Les Produits Étoilés Ltée", ("PRODUITS", "ETOILES")),
        ("The Company Inc.", ("COMPANY",)),
        ("S.A.", ("S",)),
        ("", ()),
    ],
)
def test_the_core_of_a_name(name, core):
    assert core_of(name) == core


def test_names_are_found_at_word_boundaries_and_in_order():
    texts = ["NEW HOOTBIRD/OPEN-TEXT LICENSES", "HOOTBIRDS AND TEXT OPEN"]
    names = [("HOOTBIRD",), ("OPEN", "TEXT")]
    found = [(text, name, at) for text, _, name, at in find_all(texts, names)]
    assert found == [(texts[0], ("HOOTBIRD",), 1), (texts[0], ("OPEN", "TEXT"), 2)]


def test_an_excerpt_keeps_what_is_written():
    text = "Buy  Open-Text (étoilé) now"
    assert excerpt(text, 1, 2) == "Open-Text"
    assert excerpt(text, 3, 1) == "étoilé"
    assert words_of(text)[3] == "ETOILE"
