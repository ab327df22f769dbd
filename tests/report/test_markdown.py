"""Markdown: nothing that a record says is taken for Markdown, HTML or a link."""

import html
import re

import pytest

from crosstie.report.blocks import (
    Bullets,
    Cited,
    CitedRecords,
    Document,
    Heading,
    Paragraph,
    Table,
    Text,
    notes,
    record,
    said,
)
from crosstie.report.markdown import escaped, markdown

HOSTILE = (
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "a | b",
    "`code` ``` more",
    "*bold* _it_ ~~no~~",
    "www.example.org and a@example.org",
    "https://example.org/x",
    "back\\slash",
    "&lt;b&gt;",
)


def only(*blocks) -> str:
    return markdown(Document("t", "s", "en", "2026-01-01", blocks))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_escaped_reads_as_it_was(text: str) -> None:
    made = escaped(text)
    assert "<" not in made and not re.search(r"(?<!\\)[\[\]|`*]", made)
    assert not re.search(r"(?i)(https?:|www\.|\w@)", made)
    assert html.unescape(re.sub(r"\\(.)", r"\1", made)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_record_is_a_code_span_in_a_cell_of_its_own(text: str) -> None:
    page = only(Table("", ("One", "Two"), ((said(record(text)), said("b")),)))
    row = page.splitlines()[2]
    assert len(re.findall(r"(?<!\\)\|", row)) == 3
    fence = re.match(r"\| (`+)", row)
    assert fence and fence[1] not in text
    assert row.count(fence[1]) >= 2


def test_a_line_begins_no_list_and_no_heading_by_chance() -> None:
    for text in ("- item", "+ item", "# head", "1. one", "2) two", "= rule"):
        assert only(Paragraph(said(text))).startswith(("\\", "1\\", "2\\"))


def test_a_line_break_in_a_record_ends_no_row() -> None:
    page = only(Paragraph(said(record("one\n\n# two\r\nthree"))))
    assert page == "`one # two three`\n"


def test_a_link_keeps_its_address_and_runs_no_script() -> None:
    page = only(
        Paragraph(said(Text("A", link="https://example.org/a(b) c"))),
        Paragraph(said(Text("B", link="javascript:alert(1)"))),
        Paragraph(said(Text("C", link="#t-1"))),
    )
    assert page == "[A](https://example.org/a%28b%29%20c)\n\nB\n\nC\n"


def test_footnotes_headings_lists_and_records() -> None:
    page = only(
        Heading(2, said("Ties"), "ties"),
        Bullets((said("one", notes([2, 1])),)),
        CitedRecords(said("File"), (Cited(1, said(record("row 1"))),)),
    )
    assert page == "## Ties\n\n- one[^1][^2]\n\n[^1]: `row 1`. File\n"


def test_currency_reads_plainly_and_formulas_do_not() -> None:
    assert escaped("US$7,234.00 and C$3") == "US$7,234.00 and C$3"
    assert escaped("$x$") == "\\$x\\$"
