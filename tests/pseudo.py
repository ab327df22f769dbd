"""A language in which every word of a message stands in brackets: ⟦so⟧.

What stands outside brackets on a page that speaks it is data, or was never wrapped in
`_()`. `speaking_pseudo` speaks it in a block; `unwrapped` finds in HTML, SVG or plain
text what is neither in brackets nor data.

    with speaking_pseudo():
        html = render_report(report_context(db))
    assert unwrapped(html, data_of(db)) == []
"""

from __future__ import annotations

import gettext as gnu
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from unittest.mock import patch

from crosstie.store.engine import Database
from crosstie.text import catalogues, numerals

PSEUDO = "pseudo"

_TAG_OR_FIELD = re.compile(r"(<[^>]*>|\{[^}]*\}|%\([a-z_]+\)s)")
_WORD = re.compile(r"\S*[^\W\d_]\S*")
_BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
_SPLIT = re.compile(
    r"[^\w\s'’&@/+-]\s|[^\w\s.'’&@/+-]|\s[-–/+]+\s|\s{2,}|\b\d[\d.,-]*\b"
)
"""What data is joined by on a page: signs, glyphs, numbers."""

_HASH = re.compile(r"[0-9a-f]{8}…[0-9a-f]{4}")

_CODE = re.compile(r"[A-Z]{3}")
"""A currency, as a quoted record writes it."""

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_MONTHS = frozenset(numerals._MONTHS) | {m[:3] for m in numerals._MONTHS}
_SHOWN = frozenset({"title", "aria-label", "alt", "placeholder", "data-l", "label"})

OURS = {
    "reason": "a sentence of ours",
    "reason_text": "a sentence of ours",
    "says": "a sentence of ours",
    "doubt": "a sentence of ours",
    "weights": "a sentence of ours",
    "owner": "a sentence of ours",
    "why": "a sentence of ours",
    "not_counted_reason": "a sentence of ours",
    "predicate": "a word of ours",
    "weakest_hop": "a word of ours",
    "basis": "a word of ours",
    "kind": "a word of ours",
    "route": "a word of ours",
    "status": "a word of ours",
    "from_note": "partly ours",
    "to_note": "partly ours",
}
"""Columns whose text is Crosstie's own: it is said again, and so is no data."""


class Pseudo(gnu.NullTranslations):
    """Says each message with its words in brackets."""

    def __init__(self) -> None:
        super().__init__()
        self.originals = catalogues.originals("fr")

    def gettext(self, message: str) -> str:
        return bracketed(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return bracketed(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return bracketed(message)


def bracketed(message: str) -> str:
    """Put each word in brackets; tags and fields stay.

    >>> bracketed("<b>Row</b> {row} of {file}")
    '<b>⟦Row⟧</b> {row} ⟦of⟧ {file}'
    """
    return "".join(
        part if _TAG_OR_FIELD.fullmatch(part) else _WORD.sub(r"⟦\g<0>⟧", part)
        for part in _TAG_OR_FIELD.split(message)
    )


@contextmanager
def speaking_pseudo() -> Iterator[None]:
    """Speak the language within a block, in every module that asks for one."""
    known, made = catalogues.catalogue, Pseudo()
    token = catalogues._current.set(PSEUDO)
    with (
        patch.object(
            catalogues,
            "catalogue",
            lambda code: made if code == PSEUDO else known(code),
        ),
        patch.dict(numerals.LOCALES, {PSEUDO: "en"}),
    ):
        try:
            yield
        finally:
            catalogues._current.reset(token)


def unwrapped(page: str, data: str, allowed: Iterable[str] = ()) -> list[str]:
    """List the texts of a page that stand outside brackets and are no data.

    `data` is what `data_of` gives; `allowed` are further texts that are nobody's to
    translate: names of formats, files and commands.
    """
    known = _plain(" \n ".join([data, *allowed]))
    found: dict[str, None] = {}
    for text in texts_of(page):
        outside = _BRACKETED.sub(" ⟧ ", _HASH.sub("", text))
        for run in outside.split("⟧"):
            for piece in _pieces(run, known):
                found.setdefault(piece)
    return list(found)


def _pieces(run: str, known: str) -> Iterator[str]:
    if _is_known(run, known):
        return
    for piece in _SPLIT.split(run):
        if not _is_known(piece, known):
            yield " ".join(run.split())
            return


def _is_known(text: str, known: str) -> bool:
    bare = _plain(text).strip(" .,;:·…()⟦⟧\"“”’'+-–")
    words = _LETTERS.findall(bare)
    is_code = bool(_CODE.fullmatch(text.strip()))
    if not words or is_code or set(bare.title().split()) <= _MONTHS:
        return True
    return bool(bare) and (bare in known if len(bare) > 3 else f" {bare} " in known)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def texts_of(page: str) -> list[str]:
    """List what a reader sees or hears: texts, and attributes that are read out."""
    if not page.lstrip().startswith("<"):
        return page.splitlines()
    parser = _Texts()
    parser.feed(page)
    return parser.found


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "pre"):
            self._silent += 1
        self.found += [v for k, v in attrs if k in _SHOWN and v]
        named = dict(attrs).get("name")
        if tag == "meta" and named == "description":
            self.found += [v for k, v in attrs if k == "content" and v]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "pre"):
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def data_of(db: Database) -> str:
    """Gather every text of a run's tables that is not Crosstie's own."""
    columns = db.rows(
        "text columns",
        """select database_name as db, table_name as name, column_name as part
from duckdb_columns()
where not internal
and data_type in ('VARCHAR', 'VARCHAR[]')
order by all""",
    )
    texts: list[str] = []
    for one in columns:
        if one["part"] in OURS or one["name"] == "run":
            continue
        rows = db.rows(
            "texts",
            f'select distinct "{one["part"]}"::varchar as text '
            f'from "{one["db"]}"."{one["name"]}" '
            f'where "{one["part"]}" is not null',
        )
        texts += [row["text"] for row in rows]
    return " \n ".join(texts)
