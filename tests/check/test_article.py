"""Articles of every kind, and files that are none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from crosstie.check.article import (
    MOST_BYTES,
    kind_of,
    language_of,
    read_article,
    read_file,
)
from crosstie.check.decoding import decoded
from crosstie.errors import UnreadableFile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(*paragraphs: str, head: str = "") -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        document = (
            f'{head}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        )
        file.writestr("word/document.xml", document)
    return packed.getvalue()


def pdf(text: str) -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 6\n0000000000 65535 f \n" + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )  # fmt: skip


def test_text_keeps_its_newlines() -> None:
    raw = "Première ligne\r\nSeconde\n".encode()
    assert read_article(raw, "x.txt").text == "Première ligne\r\nSeconde\n"


def test_title_language_and_source() -> None:
    article = read_article(b"# Who pays\n\nThe agency has a contract.", "x.md")
    assert (article.title, article.language, article.source) == (
        "Who pays",
        "en",
        "x.md",
    )
    assert language_of("La société a remporté un marché pour le ministère.") == "fr"


def test_mixed_encodings_and_nul() -> None:
    assert decoded(b"caf\xc3\xa9 \x93caf\xe9\x94 \x00") == "café “café” \x00"
    assert decoded("ICE é".encode("utf-16")) == "ICE é"


def test_html_gives_the_main_text() -> None:
    pytest.importorskip("trafilatura")
    text = "The agency signed a contract with a firm in Ottawa in 2024. " * 12
    page = f"<html><body><nav>Menu</nav><article><p>{text}</p></article></body></html>"
    article = read_article(page.encode(), "page.html")
    assert "signed a contract" in article.text
    assert "<p>" not in article.text


def test_pdf() -> None:
    pytest.importorskip("pypdf")
    assert read_article(pdf("ICE has an office in Ottawa."), "x").text == (
        "ICE has an office in Ottawa."
    )


def test_docx() -> None:
    raw = docx("ICE has an office.", "It is in Ottawa.")
    assert read_article(raw, "x.docx").text == "ICE has an office.\n\nIt is in Ottawa."


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"", "x.txt"), (b" \n", "x.txt"), (b"PK\x03\x04broken", "x.docx"),
        (docx("a", head='<!DOCTYPE a [<!ENTITY b "c">]>'), "x.docx"),
        (docx("a" * 21_000_000), "x.docx"), (b"a" * (MOST_BYTES + 1), "x.txt"),
    ],
    ids=["empty", "blank", "broken", "entities", "bomb", "large"],
)  # fmt: skip
def test_what_is_refused(raw: bytes, name: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_article(raw, name)
    assert caught.value.place is not None
    assert caught.value.next_step


@pytest.mark.parametrize("tail", [b"", b"1 0 obj<</Kids[1 0 R]>>endobj", b"\x00" * 999])
def test_a_broken_pdf_is_refused(tail: bytes) -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(UnreadableFile):
        read_article(b"%PDF-1.7\n" + tail, "x.pdf")


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(UnreadableFile, match="too large: 50,000,000 bytes"):
        read_file(path)
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_file(tmp_path / "absent.txt")


def test_kinds() -> None:
    assert kind_of(b"<!DOCTYPE html><p>", "x") == "html"
    assert kind_of(b"text", "x.md") == "markdown"
