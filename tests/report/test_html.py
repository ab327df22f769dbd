"""The report as one file: escaped, linked, without script."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from crosstie.pages.report import report_context
from crosstie.report.html import render_report, style, write_report
from tests.pages.factory import HOSTILE, LONG_NAME, Made, run_database

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Reader(HTMLParser):
    """Collects elements, ids and links, and checks that what opens also closes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def all(self, name: str) -> list[str]:
        return [value for _, key, value in self.attributes if key == name]


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def page() -> str:
    return render_report(report_context(run_database()))


def test_the_page_holds_one_style_and_no_script(page: str) -> None:
    reader = read(page)
    assert reader.tags.count("style") == 1
    assert not {"script", "img", "link", "iframe", "object"} & set(reader.tags)
    assert not [name for _, name, _ in reader.attributes if name.startswith("on")]
    assert "default-src 'none'" in page


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    reader = read(page)
    assert not reader.all("src") and not reader.all("xlink:href")
    outside = [v for t, n, v in reader.attributes if n == "href" and t != "a"]
    assert all(address.startswith("#") for address in outside)
    assert "@import" not in style() and "http" not in style()
    assert set(re.findall(r"url\((?!#)", page)) == set()


def test_every_link_inside_leads_somewhere(page: str) -> None:
    reader = read(page)
    ids = reader.all("id")
    assert len(ids) == len(set(ids))
    inside = {v[1:] for v in reader.all("href") if v.startswith("#")}
    assert inside and inside <= set(ids)
    assert set(" ".join(reader.all("aria-labelledby")).split()) <= set(ids)


def test_a_link_outside_is_a_public_page(page: str) -> None:
    outside = [v for v in read(page).all("href") if not v.startswith("#")]
    assert all(v.startswith("https://") for v in outside)
    assert "javascript:" not in page


def test_records_are_shown_as_text(page: str) -> None:
    assert HOSTILE not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert" in page
    assert "&lt;<mark>img</mark> src=x onerror=" in page
    assert LONG_NAME.replace("&", "&amp;") in page


def test_a_private_person_is_in_no_part_of_it(page: str) -> None:
    assert "JANE DOE" not in page
    assert "SECRET PERSON NAME" not in page


def test_the_four_numbers_lead_to_their_ties(page: str) -> None:
    numbers = page[page.index('<div class="nums">') :][:2000]
    assert re.findall(r'<b><a href="#([a-z-]+)">([^<]+)</a></b>', numbers) == [
        ("money-obligated", "US$11,384,926.30"),
        ("ties", "4"),
        ("presence", "2"),
        ("leads", "2"),
    ]


def test_parts_stand_in_their_order(page: str) -> None:
    order = (
        *('<p class="lede">', '<hr class="track">', 'class="nums"', 'class="note"'),
        *('id="ties"', 'id="presence"', 'id="not-counted"', 'id="siblings"'),
        *('id="leads"', 'id="near-misses"', 'id="searched"', 'id="method"'),
        *('id="sources"', 'id="records"', 'id="reproduce"'),
    )
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert page.count('<hr class="track">') == 1


def test_the_sample_says_so_at_the_top(page: str) -> None:
    assert page.index("Sample data.") < page.index("<main")
    loaded = render_report(report_context(run_database(data="loaded")))
    assert "Sample data." not in loaded


def test_every_drawing_has_a_title_and_each_tie_a_table(page: str) -> None:
    images = re.findall(r"<svg[^>]*>", page)
    for image in images:
        assert 'role="img" aria-labelledby=' in image or 'aria-hidden="true"' in image
    drawn = page.count('<figure class="chain">')
    assert drawn and page.count("as a table, with its records") >= drawn


@pytest.mark.parametrize(
    "ties",
    [
        [],
        [Made("1", kind="lead")],
        [Made("1", kind="not_counted", more={"not_counted_reason": "rejected"})],
        [Made("1", scope="sibling", component="CP")],
        [Made("1", more={"status": "unknown", "reason": "It stands"})],
    ],
)
def test_empty_states_are_said(ties: list[Made]) -> None:
    page = render_report(
        report_context(
            run_database(
                ties, counts={}, coverage=[], not_loaded=[], files_by_source=[]
            )
        )
    )
    reader = read(page)
    inside = {v[1:] for v in reader.all("href") if v.startswith("#")}
    assert inside <= set(reader.all("id"))
    assert "None" not in re.sub(r"None (in this|noted)", "", page)


def test_the_time_of_the_run_stands_in_the_footer_alone() -> None:
    one = render_report(report_context(run_database()))
    two = render_report(report_context(run_database(traced_at="2027-01-01T00:00:00Z")))
    assert one.replace("2026-11-22T10:00:00Z", "2027-01-01T00:00:00Z") == two
    assert one.index("2026-11-22T10:00:00Z") > one.rindex("<footer>")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    context = report_context(run_database())
    write_report(context, path)
    assert path.read_bytes() == render_report(context).encode()
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_the_style_sheet_is_short_and_names_no_colour() -> None:
    path = Path(__file__).parents[2] / "src/crosstie/report/report.css"
    css = path.read_text(encoding="utf-8")
    assert len(css.splitlines()) < 500
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", css)) <= {"#000"}
