"""A report in every format, and what a reader can take out of each file."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest

from crosstie.pages.contexts import ReportContext
from crosstie.report.formats import rendered

NEEDS = {"html": None, "md": None, "docx": "docx", "pdf": "weasyprint"}


def written(context: ReportContext, format_: str) -> bytes:
    """Write a report; a test skips where what writes it is not installed."""
    if NEEDS[format_]:
        pytest.importorskip(NEEDS[format_], exc_type=ImportError)
    return rendered(context, format_)


def text_of(content: bytes, format_: str, folder: Path) -> str:
    """Give the words of a report, as a reader sees them, without any white space."""
    found = {"html": _html, "md": _markdown, "docx": _docx}.get(format_)
    words = found(content) if found else _pdf(content, folder)
    return re.sub(r"[\s\u00a0\u202f]+", "", words)


def bytes_of(content: bytes, format_: str) -> str:
    """Give all that the bytes of a report hold: parts of a zip, streams of a PDF."""
    if format_ == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            parts = [held.read(name) for name in held.namelist()]
            names = " ".join(held.namelist()).encode()
        return html.unescape(b"\n".join([names, *parts]).decode("latin-1")) + (
            b"\n".join(parts).decode("utf-8", "replace")
        )
    if format_ == "pdf":
        return content.decode("latin-1") + "\n".join(streams(content))
    return html.unescape(content.decode("utf-8"))


def streams(content: bytes) -> list[str]:
    """Give the streams of a PDF, opened where they are packed."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            found.append(zlib.decompress(packed).decode("latin-1"))
        except zlib.error:
            found.append(packed.decode("latin-1"))
    return found


def _html(content: bytes) -> str:
    body = re.sub(r"(?s)<(style|title|desc)\b.*?</\1>", "", content.decode("utf-8"))
    return html.unescape(re.sub(r"(?s)<[^>]*>", "", body))


def _markdown(content: bytes) -> str:
    text = re.sub(r"\[\^\d+\]:?", "", content.decode("utf-8"))
    text = re.sub(r"\]\([^)]*\)", "", text)
    return html.unescape(re.sub(r"\\(.)", r"\1", re.sub(r"[`*\[\]]", "", text)))


def _docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        body = held.read("word/document.xml").decode("utf-8")
    return html.unescape("".join(re.findall(r"<w:t\b[^>]*>([^<]*)</w:t>", body)))


def _pdf(content: bytes, folder: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not on this machine")
    (folder / "report.pdf").write_bytes(content)
    done = subprocess.run(
        [program, "-enc", "UTF-8", str(folder / "report.pdf"), "-"],
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8")
