"""What a notebook shows: escaped, linked, with kinds, doubt and currency in view."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import crosstie
from crosstie.api.result import Row, of_rows
from crosstie.exports import schema
from tests.api.held import held_case
from tests.pages.factory import HOSTILE

NASTY = (
    HOSTILE,
    "</td></table><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    '" style="background:url(javascript:alert(1))',
    "{{ 7*7 }} ${7*7} {0} %s",
    "\x00\x1b[31m\u202e\u2066\ud800",
    "x" * 10_000,
)

SHAPE = schema.Table(
    "ties",
    "Rows for a test.",
    (
        schema.Field("organisation", "text", ""),
        schema.Field("route", "text", ""),
        schema.Field("kind", "text", ""),
        schema.Field("probability", "number", ""),
        schema.Field("obligated", "amount", ""),
        schema.Field("currency", "text", ""),
        schema.Field("last_date", "date", ""),
        schema.Field("evidence_record", "text", ""),
        schema.Field("evidence_url", "url", ""),
        schema.Field("counts", "boolean", ""),
        schema.Field("awards", "integer", ""),
    ),
)


def row(**more: Any) -> Row:
    return {
        "organisation": "Jasper Telecom",
        "route": "direct",
        "kind": "finding",
        "probability": 0.97,
        "obligated": Decimal("-1234.50"),
        "currency": "EUR",
        "last_date": date(2024, 2, 29),
        "evidence_record": "CONT_1",
        "evidence_url": "https://example.org/award?a=1&b=2",
        "counts": True,
        "awards": 12_000,
        **more,
    }


def shown(*rows: Row, threshold: float | None = 0.95) -> str:
    return of_rows(SHAPE, rows, (), threshold)._repr_html_()


class Reader(HTMLParser):
    """Reads tags, attributes and text, as a browser would."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


SAFE_TAGS = frozenset(
    {
        *("div", "table", "caption", "thead", "tbody", "tr", "th", "td", "span"),
        *("bdi", "a", "time", "b", "p", "br", "ul", "li"),
    }
)
SAFE_ATTRIBUTES = frozenset(
    {"style", "class", "scope", "href", "rel", "target", "aria-hidden", "datetime"}
)


def assert_harmless(html: str) -> Reader:
    read = Reader(html)
    assert set(read.tags) <= SAFE_TAGS
    assert {name for name, _ in read.attributes} <= SAFE_ATTRIBUTES
    for name, value in read.attributes:
        if name == "href":
            assert re.match(r"https?://[^/]", value)
        if name == "style":
            assert "url(" not in value and "expression" not in value
    return read


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_is_text(text: str) -> None:
    usable = text.replace("\ud800", "")
    read = assert_harmless(
        shown(
            row(
                organisation=usable,
                evidence_record=usable,
                route=usable,
                kind=usable,
                currency=usable[:40],
            )
        )
    )
    assert not re.search("[\x00\x1b\u202e\u2066]", read.text)
    assert len(read.text) < 3000


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//example.org",
        "https:",
        "ftp://example.org/award",
        " \tjavascript:alert(1)",
        "http://[",
    ],
)
def test_only_public_pages_are_linked(url: str) -> None:
    read = assert_harmless(shown(row(evidence_url=url)))
    assert "a" not in read.tags


def test_a_record_is_linked_to_its_page() -> None:
    html = shown(row())
    read = assert_harmless(html)
    assert ("href", "https://example.org/award?a=1&b=2") in read.attributes
    assert ("rel", "noopener noreferrer") in read.attributes
    assert "&amp;b=2" in html


def test_an_amount_has_its_currency_and_kind_and_stands_right() -> None:
    html = shown(row(), row(route="product"), row(obligated=None))
    text = Reader(html).text
    assert "\u2212€1,234.50obligated" in text
    assert "€1,234.50obligated to the reseller" in text
    assert "not stated" in text
    assert (
        "text-align:right;vertical-align:top;padding:2px 8px;white-space:nowrap" in html
    )
    assert "currency not stated" in Reader(shown(row(currency=""))).text


def test_kind_and_doubt_are_shown_as_on_the_pages() -> None:
    sure = shown(row())
    doubtful = shown(row(kind="lead", probability=0.9496))
    assert "1.5px solid" in sure and "Finding" in sure and "0.97 ●" in sure
    assert "1.5px dashed" in doubtful and "Lead" in doubtful
    assert "0.94 ○" in doubtful and "outline:1px dashed" in doubtful
    assert "outline" not in sure


def test_the_first_rows_are_shown_and_how_many_more_there_are() -> None:
    table = of_rows(SHAPE, [row(awards=n) for n in range(1234)], ("awards",))
    html = table._repr_html_()
    assert html.count("<tr") == 11
    assert "ties: 1,234 rows, the first 10 shown, 1 of 11 columns" in html
    assert "1,224 more" in html
    assert repr(table).splitlines()[0] in html
    assert len(repr(table).splitlines()) == 12
    none = of_rows(SHAPE, [])
    assert "ties: 0 rows" in none._repr_html_() and repr(none).startswith("ties: 0")


@pytest.fixture
def hostile(tmp_path: Path) -> crosstie.Case:
    return held_case(tmp_path)


def test_every_table_and_card_of_a_hostile_run_is_harmless(
    hostile: crosstie.Case,
) -> None:
    every = hostile.ties(kind=("finding", "lead", "not_counted"))
    shown = [
        *(hostile, every, hostile.hops(), hostile.evidence(), hostile.actions()),
        *(hostile.amounts(), hostile.awards(), hostile.suppliers(), hostile.files()),
        *(hostile.organisations(), hostile.ownership(), hostile.near_misses()),
        *(hostile.totals(), hostile.coverage(), hostile.sources()),
        *(hostile.not_loaded(), hostile.sql("select * from ties")),
        *(hostile.tie(one) for one in every),
    ]
    text = ""
    for one in shown:
        text += assert_harmless(one._repr_html_()).text  # type: ignore[attr-defined]
        assert not re.search("[\x00\x1b\u202e]", repr(one))
    assert '<script>alert("x")</script>' in text
    assert HOSTILE not in text
    assert "SECRET PERSON NAME" not in text


def test_a_drawing_holds_no_script(hostile: crosstie.Case) -> None:
    drawn = [
        hostile.drawing(one)._repr_svg_()
        for one in hostile.ties()
        if len(hostile.hops(one))
    ]
    assert len(drawn) > 5
    for svg in drawn:
        assert svg.startswith("<svg") and "<script" not in svg
        assert not re.search(r"\son\w+=", svg)


def test_a_case_shows_its_sentence_numbers_and_gaps(case: crosstie.Case) -> None:
    read = assert_harmless(case._repr_html_())
    assert case.headline in read.text and case.title in read.text
    assert case.run in read.text and "on the sample that ships" in read.text
    own = next(row for row in case.totals() if row["meaning"] == "obligated")
    assert f"US${own['value']:,}" in read.text
    assert "Not loaded; nothing is claimed about it:" in read.text
    assert case.not_loaded()[0]["says"] in read.text
    assert case.headline in repr(case)


def test_a_case_speaks_french(case: crosstie.Case) -> None:
    from crosstie.text.language import speaking

    with speaking("fr"):
        html = case._repr_html_() + case.ties()._repr_html_()
    assert "Non chargé" in html
    assert "Not loaded" not in html
    assert "Not loaded" in case._repr_html_()
