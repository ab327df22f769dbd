"""Numbers of a text: value, kind, currency and how they are meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosstie.check.numberwords import written_number
from crosstie.check.quantities import quantities


@pytest.mark.parametrize(
    ("text", "kind", "value", "currency", "qualifier"),
    [
        ("US$95,000", "money", "95000", "USD", "exact"),
        ("10 million", "count", "10000000", None, "exact"),
        ("C$10M", "money", "10000000", "CAD", "exact"),
        ("€3.2bn", "money", "3200000000", "EUR", "exact"),
        ("£48 million", "money", "48000000", "GBP", "exact"),
        ("$5", "money", "5", None, "exact"),
        ("A$7.3m", "money", "7300000", "AUD", "exact"),
        ("a C$5.4-million contract", "money", "5400000", "CAD", "exact"),
        ("2,5 millions d'euros", "money", "2500000", "EUR", "exact"),
        ("10 millions de dollars canadiens", "money", "10000000", "CAD", "exact"),
        ("860 000 $", "money", "860000", None, "exact"),
        ("3 Mds €", "money", "3000000000", "EUR", "exact"),
        ("up to €12.6 million", "money", "12600000", "EUR", "at_most"),
        ("a tenfold increase", "times", "10", None, "times"),
        ("dix fois plus", "times", "10", None, "times"),
        ("tripled since 2003", "times", "3", None, "times"),
        ("at least 150 Canadians", "count", "150", None, "at_least"),
        ("plus de 118 000 personnes", "count", "118000", None, "more_than"),
        ("fewer than 40 people", "count", "40", None, "less_than"),
        ("Près de 6 000 personnes", "count", "6000", None, "about"),
        ("73.6 per cent", "share", "73.6", None, "share"),
        ("73,6 pour cent", "share", "73.6", None, "share"),
        ("one in four people", "share", "25", None, "share"),
        ("only 15 countries spend more", "rank", "15", None, "rank"),
        ("twenty-five people", "count", "25", None, "exact"),
    ],
)
def test_one_number(
    text: str, kind: str, value: str, currency: str | None, qualifier: str
) -> None:
    found = quantities(text)
    assert [(q.kind, str(q.value), q.currency, q.qualifier.value) for q in found] == [
        (kind, value, currency, qualifier)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "in 2024", "on 12 February 2026", "May 14, 2025", "Regulation (EU) 2024/1348",
        "section 287(g)", "Boeing 737", "at 10:30", "Article 33", "2/ a thread", "K9",
    ],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


def test_places_are_the_written_ones() -> None:
    text = "It held 50,259 of 68,289 people."
    assert [text[q.start : q.end] for q in quantities(text)] == ["50,259", "68,289"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("three hundred and five", 305), ("quatre-vingt-dix", 90), ("two thousand", 2000)],
)
def test_numbers_in_letters(written: str, value: int) -> None:
    assert written_number(written) == value


@given(st.text(alphabet="0123456789,. $€%mk\u00a0onefold-", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for one in quantities(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.value.is_finite()
