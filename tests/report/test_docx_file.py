"""The document: whole, with styles, repeated headers, pictures described, no traces."""

import io
import re
import zipfile

import pytest
from defusedxml.ElementTree import fromstring

from crosstie.pages.report import report_context
from crosstie.report.outline import document
from tests.pages.factory import run_database

library = pytest.importorskip("docx")
pytest.importorskip("vl_convert")


@pytest.fixture(scope="module")
def content() -> bytes:
    from crosstie.report.docx_file import docx

    return docx(document(report_context(run_database())))


@pytest.fixture(scope="module")
def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        assert held.testzip() is None
        assert {i.date_time for i in held.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        return {name: held.read(name) for name in held.namelist()}


def test_every_part_is_xml_or_a_picture(parts: dict[str, bytes]) -> None:
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            fromstring(part)
        else:
            assert part.startswith(b"\x89PNG"), name
    assert not any("thumbnail" in name or "app.xml" in name for name in parts)


def test_it_opens_again_with_its_headings_and_properties(content: bytes) -> None:
    made = library.Document(io.BytesIO(content))
    styles = [p.style.name for p in made.paragraphs]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") > 8 and styles.count("Heading 2") > 8
    said = made.core_properties
    assert (
        said.title
        == "Northland and the Agency for Border Cooperation (ABC): case report"
    )
    assert (said.author, said.last_modified_by) == ("Crosstie", "Crosstie")
    assert said.language == "en" and said.comments == ""
    assert said.created.isoformat().startswith("2026-11-22T00:00:00")


def test_headers_of_tables_are_repeated(content: bytes) -> None:
    made = library.Document(io.BytesIO(content))
    assert made.tables
    for table in made.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:tblHeader" not in row._tr.xml for row in table.rows[1:2])
        widths = [int(w) for w in re.findall(r'w:gridCol w:w="(\d+)"', table._tbl.xml)]
        assert 9000 < sum(widths) < 9700


def test_every_picture_has_words(parts: dict[str, bytes]) -> None:
    body = parts["word/document.xml"].decode()
    pictures = re.findall(r"<wp:docPr\b[^>]*>", body)
    assert pictures
    assert all(re.search(r'descr="[^"]{20,}"', one) for one in pictures)


def test_links_lead_somewhere(parts: dict[str, bytes]) -> None:
    body = parts["word/document.xml"].decode()
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', body)
    assert len(names) == len(set(names))
    assert set(re.findall(r'w:anchor="([^"]+)"', body)) <= set(names)
    ids = re.findall(r'<w:bookmarkStart [^>]*w:id="(\d+)"', body)
    assert sorted(ids) == sorted(re.findall(r'<w:bookmarkEnd w:id="(\d+)"', body))
    assert "javascript:" not in parts["word/_rels/document.xml.rels"].decode()
