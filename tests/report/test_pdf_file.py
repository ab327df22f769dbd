"""The PDF: tagged, numbered as the footnotes are, with nothing from elsewhere."""

import re

import pytest

from crosstie.pages.report import report_context
from crosstie.report.html import render_report
from tests.pages.factory import run_database
from tests.report.files import streams

weasyprint = pytest.importorskip("weasyprint", exc_type=ImportError)


@pytest.fixture(scope="module")
def content() -> bytes:
    from crosstie.report.formats import rendered

    return rendered(report_context(run_database()), "pdf")


def test_it_says_title_language_and_day_and_no_more(content: bytes) -> None:
    everything = content.decode("latin-1") + "\n".join(streams(content))
    assert "/MarkInfo" in everything and "/StructTreeRoot" in everything
    assert "pdfuaid:part" in everything and "/Lang" in everything
    assert "Northland and the Agency" in everything
    assert re.findall(r"/CreationDate ?\((.*?)\)", everything) == ["D:20261122"] or (
        "D:20261122" in everything
    )
    assert "/Author" not in everything and "10:00:00" not in everything[:2000]


def test_it_has_bookmarks_and_links(content: bytes) -> None:
    everything = content.decode("latin-1") + "\n".join(streams(content))
    assert "/Outlines" in everything
    assert everything.count("/Subtype /Link") > 20


def test_drawings_stand_in_the_page_and_nothing_is_fetched() -> None:
    from crosstie.report.pdf_file import for_paper

    context = report_context(run_database())
    page = weasyprint.HTML(string=render_report(context, is_paper=True))
    root = page.etree_element
    for_paper(root, context)
    tags = [one.tag for one in root.iter()]
    assert not [tag for tag in tags if "svg" in str(tag)]
    images = [one for one in root.iter("img")]
    assert images
    assert all(
        one.get("src").startswith("data:image/svg+xml;base64,") for one in images
    )
    chains = [one for one in images if "r-direct" in one.get("class")]
    assert any("is the same as" in one.get("alt") for one in chains)


def test_entries_have_the_numbers_of_the_footnotes() -> None:
    from crosstie.report.pdf_file import for_paper

    context = report_context(run_database())
    root = weasyprint.HTML(string=render_report(context)).etree_element
    for_paper(root, context)
    entries = {one.get("id"): one[0].text for one in root.iter("li") if one.get("id")}
    assert {r.number for r in context.records} == {int(i[1:]) for i in entries}
    assert all(text == f"{id_[1:]}. " for id_, text in entries.items())
