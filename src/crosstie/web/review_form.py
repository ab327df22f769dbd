"""Reads a form of the review: bounded, in UTF-8, without control characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from crosstie.errors import UsageError
from crosstie.text.language import _
from crosstie.text.numerals import grouped

MOST_BODY = 400_000
"""Bytes of a form: a note of 20,000 letters, however they are written."""

MOST_NOTE = 20_000
MOST_NAME = 80
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Form:
    """The fields of a form, the first value of each."""

    values: Mapping[str, str]

    def text(self, name: str) -> str:
        """Give a field without what no keyboard types; empty where it is missing."""
        return _typed(self.values.get(name, ""))


async def read_form(request: Request) -> Form:
    """Read a form.

    Raises:
        UsageError: it is too long, or no form in UTF-8.

    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        raise UsageError(
            _("decisions come as a form ({kind})").format(kind=FORM),
            next_step=_("send it from the page of the question"),
        )
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY:
            raise _too_long()
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=50,
        )
    except ValueError as cause:
        raise UsageError(
            _("the form cannot be read; nothing was written"),
            next_step=_("send it from the page of the question"),
        ) from cause
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name, value)
    if len(found.get("note", "")) > MOST_NOTE:
        raise _too_long()
    return Form(found)


def name_of(text: str) -> str:
    """Give the name of a reviewer.

    Raises:
        UsageError: it is empty, or longer than a name.

    """
    name = " ".join(text.split())
    if not name or len(name) > MOST_NAME:
        raise UsageError(
            _("a name has from 1 to {most} letters").format(most=MOST_NAME),
            next_step=_("give a name, initials or a role"),
        )
    return name


def _too_long() -> UsageError:
    return UsageError(
        _("a note has at most {most} letters; nothing was written").format(
            most=grouped(MOST_NOTE)
        ),
        next_step=_("shorten it, and put the rest where it can be cited"),
    )


def _typed(text: str) -> str:
    """Leave out control characters but line ends and tabs; line ends are one each."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in plain if c in "\n\t" or unicodedata.category(c) != "Cc")
    return "".join(kept).strip()
