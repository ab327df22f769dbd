"""The catalogues of messages, and the language that is being spoken.

Other rooms take all of this from `crosstie.text.language`.
"""

from __future__ import annotations

import gettext as gnu
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from io import BytesIO
from struct import unpack_from

LANGUAGES = ("en", "fr")
"""ISO 639-1 codes of the languages that ship, the default first."""

DOMAIN = "crosstie"

_current: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def current() -> str:
    """Tell the language that is being spoken, as ISO 639-1."""
    return _current.get()


def chosen(wanted: str) -> str:
    """Choose a language that ships from a wish: fr, fr-CA, fr_CA.UTF-8; else English.

    >>> chosen("fr_CA.UTF-8"), chosen("C"), chosen("de")
    ('fr', 'en', 'en')
    """
    code = wanted.strip().lower().replace("_", "-").partition("-")[0]
    return code if code in LANGUAGES else LANGUAGES[0]


def speak(language: str) -> None:
    """Speak a language from here on: the edge sets it for a whole command."""
    _current.set(language if language in LANGUAGES else LANGUAGES[0])


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language within a block; one that does not ship falls back to English."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    token = _current.set(known)
    try:
        yield
    finally:
        _current.reset(token)


def _(message: str) -> str:
    """Say a message in the language that is being spoken."""
    return catalogue(current()).gettext(message)


def pgettext(context: str, message: str) -> str:
    """Say a message whose meaning depends on its place: a noun here, a verb there."""
    return catalogue(current()).pgettext(context, message)


def ngettext(one: str, many: str, number: int) -> str:
    """Say a message in the number that the language uses for `number`."""
    return catalogue(current()).ngettext(one, many, number)


def later(message: str) -> str:
    """Mark a message that a constant holds, to be collected; `_` says it later."""
    return message


def laters(one: str, many: str) -> tuple[str, str]:
    """Mark a message in two numbers that a constant holds; `ngettext` says it later."""
    return one, many


class Catalogue(gnu.GNUTranslations):
    """A catalogue that also knows the English of each of its messages."""

    originals: tuple[tuple[str, ...], ...] = ()
    """One English text for each message, two where it has a plural."""

    def _parse(self, fp: gnu._TranslationsReader) -> None:
        content = fp.read()
        super()._parse(BytesIO(content))
        self.originals = tuple(_originals(content))


@cache
def catalogue(language: str) -> gnu.NullTranslations:
    """Read a language's catalogue; English is what the messages themselves say."""
    if language == LANGUAGES[0]:
        return gnu.NullTranslations()
    place = files("crosstie").joinpath("locales", language, "LC_MESSAGES")
    with place.joinpath(f"{DOMAIN}.mo").open("rb") as file:
        return Catalogue(file)


def originals(language: str) -> tuple[tuple[str, ...], ...]:
    """List the English texts of a catalogue's messages, without those of a context."""
    return tuple(getattr(catalogue(language), "originals", ()))


def _originals(content: bytes) -> Iterator[tuple[str, ...]]:
    """Read the table of original texts of a .mo file (GNU gettext, MO format)."""
    order = "<" if content[:4] == b"\xde\x12\x04\x95" else ">"
    number, table = unpack_from(f"{order}II", content, 8)
    for index in range(number):
        length, start = unpack_from(f"{order}II", content, table + 8 * index)
        text = content[start : start + length].decode("utf-8")
        if text and "\x04" not in text:
            yield tuple(text.split("\x00"))
