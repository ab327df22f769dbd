"""Workbooks made for a test, cell by cell."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font

Cells = Mapping[str, Any]
"""Place -> value; a pair is a value and its number format, a triple has a colour."""


def book(sheets: Mapping[str, Cells]) -> bytes:
    """Write a workbook."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, cells in sheets.items():
        sheet = made.create_sheet(name)
        for place, given in cells.items():
            value, form, colour = (
                (*given, None, None)[:3]
                if _is_pair(given)
                else (
                    given,
                    None,
                    None,
                )
            )
            sheet[place] = value
            if form:
                sheet[place].number_format = form
            if colour:
                sheet[place].font = Font(color=colour)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def save(path: Path, sheets: Mapping[str, Cells]) -> Path:
    path.write_bytes(book(sheets))
    return path


def _is_pair(given: object) -> bool:
    return isinstance(given, tuple)
