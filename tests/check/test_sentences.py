"""Paragraphs, sentences and clauses, with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosstie.check.sentences import LONGEST, clauses, paragraphs, sentences
from crosstie.check.speech import stated


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The U.S. paid Acme Inc. in May. It left.", 2),
        ("Acme Inc. The agency paid.", 2),
        ("It cost $1.5 million. Really?", 2),
        ("Dr. Office paid no. 5 a visit.", 1),
        ("« C'est vrai. » Il part.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_text_without_a_stop_is_cut() -> None:
    text = "word " * 2000
    found = sentences(text)
    assert max(len(one.text) for one in found) <= LONGEST
    assert "".join(one.text.replace(" ", "") for one in found) == text.replace(" ", "")


def test_clauses_have_verbs_of_their_own() -> None:
    (one,) = sentences(
        "Quillback belongs to Dunlin, which bought it in 2021; all was well."
    )
    assert [clause.text for clause in clauses(one)] == [
        "Quillback belongs to Dunlin", "which bought it in 2021", "all was well.",
    ]  # fmt: skip


def test_an_inserted_clause_does_not_part_the_main_one() -> None:
    (one,) = sentences(
        "Acme, which houses people in Galway, was sold to Beta last year."
    )
    assert len(clauses(one)) == 1


@pytest.mark.parametrize(
    ("text", "core", "who"),
    [
        (
            "The deal is off, the department said on Tuesday.",
            "The deal is off",
            "the department",
        ),
        (
            "According to the notice, the lease is void.",
            "the lease is void",
            "the notice",
        ),
        ("Selon elle, le contrat est signé.", "le contrat est signé", "elle"),
        ("But there is no contract.", "there is no contract", None),
        ("There are reports that Acme left.", "Acme left", None),
    ],
)
def test_who_says_it(text: str, core: str, who: str | None) -> None:
    start, end, said = stated(text)
    assert (text[start:end], said) == (core, who)


@given(st.text(alphabet="Ab .,;:\n!?“”«»()—'\u202e\u200f\r", max_size=200))
def test_every_piece_is_a_slice(text: str) -> None:
    for paragraph in paragraphs(text):
        assert text[paragraph.start : paragraph.end] == paragraph.text
        for sentence in sentences(paragraph.text, paragraph.start):
            assert text[sentence.start : sentence.end] == sentence.text
            for clause in clauses(sentence):
                assert text[clause.start : clause.end] == clause.text
                start, end, _ = stated(clause.text)
                assert 0 <= start <= len(clause.text) and end <= len(clause.text)
