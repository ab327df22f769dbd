"""Queries are read as words, whatever is typed; texts are cut where words stand."""

from __future__ import annotations

import pytest

from crosstie.store.searchtext import (
    MOST_CHARACTERS,
    MOST_WORDS,
    marked,
    parse_query,
    search_words,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Société d'Énergie", ["societe", "d", "energie"]),
        ("U.S. Steel Corp.", ["us", "steel", "corp"]),
        ("Smith & Sons", ["smith", "and", "sons"]),
        ("Driver’s Depot", ["drivers", "depot"]),
        ("Газпром", ["gazprom"]),
        ("日本NEC", ["日", "本", "nec"]),
        ("kwizcom.com", ["kwizcom", "com"]),
        ("", []),
    ],
)
def test_a_text_is_found_under_these_words(text: str, words: list[str]) -> None:
    assert search_words(text) == words


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("roshel def", '"roshel" "def" *'),
        ("roshel def ", '"roshel" "def"'),
        ('"enterprise mobility"', '"enterprise mobility"'),
        ("coca-cola", '"coca cola" *'),
        ("black* berry ", '"black" * "berry"'),
        ("alpha i", '"alpha"'),
        ("x y ", '"x" "y"'),
        ("AND OR NOT", '"and" "or" "not" *'),
        ('unbalanced "quote', '"unbalanced" "quote" *'),
        ("***", ""),
        ('""', ""),
        ("\x00\u202e", ""),
    ],
)
def test_nothing_that_is_typed_is_syntax(query: str, expression: str) -> None:
    assert parse_query(query).expression == expression


def test_what_may_be_an_identifier_is_compact() -> None:
    assert parse_query("12302 6635 rc-0001").identifiers[0] == "123026635RC0001"
    assert "123026635" in parse_query("123026635RC0001").identifiers
    assert "70B06C21F00001173" in parse_query("award 70B06C21F00001173").identifiers
    assert "549300AB12" in parse_query("lei: 5493-00ab12").identifiers
    assert parse_query("roshel").identifiers == ()


def test_a_long_query_is_cut_and_says_so() -> None:
    long = parse_query("word " * 2_000)
    assert long.was_cut
    assert len(long.text) <= MOST_CHARACTERS
    many = parse_query(" ".join(f"w{n}" for n in range(40)))
    assert many.was_cut
    assert len(many.words) <= MOST_WORDS
    assert not parse_query("roshel").was_cut


def test_words_are_marked_where_they_stand() -> None:
    asked = parse_query("oreal black")
    assert marked("L'ORÉAL Blackberry Inc", asked) == (
        ("L'", False), ("ORÉAL", True), (" ", False), ("Blackberry", True),
        (" Inc", False),
    )  # fmt: skip
    assert marked("Strawberry", parse_query("berry"), ("strawberry",)) == (
        ("Strawberry", True),
    )
    assert marked("nothing here", asked) == (("nothing here", False),)
